//! Conversations that are over are kept up to a number: what is gone is as what never was, and what
//! is kept plays again to the same bytes.

use message_server::{Config, Core, Inbound, PlayOrder};
use serde_json::json;
use uuid::Uuid;

use crate::support::{Caller, done, text};

fn keeping(conversations_kept: usize) -> Config {
    Config {
        conversations_kept,
        ..Config::default()
    }
}

fn advance(core: &mut Core, millis: i64) {
    let later = core.now().checked_add_millis(millis).unwrap();
    core.advance(later);
}

/// A customer writes and leaves: conversation and message.
fn come_and_go(core: &mut Core) -> [Uuid; 2] {
    let written = core.customer_writes(Inbound::default()).unwrap();
    core.customer_leaves(written.conversation).unwrap();
    advance(core, 100);
    [written.conversation, written.message]
}

#[test]
fn what_has_been_over_for_the_longest_is_as_if_it_had_never_been() {
    let mut core = Core::new(keeping(2)).unwrap();
    let client = Caller::client(&mut core);
    let goes_on = core.customer_writes(Inbound::default()).unwrap();
    let [gone, kept, last] = [(); 3].map(|()| come_and_go(&mut core));
    assert_eq!(
        core.conversations(),
        [goes_on.conversation, kept[0], last[0]]
    );
    let never = Uuid::nil();
    for path in [
        "GET /api/v2/conversations/{c}",
        "GET /api/v2/conversations/messages/{c}",
        "PATCH /api/v2/conversations/messages/{c}",
        "DELETE /api/v2/conversations/{c}",
        "GET /api/v2/analytics/conversations/{c}/details",
        "GET /api/v2/conversations/messages/{m}/details",
        "GET /msgleg/conversations/{c}/script",
        "GET /msgleg/conversations/{c}/lanes",
        "POST /msgleg/customers/{c}/leave",
    ] {
        let body = r#"{"state": "disconnected"}"#;
        let mut told = |[conversation, message]: [Uuid; 2]| {
            let path = path.replace("{c}", &conversation.to_string());
            let path = path.replace("{m}", &message.to_string());
            let answer = client.call(&mut core, &path, body);
            let said = answer.body.replace(&conversation.to_string(), "ID");
            let said = said.replace(&message.to_string(), "ID");
            let said: serde_json::Value = serde_json::from_str(&said).unwrap();
            (answer.status, said["code"].clone(), said["message"].clone())
        };
        let expected = told([never; 2]);
        assert_eq!(expected.0, 404, "{path}");
        assert_eq!(told(gone), expected, "{path}");
    }
    let path = format!("GET /api/v2/conversations/messages/{}/details", kept[1]);
    client.done(&mut core, &path, "", 200);
}

#[test]
fn who_comes_back_is_not_over_and_ends_once_more() {
    let mut core = Core::new(keeping(2)).unwrap();
    let [first, second] = [(); 2].map(|()| come_and_go(&mut core)[0]);
    let again = Inbound {
        conversation: Some(first),
        ..Inbound::default()
    };
    core.customer_writes(again).unwrap();
    let third = come_and_go(&mut core)[0];
    assert_eq!(core.conversations(), [first, second, third]);
    core.customer_leaves(first).unwrap();
    advance(&mut core, 100);
    assert_eq!(core.conversations(), [first, third], "it has ended last");
}

#[test]
fn a_play_is_kept_until_its_last_step() {
    let mut core = Core::new(keeping(1)).unwrap();
    let profile = Some("smooth-day".to_owned());
    let order = PlayOrder {
        profile,
        count: Some(6),
        ..PlayOrder::default()
    };
    let ids = core.play(order.clone()).unwrap();
    assert_eq!(core.conversations(), ids, "they have still to begin");
    let mut all = Core::new(Config::default()).unwrap();
    all.play(order).unwrap();
    core.finish_work();
    all.finish_work();
    let client = Caller::client(&mut all);
    let ends = ids.iter().map(|id| {
        let seen = client.get(&mut all, &format!("/api/v2/conversations/{id}"));
        (seen["endTime"].as_str().map(str::to_owned), *id)
    });
    let ends: Vec<_> = ends.collect();
    let last = ends.iter().max().unwrap().1;
    let expected = ends.iter().filter(|(end, id)| end.is_none() || *id == last);
    let expected: Vec<Uuid> = expected.map(|(_, id)| *id).collect();
    assert!(expected.len() < ids.len(), "{expected:?}");
    assert_eq!(core.conversations(), expected);
    for id in expected {
        assert_eq!(core.script(id).unwrap(), all.script(id).unwrap());
    }
}

#[test]
fn what_is_kept_plays_again_to_the_same_bytes() {
    let mut core = Core::new(keeping(2)).unwrap();
    for _ in 0..4 {
        come_and_go(&mut core);
    }
    let recording = core.recording().unwrap();
    let mut again = Core::new(keeping(2)).unwrap();
    again.load(&recording).unwrap();
    again.advance(core.now());
    assert_eq!(again.recording().unwrap(), recording);
    assert_eq!(again.conversations(), core.conversations());
    // The numbers go on, so that nobody is taken for one who is gone.
    let fresh = [&mut core, &mut again].map(|core| come_and_go(core)[0]);
    assert_eq!(fresh[0], fresh[1]);
}

#[test]
fn a_job_of_analytics_leaves_out_what_has_gone_meanwhile() {
    let mut core = Core::new(keeping(2)).unwrap();
    let client = Caller::client(&mut core);
    let ids = [(); 2].map(|()| come_and_go(&mut core)[0].to_string());
    let interval = "2026-01-05T00:00:00.000Z/2026-01-06T00:00:00.000Z";
    let body = json!({ "interval": interval }).to_string();
    let jobs = "/api/v2/analytics/conversations/details/jobs";
    let made = client.done(&mut core, &format!("POST {jobs}"), &body, 202);
    let job = text(&serde_json::from_str::<serde_json::Value>(&made.body).unwrap()["jobId"]);
    let results = format!("{jobs}/{job}/results");
    let found = |core: &mut Core| {
        let results = client.get(core, &results);
        let all = results["conversations"].as_array().unwrap();
        let ids = all.iter().map(|one| text(&one["conversationId"]));
        ids.collect::<Vec<_>>()
    };
    assert_eq!(found(&mut core), ids);
    come_and_go(&mut core);
    assert_eq!(found(&mut core), ids[1..]);
}

#[test]
fn at_least_one_is_kept() {
    let error = Core::new(keeping(0)).unwrap_err().to_string();
    assert_eq!(error, "conversations_kept: found 0, expected at least 1");
    let mut core = Core::new(keeping(1)).unwrap();
    let id = core
        .customer_writes(Inbound::default())
        .unwrap()
        .conversation;
    let path = format!("POST /api/v2/conversations/{id}/disconnect");
    let client = Caller::client(&mut core);
    client.done(&mut core, &path, "", 202);
    done(&mut core, &format!("GET conversations/{id}/script"), "");
}
