//! Rules for the bodies of messages and for Open Messaging: one by itself, and beside what was said
//! before.

use message_model::{
    ChannelDirection, Direction, Evidence, MessageStatus, OpenMessage, ReceiptStatus,
};

use crate::body::{Body, BodyChange, status_of, webhook};
use crate::judge::{Judge, breach};
use crate::quote::shown;
use crate::rule::{Rule, Severity};
use crate::rules::entry::{BODIES, Check, Entry, MESSAGES, OPEN, SPOKEN, USUALLY};
use crate::source::{
    BLOG_SMS, CONCLUSION, OPEN_MESSAGING, OPEN_SAMPLES, SDK_BODY, SDK_OPEN, TEXT_BODY,
};

pub(super) static RULES: &[Entry] = &[
    Entry::new(
        Rule {
            id: "body-status-of-direction",
            severity: Severity::Must,
            reason: "what the contact sends is received, and what the organisation sends never is",
            evidence: Evidence::Documented,
            sources: &[&BLOG_SMS, &SDK_BODY],
            passes: r#"{"messengerType": "sms", "direction": "inbound", "status": "received"}"#,
            fails: r#"{"messengerType": "sms", "direction": "inbound", "status": "delivery-success"}"#,
            ..OF_BODIES
        },
        Check::Body(status_of_direction),
    ),
    Entry::new(
        Rule {
            id: "receipt-names-its-message",
            severity: Severity::Must,
            views: SPOKEN,
            reason: "the id of a receipt is that of the message that it is about",
            evidence: Evidence::Documented,
            sources: &[&SDK_BODY, &OPEN_MESSAGING],
            passes: r#"{"id": "m1", "direction": "outbound", "normalizedReceipts": [{"id": "m1", "status": "Sent"}]}"#,
            fails: r#"{"id": "m1", "direction": "outbound", "normalizedReceipts": [{"id": "m2", "status": "Sent"}]}"#,
            ..OF_BODIES
        },
        Check::Body(receipt_of_message),
    ),
    Entry::new(
        Rule {
            id: "receipts-of-outbound",
            severity: Severity::Must,
            reason: "only what the organisation sends has receipts",
            evidence: Evidence::Documented,
            sources: &[&SDK_BODY],
            passes: r#"{"direction": "outbound", "normalizedReceipts": [{"status": "Sent"}]}"#,
            fails: r#"{"direction": "inbound", "normalizedReceipts": [{"status": "Sent"}]}"#,
            ..OF_BODIES
        },
        Check::Body(receipts_of_outbound),
    ),
    Entry::new(
        Rule {
            id: "receipt-reasons-of-failure",
            severity: Severity::Must,
            views: SPOKEN,
            reason: "a receipt says why only where the message failed",
            evidence: Evidence::Documented,
            sources: &[&SDK_BODY, &OPEN_MESSAGING, &OPEN_SAMPLES],
            passes: r#"{"id": "m1", "channel": {}, "status": "Failed", "reasons": [{"code": "RateLimited"}], "isFinalReceipt": true}"#,
            fails: r#"{"id": "m1", "channel": {}, "status": "Delivered", "reasons": [{"code": "RateLimited"}], "isFinalReceipt": true}"#,
            ..OF_BODIES
        },
        Check::Body(reasons_of_failure),
    ),
    Entry::new(
        Rule {
            id: "body-status-of-receipts",
            reason: "the status of a message is that of its last receipt",
            passes: r#"{"direction": "outbound", "status": "delivery-success", "normalizedReceipts": [{"status": "Sent"}, {"status": "Delivered"}]}"#,
            fails: r#"{"direction": "outbound", "status": "sent", "normalizedReceipts": [{"status": "Sent"}, {"status": "Delivered"}]}"#,
            ..OF_BODIES
        },
        Check::Body(status_of_receipts),
    ),
    Entry::new(
        Rule {
            id: "text-body-is-normalized-text",
            severity: Severity::Must,
            reason: "textBody and the text of normalizedMessage are the same",
            evidence: Evidence::Documented,
            sources: &[&TEXT_BODY],
            passes: r#"{"textBody": "Hello", "normalizedMessage": {"text": "Hello"}}"#,
            fails: r#"{"textBody": "Hello", "normalizedMessage": {"text": "Good-bye"}}"#,
            ..OF_BODIES
        },
        Check::Body(text_is_normalized),
    ),
    Entry::new(
        Rule {
            id: "body-agrees-with-normalized",
            reason: "normalizedMessage is the same message in other words",
            passes: r#"{"id": "m1", "direction": "inbound", "normalizedMessage": {"id": "m1", "direction": "Inbound"}}"#,
            fails: r#"{"id": "m1", "direction": "inbound", "normalizedMessage": {"id": "m1", "direction": "Outbound"}}"#,
            ..OF_BODIES
        },
        Check::Body(agrees_with_normalized),
    ),
    Entry::new(
        Rule {
            id: "body-self-uri",
            reason: "the link of a message names its conversation and itself",
            passes: r#"{"id": "m1", "conversationId": "c1", "messengerType": "sms", "selfUri": "/api/v2/conversations/messages/c1/messages/m1"}"#,
            fails: r#"{"id": "m1", "conversationId": "c1", "messengerType": "sms", "selfUri": "/api/v2/conversations/messages/c1/messages/m2"}"#,
            ..OF_BODIES
        },
        Check::Body(self_uri),
    ),
    Entry::new(
        Rule {
            id: "created-by-of-outbound",
            reason: "only a user of the organisation is named as the writer of a message",
            passes: r#"{"messengerType": "sms", "direction": "outbound", "createdBy": {"id": "u1"}}"#,
            fails: r#"{"messengerType": "sms", "direction": "inbound", "createdBy": {"id": "u1"}}"#,
            ..OF_BODIES
        },
        Check::Body(created_by),
    ),
    Entry::new(
        Rule {
            id: "open-inbound-has-sender",
            severity: Severity::Must,
            views: OPEN,
            reason: "what the middleware posts for the contact says who that is: channel.from is \
                     required",
            evidence: Evidence::Documented,
            sources: &[&SDK_OPEN],
            passes: r#"{"channel": {"from": {"id": "customer-1"}}, "text": "Hello"}"#,
            fails: r#"{"channel": {"messageId": "m-1"}, "text": "Hello"}"#,
            ..OF_BODIES
        },
        Check::Body(has_sender),
    ),
    Entry::new(
        Rule {
            id: "body-of-leg-message",
            severity: Severity::Must,
            reason: "every message stands on the leg of its sender, with the id of its body",
            evidence: Evidence::Documented,
            sources: &[&BLOG_SMS],
            passes: r#"[{"id": "c1", "participants": [{"messages": [{"messages": [
                {"messageId": "m1", "messageTime": "2026-01-05T09:00:00.000Z"}]}]}]},
                {"id": "m1", "conversationId": "c1", "messengerType": "sms", "timestamp": "2026-01-05T09:00:00.000Z"}]"#,
            fails: r#"[{"id": "c1", "participants": [{"messages": [{"messages": [
                {"messageId": "m1", "messageTime": "2026-01-05T09:00:00.000Z"}]}]}]},
                {"id": "m2", "conversationId": "c1", "messengerType": "sms", "timestamp": "2026-01-05T09:00:00.000Z"}]"#,
            ..OF_BODIES
        },
        Check::BodyChange(of_leg),
    ),
    Entry::new(
        Rule {
            id: "webhook-id-time-unique",
            severity: Severity::Must,
            views: OPEN,
            reason: "what is posted with the same id and time is the same, posted again",
            evidence: Evidence::Documented,
            sources: &[&OPEN_MESSAGING],
            passes: r#"[{"id": "m1", "channel": {"time": "2026-01-05T09:00:00.000Z"}, "text": "Hello", "direction": "Outbound"},
                {"id": "m1", "channel": {"time": "2026-01-05T09:00:00.000Z"}, "text": "Hello", "direction": "Outbound"}]"#,
            fails: r#"[{"id": "m1", "channel": {"time": "2026-01-05T09:00:00.000Z"}, "text": "Hello", "direction": "Outbound"},
                {"id": "m1", "channel": {"time": "2026-01-05T09:00:00.000Z"}, "text": "Good-bye", "direction": "Outbound"}]"#,
            ..OF_BODIES
        },
        Check::BodyChange(id_and_time),
    ),
];

