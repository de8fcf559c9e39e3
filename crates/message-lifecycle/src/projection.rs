//! Views of a conversation: its properties in wire order, one push each.
//!
//! A [`Conversation`] is already the fold of its events, and a [`Leg`](crate::Leg) the compact summary of one leg. A projection walks
//! over it and pushes each present property into a closure, as a variant of an exhaustive enum, in the order in which the
//! contract declares them. What is nested (segments, messages, participants) is pushed as what it is made of, with a
//! visit of its own. A receiver that builds the types of `message_model` is here
//! ([`to_message`], [`to_conversation`]); one that writes bytes needs no more
//! than this.
//!
//! A snapshot is the projection of the conversation at that point: apply an event, project, go on.

mod conversation;
mod details;
mod leg;
mod model;
mod participant;

pub use conversation::{ConversationProperty, visit_conversation};
pub use details::{DetailsProperty, visit_details};
pub use leg::{LegProperty, WorkSummary, WrapUpSummary, visit_leg};
pub use model::{to_conversation, to_details, to_message, to_participant};
pub use participant::{ParticipantProperty, visit_participant};

use crate::{Content, Conversation};

/// A conversation together with what fills it: what every visit needs.
pub struct View<'v, C: ?Sized> {
    /// What has happened.
    pub conversation: &'v Conversation,
    /// Ids, names and texts.
    pub content: &'v C,
}

impl<'v, C: Content + ?Sized> View<'v, C> {
    /// The view of this conversation with this content.
    pub fn new(conversation: &'v Conversation, content: &'v C) -> View<'v, C> {
        View { conversation, content }
    }
}

impl<C: ?Sized> Clone for View<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C: ?Sized> Copy for View<'_, C> {}
