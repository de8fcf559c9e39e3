//! `fake` by convention: realistic values from a config type.
//!
//! The model's own `Dummy` gives values that are wide and wild; these come from whole conversations that could have
//! happened. The random numbers handed in decide which conversation of the run, and which of its parts, and nothing else.

use crate::draw::Key;
use crate::episode::Episode;
use crate::run::Run;
use crate::script::Script;
use fake::Dummy;
use message_lifecycle::Timeline;
use message_model as wire;
use rand::RngExt;

/// Makes conversations and their parts: those of a [`Run`], which says of what scenarios, profile or walks, on which
/// channel and as of which release.
///
/// ```
/// use fake::Fake;
/// use message_generator::{Profile, Realistic, Run};
/// use message_model::{ApiRevision, Conversation, Message};
///
/// let leg = Realistic::default().fake::<Message>();
/// assert!(leg.id.is_some() && leg.state.is_some());
///
/// let outage = Run::new(1).with_profile(Profile::builtin("outage").unwrap()).with_revision(ApiRevision::V192);
/// let conversation = Realistic::of(outage).fake::<Conversation>();
/// assert!(conversation.participants.is_some_and(|parties| !parties.is_empty()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Realistic {
    run: Run,
}

impl Realistic {
    /// Conversations of this run; of its seed nothing is used.
    #[must_use]
    pub fn of(run: Run) -> Self {
        Self { run }
    }

    fn script(&self, rng: &mut (impl RngExt + ?Sized)) -> Script {
        self.run.script_of(Key::new(rng.next_u64(), rng.next_u64()))
    }

    /// One played conversation. Whatever a release cannot do, somebody always joins in the end.
    fn episode(&self, rng: &mut (impl RngExt + ?Sized)) -> Episode {
        loop {
            if let Some(episode) = self.run.play(self.script(rng)).pop() {
                return episode;
            }
        }
    }
}

impl Default for Realistic {
    /// All built-in scenarios, each as often as the others, as of the latest release.
    fn default() -> Self {
        Self::of(Run::new(0))
    }
}

/// The script of a conversation.
impl Dummy<Realistic> for Script {
    fn dummy_with_rng<R: RngExt + ?Sized>(config: &Realistic, rng: &mut R) -> Self {
        config.script(rng)
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
        config.episode(rng).conversation().as_of(config.run.revision()).value
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
        let legs = episode.messages().map(|(_, leg)| leg.as_of(config.run.revision()).value).collect();
        pick(legs, rng)
    }
}

/// One of them; a conversation that is played has a leg.
fn pick<T: Default>(mut values: Vec<T>, rng: &mut (impl RngExt + ?Sized)) -> T {
    let count = u64::try_from(values.len()).expect("they fit into memory").max(1);
    let place = usize::try_from(rng.next_u64() % count).expect("below their number");
    if values.is_empty() { T::default() } else { values.swap_remove(place) }
}
