//! Input that cannot be read: errors name the place, and nothing panics.

use message_model::{Capture, Conversation, Message, decode};
use proptest::prelude::*;
use serde_json::Value;

#[track_caller]
fn check(json: &str, path: &str, message: &str) {
    let error = decode::<Conversation>(json).unwrap_err();
    assert_eq!(error.path(), path);
    assert_eq!(error.to_string(), message);
}

#[test]
fn errors_name_path_found_and_expected() {
    check(
        r#"{"participants": [{}, {}, {"messages": [{"connectedTime": 12}]}]}"#,
        "participants[2].messages[0].connectedTime",
        "participants[2].messages[0].connectedTime: invalid type: integer `12`, expected an RFC 3339 timestamp such as \
         \"2026-01-05T09:00:00.000Z\" (line 1, column 60)",
    );
    check(
        "{\"participants\": [\n{\"messages\": [{\"connectedTime\": \"2016-12-31T23:59:60Z\"}]}]}",
        "participants[0].messages[0].connectedTime",
        "participants[0].messages[0].connectedTime: timestamp \"2016-12-31T23:59:60Z\": expected seconds from 0 to 59, \
         found a leap second (line 2, column 54)",
    );
    check(
        r#"{"participants": [{"messages": [{"state": 1}]}]}"#,
        "participants[0].messages[0].state",
        "participants[0].messages[0].state: invalid type: integer `1`, expected a MessageState as \
         text (line 1, column 43)",
    );
    check(
        r#"{"participants": [{"attributes": {"a": 1}}]}"#,
        "participants[0].attributes.a",
        "participants[0].attributes.a: invalid type: integer `1`, expected a string (line 1, column 40)",
    );
    check(
        r#"{"maxParticipants": 2.0}"#,
        "maxParticipants",
        "maxParticipants: invalid type: floating point `2.0`, expected an integer of up to 64 \
         bits (line 1, column 23)",
    );
    check(
        r#"{"participants": [{"attributes": {"a": "1", "b": "2", "a": "1"}}]}"#,
        "participants[0].attributes",
        "participants[0].attributes: duplicate field `a` (line 1, column 63)",
    );
    check(
        r#"{"participants": [{"messages": [{"errorInfo": [], "engagementSource": 1}]}]}"#,
        "participants[0].messages[0].errorInfo",
        "participants[0].messages[0].errorInfo: invalid type: sequence, expected an ErrorBody \
         object (line 1, column 46)",
    );
    check(
        "[]",
        ".",
        "invalid type: sequence, expected a Conversation object (line 1, column 0)",
    );
    check("{} {}", ".", "trailing characters (line 1, column 4)");
}

#[test]
fn null_elements_and_repeated_names_are_errors() {
    for (json, path) in [
        (r#"{"messages": [null]}"#, "messages[0]"),
        (r#"{"segments": [{}, null]}"#, "segments[1]"),
        (r#"{"state": "connected", "state": "parked"}"#, "."),
        (r#"{"state": null, "state": "parked"}"#, "."),
        (r#"{"mood": 1, "mood": 2}"#, "."),
        (
            r#"{"errorInfo": {"messageParams": {"a": "1", "b": "2", "a": "1"}}}"#,
            "errorInfo.messageParams",
        ),
        (
            r#"{"errorInfo": {"errors": [{"messageParams": {"a": "1", "\u0061": "2"}}]}}"#,
            "errorInfo.errors[0].messageParams",
        ),
        (
            r#"{"messages": [{"media": [{"contentLengthBytes": 9223372036854775808}]}]}"#,
            "messages[0].media[0].contentLengthBytes",
        ),
        (
            r#"{"queueMediaSettings": {"autoAnswerAlertToneSeconds": "2"}}"#,
            "queueMediaSettings.autoAnswerAlertToneSeconds",
        ),
    ] {
        assert_eq!(decode::<Message>(json).unwrap_err().path(), path, "{json}");
    }
}

#[test]
fn nesting_bombs_are_errors_or_kept() {
    let errors = |depth: usize| {
        format!(
            "{}{{}}{}",
            r#"{"errorInfo":{"errors":["#.to_owned() + &r#"{"errors":["#.repeat(depth),
            "]}".repeat(depth + 1) + "}"
        )
    };
    assert!(decode::<Message>(errors(40)).is_ok());
    assert!(decode::<Message>(errors(100_000)).is_err());
    let unknown = format!(
        r#"{{"x":{}{}}}"#,
        "[".repeat(1_000_000),
        "]".repeat(1_000_000)
    );
    let kept: Message = decode(&unknown).unwrap();
    assert_eq!(message_model::encode(&kept).unwrap(), unknown);
}

/// Any JSON, biased towards the names and shapes of the contract.
fn any_json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|value| value.to_string()),
        any::<i64>().prop_map(|value| value.to_string()),
        "-?[1-9][0-9]{0,3}\\.[0-9]{1,20}(e-?[0-9]{1,3})?",
        "\\PC{0,8}".prop_map(|text| serde_json::to_string(&text).unwrap()),
        Just(r#""2026-01-05T09:00:00Z""#.to_owned()),
        Just(r#""connected""#.to_owned()),
    ];
    let name = prop_oneof![
        3 => prop::sample::select(vec![
            "participants", "messages", "segments", "state", "connectedTime", "errorInfo", "errors", "eventBody",
            "entities", "attributes", "queueMediaSettings", "calls", "id", "held", "messageParams", "type",
        ]).prop_map(|name| format!("{name:?}")),
        1 => "\\PC{0,6}".prop_map(|text| serde_json::to_string(&text).unwrap()),
    ];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4)
                .prop_map(|elements| format!("[{}]", elements.join(", "))),
            prop::collection::vec((name.clone(), inner), 0..6).prop_map(|entries| {
                let entries: Vec<_> = entries
                    .into_iter()
                    .map(|(name, value)| format!("{name}: {value}"))
                    .collect();
                format!("{{{}}}", entries.join(", "))
            }),
        ]
    })
}

