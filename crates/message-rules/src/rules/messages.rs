//! Rules for the messages on a leg: their order, statuses and parts.

use std::collections::HashSet;

use message_model::{Evidence, Id, MessageDetails, MessageStatus, MessageType};

use crate::judge::{Breach, Judge, breach};
use crate::leg::Leg;
use crate::medium::Role;
use crate::quote::shown;
use crate::rule::{Rule, Severity};
use crate::rules::entry::{Check, Entry, MESSAGES, USUALLY};
use crate::source::{BLOG_SMS, CONCLUSION, RESOURCE_CENTER, SDK};

/// The maximum number of parts of one SMS: the platform sends up to 765 characters (documented).
const PARTS_MAX: i64 = 5;

pub(super) static RULES: &[Entry] = &[
    Entry::new(
        Rule {
            id: "message-times-ordered",
            media: MESSAGES,
            reason: "messages are appended to a leg, so that messageTime does not go back",
            passes: r#"{"messages": [{"messageTime": "2026-01-05T09:00:00.000Z"}, {"messageTime": "2026-01-05T09:00:00.000Z"}]}"#,
            fails: r#"{"messages": [{"messageTime": "2026-01-05T09:00:01.000Z"}, {"messageTime": "2026-01-05T09:00:00.000Z"}]}"#,
            ..USUALLY
        },
        Check::Leg(times_ordered),
    ),
    Entry::new(
        Rule {
            id: "message-id-unique",
            media: MESSAGES,
            reason: "a message stands on its leg once",
            passes: r#"{"messages": [{"messageId": "m1"}, {"messageId": "m2"}]}"#,
            fails: r#"{"messages": [{"messageId": "m1"}, {"messageId": "m1"}]}"#,
            ..USUALLY
        },
        Check::Leg(id_unique),
    ),
    Entry::new(
        Rule {
            id: "received-on-customer-leg",
            media: MESSAGES,
            reason: "a message sits on its sender's leg: what was received, on the customer's",
            sources: &[&BLOG_SMS, &CONCLUSION],
            passes: r#"{"participants": [{"purpose": "customer", "messages": [{"messages": [{"messageStatus": "received"}]}]}]}"#,
            fails: r#"{"participants": [{"purpose": "agent", "messages": [{"messages": [{"messageStatus": "received"}]}]}]}"#,
            ..USUALLY
        },
        Check::Leg(received_on_customer_leg),
    ),
    Entry::new(
        Rule {
            id: "delivery-status-on-internal-leg",
            media: MESSAGES,
            reason: "only what the organisation sends is delivered, so that the customer's leg \
                     has no delivery statuses",
            evidence: Evidence::Documented,
            sources: &[&BLOG_SMS],
            passes: r#"{"participants": [{"purpose": "agent", "messages": [{"messages": [{"messageStatus": "sent"}]}]}]}"#,
            fails: r#"{"participants": [{"purpose": "customer", "messages": [{"messages": [{"messageStatus": "sent"}]}]}]}"#,
            ..USUALLY
        },
        Check::Leg(delivery_on_internal_leg),
    ),
    Entry::new(
        Rule {
            id: "error-info-on-failure",
            severity: Severity::Must,
            media: MESSAGES,
            reason: "a message has an errorInfo when its delivery failed",
            evidence: Evidence::Documented,
            sources: &[&BLOG_SMS],
            passes: r#"{"messages": [{"messageStatus": "delivery-failed", "errorInfo": {"code": "EXPIRED"}}]}"#,
            fails: r#"{"messages": [{"messageStatus": "delivery-success", "errorInfo": {"code": "EXPIRED"}}]}"#,
            ..USUALLY
        },
        Check::Leg(error_on_failure),
    ),
    Entry::new(
        Rule {
            id: "message-part-count",
            severity: Severity::Must,
            media: MESSAGES,
            reason: "a message has at least one part, and the platform sends at most 5 (765 \
                     characters of SMS)",
            evidence: Evidence::Documented,
            sources: &[&SDK, &RESOURCE_CENTER],
            passes: r#"{"type": "sms", "messages": [{"messageStatus": "sent", "messageSegmentCount": 5}]}"#,
            fails: r#"{"type": "sms", "messages": [{"messageStatus": "sent", "messageSegmentCount": 6}]}"#,
            ..USUALLY
        },
        Check::Leg(part_count),
    ),
    Entry::new(
        Rule {
            id: "message-parts-of-sms",
            media: MESSAGES,
            reason: "only SMS and the like are cut into parts",
            evidence: Evidence::Documented,
            sources: &[&SDK, &RESOURCE_CENTER],
            passes: r#"{"type": "whatsapp", "messages": [{"messageSegmentCount": 1}]}"#,
            fails: r#"{"type": "whatsapp", "messages": [{"messageSegmentCount": 2}]}"#,
            ..USUALLY
        },
        Check::Leg(parts_of_sms),
    ),
];

