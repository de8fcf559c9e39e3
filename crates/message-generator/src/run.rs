//! Many conversations, each by its number: what `generate` writes, and what a test that needs thousands reads.
//!
//! Nothing is carried from one conversation to the next, so that number 1,000,000 can be made alone, and threads and
//! parts of a run cannot change a byte.

use crate::channel::Channel;
use crate::content::People;
use crate::draw::{Draw, Key, Label, paths};
use crate::episode::Episode;
use crate::play::play_out;
use crate::profile::Profile;
use crate::sample::{Setting, sample_at};
use crate::scenario::Scenario;
use crate::script::Script;
use crate::walk::walk_in;
use message_model::{ApiRevision, Timestamp};

/// A run of conversations: of some scenarios, of a profile, or of walks.
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
    people: People,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    /// Each as often as the others.
    Scenarios(Vec<Scenario>),
    /// Each as often as its weight says.
    Mix(Vec<Scenario>),
    Profile(Box<Profile>),
    /// None: at random through the transition table.
    Walks,
}

impl Run {
    /// A run over all built-in scenarios, each as often as the others.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let source = Source::Scenarios(Scenario::all_builtin().collect());
        Self { seed, setting: Setting::default(), source, people: People::default() }
    }

    /// The same run over these scenarios only; with none of them, it stays as it is.
    #[must_use]
    pub fn with_scenarios(mut self, scenarios: Vec<Scenario>) -> Self {
        if !scenarios.is_empty() {
            self.source = Source::Scenarios(scenarios);
        }
        self
    }

    /// The same run over these scenarios, each as often as its weight says, and a few of the conversations still open; with
    /// no scenario at all, it stays as it is.
    ///
    /// A mix of everything, for a first look. It is like no day of any contact centre: for that there are profiles.
    #[must_use]
    pub fn with_mix(mut self, scenarios: Vec<Scenario>) -> Self {
        if !scenarios.is_empty() {
            self.source = Source::Mix(scenarios);
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

    /// The same run as [walks](crate::walk()) through the transition table, which keep to no scenario.
    #[must_use]
    pub fn with_walks(mut self) -> Self {
        self.source = Source::Walks;
        self
    }

    /// The same run with another seed.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// The same run from another start; what would happen after the year 9999 does not.
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

    /// The same run with other people's names and words in it; scripts stay as they are, since they hold none.
    #[must_use]
    pub fn with_people(mut self, people: People) -> Self {
        self.people = people;
        self
    }

    /// The release whose platform it is on.
    #[must_use]
    pub fn revision(&self) -> ApiRevision {
        self.setting.revision
    }

    /// The script of one conversation; it plays strictly.
    #[must_use]
    pub fn script(&self, conversation: u64) -> Script {
        self.script_of(Key::new(self.seed, conversation))
    }

    /// The script of any key, of whatever seed.
    pub(crate) fn script_of(&self, key: Key) -> Script {
        let mut channel = self.setting.channel;
        let (scenario, is_open) = match &self.source {
            Source::Scenarios(scenarios) => {
                (Draw::new(key, paths::CONVERSATION_SCENARIO, Label::NONE, 0).pick(scenarios), false)
            }
            Source::Mix(scenarios) => {
                let is_open = Draw::new(key, paths::CONVERSATION_OPEN, Label::NONE, 0).percent(OPEN_PERCENT);
                (by_weight(scenarios, Draw::new(key, paths::CONVERSATION_SCENARIO, Label::NONE, 0)), is_open)
            }
            Source::Profile(profile) => {
                let (usual, scenario) = profile.pick(key);
                channel.get_or_insert(usual);
                (scenario, profile.is_open(key))
            }
            Source::Walks => {
                let walk = walk_in(key, &Setting { start: self.start(key), ..self.setting.clone() });
                return if may_end_too_late(&walk) { play_out(walk).0 } else { walk };
            }
        };
        let mut script = sample_at(scenario, key, self.start(key), channel, &self.setting.pace);
        script.revision = self.setting.revision;
        if is_open {
            cut_off(&mut script);
        }
        let may_not_play = script.revision != ApiRevision::LATEST || may_end_too_late(&script);
        if may_not_play { play_out(script).0 } else { script }
    }

    /// One conversation played; the rare script of two gives both.
    #[must_use]
    pub fn episodes(&self, conversation: u64) -> Vec<Episode> {
        self.play(self.script(conversation))
    }

    /// A script of the run played, with the run's people in it.
    pub(crate) fn play(&self, script: Script) -> Vec<Episode> {
        let mut episodes = play_out(script).1;
        episodes.iter_mut().for_each(|episode| episode.content.set_people(self.people));
        episodes
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

/// One of the scenarios, of which there is one at least.
fn by_weight(scenarios: &[Scenario], draw: Draw) -> &Scenario {
    let mut rest = draw.below(scenarios.iter().map(|scenario| u64::from(scenario.weight)).sum());
    let drawn = scenarios.iter().find(|scenario| {
        let is_here = rest < u64::from(scenario.weight);
        rest = rest.saturating_sub(u64::from(scenario.weight));
        is_here
    });
    drawn.expect("what was drawn is below the sum of the weights")
}

/// Whether a script may go on past the last year that a timestamp has.
fn may_end_too_late(script: &Script) -> bool {
    script.start.checked_add_millis(CENTURY_MS).is_none()
}

/// Leaves out the end of a script, from anywhere after its first step on.
fn cut_off(script: &mut Script) {
    let draw = Draw::new(script.key, paths::CONVERSATION_OPEN, Label::NONE, 1);
    let length = u64::try_from(script.steps.len()).expect("a script fits into memory");
    let kept = draw.between(1, length.saturating_sub(1).max(1));
    script.steps.truncate(usize::try_from(kept).expect("no more than there were"));
}

/// So many conversations of a mix are still open; our choice.
const OPEN_PERCENT: u8 = 5;
/// More than a conversation lasts.
const CENTURY_MS: i64 = 100 * 366 * 86_400_000;
/// One conversation begins in every so many milliseconds: some four thousand a day.
const PACE_MS: u64 = 20_000;
/// After so many conversations a run begins again at its start: some ten years.
const WRAP: u64 = 15_000_000;
