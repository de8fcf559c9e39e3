//! Open Messaging both ways: integrations, what comes in, and what is posted to webhooks.

use std::collections::BTreeMap;

use message_server::webhook::signature;
use message_server::{Config, Core, Post, WebhookOutcome};
use serde_json::{Value, json};

use super::support::{Caller, done, json as read, last_of, text};

const INTEGRATIONS: &str = "/api/v2/conversations/messaging/integrations/open";
const SECRET: &str = "a secret of the test";

/// A platform with an integration, and a customer whom an agent has answered.
pub(crate) struct Shop {
    pub(crate) core: Core,
    pub(crate) client: Caller,
    pub(crate) agent: Caller,
    pub(crate) integration: String,
    pub(crate) conversation: String,
    leg: String,
}

/// The body that makes an integration.
pub(crate) fn integration(url: &str) -> Value {
    json!({"name": "Shop", "outboundNotificationWebhookUrl": url,
        "outboundNotificationWebhookSignatureSecretToken": SECRET,
        "webhookHeaders": {"X-Shop": "7"}})
}

/// Lets so many milliseconds pass, and answers each webhook that is posted meanwhile with 200.
/// Returns what was posted.
pub(crate) fn pass(core: &mut Core, millis: i64) -> Vec<Post> {
    let until = core.now().checked_add_millis(millis).unwrap();
    let mut posted = Vec::new();
    while !core.advance_to_webhook(until) {
        for post in core.take_posts() {
            assert!(core.webhook_answered(post.webhook, WebhookOutcome::Status(200)));
            posted.push(post);
        }
    }
    posted
}

impl Shop {
    fn open() -> Self {
        Self::with(Config::default())
    }

    pub(crate) fn with(config: Config) -> Self {
        let mut core = Core::new(config).unwrap();
        let client = Caller::client(&mut core);
        let agent = Caller::agent(&mut core, 0);
        let made = client.done(
            &mut core,
            &format!("POST {INTEGRATIONS}"),
            &integration("http://127.0.0.1:9/hook").to_string(),
            200,
        );
        let integration = text(&read(&made.body)["id"]);
        let mut shop = Self {
            core,
            client,
            agent,
            integration,
            conversation: String::new(),
            leg: String::new(),
        };
        shop.conversation = text(&shop.write("zoe@example.com", "Hello")["conversationId"]);
        let posted = pass(&mut shop.core, 1_000);
        assert_eq!(posted.len(), 1, "a receipt: {posted:?}");
        shop.leg = shop.answer();
        shop
    }

    /// The customer of this address writes.
    fn write(&mut self, address: &str, said: &str) -> Value {
        let call = format!(
            "POST /api/v2/conversations/messages/{}/inbound/open/message\
             ?prefetchConversationId=true",
            self.integration
        );
        let body = json!({"channel": {"from": {"id": address, "nickname": "Zoe"}}, "text": said});
        read(
            &self
                .client
                .done(&mut self.core, &call, &body.to_string(), 200)
                .body,
        )
    }

    /// The agent answers the conversation that is offered. Returns the agent's leg.
    fn answer(&mut self) -> String {
        let path = format!("/api/v2/conversations/{}", self.conversation);
        let conversation = self.client.get(&mut self.core, &path);
        let own = last_of(&conversation, "agent");
        let participant = text(&own["id"]);
        let path = format!(
            "/api/v2/conversations/messages/{}/participants/{participant}",
            self.conversation
        );
        let body = r#"{"state": "connected"}"#;
        self.agent
            .done(&mut self.core, &format!("PATCH {path}"), body, 202);
        text(&own["messages"][0]["id"])
    }

    /// The agent writes. Returns the id of the message.
    pub(crate) fn say(&mut self, said: &str) -> String {
        let call = format!(
            "POST /api/v2/conversations/messages/{}/communications/{}/messages",
            self.conversation, self.leg
        );
        let body = json!({"textBody": said}).to_string();
        text(&read(&self.agent.done(&mut self.core, &call, &body, 200).body)["id"])
    }

