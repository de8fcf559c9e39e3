//! What a projection is of.

use crate::{Content, Conversation};

/// A conversation together with its content: the input of every projection.
pub struct View<'v, C: ?Sized> {
    /// What has happened.
    pub conversation: &'v Conversation,
    /// The ids, names and texts to fill in.
    pub content: &'v C,
}

impl<'v, C: Content + ?Sized> View<'v, C> {
    /// The view of this conversation with this content.
    pub fn new(conversation: &'v Conversation, content: &'v C) -> View<'v, C> {
        View {
            conversation,
            content,
        }
    }
}

impl<C: ?Sized> Clone for View<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C: ?Sized> Copy for View<'_, C> {}
