//! From scenario to script: every choice is made, each from a draw of its own.
//!
//! A choice is drawn under the label of its step or block, so that a step added to a scenario moves no other choice.

use crate::channel::Channel;
use crate::draw::{Draw, Key, Label, Path, paths};
use crate::profile::Pace;
use crate::scenario::{Block, Choice, Item, Kind, Scenario};
use crate::script::{FORMAT, Legs, Script, Step};
use message_lifecycle::EventKind;
use message_model::{ApiRevision, Timestamp};
use std::collections::BTreeMap;

/// The instant that runs start from: a Monday, 2026-01-05T09:00:00.000Z.
pub(crate) fn base_date() -> Timestamp {
    Timestamp::from_micros(1_767_603_600_000_000).expect("within the years that a timestamp has")
}

/// What a script is sampled for, beyond its scenario and its key.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Setting {
    /// When it starts; the base date, 2026-01-05T09:00:00.000Z, unless said otherwise.
    pub start: Timestamp,
    /// The channel, if it is not to be drawn from the scenario's.
    pub channel: Option<Channel>,
    /// The release that the platform runs; the latest unless said otherwise.
    pub revision: ApiRevision,
    /// How long things take and how long messages are.
    pub pace: Pace,
}

impl Default for Setting {
    fn default() -> Self {
        Self { start: base_date(), channel: None, revision: ApiRevision::LATEST, pace: Pace::default() }
    }
}

/// Makes every choice of a scenario.
///
/// ```
/// use message_generator::{sample, Key, Scenario};
///
/// let script = sample(&Scenario::builtin("spam").unwrap(), Key::new(1, 0));
/// assert_eq!(script.start.to_string(), "2026-01-05T09:00:00.000Z");
/// assert_eq!(script.steps.last().unwrap().label, "spam-verdict");
/// ```
#[must_use]
pub fn sample(scenario: &Scenario, key: Key) -> Script {
    sample_in(scenario, key, &Setting::default())
}

/// Makes every choice of a scenario in a setting of the caller's.
#[must_use]
pub fn sample_in(scenario: &Scenario, key: Key, setting: &Setting) -> Script {
    let script = sample_at(scenario, key, setting.start, setting.channel, &setting.pace);
    Script { revision: setting.revision, ..script }
}

/// Makes every choice of a scenario, for the latest release.
pub(crate) fn sample_at(
    scenario: &Scenario,
    key: Key,
    start: Timestamp,
    channel: Option<Channel>,
    pace: &Pace,
) -> Script {
    let draw = Draw::new(key, paths::CONVERSATION_CHANNEL, Label::NONE, 0);
    let channel = channel.unwrap_or_else(|| *draw.pick(&scenario.channels));
    let steps = Vec::with_capacity(scenario.steps.len());
    let mut sampler = Sampler { key, pace, channel, plans: &scenario.legs, legs: Legs::default(), steps };
    let has_blocks = scenario.steps.iter().any(|item| matches!(item, Item::Block(_)));
    let is_of_turns = |label: &str| has_blocks && opens_in_repeat(&scenario.steps, label, false);
    for (label, leg) in scenario.legs.iter().filter(|(label, _)| !is_of_turns(label)) {
        sampler.legs.insert(label, leg.clone());
    }
    sampler.items(&scenario.steps, &Turn::default());
    Script {
        format: FORMAT,
        scenario: Some(scenario.name.clone()),
        key,
        start,
        channel,
        revision: ApiRevision::LATEST,
        legs: sampler.legs,
        steps: sampler.steps,
    }
}

/// Which turn of which repeated blocks we are in, and what labels from inside them are called meanwhile.
#[derive(Clone, Default)]
struct Turn {
    suffix: String,
    labels: BTreeMap<String, String>,
    legs: BTreeMap<String, String>,
}

impl Turn {
    fn label(&self, label: &str) -> String {
        self.labels.get(label).cloned().unwrap_or_else(|| label.to_owned())
    }

    fn leg(&self, label: &str) -> String {
        self.legs.get(label).cloned().unwrap_or_else(|| label.to_owned())
    }

    /// The turn of this number, counted from 1, of a block in this turn.
    fn inner(&self, number: i64, items: &[Item]) -> Self {
        let mut inner = self.clone();
        inner.suffix = format!("{}-{number}", self.suffix);
        inner.rename(items);
        inner
    }

