//! The states of a leg that were seen, taken together.

use std::collections::{BTreeMap, BTreeSet};

use message_lifecycle::{Status, Table};
use message_model::{
    AfterCallWorkState, Id, Message, MessageDetails, MessageState, MessageStatus, Participant,
    Timestamp,
};

use super::moment::is_about;

/// The furthest state of a leg, and what only others tell.
#[derive(Debug, Clone, Default)]
pub(super) struct States {
    /// Its participant, without any legs.
    pub(super) participant: Participant,
    pub(super) leg: Message,
    /// Since when it was held, each time that a state shows.
    pub(super) holds: BTreeSet<Timestamp>,
    /// Since when it was parked, and until when if that was seen.
    pub(super) parkings: BTreeMap<Timestamp, Option<Timestamp>>,
}

/// Takes from the second value what the first does not have.
macro_rules! fill {
    ($to:ident, $from:ident: $($property:ident)+) => {
        $(if $to.$property.is_none() {
            $to.$property.clone_from(&$from.$property);
        })+
    };
}

impl States {
    /// Adds a state, which is the newest unless it shows the leg less far on: frames overtake each
    /// other.
    pub(super) fn add(&mut self, participant: &Participant, leg: &Message) {
        self.holds.extend(leg.start_hold_time);
        if let Some(since) = leg.park_time {
            let until = self.parkings.entry(since).or_default();
            *until = leg.resume_time.or(*until);
        }
        let seen = (&self.participant, &self.leg);
        let (newer, older) = match progress(leg) < progress(&self.leg) {
            true => (seen, (participant, leg)),
            false => ((participant, leg), seen),
        };
        let mut participant = Participant::default();
        let legs = [newer.1, older.1];
        let segments = legs.map(|leg| leg.segments.as_deref());
        let mut segments = joined(segments, |one| (one.r#type.clone(), one.start_time));
        // Only segments that the older state alone had can be out of order; the others stay as they
        // came.
        if segments.len() > newer.1.segments.iter().flatten().count() {
            segments.sort_by_key(|segment| segment.start_time.or(segment.end_time));
        }
        let messages = messages(legs.map(|leg| leg.messages.as_deref()));
        let mut leg = Message::default();
        (leg.segments, leg.messages) = (Some(segments), Some(messages));
        for (its_participant, its_leg) in [newer, older] {
            fill! { participant, its_participant:
                start_time connected_time end_time purpose user_id queue_id name start_acw_time
                end_acw_time wrapup wrapup_skipped
            }
            fill! { leg, its_leg:
                peer_id r#type direction state initial_state held start_alerting_time connected_time
                disconnected_time disconnect_type after_call_work wrapup
            }
        }
        // Not every view has the first state of a leg.
        let was_alerting = older.1.state == Some(MessageState::Alerting);
        if was_alerting && leg.initial_state.is_none() && leg.state != older.1.state {
            leg.initial_state = Some(MessageState::Alerting);
        }
        (self.participant, self.leg) = (participant, leg);
    }

    /// Until when the leg was parked at about this time, if that was seen.
    pub(super) fn parked_until(&self, at: Timestamp) -> Option<Timestamp> {
        let mut parkings = self.parkings.iter();
        *parkings.find(|(since, _)| is_about(**since, at))?.1
    }
}

/// How far on a leg is, and whether its after-call work is over.
fn progress(leg: &Message) -> (u8, bool) {
    let work = leg.after_call_work.as_deref();
    let work = work.and_then(|work| work.state.as_ref());
    let phase = match &leg.state {
        _ if is_over(leg) => 3,
        Some(MessageState::Alerting) => 1,
        Some(_) => 2,
        None => 0,
    };
    (
        phase,
        work.is_some_and(|state| *state != AfterCallWorkState::Pending),
    )
}

/// Whether a leg says of itself that it has ended.
pub(super) fn is_over(leg: &Message) -> bool {
    // Other media have a state of their own for this.
    let is_ended = |state: &MessageState| matches!(state.as_str(), "disconnected" | "terminated");
    leg.state.as_ref().is_some_and(is_ended)
        || leg.disconnected_time.is_some()
        || leg.disconnect_type.is_some()
}

/// The messages of two states, newer first, each with the status that it came to.
fn messages(states: [Option<&[MessageDetails]>; 2]) -> Vec<MessageDetails> {
    let mut all = joined(states, |one| {
        let at = one.message_time.filter(|_| one.message_id.is_none());
        (one.message_id.clone(), at)
    });
    let older = states[1].unwrap_or_default().iter();
    let older = older.filter_map(|one| Some((one.message_id.as_ref()?, one)));
    let older: BTreeMap<&Id, &MessageDetails> = older.collect();
    for message in &mut all {
        let id = message.message_id.as_ref();
        let Some(seen) = id.and_then(|id| older.get(id)) else {
            continue;
        };
        if leads(
            message.message_status.as_ref(),
            seen.message_status.as_ref(),
        ) {
            message.message_status.clone_from(&seen.message_status);
        }
        fill! { message, seen: message_time message_status message_metadata stickers }
    }
    all
}

/// Whether a message with this status can come to that one.
fn leads(from: Option<&MessageStatus>, to: Option<&MessageStatus>) -> bool {
    let status = |of: Option<&MessageStatus>| of?.as_str().parse().ok();
    let (Some(from), Some(to)) = (status(from), status(to)) else {
        return false;
    };
    let mut reached: Vec<Status> = vec![from];
    // No row leads back to a status that it came from.
    while let Some(from) = reached.pop() {
        let rows = Table::standard().statuses.iter();
        let next = rows.filter(|row| row.from == Some(from)).map(|row| row.to);
        reached.extend(next);
        if reached.contains(&to) {
            return true;
        }
    }
    false
}

/// What the newer state has, and before it what only the older one does.
fn joined<T: Clone, K: Ord>([newer, older]: [Option<&[T]>; 2], key: impl Fn(&T) -> K) -> Vec<T> {
    let newer = newer.unwrap_or_default();
    let known: BTreeSet<K> = newer.iter().map(&key).collect();
    let older = older.unwrap_or_default().iter();
    let lost = older.filter(|one| !known.contains(&key(one)));
    lost.chain(newer).cloned().collect()
}
