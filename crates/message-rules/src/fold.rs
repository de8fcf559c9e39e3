//! Folding: from notifications in any order, with repeats and answers of the API between them, to
//! the newest known state of every leg.
//!
//! The platform promises no order for its notifications (documented), and each one shows the whole
//! conversation. So a reader needs no queue and no numbers: almost everything about a leg only
//! grows, and what has grown further is newer. A leg connects and ends once, messages are added and
//! their statuses go forward, a time that is set stays. All of that is joined, whatever came first.
//!
//! What goes back and forth is taken from the snapshot that has grown furthest. Of two that have
//! grown alike a later parking or hold is newer, and a leg that is back from parking is newer than
//! the parked one, since `parkTime` stays. What is left is a hold that has ended without a trace:
//! then [`FoldedLeg::uncertain`] says so, and the snapshot that arrived last counts.

use std::collections::BTreeMap;

use message_model::{DisconnectType, Id, MessageState, MessageStatus, Timestamp};

use crate::checkable::Checkable;
use crate::common::{Common, key};
use crate::contact::Contact;
use crate::event::Moment;
use crate::leg::{Leg, Phase, Place};
use crate::order::{grown_alike, rank};

/// The newest known state of all legs of any number of conversations.
///
/// ```
/// use message_model::{Capture, MessageState};
/// use message_rules::Fold;
///
/// let frame = |state: &str| {
///     let leg = format!(r#"{{"id": "l", "state": "{state}"}}"#);
///     Capture::read(format!(r#"{{"id": "c", "participants": [{{"messages": [{leg}]}}]}}"#))
/// };
/// let mut fold = Fold::default();
/// assert!(fold.push(&frame("disconnected")?));
/// assert!(!fold.push(&frame("connected")?), "it is late and tells nothing new");
/// let leg = fold.legs().next().unwrap();
/// assert_eq!(leg.state, Some(MessageState::Disconnected));
/// assert!(leg.uncertain.is_empty());
/// # Ok::<(), message_model::DecodeError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Fold {
    legs: BTreeMap<LegKey, FoldedLeg>,
    /// The leg that a participant has in the views where the two are separate objects.
    of_participants: BTreeMap<LegKey, Id>,
}

/// A conversation, and in it a leg or participant.
type LegKey = (Option<Id>, Id);

/// The newest known state of a leg; see the example of [`Fold`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct FoldedLeg {
    /// The state.
    pub state: Option<MessageState>,
    /// Whether it is on hold.
    pub held: Option<bool>,
    /// Since when, if it is.
    pub start_hold_time: Option<Timestamp>,
    /// When it is to come back from parking.
    pub resume_time: Option<Timestamp>,
    /// When it was last parked.
    pub park_time: Option<Timestamp>,
    /// When it connected.
    pub connected_time: Option<Timestamp>,
    /// When it disconnected.
    pub disconnected_time: Option<Timestamp>,
    /// Why it disconnected.
    pub disconnect_type: Option<DisconnectType>,
    /// Its messages, in the order of their times.
    pub messages: Vec<FoldedMessage>,
    /// The properties that what has arrived leaves open, by their names on the wire: `held` and
    /// `startHoldTime` where a hold may or may not be over, `messageStatus` where a message was
    /// told of two ends of its delivery.
    pub uncertain: Vec<&'static str>,
    /// Whether a detail event told that it is over.
    is_told_over: bool,
    /// How far the snapshots had grown that the next ones are compared with.
    progress: Option<Progress>,
    /// What those of them show that goes back and forth, in the order of arrival.
    shown: Vec<Shown>,
}

/// A message of a leg; see the example of [`Fold`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FoldedMessage {
    /// The id.
    pub id: Id,
    /// When it was sent.
    pub time: Option<Timestamp>,
    /// What became of it.
    pub status: Option<MessageStatus>,
}

