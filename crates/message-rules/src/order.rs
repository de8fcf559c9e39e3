//! Restoring the order of snapshots that arrived in any order, and possibly more than once.
//!
//! Almost everything in a conversation only grows: legs, messages, segments, times that are set,
//! statuses, states. The sum of these orders the snapshots regardless of their order of arrival, in
//! one pass and a sort. What can go back and forth, hold and parking, is ordered by the latest
//! instant that a snapshot shows. In a notification, a hold that ended leaves no trace, so its
//! snapshot equals an earlier one and counts as a repetition.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use message_model::{
    AfterCallWorkState, Document, DocumentContent, MessageState, MessageStatus, Participant,
    Timestamp, encode,
};

use crate::common::{Key, key};
use crate::contact::Contact;
use crate::leg::Leg;

/// The restored order of the snapshots, as far as it can be known.
pub(crate) struct Restored {
    /// The indices of the snapshots in the order in which they were taken, without repetitions,
    /// conversation by conversation.
    pub(crate) order: Vec<usize>,
    /// Snapshots that arrived after one that was taken later, each with the latest such snapshot.
    pub(crate) late: Vec<(usize, usize)>,
    /// Repeated snapshots, each with the one that it repeats.
    pub(crate) repeated: Vec<(usize, usize)>,
}

/// How far a conversation has progressed in a snapshot; a later snapshot has more progress.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Progress {
    grown: u64,
    latest: Option<Timestamp>,
    resumed: u64,
}

pub(crate) fn restore(documents: &[Document<'_>], contacts: &[Contact<'_>]) -> Restored {
    let mut restored = Restored {
        order: Vec::with_capacity(documents.len()),
        late: Vec::new(),
        repeated: Vec::new(),
    };
    let mut first_with: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut conversations: HashMap<Key<'_>, usize> = HashMap::new();
    let mut groups: Vec<Vec<(Progress, usize)>> = Vec::new();
    for (number, document) in documents.iter().enumerate() {
        // By hash first: comparing every pair of a long capture takes quadratic time.
        let same_hash = first_with.entry(hash(&document.content)).or_default();
        if let Some(&first) = same_hash
            .iter()
            .find(|&&first| documents[first].content == document.content)
        {
            restored.repeated.push((number, first));
            continue;
        }
        same_hash.push(number);
        let group = *conversations.entry(key(document)).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push((progress(&contacts[number]), number));
    }
    for mut group in groups {
        let arrived: Vec<usize> = group.iter().map(|&(_, number)| number).collect();
        // The sort is stable: snapshots that cannot be told apart keep their order of arrival.
        group.sort_by_key(|&(progress, _)| progress);
        let order: Vec<usize> = group.into_iter().map(|(_, number)| number).collect();
        restored.late.extend(late(&arrived, &order));
        restored.order.extend(order);
    }
    restored
}

/// Finds the snapshots that arrived after one that belongs behind them.
fn late(arrived: &[usize], order: &[usize]) -> Vec<(usize, usize)> {
    let place: HashMap<usize, usize> = order
        .iter()
        .enumerate()
        .map(|(place, &number)| (number, place))
        .collect();
    let mut furthest: Option<usize> = None;
    let mut late = Vec::new();
    for number in arrived {
        match furthest {
            // It arrived after one that belongs behind it; the one furthest behind is named.
            Some(ahead) if place[number] < place[&ahead] => late.push((*number, ahead)),
            _ => furthest = Some(*number),
        }
    }
    late
}

fn hash(content: &DocumentContent<'_>) -> u64 {
    let text = match content {
        DocumentContent::Message(message) => encode(*message),
        DocumentContent::Conversation(conversation) => encode(*conversation),
        DocumentContent::Media(media) => encode(*media),
        DocumentContent::EventConversation(body) => encode(*body),
        DocumentContent::EventMessageConversation(body) => encode(*body),
        DocumentContent::DetailEvent(event) => encode(*event),
        DocumentContent::MessageData(data) => encode(*data),
        DocumentContent::OpenMessage(message) => encode(*message),
        DocumentContent::Analytics(conversation) => encode(*conversation),
        _ => Ok(String::new()),
    };
    let mut hasher = DefaultHasher::new();
    // A value that cannot be written was not read from a payload; all such values share one hash
    // and are compared.
    text.unwrap_or_default().hash(&mut hasher);
    hasher.finish()
}

