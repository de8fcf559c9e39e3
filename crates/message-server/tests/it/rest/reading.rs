//! Conversations are read: views, pages, order.

use message_rules::assert_strict;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Desk, core, hello, later};
use crate::support::{Caller, text};

#[test]
fn row_2_and_3_a_conversation_is_read_in_every_view() {
    let mut desk = Desk::answered();
    let conversation = desk.see();
    let path = format!("/api/v2/conversations/messages/{}", desk.id);
    let media = desk.agent.get(&mut desk.core, &path);
    assert_strict(&conversation.to_string());
    assert_strict(&media.to_string());
    assert_eq!(conversation["id"], media["id"]);
    let missing = Uuid::from_u128(7);
    let agent = &desk.agent;
    let call = format!("GET /api/v2/conversations/{missing}");
    agent.refused(&mut desk.core, &call, "", (404, "not.found"));
    let call = format!("GET /api/v2/conversations/messages/{missing}");
    let code = "conversation.error.conversation.not.found";
    agent.refused(&mut desk.core, &call, "", (404, code));
    let call = "GET /api/v2/conversations/seven";
    let body = agent.refused(&mut desk.core, call, "", (400, "bad.request"));
    assert_eq!(body["details"][0]["fieldName"], "conversationId");
}

#[test]
fn section_2_3_listings_of_row_3_have_pages() {
    let mut core = core();
    let agent = Caller::agent(&mut core, 0);
    // The others are away: all come to the first agent.
    let others: Vec<Uuid> = core.agents().iter().skip(1).map(|agent| agent.id).collect();
    for other in others {
        let call = format!("PUT /api/v2/users/{other}/routingstatus");
        agent.done(&mut core, &call, r#"{"status": "OFF_QUEUE"}"#, 200);
    }
    let ids: Vec<String> = (0..3)
        .map(|_| hello(&mut core).conversation.to_string())
        .collect();
    later(&mut core, 2_000);
    for path in ["/api/v2/conversations", "/api/v2/conversations/messages"] {
        let all = agent.get(&mut core, path);
        let found: Vec<String> = all["entities"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| text(&one["id"]))
            .collect();
        assert_eq!(found, ids, "{path}");
        assert_eq!(
            (&all["pageSize"], &all["pageNumber"]),
            (&json!(25), &json!(1))
        );
        assert!(all["nextUri"].is_null() && all["previousUri"].is_null());
        let second = agent.get(&mut core, &format!("{path}?pageSize=1&pageNumber=2"));
        assert_eq!(second["entities"][0]["id"], ids[1].as_str());
        assert_eq!(
            (&second["total"], &second["pageCount"]),
            (&json!(3), &json!(3))
        );
        for (name, number) in [
            ("firstUri", 1),
            ("previousUri", 1),
            ("selfUri", 2),
            ("nextUri", 3),
            ("lastUri", 3),
        ] {
            assert_eq!(
                second[name],
                format!("{path}?pageSize=1&pageNumber={number}"),
                "{name}"
            );
        }
        let past = agent.get(&mut core, &format!("{path}?pageSize=2&pageNumber=9"));
        assert_eq!(past["entities"], json!([]));
    }
    let of_calls = agent.get(&mut core, "/api/v2/conversations?communicationType=Call");
    assert_eq!(of_calls["total"], 0);
    agent.refused(
        &mut core,
        "GET /api/v2/conversations?pageSize=0",
        "",
        (400, "bad.request"),
    );
}

#[test]
fn section_2_2_participants_and_messages_stay_in_order() {
    let mut desk = Desk::answered();
    let ids = |conversation: &Value| -> Vec<String> {
        let all = conversation["participants"].as_array().unwrap().iter();
        all.map(|one| text(&one["id"])).collect()
    };
    let mut before = ids(&desk.see());
    let billing = json!({"queueId": desk.core.queue("billing").unwrap().to_string()}).to_string();
    desk.post(
        "messages/",
        "communications/{k}/messages",
        r#"{"textBody": "One"}"#,
        200,
    );
    desk.post(
        "messages/",
        "communications/{k}/messages",
        r#"{"textBody": "Two"}"#,
        200,
    );
    desk.post("", "participants/{p}/replace/queue", &billing, 202);
    later(&mut desk.core, 2_000);
    let after = ids(&desk.see());
    assert!(after.len() > before.len());
    before.extend(after[before.len()..].to_vec());
    assert_eq!(before, after, "who joins is last");
    // The agent who sends is found as clients find it: the last agent's first leg.
    let media = format!("/api/v2/conversations/messages/{}", desk.id);
    let media = desk.agent.get(&mut desk.core, &media);
    assert_eq!(ids(&media), after);
    let leg = desk.leg();
    let times: Vec<&str> = leg["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["messageTime"].as_str().unwrap())
        .collect();
    assert!(times.len() == 2 && times.is_sorted());
}
