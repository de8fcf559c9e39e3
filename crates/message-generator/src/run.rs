//! Many conversations, each by its number: what `generate` writes, and what a test that needs thousands reads.
//!
//! Nothing is carried from one conversation to the next, so that number 1,000,000 can be made alone, and threads and
//! parts of a run cannot change a byte.

use crate::channel::Channel;
use crate::draw::{Draw, Key, Label, paths};
use crate::episode::Episode;
use crate::play::play_lenient;
use crate::profile::Profile;
use crate::sample::{Setting, sample_in};
use crate::scenario::Scenario;
use crate::script::Script;
use message_model::{ApiRevision, Timestamp};

/// A run of conversations: of some scenarios, or of a profile.
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
    setting: Setting,
    source: Source,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    /// Each as often as the others.
    Scenarios(Vec<Scenario>),
    Profile(Box<Profile>),
}

impl Run {
    /// A run over all built-in scenarios, each as often as the others.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let source = Source::Scenarios(Scenario::all_builtin().collect());
        Self { seed, setting: Setting::default(), source }
    }

    /// The same run over these scenarios only; with none of them, it stays as it is.
    #[must_use]
    pub fn with_scenarios(mut self, scenarios: Vec<Scenario>) -> Self {
        if !scenarios.is_empty() {
            self.source = Source::Scenarios(scenarios);
        }
        self
    }

    /// The same run over the population of a profile.
    #[must_use]
    pub fn with_profile(mut self, profile: Profile) -> Self {
        self.setting.pace = profile.pace.clone();
        self.source = Source::Profile(Box::new(profile));
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
        self.setting.start = start;
        self
    }

    /// The same run, all of it on one channel, whatever its scenarios or its profile say.
    #[must_use]
    pub fn with_channel(mut self, channel: Channel) -> Self {
        self.setting.channel = Some(channel);
        self
    }

    /// The same run on the platform of a release; what that cannot do does not happen.
    #[must_use]
    pub fn with_revision(mut self, revision: ApiRevision) -> Self {
        self.setting.revision = revision;
        self
    }

    /// The script of one conversation; it plays strictly.
    #[must_use]
    pub fn script(&self, conversation: u64) -> Script {
        let key = Key::new(self.seed, conversation);
        let mut setting = self.setting.clone();
        setting.start = self.start(key);
        let (scenario, is_open) = match &self.source {
            Source::Scenarios(scenarios) => {
                (Draw::new(key, paths::CONVERSATION_SCENARIO, Label::NONE, 0).pick(scenarios), false)
            }
            Source::Profile(profile) => {
                let (channel, scenario) = profile.pick(key);
                setting.channel.get_or_insert(channel);
                (scenario, profile.is_open(key))
            }
        };
        let mut script = sample_in(scenario, key, &setting);
        if is_open {
            cut_off(&mut script);
        }
        if setting.revision == ApiRevision::LATEST { script } else { play_lenient(&script).0 }
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

    fn start(&self, key: Key) -> Timestamp {
        let within = Draw::new(key, paths::CONVERSATION_START, Label::NONE, 0).below(PACE_MS);
        let offset = (key.conversation % WRAP) * PACE_MS + within;
        let offset = i64::try_from(offset).expect("the wrap keeps it below ten years");
        self.setting.start.checked_add_millis(offset).unwrap_or(self.setting.start)
    }
}

/// Leaves out the end of a script, from anywhere after its first step on.
fn cut_off(script: &mut Script) {
    let draw = Draw::new(script.key, paths::CONVERSATION_OPEN, Label::NONE, 1);
    let length = u64::try_from(script.steps.len()).expect("a script fits into memory");
    let kept = draw.between(1, length.saturating_sub(1).max(1));
    script.steps.truncate(usize::try_from(kept).expect("no more than there were"));
}

/// One conversation begins in every so many milliseconds: some four thousand a day.
const PACE_MS: u64 = 20_000;
/// After so many conversations a run begins again at its start: some ten years.
const WRAP: u64 = 15_000_000;
