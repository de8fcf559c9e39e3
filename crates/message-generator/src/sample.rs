//! Sampling: makes every choice of a scenario, each by a draw of its own, which gives a script.
//!
//! A choice is drawn under the label of its step or block, so that adding a step to a scenario changes no other choice.

use crate::channel::Channel;
use crate::draw::{Draw, Key, Label, Path, paths};
use crate::profile::Pace;
use crate::scenario::{Block, BlockKind, Choice, Item, Scenario};
use crate::script::{FORMAT, Legs, Script, Step};
use message_lifecycle::EventKind;
use message_model::{ApiRevision, Timestamp};
use std::collections::BTreeMap;

/// The instant at which runs start by default: 2026-01-05T09:00:00.000Z, a Monday.
pub(crate) fn base_date() -> Timestamp {
    Timestamp::from_micros(1_767_603_600_000_000).expect("within the years that a timestamp has")
}

/// The conditions under which a script is sampled: start, channel, release and pace.
///
/// ```
/// use message_generator::{Channel, Key, Scenario, Setting, sample_in};
///
/// let mut setting = Setting::default();
/// setting.channel = Some(Channel::Whatsapp);
/// let script = sample_in(&Scenario::builtin("multitasking-hold").unwrap(), Key::new(1, 0), &setting);
/// assert_eq!(script.channel, Channel::Whatsapp);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Setting {
    /// When the script starts; 2026-01-05T09:00:00.000Z by default.
    pub start: Timestamp,
    /// The channel; `None`, the default, draws one of the scenario's.
    pub channel: Option<Channel>,
    /// The release that the platform runs; the latest by default.
    pub revision: ApiRevision,
    /// How long things take, how long messages are and how many there are; as the scenario says by default.
    pub pace: Pace,
}

impl Default for Setting {
    fn default() -> Self {
        Self { start: base_date(), channel: None, revision: ApiRevision::LATEST, pace: Pace::default() }
    }
}

/// Makes every choice of a scenario under the default [`Setting`].
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

/// Makes every choice of a scenario under the caller's setting.
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

/// The current turn of the repeated blocks that are being sampled, and the labels that their steps, blocks and legs
/// have in this turn.
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

    /// The turn of this number, counted from 1, of a block nested in this turn.
    fn inner(&self, number: i64, items: &[Item]) -> Self {
        let mut inner = self.clone();
        inner.suffix = format!("{}-{number}", self.suffix);
        inner.rename(items);
        inner
    }

    /// Gives everything that a body introduces (steps, blocks, and the legs that it opens) a label for this turn.
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
            BlockKind::Maybe(percent, items) => {
                if self.draw(paths::BLOCK_MAYBE, &label, 0).percent(*percent) {
                    self.items(items, turn);
                }
            }
            BlockKind::Repeat(times, items) => {
                let draw = self.draw(paths::BLOCK_REPEAT, &label, 0);
                let is_exchange = matches!(times, Choice::Range(..)) && is_written_in(items);
                let turns = self.pace.turns(draw).filter(|_| is_exchange);
                let times = turns.unwrap_or_else(|| times.at_pace(draw, self.pace));
                for number in 1..=times {
                    self.items(items, &turn.inner(number, items));
                }
            }
            BlockKind::OneOf(branches) => {
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

/// Whether a message is sent in these steps.
fn is_written_in(items: &[Item]) -> bool {
    items.iter().any(|item| match item {
        Item::Step(step) => step.event == EventKind::Message,
        Item::Block(block) => block.kind.bodies().into_iter().any(is_written_in),
    })
}

/// Whether the leg is opened inside a repeated block, so that only its copies for each turn exist.
fn opens_in_repeat(items: &[Item], leg: &str, repeated: bool) -> bool {
    items.iter().any(|item| match item {
        Item::Step(step) => repeated && step.leg == leg && step.event.opens(),
        Item::Block(block) => {
            let repeated = repeated || matches!(block.kind, BlockKind::Repeat(..));
            block.kind.bodies().into_iter().any(|items| opens_in_repeat(items, leg, repeated))
        }
    })
}