/// How far a leg has come, in what every view shows and what never goes back.
type Progress = (u64, Option<Timestamp>, bool);

/// What of a leg goes back and forth.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shown {
    state: Option<MessageState>,
    held: Option<bool>,
    start_hold_time: Option<Timestamp>,
    resume_time: Option<Timestamp>,
}

impl Fold {
    /// Takes what has arrived next: a notification, a detail event or an answer of the API.
    /// Returns whether it told anything new.
    pub fn push<T: Checkable + ?Sized>(&mut self, arrived: &T) -> bool {
        let mut is_news = false;
        for document in arrived.documents() {
            let (conversation, common) = (key(&document).id().cloned(), Common::of(&document));
            let contact = Contact::of(&common, None);
            for leg in &contact.legs {
                if let Some(folded) = self.folded(conversation.as_ref(), leg) {
                    is_news |= folded.join(leg);
                }
            }
            if let Some(event) = &contact.event
                && let Some(session) = event.session_id
            {
                let at = event.at.and_then(|at| at.checked_mul(1_000));
                let at = at.and_then(|at| Timestamp::from_micros(at).ok());
                let ended =
                    event.moment() == Some(Moment::End) || event.moment() == Some(Moment::Work);
                let at = at.filter(|_| event.moment() == Some(Moment::End));
                if let Some(participant) = event.participant_id {
                    self.link(conversation.as_ref(), participant, session);
                }
                let folded = self
                    .legs
                    .entry((conversation, session.clone()))
                    .or_default();
                is_news |= folded.join_end(ended, at);
            }
        }
        is_news
    }

    /// The legs, by conversation and id.
    pub fn legs(&self) -> impl Iterator<Item = &FoldedLeg> {
        self.legs.values()
    }

    /// The leg of this id in a conversation: that of a leg or, where only views were seen in which
    /// a participant is a leg, that of the participant.
    ///
    /// ```
    /// use message_model::{Capture, Id};
    /// use message_rules::Fold;
    ///
    /// let mut fold = Fold::default();
    /// let text = r#"{"id": "c", "participants": [{"messages": [{"id": "l", "state": "parked"}]}]}"#;
    /// fold.push(&Capture::read(text)?);
    /// assert!(fold.leg(Some(&Id::from("c")), &Id::from("l")).is_some());
    /// assert!(fold.leg(Some(&Id::from("c")), &Id::from("m")).is_none());
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    pub fn leg(&self, conversation: Option<&Id>, id: &Id) -> Option<&FoldedLeg> {
        let key = (conversation.cloned(), id.clone());
        let of_participant = || {
            let leg = self.of_participants.get(&key)?;
            self.legs.get(&(key.0.clone(), leg.clone()))
        };
        self.legs.get(&key).or_else(of_participant)
    }

    /// What is known of a leg that has an id.
    fn folded(&mut self, conversation: Option<&Id>, leg: &Leg<'_>) -> Option<&mut FoldedLeg> {
        let id = leg.facts.id.clone()?;
        let participant = leg
            .participant
            .and_then(|participant| participant.id.clone());
        let of = |id: Id| (conversation.cloned(), id);
        let own = match leg.place {
            Place::Participant(_) => match self.of_participants.get(&of(id.clone())) {
                Some(leg) => of(leg.clone()),
                None => of(id),
            },
            Place::Whole => of(id),
            Place::Leg(..) => {
                if let Some(participant) = participant {
                    self.link(conversation, &participant, &id);
                }
                of(id)
            }
        };
        Some(self.legs.entry(own).or_default())
    }

    /// Takes a leg for that of a participant, and moves to it what was known of the participant.
    fn link(&mut self, conversation: Option<&Id>, participant: &Id, leg: &Id) {
        if participant == leg {
            return;
        }
        let of = |id: &Id| (conversation.cloned(), id.clone());
        if let Some(known) = self.legs.remove(&of(participant)) {
            self.legs.entry(of(leg)).or_insert(known);
        }
        self.of_participants.insert(of(participant), leg.clone());
    }
}

