//! A script with what came of it, which tells itself when a test fails.

use crate::episode::Episode;
use crate::play::play_out;
use crate::script::Script;
use message_lifecycle::{Table, storyboard};
use message_model as wire;
use std::fmt;
use std::ops::Deref;

/// A script and the conversations that come of it.
///
/// Its `Debug` is for people: the storyboard, the script, and how to keep it.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Story {
    /// The script; it plays strictly.
    pub script: Script,
    /// The conversations; mostly one, two where a customer comes back later, none where nothing is left.
    pub episodes: Vec<Episode>,
}

impl Story {
    /// Plays a script leniently, and forgets the legs that no step speaks of any more.
    #[must_use]
    pub fn of(script: &Script) -> Self {
        Self::played(script.clone())
    }

    /// As [`Story::of`], of a script that nobody else needs.
    pub(super) fn played(script: Script) -> Self {
        let (mut script, episodes) = play_out(script);
        script.forget_unused_legs();
        Self { script, episodes }
    }

    /// Its conversations as they stand after their last event.
    pub fn conversations(&self) -> impl DoubleEndedIterator<Item = wire::Conversation> {
        self.episodes.iter().map(Episode::conversation)
    }
}

impl fmt::Display for Story {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for episode in &self.episodes {
            match storyboard(Table::standard(), &episode.timeline, &episode.content) {
                Ok(board) => writeln!(formatter, "{board}")?,
                Err(illegal) => writeln!(formatter, "{illegal}")?,
            }
        }
        write!(formatter, "{}", self.script.to_json())?;
        write!(formatter, "to keep it, save the script and run: cargo xtask promote SCRIPT.json --name NAME")
    }
}

impl fmt::Debug for Story {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "\n{self}\n")
    }
}

/// A value, and the story that it was made of; it stands for the value wherever one is wanted.
///
/// Its `Debug` is the story's, since that is what a person wants to read.
#[derive(Clone, PartialEq, Eq)]
pub struct Sample<T> {
    /// The value.
    pub value: T,
    /// The story behind it.
    pub story: Story,
}

impl<T> Deref for Sample<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> fmt::Debug for Sample<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.story.fmt(formatter)
    }
}
