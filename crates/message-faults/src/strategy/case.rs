//! A case together with the story that it was made of.

use std::fmt;
use std::ops::Deref;

use message_generator::Key;
use message_generator::strategy::Story;

use crate::label::Label;

/// A case together with the story that it was made of. It dereferences to the case; its `Debug`
/// prints the story and the label.
#[derive(Clone)]
pub struct WithLabel<T> {
    /// The case.
    pub value: T,
    /// What was done, and what a right reader does with it.
    pub label: Label,
    /// The story that it was made of.
    pub story: Story,
}

impl<T> Deref for WithLabel<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> fmt::Debug for WithLabel<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}{}", self.story, self.label)
    }
}

/// The key of what is drawn for a story: that of its content, which it keeps while it shrinks.
pub(super) fn key(story: &Story) -> Key {
    story.script.key
}