fn progress(contact: &Contact<'_>) -> Progress {
    if let Some(event) = &contact.event {
        let at = event.at.and_then(|at| at.checked_mul(1_000));
        return Progress {
            grown: 0,
            latest: at.and_then(|at| Timestamp::from_micros(at).ok()),
            // A leg that lasts less than a millisecond ends when it begins.
            resumed: event.moment().map_or(0, |moment| moment as u64),
        };
    }
    if let Some(body) = &contact.body {
        return Progress {
            grown: 0,
            // What is posted names no conversation, so that those of several stand together.
            latest: body.data().and_then(|data| data.timestamp),
            resumed: 0,
        };
    }
    let of_legs: u64 = contact.legs.iter().map(grown).sum();
    let of_participants: u64 = contact
        .participants()
        .map(|(_, participant, _)| 1 + joined(participant))
        .sum();
    let ended = contact
        .conversation
        .is_some_and(|conversation| conversation.end_time.is_some());
    Progress {
        grown: of_legs + of_participants + u64::from(ended),
        // After what has grown, since a hold that begins and ends leaves that as it was: only then
        // its time decides.
        latest: contact.by_medium().filter_map(|legs| legs.latest).max(),
        // Of two snapshots with the same latest instant, one where the leg is parked and one where
        // it is back, the parking came first.
        resumed: contact
            .legs
            .iter()
            .map(|leg| u64::from(leg.park_time.is_some() && !is_parked(leg)))
            .sum(),
    }
}

fn is_parked(leg: &Leg<'_>) -> bool {
    leg.state == Some(MessageState::Parked)
}

/// The number of properties present that a participant never loses.
fn joined(participant: &Participant) -> u64 {
    let times = [
        participant.start_time,
        participant.connected_time,
        participant.end_time,
        participant.start_acw_time,
        participant.end_acw_time,
    ];
    times.iter().flatten().count() as u64 + u64::from(participant.wrapup.is_some())
}

/// A count of everything that a leg has and never loses, including the progress of its state,
/// messages and after-call work.
fn grown(leg: &Leg<'_>) -> u64 {
    let state = match leg.phase() {
        None => 0,
        Some(crate::leg::Phase::Ended) => 3,
        Some(crate::leg::Phase::Live) => u64::from(leg.state != Some(MessageState::Alerting)),
    };
    // Without `startHoldTime` and `resumeTime`, which a leg loses again.
    let times = [
        leg.start_alerting_time,
        leg.connected_time,
        leg.disconnected_time,
        leg.park_time,
    ];
    let messages: u64 = leg
        .facts
        .messages
        .iter()
        .flatten()
        .map(|message| 1 + message.message_status.as_ref().map_or(0, rank))
        .sum();
    let segments: u64 = leg
        .segments()
        .iter()
        .map(|segment| 1 + u64::from(segment.end_time.is_some()))
        .sum();
    let work = leg
        .after_call_work
        .as_ref()
        .and_then(|work| work.state.as_ref())
        .map_or(0, work_rank);
    1 + state
        + times.iter().flatten().count() as u64
        + messages
        + segments
        + work
        + u64::from(leg.wrapup.is_some())
}

/// A count of what a leg never loses, of that which every view shows: its state, its times and its
/// messages with their statuses.
pub(crate) fn grown_alike(leg: &Leg<'_>) -> u64 {
    let state = match leg.phase() {
        None => 0,
        Some(crate::leg::Phase::Ended) => 3,
        Some(crate::leg::Phase::Live) => u64::from(leg.state != Some(MessageState::Alerting)),
    };
    let times = [leg.connected_time, leg.disconnected_time, leg.park_time];
    let messages = leg.facts.messages.iter().flatten();
    let messages: u64 = messages
        .map(|message| 1 + message.message_status.as_ref().map_or(0, rank))
        .sum();
    state + times.iter().flatten().count() as u64 + messages
}

/// How far a message has progressed when it has this status.
pub(crate) fn rank(status: &MessageStatus) -> u64 {
    match status {
        MessageStatus::Sent => 1,
        MessageStatus::Published => 2,
        // Of these three none follows another, so that they rank alike.
        MessageStatus::DeliverySuccess | MessageStatus::DeliveryFailed | MessageStatus::Failed => 3,
        MessageStatus::Read => 4,
        MessageStatus::Removed => 5,
        _ => 0,
    }
}

fn work_rank(state: &AfterCallWorkState) -> u64 {
    match state {
        AfterCallWorkState::Pending => 1,
        AfterCallWorkState::Skipped | AfterCallWorkState::Complete => 2,
        _ => 0,
    }
}
