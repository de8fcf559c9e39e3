//! Strategies for proptest: realistic conversations that shrink to a story.
//!
//! What is drawn is a script, by the sampler that also makes the corpus; what shrinks is that script: steps go away in
//! chunks and then one by one, then the rest gets plainer and quicker. What cannot happen without a step that went away goes with it, so
//! that every shrunk script is legal. It need not fit its scenario any more.
//!
//! A failing test prints the storyboard and the script; kept as a file, the script is a fixture for good.
//!
//! ```
//! use message_generator::strategy::{conversations, Population};
//! use proptest::prelude::*;
//!
//! proptest!(ProptestConfig { cases: 8, ..ProptestConfig::default() }, |(conversation in conversations(Population::default()))| {
//!     prop_assert!(conversation.participants.iter().flatten().all(|one| one.id.is_some()));
//! });
//! ```
//!
//! Why no `prop_flat_map`, why not strategies of proptest's own for each step: with those, the choice of one step decides
//! which are possible next, and shrinking the one throws the others away. Deleting steps from a script does not.

mod population;
mod story;
mod tree;

use crate::strategy::tree::StoryTree;
use message_lifecycle::Timeline;
use message_model::{self as wire, ApiRevision, AsOf};
use proptest::prelude::*;
use proptest::strategy::NewTree;
use proptest::test_runner::TestRunner;
use rand::Rng;
use std::fmt::Debug;

pub use self::population::Population;
pub use self::story::{Sample, Story};

/// Whole stories: the script and the conversations that come of it.
#[must_use]
pub fn stories(population: Population) -> Stories {
    Stories { population }
}

/// Scripts that play strictly.
pub fn scripts(population: Population) -> impl Strategy<Value = Sample<crate::Script>> {
    stories(population).prop_map(|story| Sample { value: story.script.clone(), story })
}

/// Timelines, one for each conversation of a story.
pub fn timelines(population: Population) -> impl Strategy<Value = Sample<Vec<Timeline>>> {
    samples(population, |story| Some(story.episodes.iter().map(|episode| episode.timeline.clone()).collect()))
}

/// Conversations as they stand after their last event, as of the population's release.
pub fn conversations(population: Population) -> impl Strategy<Value = Sample<wire::Conversation>> {
    samples(population, |story| Some(cut(story.conversations().next_back()?, story, wire::Conversation::as_of)))
}

/// Conversations after each of their events, as of the population's release.
pub fn snapshots(population: Population) -> impl Strategy<Value = Sample<Vec<wire::Conversation>>> {
    samples(population, |story| {
        let snapshots = story.episodes.last()?.snapshots();
        Some(snapshots.map(|(_, conversation)| cut(conversation, story, wire::Conversation::as_of)).collect())
    })
}

/// All legs of a conversation, as of the population's release.
pub fn legs(population: Population) -> impl Strategy<Value = Sample<Vec<wire::Message>>> {
    samples(population, |story| {
        let legs = story.episodes.last()?.messages();
        Some(legs.map(|(_, leg)| cut(leg, story, wire::Message::as_of)).collect())
    })
}

/// A value of a story as its release sends it; what the lifecycle gives is what the latest one sends.
fn cut<T>(value: T, story: &Story, as_of: fn(T, ApiRevision) -> AsOf<T>) -> T {
    match story.script.revision {
        ApiRevision::LATEST => value,
        older => as_of(value, older).value,
    }
}

/// What is made of a story, with the story behind it; of an empty one, the default.
fn samples<T: Debug + Default>(
    population: Population,
    make: fn(&Story) -> Option<T>,
) -> impl Strategy<Value = Sample<T>> {
    stories(population).prop_map(move |story| {
        let value = make(&story).unwrap_or_default();
        Sample { value, story }
    })
}

/// The strategy of [`stories`].
#[derive(Debug, Clone)]
pub struct Stories {
    population: Population,
}

impl Strategy for Stories {
    type Tree = StoryTree;
    type Value = Story;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        // Few digits, since people read them; enough for all the tests that anybody runs.
        let (seed, conversation) = (runner.rng().next_u64() % 1_000_000, runner.rng().next_u64() % 1_000_000);
        Ok(StoryTree::new(self.population.script(seed, conversation)))
    }
}

impl Arbitrary for Story {
    type Parameters = Population;
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with(population: Population) -> Self::Strategy {
        stories(population).boxed()
    }
}

/// A script by itself; a test that takes [`scripts`] instead tells the story when it fails.
impl Arbitrary for crate::Script {
    type Parameters = Population;
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with(population: Population) -> Self::Strategy {
        stories(population).prop_map(|story| story.script).boxed()
    }
}
