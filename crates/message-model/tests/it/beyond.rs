//! What a payload has that no known release has: where it is, in which order it is reported, and
//! what is not.

use message_model::contract::Root;
use message_model::{ApiRevision, Capture};

#[track_caller]
fn check(received: &str, expected: &[&str]) {
    let capture = Capture::read(received).unwrap_or_else(|error| panic!("{received}: {error}"));
    let found: Vec<_> = capture
        .beyond_contract()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(found, expected, "{received}");
}

#[test]
fn properties_and_values_are_named_by_their_path_in_the_order_received() {
    check(r#"{"state": "connected", "held": false}"#, &[]);
    check(
        r#"{"mood": 1, "participants": [{"messages": [{"state": "resting"}]}, {"x\n": {"mood": 2}}]}"#,
        &[
            "mood: no known release has this property",
            "participants[0].messages[0].state: no known release has the value \"resting\"",
            "participants[1].x\\n: no known release has this property",
        ],
    );
}

/// What a release declares is known even if the model only passes it through, such as the catch-all
/// of older notifications; anywhere else it is not.
#[test]
fn what_a_release_declares_is_known() {
    let on = |topic: &str, leg: &str| {
        format!(
            r#"{{"topicName": "v2.users.a.{topic}", "eventBody": {{"id": "c", "participants": [
            {{"id": "p", "additionalProperties": {{}}, {leg}}}]}}}}"#
        )
    };
    let leg = r#""messages": [{"state": "connected", "additionalProperties": {}}]"#;
    let notification = on("conversations", leg);
    check(&notification, &[]);
    let capture = Capture::read(&notification).unwrap();
    assert_eq!(capture.check_contract("145".parse().unwrap()), []);
    assert_eq!(capture.check_contract(ApiRevision::LATEST).len(), 2);
    let of_messages = on("conversations.messages", r#""state": "connected""#);
    let unknown = "additionalProperties: no known release has this property";
    check(
        &of_messages,
        &[&format!("eventBody.participants[0].{unknown}")],
    );
    check(
        r#"{"participants": [{"additionalProperties": {}}]}"#,
        &[&format!("participants[0].{unknown}")],
    );
}

#[test]
fn every_payload_of_an_array_is_looked_at() {
    check(
        r#"[{"state": "resting"}, {"participants": [], "mood": null}]"#,
        &[
            "[0].state: no known release has the value \"resting\"",
            "[1].mood: no known release has this property",
        ],
    );
}

#[test]
fn of_an_envelope_only_what_is_inside_counts() {
    check(
        r#"{"version": "2", "eventBody": {"participants": [], "mood": 1}, "metadata": {}, "x": 1}"#,
        &["eventBody.mood: no known release has this property"],
    );
    check(
        r#"{"detail-type": "t", "x": 1, "detail": {"topicName": "v2.detail.events.conversation.c.acw",
            "eventBody": {"eventTime": 1, "mood": 1}}}"#,
        &["detail.eventBody.mood: no known release has this property"],
    );
    check(
        r#"{"entities": [{"participants": [], "mood": 1}], "pageSize": 25}"#,
        &["entities[0].mood: no known release has this property"],
    );
}

