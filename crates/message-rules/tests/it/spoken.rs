//! What is said: a legal body, a legal course of Open Messaging, and for every rule about them at
//! least three that break it.

use message_model::Capture;
use message_rules::{Delivery, Scope, Sequence, check_sequence, rules};

use crate::support::{Edit, broken, broken_in_sequence, edited, set};

/// An agent's message, with its receipts.
const OUTBOUND: &str = r#"{"id": "m1", "providerMessageId": "p1", "conversationId": "c1",
    "timestamp": "2026-01-05T09:00:00.000Z", "direction": "outbound", "messengerType": "sms",
    "textBody": "Hello", "status": "delivery-failed", "createdBy": {"id": "u1"},
    "normalizedMessage": {"id": "m1", "type": "Text", "text": "Hello", "direction": "Outbound"},
    "normalizedReceipts": [{"id": "m1", "type": "Receipt", "status": "Sent"},
        {"id": "m1", "type": "Receipt", "status": "Failed", "reasons": [{"code": "MessageExpired"}]}],
    "selfUri": "/api/v2/conversations/messages/c1/messages/m1"}"#;

/// A message of the contact.
const INBOUND: &str = r#"{"id": "m0", "conversationId": "c1", "timestamp": "2026-01-05T08:59:00.000Z",
    "direction": "inbound", "messengerType": "sms", "textBody": "Hi", "status": "received",
    "normalizedMessage": {"id": "m0", "type": "Text", "text": "Hi", "direction": "Inbound"},
    "selfUri": "/api/v2/conversations/messages/c1/messages/m0"}"#;

/// The middleware's: a message, that the contact types, a receipt and a choice.
const POSTED: [&str; 4] = [
    r#"{"channel": {"from": {"id": "c"}, "messageId": "p0"}, "text": "Hi"}"#,
    r#"{"channel": {"from": {"id": "c"}}, "events": [{"eventType": "Typing"}]}"#,
    r#"{"id": "m1", "channel": {"to": {"id": "c"}}, "status": "Failed", "reasons": [{"code": "GeneralError"}],
        "isFinalReceipt": true}"#,
    r#"{"channel": {"from": {"id": "c"}}, "buttonResponse": {"type": "Button", "payload": "yes"}}"#,
];

/// The platform's to the webhook.
const WEBHOOK: &str = r#"{"id": "m1", "channel": {"id": "i", "time": "2026-01-05T09:00:00.000Z"},
    "type": "Text", "text": "Hello", "direction": "Outbound"}"#;

#[test]
fn what_is_legal_breaks_nothing() {
    for text in [OUTBOUND, INBOUND, WEBHOOK].iter().chain(&POSTED) {
        assert_eq!(broken(text), set(&[]), "{text}");
    }
    let all = format!("[{CONVERSATION}, {INBOUND}, {OUTBOUND}, {WEBHOOK}, {WEBHOOK}]");
    assert_eq!(broken_in_sequence(&all), set(&[]));
}