    pub(crate) fn status(&mut self, message: &str) -> String {
        let path = format!("/api/v2/conversations/messages/{message}/details");
        text(&self.client.get(&mut self.core, &path)["status"])
    }

    pub(crate) fn webhooks(&mut self) -> Vec<Value> {
        let all = self.client.get(&mut self.core, "/msgleg/webhooks");
        all.as_array().unwrap().clone()
    }
}

#[test]
fn section_4_integrations_are_made_read_changed_and_removed() {
    let mut core = Core::new(Config::default()).unwrap();
    let agent = Caller::agent(&mut core, 0);
    let user = core.agents()[0].id.to_string();
    let create = format!("POST {INTEGRATIONS}");
    let body = integration("http://127.0.0.1:9/hook").to_string();
    let made = agent.done(&mut core, &create, &body, 200).body;
    assert!(!made.contains(SECRET), "{made}");
    let made = read(&made);
    let id = text(&made["id"]);
    assert_eq!(made["createStatus"], "Completed");
    assert_eq!(made["createdBy"]["id"], user.as_str());
    assert_eq!(made["webhookHeaders"], json!({"X-Shop": "7"}));
    let one = format!("{INTEGRATIONS}/{id}");
    assert_eq!(agent.get(&mut core, &one), made);
    agent.done(&mut core, &create, &body, 200);
    let page = agent.get(&mut core, &format!("{INTEGRATIONS}?pageSize=1"));
    assert_eq!((&page["total"], &page["pageCount"]), (&json!(2), &json!(2)));
    assert_eq!(page["entities"], json!([made]));
    let body = r#"{"name": "Other", "outboundNotificationWebhookUrl": "http://127.0.0.1:9/b"}"#;
    let changed = agent.done(&mut core, &format!("PATCH {one}"), body, 200);
    let changed = read(&changed.body);
    assert_eq!(changed["name"], "Other");
    assert_eq!(
        changed["outboundNotificationWebhookUrl"],
        "http://127.0.0.1:9/b"
    );
    assert_eq!(
        changed["webhookHeaders"], made["webhookHeaders"],
        "not named"
    );
    assert!(changed["dateModified"].is_string());
    agent.done(&mut core, &format!("DELETE {one}"), "", 204);
    let gone = (404, "not.found");
    agent.refused(&mut core, &format!("GET {one}"), "", gone);
    agent.refused(&mut core, &format!("PATCH {one}"), body, gone);
    agent.refused(&mut core, &format!("DELETE {one}"), "", gone);
    let wrong = (400, "bad.request");
    for (name, value) in [
        ("name", json!("")),
        ("name", Value::Null),
        (
            "outboundNotificationWebhookUrl",
            json!("https://example.com/"),
        ),
        ("outboundNotificationWebhookUrl", json!("http://")),
        ("outboundNotificationWebhookUrl", json!("http://a/\r\nb: c")),
        ("outboundNotificationWebhookSignatureSecretToken", json!(7)),
        ("webhookHeaders", json!({"a": "b\r\nc: d"})),
        ("webhookHeaders", json!({"a b": "c"})),
    ] {
        let mut body = integration("http://127.0.0.1:9/");
        body[name] = value;
        let refused = agent.refused(&mut core, &create, &body.to_string(), wrong);
        assert_eq!(refused["details"][0]["fieldName"], name, "{refused}");
    }
}