fn times_ordered(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    let mut earlier = None;
    for (index, message) in messages(leg) {
        let Some(time) = message.message_time else {
            continue;
        };
        if let Some(before) = earlier {
            judge.that(time >= before, || {
                at(
                    leg,
                    index,
                    "messageTime",
                    format!("{time} after a message of {before}"),
                    "a time not before that of the message before it",
                )
            });
        }
        earlier = earlier.max(Some(time));
    }
}

fn id_unique(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    let mut seen: HashSet<&Id> = HashSet::new();
    for (index, message) in messages(leg) {
        let Some(id) = &message.message_id else {
            continue;
        };
        judge.that(seen.insert(id), || {
            at(
                leg,
                index,
                "messageId",
                shown(Some(id)),
                "an id that no other message of the leg has",
            )
        });
    }
}

fn received_on_customer_leg(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    for (index, message) in messages(leg) {
        if message.message_status != Some(MessageStatus::Received) || leg.role == Role::Other {
            continue;
        }
        judge.that(leg.role == Role::Customer, || {
            let found = "\"received\" on a leg inside the organisation".to_owned();
            at(
                leg,
                index,
                "messageStatus",
                found,
                "received on the customer's leg only",
            )
        });
    }
}

fn delivery_on_internal_leg(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    for (index, message) in messages(leg) {
        let Some(status) = &message.message_status else {
            continue;
        };
        if leg.role == Role::Other || !is_of_delivery(status) {
            continue;
        }
        judge.that(leg.role.is_internal(), || {
            let found = format!("{} on the customer's leg", shown(Some(status)));
            at(
                leg,
                index,
                "messageStatus",
                found,
                "received, since the customer sent it",
            )
        });
    }
}

fn error_on_failure(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    for (index, message) in messages(leg) {
        let (Some(_), Some(status)) = (&message.error_info, &message.message_status) else {
            continue;
        };
        let failed = matches!(
            status,
            MessageStatus::Failed | MessageStatus::DeliveryFailed
        );
        judge.that(
            failed || matches!(status, MessageStatus::Unrecognized(_)),
            || {
                let found = format!(
                    "an errorInfo on a message with status {}",
                    shown(Some(status))
                );
                at(
                    leg,
                    index,
                    "errorInfo",
                    found,
                    "no errorInfo unless the message failed",
                )
            },
        );
    }
}

fn part_count(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    for (index, message) in messages(leg) {
        let Some(count) = message.message_segment_count else {
            continue;
        };
        // The limit is the platform's own: nothing states how long a text customers may send.
        let sent =
            leg.role.is_internal() || message.message_status.as_ref().is_some_and(is_of_delivery);
        judge.that(count >= 1 && (count <= PARTS_MAX || !sent), || {
            at(
                leg,
                index,
                "messageSegmentCount",
                count.to_string(),
                "from 1 to 5",
            )
        });
    }
}

fn parts_of_sms(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    let Some(platform) = &leg.r#type else { return };
    if matches!(
        platform,
        MessageType::Sms | MessageType::Unknown | MessageType::Unrecognized(_)
    ) {
        return;
    }
    for (index, message) in messages(leg) {
        let Some(count) = message.message_segment_count else {
            continue;
        };
        judge.that(count <= 1, || {
            let found = format!("{count} on a leg of type {}", shown(Some(platform)));
            at(
                leg,
                index,
                "messageSegmentCount",
                found,
                "1 unless the type is sms",
            )
        });
    }
}

/// Whether a status describes the delivery of a message that the organisation sent.
fn is_of_delivery(status: &MessageStatus) -> bool {
    match status {
        MessageStatus::Queued
        | MessageStatus::Sent
        | MessageStatus::Failed
        | MessageStatus::DeliverySuccess
        | MessageStatus::DeliveryFailed
        | MessageStatus::Read
        | MessageStatus::Published => true,
        // Either side may delete a message; what a status means that no release has, nobody knows.
        _ => false,
    }
}

fn messages<'l>(leg: &'l Leg<'_>) -> impl Iterator<Item = (usize, &'l MessageDetails)> {
    leg.facts.messages.iter().flatten().enumerate()
}

fn at(leg: &Leg<'_>, index: usize, name: &str, found: String, expected: &'static str) -> Breach {
    breach(
        leg.property(&format!("messages[{index}].{name}")),
        found,
        expected,
    )
}
