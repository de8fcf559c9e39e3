//! A story: a script together with the conversations that it was played into, printed for people
//! when a test fails.

use std::fmt;
use std::ops::Deref;

use message_lifecycle::Table;
use message_model as wire;
use message_storyboard::storyboard;

use super::absent::Absent;
use crate::play::{Episode, Play, play_out};
use crate::script::Script;

/// A script together with the conversations that it was played into.
///
/// `Display` and `Debug` print the storyboards, the script, and how to play it again, so that this
/// is what a failing property test shows.
///
/// ```
/// use message_generator::strategy::Story;
/// use message_generator::{Key, Scenario, sample};
///
/// let story = Story::of(&sample(&Scenario::builtin("spam").unwrap(), Key::new(1, 0)));
/// assert_eq!(story.episodes.len(), 1);
/// assert!(story.to_string().contains(r#"play(&Script::from_json(include_str!("story.json"))"#));
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Story {
    /// The script, which plays strictly.
    pub script: Script,
    /// The conversations: mostly one, two if a customer comes back later, none if the script has no
    /// steps, as none has that a strategy draws or shrinks to.
    pub episodes: Vec<Episode>,
    /// The optional properties that its payloads lack.
    pub absent: Absent,
}

impl Story {
    /// Plays a script leniently, and removes the legs that no remaining step refers to.
    ///
    /// ```
    /// use message_generator::strategy::Story;
    /// use message_generator::{Key, Scenario, sample};
    ///
    /// let script = sample(&Scenario::named("spam")?, Key::new(7, 0));
    /// let story = Story::of(&script);
    /// assert_eq!(story.script.steps, script.steps);
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn of(script: &Script) -> Self {
        Self::played(script.clone(), Absent::NONE)
    }

    /// As [`Story::of`], taking the script by value, with payloads that lack some properties.
    pub(super) fn played(script: Script, absent: Absent) -> Self {
        Self::of_play(play_out(script), absent)
    }

    /// The story of what was played, with payloads that lack some properties.
    pub(super) fn of_play(play: Play, absent: Absent) -> Self {
        let Play {
            mut script,
            episodes,
            ..
        } = play;
        script.forget_unused_legs();
        Self {
            script,
            episodes,
            absent,
        }
    }

    /// The wire's `Conversation` of each episode, after its last event.
    ///
    /// ```
    /// use message_generator::strategy::Story;
    /// use message_generator::{Key, Scenario, sample};
    ///
    /// let story = Story::of(&sample(&Scenario::named("spam")?, Key::new(7, 0)));
    /// let conversation = story.conversations().next().unwrap();
    /// assert_eq!(conversation, story.episodes[0].conversation(), "nothing is absent");
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    pub fn conversations(&self) -> impl DoubleEndedIterator<Item = wire::Conversation> {
        self.episodes
            .iter()
            .map(|episode| self.lacking(episode.conversation()))
    }

    /// A payload without the properties that those of this story lack.
    pub(super) fn lacking(&self, mut conversation: wire::Conversation) -> wire::Conversation {
        self.absent.remove_from(&mut conversation);
        conversation
    }
}

impl fmt::Display for Story {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for episode in &self.episodes {
            match storyboard(Table::standard(), &episode.timeline, &episode.content) {
                Ok(board) => writeln!(f, "{board}")?,
                Err(illegal) => writeln!(f, "{illegal}")?,
            }
        }
        write!(f, "{}", self.script.to_json())?;
        writeln!(
            f,
            "to replay it, save the script as story.json beside your test:\n    \
             let episodes = play(&Script::from_json(include_str!(\"story.json\")).unwrap()).unwrap();"
        )?;
        if !self.absent.is_none() {
            let names: Vec<&str> = self.absent.names().collect();
            writeln!(
                f,
                "its payloads lack some properties, as real ones do; to remove them from one:\n    \
                 Absent::of({names:?}).unwrap().remove_from(&mut conversation);"
            )?;
        }
        write!(
            f,
            "where the corpus is, `cargo xtask promote story.json --name NAME` makes a fixture of it"
        )
    }
}

impl fmt::Debug for Story {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}\n")
    }
}

/// A value together with the story that it was made of. It dereferences to the value.
///
/// Its `Debug` prints the story rather than the value, since that is what a person wants to read
/// when a test fails.
#[derive(Clone, PartialEq, Eq)]
pub struct WithStory<T> {
    /// The value.
    pub value: T,
    /// The story that it was made of.
    pub story: Story,
}

impl<T> Deref for WithStory<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> fmt::Debug for WithStory<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.story.fmt(f)
    }
}
