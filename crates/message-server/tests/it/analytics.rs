//! Analytics of what has happened.

use message_generator::{Script, play};
use message_lifecycle::projection::AnalyticsForm;
use message_model::encode;
use message_server::{Config, Core, PlayOrder};
use serde_json::{Value, json};

use super::support::{Caller, json as read, text};

const QUERY: &str = "POST /api/v2/analytics/conversations/details/query";
const JOBS: &str = "/api/v2/analytics/conversations/details/jobs";

/// A platform on which conversations of a profile have been played to their ends.
fn played(count: u32) -> (Core, Caller) {
    let mut core = Core::new(Config::default()).unwrap();
    core.play(PlayOrder {
        profile: Some("smooth-day".to_owned()),
        count: Some(count),
        ..PlayOrder::default()
    })
    .unwrap();
    core.finish_work();
    let client = Caller::client(&mut core);
    (core, client)
}

fn ask(core: &mut Core, client: &Caller, body: &Value) -> Value {
    read(&client.done(core, QUERY, &body.to_string(), 200).body)
}

/// The ids of what a query finds, page by page, as clients do: until a page has none.
fn found(core: &mut Core, client: &Caller, query: &Value, size: usize) -> Vec<String> {
    let mut ids = Vec::new();
    for page in 1.. {
        let mut body = query.clone();
        body["paging"] = json!({"pageSize": size, "pageNumber": page});
        let answer = ask(core, client, &body);
        let conversations = answer["conversations"].as_array().unwrap();
        if conversations.is_empty() {
            assert_eq!(answer["totalHits"], ids.len());
            break;
        }
        assert!(conversations.len() <= size);
        ids.extend(conversations.iter().map(|one| text(&one["conversationId"])));
    }
    ids
}

