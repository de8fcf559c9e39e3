//! The shapes of a capture.

use message_model::{ApiRevision, Capture, Document, DocumentContent};

#[track_caller]
fn check(capture: &str, expected: &[(&str, bool)]) {
    let capture = Capture::read(capture).unwrap();
    capture.check_lossless().unwrap();
    let found: Vec<(String, bool)> = capture
        .documents()
        .map(|document| (document.path, document.notification))
        .collect();
    let expected: Vec<(String, bool)> = expected
        .iter()
        .map(|(path, flag)| ((*path).to_owned(), *flag))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn every_shape_is_told_apart() {
    check(r#"{"state": "connected"}"#, &[("", false)]);
    check(r#"{"participants": []}"#, &[("", false)]);
    check(
        r#"{"entities": [{"id": "a"}, {"id": "b"}], "pageSize": 2}"#,
        &[("entities[0]", false), ("entities[1]", false)],
    );
    check(
        r#"{"topicName": "t", "eventBody": {"id": "a"}, "metadata": {}}"#,
        &[("eventBody", true)],
    );
    check(
        r#"[{"id": "a"}, {"eventBody": {}}]"#,
        &[("[0]", false), ("[1].eventBody", true)],
    );
    check("[]", &[]);
}

#[test]
fn a_leg_and_a_conversation_are_not_confused() {
    let is_message = |capture: &str| {
        let capture = Capture::read(capture).unwrap();
        let document: Document<'_> = capture.documents().next().unwrap();
        matches!(document.content, DocumentContent::Message(_))
    };
    assert!(is_message(r#"{"id": "a", "messages": []}"#));
    assert!(!is_message(r#"{"id": "a", "participants": []}"#));
}

#[test]
fn every_leg_and_conversation_is_held_to_a_release() {
    let capture = r#" [{"type": "sms"}, {"participants": [{"messages": [{"type": "sms"}]}]}, {"entities": null},
        {"entities": [{}, {"participants": null, "externalTag": "a"}], "type": "sms"},
        {"eventBody": {"divisions": null}, "version": "2"}, {"eventBody": null}]"#;
    let capture = Capture::read(capture).unwrap();
    let deviations = capture.check_contract(ApiRevision::V19);
    let paths: Vec<_> = deviations
        .iter()
        .map(|deviation| deviation.path.as_str())
        .collect();
    assert_eq!(
        paths,
        [
            "[0].type",
            "[1].participants[0].messages[0].type",
            "[3].entities[1].externalTag",
            "[4].eventBody.divisions"
        ]
    );
    let fitting = capture.detect();
    assert_eq!(
        fitting.first().map(ToString::to_string).as_deref(),
        Some("116.0.0")
    );
    assert_eq!(fitting.last(), Some(&ApiRevision::LATEST));
}

/// What is inside a property that a release lacks is no further deviation, and only that is inside.
#[test]
fn what_is_inside_a_property_that_a_release_lacks_is_passed_over() {
    let text = r#"{"journeyContext": {"mood": 1, "triggeringAction": {"x": 2}}, "journeyContext.y": 3,
        "queueMediaSettings": {"z": 4}, "state": "parked"}"#;
    let capture = Capture::read(text).unwrap();
    let paths = |release: &str| -> Vec<String> {
        let deviations = capture.check_contract(release.parse().unwrap());
        deviations.iter().map(|one| one.path.clone()).collect()
    };
    assert_eq!(
        paths("19"),
        [
            "journeyContext",
            "journeyContext.y",
            "queueMediaSettings",
            "state"
        ]
    );
    assert_eq!(
        paths("latest"),
        [
            "journeyContext.mood",
            "journeyContext.triggeringAction.x",
            "journeyContext.y",
            "queueMediaSettings.z"
        ]
    );
}

#[test]
fn errors_name_the_place_in_the_whole_capture() {
    let error = Capture::read(
        "[{\"id\": \"a\"},\n {\"eventBody\": {\"participants\": [{\"messages\": \
                         [{\"held\": 3}]}]}}]",
    )
    .unwrap_err();
    assert_eq!(
        error.path(),
        "[1].eventBody.participants[0].messages[0].held"
    );
    assert_eq!((error.line(), error.column()), (2, 57));
    let error = Capture::read(r#"[{"id": "a"}, {"messengerType": "sms"}]"#).unwrap_err();
    assert_eq!(error.path(), "[1]");
    assert!(
        error
            .reason()
            .starts_with("expected a Message, a Conversation"),
        "{error}"
    );
    let error = Capture::read("12").unwrap_err();
    assert!(
        error
            .reason()
            .starts_with("invalid type: integer `12`, expected a Message"),
        "{error}"
    );
}

/// A leg takes half a kilobyte of memory even if it is written in three bytes.
#[test]
fn a_large_capture_needs_some_text_for_each_object() {
    let conversation = |leg: &str, count: usize| {
        format!(
            r#"{{"participants": [{{"messages": [{}]}}]}}"#,
            vec![leg; count].join(",")
        )
    };
    let dense = conversation("{}", 500_000);
    let error = Capture::read(&dense).unwrap_err();
    assert_eq!(
        error.to_string(),
        "too dense to be a capture: found 500002 objects and 1000003 values in 1500035 bytes, expected at least 48 \
         bytes for each object and 8 for each value (line 1, column 1)"
    );
    let error = Capture::read(format!(
        r#"{{"id": "a", "x": [{}]}}"#,
        vec!["0"; 1_000_000].join(",")
    ))
    .unwrap_err();
    assert!(
        error
            .reason()
            .contains("found 1 objects and 1000002 values in 2000019 bytes"),
        "{error}"
    );
    assert!(
        Capture::read(conversation("{}", 10_000)).is_ok(),
        "a small one may be dense"
    );
    assert!(
        Capture::read(conversation(
            r#"{"state": "connected", "provider": "a, b, c, d, e"}"#,
            50_000
        ))
        .is_ok()
    );
    let braces = format!(r#"{{"provider": "a \" {}"}}"#, "{,".repeat(1_000_000));
    assert!(
        Capture::read(braces).is_ok(),
        "what stands in a text is no object"
    );
}

#[track_caller]
fn check_lossy(capture: &str, expected: &str) {
    let difference = Capture::read(capture)
        .unwrap()
        .check_lossless()
        .unwrap_err();
    assert_eq!(difference.to_string(), expected, "{capture}");
}

/// A null is not written again, so that what only a null tells is lost with it.
#[test]
fn a_shape_that_only_nulls_tell_is_not_kept() {
    let unreadable = |path: &str, shape: &str| {
        format!(
            "{path}: null here and not written again, so that the {shape} cannot be read afterwards"
        )
    };
    check_lossy(r#"{"id": null}"#, &unreadable("id", "leg"));
    check_lossy(
        r#"{"x": 1, "held": null, "state": null}"#,
        &unreadable("held", "leg"),
    );
    check_lossy(
        r#"{"participants": null}"#,
        &unreadable("participants", "conversation"),
    );
    check_lossy(
        r#"{"entities": null, "pageSize": 25}"#,
        &unreadable("entities", "listing"),
    );
    check_lossy(
        r#"{"topicName": "t", "eventBody": null}"#,
        &unreadable("eventBody", "notification"),
    );
    check_lossy(
        r#"[{"id": "a"}, {"id": null}]"#,
        &unreadable("[1].id", "leg"),
    );
    let other = |path: &str, shape: &str, other: &str| {
        format!(
            "{path}: null here and not written again, so that the {shape} reads as a {other} \
             afterwards"
        )
    };
    check_lossy(
        r#"{"id": "a", "participants": null}"#,
        &other("participants", "conversation", "leg"),
    );
    check_lossy(
        r#"{"entities": null, "participants": []}"#,
        &other("entities", "listing", "conversation"),
    );
    check_lossy(
        r#"[{"eventBody": null, "entities": []}]"#,
        &other("[0].eventBody", "notification", "listing"),
    );
}

#[test]
fn beside_what_tells_the_shape_a_null_reads_as_absent() {
    check(r#"{"id": "a", "held": null}"#, &[("", false)]);
    check(r#"{"id": null, "participants": []}"#, &[("", false)]);
    check(
        r#"{"topicName": null, "eventBody": {"participants": null}}"#,
        &[("eventBody", true)],
    );
    check(
        r#"{"entities": [{"participants": null}, {}]}"#,
        &[("entities[0]", false), ("entities[1]", false)],
    );
}
