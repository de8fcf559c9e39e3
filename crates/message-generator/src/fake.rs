//! Realistic values through the `fake` crate's traits, from a config type.
//!
//! The model's own `Dummy` implementations give arbitrary values; these give whole conversations
//! that could have happened, and parts of them. The random numbers passed in decide only which
//! conversation of the run is given, and which part.

use fake::Dummy;
use message_lifecycle::Timeline;
use message_model as wire;
use rand::RngExt;

use crate::draw::Key;
use crate::play::Episode;
use crate::population::Run;
use crate::script::Script;

/// A `fake` config that gives conversations of a [`Run`] and their parts. The run decides the
/// scenarios, profile or walks, the channel and the release.
///
/// ```
/// use fake::Fake;
/// use message_generator::{Profile, Realistic, Run};
/// use message_model::{ApiRevision, Conversation, Message};
///
/// let leg = Realistic::default().fake::<Message>();
/// assert!(leg.id.is_some() && leg.state.is_some());
///
/// let outage = Profile::builtin("outage").unwrap();
/// let outage = Run::new(1).with_profile(outage).with_revision(ApiRevision::V192);
/// let conversation = Realistic::of(outage).fake::<Conversation>();
/// assert!(conversation.participants.is_some_and(|parties| !parties.is_empty()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Realistic {
    run: Run,
}

impl Realistic {
    /// A config for conversations of this run. The seed of the run is ignored.
    #[must_use]
    pub fn of(run: Run) -> Self {
        Self { run }
    }

    /// One played conversation that has a leg. On an old release some scripts come out empty;
    /// others are then drawn until one does not.
    fn episode(&self, rng: &mut (impl RngExt + ?Sized)) -> Episode {
        loop {
            if let Some(episode) = self.run.play_of(drawn_key(rng)).episodes.pop() {
                return episode;
            }
        }
    }
}

impl Default for Realistic {
    /// All built-in scenarios with equal chances, on the latest release.
    fn default() -> Self {
        Self::of(Run::new(0))
    }
}

/// The script of a conversation.
impl Dummy<Realistic> for Script {
    fn dummy_with_rng<R: RngExt + ?Sized>(config: &Realistic, rng: &mut R) -> Self {
        config.run.script_of(drawn_key(rng))
    }
}

/// What happened in a conversation.
impl Dummy<Realistic> for Timeline {
    fn dummy_with_rng<R: RngExt + ?Sized>(config: &Realistic, rng: &mut R) -> Self {
        config.episode(rng).timeline
    }
}

/// A conversation after its last event.
impl Dummy<Realistic> for wire::Conversation {
    fn dummy_with_rng<R: RngExt + ?Sized>(config: &Realistic, rng: &mut R) -> Self {
        config.episode(rng).conversation()
    }
}

/// One participant of a conversation after its last event.
impl Dummy<Realistic> for wire::Participant {
    fn dummy_with_rng<R: RngExt + ?Sized>(config: &Realistic, rng: &mut R) -> Self {
        let conversation: wire::Conversation = Dummy::dummy_with_rng(config, rng);
        pick(conversation.participants.unwrap_or_default(), rng)
    }
}

/// One leg of a conversation after its last event.
impl Dummy<Realistic> for wire::Message {
    fn dummy_with_rng<R: RngExt + ?Sized>(config: &Realistic, rng: &mut R) -> Self {
        let episode = config.episode(rng);
        let legs = episode.legs().map(|(_, leg)| leg).collect();
        pick(legs, rng)
    }
}

fn drawn_key(rng: &mut (impl RngExt + ?Sized)) -> Key {
    Key::new(rng.next_u64(), rng.next_u64())
}

/// One of the items, of which there is at least one: a played conversation has a leg.
fn pick<T: Default>(mut values: Vec<T>, rng: &mut (impl RngExt + ?Sized)) -> T {
    let count = u64::try_from(values.len())
        .expect("they fit into memory")
        .max(1);
    let place = usize::try_from(rng.next_u64() % count).expect("below their number");
    if values.is_empty() {
        T::default()
    } else {
        values.swap_remove(place)
    }
}
