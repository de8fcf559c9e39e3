//! What captured payloads show of conversations, whichever view they are of.
//!
//! A payload has times, and a storyboard can be drawn from them. It does not have the events: which
//! of the things that the [table](Table) allows has happened is told only where a single one fits.

mod board;
mod details;
mod event;
mod gap;
mod leg;
mod moment;
mod states;

use std::collections::BTreeMap;

#[cfg(doc)]
use message_lifecycle::Table;
use message_model::{CommonForm, Conversation, Document, Id, Message, Participant};

use crate::Storyboard;
use event::EventFacts;
use states::States;

/// More legs of a conversation than any has; the rest is not drawn.
const LEGS_MAX: usize = 100;

/// Collects what captured documents show, for a storyboard of each conversation.
///
/// Snapshots of one conversation may follow each other, in any mixture of views: each leg is drawn
/// as its newest state shows it, with what only others tell. Each detail event adds its moment.
///
/// ```
/// use message_model::Capture;
/// use message_storyboard::Observed;
///
/// let text = r#"{"id": "c-1", "participants": [{"purpose": "customer", "messages": [{
///     "segments": [{"type": "Interact", "startTime": "2026-01-05T09:00:00Z"}]}]}]}"#;
/// let capture = Capture::read(text)?;
/// let mut observed = Observed::default();
/// capture.documents().for_each(|document| observed.add(&document));
/// let boards = observed.boards();
/// assert_eq!(boards[0].scenes[0].sentence, "C joins");
/// assert_eq!(boards[0].not_known, ["the name of C"]);
/// # Ok::<(), message_model::DecodeError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Observed {
    conversations: Vec<Seen>,
    /// The place of each conversation that has an identifier.
    places: BTreeMap<Key, usize>,
}

/// What was seen of one conversation.
#[derive(Debug, Clone)]
struct Seen {
    /// `None` if it has no identifier: nothing tells that two such are the same.
    key: Option<Key>,
    legs: Vec<SeenLeg>,
    /// Whether there were more than [`LEGS_MAX`] legs.
    has_more_legs: bool,
}

/// What distinguishes conversations, and legs outside of any.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Conversation(Id),
    Leg(Id),
    /// Detail events that do not say which conversation they are about.
    NoConversation,
}

/// What was seen of one leg: its states, and detail events.
#[derive(Debug, Clone, Default)]
struct SeenLeg {
    participant_id: Option<Id>,
    leg_id: Option<Id>,
    states: Option<States>,
    events: Option<EventFacts>,
}

impl Observed {
    /// Adds what a document shows.
    pub fn add(&mut self, document: &Document<'_>) {
        self.add_placed(document);
    }

    /// Adds what a document shows, and returns the place of its conversation in
    /// [`boards`](Self::boards); `None` if nothing can be drawn of such a document.
    ///
    /// ```
    /// use message_model::{Capture, Conversation, Document};
    /// use message_storyboard::Observed;
    ///
    /// let capture = Capture::read(r#"[{"id": "a", "participants": []}, {"state": "parked"}]"#)?;
    /// let mut observed = Observed::default();
    /// let mut places = Vec::new();
    /// for document in capture.documents().chain(capture.documents()) {
    ///     places.push(observed.add_placed(&document));
    /// }
    /// // A conversation is known again by its id; a leg without one is another each time.
    /// assert_eq!(places, [Some(0), Some(1), Some(0), Some(2)]);
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    pub fn add_placed(&mut self, document: &Document<'_>) -> Option<usize> {
        let place = match document.common_form() {
            CommonForm::Message(leg) => {
                let (place, seen) = self.seen(leg.id.clone().map(Key::Leg));
                // All that is known of it is that somebody had it.
                seen.add_leg(&Participant::default(), Some(leg));
                place
            }
            CommonForm::Nested(conversation) => {
                let id = conversation.id.clone();
                let (place, seen) = self.seen(id.map(Key::Conversation));
                for participant in conversation.participants.iter().flatten() {
                    seen.add_participant(participant);
                }
                place
            }
            CommonForm::Flat(conversation, legs) => {
                let Conversation {
                    id, participants, ..
                } = *conversation;
                let (place, seen) = self.seen(id.map(Key::Conversation));
                for (participant, leg) in participants.iter().flatten().zip(&legs) {
                    seen.add_leg(participant, leg.as_ref());
                }
                place
            }
            CommonForm::DetailEvent(event) => {
                let id = event.conversation_id().cloned();
                let key = id.map_or(Key::NoConversation, Key::Conversation);
                let (place, seen) = self.seen(Some(key));
                seen.add_event(event);
                place
            }
            CommonForm::Analytics(conversation) => {
                let id = conversation.conversation_id.clone();
                let (place, seen) = self.seen(id.map(Key::Conversation));
                for (participant, leg) in details::legs(conversation) {
                    seen.add_leg(&participant, Some(&leg));
                }
                place
            }
            _ => return None,
        };
        Some(place)
    }

