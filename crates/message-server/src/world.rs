//! A whole platform without sockets: its state, the states to go back to, and what the controls do
//! with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use message_generator::{Channel, Key, Profile, Run, SampleOptions, Scenario, Script, Step};
use message_generator::{check_label, sample_with};
use message_lifecycle::Table;
use message_model::{Timestamp, one_of};
use message_storyboard::Storyboard;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::config::{Config, Pace};
use crate::error::Error;
use crate::events::EventTargets;
use crate::given::GivenOrganisation;
use crate::json::{Object, list};
use crate::live::Live;
use crate::people::Rule;
use crate::refusal::Refusal;
use crate::said::Saying;
use crate::state::{Scripted, State, Task};

/// What is to be played: one of scenario, profile and script.
///
/// ```
/// use message_server::{Config, Core, PlayOrder};
///
/// let mut core = Core::new(Config::default())?;
/// let profile = Some("smooth-day".to_owned());
/// let ids = core.play(PlayOrder { profile, count: Some(3), ..PlayOrder::default() })?;
/// assert!(ids.len() >= 3, "a customer may come back in another conversation");
/// # Ok::<(), message_server::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct PlayOrder {
    /// The name of a built-in scenario.
    pub scenario: Option<String>,
    /// The name of a built-in profile, of which `count` conversations are played.
    pub profile: Option<String>,
    /// A script.
    pub script: Option<Script>,
    /// How many conversations; 1 if absent.
    pub count: Option<u32>,
    /// The channel, for a scenario.
    pub channel: Option<String>,
}

/// What happened in a conversation: a script, and what clients said that a script cannot carry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Record {
    script: Script,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sayings: Vec<SaidThen>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct SaidThen {
    /// How many steps there were before it.
    after_steps: usize,
    at: Timestamp,
    said: Saying,
}

#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) state: State,
    started: Timestamp,
    snapshots: BTreeMap<String, State>,
    /// How often it has gone to another state.
    turn: u64,
}

impl World {
    pub(crate) fn new(config: Config) -> Result<Self, Error> {
        let started = config.start.unwrap_or(SampleOptions::default().start);
        let state = State::new(Arc::new(config), started)?;
        Ok(Self {
            state,
            started,
            snapshots: BTreeMap::new(),
            turn: 0,
        })
    }

    /// Begins anew: no conversation, no token, no channel. The clock goes on.
    pub(crate) fn reset(&mut self) -> Result<(), Error> {
        let now = self.state.now;
        let fresh = State::new(Arc::clone(&self.state.config), now)?;
        self.go_to(fresh);
        Ok(())
    }

    /// Begins anew with another organisation.
    pub(crate) fn organise(&mut self, given: GivenOrganisation) -> Result<(), Error> {
        let config = given.apply(Config::clone(&self.state.config))?;
        let fresh = State::new(Arc::new(config), self.state.now)?;
        self.go_to(fresh);
        Ok(())
    }

    /// Keeps the state under a name.
    pub(crate) fn snapshot(&mut self, name: &str) -> Result<(), Refusal> {
        check_label(name).map_err(|problem| Refusal::bad_request(problem).about("name", ""))?;
        self.snapshots.insert(name.to_owned(), self.state.clone());
        Ok(())
    }

    /// The states that are kept, each with its time.
    pub(crate) fn snapshots(&self) -> impl Iterator<Item = (&str, Timestamp)> {
        let kept = self.snapshots.iter();
        kept.map(|(name, state)| (name.as_str(), state.now))
    }

    /// How often it has gone to another state: what was read of one before is not of this one.
    pub(crate) fn turn(&self) -> u64 {
        self.turn
    }

    /// Has time pass at this pace from now on.
    pub(crate) fn set_pace(&mut self, pace: Pace) {
        let config = Config::clone(&self.state.config);
        self.state.config = Arc::new(Config { pace, ..config });
    }

    /// Goes back to a state that was kept, its time included where the clock is ours.
    pub(crate) fn restore(&mut self, name: &str) -> Result<(), Refusal> {
        let kept = self.snapshots.get(name).cloned().ok_or_else(|| {
            let known = self.snapshots.keys().map(String::as_str);
            Refusal::not_found(match self.snapshots.is_empty() {
                true => format!("found {name:?}, expected a snapshot, of which there are none"),
                false => format!("found {name:?}, expected {}", one_of(name, known)),
            })
        })?;
        self.go_to(kept);
        Ok(())
    }

