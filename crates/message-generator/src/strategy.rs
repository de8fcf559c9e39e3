//! Proptest strategies for realistic conversations that shrink to a readable story.
//!
//! A strategy draws a script, by the sampler that also makes the corpus, and shrinks that script:
//! steps are removed in chunks and then one by one; then the remaining steps lose their optional
//! properties, and delays become shorter. A step that goes takes its delay along or leaves it to
//! the next one, whichever still fails. Steps that are not possible without a removed one are
//! removed too, so that every shrunk script is legal. It need not fit its scenario any more, but it
//! always has a conversation with its first leg.
//!
//! Payloads lack some of the optional properties that real ones lack ([`Absent`]), until they
//! shrink to whole ones.
//!
//! A failing test prints the storyboard, the script, and the line that plays it again in the test's
//! own project.
//!
//! ```
//! use message_generator::strategy::{conversations, Population};
//! use proptest::prelude::*;
//!
//! let config = ProptestConfig { cases: 8, ..ProptestConfig::default() };
//! proptest!(config, |(conversation in conversations(Population::default()))| {
//!     prop_assert!(conversation.participants.iter().flatten().all(|one| one.id.is_some()));
//! });
//! ```
//!
//! Why not compose a script from proptest's own strategies, with `prop_flat_map`? There, the choice
//! of one step decides which steps are possible next, and shrinking that choice throws all later
//! ones away. Removing steps from a script does not.

mod absent;
mod population;
mod story;
mod tree;

use std::fmt::Debug;

use message_lifecycle::Timeline;
use message_model as wire;
use proptest::prelude::*;
use proptest::strategy::NewTree;
use proptest::test_runner::TestRunner;
use rand::Rng;

use crate::play::Episode;
use crate::strategy::tree::StoryTree;

pub use self::absent::Absent;
pub use self::population::Population;
pub use self::story::{Story, WithStory};

/// A strategy for stories: scripts together with the conversations that they are played into.
///
/// ```
/// use message_generator::strategy::{Population, stories};
/// use proptest::prelude::*;
///
/// let spam = Population::of(["spam"]);
/// proptest!(ProptestConfig::with_cases(4), |(story in stories(spam))| {
///     prop_assert_eq!(story.script.scenario.as_deref(), Some("spam"));
/// });
/// ```
#[must_use]
pub fn stories(population: Population) -> Stories {
    Stories { population }
}

/// A strategy for scripts, which play strictly.
///
/// ```
/// use message_generator::strategy::{Population, scripts};
/// use proptest::prelude::*;
///
/// let spam = Population::of(["spam"]);
/// proptest!(ProptestConfig::with_cases(4), |(script in scripts(spam))| {
///     prop_assert!(!script.steps.is_empty());
/// });
/// ```
pub fn scripts(population: Population) -> impl Strategy<Value = WithStory<crate::Script>> {
    stories(population).prop_map(|story| WithStory {
        value: story.script.clone(),
        story,
    })
}

/// A strategy for the timelines of a script, one for each of its conversations.
///
/// ```
/// use message_generator::strategy::{Population, timelines};
/// use proptest::prelude::*;
///
/// let spam = Population::of(["spam"]);
/// proptest!(ProptestConfig::with_cases(4), |(timelines in timelines(spam))| {
///     prop_assert_eq!(timelines.len(), 1);
/// });
/// ```
pub fn timelines(population: Population) -> impl Strategy<Value = WithStory<Vec<Timeline>>> {
    samples(population, |story| {
        story
            .episodes
            .iter()
            .map(|episode| episode.timeline.clone())
            .collect()
    })
}

/// A strategy for conversations after their last event, as the population's release sends them.
///
/// ```
/// use message_generator::strategy::{Population, conversations};
/// use proptest::prelude::*;
///
/// let spam = Population::of(["spam"]);
/// proptest!(ProptestConfig::with_cases(4), |(conversation in conversations(spam))| {
///     prop_assert!(conversation.participants.is_some());
/// });
/// ```
pub fn conversations(
    population: Population,
) -> impl Strategy<Value = WithStory<wire::Conversation>> {
    samples(population, |story| {
        story.lacking(last(story).conversation())
    })
}

/// A strategy for the snapshots of a conversation, one after each event, as the population's
/// release sends them.
///
/// ```
/// use message_generator::strategy::{Population, snapshots};
/// use proptest::prelude::*;
///
/// let spam = Population::of(["spam"]);
/// proptest!(ProptestConfig::with_cases(4), |(snapshots in snapshots(spam))| {
///     prop_assert!(snapshots.first().is_some_and(|first| first.end_time.is_none()));
/// });
/// ```
pub fn snapshots(
    population: Population,
) -> impl Strategy<Value = WithStory<Vec<wire::Conversation>>> {
    samples(population, |story| {
        let snapshots = last(story).snapshots();
        snapshots
            .map(|(_, conversation)| story.lacking(conversation))
            .collect()
    })
}

/// A strategy for all legs of a conversation after its last event, as the population's release
/// sends them.
///
/// ```
/// use message_generator::strategy::{Population, legs};
/// use proptest::prelude::*;
///
/// let spam = Population::of(["spam"]);
/// proptest!(ProptestConfig::with_cases(4), |(legs in legs(spam))| {
///     prop_assert!(!legs.is_empty());
/// });
/// ```
pub fn legs(population: Population) -> impl Strategy<Value = WithStory<Vec<wire::Message>>> {
    samples(population, |story| {
        let legs = last(story).legs();
        legs.map(|(_, mut leg)| {
            story.absent.remove_from_leg(&mut leg);
            leg
        })
        .collect()
    })
}

/// The conversation that a strategy of single ones gives.
fn last(story: &Story) -> &Episode {
    story
        .episodes
        .last()
        .expect("no story is drawn or shrunk to without a conversation")
}

/// A strategy for values made of stories, each with its story.
fn samples<T: Debug>(
    population: Population,
    make: fn(&Story) -> T,
) -> impl Strategy<Value = WithStory<T>> {
    stories(population).prop_map(move |story| WithStory {
        value: make(&story),
        story,
    })
}

/// How many scripts are drawn at most to find one that has a step.
const DRAWS_MAX: usize = 1_000;

/// The strategy of [`stories`].
#[derive(Debug, Clone)]
pub struct Stories {
    population: Population,
}

impl Strategy for Stories {
    type Tree = StoryTree;
    type Value = Story;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        // On an older release all steps of a script may be impossible.
        for _ in 0..DRAWS_MAX {
            // Seeds and numbers of few digits, since people read them; there are still more of them
            // than any test needs.
            let (seed, conversation) = (
                runner.rng().next_u64() % 1_000_000,
                runner.rng().next_u64() % 1_000_000,
            );
            let story = self.population.story(seed, conversation);
            let story = story.map_err(|error| error.to_string())?;
            if !story.episodes.is_empty() {
                return Ok(StoryTree::new(story));
            }
        }
        Err(format!("no conversation in {DRAWS_MAX} draws has a leg").into())
    }
}

impl Arbitrary for Story {
    type Parameters = Population;
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with(population: Population) -> Self::Strategy {
        stories(population).boxed()
    }
}

/// Gives a script alone. A test that uses [`scripts`] instead prints the whole story when it fails.
impl Arbitrary for crate::Script {
    type Parameters = Population;
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with(population: Population) -> Self::Strategy {
        stories(population).prop_map(|story| story.script).boxed()
    }
}
