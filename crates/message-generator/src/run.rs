//! Many conversations, each by its number: what `generate` writes, and what a test that needs thousands reads.
//!
//! Nothing is carried from one conversation to the next, so that number 1,000,000 can be made alone, and threads and
//! parts of a run cannot change a byte.

use crate::channel::Channel;
use crate::draw::{Draw, Key, Label, paths};
use crate::episode::Episode;
use crate::play::play_lenient;
use crate::sample::{base_date, sample_from};
use crate::scenario::Scenario;
use crate::script::Script;
use message_model::Timestamp;

/// A run of conversations of one or several scenarios.
///
/// ```
/// use message_generator::Run;
///
/// let run = Run::new(7);
/// let far = run.script(1_000_000);
/// assert_eq!(far.key.conversation, 1_000_000);
/// assert_eq!(far, run.script(1_000_000));
/// assert_eq!(run.scripts().nth(3), Some(run.script(3)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    seed: u64,
    start: Timestamp,
    channel: Option<Channel>,
    scenarios: Vec<Scenario>,
}

impl Run {
    /// A run over all built-in scenarios, each as often as the others.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { seed, start: base_date(), channel: None, scenarios: Scenario::all_builtin().collect() }
    }

    /// The same run over these scenarios only; with none of them, it stays as it is.
    #[must_use]
    pub fn with_scenarios(mut self, scenarios: Vec<Scenario>) -> Self {
        if !scenarios.is_empty() {
            self.scenarios = scenarios;
        }
        self
    }

    /// The same run with another seed.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// The same run from another start.
    #[must_use]
    pub fn with_start(mut self, start: Timestamp) -> Self {
        self.start = start;
        self
    }

    /// The same run, all of it on one channel.
    #[must_use]
    pub fn with_channel(mut self, channel: Channel) -> Self {
        self.channel = Some(channel);
        self
    }

    /// The script of one conversation.
    #[must_use]
    pub fn script(&self, conversation: u64) -> Script {
        let key = Key::new(self.seed, conversation);
        let scenario = Draw::new(key, paths::CONVERSATION_SCENARIO, Label::NONE, 0).pick(&self.scenarios);
        let within = Draw::new(key, paths::CONVERSATION_START, Label::NONE, 0).below(PACE_MS);
        let offset = (conversation % WRAP).saturating_mul(PACE_MS) + within;
        let offset = i64::try_from(offset).expect("the wrap keeps it below ten years");
        let start = self.start.checked_add_millis(offset).unwrap_or(self.start);
        sample_from(scenario, key, start, self.channel)
    }

    /// One conversation played; the rare script of two gives both.
    #[must_use]
    pub fn episodes(&self, conversation: u64) -> Vec<Episode> {
        play_lenient(&self.script(conversation)).1
    }

    /// The scripts of all conversations, from number 0 on, without end.
    pub fn scripts(&self) -> impl Iterator<Item = Script> {
        (0..).map(|conversation| self.script(conversation))
    }
}

/// One conversation begins in every so many milliseconds: some four thousand a day.
const PACE_MS: u64 = 20_000;
/// After so many conversations a run begins again at its start: some ten years.
const WRAP: u64 = 15_000_000;