    /// Gives a name of this turn to all that a body brings with it: steps, blocks, and the legs that it opens.
    fn rename(&mut self, items: &[Item]) {
        for item in items {
            let label = match item {
                Item::Step(step) => &step.label,
                Item::Block(block) => &block.label,
            };
            self.labels.insert(label.clone(), format!("{label}{}", self.suffix));
            match item {
                Item::Step(step) if step.event.opens() => {
                    self.legs.insert(step.leg.clone(), format!("{}{}", step.leg, self.suffix));
                }
                Item::Step(_) => {}
                Item::Block(block) => block.kind.bodies().into_iter().for_each(|body| self.rename(body)),
            }
        }
    }
}

struct Sampler<'a> {
    key: Key,
    pace: &'a Pace,
    channel: Channel,
    plans: &'a Legs,
    legs: Legs,
    steps: Vec<Step>,
}

impl Sampler<'_> {
    fn draw(&self, path: Path, label: &str, occurrence: u64) -> Draw {
        Draw::new(self.key, path, Label::new(label), occurrence)
    }

    fn items(&mut self, items: &[Item], turn: &Turn) {
        for item in items {
            match item {
                Item::Step(step) => self.step(step, turn),
                Item::Block(block) => self.block(block, turn),
            }
        }
    }

    fn block(&mut self, block: &Block, turn: &Turn) {
        let label = turn.label(&block.label);
        match &block.kind {
            Kind::Maybe(percent, items) => {
                if self.draw(paths::BLOCK_MAYBE, &label, 0).percent(*percent) {
                    self.items(items, turn);
                }
            }
            Kind::Repeat(times, items) => {
                let draw = self.draw(paths::BLOCK_REPEAT, &label, 0);
                let is_exchange = matches!(times, Choice::Range(..)) && is_written_in(items);
                let turns = self.pace.turns(draw).filter(|_| is_exchange);
                let times = turns.unwrap_or_else(|| times.at_pace(draw, self.pace));
                for number in 1..=times {
                    self.items(items, &turn.inner(number, items));
                }
            }
            Kind::OneOf(branches) => {
                let percents = branches.iter().map(|branch| branch.percent);
                let taken = self.draw(paths::BLOCK_BRANCH, &label, 0).weighted(percents);
                self.items(&branches[taken].steps, turn);
            }
        }
    }

    fn step(&mut self, step: &Step<Choice>, turn: &Turn) {
        let (label, leg) = (turn.label(&step.label), turn.leg(&step.leg));
        if let Some(plan) = self.plans.get(&step.leg).filter(|_| self.legs.get(&leg).is_none()) {
            self.legs.insert(leg.clone(), plan.clone());
        }
        let under = Label::new(&label);
        let mut sampled = step
            .map(label, leg, |path, index, choice| choice.at_pace(Draw::new(self.key, path, under, index), self.pace));
        sampled.message = sampled.message.map(|message| turn.label(&message));
        let has_text_of_ours = sampled.event == EventKind::Message && sampled.text.is_none() && !sampled.sticker;
        if has_text_of_ours && sampled.length.is_none() {
            let length = self.pace.length(self.draw(paths::STEP_LENGTH, &sampled.label, 0));
            sampled.length = length.map(|length| length.min(self.channel.text_length_max()));
        }
        self.steps.push(sampled);
    }
}

/// Whether a message is written in these steps.
fn is_written_in(items: &[Item]) -> bool {
    items.iter().any(|item| match item {
        Item::Step(step) => step.event == EventKind::Message,
        Item::Block(block) => block.kind.bodies().into_iter().any(is_written_in),
    })
}

/// Whether a leg is one that a repeated block opens, so that only its turns exist.
fn opens_in_repeat(items: &[Item], leg: &str, repeated: bool) -> bool {
    items.iter().any(|item| match item {
        Item::Step(step) => repeated && step.leg == leg && step.event.opens(),
        Item::Block(block) => {
            let repeated = repeated || matches!(block.kind, Kind::Repeat(..));
            block.kind.bodies().into_iter().any(|items| opens_in_repeat(items, leg, repeated))
        }
    })
}