proptest! {
    /// What is lost is told: nulls may have told the shape, and then what is written is something
    /// else.
    #[test]
    fn any_json_is_read_without_loss_or_refused(json in any_json()) {
        if let Ok(capture) = Capture::read(&json) {
            let again = Capture::read(message_model::encode(capture.payload()).unwrap());
            let is_same = again.is_ok_and(|again| again.payload() == capture.payload());
            prop_assert_eq!(capture.check_lossless().is_ok(), is_same);
            capture.beyond_contract();
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = decode::<Conversation>(&bytes);
        if let Ok(capture) = Capture::read(String::from_utf8_lossy(&bytes)) {
            capture.check_lossless().unwrap();
        }
    }

    #[test]
    fn broken_json_is_read_or_refused(json in any_json(), cut in any::<prop::sample::Index>()) {
        let mut bytes = json.into_bytes();
        bytes.truncate(cut.index(bytes.len() + 1));
        let _ = decode::<Conversation>(&bytes);
        let _ = Capture::read(String::from_utf8_lossy(&bytes));
    }
}

/// The path to the error as a library tells it that tracks the path while it reads.
fn tracked(json: &str) -> Option<String> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let read = serde_path_to_error::deserialize::<_, Conversation>(&mut deserializer);
    read.err().map(|error| error.path().to_string())
}

/// The scalars of a value, in order.
fn scalars(value: &mut Value) -> Vec<&mut Value> {
    match value {
        Value::Array(elements) => elements.iter_mut().flat_map(scalars).collect(),
        Value::Object(properties) => properties.values_mut().flat_map(scalars).collect(),
        scalar => vec![scalar],
    }
}

proptest! {
    #[test]
    fn the_path_to_an_error_is_that_of_tracking_while_reading(
        conversation in any::<Conversation>(),
        at in any::<prop::sample::Index>(),
        other in prop::sample::select(vec!["[[]]", r#"{"a": [1, {"b": 2}]}"#, "-0.5", "true", r#""a\\\"b""#]),
        is_indented in any::<bool>(),
    ) {
        let mut value = serde_json::to_value(&conversation).unwrap();
        let mut scalars = scalars(&mut value);
        prop_assume!(!scalars.is_empty());
        let at = at.index(scalars.len());
        *scalars[at] = serde_json::from_str(other).unwrap();
        let write = if is_indented { serde_json::to_string_pretty } else { serde_json::to_string };
        let json = write(&value).unwrap();
        let error = decode::<Conversation>(&json).err();
        let path = error.as_ref().map(|error| error.path().to_owned());
        prop_assert_eq!(path, tracked(&json), "{:?} in {}", error, json);
    }
}
