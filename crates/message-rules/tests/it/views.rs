//! One leg in every view and medium: what is read of it, and where findings point.

use message_model::Capture;
use message_rules::{Finding, View, check, check_as};

use crate::support::{Edit, broken, edited, set};

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
        (
            "message-id-unique",
            "participants[0].messages[1].message.id",
        ),
        (
            "message-parts-of-sms",
            "participants[0].messages[1].messageSegmentCount",
        ),
        (
            "message-times-ordered",
            "participants[0].messages[1].messageTime",
        ),
        (
            "received-on-customer-leg",
            "participants[0].messages[1].messageStatus",
        ),
    ];
    assert_eq!(places(&findings(flat)), expected);
}

/// The topics of one medium refer to a message, `GET` of one medium names its id.
#[test]
fn a_message_is_told_by_reference_or_id() {
    let twice = |message: &str| {
        format!(
            r#"{{"participants": [{{"purpose": "customer", "state": "connected", "messages": [{message}, {message}]}}]}}"#
        )
    };
    for message in [
        r#"{"message": {"id": "m1"}}"#,
        r#"{"messageId": "m1", "messageURI": "/m1"}"#,
    ] {
        assert_eq!(broken(&twice(message)), set(&["message-id-unique"]));
    }
    let none = r#"{"messageURI": "/m1"}"#;
    assert_eq!(broken(&twice(none)), set(&[]));
}

