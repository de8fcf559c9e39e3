//! One leg in the views and media that it may come in: what is read of it, and where findings point.

use message_model::Payload;
use message_rules::{Finding, View, check, check_as};

use crate::support::{broken, set};

#[test]
fn a_flat_participant_is_its_leg() {
    let flat = r#"{"id": "c", "participants": [
        {"id": "00000001-1111-4222-8333-444455556666", "purpose": "agent", "state": "connected", "held": false,
         "endTime": "2026-01-05T09:00:00.000Z", "peer": "p", "type": "whatsapp", "messages": [
            {"message": {"id": "m1"}, "messageStatus": "sent", "messageTime": "2026-01-05T08:00:00.000Z"},
            {"message": {"id": "m1"}, "messageStatus": "received", "messageTime": "2026-01-05T07:00:00.000Z",
             "messageSegmentCount": 2}]}]}"#;
    let expected = [
        ("disconnected-time-before-end", "participants[0].endTime"),
        ("message-id-unique", "participants[0].messages[1].messageId"),
        ("message-parts-of-sms", "participants[0].messages[1].messageSegmentCount"),
        ("message-times-ordered", "participants[0].messages[1].messageTime"),
        ("received-on-customer-leg", "participants[0].messages[1].messageStatus"),
    ];
    assert_eq!(places(&findings(flat)), expected);
}

/// The states that only the flat view and other media have.
#[test]
fn wide_states_are_known_where_they_belong() {
    assert_eq!(broken(r#"{"participants": [{"state": "dialing"}]}"#), set(&[]));
    assert_eq!(broken(r#"{"participants": [{"calls": [{"state": "dialing"}]}]}"#), set(&[]));
    assert_eq!(broken(r#"{"participants": [{"messages": [{"state": "dialing"}]}]}"#), set(&["state-known"]));
    assert_eq!(broken(r#"{"participants": [{"calls": [{"state": "ringing"}]}]}"#), set(&["state-known"]));
}

#[test]
fn a_terminated_call_has_ended() {
    let call = |more: &str| format!(r#"{{"participants": [{{"calls": [{{"state": "terminated"{more}}}]}}]}}"#);
    let at_end = ["disconnect-type-at-end", "disconnected-time-at-end"];
    assert_eq!(broken(&call("")), set(&at_end));
    let ended = r#", "disconnectType": "peer", "disconnectedTime": "2026-01-05T09:00:00.000Z""#;
    assert_eq!(broken(&call(ended)), set(&[]));
}

/// Whose properties say nothing is taken for a notification, which claims less.
#[test]
fn the_view_is_told_by_what_only_one_of_them_has() {
    let alerted = r#""initialState": "alerting""#;
    let of_the_api = [
        format!(r#"{{{alerted}, "segments": []}}"#),
        format!(r#"{{{alerted}, "recordingId": "r"}}"#),
        format!(r#"{{{alerted}, "messages": [{{"messageURI": "/"}}]}}"#),
        format!(r#"{{"startTime": "2026-01-05T09:00:00.000Z", "participants": [{{"messages": [{{{alerted}}}]}}]}}"#),
        format!(r#"{{"participants": [{{"startTime": "2026-01-05T09:00:00.000Z", "messages": [{{{alerted}}}]}}]}}"#),
    ];
    for json in &of_the_api {
        assert_eq!(broken(json), set(&["start-alerting-time-when-alerted"]), "{json}");
    }
    let of_a_notification = [
        format!("{{{alerted}}}"),
        format!(r#"{{"participants": [{{"messages": [{{{alerted}}}]}}]}}"#),
        format!(r#"{{"eventBody": {{"participants": [{{"messages": [{{{alerted}, "segments": []}}]}}]}}}}"#),
    ];
    for json in &of_a_notification {
        assert_eq!(broken(json), set(&[]), "{json}");
        let payload = Payload::decode(json).expect("a payload");
        assert_eq!(check_as(&payload, Some(View::Api)).len(), 1, "the caller knows better: {json}");
    }
}

/// Every medium is held against the rules of ends, each in its own place.
#[test]
fn legs_of_every_medium_are_read() {
    for medium in ["messages", "chats", "callbacks", "emails", "calls"] {
        let json = format!(
            r#"[{{"entities": [{{"participants": [{{}}, {{"{medium}": [{{}},
                {{"state": "connected", "disconnectType": "peer"}}]}}]}}]}}]"#
        );
        let place = format!("[0].entities[0].participants[1].{medium}[1].disconnectType");
        assert_eq!(places(&findings(&json)), [("disconnect-type-before-end", place.as_str())]);
    }
    let passed_through = r#"{"participants": [{"videos": [{"state": "connected", "disconnectType": "peer"}]}]}"#;
    assert_eq!(broken(passed_through), set(&[]), "of other media nothing is claimed");
}

#[test]
#[should_panic(expected = "must: disconnect-type-before-end at disconnectType")]
fn assert_legal_fails_with_what_is_wrong() {
    message_rules::assert_legal(&payload(r#"{"state": "connected", "disconnectType": "peer"}"#));
}

#[test]
fn assert_legal_lets_the_unusual_pass() {
    let unusual = payload(r#"{"state": "parked"}"#);
    message_rules::assert_legal(&unusual);
    let refused = std::panic::catch_unwind(|| message_rules::assert_usual(&unusual)).expect_err("it is not usual");
    let text = refused.downcast_ref::<String>().expect("a panic with a text");
    assert!(text.starts_with("expected a usual payload, found 1 findings\nusually: park-time-when-parked"), "{text}");
}

fn payload(json: &str) -> Payload {
    Payload::decode(json).expect("a payload")
}

fn findings(json: &str) -> Vec<Finding> {
    check(&payload(json))
}

fn places(findings: &[Finding]) -> Vec<(&str, &str)> {
    let mut places: Vec<_> = findings.iter().map(|finding| (finding.rule.id, finding.path.as_str())).collect();
    places.sort_unstable();
    places
}