#[test]
fn section_4_what_an_agent_writes_is_posted_and_signed() {
    let mut shop = Shop::open();
    let message = shop.say("It is on its way — tomorrow");
    assert_eq!(shop.status(&message), "queued");
    let posted = pass(&mut shop.core, 0);
    let [post] = posted.as_slice() else {
        panic!("{posted:?}");
    };
    assert_eq!(
        (post.url.as_str(), post.attempt),
        ("http://127.0.0.1:9/hook", 0)
    );
    let headers: BTreeMap<&str, &str> = post
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let signed = signature(SECRET.as_bytes(), post.body.as_bytes());
    assert_eq!(
        headers,
        BTreeMap::from([
            ("Content-Type", "application/json"),
            ("X-Hub-Signature-256", signed.as_str()),
            ("X-Shop", "7"),
        ])
    );
    let body = read(&post.body);
    assert_eq!(body["id"], message.as_str());
    assert_eq!(body["text"], "It is on its way — tomorrow");
    assert_eq!(
        (&body["type"], &body["direction"]),
        (&json!("Text"), &json!("Outbound"))
    );
    assert_eq!(body["channel"]["id"], shop.integration.as_str());
    assert_eq!(body["channel"]["from"]["id"], shop.integration.as_str());
    assert_eq!(body["channel"]["to"]["id"], "zoe@example.com");
    // What was accepted is sent, and nothing more is known until a receipt comes.
    pass(&mut shop.core, 60_000);
    assert_eq!(shop.status(&message), "sent");
    let call = format!(
        "POST /api/v2/conversations/messages/{}/inbound/open/receipt",
        shop.integration
    );
    for (status, expected) in [
        ("Delivered", "delivery-success"),
        ("Failed", "delivery-failed"),
    ] {
        let message = shop.say("And?");
        pass(&mut shop.core, 0);
        let reasons = json!([{"code": "RecipientOptedOut", "message": "no"}]);
        let receipt = json!({"id": message, "status": status, "reasons": reasons});
        shop.client
            .done(&mut shop.core, &call, &receipt.to_string(), 200);
        assert_eq!(shop.status(&message), expected);
    }
    let path = format!("/api/v2/conversations/{}", shop.conversation);
    let conversation = shop.client.get(&mut shop.core, &path);
    let last = &last_of(&conversation, "agent")["messages"][0]["messages"][2];
    assert_eq!(last["errorInfo"]["code"], "RecipientOptedOut", "{last}");
}

#[test]
fn section_4_receipts_and_typing_are_posted() {
    let mut shop = Shop::open();
    let written = shop.write("zoe@example.com", "Where is it?");
    assert_eq!(written["conversationId"], shop.conversation.as_str());
    let posted = pass(&mut shop.core, 0);
    let receipt = read(&posted[0].body);
    assert_eq!(
        (&receipt["type"], &receipt["id"]),
        (&json!("Receipt"), &written["id"])
    );
    assert_eq!(receipt["status"], "Delivered");
    assert_eq!(receipt["channel"]["to"]["id"], "zoe@example.com");
    let call = format!(
        "POST /api/v2/conversations/messages/{}/communications/{}/typing",
        shop.conversation, shop.leg
    );
    let body = r#"{"typing": {"type": "On", "duration": 5000}}"#;
    shop.agent.done(&mut shop.core, &call, body, 204);
    let posted = pass(&mut shop.core, 0);
    let typing = read(&posted[0].body);
    assert_eq!(typing["type"], "Event");
    assert_eq!(
        typing["events"],
        json!([{"eventType": "Typing", "typing": {"type": "On", "duration": 5000}}])
    );
    assert_eq!(typing["channel"]["to"]["id"], "zoe@example.com");
    assert_eq!(typing["channel"]["from"]["id"], shop.integration.as_str());
    // What somebody has chosen reads as the choice does.
    let call = format!(
        "POST /api/v2/conversations/messages/{}/inbound/open/structured/response",
        shop.integration
    );
    let chosen = json!({"channel": {"from": {"id": "zoe@example.com"}},
        "buttonResponse": {"type": "QuickReply", "text": "Yes", "payload": "yes"}});
    let answer = shop
        .client
        .done(&mut shop.core, &call, &chosen.to_string(), 200);
    let path = format!(
        "/api/v2/conversations/messages/{}/details",
        text(&read(&answer.body)["id"])
    );
    let details = shop.client.get(&mut shop.core, &path);
    assert_eq!(details["normalizedMessage"]["text"], "Yes");
    let none = json!({"channel": {"from": {"id": "zoe@example.com"}}, "text": "Yes"}).to_string();
    shop.client
        .refused(&mut shop.core, &call, &none, (400, "bad.request"));
}