/// A contact from queue to end in which each participant is its own leg: the rules for how legs
/// follow each other apply too.
#[test]
fn flat_participants_follow_each_other() {
    let contact = r#"{"participants": [
        {"purpose": "customer", "state": "disconnected", "disconnectType": "client",
         "connectedTime": "2026-01-05T09:00:00.000Z", "endTime": "2026-01-05T09:09:00.000Z"},
        {"purpose": "acd", "state": "disconnected", "disconnectType": "transfer",
         "connectedTime": "2026-01-05T09:00:00.400Z", "endTime": "2026-01-05T09:01:00.000Z"},
        {"purpose": "agent", "user": {"id": "u1"}, "state": "disconnected", "initialState": "alerting",
         "disconnectType": "system", "alertingTimeoutMs": 30000,
         "startTime": "2026-01-05T09:00:01.000Z", "endTime": "2026-01-05T09:00:31.200Z"},
        {"purpose": "agent", "user": {"id": "u2"}, "state": "disconnected", "initialState": "alerting",
         "disconnectType": "peer", "startTime": "2026-01-05T09:00:40.000Z",
         "connectedTime": "2026-01-05T09:01:00.008Z", "endTime": "2026-01-05T09:09:00.015Z"}]}"#;
    assert_eq!(broken(contact), set(&[]));
    let cases: [(&str, &[Edit<'_>]); 10] = [
        (
            "flow-never-waits",
            &[("/participants/1/initialState", r#""alerting""#)],
        ),
        (
            "hand-on-is-transfer",
            &[("/participants/1/disconnectType", r#""system""#)],
        ),
        (
            "queue-hands-on-to-agent",
            &[(
                "/participants/3/connectedTime",
                r#""2026-01-05T09:01:08.000Z""#,
            )],
        ),
        (
            "no-answer-after-timeout",
            &[("/participants/2/alertingTimeoutMs", "20000")],
        ),
        (
            "peers-follow-client",
            &[("/participants/3/disconnectType", r#""timeout""#)],
        ),
        (
            "peer-end-has-cause",
            &[("/participants/2/disconnectType", r#""peer""#)],
        ),
        (
            "one-agent-leg-per-user",
            &[(
                "/participants/-",
                r#"{"purpose": "agent", "user": {"id": "u2"}, "state": "disconnected",
                    "disconnectType": "client", "connectedTime": "2026-01-05T09:03:00.000Z",
                    "endTime": "2026-01-05T09:04:00.000Z"}"#,
            )],
        ),
        (
            "one-acd-leg-live",
            &[(
                "/participants/-",
                r#"{"purpose": "acd", "state": "disconnected", "disconnectType": "error",
                    "connectedTime": "2026-01-05T09:00:00.500Z", "endTime": "2026-01-05T09:00:09.000Z"}"#,
            )],
        ),
        (
            "one-customer-leg-live",
            &[(
                "/participants/-",
                r#"{"purpose": "external", "state": "disconnected", "disconnectType": "error",
                    "connectedTime": "2026-01-05T09:00:00.500Z", "endTime": "2026-01-05T09:00:09.000Z"}"#,
            )],
        ),
        (
            "customer-leg-spans-contact",
            &[(
                "/participants/-",
                r#"{"purpose": "agent", "user": {"id": "u3"}, "state": "disconnected",
                    "disconnectType": "client", "connectedTime": "2026-01-05T09:10:00.000Z",
                    "endTime": "2026-01-05T09:11:00.000Z"}"#,
            )],
        ),
    ];
    for (rule, edits) in cases {
        assert_eq!(broken(&edited(contact, edits)), set(&[rule]), "{edits:?}");
    }
}

/// A misspelt state is like one that the leg can have, which differs by view and medium.
#[test]
fn a_state_that_is_nearly_known_tells_which_was_meant() {
    let expected = |json: &str| {
        let found = findings(json);
        found[0].expected.clone().into_owned()
    };
    let of_message = "alerting, connected, parked or disconnected";
    assert_eq!(
        expected(r#"{"state": "Disconnected"}"#),
        format!("{of_message}; did you mean disconnected?")
    );
    assert_eq!(
        expected(r#"{"initialState": "conected"}"#),
        format!("{of_message}; did you mean connected?")
    );
    assert_eq!(expected(r#"{"state": "offering"}"#), of_message);
    assert_eq!(
        expected(r#"{"participants": [{"chats": [{"state": "ofering"}]}]}"#),
        "one of the states that the contract lists; did you mean offering?"
    );
}

/// The states that only the flat view and other media have.
#[test]
fn wide_states_are_known_where_they_belong() {
    assert_eq!(
        broken(r#"{"participants": [{"state": "dialing"}]}"#),
        set(&[])
    );
    assert_eq!(
        broken(r#"{"participants": [{"calls": [{"state": "dialing"}]}]}"#),
        set(&[])
    );
    assert_eq!(
        broken(r#"{"participants": [{"messages": [{"state": "dialing"}]}]}"#),
        set(&["state-known"])
    );
    assert_eq!(
        broken(r#"{"participants": [{"calls": [{"state": "ringing"}]}]}"#),
        set(&["state-known"])
    );
}

#[test]
fn a_terminated_call_has_ended() {
    let call = |more: &str| {
        format!(r#"{{"participants": [{{"calls": [{{"state": "terminated"{more}}}]}}]}}"#)
    };
    let at_end = ["disconnect-type-at-end", "disconnected-time-at-end"];
    assert_eq!(broken(&call("")), set(&at_end));
    let ended = r#", "disconnectType": "peer", "disconnectedTime": "2026-01-05T09:00:00.000Z""#;
    assert_eq!(broken(&call(ended)), set(&[]));
}

/// A document whose properties do not decide is taken for a notification, since the rules demand
/// least of one.
#[test]
fn the_view_is_told_by_what_only_one_of_them_has() {
    let alerted = r#""initialState": "alerting""#;
    let of_the_api = [
        format!(r#"{{{alerted}, "segments": []}}"#),
        format!(r#"{{{alerted}, "recordingId": "r"}}"#),
        format!(r#"{{{alerted}, "messages": [{{"messageURI": "/"}}]}}"#),
        format!(
            r#"{{"startTime": "2026-01-05T09:00:00.000Z", "participants": [{{"messages": [{{{alerted}}}]}}]}}"#
        ),
        format!(
            r#"{{"participants": [{{"startTime": "2026-01-05T09:00:00.000Z", "messages": [{{{alerted}}}]}}]}}"#
        ),
    ];
    for json in &of_the_api {
        assert_eq!(
            broken(json),
            set(&["start-alerting-time-when-alerted"]),
            "{json}"
        );
    }
    let of_a_notification = [
        format!("{{{alerted}}}"),
        format!(r#"{{"participants": [{{"messages": [{{{alerted}}}]}}]}}"#),
        format!(
            r#"{{"eventBody": {{"participants": [{{"messages": [{{{alerted}, "segments": []}}]}}]}}}}"#
        ),
    ];
    for json in &of_a_notification {
        assert_eq!(broken(json), set(&[]), "{json}");
        let payload = Capture::read(json).expect("a payload");
        assert_eq!(
            check_as(&payload, Some(View::Conversation)).len(),
            1,
            "the caller knows better: {json}"
        );
    }
}

/// Every medium is checked against the rules for ends, each at its own place.
#[test]
fn legs_of_every_medium_are_read() {
    for medium in ["messages", "chats", "callbacks", "emails", "calls"] {
        let json = format!(
            r#"[{{"entities": [{{"participants": [{{}}, {{"{medium}": [{{}},
                {{"state": "connected", "disconnectType": "peer"}}]}}]}}]}}]"#
        );
        let place = format!("[0].entities[0].participants[1].{medium}[1].disconnectType");
        assert_eq!(
            places(&findings(&json)),
            [("disconnect-type-before-end", place.as_str())]
        );
    }
    let passed_through =
        r#"{"participants": [{"videos": [{"state": "connected", "disconnectType": "peer"}]}]}"#;
    assert_eq!(
        broken(passed_through),
        set(&[]),
        "of other media nothing is claimed"
    );
}

#[test]
#[should_panic(expected = "must: disconnect-type-before-end at disconnectType")]
fn assert_legal_fails_with_what_is_wrong() {
    message_rules::assert_legal(&payload(
        r#"{"state": "connected", "disconnectType": "peer"}"#,
    ));
}

#[test]
fn assert_legal_lets_the_unusual_pass() {
    let unusual = payload(r#"{"state": "parked"}"#);
    message_rules::assert_legal(&unusual);
    let refused = std::panic::catch_unwind(|| message_rules::assert_usual(&unusual))
        .expect_err("it is not usual");
    let text = refused
        .downcast_ref::<String>()
        .expect("a panic with a text");
    assert!(
        text.starts_with(
            "expected a usual payload, found 1 finding\nusually: park-time-when-parked"
        ),
        "{text}"
    );
}

fn payload(json: &str) -> Capture<'_> {
    Capture::read(json).expect("a payload")
}

fn findings(json: &str) -> Vec<Finding> {
    check(&payload(json))
}

fn places(findings: &[Finding]) -> Vec<(&str, &str)> {
    let mut places: Vec<_> = findings
        .iter()
        .map(|finding| (finding.rule.id, finding.path.as_str()))
        .collect();
    places.sort_unstable();
    places
}