/// A rule, and edits of a text that break it alone.
pub(crate) type Case<'a> = (&'static str, &'a str, &'a [Edit<'a>]);

pub(crate) const BROKEN: &[Case<'_>] = &[
    (
        "body-status-of-direction",
        INBOUND,
        &[("/status", r#""sent""#)],
    ),
    (
        "body-status-of-direction",
        INBOUND,
        &[("/status", r#""read""#)],
    ),
    (
        "body-status-of-direction",
        OUTBOUND,
        &[("/status", r#""received""#), ("/normalizedReceipts", "[]")],
    ),
    (
        "receipt-names-its-message",
        OUTBOUND,
        &[("/normalizedReceipts/0/id", r#""m2""#)],
    ),
    (
        "receipt-names-its-message",
        OUTBOUND,
        &[("/normalizedReceipts/1/id", r#""p1""#)],
    ),
    ("receipt-names-its-message", POSTED[2], &[("/id", "")]),
    (
        "receipts-of-outbound",
        INBOUND,
        &[("/normalizedReceipts", r#"[{"id": "m0"}]"#)],
    ),
    (
        "receipts-of-outbound",
        INBOUND,
        &[("/normalizedReceipts", r#"[{"type": "Receipt"}]"#)],
    ),
    (
        "receipts-of-outbound",
        INBOUND,
        &[("/normalizedReceipts", r#"[{"id": "m0"}, {"id": "m0"}]"#)],
    ),
    (
        "receipt-reasons-of-failure",
        OUTBOUND,
        &[(
            "/normalizedReceipts/0/reasons",
            r#"[{"code": "RateLimited"}]"#,
        )],
    ),
    (
        "receipt-reasons-of-failure",
        POSTED[2],
        &[("/status", r#""Delivered""#)],
    ),
    (
        "receipt-reasons-of-failure",
        WEBHOOK,
        &[
            ("/type", r#""Receipt""#),
            ("/status", r#""Sent""#),
            ("/reasons", r#"[{"code": "RateLimited"}]"#),
        ],
    ),
    (
        "body-status-of-receipts",
        OUTBOUND,
        &[("/status", r#""sent""#)],
    ),
    (
        "body-status-of-receipts",
        OUTBOUND,
        &[("/status", r#""delivery-success""#)],
    ),
    (
        "body-status-of-receipts",
        OUTBOUND,
        &[("/normalizedReceipts/1", "")],
    ),
    (
        "text-body-is-normalized-text",
        OUTBOUND,
        &[("/textBody", r#""""#)],
    ),
    (
        "text-body-is-normalized-text",
        INBOUND,
        &[("/textBody", r#""Hi ""#)],
    ),
    (
        "text-body-is-normalized-text",
        INBOUND,
        &[("/normalizedMessage/text", r#""hi""#)],
    ),
    (
        "body-agrees-with-normalized",
        INBOUND,
        &[("/normalizedMessage/direction", r#""Outbound""#)],
    ),
    (
        "body-agrees-with-normalized",
        INBOUND,
        &[("/normalizedMessage/id", r#""m1""#)],
    ),
    (
        "body-agrees-with-normalized",
        OUTBOUND,
        &[("/normalizedMessage/direction", r#""outbound""#)],
    ),
    ("body-self-uri", INBOUND, &[("/selfUri", r#""/m0""#)]),
    ("body-self-uri", INBOUND, &[("/conversationId", r#""c2""#)]),
    (
        "body-self-uri",
        OUTBOUND,
        &[(
            "/selfUri",
            r#""/api/v2/conversations/messages/c1/messages/m0""#,
        )],
    ),
    (
        "created-by-of-outbound",
        INBOUND,
        &[("/createdBy", r#"{"id": "u1"}"#)],
    ),
    ("created-by-of-outbound", INBOUND, &[("/createdBy", "{}")]),
    (
        "created-by-of-outbound",
        OUTBOUND,
        &[
            ("/direction", r#""inbound""#),
            ("/status", r#""received""#),
            ("/normalizedReceipts", ""),
            ("/normalizedMessage/direction", r#""Inbound""#),
        ],
    ),
    (
        "open-inbound-has-sender",
        POSTED[0],
        &[("/channel/from", "")],
    ),
    (
        "open-inbound-has-sender",
        POSTED[1],
        &[("/channel/from/id", "")],
    ),
    ("open-inbound-has-sender", POSTED[3], &[("/channel", "{}")]),
];

#[test]
fn what_breaks_a_rule_is_found_and_nothing_else() {
    for (rule, base, edits) in BROKEN {
        let text = edited(base, edits);
        assert_eq!(broken(&text), set(&[rule]), "{text}");
    }
    for rule in rules().filter(|rule| rule.scope == Scope::Body) {
        let count = BROKEN.iter().filter(|(id, ..)| *id == rule.id).count();
        assert!(count >= 3, "{}", rule.id);
    }
}

/// The conversation of both messages.
const CONVERSATION: &str = r#"{"id": "c1", "startTime": "2026-01-05T08:59:00.000Z", "participants": [
    {"purpose": "customer", "messages": [{"messages": [
        {"messageId": "m0", "messageTime": "2026-01-05T08:59:00.000Z"}]}]},
    {"purpose": "agent", "messages": [{"messages": [
        {"messageId": "m1", "messageTime": "2026-01-05T09:00:00.000Z"}]}]}]}"#;

#[track_caller]
fn check_in_sequence(texts: &[&str], expected: &[&'static str]) {
    let all = format!("[{}]", texts.join(","));
    assert_eq!(broken_in_sequence(&all), set(expected), "{all}");
    // One at a time, as they arrive.
    let mut sequence = Sequence::new(None);
    let capture = Capture::read(all.as_str()).expect("payloads");
    assert_eq!(sequence.push(&capture).findings.len(), expected.len());
    let unordered = check_sequence(&capture, Delivery::Unordered, None);
    assert_eq!(unordered.findings.len(), expected.len());
}

#[test]
fn a_body_that_no_leg_has_is_found() {
    let of = |edits: &[Edit<'_>]| edited(INBOUND, edits);
    let uri = ("/selfUri", "");
    let normalized = ("/normalizedMessage", "");
    let unknown = of(&[("/id", r#""m9""#), uri, normalized]);
    let found = ["body-of-leg-message"];
    check_in_sequence(&[CONVERSATION, &unknown], &found);
    let between = of(&[
        ("/id", r#""m9""#),
        ("/timestamp", r#""2026-01-05T08:59:30.000Z""#),
        uri,
        normalized,
    ]);
    check_in_sequence(&[CONVERSATION, INBOUND, &between], &found);
    let with_last = of(&[
        ("/id", r#""m9""#),
        ("/timestamp", r#""2026-01-05T09:00:00.000Z""#),
        uri,
        normalized,
    ]);
    check_in_sequence(&[CONVERSATION, &with_last], &found);
    // One that came later, of another conversation, or of one that nobody has seen.
    let later = of(&[
        ("/id", r#""m9""#),
        ("/timestamp", r#""2026-01-05T09:00:01.000Z""#),
        uri,
        normalized,
    ]);
    check_in_sequence(&[CONVERSATION, &later], &[]);
    let other = of(&[
        ("/id", r#""m9""#),
        ("/conversationId", r#""c2""#),
        uri,
        normalized,
    ]);
    check_in_sequence(&[CONVERSATION, &other], &[]);
    check_in_sequence(&[INBOUND, OUTBOUND], &[]);
}

#[test]
fn another_post_with_the_same_id_and_time_is_found() {
    let found = ["webhook-id-time-unique"];
    for edit in [
        ("/text", r#""Good-bye""#),
        ("/type", r#""Receipt""#),
        ("/channel/id", r#""j""#),
    ] {
        let again = edited(WEBHOOK, &[edit]);
        check_in_sequence(&[WEBHOOK, &again], &found);
    }
    // A retry, a later message and an answer, which is no post.
    check_in_sequence(&[WEBHOOK, &edited(WEBHOOK, &[("/id", r#""m2""#)])], &[]);
    let later = edited(
        WEBHOOK,
        &[("/channel/time", r#""2026-01-05T09:00:00.001Z""#)],
    );
    check_in_sequence(&[WEBHOOK, &later], &[]);
    let answer = r#"{"id": "m1", "channel": {"time": "2026-01-05T09:00:00.000Z"}, "type": "Text",
        "text": "Hello", "conversationId": "c1"}"#;
    check_in_sequence(&[WEBHOOK, answer], &[]);
}