    /// A storyboard of each conversation, and of each leg outside of any, in the order in which
    /// they came up.
    pub fn boards(&self) -> Vec<Storyboard> {
        self.conversations.iter().map(board::draw).collect()
    }

    /// The conversation with this identifier, or a new one, with its place.
    fn seen(&mut self, key: Option<Key>) -> (usize, &mut Seen) {
        let next = self.conversations.len();
        let place = match &key {
            Some(key) => *self.places.entry(key.clone()).or_insert(next),
            None => next,
        };
        if place == next {
            self.conversations.push(Seen {
                key,
                legs: Vec::new(),
                has_more_legs: false,
            });
        }
        (place, &mut self.conversations[place])
    }
}

impl Seen {
    /// Adds a participant with the legs that it has in any medium.
    fn add_participant(&mut self, participant: &Participant) {
        let others = participant.legs_of_other_media();
        let others: Vec<Message> = others.map(|(.., leg)| leg).collect();
        let messages = participant.messages.iter().flatten();
        let mut legs = messages.chain(&others).peekable();
        if legs.peek().is_none() {
            self.add_leg(participant, None);
        }
        legs.for_each(|leg| self.add_leg(participant, Some(leg)));
    }

    /// Adds a state of a leg; without one, what its participant tells of it.
    fn add_leg(&mut self, participant: &Participant, leg: Option<&Message>) {
        let leg_id = leg.and_then(|leg| leg.id.as_ref());
        if let Some(seen) = self.leg(participant.id.as_ref(), leg_id) {
            let states = seen.states.get_or_insert_default();
            states.add(participant, leg.unwrap_or(&Message::default()));
        }
    }

    fn add_event(&mut self, event: &message_model::DetailEvent) {
        let (participant_id, leg_id) = event::ids(event);
        if let Some(seen) = self.leg(participant_id, leg_id) {
            seen.events.get_or_insert_default().add(event);
        }
    }

    /// The leg with these identifiers, or a new one; `None` if there are too many.
    fn leg(&mut self, participant_id: Option<&Id>, leg_id: Option<&Id>) -> Option<&mut SeenLeg> {
        let known = self
            .legs
            .iter()
            .position(|leg| leg.is(participant_id, leg_id));
        if let Some(place) = known {
            let leg = &mut self.legs[place];
            // Where both are one object, the leg has the identifier of its participant.
            let own_id = leg.leg_id.take();
            let own_id = own_id.filter(|own| leg_id.is_none() || Some(own) != participant_id);
            leg.leg_id = own_id.or(leg_id.cloned());
            leg.participant_id = leg.participant_id.take().or(participant_id.cloned());
            return Some(leg);
        }
        if self.legs.len() >= LEGS_MAX {
            self.has_more_legs = true;
            return None;
        }
        self.legs.push(SeenLeg {
            participant_id: participant_id.cloned(),
            leg_id: leg_id.cloned(),
            ..SeenLeg::default()
        });
        self.legs.last_mut()
    }
}

impl SeenLeg {
    /// Whether it is the leg with these identifiers. A participant whose leg has no identifier of
    /// its own, as in the views where both are one object, has only one.
    fn is(&self, participant_id: Option<&Id>, leg_id: Option<&Id>) -> bool {
        if leg_id.is_some() && self.leg_id.as_ref() == leg_id {
            return true;
        }
        let is_one = |leg: Option<&Id>| leg.is_none() || leg == participant_id;
        let is_alike = is_one(leg_id) || is_one(self.leg_id.as_ref());
        participant_id.is_some() && self.participant_id.as_ref() == participant_id && is_alike
    }
}