    /// The same platform once more, on which nobody has connected, to listen on a free port.
    pub(crate) fn fork(&self) -> Self {
        let mut fork = self.clone();
        let mut config = Config::clone(&self.state.config);
        config.address.set_port(0);
        config.public_host = None;
        // Who reads them expects those of one platform.
        config.events = EventTargets::default();
        fork.state.events.targets = EventTargets::default();
        fork.state.config = Arc::new(config);
        fork.state.channels.forget_sockets();
        fork.state.outbox.post_again();
        fork
    }

    /// Takes another state. The sockets of this one are closed: their clients come again.
    fn go_to(&mut self, mut state: State) {
        let code = self.state.config.close_gone;
        self.state
            .channels
            .close_all(code, "the platform has gone to another state");
        state.channels.forget_sockets();
        state.channels.number_after(&self.state.channels);
        state.outbox.number_after(&self.state.outbox);
        state.outbox.post_again();
        state.frames.go_on_after(&self.state.frames);
        let pace = self.state.config.pace;
        self.state = state;
        self.turn += 1;
        self.set_pace(pace);
    }

    /// What an agent, or everybody, does without a client.
    pub(crate) fn set_rule(
        &mut self,
        user: Option<Uuid>,
        rule: Option<Rule>,
    ) -> Result<(), Refusal> {
        match user {
            None => self
                .state
                .people
                .iter_mut()
                .for_each(|person| person.rule = rule),
            Some(user) => {
                let person = self.state.person_mut(user);
                let missing = || Refusal::not_found(format!("there is no agent {user}"));
                person.ok_or_else(missing)?.rule = rule;
            }
        }
        Ok(())
    }

    /// Starts to play from now on. Returns the ids of the conversations.
    pub(crate) fn play(&mut self, order: PlayOrder) -> Result<Vec<Uuid>, Refusal> {
        let count = u64::from(order.count.unwrap_or(1));
        if count > PLAYS_MAX {
            let problem = format!("count: found {count}, expected at most {PLAYS_MAX}");
            return Err(Refusal::bad_request(problem));
        }
        let problem = |error: message_generator::Error| Refusal::bad_request(error.to_string());
        let seed = self.state.config.seed;
        let mut options = SampleOptions::default();
        options.start = self.state.now;
        options.revision = self.state.config.revision;
        options.channel = match &order.channel {
            None => None,
            Some(name) => Some(name.parse::<Channel>().map_err(|error| {
                Refusal::bad_request(format!("channel: {error}")).about("channel", "unknown")
            })?),
        };
        let mut scripts: Vec<Script> = match (order.scenario, order.profile, order.script) {
            (Some(name), None, None) => {
                let scenario = Scenario::named(&name).map_err(problem)?;
                let numbers = self.state.numbers..self.state.numbers + count;
                let keys = numbers.map(|number| Key::new(seed, number));
                keys.map(|key| sample_with(&scenario, key, &options))
                    .collect()
            }
            (None, Some(name), None) => {
                let profile = Profile::builtin(&name).ok_or_else(|| {
                    let known: Vec<&str> = Profile::builtin_names().collect();
                    let known = known.join(", ");
                    Refusal::bad_request(format!("profile: found {name:?}, expected {known}"))
                })?;
                let run = Run::new(seed)
                    .with_profile(profile)
                    .with_start(options.start);
                let run = run.with_revision(options.revision);
                let first = self.state.numbers;
                (first..first + count)
                    .map(|number| run.script(number))
                    .collect()
            }
            (None, None, Some(script)) => vec![script],
            _ => {
                return Err(Refusal::bad_request(
                    "expected one of scenario, profile, script",
                ));
            }
        };
        // Those of a profile begin one after another, the first of them now.
        let first = scripts.iter().map(|script| script.start).min();
        let mut ids = Vec::new();
        for script in &mut scripts {
            let offset = first.map_or(0, |first| script.start.millis_since(first));
            let now = self.state.now;
            script.start = now.checked_add_millis(offset).unwrap_or(now);
            script.revision = options.revision;
            script.key = Key::new(seed, self.state.numbers);
            self.state.numbers += 1;
            ids.extend(self.schedule(script, &[], true)?);
        }
        Ok(ids)
    }

