//! The rows of the API that are modelled, each by the number that it has in the table of the
//! crate's docs. Calls go to the core as values.

use std::collections::BTreeSet;

use message_rules::assert_strict;
use message_server::{Client, Config, Core, Inbound, Request, Sending, Written};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Caller, json as read, last_of, text};

fn core() -> Core {
    Core::new(Config::default()).unwrap()
}

fn later(core: &mut Core, millis: i64) {
    let until = core.now().checked_add_millis(millis).unwrap();
    core.advance(until);
}

fn hello(core: &mut Core) -> Written {
    let text = Some("Hello".to_owned());
    core.customer_writes(Inbound {
        text,
        ..Inbound::default()
    })
    .unwrap()
}

/// A conversation that the first agent has answered, if `answered`, and is asked to otherwise.
struct Desk {
    core: Core,
    agent: Caller,
    id: Uuid,
    participant: String,
    communication: String,
}

impl Desk {
    fn of(config: Config, answered: bool) -> Self {
        let mut core = Core::new(config).unwrap();
        let id = hello(&mut core).conversation;
        later(&mut core, 1_000);
        let agent = Caller::agent(&mut core, 0);
        let conversation = agent.get(&mut core, &format!("/api/v2/conversations/{id}"));
        let own = last_of(&conversation, "agent");
        let mut desk = Self {
            participant: text(&own["id"]),
            communication: text(&own["messages"][0]["id"]),
            core,
            agent,
            id,
        };
        if answered {
            desk.patch("participants/{p}", r#"{"state": "connected"}"#, 202);
            later(&mut desk.core, 1_000);
        }
        desk
    }

    fn answered() -> Self {
        Self::of(Config::default(), true)
    }

    fn path(&self, base: &str, end: &str) -> String {
        let end = end
            .replace("{p}", &self.participant)
            .replace("{k}", &self.communication);
        format!("/api/v2/conversations/{base}{}/{end}", self.id)
    }

    #[track_caller]
    fn patch(&mut self, end: &str, body: &str, status: u16) {
        let call = format!("PATCH {}", self.path("messages/", end));
        self.agent.done(&mut self.core, &call, body, status);
    }

    #[track_caller]
    fn post(&mut self, base: &str, end: &str, body: &str, status: u16) -> String {
        let call = format!("POST {}", self.path(base, end));
        self.agent.done(&mut self.core, &call, body, status).body
    }

    #[track_caller]
    fn refused(&mut self, method: &str, base: &str, end: &str, body: &str, code: &str) -> Value {
        let call = format!("{method} {}", self.path(base, end));
        self.agent.refused(&mut self.core, &call, body, (400, code))
    }

    fn see(&mut self) -> Value {
        let path = format!("/api/v2/conversations/{}", self.id);
        self.agent.get(&mut self.core, &path)
    }

    fn leg(&mut self) -> Value {
        let conversation = self.see();
        let all = conversation["participants"].as_array().unwrap();
        let own = all
            .iter()
            .find(|one| one["id"] == self.participant.as_str());
        own.unwrap()["messages"][0].clone()
    }
}

#[test]
fn row_1_tokens_come_by_basic_or_form() {
    let mut core = core();
    let form = "application/x-www-form-urlencoded";
    let ask = |core: &mut Core, path: &str, authorization: &str, body: &str| {
        let mut request = Request::new("POST", path).with_header("content-type", form);
        request.body = body.as_bytes().to_vec();
        if !authorization.is_empty() {
            request = request.with_header("authorization", authorization);
        }
        core.handle(&request)
    };
    // "msgleg:any", by the standard's alphabet.
    let basic = ask(
        &mut core,
        "/oauth/token",
        "Basic bXNnbGVnOmFueQ==",
        "grant_type=client_credentials",
    );
    let body = read(&basic.body);
    assert_eq!((basic.status, &body["token_type"]), (200, &json!("bearer")));
    assert_eq!(body["expires_in"], 86_399);
    let by_form = ask(
        &mut core,
        "/login/oauth/token",
        "",
        "grant_type=client_credentials&client_id=msgleg&client_secret=any",
    );
    assert_eq!(by_form.status, 200, "{}", by_form.body);
    assert_ne!(read(&by_form.body)["access_token"], body["access_token"]);
    for (body, error) in [
        (
            "grant_type=client_credentials&client_id=nobody&client_secret=x",
            "invalid_client",
        ),
        (
            "grant_type=password&client_id=msgleg&client_secret=x",
            "unsupported_grant_type",
        ),
        ("grant_type=client_credentials", "invalid_request"),
    ] {
        let refused = ask(&mut core, "/oauth/token", "", body);
        let found = read(&refused.body);
        assert_eq!(
            (refused.status, text(&found["error"])),
            (400, error.to_owned())
        );
        assert!(found["description"].is_string() && found["error_description"].is_string());
    }
}

#[test]
fn row_1_the_secret_has_to_be_right_where_one_is_set() {
    let secret = Some("s3cret".to_owned());
    let config = Config {
        secret,
        unknown_client_status: 401,
        ..Config::default()
    };
    let mut core = Core::new(config).unwrap();
    let mut ask = |secret: &str| {
        let mut request = Request::new("POST", "/oauth/token");
        request.body = format!("client_id=msgleg&client_secret={secret}").into_bytes();
        core.handle(&request).status
    };
    assert_eq!((ask("guess"), ask("s3cret")), (401, 200));
    let mut ask = |authorization: &str| {
        let request = Request::new("GET", "/msgleg/requests");
        core.handle(&request.with_header("authorization", authorization))
            .status
    };
    assert_eq!((ask("Bearer guess"), ask("Bearer s3cret")), (401, 200));
}

#[test]
fn section_1_the_codes_of_401_tell_why() {
    let mut core = core();
    let path = "/api/v2/users/me";
    let known = Caller::agent(&mut core, 0);
    let check = |core: &mut Core, request: Request, code: &str| {
        let answer = core.handle(&request);
        let found = read(&answer.body);
        assert_eq!(
            (answer.status, text(&found["code"])),
            (401, code.to_owned())
        );
    };
    check(
        &mut core,
        Request::new("GET", path),
        "authentication.required",
    );
    check(
        &mut core,
        Request::new("GET", path).with_token("guess"),
        "bad.credentials",
    );
    known.get(&mut core, path);
    later(&mut core, 86_399_000);
    check(
        &mut core,
        Request::new("GET", path).with_token(&known.token),
        "credentials.expired",
    );
}

#[test]
fn section_1_a_client_is_no_user() {
    let mut core = core();
    let client = Caller::client(&mut core);
    client.refused(&mut core, "GET /api/v2/users/me", "", (400, "not.a.user"));
    hello(&mut core);
    later(&mut core, 1_000);
    let listing = client.get(&mut core, "/api/v2/conversations");
    assert_eq!(listing["total"], 0);
    let agent = Caller::agent(&mut core, 0);
    let me = agent.get(&mut core, "/api/v2/users/me?expand=presence,routingStatus");
    for name in ["id", "name", "email", "username", "state"] {
        assert!(me[name].is_string(), "{name}");
    }
    assert!(me["chat"]["jabberId"].is_string() && me["division"]["id"].is_string());
    assert_eq!(
        me["presence"]["presenceDefinition"]["systemPresence"],
        "Available"
    );
    assert_eq!(me["routingStatus"]["status"], "IDLE");
}

#[test]
fn section_1_a_gateway_and_bodies_where_none_is_due_are_no_matter() {
    let mut core = core();
    let client = Caller::client(&mut core);
    for path in [
        "/api/v2/users",
        "/some/prefix/api/v2/users",
        "/api/api/v2/users",
    ] {
        client.get(&mut core, path);
    }
    for body in ["", "null", "{}", " \n"] {
        client.done(&mut core, "POST /api/v2/notifications/channels", body, 200);
    }
    let mut request = Request::new("POST", "/api/v2/notifications/channels");
    request = request
        .with_token(&client.token)
        .with_header("content-type", "text/xml");
    request.body = b"<x/>".to_vec();
    let path = "POST /api/v2/conversations/messages/agentless";
    client.refused(&mut core, path, "[1", (400, "bad.request"));
    request.path = "/api/v2/conversations/messages/agentless".to_owned();
    assert_eq!(core.handle(&request).status, 415);
}

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
fn row_4_an_agent_answers_holds_and_ends() {
    let mut desk = Desk::of(Config::default(), false);
    assert_eq!(desk.leg()["state"], "alerting");
    let code = "conversation.error.hold.alerting";
    desk.refused("PATCH", "", "participants/{p}", r#"{"held": true}"#, code);
    desk.refused(
        "PATCH",
        "messages/",
        "participants/{p}",
        r#"{"held": true}"#,
        "bad.request",
    );
    desk.patch("participants/{p}", r#"{"state": "CONNECTED"}"#, 202);
    assert_eq!(desk.leg()["state"], "connected");
    for held in [true, false] {
        later(&mut desk.core, 500);
        desk.patch("participants/{p}", &json!({"held": held}).to_string(), 202);
        assert_eq!(desk.leg()["held"], held);
    }
    // Nothing of a change happens if a part of it cannot.
    later(&mut desk.core, 500);
    let both = r#"{"held": true, "wrapupSkipped": true}"#;
    let body = desk.refused(
        "PATCH",
        "messages/",
        "participants/{p}",
        both,
        "bad.request",
    );
    assert_eq!(body["details"][0]["fieldName"], "wrapupSkipped");
    let reason = text(&body["details"][0]["errorCode"]);
    assert!(reason.contains("cannot have `skip-wrap-up`"), "{reason}");
    assert_eq!(desk.leg()["held"], false);
    desk.refused(
        "PATCH",
        "messages/",
        "participants/{p}",
        r#"{"state": "away"}"#,
        "invalid.value",
    );
    let both = r#"{"state": "disconnected", "wrapup": {"code": "Complaint"}}"#;
    desk.patch("participants/{p}", both, 202);
    assert_eq!(desk.leg()["disconnectType"], "client");
    assert_eq!(desk.leg()["wrapup"]["name"], "Complaint");
    let again = r#"{"state": "connected"}"#;
    let code = "conversation.error.participant.no.active.conversations";
    desk.refused("PATCH", "", "participants/{p}", again, code);
    let body = desk.refused(
        "PATCH",
        "messages/",
        "participants/{p}",
        again,
        "bad.request",
    );
    assert!(
        text(&body["message"]).contains("cannot have `answer`"),
        "{body}"
    );
}

#[test]
fn row_4_declined_offers_go_to_somebody_else() {
    let mut desk = Desk::of(Config::default(), false);
    desk.patch("participants/{p}", r#"{"state": "disconnected"}"#, 202);
    assert_eq!(desk.leg()["disconnectType"], "client");
    later(&mut desk.core, 1_000);
    let conversation = desk.see();
    let next = last_of(&conversation, "agent");
    assert_ne!(next["id"], desk.participant.as_str());
    assert_eq!(next["userId"], desk.core.agents()[1].id.to_string());
    // Who lets it ring is not asked again.
    later(&mut desk.core, 31_000);
    let second = desk.core.agents()[1].id;
    let path = format!("/api/v2/users/{second}/routingstatus");
    let status = desk.agent.get(&mut desk.core, &path);
    assert_eq!(status["status"], "NOT_RESPONDING");
    let conversation = desk.see();
    let next = last_of(&conversation, "agent");
    assert_eq!(next["userId"], desk.core.agents()[2].id.to_string());
}

#[test]
fn row_4_the_answer_to_a_wrong_state_is_configurable() {
    let wrong_state = (409, "general.conflict".to_owned());
    let mut desk = Desk::of(
        Config {
            wrong_state,
            ..Config::default()
        },
        true,
    );
    let call = format!("PATCH {}", desk.path("messages/", "participants/{p}"));
    let body = r#"{"state": "connected"}"#;
    desk.agent
        .refused(&mut desk.core, &call, body, (409, "general.conflict"));
}

#[test]
fn row_4_only_a_user_answers() {
    let mut desk = Desk::of(Config::default(), false);
    let client = Caller::client(&mut desk.core);
    let call = format!("PATCH {}", desk.path("messages/", "participants/{p}"));
    client.refused(
        &mut desk.core,
        &call,
        r#"{"state": "connected"}"#,
        (400, "not.a.user"),
    );
}

#[test]
fn row_4_effects_come_later_if_they_are_to() {
    let mut desk = Desk::of(
        Config {
            effect_delay_ms: 700,
            ..Config::default()
        },
        false,
    );
    desk.patch("participants/{p}", r#"{"state": "connected"}"#, 202);
    assert_eq!(desk.leg()["state"], "alerting");
    later(&mut desk.core, 700);
    assert_eq!(desk.leg()["state"], "connected");
    let held = r#"{"state": "connected"}"#;
    desk.refused(
        "PATCH",
        "messages/",
        "participants/{p}",
        held,
        "bad.request",
    );
}

#[test]
fn row_4_an_effect_that_has_become_impossible_is_told() {
    let config = Config {
        effect_delay_ms: 700,
        ..Config::default()
    };
    let mut desk = Desk::of(config, false);
    let end = r#"{"state": "disconnected"}"#;
    for _ in 0..2 {
        desk.patch("participants/{p}", end, 202);
    }
    later(&mut desk.core, 700);
    let received: Vec<_> = desk.core.received().cloned().collect();
    let [.., first, second] = received.as_slice() else {
        panic!("two requests: {received:?}");
    };
    assert_eq!(first.refused_later, None);
    let reason = second.refused_later.as_deref().unwrap_or_default();
    assert!(reason.contains("disconnected"), "{reason:?}");
}

#[test]
fn row_5_a_communication_is_ended() {
    let mut desk = Desk::answered();
    let code = "communication.state.required";
    let end = "participants/{p}/communications/{k}";
    desk.refused("PATCH", "messages/", end, "{}", code);
    let call = format!("PATCH {}", desk.path("messages/", end));
    let body = r#"{"state": "disconnected"}"#;
    let answer = desk.agent.done(&mut desk.core, &call, body, 202);
    assert_eq!(answer.body, "{}");
    assert_eq!(desk.leg()["state"], "disconnected");
}

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
fn row_10_attributes_are_set() {
    let mut desk = Desk::answered();
    let end = "participants/{p}/attributes";
    let call = format!("PATCH {}", desk.path("messages/", end));
    let answer = desk
        .agent
        .done(&mut desk.core, &call, r#"{"attributes": {"a": "1"}}"#, 202);
    assert_eq!(answer.body, r#"{"attributes":{"a":"1"}}"#);
    let call = format!("PATCH {}", desk.path("", end));
    let answer = desk
        .agent
        .done(&mut desk.core, &call, r#"{"attributes": {"b": "2"}}"#, 202);
    assert_eq!(answer.body, "");
    let conversation = desk.see();
    let attributes = &last_of(&conversation, "agent")["attributes"];
    assert_eq!(attributes, &json!({"a": "1", "b": "2"}));
    let code = "conversation.error.participant.attribute.null";
    desk.refused("PATCH", "", end, r#"{"attributes": {"a": null}}"#, code);
    desk.refused(
        "PATCH",
        "",
        end,
        r#"{"attributes": {"a": 1}}"#,
        "bad.request",
    );
    desk.participant = Uuid::from_u128(7).to_string();
    let call = format!("PATCH {}", desk.path("", end));
    let code = "conversation.error.not.conversation.participant";
    desk.agent
        .refused(&mut desk.core, &call, r#"{"attributes": {}}"#, (404, code));
}

#[test]
fn row_11_after_call_work_is_wrapped_up() {
    let mut desk = Desk::answered();
    let end = "participants/{p}/communications/{k}/wrapup";
    let early = desk.refused(
        "POST",
        "messages/",
        end,
        r#"{"code": "Order"}"#,
        "bad.request",
    );
    assert!(
        text(&early["message"]).contains("cannot have `wrap-up`"),
        "{early}"
    );
    desk.patch("participants/{p}", r#"{"state": "disconnected"}"#, 202);
    let codes = desk.path("messages/", "participants/{p}/wrapupcodes");
    let codes = desk.agent.get(&mut desk.core, &codes);
    let code = text(&codes[0]["id"]);
    desk.refused(
        "POST",
        "",
        end,
        "{}",
        "conversation.error.wrapup.code.required",
    );
    later(&mut desk.core, 2_000);
    let body = json!({"code": code, "notes": "done"}).to_string();
    desk.post("messages/", end, &body, 202);
    for (base, end) in [
        ("messages/", end),
        ("", end),
        ("", "participants/{p}/wrapup"),
    ] {
        let path = desk.path(base, end);
        let found = desk.agent.get(&mut desk.core, &path);
        assert_eq!(
            (&found["code"], &found["notes"]),
            (&json!(code), &json!("done"))
        );
        assert!(found["durationSeconds"].is_number() && found["endTime"].is_string());
    }
}

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
fn row_17_a_conversation_is_parked_and_comes_back() {
    let mut desk = Desk::answered();
    let end = "participants/{p}/parkingstate";
    let resume = desk.core.now().checked_add_millis(60_000).unwrap();
    let body = json!({"state": "parked", "resumeTime": resume.to_string()}).to_string();
    desk.patch(end, &body, 204);
    assert_eq!(desk.leg()["state"], "parked");
    assert_eq!(desk.leg()["resumeTime"], resume.to_string());
    later(&mut desk.core, 60_000);
    assert_eq!(desk.leg()["state"], "connected");
    later(&mut desk.core, 1_000);
    desk.patch(end, "", 204);
    assert_eq!(desk.leg()["state"], "parked");
    later(&mut desk.core, 1_000);
    desk.patch("participants/{p}", r#"{"state": "connected"}"#, 202);
    assert_eq!(desk.leg()["state"], "connected");
    desk.refused(
        "PATCH",
        "messages/",
        end,
        r#"{"state": "gone"}"#,
        "invalid.value",
    );
    let past = r#"{"state": "parked", "resumeTime": "2020-01-01T00:00:00Z"}"#;
    desk.refused("PATCH", "messages/", end, past, "bad.request");
    desk.refused(
        "PATCH",
        "messages/",
        end,
        r#"{"resumeTime": "2026-01-05T10:00:00"}"#,
        "invalid.date",
    );
}

#[test]
fn row_17_what_the_release_does_not_have_cannot_be_done() {
    let revision = "200".parse().unwrap();
    let mut desk = Desk::of(
        Config {
            revision,
            ..Config::default()
        },
        true,
    );
    let end = "participants/{p}/parkingstate";
    let body = desk.refused("PATCH", "messages/", end, "", "bad.request");
    assert!(
        text(&body["message"]).contains("known since 238.0.0"),
        "{body}"
    );
}

#[test]
fn row_19_users_and_queues_are_read() {
    let mut core = core();
    let client = Caller::client(&mut core);
    let queues = client.get(&mut core, "/api/v2/routing/queues");
    let support = text(&queues["entities"][0]["id"]);
    assert_eq!(support, core.queue("support").unwrap().to_string());
    let one = client.get(&mut core, &format!("/api/v2/routing/queues/{support}"));
    assert_eq!(one["name"], "Support");
    let path = format!("/api/v2/routing/queues/{support}/members?pageSize=10");
    let members = client.get(&mut core, &path);
    assert_eq!(
        (&members["total"], &members["pageCount"]),
        (&json!(40), &json!(4))
    );
    let user = text(&members["entities"][0]["id"]);
    assert_eq!(
        client.get(&mut core, &format!("/api/v2/users/{user}"))["id"],
        user.as_str()
    );
    let some = client.get(&mut core, &format!("/api/v2/users?id={user}"));
    assert_eq!(some["total"], 1);
    let missing = Uuid::from_u128(7);
    client.refused(
        &mut core,
        &format!("GET /api/v2/users/{missing}"),
        "",
        (404, "resource.not.found"),
    );
    client.refused(
        &mut core,
        &format!("GET /api/v2/routing/queues/{missing}"),
        "",
        (404, "general.resource.not.found"),
    );
    let many = vec![user.as_str(); 101].join(",");
    client.refused(
        &mut core,
        &format!("GET /api/v2/users?id={many}"),
        "",
        (400, "max.user.ids"),
    );
}

#[test]
fn row_19_routing_status_and_presence_are_set() {
    let mut core = core();
    let agent = Caller::agent(&mut core, 0);
    let user = core.agents()[0].id;
    let path = format!("/api/v2/users/{user}/routingstatus");
    later(&mut core, 5_000);
    let now = core.now().to_string();
    let answer = agent.done(
        &mut core,
        &format!("PUT {path}"),
        r#"{"status": "OFF_QUEUE"}"#,
        200,
    );
    let expected = json!({"userId": user.to_string(), "status": "OFF_QUEUE", "startTime": now});
    assert_eq!(read(&answer.body), expected);
    agent.refused(
        &mut core,
        &format!("PUT {path}"),
        r#"{"status": "AWAY"}"#,
        (400, "general.bad.request"),
    );
    let path = format!("/api/v2/users/{user}/presences/PURECLOUD");
    let body = r#"{"presenceDefinition": {"systemPresence": "On Queue"}, "message": "back"}"#;
    let answer = read(
        &agent
            .done(&mut core, &format!("PATCH {path}"), body, 200)
            .body,
    );
    assert_eq!(answer["message"], "back");
    let path = format!("/api/v2/users/{user}/routingstatus");
    assert_eq!(agent.get(&mut core, &path)["status"], "IDLE");
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

#[test]
fn section_2_4_who_lacks_a_permission_is_refused() {
    let mut reader = Client::of("reader");
    reader
        .lacks
        .insert("conversation:communication:view".to_owned());
    reader
        .lacks
        .insert("conversation:message:create".to_owned());
    reader
        .lacks
        .insert("conversation:webmessaging:create".to_owned());
    let clients = vec![reader];
    let mut core = Core::new(Config {
        clients,
        ..Config::default()
    })
    .unwrap();
    let id = hello(&mut core).conversation;
    let reader = Caller::client(&mut core);
    let call = format!("GET /api/v2/conversations/{id}");
    reader.refused(&mut core, &call, "", (403, "missing.permissions"));
    let call = format!("POST /api/v2/conversations/messages/{id}/communications/{id}/typing");
    reader.refused(&mut core, &call, "", (403, "missing.any.permissions"));
    reader.get(&mut core, &format!("/api/v2/conversations/messages/{id}"));
}

#[test]
fn what_is_not_modelled_names_what_is() {
    let mut core = core();
    let client = Caller::client(&mut core);
    let call = "POST /api/v2/analytics/conversations/aggregates/query";
    let body = client.refused(&mut core, call, "{}", (501, "not.implemented"));
    let details = body["details"].as_array().unwrap();
    let knows = |name: &str| details.iter().any(|detail| detail["fieldName"] == name);
    assert!(knows("GET /api/v2/conversations/{}"));
    let request = Request::new("GET", "/api/v3/users").with_token(&client.token);
    assert_eq!(core.handle(&request).status, 404);
}

#[test]
fn section_6_answers_have_the_headers_of_the_platform() {
    let mut core = Core::new(Config {
        rate_limit: Some(2),
        ..Config::default()
    })
    .unwrap();
    let client = Caller::client(&mut core);
    let answer = client.done(&mut core, "GET /api/v2/users", "", 200);
    for (name, value) in [
        ("date", "Mon, 05 Jan 2026 09:00:00 GMT"),
        ("inin-ratelimit-count", "1"),
        ("inin-ratelimit-allowed", "2"),
        ("inin-ratelimit-reset", "60"),
        ("content-type", "application/json"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{name}");
    }
    let correlation = answer.header("inin-correlation-id");
    assert!(correlation.is_some_and(|id| id.parse::<Uuid>().is_ok()));
    assert_eq!(correlation, answer.header("genesys-correlation-id"));
    later(&mut core, 18_000);
    client.done(&mut core, "GET /api/v2/users", "", 200);
    let code = (429, "too.many.requests.retry.after");
    let body = client.refused(&mut core, "GET /api/v2/users", "", code);
    let message = "Rate limit exceeded the maximum. Retry the request in [42] seconds";
    assert_eq!(body["message"], message);
    let answer = client.call(&mut core, "GET /api/v2/users", "");
    assert_eq!(answer.header("retry-after"), Some("42"));
    later(&mut core, 42_000);
    client.done(&mut core, "GET /api/v2/users", "", 200);
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

#[test]
fn browsers_get_the_headers_that_they_ask_for() {
    let mut core = Core::new(Config {
        cors: Some("*".to_owned()),
        ..Config::default()
    })
    .unwrap();
    let answer = core.handle(&Request::new("OPTIONS", "/api/v2/users"));
    assert_eq!(answer.status, 204);
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    let answer = core.handle(&Request::new("GET", "/api/v2/users"));
    assert_eq!(
        (answer.status, answer.header("access-control-allow-origin")),
        (401, Some("*"))
    );
    let mut core = self::core();
    let answer = core.handle(&Request::new("OPTIONS", "/api/v2/users"));
    assert_eq!(
        (answer.status, answer.header("access-control-allow-origin")),
        (401, None)
    );
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
