//! Projections: a conversation's properties as the wire shows them, at any point of its life.
//!
//! A [`Conversation`](crate::Conversation) is the fold of its events, and a [`Leg`](crate::Leg) the
//! compact summary of one leg. A visit ([`visit_conversation`], [`visit_participant`],
//! [`visit_leg`], [`visit_details`]) calls a closure with each property that is present, as a
//! variant of an exhaustive enum, in the order in which the contract declares the properties.
//! Nested objects (participants, legs, messages) are passed by index and have a visit of their own.
//! A property that the release of the projection does not have is not shown, and a value that it does
//! not list is shown as the older one that it sends.
//! [`to_conversation`], [`to_participant`], [`to_message`] and [`to_details`] build the types of
//! `message_model` this way; a receiver that writes bytes directly can use the visits alone.
//!
//! A snapshot is the projection of the conversation after an event: apply an event, project, go on.

use message_model::ApiRevision;
use uuid::Uuid;

use crate::{Content, Conversation, Leg, LegIndex, Role};

pub(crate) mod content;
mod conversation;
pub(crate) mod detail;
mod details;
mod event;
mod leg;
mod media;
mod media_event;
mod model;
mod older;
mod participant;
mod property;
mod segments;
mod snapshot;
pub(crate) mod topic;

pub use conversation::{ConversationProperty, visit_conversation};
pub use detail::{detail_event, detail_event_name};
pub use details::{DetailsProperty, visit_details};
pub use event::to_event_conversation;
pub use leg::{LegProperty, WorkSummary, WrapUpSummary, visit_leg};
pub use media::to_message_conversation;
pub use media_event::to_event_message_conversation;
pub use model::{to_conversation, to_details, to_message, to_participant};
pub use participant::{ParticipantProperty, visit_participant};
pub use segments::Segments;

use older::{Cut, Older};

/// A conversation together with its content: the input of every projection.
pub struct Projection<'v, C: ?Sized> {
    /// What has happened.
    pub conversation: &'v Conversation,
    /// The ids, names and texts to fill in.
    pub content: &'v C,
    /// The release that sends what is projected.
    revision: ApiRevision,
    /// What that release lacks; `None` for the newest.
    older: Option<&'static Older>,
}

impl<'v, C: Content + ?Sized> Projection<'v, C> {
    /// Of this conversation with this content, as the release sends it in which the conversation
    /// takes place.
    pub fn new(conversation: &'v Conversation, content: &'v C) -> Self {
        let revision = conversation.setup().revision;
        Self {
            conversation,
            content,
            revision,
            older: Older::than_newest(revision),
        }
    }

    /// The same as another release sends it: without what that release does not have, and with
    /// older values in place of those that it does not know.
    #[must_use]
    pub fn at_revision(self, revision: ApiRevision) -> Self {
        Self {
            revision,
            older: Older::than_newest(revision),
            ..self
        }
    }

    /// The same with all that any release sends.
    fn newest(self) -> Self {
        Self {
            older: None,
            ..self
        }
    }

    /// The release that sends what is projected.
    fn revision(self) -> ApiRevision {
        self.revision
    }

    /// The property as the release sends it; `None` if it does not have it.
    fn as_sent<P: Cut>(self, property: P) -> Option<P> {
        match self.older {
            Some(older) => older.cut(property),
            None => Some(property),
        }
    }

    /// The legs, in the order in which they opened.
    fn legs(self) -> impl Iterator<Item = (LegIndex, &'v Leg)> {
        (0u32..).map(LegIndex::new).zip(self.conversation.legs())
    }

    /// The queue of a leg as the views beside the API's conversation have it: the contact is in the
    /// queue that it entered last (observed in notifications).
    fn queue_of(self, index: LegIndex, leg: &Leg) -> Option<Uuid> {
        let queue_of = |index, leg| self.content.participant(index, leg).queue_id;
        if !leg.role().is_contact() {
            return queue_of(index, leg);
        }
        let until = self.legs().skip_while(|(at, _)| *at != index).skip(1);
        let own = until.take_while(|(_, other)| !other.role().is_contact());
        let queues = own.filter(|(_, other)| other.role() == Role::Acd);
        queues.last().and_then(|(at, queue)| queue_of(at, queue))
    }
}

impl<C: ?Sized> Clone for Projection<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C: ?Sized> Copy for Projection<'_, C> {}