#[test]
fn section_4_that_a_customer_types_is_told_to_the_agent_alone() {
    let mut shop = Shop::open();
    done(&mut shop.core, "PUT frames", r#"{"keep": 100}"#);
    let call = format!(
        "POST /api/v2/conversations/messages/{}/inbound/open/event",
        shop.integration
    );
    let told = |shop: &mut Shop, address: &str, kind: &str| {
        let events = json!([{"eventType": kind, "typing": {"type": "On", "duration": 5000}}]);
        let body = json!({"channel": {"from": {"id": address}}, "type": "Event", "events": events});
        let answer = shop
            .client
            .done(&mut shop.core, &call, &body.to_string(), 200);
        assert_eq!(read(&answer.body), body);
        pass(&mut shop.core, 0);
        let frames = done(&mut shop.core, "GET frames", "");
        let frames = frames.as_array().unwrap().iter();
        let is_typing = |frame: &&Value| text(&frame["topicName"]).ends_with(".typing.event");
        frames.filter(is_typing).cloned().collect::<Vec<_>>()
    };
    for (address, kind) in [
        ("zoe@example.com", "Presence"),
        ("ben@example.com", "Typing"),
    ] {
        assert!(told(&mut shop, address, kind).is_empty(), "{kind}");
    }
    let [frame] = &told(&mut shop, "zoe@example.com", "Typing")[..] else {
        panic!("one agent is there");
    };
    let user = shop.core.agents()[0].id;
    let topic = format!("v2.users.{user}.conversations.inbound.typing.event");
    assert_eq!(frame["topicName"], topic.as_str());
    let body = &frame["frame"]["eventBody"];
    assert_eq!(body["conversationId"], shop.conversation.as_str());
    let message = &body["normalizedMessage"];
    assert_eq!(
        (
            &message["type"],
            &message["direction"],
            &message["channel"]["platform"]
        ),
        (&json!("Event"), &json!("Inbound"), &json!("Open"))
    );
    assert_eq!(message["channel"]["from"]["id"], "zoe@example.com");
    assert_eq!(message["events"][0]["typing"]["duration"], 5000);
}

/// The times of all attempts after the first, in milliseconds, and what the message is in the end.
fn attempts(outcome: &WebhookOutcome) -> (Vec<i64>, String) {
    let mut shop = Shop::open();
    let message = shop.say("Hi");
    let next = shop.say("Are you there?");
    let first = shop.core.now();
    let until = first.checked_add_millis(85_000).unwrap();
    let mut times = Vec::new();
    while !shop.core.advance_to_webhook(until) {
        for post in shop.core.take_posts() {
            let body = read(&post.body);
            let is_first = body["id"] == message.as_str();
            let answered = match is_first {
                true => outcome.clone(),
                false => WebhookOutcome::Status(200),
            };
            if is_first {
                assert_eq!(post.attempt, times.len());
                times.push(shop.core.now().millis_since(first));
            } else {
                assert_eq!(body["id"], next.as_str());
                assert_eq!(shop.status(&message), "failed", "in order");
            }
            shop.core.webhook_answered(post.webhook, answered);
        }
    }
    assert_eq!(shop.status(&next), "sent");
    let told = shop.webhooks();
    let told = told
        .iter()
        .find(|one| one["body"]["id"] == message.as_str());
    let told = told.unwrap();
    assert_eq!(told["attempts"].as_array().unwrap().len(), times.len());
    assert_eq!(told["state"], "failed");
    let status = shop.status(&message);
    (times, status)
}

#[test]
fn section_4_a_webhook_is_tried_again_at_the_policys_times() {
    let five = vec![0, 5_000, 10_000, 15_000, 20_000, 25_000];
    for (outcome, expected) in [
        (WebhookOutcome::Status(500), five.clone()),
        (WebhookOutcome::Status(503), five.clone()),
        (WebhookOutcome::Status(429), five.clone()),
        (WebhookOutcome::Unreachable("nobody".to_owned()), five),
        // Each attempt takes ten seconds, and all 85.
        (
            WebhookOutcome::TimedOut,
            vec![0, 15_000, 30_000, 45_000, 60_000, 75_000],
        ),
        (WebhookOutcome::Status(400), vec![0]),
        (WebhookOutcome::Status(404), vec![0]),
        (WebhookOutcome::Status(301), vec![0]),
    ] {
        let (times, status) = attempts(&outcome);
        assert_eq!(times, expected, "{outcome:?}");
        assert_eq!(status, "failed", "{outcome:?}");
    }
}

#[test]
fn section_4_posts_are_answered_by_hand_without_a_middleware() {
    let mut shop = Shop::open();
    let none = shop
        .core
        .webhook_answered(uuid::Uuid::nil(), WebhookOutcome::TimedOut);
    assert!(!none);
    let answers = r#"{"status": 503, "times": 2}"#;
    shop.client.done(
        &mut shop.core,
        "POST /msgleg/webhooks/answers",
        answers,
        200,
    );
    let message = shop.say("Hi");
    let posted = pass(&mut shop.core, 9_999);
    assert!(posted.is_empty(), "{posted:?}");
    assert_eq!(shop.status(&message), "queued");
    assert_eq!(pass(&mut shop.core, 1).len(), 1);
    assert_eq!(shop.status(&message), "sent");
    let told = shop.webhooks();
    let outcomes: Vec<&Value> = told.last().unwrap()["attempts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|attempt| &attempt["outcome"])
        .collect();
    assert_eq!(outcomes, ["503", "503", "200"]);
    for body in ["{}", r#"{"status": 99}"#, r#"{"status": 200, "times": 0}"#] {
        shop.client.refused(
            &mut shop.core,
            "POST /msgleg/webhooks/answers",
            body,
            (400, "bad.request"),
        );
    }
}

#[test]
fn section_4_a_queue_that_is_full_fails_what_is_written() {
    let mut shop = Shop::with(Config {
        webhook_queue: 2,
        ..Config::default()
    });
    let written = [shop.say("Hi"), shop.say("Hi"), shop.say("Hi")];
    let statuses = written.map(|message| shop.status(&message));
    assert_eq!(statuses, ["queued", "queued", "failed"]);
}

#[test]
fn section_4_two_integrations_have_two_conversations_with_one_address() {
    let mut shop = Shop::open();
    let first = shop.conversation.clone();
    let body = integration("http://127.0.0.1:9/other").to_string();
    let call = format!("POST {INTEGRATIONS}");
    let made = shop.client.done(&mut shop.core, &call, &body, 200);
    shop.integration = text(&read(&made.body)["id"]);
    let second = text(&shop.write("zoe@example.com", "Hello")["conversationId"]);
    assert_ne!(first, second);
    let posted = pass(&mut shop.core, 0);
    assert_eq!(posted[0].url, "http://127.0.0.1:9/other");
    // By the old path, the integration is the recipient.
    let old = json!({"channel": {"from": {"id": "zoe@example.com"},
        "to": {"id": shop.integration}}, "text": "Hello?"});
    let call = "POST /api/v2/conversations/messages/inbound/open?prefetchConversationId=true";
    let answer = shop
        .client
        .done(&mut shop.core, call, &old.to_string(), 200);
    assert_eq!(read(&answer.body)["conversationId"], second.as_str());
}
