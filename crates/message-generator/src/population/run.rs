//! Runs: endless series of conversations, each made by its number. `cargo xtask generate` writes
//! them, and tests that need thousands of conversations read them.
//!
//! No state is carried from one conversation to the next. So number 1,000,000 can be made alone,
//! and splitting a run over threads or into parts cannot change a byte.

use message_model::{self as wire, ApiRevision, Timestamp};

use super::profile::Profile;
use super::walk::walk_with;
use crate::channel::Channel;
use crate::content::{KeyedContent, Organisation, People};
use crate::draw::{Draw, Key, Label, Number, Question, paths};
use crate::error::Error;
use crate::limits::SKEW_MS_MAX;
use crate::play::{Episode, Play, play_out};
use crate::scenario::Scenario;
use crate::scenario::sample::{SampleOptions, sample_at};
use crate::scenario::trace::Trace;
use crate::script::Script;

/// An endless series of conversations, numbered from 0: of scenarios, of a profile, or of walks.
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
    options: SampleOptions,
    source: Source,
    people: People,
    /// That of the seed if the caller gives none.
    organisation: Option<Organisation>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    /// These scenarios with equal chances.
    Scenarios(Vec<Scenario>),
    /// These scenarios with chances in proportion to their weights.
    Mix(Vec<Scenario>),
    Profile(Box<Profile>),
    /// Random walks through the transition table.
    Walks,
}

