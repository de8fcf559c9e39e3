//! What participants do: answer, hold, park, end, wrap up; attributes.

use message_server::Config;
use serde_json::json;
use uuid::Uuid;

use super::{Desk, later};
use crate::support::{Caller, last_of, text};

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