impl FoldedLeg {
    /// Joins what a snapshot shows; returns whether that changed anything.
    fn join(&mut self, leg: &Leg<'_>) -> bool {
        let before = self.clone();
        self.connected_time = self.connected_time.or(leg.connected_time);
        self.disconnected_time = self.disconnected_time.or(leg.disconnected_time);
        self.park_time = self.park_time.max(leg.park_time);
        if self.disconnect_type.is_none() {
            self.disconnect_type.clone_from(&leg.disconnect_type);
        }
        self.join_messages(leg);
        let is_back = leg.park_time.is_some() && leg.state != Some(MessageState::Parked);
        let progress = (grown_alike(leg), leg.park_time, is_back);
        if self.progress.is_none_or(|known| known < progress) {
            self.progress = Some(progress);
            self.shown.clear();
        }
        if self.progress == Some(progress) {
            let shown = Shown {
                state: leg.state.clone(),
                held: leg.held,
                start_hold_time: leg.start_hold_time,
                resume_time: leg.resume_time,
            };
            if !self.shown.contains(&shown) {
                self.shown.push(shown);
            }
        }
        self.settle();
        *self != before
    }

    /// Joins what a detail event tells of its end.
    fn join_end(&mut self, ended: bool, at: Option<Timestamp>) -> bool {
        let before = self.clone();
        self.is_told_over |= ended;
        self.disconnected_time = self.disconnected_time.or(at);
        self.settle();
        *self != before
    }

    fn join_messages(&mut self, leg: &Leg<'_>) {
        for message in leg.messages.iter().flatten() {
            let Some(id) = &message.message_id else {
                continue;
            };
            let Some(known) = self.messages.iter_mut().find(|known| known.id == *id) else {
                self.messages.push(FoldedMessage {
                    id: id.clone(),
                    time: message.message_time,
                    status: message.message_status.clone(),
                });
                continue;
            };
            known.time = known.time.or(message.message_time);
            let place = |status: &Option<MessageStatus>| status.as_ref().map(rank);
            match place(&message.message_status).cmp(&place(&known.status)) {
                std::cmp::Ordering::Greater => known.status.clone_from(&message.message_status),
                std::cmp::Ordering::Equal if known.status != message.message_status => {
                    self.uncertain.push("messageStatus");
                }
                std::cmp::Ordering::Equal | std::cmp::Ordering::Less => {}
            }
        }
        // Those of the same time stay as they came.
        self.messages.sort_by_key(|message| message.time);
    }

    /// Takes over what goes back and forth from the newest of the snapshots that have grown
    /// furthest.
    fn settle(&mut self) {
        // Of two holds the later one is newer.
        let latest = self
            .shown
            .iter()
            .filter_map(|shown| shown.start_hold_time)
            .max();
        self.shown.retain(|shown| {
            shown
                .start_hold_time
                .is_none_or(|since| Some(since) == latest)
        });
        let is_open = self.shown.len() > 1;
        self.uncertain.retain(|name| *name == "messageStatus");
        self.uncertain.truncate(1);
        if is_open {
            self.uncertain.extend(["held", "startHoldTime"]);
        }
        if let Some(shown) = self.shown.last() {
            self.state.clone_from(&shown.state);
            self.held = shown.held;
            self.start_hold_time = shown.start_hold_time;
            self.resume_time = shown.resume_time;
        }
        if self.is_told_over && self.state.as_ref().is_none_or(is_live) {
            self.state = Some(MessageState::Disconnected);
            (self.held, self.start_hold_time, self.resume_time) = (Some(false), None, None);
            self.uncertain.retain(|name| *name == "messageStatus");
        }
    }
}

fn is_live(state: &MessageState) -> bool {
    crate::leg::phase(state) != Some(Phase::Ended)
}
