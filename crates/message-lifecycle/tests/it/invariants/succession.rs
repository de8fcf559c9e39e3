//! What must hold between a snapshot and the next.

use std::collections::BTreeMap;

use message_model::{AfterCallWorkState, Conversation, Id, Message, MessageState, MessageStatus};

use super::Breaches;
use super::leg::{Leg, legs};

/// Everything that must hold between a snapshot and the next.
pub(crate) fn of_succession(before: &Conversation, after: &Conversation) -> Vec<String> {
    let mut breaches = Breaches::default();
    let later: BTreeMap<Option<&Id>, Leg<'_>> =
        legs(after).into_iter().map(|leg| (leg.id(), leg)).collect();
    breaches.must_all(
        before.id == after.id && before.start_time == after.start_time,
        "1 the conversation keeps its id",
    );
    for old in legs(before) {
        let Some(new) = later.get(&old.id()) else {
            breaches.must(false, "1 a leg stays where it is", &old);
            continue;
        };
        succession_of_leg(&old, new, &mut breaches);
    }
    queue_waits(&legs(before), &later, &mut breaches);
    breaches.0
}

fn succession_of_leg(old: &Leg<'_>, new: &Leg<'_>, breaches: &mut Breaches) {
    let (before, after) = (old.leg, new.leg);
    let mut must = |holds, rule| breaches.must(holds, rule, new);
    must(
        old.participant.id == new.participant.id,
        "1 a leg stays with its participant",
    );
    must(
        before.initial_state == after.initial_state,
        "5 initialState never changes",
    );
    must(
        before.direction == after.direction && before.r#type == after.r#type,
        "5 direction and type never change",
    );
    must(
        kept(&before.start_alerting_time, &after.start_alerting_time),
        "5 startAlertingTime never changes",
    );
    must(
        kept(&before.connected_time, &after.connected_time),
        "5 connectedTime never changes",
    );
    must(
        before.park_time.is_none() || after.park_time.is_some(),
        "32 parkTime survives the resume",
    );
    must(
        kept(&before.disconnected_time, &after.disconnected_time),
        "5 an end is final",
    );
    must(
        kept(&before.disconnect_type, &after.disconnect_type),
        "5 a disconnectType is final",
    );
    let legal = matches!(
        (&before.state, &after.state),
        (
            Some(MessageState::Alerting),
            Some(MessageState::Connected | MessageState::Disconnected)
        ) | (
            Some(MessageState::Connected),
            Some(MessageState::Parked | MessageState::Disconnected)
        ) | (
            Some(MessageState::Parked),
            Some(MessageState::Connected | MessageState::Disconnected)
        )
    );
    must(
        legal || before.state == after.state,
        "5 states follow each other as they can",
    );
    let closed = |leg: &Leg<'_>| {
        let ended = leg
            .segments()
            .iter()
            .take_while(|segment| segment.end_time.is_some());
        ended.cloned().collect::<Vec<_>>()
    };
    let (closed_before, closed_after) = (closed(old), closed(new));
    must(
        closed_after.starts_with(&closed_before),
        "10 an ended segment never changes",
    );
    let told = old.messages().len();
    must(
        new.messages().len() >= told,
        "24 messages only come in addition",
    );
    for (was, is) in old.messages().iter().zip(new.messages()) {
        must(
            was.message_id == is.message_id && was.message_time == is.message_time,
            "24 a message stays what it is",
        );
        must(
            status_follows(was.message_status.as_ref(), is.message_status.as_ref()),
            "26 a status only moves forward",
        );
    }
    let first_status = new
        .messages()
        .get(told)
        .and_then(|message| message.message_status.as_ref());
    must(
        matches!(
            first_status,
            None | Some(MessageStatus::Received | MessageStatus::Queued)
        ),
        "27 a message begins received or queued",
    );
    let wrote = new.messages().len() > told;
    must(
        !wrote || (old.is(MessageState::Connected) && before.held == Some(false)),
        "5 who writes takes part",
    );
    must(kept_work(before, after), "5 after-call work ends once");
}

/// What was there is there unchanged.
fn kept<T: PartialEq>(before: &Option<T>, after: &Option<T>) -> bool {
    before.is_none() || before == after
}

fn kept_work(before: &Message, after: &Message) -> bool {
    let work = |leg: &Message| leg.after_call_work.clone();
    let pending =
        |leg: &Message| work(leg).and_then(|work| work.state) == Some(AfterCallWorkState::Pending);
    work(before).is_none() || pending(before) || work(before) == work(after)
}

fn status_follows(before: Option<&MessageStatus>, after: Option<&MessageStatus>) -> bool {
    let rank = |status: &MessageStatus| match status {
        MessageStatus::Queued | MessageStatus::Received => Some(0),
        MessageStatus::Sent => Some(1),
        MessageStatus::Published => Some(2),
        MessageStatus::DeliverySuccess => Some(3),
        MessageStatus::Read => Some(4),
        MessageStatus::Failed | MessageStatus::DeliveryFailed | MessageStatus::Removed => Some(9),
        _ => None,
    };
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    let forward = rank(before) < rank(after) && rank(before) != Some(9) && rank(after).is_some();
    let late_failure = after == &MessageStatus::DeliveryFailed
        && matches!(
            before,
            MessageStatus::DeliverySuccess | MessageStatus::Read | MessageStatus::Queued
        );
    let early_success = before == &MessageStatus::Queued
        && matches!(
            after,
            MessageStatus::DeliverySuccess | MessageStatus::Published | MessageStatus::Read
        );
    let never_left = after == &MessageStatus::Failed && before != &MessageStatus::Queued;
    let unseen = after == &MessageStatus::Read && before != &MessageStatus::DeliverySuccess;
    before == after || (forward && !late_failure && !early_success && !never_left && !unseen)
}

/// 20: a queue stays connected while offers fail.
fn queue_waits(
    before: &[Leg<'_>],
    later: &BTreeMap<Option<&Id>, Leg<'_>>,
    breaches: &mut Breaches,
) {
    let now = |leg: &Leg<'_>| later.get(&leg.id()).is_some_and(Leg::is_live);
    let failed_offer = before
        .iter()
        .any(|leg| leg.is(MessageState::Alerting) && !now(leg));
    for queue in before
        .iter()
        .filter(|leg| leg.purpose() == "acd" && leg.is_live())
    {
        breaches.must(
            !failed_offer || now(queue),
            "20 a queue stays while an offer fails",
            queue,
        );
    }
}