const OF_BODIES: Rule = Rule {
    views: BODIES,
    media: MESSAGES,
    sources: &[&CONCLUSION],
    ..USUALLY
};

fn status_of_direction(body: &Body<'_>, judge: &mut Judge<'_>) {
    let Some(data) = body.data() else { return };
    let (Some(direction), Some(status)) = (&data.direction, &data.status) else {
        return;
    };
    let of_contact = [MessageStatus::Received, MessageStatus::Removed];
    let (holds, expected) = match direction {
        Direction::Inbound => (of_contact.contains(status), "received or removed"),
        Direction::Outbound => (*status != MessageStatus::Received, "any but received"),
        _ => return,
    };
    judge.that(holds, || {
        let found = format!("{} on what is {direction}", shown(Some(status)));
        breach("status".to_owned(), found, expected)
    });
}

fn receipt_of_message(body: &Body<'_>, judge: &mut Judge<'_>) {
    for receipt in body.receipts() {
        let path = match receipt.path.as_str() {
            "" => "id".to_owned(),
            path => format!("{path}.id"),
        };
        let own = body.data().and_then(|data| data.id.as_ref());
        if body.data().is_some() && (own.is_none() || receipt.id.is_none()) {
            continue;
        }
        let holds = match own {
            Some(own) => receipt.id == Some(own),
            None => receipt.id.is_some(),
        };
        judge.that(holds, || {
            let expected = match own {
                Some(_) => format!("{}, the id of the message", shown(own)),
                None => "the id of the message".to_owned(),
            };
            breach(path, shown(receipt.id), expected)
        });
    }
}