#[test]
fn row_20_analytics_of_a_run_are_those_of_its_log() {
    let (mut core, client) = played(12);
    let mut ids = found(&mut core, &client, &json!({}), 5);
    let mut all: Vec<String> = core
        .conversations()
        .iter()
        .map(|id| id.to_string())
        .collect();
    assert!(all.len() >= 12);
    // Played anew from its script, each conversation gives the same details.
    for id in &all {
        let script = core.script(id.parse().unwrap()).unwrap();
        let episodes = play(&Script::from_json(&script).unwrap()).unwrap();
        let expected = episodes[0].analytics(AnalyticsForm::Query);
        let path = format!("/api/v2/analytics/conversations/{id}/details");
        assert_eq!(
            client.get(&mut core, &path),
            read(&encode(&expected).unwrap()),
            "{id}"
        );
    }
    ids.sort();
    all.sort();
    assert_eq!(ids, all);
    let (first, second) = (&all[0], &all[1]);
    let missing = uuid::Uuid::nil();
    let path = format!("/api/v2/analytics/conversations/details?id={second},{missing},{first}");
    let several = client.get(&mut core, &path);
    let several: Vec<&Value> = several["conversations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["conversationId"])
        .collect();
    assert_eq!(several, [second, first]);
    let path = format!("GET /api/v2/analytics/conversations/{missing}/details");
    client.refused(&mut core, &path, "", (404, "not.found"));
    let path = "POST /api/v2/analytics/conversations/aggregates/query";
    client.refused(&mut core, path, "{}", (501, "not.implemented"));
}

#[test]
fn row_20_queries_have_an_order_an_interval_and_filters() {
    let (mut core, client) = played(12);
    let ids = found(&mut core, &client, &json!({}), 100);
    let down = json!({"order": "desc", "orderBy": "conversationStart"});
    let mut reversed = found(&mut core, &client, &down, 7);
    reversed.reverse();
    assert_eq!(reversed, ids);
    let one = ask(
        &mut core,
        &client,
        &json!({"paging": {"pageSize": 1, "pageNumber": 3}}),
    );
    let third = &one["conversations"][0];
    let start = text(&third["conversationStart"]);
    let before = json!({ "interval": format!("2020-01-01T00:00:00Z/{start}") });
    assert_eq!(found(&mut core, &client, &before, 50), ids[..2]);
    let only =
        |predicates: Value| json!({"segmentFilters": [{"type": "and", "predicates": predicates}]});
    let is = |dimension: &str, value: &Value| {
        json!({"type": "dimension",
        "dimension": dimension, "operator": "matches", "value": value})
    };
    let by_id = json!({"conversationFilters": [{"type": "or", "predicates": [
        is("conversationId", &json!(ids[2])), is("conversationId", &json!(ids[4]))]}]});
    assert_eq!(found(&mut core, &client, &by_id, 50), [&*ids[2], &*ids[4]]);
    // Of each dimension, those are found whose details show the value.
    let whole: Vec<(String, String)> = ids
        .iter()
        .map(|id| {
            let path = format!("/api/v2/analytics/conversations/{id}/details");
            (id.clone(), client.get(&mut core, &path).to_string())
        })
        .collect();
    for (dimension, value) in [
        ("queueId", json!(core.queue("support").unwrap().to_string())),
        ("mediaType", json!("message")),
        ("direction", json!("outbound")),
        ("purpose", json!("agent")),
        ("disconnectType", json!("transfer")),
        ("wrapUpCode", json!("none of ours")),
    ] {
        let shown = format!("\"{dimension}\":{value}");
        let expected: Vec<&String> = whole
            .iter()
            .filter(|(_, details)| details.contains(&shown))
            .map(|(id, _)| id)
            .collect();
        let query = only(json!([is(dimension, &value)]));
        let ids: Vec<String> = found(&mut core, &client, &query, 50);
        assert_eq!(ids.iter().collect::<Vec<_>>(), expected, "{dimension}");
    }
    // Both on one segment: no queue's segment is an agent's.
    let both = only(json!([is("purpose", &json!("acd")), {"dimension": "userId",
        "operator": "exists"}]));
    assert!(found(&mut core, &client, &both, 50).is_empty());
    let without = only(json!([is("purpose", &json!("acd")), {"dimension": "userId",
        "operator": "notExists"}]));
    assert!(!found(&mut core, &client, &without, 50).is_empty());
    let metric =
        |range: Value| only(json!([{"type": "metric", "metric": "tTalk", "range": range}]));
    let some = found(&mut core, &client, &metric(json!({"gte": 0})), 50);
    assert!(!some.is_empty());
    assert!(found(&mut core, &client, &metric(json!({"lt": 0})), 50).is_empty());
    for wrong in [
        json!({"interval": "today"}),
        json!({"order": "up"}),
        json!({"orderBy": "tTalk"}),
        json!({"paging": {"pageSize": 101}}),
        json!({"paging": {"pageNumber": 0}}),
        json!({"segmentFilters": {}}),
        only(json!([is("skillId", &json!("x"))])),
        only(json!([{"dimension": "userId", "operator": "is"}])),
    ] {
        client.refused(&mut core, QUERY, &wrong.to_string(), (400, "bad.request"));
    }
}

#[test]
fn row_20_jobs_are_made_waited_for_and_read_with_a_cursor() {
    let mut core = Core::new(Config {
        analytics_job_ms: 2_000,
        ..Config::default()
    })
    .unwrap();
    core.play(PlayOrder {
        profile: Some("smooth-day".to_owned()),
        count: Some(7),
        ..PlayOrder::default()
    })
    .unwrap();
    core.finish_work();
    let client = Caller::client(&mut core);
    let expected = found(&mut core, &client, &json!({}), 50);
    let made = client.done(&mut core, &format!("POST {JOBS}"), "{}", 202);
    let path = format!("{JOBS}/{}", text(&read(&made.body)["jobId"]));
    assert_eq!(client.get(&mut core, &path)["state"], "QUEUED");
    let results = format!("GET {path}/results");
    client.refused(&mut core, &results, "", (404, "not.found"));
    let later = core.now().checked_add_millis(2_000).unwrap();
    core.advance(later);
    assert_eq!(client.get(&mut core, &path)["state"], "FULFILLED");
    let mut ids = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = client.get(&mut core, &format!("{path}/results?pageSize=3{cursor}"));
        let conversations = page["conversations"].as_array().unwrap();
        ids.extend(conversations.iter().map(|one| text(&one["conversationId"])));
        assert!(page["dataAvailabilityDate"].is_string());
        match page["cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(ids, expected);
    let wrong = (400, "bad.request");
    client.refused(&mut core, &format!("{results}?cursor=x"), "", wrong);
    let other = format!("GET {JOBS}/{}", uuid::Uuid::nil());
    client.refused(&mut core, &other, "", (404, "not.found"));
    client.get(&mut core, &format!("{JOBS}/availability"));
}