impl Run {
    /// A run of all built-in scenarios with equal chances, on the latest release.
    ///
    /// ```
    /// use message_generator::Run;
    ///
    /// assert_eq!(Run::new(7).script(3), Run::new(7).script(3));
    /// assert_ne!(Run::new(7).script(3), Run::new(8).script(3));
    /// ```
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let source = Source::Scenarios(Scenario::all_builtin().collect());
        Self {
            seed,
            options: SampleOptions::default(),
            source,
            people: People::default(),
            organisation: None,
        }
    }

    /// The same run of these scenarios only, with equal chances. An empty list changes nothing.
    ///
    /// ```
    /// use message_generator::{Run, Scenario};
    ///
    /// let run = Run::new(7).with_scenarios(vec![Scenario::named("spam")?]);
    /// assert_eq!(run.script(3).scenario.as_deref(), Some("spam"));
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn with_scenarios(mut self, scenarios: Vec<Scenario>) -> Self {
        if !scenarios.is_empty() {
            self.source = Source::Scenarios(scenarios);
        }
        self
    }

    /// The same run of these scenarios, with chances in proportion to their weights and some of the
    /// conversations still open. An empty list changes nothing.
    ///
    /// This gives a mix of everything for a first look. It resembles no real contact centre; for
    /// that there are profiles.
    ///
    /// ```
    /// use message_generator::{Run, Scenario};
    ///
    /// let run = Run::new(7).with_mix(vec![Scenario::named("inbound-answered-agent-ends")?]);
    /// let is_open = |number| run.episodes(number)[0].conversation().end_time.is_none();
    /// assert!((0..200).any(is_open) && !(0..200).all(is_open));
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn with_mix(mut self, scenarios: Vec<Scenario>) -> Self {
        if !scenarios.is_empty() {
            self.source = Source::Mix(scenarios);
        }
        self
    }

    /// The same run of the population of a profile.
    ///
    /// ```
    /// use message_generator::{Profile, Run};
    ///
    /// let run = Run::new(7).with_profile(Profile::builtin("smooth-day").unwrap());
    /// assert!(run.script(0).scenario.is_some());
    /// assert_ne!(run.script(0), Run::new(7).script(0));
    /// ```
    #[must_use]
    pub fn with_profile(mut self, profile: Profile) -> Self {
        self.options.pace = profile.pace.clone();
        self.source = Source::Profile(Box::new(profile));
        self
    }

    /// The same run of random [walks](crate::walk()) through the transition table in place of
    /// scenarios.
    ///
    /// A walk may end a leg within milliseconds of its start. `connectedTime` is read from the
    /// cloud's clock and `disconnectedTime` from the provider's, so that on such a leg the first
    /// can be up to 84 ms after the second. No built-in scenario or profile has such legs.
    ///
    /// ```
    /// use message_generator::Run;
    ///
    /// let script = Run::new(7).with_walks().script(0);
    /// assert_eq!(script.scenario, None, "nobody has written it");
    /// assert!(!script.steps.is_empty());
    /// ```
    #[must_use]
    pub fn with_walks(mut self) -> Self {
        self.source = Source::Walks;
        self
    }

    /// The same run with another seed.
    ///
    /// ```
    /// use message_generator::Run;
    ///
    /// assert_eq!(Run::new(1).with_seed(7), Run::new(7));
    /// ```
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// The same run beginning at another time; 2026-01-05T09:00:00Z by default. Steps that would
    /// fall beyond the year 9999 are left out.
    ///
    /// ```
    /// use message_generator::Run;
    ///
    /// let start = "2030-05-01T00:00:00Z".parse().expect("a time as RFC 3339");
    /// let conversation = Run::new(7).with_start(start).episodes(0)[0].conversation();
    /// assert!(conversation.start_time >= Some(start));
    /// ```
    #[must_use]
    pub fn with_start(mut self, start: Timestamp) -> Self {
        self.options.start = start;
        self
    }

    /// The same run with every conversation on this channel, whatever its scenarios or its profile
    /// say.
    ///
    /// ```
    /// use message_generator::{Channel, Run};
    ///
    /// let run = Run::new(7).with_channel(Channel::Line);
    /// assert!((0..20).all(|number| run.script(number).channel == Channel::Line));
    /// ```
    #[must_use]
    pub fn with_channel(mut self, channel: Channel) -> Self {
        self.options.channel = Some(channel);
        self
    }

    /// The same run on the platform of a release. Steps that are not possible there are left out.
    ///
    /// ```
    /// use message_generator::{Run, Scenario};
    /// use message_model::ApiRevision;
    ///
    /// let parking = vec![Scenario::named("park-resumed-by-agent")?];
    /// let park = |run: Run| run.script(0).steps.iter().any(|step| step.event.as_str() == "park");
    /// let run = Run::new(7).with_scenarios(parking);
    /// assert!(park(run.clone()) && !park(run.with_revision(ApiRevision::V19)));
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn with_revision(mut self, revision: ApiRevision) -> Self {
        self.options.revision = revision;
        self
    }

    /// The same run with names and texts from another source. Scripts stay the same, since they
    /// contain neither.
    ///
    /// ```
    /// use message_generator::{People, Run};
    ///
    /// let run = Run::new(7).with_people(People::from_name("own")?);
    /// assert_eq!(run, Run::new(7), "they are those of every run that is given no others");
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn with_people(mut self, people: People) -> Self {
        self.people = people;
        self
    }

    /// The same run in this organisation, rather than in the one that is drawn for the seed.
    /// Scripts stay the same.
    ///
    /// ```
    /// use message_generator::{Organisation, Run};
    ///
    /// let other = Run::new(7).with_organisation(Organisation::of_seed(8));
    /// assert_eq!(other.script(0), Run::new(7).script(0));
    /// assert_ne!(other.episodes(0)[0].content, Run::new(7).episodes(0)[0].content);
    /// ```
    #[must_use]
    pub fn with_organisation(mut self, organisation: Organisation) -> Self {
        self.organisation = Some(organisation);
        self
    }

    /// The release that the platform runs.
    ///
    /// ```
    /// use message_generator::Run;
    /// use message_model::ApiRevision;
    ///
    /// assert_eq!(Run::new(7).revision(), ApiRevision::LATEST);
    /// assert_eq!(Run::new(7).with_revision(ApiRevision::V19).revision(), ApiRevision::V19);
    /// ```
    #[must_use]
    pub fn revision(&self) -> ApiRevision {
        self.options.revision
    }

    /// The script of the conversation of this number. It plays strictly.
    ///
    /// ```
    /// use message_generator::{Run, play};
    ///
    /// let script = Run::new(7).script(3);
    /// assert_eq!((script.key.seed, script.key.conversation), (7, 3));
    /// assert_eq!(play(&script)?, Run::new(7).episodes(3));
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn script(&self, conversation: u64) -> Script {
        self.script_of(Key::new(self.seed, conversation))
    }

    /// The key of the conversation of this number.
    pub(crate) const fn key(&self, conversation: u64) -> Key {
        Key::new(self.seed, conversation)
    }

    /// Whether its conversations are random walks.
    pub(crate) const fn is_of_walks(&self) -> bool {
        matches!(self.source, Source::Walks)
    }

    /// The script of a key, which may have any seed.
    pub(crate) fn script_of(&self, key: Key) -> Script {
        let script = self.sampled(key, None);
        // Trying it out costs a whole play. It is saved where nothing but the scenario itself could
        // make a step impossible.
        let may_not_play = script.revision != ApiRevision::LATEST || may_leave_the_years(&script);
        if may_not_play {
            play_out(script).script
        } else {
            script
        }
    }

    /// The script of a key before anybody has tried whether all of its steps can happen. The rules
    /// by which it is made are noted, if they are wanted; walks have none.
    pub(crate) fn sampled(&self, key: Key, mut trace: Option<&mut Trace>) -> Script {
        let mut channel = self.options.channel;
        let draw = |path| Draw::new(key, path, Label::NONE, 0);
        let which = draw(paths::CONVERSATION_SCENARIO);
        let open = draw(paths::CONVERSATION_OPEN);
        let (scenario, is_open) = match &self.source {
            Source::Scenarios(scenarios) => {
                if let Some(trace) = &mut trace {
                    trace.ask_pick(which, scenarios.len());
                }
                (which.pick(scenarios), false)
            }
            Source::Mix(scenarios) => {
                if let Some(trace) = &mut trace {
                    trace.ask_percent(open, OPEN_PERCENT);
                    let weights = scenarios.iter().map(|one| u64::from(one.weight));
                    trace.ask_share(which, weights.clone(), weights.sum());
                }
                (by_weight(scenarios, which), open.percent(OPEN_PERCENT))
            }
            Source::Profile(profile) => {
                if let Some(trace) = &mut trace {
                    profile.note_pick(key, trace);
                    trace.ask_percent(open, profile.open);
                }
                let (usual, scenario) = profile.pick(key);
                channel.get_or_insert(usual);
                (scenario, profile.is_open(key))
            }
            Source::Walks => {
                let start = self.start(key);
                let options = SampleOptions {
                    start,
                    ..self.options.clone()
                };
                return walk_with(key, &options);
            }
        };
        let (start, pace) = (self.start(key), &self.options.pace);
        let mut script = sample_at(scenario, key, start, channel, pace, trace.as_deref_mut());
        script.revision = self.options.revision;
        if is_open {
            cut_off(&mut script, trace);
        }
        script
    }

    /// Plays the conversation of this number. The few scripts with two conversations give two
    /// episodes.
    ///
    /// ```
    /// use message_generator::{Run, Scenario};
    ///
    /// let run = Run::new(7).with_scenarios(vec![Scenario::named("inbound-answered-agent-ends")?]);
    /// let episodes = run.episodes(0);
    /// assert_eq!(episodes.len(), 1);
    /// assert_eq!(episodes[0].leg_labels, ["customer", "flow", "queue", "agent"]);
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn episodes(&self, conversation: u64) -> Vec<Episode> {
        self.played(conversation).episodes
    }

    /// Plays the conversation of this number, and says which of its steps could not happen, as on
    /// the platform of an older release.
    ///
    /// See [`Play`] for an example.
    #[must_use]
    pub fn played(&self, conversation: u64) -> Play {
        self.play_of(Key::new(self.seed, conversation))
    }

    /// The conversations of a key, which may have any seed.
    pub(crate) fn play_of(&self, key: Key) -> Play {
        let mut played = play_out(self.sampled(key, None));
        for episode in &mut played.episodes {
            self.set_content(&mut episode.content);
        }
        played
    }

    /// Puts a conversation into the run's organisation, with names and texts from its people.
    pub(crate) fn set_content(&self, content: &mut KeyedContent) {
        // The organization first, since the people also give names to its agents.
        if let Some(organisation) = &self.organisation {
            content.set_organisation(organisation.clone());
        }
        content.set_people(self.people);
    }

    /// The first leg that is wanted, as the run's release sends it: of the conversations from
    /// number 0 on, after each of their events, in the order of the legs.
    ///
    /// # Errors
    ///
    /// If the first 1,000 conversations have no such leg.
    ///
    /// ```
    /// use message_generator::Run;
    /// use message_model::MessageState;
    ///
    /// let parked = Run::new(7).first_leg(|leg| leg.state == Some(MessageState::Parked))?;
    /// assert!(parked.park_time.is_some());
    /// let error = Run::new(7).first_leg(|_| false).unwrap_err().to_string();
    /// assert_eq!(error, "leg: found none in the first 1000 conversations");
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    pub fn first_leg(
        &self,
        is_wanted: impl Fn(&wire::Message) -> bool,
    ) -> Result<wire::Message, Error> {
        let found = (0..SEARCHED)
            .flat_map(|number| self.episodes(number))
            .find_map(|episode| self.leg_of(&episode, &is_wanted));
        found.ok_or_else(|| {
            let problem = format!("found none in the first {SEARCHED} conversations");
            Error::new("leg", problem)
        })
    }

    fn leg_of(
        &self,
        episode: &Episode,
        is_wanted: impl Fn(&wire::Message) -> bool,
    ) -> Option<wire::Message> {
        let conversations = episode.snapshots().map(|(_, conversation)| conversation);
        let participants =
            conversations.flat_map(|conversation| conversation.participants.unwrap_or_default());
        participants
            .flat_map(|participant| participant.messages.unwrap_or_default())
            .find(is_wanted)
    }

    /// The scripts of all conversations from number 0 on; the iterator never ends.
    ///
    /// ```
    /// use message_generator::Run;
    ///
    /// let run = Run::new(7);
    /// let scripts: Vec<_> = run.scripts().take(3).collect();
    /// assert_eq!(scripts, [run.script(0), run.script(1), run.script(2)]);
    /// ```
    pub fn scripts(&self) -> impl Iterator<Item = Script> {
        (0..).map(|conversation| self.script(conversation))
    }

    /// When the conversation of a key starts.
    pub(crate) fn start(&self, key: Key) -> Timestamp {
        let within = Draw::new(key, paths::CONVERSATION_START, Label::NONE, 0).below(PACE_MS);
        let offset = (key.conversation % WRAP) * PACE_MS + within;
        let offset = i64::try_from(offset).expect("the wrap keeps it below ten years");
        self.options
            .start
            .checked_add_millis(offset)
            .unwrap_or(self.options.start)
    }
}

