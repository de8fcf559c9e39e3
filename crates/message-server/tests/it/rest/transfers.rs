//! Conversations go to others, or are torn down.

use message_rules::assert_strict;
use message_server::Config;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Desk, later};
use crate::support::{Caller, last_of, text};

#[test]
fn rows_12_and_13_conversations_are_transferred() {
    for (end, body) in [
        ("participants/{p}/replace", json!({"queueId": null})),
        ("participants/{p}/replace/queue", json!({"queueId": null})),
        ("participants/{p}/transfer", json!({"queueId": null})),
    ] {
        let mut desk = Desk::answered();
        let billing = desk.core.queue("billing").unwrap();
        let mut body = body;
        body["queueId"] = json!(billing.to_string());
        desk.post("", end, &body.to_string(), 202);
        assert_eq!(desk.leg()["disconnectType"], "transfer");
        let conversation = desk.see();
        assert_eq!(
            last_of(&conversation, "acd")["queueId"],
            billing.to_string()
        );
        later(&mut desk.core, 1_000);
        let conversation = desk.see();
        let next = last_of(&conversation, "agent");
        assert_eq!(
            next["userId"],
            desk.core.agents()[1].id.to_string(),
            "{end}"
        );
    }
    for (base, end) in [
        ("messages/", "participants/{p}/replace"),
        ("", "participants/{p}/replace"),
        ("", "participants/{p}/replace/agent"),
        ("", "participants/{p}/transfer"),
    ] {
        let mut desk = Desk::answered();
        let colleague = desk.core.agents()[4].id;
        let body = json!({"userId": colleague.to_string(), "transferType": "Attended"});
        desk.post(base, end, &body.to_string(), 202);
        assert_eq!(
            desk.leg()["state"],
            "connected",
            "the window stays open until it is accepted"
        );
        let conversation = desk.see();
        let asked = last_of(&conversation, "agent");
        assert_eq!(asked["userId"], colleague.to_string());
        let path = format!(
            "PATCH {}",
            desk.path("messages/", &format!("participants/{}", text(&asked["id"])))
        );
        let agent = Caller::agent(&mut desk.core, 4);
        agent.done(&mut desk.core, &path, r#"{"state": "connected"}"#, 202);
        later(&mut desk.core, 1_000);
        assert_eq!(desk.leg()["disconnectType"], "transfer");
    }
}

#[test]
fn rows_12_and_13_transfers_are_refused_with_the_codes_that_are_known() {
    let mut desk = Desk::answered();
    let end = "participants/{p}/replace";
    let nowhere = json!({"queueId": Uuid::from_u128(7).to_string()}).to_string();
    let code = "conversations.error.queue.not.found";
    desk.refused("POST", "messages/", end, &nowhere, code);
    let code = "conversations.error.transfer.destination.required";
    desk.refused("POST", "", end, "{}", code);
    let me = desk.core.agents()[0].id;
    let to_me = json!({"userId": me.to_string()}).to_string();
    desk.refused(
        "POST",
        "",
        end,
        &to_me,
        "conversations.error.transfer.same.party",
    );
    let both = json!({"userId": me.to_string(), "queueId": me.to_string()}).to_string();
    desk.refused("POST", "", end, &both, "bad.request");
    let other = Caller::agent(&mut desk.core, 3);
    let call = format!("POST {}", desk.path("messages/", end));
    let code = (403, "conversation.error.forbidden.not.active.participant");
    other.refused(&mut desk.core, &call, &to_me, code);
    let mut desk = Desk::of(Config::default(), false);
    let billing = json!({"queueId": desk.core.queue("billing").unwrap().to_string()}).to_string();
    let code = "conversations.error.transfer.not.connected";
    desk.refused("POST", "messages/", end, &billing, code);
    let external = json!({"address": "+15550100"}).to_string();
    let call = format!("POST {}", desk.path("", end));
    desk.agent
        .refused(&mut desk.core, &call, &external, (501, "not.implemented"));
}

#[test]
fn row_14_a_conversation_is_torn_down() {
    for (call, status) in [
        ("POST /api/v2/conversations/{c}/disconnect", 202),
        ("DELETE /api/v2/conversations/{c}", 204),
        ("PATCH /api/v2/conversations/messages/{c}", 200),
    ] {
        let mut desk = Desk::answered();
        let call = call.replace("{c}", &desk.id.to_string());
        let body = r#"{"state": "disconnected"}"#;
        let answer = desk.agent.done(&mut desk.core, &call, body, status);
        if status == 202 {
            assert_eq!(answer.body, "\"\"");
        }
        later(&mut desk.core, 1_000);
        let conversation = desk.see();
        for one in conversation["participants"].as_array().unwrap() {
            assert_eq!(one["messages"][0]["state"], "disconnected", "{call}");
        }
        assert!(
            conversation["endTime"].is_string(),
            "{call}: {conversation}"
        );
        desk.agent.done(&mut desk.core, &call, body, status);
    }
    let mut desk = Desk::answered();
    let call = format!("PATCH /api/v2/conversations/messages/{}", desk.id);
    desk.agent.refused(
        &mut desk.core,
        &call,
        r#"{"state": "held"}"#,
        (400, "invalid.value"),
    );
}

#[test]
fn row_21_a_conversation_is_assigned_and_pulled() {
    let mut desk = Desk::of(Config::default(), false);
    let (second, third) = (desk.core.agents()[1].id, desk.core.agents()[2].id);
    let call = format!("POST /api/v2/conversations/{}/assign", desk.id);
    let body = json!({"id": second.to_string()}).to_string();
    desk.agent.done(&mut desk.core, &call, &body, 202);
    let conversation = desk.see();
    assert_eq!(
        last_of(&conversation, "agent")["userId"],
        second.to_string()
    );
    assert_eq!(desk.leg()["disconnectType"], "transfer");
    later(&mut desk.core, 1_000);
    let path = desk.path(
        "messages/",
        &format!(
            "participants/{}",
            text(&last_of(&conversation, "agent")["id"])
        ),
    );
    let agent = Caller::agent(&mut desk.core, 1);
    agent.done(
        &mut desk.core,
        &format!("PATCH {path}"),
        r#"{"state": "connected"}"#,
        202,
    );
    later(&mut desk.core, 1_000);
    let body = json!({"id": third.to_string()}).to_string();
    desk.agent.done(&mut desk.core, &call, &body, 202);
    later(&mut desk.core, 1_000);
    let conversation = desk.see();
    assert_strict(&conversation.to_string());
    assert_eq!(last_of(&conversation, "agent")["userId"], third.to_string());
    let taken = conversation["participants"].as_array().unwrap();
    assert!(
        taken
            .iter()
            .any(|one| one["messages"][0]["disconnectType"] == "takeover")
    );
}

#[test]
fn row_21_a_conversation_that_is_monitored_is_taken_over() {
    let mut desk = Desk::answered();
    let supervisor = Caller::agent(&mut desk.core, 1);
    let own = desk.path("messages/", "participants/{p}");
    let (monitor, take_over) = (
        format!("POST {own}/monitor"),
        format!("POST {own}/takeover"),
    );
    let wrong = (400, "bad.request");
    supervisor.refused(&mut desk.core, &take_over, "", wrong);
    let code = (400, "conversation.error.monitor.own.conversation");
    desk.agent.refused(&mut desk.core, &monitor, "", code);
    let client = Caller::client(&mut desk.core);
    client.refused(&mut desk.core, &monitor, "", (400, "not.a.user"));
    let contact = text(&last_of(&desk.see(), "customer")["id"]);
    let of_contact = format!(
        "POST /api/v2/conversations/messages/{}/participants/{contact}/monitor",
        desk.id
    );
    supervisor.refused(&mut desk.core, &of_contact, "", wrong);
    supervisor.done(&mut desk.core, &monitor, "", 201);
    assert_eq!(desk.leg()["state"], "connected", "nobody is told");
    supervisor.done(&mut desk.core, &take_over, "", 202);
    later(&mut desk.core, 1_000);
    let conversation = desk.see();
    assert_strict(&conversation.to_string());
    let user = desk.core.agents()[1].id.to_string();
    let taken = last_of(&conversation, "agent");
    assert_eq!(taken["userId"], user.as_str());
    assert_eq!(taken["messages"][0]["state"], "connected");
    let ended = conversation["participants"].as_array().unwrap().iter();
    let ended: Vec<&Value> = ended
        .filter(|one| one["purpose"] == "agent")
        .map(|one| &one["messages"][0]["disconnectType"])
        .collect();
    assert_eq!(ended, [&json!("takeover"), &Value::Null]);
    // What was monitored has ended.
    supervisor.refused(&mut desk.core, &take_over, "", wrong);
}
