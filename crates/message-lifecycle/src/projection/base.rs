//! What every projection is made from.

use message_model::ApiRevision;
use uuid::Uuid;

use super::older::{Cut, Older};
use crate::{Content, Conversation, Leg, LegIndex, Role, Text};

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
    pub(super) fn newest(self) -> Self {
        Self {
            older: None,
            ..self
        }
    }

    /// The release that sends what is projected.
    pub(super) fn revision(self) -> ApiRevision {
        self.revision
    }

    /// The property as the release sends it; `None` if it does not have it.
    pub(super) fn as_sent<P: Cut>(self, property: P) -> Option<P> {
        match self.older {
            Some(older) => older.cut(property),
            None => Some(property),
        }
    }

    /// The legs, in the order in which they opened.
    pub(super) fn legs(self) -> impl Iterator<Item = (LegIndex, &'v Leg)> {
        (0u32..).map(LegIndex::new).zip(self.conversation.legs())
    }

    /// The queue of a leg, and its name if the participant has one: the contact is in the queue
    /// that it entered last, and a queue's own participant has the name as its own (observed).
    pub(super) fn queue_of(self, index: LegIndex, leg: &Leg) -> Option<(Uuid, Option<Text<'v>>)> {
        if !leg.role().is_contact() {
            let content = self.content.participant(index, leg);
            return content.queue_id.map(|id| (id, content.queue_name));
        }
        // A contact who comes back has another leg, and the queues from there on are those of that
        // leg.
        let until = self.legs().skip_while(|(at, _)| *at != index).skip(1);
        let own = until.take_while(|(_, other)| !other.role().is_contact());
        let queues = own.filter(|(_, other)| other.role() == Role::Acd);
        let (at, queue) = queues.last()?;
        let content = self.content.participant(at, queue);
        content.queue_id.map(|id| (id, content.name))
    }
}

impl<C: ?Sized> Clone for Projection<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C: ?Sized> Copy for Projection<'_, C> {}