#[test]
fn null_and_numbers_out_of_any_range_are_nothing_of_it() {
    check(r#"{"id": null, "segments": null, "held": null}"#, &[]);
    check(
        r#"{"participants": null, "mood": 1e9999}"#,
        &["mood: no known release has this property"],
    );
    check(
        r#"{"participants": [{"calls": [{"state": "resting", "id": 1e9999}]}]}"#,
        &[],
    );
}

/// What is documented for the topics of conversations but not for the API is known where it is
/// documented, and nowhere else.
#[test]
fn what_notifications_have_is_known() {
    let leg =
        |leg: &str| format!(r#"{{"eventBody": {{"participants": [{{"messages": [{leg}]}}]}}}}"#);
    check(
        &leg(r#"{"messagesTranscriptUri": "/", "type": "viber", "errorInfo": {"uri": "/"}}"#),
        &[],
    );
    check(
        &leg(r#"{"type": "wechat", "disconnectType": "endpoint.dnd"}"#),
        &[],
    );
    check(&leg(r#"{"disconnectType": "transfer.dnd"}"#), &[]);
    check(
        &leg(r#"{"state": "viber", "messages": [{"messagesTranscriptUri": "/"}]}"#),
        &[
            "eventBody.participants[0].messages[0].state: no known release has the value \"viber\"",
            "eventBody.participants[0].messages[0].messages[0].messagesTranscriptUri: no known \
             release has this property",
        ],
    );
}

/// A null among the attributes costs nothing else, and is told.
#[test]
fn a_null_entry_reads_as_absent() {
    for attributes in [
        r#"{"orderNumber": null}"#,
        r#"{"a": "1", "orderNumber": null, "z": ""}"#,
        r#"{"context.firstName": "Ada", "orderNumber": null}"#,
    ] {
        let conversation =
            format!(r#"{{"participants": [{{"attributes": {attributes}, "messages": []}}]}}"#);
        check(
            &conversation,
            &[
                "participants[0].attributes.orderNumber: found null, expected a value or no entry: it is read as \
                 absent",
            ],
        );
        let capture = Capture::read(conversation).unwrap();
        capture.check_lossless().unwrap();
        assert!(capture.check_contract(ApiRevision::LATEST).is_empty());
    }
    let twice = r#"{"participants": [{"attributes": {"a": null, "a": "1"}}]}"#;
    assert!(Capture::read(twice).is_err());
}

#[test]
fn each_view_is_held_to_its_own_definitions() {
    let flat = r#"{"participants": [{"peer": "p", "state": "dialing", "userUri": "/u", "initialState": "alerting"}]"#;
    check(
        &format!(r#"{flat}, "selfUri": "/api/v2/conversations/messages/c"}}"#),
        &[
            "participants[0].userUri: no known release has this property",
            "participants[0].initialState: no known release has this property",
        ],
    );
    check(
        &format!(
            r#"{{"topicName": "v2.users.u.conversations.messages", "eventBody": {flat}, "selfUri": 1}}}}"#
        ),
        &[
            "eventBody.participants[0].userUri: no known release has this property",
            "eventBody.selfUri: no known release has this property",
        ],
    );
}

/// A name may hold what clears a screen or looks like another line of a report.
#[test]
fn control_characters_in_a_name_are_escaped_wherever_a_path_is_printed() {
    let received = r#"{"state": "connected", "\u001b[2J\r\nother.json: must: forged": 1}"#;
    let escaped = r"\u{1b}[2J\r\nother.json: must: forged";
    check(
        received,
        &[&format!("{escaped}: no known release has this property")],
    );
    let capture = Capture::read(received).unwrap();
    let deviations = capture.check_contract(ApiRevision::LATEST);
    assert_eq!(
        deviations[0].to_string(),
        format!("{escaped}: no known release has this property of Message")
    );
    assert!(
        deviations[0].path.contains('\u{1b}'),
        "a program gets the name itself"
    );
}

#[test]
fn control_characters_that_an_error_quotes_are_escaped() {
    let error = Capture::read(r#"{"eventBody": {"participants": [], "\u202ex": 1, "\u202ex": 2}}"#)
        .unwrap_err();
    assert!(error.to_string().contains(r"`\u{202e}x`"), "{error}");
    let received = "{\"state\": [\n\"other.json: must: forged\"]}";
    let deviations =
        message_model::contract::check(received, Root::Message, ApiRevision::LATEST).unwrap();
    assert_eq!(
        deviations[0].to_string().lines().count(),
        1,
        "{}",
        deviations[0]
    );
}

/// The enum properties of a leg are those on whose null the platform's Python client raises an
/// error (observed with 19.0.0 and 269.0.0); null elsewhere it reads as absent.
#[test]
fn null_is_told_where_a_client_cannot_read_it() {
    let told = "found null, expected a value or no property: the platform's Python client loses the \
                whole response on it";
    for property in [
        "state",
        "initialState",
        "direction",
        "disconnectType",
        "type",
        "engagementSource",
    ] {
        check(
            &format!(r#"{{"held": true, "{property}": null}}"#),
            &[&format!("{property}: {told}")],
        );
    }
    check(
        r#"{"participants": [{"purpose": null, "messages": [{"held": null, "state": null}]}]}"#,
        &[&format!("participants[0].messages[0].state: {told}")],
    );
}

#[test]
fn a_misspelling_tells_what_was_meant() {
    let property = |name: &str, meant: &str| {
        check(
            &format!(r#"{{"held": true, "{name}": 1}}"#),
            &[&format!(
                "{name}: no known release has this property{meant}"
            )],
        );
    };
    for name in ["PeerID", "peer_id", "peerid", "pereId", "peerIdd", "perId"] {
        property(name, "; did you mean peerId?");
    }
    // Two letters off, or too short to tell.
    for name in ["peirod", "peer", "ib", "é"] {
        property(name, "");
    }
    let value = |name: &str, meant: &str| {
        check(
            &format!(r#"{{"state": "{name}"}}"#),
            &[&format!(
                "state: no known release has the value {name:?}{meant}"
            )],
        );
    };
    value("Disconnected", "; did you mean disconnected?");
    value("DISCONNECTED", "; did you mean disconnected?");
    value("conected", "; did you mean connected?");
    value("resting", "");
}

#[test]
fn what_a_client_would_lose_is_a_mistake() {
    let mistakes = |received: &str| -> Vec<String> {
        let payload = Capture::read(received).expect("a payload");
        let beyond = payload.beyond_contract();
        beyond
            .into_iter()
            .filter(|one| one.is_mistake())
            .map(|one| one.path)
            .collect()
    };
    assert_eq!(
        mistakes(
            r#"{"participants": [{"messages": [{"type": null, "PEERID": "a", "Held": true}]}]}"#
        ),
        [
            "participants[0].messages[0].type",
            "participants[0].messages[0].PEERID",
            "participants[0].messages[0].Held"
        ]
    );
    // What is new may be like what is known, and clients read values in any case.
    assert_eq!(
        mistakes(r#"{"id": "a", "peerIds": [], "state": "CONNECTED", "mood": null}"#),
        [""; 0]
    );
}
