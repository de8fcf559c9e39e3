//! Rules for what may change in a leg's messages from one snapshot to the next.
//!
//! The order of the statuses of an SMS is documented. Where `published` and `read` belong in it,
//! and what other statuses may become, is inferred; so there are two rules.

use message_model::{Evidence, MessageDetails, MessageStatus};

use crate::judge::{Breach, Judge, breach};
use crate::quote::shown;
use crate::rule::{Rule, Severity};
use crate::rules::entry::{Check, Entry, MESSAGES, USUALLY};
use crate::source::{BLOG_SMS, CONCLUSION};
use crate::succession::LegChange;

pub(super) static RULES: &[Entry] = &[
    Entry::new(
        Rule {
            id: "messages-append-only",
            media: MESSAGES,
            reason: "messages are appended to a leg, and none leaves it or changes its place",
            sources: &[&BLOG_SMS, &CONCLUSION],
            passes: r#"[{"id": "00000001-1111-4222-8333-444455556666", "messages": [{"messageId": "m1"}]},
                {"id": "00000001-1111-4222-8333-444455556666", "messages": [{"messageId": "m1"}, {"messageId": "m2"}]}]"#,
            fails: r#"[{"id": "00000001-1111-4222-8333-444455556666", "messages": [{"messageId": "m1"}, {"messageId": "m2"}]},
                {"id": "00000001-1111-4222-8333-444455556666", "messages": [{"messageId": "m2"}]}]"#,
            ..USUALLY
        },
        Check::LegChange(append_only),
    ),
    Entry::new(
        Rule {
            id: "message-status-forward",
            severity: Severity::Must,
            media: MESSAGES,
            reason: "a message is queued, sent, then delivered or not: its status never goes \
                     back, and a delivery is final",
            evidence: Evidence::Documented,
            sources: &[&BLOG_SMS],
            passes: r#"[{"id": "00000001-1111-4222-8333-444455556666", "messages": [{"messageId": "m1", "messageStatus": "queued"}]},
                {"id": "00000001-1111-4222-8333-444455556666", "messages": [{"messageId": "m1", "messageStatus": "delivery-success"}]}]"#,
            fails: r#"[{"id": "00000001-1111-4222-8333-444455556666", "messages": [{"messageId": "m1", "messageStatus": "delivery-success"}]},
                {"id": "00000001-1111-4222-8333-444455556666", "messages": [{"messageId": "m1", "messageStatus": "sent"}]}]"#,
            ..USUALLY
        },
        Check::LegChange(status_forward),
    ),
    Entry::new(
        Rule {
            id: "message-status-order",
            media: MESSAGES,
            reason: "published comes between sent and delivered, read after it; failed, received \
                     and removed stay",
            sources: &[&BLOG_SMS, &CONCLUSION],
            passes: r#"[{"id": "00000001-1111-4222-8333-444455556666", "messages": [{"messageId": "m1", "messageStatus": "published"}]},
                {"id": "00000001-1111-4222-8333-444455556666", "messages": [{"messageId": "m1", "messageStatus": "read"}]}]"#,
            fails: r#"[{"id": "00000001-1111-4222-8333-444455556666", "messages": [{"messageId": "m1", "messageStatus": "read"}]},
                {"id": "00000001-1111-4222-8333-444455556666", "messages": [{"messageId": "m1", "messageStatus": "published"}]}]"#,
            ..USUALLY
        },
        Check::LegChange(status_order),
    ),
];

/// Each message of the earlier snapshot, with its index and the message at the same index in the
/// later one.
fn kept_messages<'c>(
    leg: &LegChange<'c, '_>,
) -> impl Iterator<Item = (usize, &'c MessageDetails, Option<&'c MessageDetails>)> {
    let before = leg.before.facts.messages.as_deref().unwrap_or_default();
    let after = leg.after.facts.messages.as_deref().unwrap_or_default();
    before
        .iter()
        .enumerate()
        .map(move |(index, message)| (index, message, after.get(index)))
}

