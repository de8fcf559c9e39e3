//! The shapes of a capture.

use message_model::contract::View;
use message_model::{ApiRevision, Capture, Document, DocumentContent, ForeignKind};

#[track_caller]
fn check(capture: &str, expected: &[(&str, View)]) {
    let capture = Capture::read(capture).unwrap();
    capture.check_lossless().unwrap();
    let found: Vec<(String, View)> = capture
        .documents()
        .map(|document| (document.path.clone(), document.view()))
        .collect();
    let expected: Vec<(String, View)> = expected
        .iter()
        .map(|(path, view)| ((*path).to_owned(), *view))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn every_shape_is_told_apart() {
    check(r#"{"state": "connected"}"#, &[("", View::Conversation)]);
    check(r#"{"participants": []}"#, &[("", View::Conversation)]);
    check(
        r#"{"entities": [{"participants": []}, {"id": "b", "participants": []}], "pageSize": 2}"#,
        &[
            ("entities[0]", View::Conversation),
            ("entities[1]", View::Conversation),
        ],
    );
    check(
        r#"{"topicName": "v2.users.u.conversations", "eventBody": {"id": "a"}, "metadata": {}}"#,
        &[("eventBody", View::Notification)],
    );
    check(
        r#"[{"held": true}, {"topicName": "v2.routing.queues.q.conversations.messages", "eventBody": {}}]"#,
        &[
            ("[0]", View::Conversation),
            ("[1].eventBody", View::MediaNotification),
        ],
    );
    check("[]", &[]);
}

/// A conversation of the analytics details by its sessions or its start, and the pages of queries
/// and jobs by what they have beside conversations.
#[test]
fn analytics_details_are_told_apart() {
    for conversation in [
        r#"{"conversationId": "c", "conversationStart": "2026-01-05T09:00:00.000Z", "participants": []}"#,
        r#"{"conversationId": "c", "participants": [{"participantId": "p", "sessions": []}]}"#,
        r#"{"conversationId": "c", "conversationStart": "2026-01-05T09:00:00.000Z"}"#,
        r#"{"participants": [{"purpose": "botflow", "sessions": [{"mediaType": "chat"}]}]}"#,
    ] {
        check(conversation, &[("", View::Analytics)]);
    }
    let session = r#"{"conversationId": "c", "participants": [{"sessions": []}]}"#;
    let places = [
        ("conversations[0]", View::Analytics),
        ("conversations[1]", View::Analytics),
    ];
    for beside in [
        r#""totalHits": 2"#,
        r#""cursor": "next""#,
        r#""aggregations": []"#,
    ] {
        let page = format!(r#"{{"conversations": [{session}, {session}], {beside}}}"#);
        check(&page, &places);
    }
    check(r#"{"totalHits": 0}"#, &[]);
    check(
        r#"{"dataAvailabilityDate": "2026-01-05T09:00:00.000Z"}"#,
        &[],
    );
}

/// Whether a page of analytics details may have the attributes of participants, its kind and the
/// release say: the results of a job may, a query may not since 78.
#[test]
fn attributes_are_of_jobs_only() {
    let page = |beside: &str| {
        let participant = r#"{"participantId": "p", "sessions": [], "attributes": {"a": "b"}}"#;
        format!(r#"{{"conversations": [{{"participants": [{participant}]}}], {beside}}}"#)
    };
    let lacking = |text: &str, at: &str| {
        let capture = Capture::read(text.to_owned()).unwrap();
        let lacking = capture.check_contract(at.parse().unwrap());
        lacking.into_iter().map(|one| one.path).collect::<Vec<_>>()
    };
    let place = "conversations[0].participants[0].attributes";
    let (query, job) = (page(r#""aggregations": []"#), page(r#""cursor": "c""#));
    assert_eq!(lacking(&query, "latest"), [place]);
    assert_eq!(lacking(&query, "77"), [""; 0]);
    assert_eq!(lacking(&job, "latest"), [""; 0]);
}

/// Each by what only its view has.
#[test]
fn a_conversation_without_an_envelope_is_of_the_view_that_knows_its_names() {
    for (participant, view) in [
        (
            r#"{"userUri": "/users/u", "messages": [{"segments": []}]}"#,
            View::Conversation,
        ),
        (
            r#"{"wrapupExpected": false, "messages": [{"state": "alerting"}]}"#,
            View::Notification,
        ),
        (
            r#"{"state": "alerting", "messages": [{"messageURI": "/m"}]}"#,
            View::Media,
        ),
        (
            r#"{"state": "alerting", "initialState": "alerting"}"#,
            View::MediaNotification,
        ),
    ] {
        check(
            &format!(r#"{{"id": "c", "participants": [{participant}]}}"#),
            &[("", view)],
        );
    }
    check(
        r#"{"entities": [{"participants": [{"state": "parked", "startAlertingTime": null}]}]}"#,
        &[("entities[0]", View::Media)],
    );
}

#[test]
fn a_detail_event_is_told_by_its_topic_or_its_properties() {
    let event = r#"{"eventTime": 1, "conversationId": "c", "wrapupCode": "w", "userId": "u"}"#;
    check(event, &[("", View::DetailEvent)]);
    let frame = |name: &str| {
        format!(
            r#"{{"topicName": "v2.detail.events.conversation.c.{name}", "eventBody": {event}}}"#
        )
    };
    check(&frame("acw"), &[("eventBody", View::DetailEvent)]);
    let bridge = format!(
        r#"{{"detail-type": "v2.detail.events.conversation.{{id}}.acw", "detail": {}}}"#,
        frame("acw")
    );
    check(&bridge, &[("detail.eventBody", View::DetailEvent)]);
    let name = |capture: &str| {
        let capture = Capture::read(capture.to_owned()).unwrap();
        let DocumentContent::DetailEvent(event) = capture.documents().next().unwrap().content
        else {
            panic!("a detail event")
        };
        event.name()
    };
    assert_eq!(name(event), "acw");
    assert_eq!(name(&frame("wrapup")), "wrapup");
    // A kind that is not known yet is a notification that is not modelled.
    let capture = Capture::read(frame("flow.milestone")).unwrap();
    assert_eq!(capture.documents().count(), 0);
    assert_eq!(capture.foreign().count(), 1);
}

#[test]
fn the_body_of_a_message_is_told_by_what_only_it_has() {
    for data in [
        r#"{"id": "a", "direction": "outbound", "messengerType": "sms", "textBody": "Hello"}"#,
        r#"{"id": "a", "normalizedMessage": {"type": "Text"}, "fromAddress": "+13175550100"}"#,
        r#"{"textBody": "Hello", "status": "queued"}"#,
        // Without a text, as a sticker, a file and a message of an older release have it.
        r#"{"id": "a", "fromAddress": "2913225010", "stickers": [{"id": "b"}]}"#,
        r#"{"id": "a", "toAddress": "+13175550100", "media": [{"id": "b"}]}"#,
        r#"{"id": "a", "providerMessageId": "b", "direction": "inbound"}"#,
        r#"{"id": "a", "createdBy": {"id": "b"}, "direction": "outbound"}"#,
    ] {
        check(data, &[("", View::Bodies)]);
    }
    check(
        r#"{"entities": [{"id": "a"}, {"id": "b", "textBody": "Hello"}]}"#,
        &[("entities[0]", View::Bodies), ("entities[1]", View::Bodies)],
    );
    // An address that is a text makes no body of what has more of a leg.
    let leg = r#"{"id": "a", "fromAddress": "+13175550100", "segments": []}"#;
    let refused = Capture::read(leg).unwrap_err().to_string();
    assert!(refused.starts_with("fromAddress: "), "{refused}");
    let nulls = Capture::read(r#"{"textBody": null, "status": "queued"}"#).unwrap();
    let lost = nulls.check_lossless().unwrap_err().to_string();
    assert!(
        lost.starts_with("textBody: null here and not written again"),
        "{lost}"
    );
}

#[track_caller]
fn check_open(text: &str, expected: &str) {
    let capture = Capture::read(text).unwrap();
    capture.check_lossless().unwrap();
    let DocumentContent::OpenMessage(message) = capture.documents().next().unwrap().content else {
        panic!("a message of Open Messaging: {text}")
    };
    assert_eq!(message.name(), expected, "{text}");
}

#[test]
fn a_message_of_open_messaging_is_told_by_its_names_and_its_direction() {
    for (text, expected) in [
        (
            r#"{"channel": {"from": {"id": "c"}}, "text": "Hi"}"#,
            "inbound-message",
        ),
        (
            r#"{"channel": {"from": {"id": "c"}}, "events": [{"eventType": "Typing"}]}"#,
            "inbound-event",
        ),
        (
            r#"{"id": "a", "channel": {"to": {"id": "c"}}, "status": "Delivered", "isFinalReceipt": true}"#,
            "inbound-receipt",
        ),
        (
            r#"{"channel": {}, "buttonResponse": {"type": "Button"}, "originatingMessageId": "q"}"#,
            "inbound-structured",
        ),
        (
            r#"{"id": "a", "channel": {}, "type": "Text", "text": "Hi", "conversationId": "c"}"#,
            "message-answer",
        ),
        (
            r#"{"id": "a", "channel": {}, "type": "Event", "events": [{"eventType": "Typing"}]}"#,
            "event-answer",
        ),
        (
            r#"{"id": "a", "channel": {"id": "i"}, "type": "Receipt", "status": "Delivered", "isFinalReceipt": true}"#,
            "receipt-answer",
        ),
        (
            r#"{"id": "a", "channel": {}, "type": "Structured", "direction": "Inbound", "content": [{"contentType": "ButtonResponse"}]}"#,
            "structured-answer",
        ),
        (
            r#"{"id": "a", "channel": {}, "type": "Text", "text": "Hi", "direction": "Outbound"}"#,
            "normalized",
        ),
        (
            r#"{"id": "a", "channel": {}, "type": "Receipt", "status": "Delivered", "direction": "Outbound"}"#,
            "normalized",
        ),
        // Before 183.0.0 both directions have one class.
        (
            r#"{"channel": {"messageId": "m"}, "type": "Text", "direction": "Inbound", "text": "Hi"}"#,
            "normalized",
        ),
        (
            r#"{"channel": {}, "type": "Text", "direction": "Inbound", "text": "Hi", "conversationId": "c"}"#,
            "message-answer",
        ),
        (
            r#"{"channel": null, "type": "Structured", "originatingEntity": "Bot", "content": []}"#,
            "normalized",
        ),
    ] {
        check_open(text, expected);
    }
}

#[track_caller]
fn check_foreign(capture: &str, expected: ForeignKind) {
    let capture = Capture::read(capture).unwrap();
    capture.check_lossless().unwrap();
    let found: Vec<_> = capture.foreign().collect();
    assert_eq!(found, [(String::new(), expected)], "{}", capture.text());
    assert_eq!(capture.documents().count(), 0);
    assert!(capture.check_contract(ApiRevision::LATEST).is_empty());
    assert!(capture.beyond_contract().is_empty());
}

#[test]
fn what_is_not_modelled_is_named() {
    for frame in [
        r#"{"type": "message", "class": "StructuredMessage", "code": 200, "body": {"text": "Hi"}}"#,
        r#"{"type": "response", "class": "SessionResponse", "code": 200, "body": {}}"#,
        r#"{"action": "onMessage", "token": "t", "message": {"type": "Text"}}"#,
    ] {
        check_foreign(frame, ForeignKind::GuestFrame);
    }
    let session = r#"{"sessionId": "s", "mediaType": "message", "metrics": [{"name": "tAcd"}]}"#;
    check_foreign(session, ForeignKind::Analytics);
    for topic in ["v2.users.u.presence", "v2.users.u.conversationsummary", "t"] {
        let frame = format!(r#"{{"topicName": "{topic}", "eventBody": {{"id": "a"}}}}"#);
        check_foreign(&frame, ForeignKind::Notification);
    }
    for frame in [
        r#"{"topicName": "channel.metadata", "eventBody": {"message": "WebSocket Heartbeat"}}"#,
        r#"{"topicName": "v2.system.socket_closing", "eventBody": {"message": "soon"}}"#,
        r#"{"topicName": "channel.metadata"}"#,
    ] {
        check_foreign(frame, ForeignKind::ChannelFrame);
    }
    check_foreign(
        r#"{"entities": [{"id": "q", "mediaSettings": {}}]}"#,
        ForeignKind::Listing,
    );
}

/// They are alike enough for the rules of legs, but the contract of messages is not theirs.
#[test]
fn what_is_of_another_medium_is_read_and_not_held_to_the_contract() {
    let call = r#"{"id": "c", "participants": [{"state": "terminated", "muted": false, "recording": null}]"#;
    for (capture, view) in [
        (
            format!(r#"{{"topicName": "v2.users.u.conversations.calls", "eventBody": {call}}}}}"#),
            View::MediaNotification,
        ),
        (
            format!(r#"{call}, "selfUri": "/api/v2/conversations/calls/c"}}"#),
            View::Media,
        ),
        (
            format!(r#"{{"entities": [{call}, "selfUri": "/api/v2/conversations/chats/c"}}]}}"#),
            View::Media,
        ),
    ] {
        let capture = Capture::read(capture).unwrap();
        let document = capture.documents().next().unwrap();
        assert_eq!(document.view(), view, "{}", capture.text());
        assert!(document.is_of_other_medium);
        assert!(capture.check_contract(ApiRevision::LATEST).is_empty());
        assert!(capture.beyond_contract().is_empty());
    }
    let messages = format!(r#"{call}, "selfUri": "/api/v2/conversations/messages/c"}}"#);
    let capture = Capture::read(messages).unwrap();
    assert!(!capture.documents().next().unwrap().is_of_other_medium);
    assert_eq!(capture.beyond_contract().len(), 2, "muted and recording");
}

#[test]
fn an_id_alone_tells_nothing() {
    for (capture, found) in [
        (r#"{"id": "a"}"#, "found an object with nothing but an id"),
        ("{}", "found an empty object"),
        (
            r#"{"name": "Ada", "id": "a"}"#,
            "found an object with none of their properties",
        ),
    ] {
        let error = Capture::read(capture).unwrap_err();
        assert!(error.reason().ends_with(found), "{error}");
    }
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
        {"eventBody": {"divisions": null, "participants": []}, "version": "2"}, {"eventBody": null}]"#;
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
            "[4].eventBody.divisions",
            "[4].eventBody.participants"
        ]
    );
    let fitting = capture.detect();
    assert_eq!(
        fitting.first().map(ToString::to_string).as_deref(),
        Some("216.0.0")
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
        "[{\"held\": true},\n {\"eventBody\": {\"participants\": [{\"messages\": \
                         [{\"held\": 3}]}]}}]",
    )
    .unwrap_err();
    assert_eq!(
        error.path(),
        "[1].eventBody.participants[0].messages[0].held"
    );
    assert_eq!((error.line(), error.column()), (2, 57));
    let error = Capture::read(r#"[{"held": true}, {"mood": "sms"}]"#).unwrap_err();
    assert_eq!(error.path(), "[1]");
    assert!(
        error.reason().starts_with("expected a leg, a conversation"),
        "{error}"
    );
    let error = Capture::read("12").unwrap_err();
    assert!(
        error
            .reason()
            .starts_with("invalid type: integer `12`, expected an object"),
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
        r#"{{"held": true, "x": [{}]}}"#,
        vec!["0"; 1_000_000].join(",")
    ))
    .unwrap_err();
    assert!(
        error
            .reason()
            .contains("found 1 object and 1000002 values in 2000022 bytes"),
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
    check_lossy(r#"{"held": null}"#, &unreadable("held", "leg"));
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
        r#"{"version": "2", "eventBody": null}"#,
        &unreadable("eventBody", "notification"),
    );
    check_lossy(
        r#"[{"held": true}, {"held": null}]"#,
        &unreadable("[1].held", "leg"),
    );
    let other = |path: &str, shape: &str, other: &str| {
        format!(
            "{path}: null here and not written again, so that the {shape} reads as a {other} \
             afterwards"
        )
    };
    check_lossy(
        r#"{"held": true, "participants": null}"#,
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
    check(
        r#"{"state": "a", "held": null}"#,
        &[("", View::Conversation)],
    );
    check(
        r#"{"id": null, "participants": []}"#,
        &[("", View::Conversation)],
    );
    check(
        r#"{"topicName": null, "eventBody": {"participants": null}}"#,
        &[("eventBody", View::Notification)],
    );
    check(
        r#"{"entities": [{"participants": null}, {}]}"#,
        &[
            ("entities[0]", View::Conversation),
            ("entities[1]", View::Conversation),
        ],
    );
}

#[test]
fn what_is_passed_through_may_hold_anything() {
    let deep = "[".repeat(200) + &"]".repeat(200);
    for inside in [
        r#"{"id": "a", "id": "b"}"#,
        r#"{"x": 1, "x": 2}"#,
        r#"{"\ud800": 1}"#,
        &format!(r#"{{"id": {deep}}}"#),
    ] {
        let routing =
            format!(r#"{{"conversationRoutingData": {{"skillExpressionId": {inside}}}}}"#);
        let text = format!(
            r#"{{"topicName": "v2.users.u.conversations", "eventBody": {{"participants": [{routing}]}}}}"#
        );
        let capture = Capture::read(&text).unwrap();
        capture.check_lossless().unwrap();
        assert_eq!(capture.detect(), [], "{inside}");
        assert_eq!(
            capture.check_contract(ApiRevision::LATEST).len(),
            1,
            "{inside}"
        );
    }
}
