//! What older releases would have sent.

use message_model::contract::{Root, check};
use message_model::{ApiRevision, Capture, Conversation, Message, Payload, Shape, decode, encode};

fn message(json: &str) -> Message {
    decode(json).unwrap()
}

#[track_caller]
fn check_cut(json: &str, at: &str, expected: &str, replaced: &[&str]) {
    let cut = message(json).as_of(at.parse().unwrap());
    assert_eq!(encode(&cut.value).unwrap(), expected);
    assert_eq!(
        cut.replaced
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
        replaced
    );
    assert_eq!(
        check(expected, Root::Message, at.parse().unwrap()).unwrap(),
        []
    );
}

#[test]
fn newer_properties_and_those_of_no_release_go_at_every_depth() {
    check_cut(
        r#"{"id":"a","parkTime":"2026-01-05T09:00:00.000Z","mood":1,
            "messages":[{"messageId":"b","socialVisibility":"public","mood":2,"errorInfo":{"code":"c"}}],
            "errorInfo":{"errors":[{"errors":[{"code":"d","limit":{"key":"e"},"mood":3}]}]}}"#,
        "150",
        r#"{"id":"a","errorInfo":{"errors":[{"errors":[{"code":"d"}]}]},"messages":[{"messageId":"b","errorInfo":{"code":"c"}}]}"#,
        &[],
    );
}

#[test]
fn newer_values_become_the_closest_older_one() {
    check_cut(
        r#"{"state":"parked","initialState":"parked","disconnectType":"session.expired","type":"apple"}"#,
        "144",
        r#"{"state":"connected","initialState":"connected","disconnectType":"timeout","type":"unknown"}"#,
        &[
            r#"state: "parked" became "connected" (inferred)"#,
            r#"initialState: "parked" became "connected" (inferred)"#,
            r#"disconnectType: "session.expired" became "timeout" (inferred)"#,
            r#"type: "apple" became "unknown" (inferred)"#,
        ],
    );
    check_cut(
        r#"{"messages":[{"messageStatus":"sent"},{"messageStatus":"read"}]}"#,
        "43",
        r#"{"messages":[{"messageStatus":"sent"},{"messageStatus":"sent"}]}"#,
        &[r#"messages[1].messageStatus: "read" became "sent" (inferred)"#],
    );
}

#[test]
fn the_segments_of_a_leg_keep_its_disconnect_type() {
    check_cut(
        r#"{"segments":[{"howEnded":"Hold"},{"disconnectType":"takeover"},{"disconnectType":"PEER"}],
            "disconnectType":"takeover"}"#,
        "250",
        r#"{"segments":[{"howEnded":"Hold"},{"disconnectType":"transfer"},{"disconnectType":"PEER"}],"disconnectType":"transfer"}"#,
        &[
            r#"segments[1].disconnectType: "takeover" became "transfer" (inferred)"#,
            r#"disconnectType: "takeover" became "transfer" (inferred)"#,
        ],
    );
}

#[test]
fn values_without_an_older_one_take_their_property_along() {
    check_cut(
        r#"{"type":"webmessaging"}"#,
        "94",
        "{}",
        &[r#"type: "webmessaging" was left out (inferred)"#],
    );
    check_cut(
        r#"{"type":"telegram"}"#,
        "55",
        "{}",
        &[r#"type: "telegram" was left out (inferred)"#],
    );
    check_cut(
        r#"{"type":"telegram"}"#,
        "54",
        r#"{"type":"telegram"}"#,
        &[],
    );
    check_cut(
        r#"{"errorInfo":{"limit":{"namespace":"admin.notice"}}}"#,
        "latest",
        r#"{"errorInfo":{"limit":{}}}"#,
        &[r#"errorInfo.limit.namespace: "admin.notice" was left out (inferred)"#],
    );
}

#[test]
fn values_that_no_release_lists_become_other_where_there_is_one() {
    check_cut(
        r#"{"state":"resting","disconnectType":"teleported"}"#,
        "19",
        r#"{"disconnectType":"other"}"#,
        &[
            r#"state: "resting" was left out (inferred)"#,
            r#"disconnectType: "teleported" became "other" (inferred)"#,
        ],
    );
}

#[test]
fn legs_of_other_media_pass_through() {
    let text = r#"{"participants":[{"calls":[{"anything":[1.10]}],"screenMonitorings":[{}]}],"divisions":[{}]}"#;
    let cut = decode::<Conversation>(text)
        .unwrap()
        .as_of(ApiRevision::V19);
    assert_eq!(
        encode(&cut.value).unwrap(),
        r#"{"participants":[{"calls":[{"anything":[1.10]}]}]}"#
    );
}

#[test]
fn the_founding_release_has_exactly_its_properties() {
    let everything = Root::Message
        .definition()
        .properties()
        .iter()
        .map(|property| property.name());
    let expected = "state id held segments direction recordingId errorInfo disconnectType startHoldTime connectedTime \
                    disconnectedTime provider scriptId peerId toAddress fromAddress messages";
    let text: Vec<_> = everything
        .map(|name| format!("\"{name}\":{}", value_of(name)))
        .collect();
    let cut = message(&format!("{{{}}}", text.join(",")))
        .as_of(ApiRevision::V19)
        .value;
    let written: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&encode(&cut).unwrap()).unwrap();
    let mut names: Vec<_> = written.keys().map(String::as_str).collect();
    let mut expected: Vec<_> = expected.split_whitespace().collect();
    names.sort_unstable();
    expected.sort_unstable();
    assert_eq!(names, expected);
}

/// A value of the property's type.
fn value_of(name: &str) -> &'static str {
    match name {
        "held" | "authenticated" | "afterCallWorkRequired" => "true",
        "segments" | "messages" => "[]",
        "errorInfo" | "toAddress" | "fromAddress" | "wrapup" | "afterCallWork"
        | "journeyContext" | "queueMediaSettings" => "{}",
        name if name.ends_with("Time") => "\"2026-01-05T09:00:00.000Z\"",
        "state" | "initialState" => "\"connected\"",
        "direction" => "\"inbound\"",
        "disconnectType" => "\"peer\"",
        _ => "\"text\"",
    }
}

#[test]
fn an_envelope_is_not_of_the_contract_and_stays() {
    let text = r#"{"entities":[{"mood":1,"participants":[]}],"pageSize":25}"#;
    let Payload::One(Shape::Listing(listing)) = Capture::read(text).unwrap().into_payload() else {
        panic!("it is a listing");
    };
    let cut = listing.as_of(ApiRevision::LATEST).value;
    assert_eq!(
        encode(&cut).unwrap(),
        r#"{"entities":[{"participants":[]}],"pageSize":25}"#
    );
}