fn append_only(leg: &LegChange<'_, '_>, judge: &mut Judge<'_>) {
    for (index, before, after) in kept_messages(leg) {
        let same = after.is_some_and(|after| after.message_id == before.message_id);
        judge.that(same, || {
            let now = after.and_then(|after| after.message_id.as_ref());
            let found = format!(
                "{} in place of message {}",
                shown(now),
                shown(before.message_id.as_ref())
            );
            breach(
                leg.after.property(&format!("messages[{index}]")),
                found,
                "the same message as before",
            )
        });
        if !same {
            // All later messages are out of place for the same reason.
            return;
        }
    }
}

/// The statuses, before and after, of each message that is in both snapshots, with its index.
fn statuses<'c>(
    leg: &LegChange<'c, '_>,
) -> impl Iterator<Item = (usize, &'c MessageStatus, &'c MessageStatus)> {
    kept_messages(leg).filter_map(|(index, before, after)| {
        let after = after.filter(|after| after.message_id == before.message_id)?;
        Some((
            index,
            before.message_status.as_ref()?,
            after.message_status.as_ref()?,
        ))
    })
}

fn status_forward(leg: &LegChange<'_, '_>, judge: &mut Judge<'_>) {
    for (index, before, after) in statuses(leg) {
        let (Some(before_rank), Some(after_rank)) =
            (documented_rank(before), documented_rank(after))
        else {
            continue;
        };
        judge.that(before == after || before_rank < after_rank, || {
            status_breach(leg, index, before, after)
        });
    }
}

fn status_order(leg: &LegChange<'_, '_>, judge: &mut Judge<'_>) {
    for (index, before, after) in statuses(leg) {
        let documented = documented_rank(before).is_some() && documented_rank(after).is_some();
        let unknown = |status: &MessageStatus| matches!(status, MessageStatus::Unrecognized(_));
        if documented || unknown(before) || unknown(after) {
            continue;
        }
        judge.that(before == after || may_become(before, after), || {
            status_breach(leg, index, before, after)
        });
    }
}

fn status_breach(
    leg: &LegChange<'_, '_>,
    index: usize,
    before: &MessageStatus,
    after: &MessageStatus,
) -> Breach {
    let path = leg
        .after
        .property(&format!("messages[{index}].messageStatus"));
    breach(
        path,
        format!("{} after {}", shown(Some(after)), shown(Some(before))),
        "a status that comes later, or the same",
    )
}

/// The position of a status in the documented order of an SMS.
fn documented_rank(status: &MessageStatus) -> Option<u8> {
    match status {
        MessageStatus::Queued => Some(0),
        MessageStatus::Sent => Some(1),
        MessageStatus::DeliverySuccess | MessageStatus::DeliveryFailed => Some(2),
        _ => None,
    }
}

/// Whether one status may follow another, in any number of steps, if one of them is not in the
/// documented order.
fn may_become(before: &MessageStatus, after: &MessageStatus) -> bool {
    /// The order of the statuses, including those whose position is inferred.
    fn rank(status: &MessageStatus) -> Option<u8> {
        match status {
            MessageStatus::Queued => Some(0),
            MessageStatus::Sent => Some(1),
            MessageStatus::Published => Some(2),
            MessageStatus::DeliverySuccess => Some(3),
            MessageStatus::Read => Some(4),
            _ => None,
        }
    }
    match (before, after) {
        (MessageStatus::Failed | MessageStatus::DeliveryFailed | MessageStatus::Removed, _) => {
            false
        }
        // Either side may delete a message.
        (_, MessageStatus::Removed) => true,
        // Before release 44 there was no other status for a failed delivery.
        (_, MessageStatus::Failed) => matches!(before, MessageStatus::Queued | MessageStatus::Sent),
        (_, MessageStatus::DeliveryFailed) => matches!(before, MessageStatus::Published),
        _ => matches!((rank(before), rank(after)), (Some(before), Some(after)) if before < after),
    }
}