fn receipts_of_outbound(body: &Body<'_>, judge: &mut Judge<'_>) {
    let Some(data) = body.data() else { return };
    let (Some(receipts), Some(direction)) = (&data.normalized_receipts, &data.direction) else {
        return;
    };
    let holds = receipts.is_empty() || *direction != Direction::Inbound;
    judge.that(holds, || {
        let found = format!("{} receipts on what is {direction}", receipts.len());
        breach("normalizedReceipts".to_owned(), found, "none")
    });
}

fn reasons_of_failure(body: &Body<'_>, judge: &mut Judge<'_>) {
    for receipt in body.receipts() {
        let Some(status) = receipt.status.filter(|_| !receipt.reasons.is_empty()) else {
            continue;
        };
        judge.that(*status == ReceiptStatus::Failed, || {
            let path = match receipt.path.as_str() {
                "" => "reasons".to_owned(),
                path => format!("{path}.reasons"),
            };
            let found = format!(
                "{} reasons with {}",
                receipt.reasons.len(),
                shown(Some(status))
            );
            breach(path, found, "none, or the status Failed")
        });
    }
}

fn status_of_receipts(body: &Body<'_>, judge: &mut Judge<'_>) {
    let Some(data) = body.data() else { return };
    let last = data.normalized_receipts.iter().flatten().last();
    let last = last.and_then(|receipt| receipt.status.as_ref());
    let (Some(last), Some(status)) = (last, &data.status) else {
        return;
    };
    let expected = status_of(last);
    if expected.is_empty() {
        return;
    }
    judge.that(expected.contains(status), || {
        let names: Vec<&str> = expected.iter().map(MessageStatus::as_str).collect();
        breach(
            "status".to_owned(),
            shown(Some(status)),
            format!("{}, as its last receipt says", names.join(" or ")),
        )
    });
}

fn text_is_normalized(body: &Body<'_>, judge: &mut Judge<'_>) {
    let Some(data) = body.data() else { return };
    let normalized = data.normalized_message.as_ref();
    let normalized = normalized.and_then(|normalized| normalized.text.as_ref());
    let (Some(own), Some(normalized)) = (&data.text_body, normalized) else {
        return;
    };
    judge.that(own == normalized, || {
        let expected = format!("{}, as in normalizedMessage", shown(Some(normalized)));
        breach("textBody".to_owned(), shown(Some(own)), expected)
    });
}