/// Draws one of the scenarios, of which there is at least one, in proportion to their weights.
fn by_weight(scenarios: &[Scenario], draw: Draw) -> &Scenario {
    let mut rest = draw.below(
        scenarios
            .iter()
            .map(|scenario| u64::from(scenario.weight))
            .sum(),
    );
    let drawn = scenarios.iter().find(|scenario| {
        let is_here = rest < u64::from(scenario.weight);
        rest = rest.saturating_sub(u64::from(scenario.weight));
        is_here
    });
    // None is found only if all weights are 0, which no file can say but Rust can.
    drawn.unwrap_or(&scenarios[0])
}

/// Whether a time of the script may be in none of the years that a timestamp has.
fn may_leave_the_years(script: &Script) -> bool {
    let delays = script
        .steps
        .iter()
        .flat_map(|step| [Some(step.after), step.resume_in])
        .flatten();
    let lasts = delays.fold(CENTURY_MS, i64::saturating_add);
    // The cloud's clock may be behind.
    script.start.checked_add_millis(lasts).is_none()
        || script.start.checked_add_millis(-SKEW_MS_MAX).is_none()
}

/// Cuts off the end of a script, at a drawn place after its first step.
fn cut_off(script: &mut Script, trace: Option<&mut Trace>) {
    let draw = Draw::new(script.key, paths::CONVERSATION_OPEN, Label::NONE, 1);
    let length = u64::try_from(script.steps.len()).expect("a script fits into memory");
    let most = length.saturating_sub(1).max(1);
    let kept = usize::try_from(draw.between(1, most)).expect("no more than there were");
    script.steps.truncate(kept);
    if let Some(trace) = trace {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let place = trace.place(draw);
        trace.ask(Question::Number(Number::Range(place, 1, most)));
        trace.steps.truncate(kept);
    }
}

/// How many conversations a leg is looked for in: enough for what happens in one of a hundred.
const SEARCHED: u64 = 1_000;
/// The share of conversations of a mix that are still open, in per cent; our choice.
const OPEN_PERCENT: u8 = 5;
/// A time longer than what follows on steps of any conversation by itself takes, in milliseconds.
const CENTURY_MS: i64 = 100 * 366 * 86_400_000;
/// One conversation begins in each span of this many milliseconds, which makes some four thousand a
/// day.
const PACE_MS: u64 = 20_000;
/// After this many conversations, or some ten years, start times begin again at the start of the
/// run.
const WRAP: u64 = 15_000_000;
