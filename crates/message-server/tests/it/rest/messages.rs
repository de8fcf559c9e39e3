//! Messages are sent, come in, and begin conversations.

use std::collections::BTreeSet;

use message_rules::assert_strict;
use message_server::{Config, Core, Request, Sending};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Desk, core, later};
use crate::support::{Caller, json as read, last_of, text};

#[test]
fn rows_6_7_and_8_messages_are_sent_and_read() {
    let mut desk = Desk::answered();
    let end = "communications/{k}/messages";
    let sent = read(&desk.post("messages/", end, r#"{"textBody": "Good morning"}"#, 200));
    assert_eq!(
        (&sent["status"], &sent["direction"]),
        (&json!("queued"), &json!("outbound"))
    );
    assert_eq!(sent["textBody"], "Good morning");
    assert_eq!(sent["normalizedMessage"]["text"], "Good morning");
    assert_eq!(sent["normalizedMessage"]["originatingEntity"], "Human");
    assert_eq!(
        sent["createdBy"]["id"],
        desk.core.agents()[0].id.to_string()
    );
    later(&mut desk.core, 2_000);
    let id = text(&sent["id"]);
    let one = desk.path("messages/", &format!("messages/{id}"));
    let read_again = desk.agent.get(&mut desk.core, &one);
    assert_eq!(read_again["status"], "delivery-success");
    assert_eq!(read_again["normalizedReceipts"][0]["status"], "Delivered");
    let details = format!("/api/v2/conversations/messages/{id}/details");
    let details = desk.agent.get(&mut desk.core, &details);
    assert_eq!(details, read_again);
    assert_eq!(details["conversationId"], desk.id.to_string());
    // The leg and the data agree.
    let leg = desk.leg();
    assert_eq!(leg["messages"][0]["messageId"], id.as_str());
    assert_eq!(leg["messages"][0]["messageTime"], details["timestamp"]);

    let conversation = desk.see();
    let first = text(&conversation["participants"][0]["messages"][0]["messages"][0]["messageId"]);
    let bulk = json!([first, id, Uuid::from_u128(7).to_string()]).to_string();
    let bulk = read(&desk.post("messages/", "messages/bulk", &bulk, 200));
    let ids: Vec<&Value> = bulk["entities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["id"])
        .collect();
    assert_eq!(ids, [&json!(id), &json!(first)], "the newest first");
    let many = json!(vec![id; 1_001]).to_string();
    desk.refused("POST", "messages/", "messages/bulk", &many, "bad.request");

    for (body, code) in [("{}", "bad.request"), (r#"{"textBody": 7}"#, "bad.request")] {
        desk.refused("POST", "messages/", end, body, code);
    }
    let long = json!({"textBody": "x".repeat(2_001)}).to_string();
    let body = desk.refused("POST", "messages/", end, &long, "bad.request");
    assert!(text(&body["message"]).contains("at most 2000"), "{body}");
    let client = Caller::client(&mut desk.core);
    let call = format!("POST {}", desk.path("messages/", end));
    client.refused(
        &mut desk.core,
        &call,
        r#"{"textBody": "x"}"#,
        (400, "not.a.user"),
    );
    let call = "GET /api/v2/conversations/messages/7/details";
    client.refused(&mut desk.core, call, "", (400, "bad.request"));
}

#[test]
fn row_7_the_fields_that_went_with_265_are_left_out_for_who_has_none() {
    let mut desk = Desk::answered();
    let end = "communications/{k}/messages";
    let sent = read(&desk.post("messages/", end, r#"{"textBody": "Hi"}"#, 200));
    let path = desk.path("messages/", &format!("messages/{}", text(&sent["id"])));
    let ask = |desk: &mut Desk, query: &str, release: &str| {
        let target = format!("{path}{query}");
        let request = Request::new("GET", &target).with_token(&desk.agent.token);
        let request = request.with_header("purecloud-sdk", release);
        read(&desk.core.handle(&request).body)["textBody"].is_string()
    };
    assert!(ask(&mut desk, "", "264.0.0"));
    assert!(!ask(&mut desk, "", "265.0.0"));
    assert!(!ask(&mut desk, "?useNormalizedMessage=true", "257.1.0"));
}

#[test]
fn row_9_an_open_integration_sends_in() {
    let mut core = core();
    let client = Caller::client(&mut core);
    let base = format!(
        "POST /api/v2/conversations/messages/{}/inbound/open",
        Uuid::from_u128(9)
    );
    let message = json!({"channel": {"messageId": "m-1", "time": "2026-01-05T09:00:00Z",
        "from": {"id": "u-1", "idType": "Opaque", "nickname": "Zoe"}}, "text": "Hello"});
    let call = format!("{base}/message?prefetchConversationId=true");
    let answer = client.done(&mut core, &call, &message.to_string(), 200);
    let answer = read(&answer.body);
    assert_eq!(answer["text"], "Hello");
    let id = text(&answer["conversationId"]);
    let conversation = client.get(&mut core, &format!("/api/v2/conversations/{id}"));
    let customer = &conversation["participants"][0];
    assert_eq!(
        (&customer["name"], &customer["address"]),
        (&json!("Zoe"), &json!("u-1"))
    );
    assert_eq!(customer["messages"][0]["type"], "open");
    // The same person goes on in the same conversation, by the deprecated path as well.
    let again = client.done(
        &mut core,
        "POST /api/v2/conversations/messages/inbound/open?prefetchConversationId=true",
        &message.to_string(),
        200,
    );
    assert_eq!(read(&again.body)["conversationId"], id.as_str());
    let body = client.refused(
        &mut core,
        &format!("{base}/message"),
        "{}",
        (400, "bad.request"),
    );
    assert!(
        text(&body["message"]).contains("missing required properties"),
        "{body}"
    );
    let event = r#"{"channel": {}, "events": [{"eventType": "Typing"}]}"#;
    client.done(&mut core, &format!("{base}/event"), event, 200);

    // A receipt says how a message of the agent fared.
    later(&mut core, 1_000);
    let agent = Caller::agent(&mut core, 0);
    let conversation = client.get(&mut core, &format!("/api/v2/conversations/{id}"));
    let own = last_of(&conversation, "agent");
    let (participant, leg) = (text(&own["id"]), text(&own["messages"][0]["id"]));
    let of_messages = format!("/api/v2/conversations/messages/{id}");
    agent.done(
        &mut core,
        &format!("PATCH {of_messages}/participants/{participant}"),
        r#"{"state": "connected"}"#,
        202,
    );
    let sent = agent.done(
        &mut core,
        &format!("POST {of_messages}/communications/{leg}/messages"),
        r#"{"textBody": "Hi"}"#,
        200,
    );
    let message = text(&read(&sent.body)["id"]);
    let receipt = json!({"id": message, "status": "Failed", "isFinalReceipt": true});
    client.done(
        &mut core,
        &format!("{base}/receipt"),
        &receipt.to_string(),
        200,
    );
    let details = format!("/api/v2/conversations/messages/{message}/details");
    assert_eq!(client.get(&mut core, &details)["status"], "delivery-failed");
    client.refused(
        &mut core,
        &format!("{base}/receipt"),
        &json!({"id": message, "status": "Lost"}).to_string(),
        (400, "invalid.value"),
    );
}

#[test]
fn row_9_a_message_that_came_before_is_new_unless_it_is_to_be_ignored() {
    for (ignores_duplicates, expected) in [(false, 2), (true, 1)] {
        let mut core = Core::new(Config {
            ignores_duplicates,
            ..Config::default()
        })
        .unwrap();
        let client = Caller::client(&mut core);
        let path = format!(
            "POST /api/v2/conversations/messages/{}/inbound/open/message",
            Uuid::from_u128(9)
        );
        let body = r#"{"channel": {"messageId": "m-1", "from": {"id": "u-1"}}, "text": "x"}"#;
        let ids: BTreeSet<String> = (0..2)
            .map(|_| text(&read(&client.done(&mut core, &path, body, 200).body)["id"]))
            .collect();
        assert_eq!(ids.len(), expected);
    }
}

#[test]
fn row_15_programs_and_agents_write_first() {
    let mut core = core();
    let client = Caller::client(&mut core);
    let body = json!({"fromAddress": "+15550100", "toAddress": "+15550123",
        "toAddressMessengerType": "sms", "textBody": "Your parcel is here"});
    let call = "POST /api/v2/conversations/messages/agentless";
    let answer = read(&client.done(&mut core, call, &body.to_string(), 200).body);
    assert_eq!(answer["toAddress"], "+15550123");
    let id = text(&answer["conversationId"]);
    later(&mut core, 2_000);
    let conversation = client.get(&mut core, &format!("/api/v2/conversations/{id}"));
    assert_strict(&conversation.to_string());
    assert_eq!(conversation["participants"][0]["purpose"], "api");
    assert_eq!(conversation["participants"][1]["address"], "+15550123");
    assert!(conversation["endTime"].is_string());

    let agent = Caller::agent(&mut core, 0);
    let call = "POST /api/v2/conversations/messages";
    let body = json!({"toAddress": "+15550124", "toAddressMessengerType": "sms"});
    client.refused(&mut core, call, &body.to_string(), (400, "not.a.user"));
    let created = read(&agent.done(&mut core, call, &body.to_string(), 200).body);
    let id = text(&created["id"]);
    assert_eq!(
        created["selfUri"],
        format!("/api/v2/conversations/messages/{id}")
    );
    agent.refused(&mut core, call, &body.to_string(), (400, "bad.request"));
    later(&mut core, 1_000);
    // A program can join what goes on.
    let joining = json!({"toAddress": "+15550124", "toAddressMessengerType": "sms",
        "textBody": "One more thing", "useExistingActiveConversation": true});
    let agentless = "POST /api/v2/conversations/messages/agentless";
    let joined = read(
        &client
            .done(&mut core, agentless, &joining.to_string(), 200)
            .body,
    );
    assert_eq!(joined["conversationId"], id.as_str());
    later(&mut core, 1_000);
    client.done(
        &mut core,
        &format!("POST /api/v2/conversations/{id}/disconnect"),
        "",
        202,
    );
    later(&mut core, 1_000);
    agent.refused(&mut core, call, &body.to_string(), (400, "bad.request"));
    let again = json!({"toAddress": "+15550124", "toAddressMessengerType": "sms",
        "useExistingConversation": true});
    let again = read(&agent.done(&mut core, call, &again.to_string(), 200).body);
    assert_eq!(again["id"], id.as_str());
    let conversation = client.get(&mut core, &format!("/api/v2/conversations/{id}"));
    assert_strict(&conversation.to_string());
}

#[test]
fn row_16_typing_leaves_nothing_behind() {
    let mut desk = Desk::answered();
    let before = desk.see();
    let end = "communications/{k}/typing";
    let body = r#"{"typing": {"type": "On", "duration": 5000}}"#;
    assert_eq!(desk.post("messages/", end, body, 204), "");
    assert_eq!(desk.see(), before);
    desk.refused("POST", "messages/", end, "{}", "bad.request");
}

#[test]
fn rows_9_and_15_what_has_ended_too_long_ago_is_not_taken_up() {
    for (threading_window_ms, is_same) in [(3_600_000, true), (1_000, false)] {
        let mut core = Core::new(Config {
            threading_window_ms,
            ..Config::default()
        })
        .unwrap();
        let client = Caller::client(&mut core);
        let path = format!(
            "POST /api/v2/conversations/messages/{}/inbound/open/message?prefetchConversationId=true",
            Uuid::from_u128(9)
        );
        let body = r#"{"channel": {"from": {"id": "u-1"}}, "text": "x"}"#;
        let write = |core: &mut Core| {
            text(&read(&client.done(core, &path, body, 200).body)["conversationId"])
        };
        let first = write(&mut core);
        later(&mut core, 1_000);
        let end = format!("POST /api/v2/conversations/{first}/disconnect");
        Caller::client(&mut core).done(&mut core, &end, "", 202);
        later(&mut core, 60_000);
        assert_eq!(write(&mut core) == first, is_same, "{threading_window_ms}");
    }
}

/// What an integration says of its customer is there from the first frame on.
#[test]
fn row_9_custom_attributes_are_those_of_the_customer() {
    let mut core = Core::new(Config::default()).unwrap();
    let client = Caller::client(&mut core);
    let queue = core.queue("support").unwrap();
    let topic = format!("v2.routing.queues.{queue}.conversations.messages");
    let channel = client.done(&mut core, "POST /api/v2/notifications/channels", "", 200);
    let channel = text(&read(&channel.body)["id"]);
    let path = format!("POST /api/v2/notifications/channels/{channel}/subscriptions");
    client.done(&mut core, &path, &format!(r#"[{{"id": "{topic}"}}]"#), 200);
    core.connect(&channel).unwrap();
    let message = |attributes: &str| {
        format!(
            r#"{{"channel": {{"from": {{"id": "ada"}}, "messageId": "{}",
            "metadata": {{"customAttributes": {attributes}}}}}, "type": "Text", "text": "Hello"}}"#,
            attributes.len()
        )
    };
    let inbound = "POST /api/v2/conversations/messages/inbound/open";
    let first = message(r#"{"ticket": "T-17", "tier": "gold"}"#);
    client.done(&mut core, inbound, &first, 200);
    core.advance(core.now().checked_add_millis(1_000).unwrap());
    let frames: Vec<Value> = core
        .take_outputs()
        .into_iter()
        .filter_map(|output| match output.sending {
            Sending::Text(text) => Some(read(&text)),
            Sending::Close(..) | Sending::Cut => None,
        })
        .filter(|frame| frame["topicName"] == topic.as_str())
        .collect();
    assert!(!frames.is_empty());
    for frame in &frames {
        let customer = &frame["eventBody"]["participants"][0];
        assert_eq!(customer["attributes"]["ticket"], "T-17", "{frame}");
    }
    // A later message adds to them.
    let second = message(r#"{"tier": "silver"}"#);
    client.done(&mut core, inbound, &second, 200);
    let id = core.conversations()[0];
    let conversation = client.get(&mut core, &format!("/api/v2/conversations/{id}"));
    let attributes = &last_of(&conversation, "customer")["attributes"];
    assert_eq!(attributes, &read(r#"{"ticket": "T-17", "tier": "silver"}"#));
    let wrong = message(r#"{"tier": 3}"#);
    let refused = client.refused(&mut core, inbound, &wrong, (400, "bad.request"));
    assert_eq!(refused["details"][0]["fieldName"], "customAttributes.tier");
}