fn agrees_with_normalized(body: &Body<'_>, judge: &mut Judge<'_>) {
    let Some(data) = body.data() else { return };
    let Some(normalized) = &data.normalized_message else {
        return;
    };
    if let (Some(own), Some(other)) = (&data.id, &normalized.id) {
        judge.that(own == other, || {
            let path = "normalizedMessage.id".to_owned();
            breach(path, shown(Some(other)), shown(Some(own)))
        });
    }
    if let (Some(own), Some(other)) = (&data.direction, &normalized.direction) {
        let spelt = match own {
            Direction::Inbound => ChannelDirection::Inbound,
            Direction::Outbound => ChannelDirection::Outbound,
            _ => return,
        };
        judge.that(spelt == *other, || {
            let path = "normalizedMessage.direction".to_owned();
            breach(path, shown(Some(other)), shown(Some(spelt)))
        });
    }
}

fn self_uri(body: &Body<'_>, judge: &mut Judge<'_>) {
    let Some(data) = body.data() else { return };
    let (Some(uri), Some(id)) = (&data.self_uri, &data.id) else {
        return;
    };
    let conversation = data.conversation_id.as_ref();
    let own = format!("/messages/{id}");
    let is_of_conversation = conversation.is_none_or(|conversation| {
        let within = uri.strip_suffix(&own).unwrap_or_default();
        within.ends_with(&format!("/conversations/messages/{conversation}"))
    });
    judge.that(uri.ends_with(&own) && is_of_conversation, || {
        let whose = conversation.map(ToString::to_string);
        let whose = whose.unwrap_or_else(|| "...".to_owned());
        let expected = format!(".../conversations/messages/{whose}{own}");
        breach("selfUri".to_owned(), shown(Some(uri)), expected)
    });
}

fn created_by(body: &Body<'_>, judge: &mut Judge<'_>) {
    let Some(data) = body.data() else { return };
    if data.created_by.is_none() {
        return;
    }
    let Some(direction) = &data.direction else {
        return;
    };
    judge.that(*direction != Direction::Inbound, || {
        let found = format!("a user on what is {direction}");
        breach("createdBy".to_owned(), found, "none")
    });
}

fn has_sender(body: &Body<'_>, judge: &mut Judge<'_>) {
    let Body::Open(message) = *body else { return };
    let from = match message {
        OpenMessage::InboundMessage(it) => it.channel.as_ref().map(|it| it.from.as_deref()),
        OpenMessage::InboundEvent(it) => it.channel.as_ref().map(|it| it.from.as_deref()),
        OpenMessage::InboundStructured(it) => it.channel.as_ref().map(|it| it.from.as_deref()),
        _ => return,
    };
    let id = from.flatten().and_then(|from| from.id.as_ref());
    judge.that(id.is_some(), || {
        breach("channel.from.id".to_owned(), shown(id), "the contact's id")
    });
}

fn of_leg(change: &BodyChange<'_, '_>, judge: &mut Judge<'_>) {
    let Some(data) = change.body.data() else {
        return;
    };
    let (Some(id), Some(at)) = (&data.id, change.body.time()) else {
        return;
    };
    if let Some(is_known) = change.spoken.has(id, at) {
        judge.that(is_known, || {
            let expected = "the id of a message on a leg of the conversation";
            breach("id".to_owned(), shown(Some(id)), expected)
        });
    }
}

fn id_and_time(change: &BodyChange<'_, '_>, judge: &mut Judge<'_>) {
    let Some((id, at, text)) = webhook(change.body) else {
        return;
    };
    let before = change.spoken.posted(id, at);
    judge.that(before.is_none_or(|before| before == text), || {
        let found = format!("{} at {at} again, with other properties", shown(Some(id)));
        breach(
            "id".to_owned(),
            found,
            "another id or time, or the same body",
        )
    });
}
