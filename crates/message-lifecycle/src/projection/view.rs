//! What a projection is of.

use message_model::ApiRevision;
use uuid::Uuid;

use crate::{Content, Conversation, Leg, LegIndex, Role};

/// A conversation together with its content: the input of every projection.
pub struct View<'v, C: ?Sized> {
    /// What has happened.
    pub conversation: &'v Conversation,
    /// The ids, names and texts to fill in.
    pub content: &'v C,
    /// The release that sends what is projected.
    revision: ApiRevision,
}

impl<'v, C: Content + ?Sized> View<'v, C> {
    /// The view of this conversation with this content, as the release sends it in which the
    /// conversation takes place.
    pub fn new(conversation: &'v Conversation, content: &'v C) -> View<'v, C> {
        View {
            conversation,
            content,
            revision: conversation.setup().revision,
        }
    }

    /// The same as another release sends it: without what that release does not have, and with
    /// older values in place of those that it does not know.
    #[must_use]
    pub fn at_revision(mut self, revision: ApiRevision) -> Self {
        self.revision = revision;
        self
    }

    /// The release that sends what is projected.
    pub(super) fn revision(self) -> ApiRevision {
        self.revision
    }

    /// Whether nothing has to be left out, since projections make what the newest release has.
    pub(super) fn is_newest(self) -> bool {
        self.revision == ApiRevision::LATEST
    }

    /// The legs, in the order in which they opened.
    pub(super) fn legs(self) -> impl Iterator<Item = (LegIndex, &'v Leg)> {
        (0u32..).map(LegIndex::new).zip(self.conversation.legs())
    }

    /// The queue of a leg as the views beside the API's conversation have it: the contact is in the
    /// queue that it entered last (observed in notifications).
    pub(super) fn queue_of(self, index: LegIndex, leg: &Leg) -> Option<Uuid> {
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

impl<C: ?Sized> Clone for View<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C: ?Sized> Copy for View<'_, C> {}