    /// Schedules the steps of a script at their times.
    fn schedule(
        &mut self,
        script: &Script,
        sayings: &[SaidThen],
        is_staged: bool,
    ) -> Result<Vec<Uuid>, Refusal> {
        // A script that is not well-formed is refused as a whole.
        let text = script.to_json();
        Script::from_json(&text).map_err(|error| Refusal::bad_request(error.to_string()))?;
        let mut ids = BTreeMap::new();
        let mut order = Vec::new();
        for label in script.conversations() {
            let organisation = self.state.organisation.clone();
            let (key, channel) = (script.key, script.channel);
            let mut live = Live::new(key, script.start, channel, script.revision, organisation);
            let of_it = |step: &&Step| {
                let plan = script.legs.get(&step.leg);
                plan.is_some_and(|plan| plan.conversation_label() == label)
            };
            live.follow_script(script, label, script.steps.iter().filter(of_it).count());
            live.is_staged = is_staged;
            let id = live.id();
            if self.state.conversations.contains_key(&id) {
                let problem = format!("the conversation {id} is there already");
                return Err(Refusal::new(409, "general.conflict", problem));
            }
            ids.insert(label.to_owned(), id);
            order.push(id);
            self.state.add_live(live);
        }
        let mut at = script.start;
        for (place, step) in script.steps.iter().enumerate() {
            at = at.checked_add_millis(step.after).unwrap_or(at);
            let Some(plan) = script.legs.get(&step.leg) else {
                continue;
            };
            let Some(id) = ids.get(plan.conversation_label()) else {
                continue;
            };
            let now = sayings
                .iter()
                .filter(|saying| saying.after_steps == place + 1 && saying.at <= at);
            let now: Vec<Saying> = now.map(|saying| saying.said.clone()).collect();
            let task = Scripted {
                step: Some((step.clone(), plan.clone())),
                sayings: now,
            };
            self.state.schedule(at, Task::Script(*id, Box::new(task)));
            let later = sayings
                .iter()
                .filter(|saying| saying.after_steps == place + 1 && saying.at > at);
            for saying in later {
                let task = Scripted {
                    step: None,
                    sayings: vec![saying.said.clone()],
                };
                self.state
                    .schedule(saying.at, Task::Script(*id, Box::new(task)));
            }
        }
        Ok(order)
    }

    /// What has happened in a conversation, or in all, as a document that [`load`](Self::load)
    /// takes.
    pub(crate) fn recording(&self, id: Option<Uuid>) -> Result<String, Refusal> {
        let all = match id {
            Some(id) => vec![self.state.live(id)?],
            None => {
                let all = self.state.order.iter();
                all.filter_map(|id| self.state.conversations.get(id))
                    .collect()
            }
        };
        let records: Vec<Record> = all.into_iter().map(record_of).collect();
        serde_json::to_string(&records).map_err(|error| Refusal::bad_request(error.to_string()))
    }

    /// The script of a conversation so far, as a file of its own.
    pub(crate) fn script(&self, id: Uuid) -> Result<String, Refusal> {
        Ok(self.state.live(id)?.script().to_json())
    }

    /// Plays recordings again, at the times at which they happened, which must still come.
    pub(crate) fn load(&mut self, text: &[u8]) -> Result<Vec<Uuid>, Refusal> {
        let records: Vec<Record> = serde_json::from_slice(text)
            .map_err(|error| Refusal::bad_request(format!("not a recording: {error}")))?;
        let first = records.iter().map(|record| record.script.start).min();
        if let Some(first) = first.filter(|first| *first < self.state.now) {
            let now = self.state.now;
            let problem = format!("the recording begins at {first}, and it is {now}");
            return Err(Refusal::new(409, "general.conflict", problem));
        }
        let mut ids = Vec::new();
        for record in &records {
            let number = record.script.key.conversation;
            self.state.numbers = self.state.numbers.max(number.saturating_add(1));
            ids.extend(self.schedule(&record.script, &record.sayings, false)?);
        }
        Ok(ids)
    }

    /// The steps of a conversation's script that could not happen, with the reasons.
    pub(crate) fn left_out(&self, id: Uuid) -> Result<String, Refusal> {
        let left_out = self.state.live(id)?.left_out().iter();
        Ok(list(left_out.map(|(step, reason)| {
            Object::new().put("step", step).put("reason", reason).end()
        })))
    }

    /// A conversation as a storyboard.
    pub(crate) fn storyboard(&self, id: Uuid) -> Result<String, Refusal> {
        Ok(board(self.state.live(id)?)?.to_text())
    }

    /// When the platform was started, by its clock.
    pub(crate) fn started(&self) -> Timestamp {
        self.started
    }
}

/// The most conversations that are started at once.
const PLAYS_MAX: u64 = 10_000;

/// A conversation prepared for drawing.
pub(crate) fn board(live: &Live) -> Result<Storyboard, Refusal> {
    let timeline = live.simulation().timeline();
    Storyboard::new(Table::standard(), timeline, &live.content())
        .map_err(|error| Refusal::bad_request(error.to_string()))
}

fn record_of(live: &Live) -> Record {
    let sayings = live.sayings().iter();
    Record {
        script: live.script().clone(),
        sayings: sayings
            .map(|(after_steps, at, said)| SaidThen {
                after_steps: *after_steps,
                at: *at,
                said: said.clone(),
            })
            .collect(),
    }
}
