//! Detecting missing snapshots from the two around them.
//!
//! Every event of a conversation makes a snapshot and changes one leg, so two changes at once
//! reveal a missing snapshot. Not every gap shows. In notifications, a hold that began and ended
//! between two snapshots leaves no trace; nor does a snapshot whose only change was overwritten by
//! the next one.

use message_model::{AfterCallWorkState, MessageState, MessageStatus};

use crate::leg::Leg;
use crate::quote::shown;
use crate::succession::{Change, LegChange};

/// What was not seen, with the path to its leg.
pub(crate) struct Gap {
    pub(crate) path: String,
    pub(crate) unseen: String,
}

/// Finds what must have happened between two snapshots although neither shows it.
pub(crate) fn gaps(change: &Change<'_, '_>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    // For a leg outside of any conversation, no earlier snapshot could have shown its beginning.
    if change.before.conversation.is_some() {
        gaps.extend(
            change
                .new
                .iter()
                .filter_map(|leg| gap(leg.path(), begun_unseen(leg)?)),
        );
    }
    for leg in &change.kept {
        let unseen = [
            state_unseen(leg),
            messages_unseen(leg),
            segments_unseen(leg),
        ];
        gaps.extend(
            unseen
                .into_iter()
                .flatten()
                .filter_map(|unseen| gap(leg.after.path(), unseen)),
        );
        gaps.extend(statuses_unseen(leg));
    }
    // A gap with a name explains that several things changed at once; without one, the number is
    // all that can be said.
    if gaps.is_empty() {
        gaps.extend(changes_at_once(change));
    }
    gaps
}

/// Reports more changes than a single event makes, when none of them reveals by itself what came
/// before.
fn changes_at_once(change: &Change<'_, '_>) -> Option<Gap> {
    let of_new = change.new.iter().map(|leg| (*leg, 1));
    let of_kept = change.kept.iter().map(|leg| (leg.after, changes(leg)));
    let changed: Vec<(&Leg<'_>, usize)> = of_new
        .chain(of_kept)
        .filter(|(_, count)| *count > 0)
        .collect();
    let count: usize = changed.iter().map(|(_, count)| count).sum();
    let (leg, _) = changed.first().filter(|_| count > 1)?;
    let legs = if changed.len() == 1 {
        "one leg".to_owned()
    } else {
        format!("{} legs", changed.len())
    };
    Some(Gap {
        path: leg.path(),
        unseen: format!("{} of {count} changes at once, on {legs}", count - 1),
    })
}

/// The minimum number of events that change a leg in this way.
fn changes(leg: &LegChange<'_, '_>) -> usize {
    let (before, after) = (leg.before, leg.after);
    // However many of these differ, one event may have changed them all: a hold sets the flag, its
    // time and a segment.
    let moved = before.state != after.state
        || before.held != after.held
        || before.start_hold_time != after.start_hold_time
        || before.segments().len() != after.segments().len();
    // After-call work begins together with the leg's end; its own end is a separate event.
    let state_of_work = |leg: &Leg<'_>| {
        leg.facts
            .after_call_work
            .as_ref()
            .and_then(|work| work.state.clone())
    };
    let worked = state_of_work(before).is_some_and(|state| state == AfterCallWorkState::Pending)
        && state_of_work(before) != state_of_work(after);
    let messages = |leg: &'_ Leg<'_>| leg.facts.messages.as_ref().map_or(0, Vec::len);
    let appended = messages(after).saturating_sub(messages(before));
    let earlier = before.facts.messages.iter().flatten();
    let later = after.facts.messages.iter().flatten();
    let statuses = earlier
        .zip(later)
        .filter(|(before, after)| before.message_status != after.message_status)
        .count();
    usize::from(moved) + usize::from(worked) + appended + statuses
}

fn gap(path: String, unseen: String) -> Option<Gap> {
    Some(Gap { path, unseen })
}

fn begun_unseen(leg: &Leg<'_>) -> Option<String> {
    let alerted =
        leg.initial_state == Some(MessageState::Alerting) || leg.start_alerting_time.is_some();
    match leg.state.as_ref()? {
        MessageState::Disconnected => {
            Some("the leg's life: it is first seen disconnected".to_owned())
        }
        // A leg that was assigned without an offer is connected from the start, and has missed
        // nothing.
        MessageState::Connected | MessageState::Parked if alerted => Some(format!(
            "the leg's alerting: it is first seen {}",
            leg.state.as_ref()?
        )),
        _ => None,
    }
}

fn state_unseen(leg: &LegChange<'_, '_>) -> Option<String> {
    if leg.before.state != Some(MessageState::Alerting) {
        return None;
    }
    let connected_unseen = match leg.after.state.as_ref()? {
        MessageState::Parked => true,
        MessageState::Disconnected => leg.after.connected_time.is_some(),
        _ => false,
    };
    connected_unseen.then(|| "the leg's connecting".to_owned())
}

fn messages_unseen(leg: &LegChange<'_, '_>) -> Option<String> {
    let count = |leg: &Leg<'_>| leg.facts.messages.as_ref().map_or(0, Vec::len);
    let more = count(leg.after).saturating_sub(count(leg.before));
    (more > 1).then(|| format!("{} of {more} new messages", more - 1))
}

fn segments_unseen(leg: &LegChange<'_, '_>) -> Option<String> {
    let more = leg
        .after
        .segments()
        .len()
        .saturating_sub(leg.before.segments().len());
    (more > 1).then(|| format!("{} of {more} new segments", more - 1))
}

fn statuses_unseen(leg: &LegChange<'_, '_>) -> Vec<Gap> {
    let before = leg.before.facts.messages.as_deref().unwrap_or_default();
    let after = leg.after.facts.messages.as_deref().unwrap_or_default();
    let steps = after.iter().enumerate().filter_map(|(index, after)| {
        let earlier = before
            .get(index)
            .and_then(|before| before.message_status.as_ref());
        let is_new = before.get(index).is_none();
        let status = after.message_status.as_ref()?;
        // A message has been sent before it is delivered, so that the snapshot of its sending is
        // missing.
        let delivered = matches!(
            status,
            MessageStatus::DeliverySuccess | MessageStatus::DeliveryFailed
        );
        let passed_over = delivered && (is_new || earlier == Some(&MessageStatus::Queued));
        passed_over.then(|| Gap {
            path: leg.after.property(&format!("messages[{index}]")),
            unseen: format!(
                "the message's sending: it is {} after {}",
                shown(Some(status)),
                shown(earlier)
            ),
        })
    });
    steps.collect()
}
