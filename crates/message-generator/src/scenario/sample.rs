//! Sampling: makes every choice of a scenario, each by a draw of its own, which gives a script.
//!
//! A choice is drawn under the label of its step or block, so that adding a step to a scenario
//! changes no other choice.

use std::collections::{BTreeMap, BTreeSet};

use message_lifecycle::EventKind;
use message_model::{ApiRevision, Timestamp};

use super::delays::Delay;
use super::item::{Block, BlockKind, Item, is_exchange};
use super::pace::Pace;
use super::trace::{ANSWERS_PERCENT, StepRules, Trace, is_person};
use super::{Choice, Scenario};
use crate::channel::Channel;
use crate::content;
use crate::draw::{Draw, Key, Label, Path, Question, paths};
use crate::form::Form;
use crate::json_file::FORMAT;
use crate::limits::{DELAY_MS_MAX, STEPS_MAX, TURNS_MAX};
use crate::script::{Legs, Script, Step};

/// The most steps, blocks and turns that are sampled. Those of a scenario that was read are fewer:
/// it has at most [`STEPS_MAX`] steps and blocks, and as many turns with something in them.
const ITEMS_MAX: usize = 2 * STEPS_MAX;

/// The instant at which runs start by default: 2026-01-05T09:00:00.000Z, a Monday.
fn base_date() -> Timestamp {
    Timestamp::from_micros(1_767_603_600_000_000).expect("within the years that a timestamp has")
}

/// The conditions under which a script is sampled: start, channel, release and pace.
///
/// ```
/// use message_generator::{Channel, Key, Scenario, SampleOptions, sample_with};
///
/// let mut options = SampleOptions::default();
/// options.channel = Some(Channel::Whatsapp);
/// let script = sample_with(&Scenario::builtin("multitasking-hold").unwrap(), Key::new(1, 0), &options);
/// assert_eq!(script.channel, Channel::Whatsapp);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SampleOptions {
    /// When the script starts; 2026-01-05T09:00:00.000Z by default.
    pub start: Timestamp,
    /// The channel; `None`, the default, draws one of the scenario's.
    pub channel: Option<Channel>,
    /// The release that the platform runs; the latest by default.
    pub revision: ApiRevision,
    /// How long things take, how long messages are and how many there are; as the scenario says by
    /// default.
    pub pace: Pace,
}

impl Default for SampleOptions {
    fn default() -> Self {
        Self {
            start: base_date(),
            channel: None,
            revision: ApiRevision::LATEST,
            pace: Pace::default(),
        }
    }
}

/// Makes every choice of a scenario with the default [`SampleOptions`].
///
/// A scenario that [`Scenario::from_json`] has read is sampled to its end. One that was made in
/// Rust, and was never checked, is cut off where it is larger than a file may make it.
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
    sample_with(scenario, key, &SampleOptions::default())
}

/// Makes every choice of a scenario with the caller's options.
#[must_use]
pub fn sample_with(scenario: &Scenario, key: Key, options: &SampleOptions) -> Script {
    let SampleOptions {
        start,
        channel,
        pace,
        ..
    } = options;
    let script = sample_at(scenario, key, *start, *channel, pace, None);
    Script {
        revision: options.revision,
        ..script
    }
}

/// Makes every choice of a scenario, for the latest release, and notes by which rules.
pub(crate) fn sample_at(
    scenario: &Scenario,
    key: Key,
    start: Timestamp,
    channel: Option<Channel>,
    pace: &Pace,
    mut trace: Option<&mut Trace>,
) -> Script {
    let channel = channel.unwrap_or_else(|| {
        let draw = Draw::new(key, paths::CONVERSATION_CHANNEL, Label::NONE, 0);
        if let Some(trace) = &mut trace {
            trace.ask_pick(draw, scenario.channels.len());
        }
        *draw.pick(&scenario.channels)
    });
    let steps = Vec::with_capacity(scenario.steps.len());
    let plans = &scenario.legs;
    let mut sampler = Sampler {
        key,
        pace,
        channel,
        plans,
        legs: Legs::default(),
        steps,
        answer: None,
        left: ITEMS_MAX,
        trace,
    };
    // A leg that a repeated block opens exists once for each turn, under a label of its own, and
    // not as it stands in the scenario.
    let mut of_turns = BTreeSet::new();
    collect_opened_in_turns(&scenario.steps, false, &mut of_turns);
    for (label, leg) in scenario
        .legs
        .iter()
        .filter(|(label, _)| !of_turns.contains(label))
    {
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

/// The current turn of a repeated block that is being sampled, and the labels that the steps,
/// blocks and legs of the block have in this turn.
#[derive(Default)]
struct Turn<'a> {
    suffix: String,
    labels: BTreeMap<&'a str, String>,
    legs: BTreeMap<&'a str, String>,
    /// The turn of the block around the block.
    outer: Option<&'a Turn<'a>>,
}

impl<'a> Turn<'a> {
    fn label(&self, label: &str) -> String {
        match (self.labels.get(label), self.outer) {
            (Some(own), _) => own.clone(),
            (None, Some(outer)) => outer.label(label),
            (None, None) => label.to_owned(),
        }
    }

    fn leg(&self, label: &str) -> String {
        match (self.legs.get(label), self.outer) {
            (Some(own), _) => own.clone(),
            (None, Some(outer)) => outer.leg(label),
            (None, None) => label.to_owned(),
        }
    }

    /// The turn of this number, counted from 1, of a block nested in this turn.
    fn inner(&'a self, number: i64, items: &'a [Item]) -> Self {
        let suffix = format!("{}-{number}", self.suffix);
        let mut inner = Self {
            suffix,
            outer: Some(self),
            ..Self::default()
        };
        inner.rename(items);
        inner
    }

    /// Gives everything that a body introduces (steps, blocks, and the legs that it opens) a label
    /// for this turn.
    fn rename(&mut self, items: &'a [Item]) {
        for item in items {
            self.labels
                .insert(item.label(), format!("{}{}", item.label(), self.suffix));
            match item {
                Item::Step(step) if step.event.opens() => {
                    self.legs
                        .insert(&step.leg, format!("{}{}", step.leg, self.suffix));
                }
                Item::Step(_) => {}
                Item::Block(block) => block
                    .kind
                    .bodies()
                    .into_iter()
                    .for_each(|body| self.rename(body)),
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
    /// The form of an answer to the choices that the last message offers.
    answer: Option<Form>,
    /// How many more steps, blocks and turns may come. A scenario that was read from a file always
    /// comes to its end before; one that was made in Rust is cut off.
    left: usize,
    /// Where the rules are noted by which choices are made and numbers drawn, if anybody wants
    /// them.
    trace: Option<&'a mut Trace>,
}

impl Sampler<'_> {
    fn draw(&self, path: Path, label: &str, occurrence: u64) -> Draw {
        Draw::new(self.key, path, Label::new(label), occurrence)
    }

    fn items(&mut self, items: &[Item], turn: &Turn<'_>) {
        for item in items {
            if !self.may_go_on() {
                return;
            }
            match item {
                Item::Step(step) => self.step(step, turn),
                Item::Block(block) => self.block(block, turn),
            }
        }
    }

    /// Whether another step, block or turn may come; counts it.
    fn may_go_on(&mut self) -> bool {
        let left = self.left.checked_sub(1);
        self.left = left.unwrap_or_default();
        left.is_some()
    }

    fn block(&mut self, block: &Block, turn: &Turn<'_>) {
        let label = turn.label(&block.label);
        match &block.kind {
            BlockKind::Maybe(percent, items) => {
                let draw = self.draw(paths::BLOCK_MAYBE, &label, 0);
                if let Some(trace) = &mut self.trace {
                    trace.ask_percent(draw, *percent);
                }
                if draw.percent(*percent) {
                    self.items(items, turn);
                }
            }
            BlockKind::Repeat(times, items) => {
                let draw = self.draw(paths::BLOCK_REPEAT, &label, 0);
                // A profile's pace says how often people write back and forth. A block that repeats
                // something else, such as an offer, keeps its own number.
                let turns = self.pace.turns(draw).filter(|_| is_exchange(times, items));
                if let Some(trace) = &mut self.trace {
                    let place = trace.place(draw);
                    let own = self.pace.turns_number(place).filter(|_| turns.is_some());
                    let number = own.unwrap_or_else(|| times.number(place, self.pace));
                    trace.ask(Question::Number(number));
                }
                let times = turns.unwrap_or_else(|| times.at_pace(draw, self.pace));
                // A scenario or a pace that was made in Rust may ask for more.
                for number in 1..=times.min(TURNS_MAX) {
                    if !self.may_go_on() {
                        return;
                    }
                    self.items(items, &turn.inner(number, items));
                }
            }
            BlockKind::OneOf(branches) => {
                let percents = branches.iter().map(|branch| branch.percent);
                let draw = self.draw(paths::BLOCK_BRANCH, &label, 0);
                if let Some(trace) = &mut self.trace {
                    trace.ask_share(draw, percents.clone().map(u64::from), 100);
                }
                let taken = draw.weighted(percents);
                self.items(&branches[taken].steps, turn);
            }
        }
    }

    fn step(&mut self, step: &Step<Choice>, turn: &Turn<'_>) {
        let (label, leg) = (turn.label(&step.label), turn.leg(&step.leg));
        // Of the legs that are opened in turns, only those of the turns that were drawn.
        if let Some(plan) = self
            .plans
            .get(&step.leg)
            .filter(|_| self.legs.get(&leg).is_none())
        {
            self.legs.insert(leg.clone(), plan.clone());
        }
        let under = Label::new(&label);
        let mut sampled = step.map(label, leg, |path, index, choice| {
            choice.at_pace(Draw::new(self.key, path, under, index), self.pace)
        });
        sampled.message = sampled.message.map(|message| turn.label(&message));
        if let Some(trace) = &mut self.trace {
            let role = self.legs.get(&sampled.leg).map(|leg| leg.role);
            let rules = StepRules::of(step, &sampled.label, role, self.channel, self.pace);
            trace.steps.push(rules);
        }
        if sampled.event == EventKind::Message {
            self.compose(&mut sampled);
            // Whoever has read and thought takes the longer to type, the longer the text is.
            if let Choice::Named(_) = step.after {
                let after = sampled.after.saturating_add(self.typing_ms(&sampled));
                sampled.after = after.min(DELAY_MS_MAX);
            }
        }
        self.steps.push(sampled);
    }

    /// Decides what a message consists of, as far as its step leaves that open.
    fn compose(&mut self, message: &mut Step) {
        let Some(role) = self.legs.get(&message.leg).map(|leg| leg.role) else {
            return;
        };
        // A caller may want a scenario on a channel that it was not written for.
        message.form = message.form.filter(|form| form.goes_through(self.channel));
        let is_open = message.text.is_none()
            && message.length.is_none()
            && message.media.is_empty()
            && message.form.is_none();
        if is_open {
            let draw = |occurrence| self.draw(paths::STEP_FORM, &message.label, occurrence);
            let answer = self.answer.filter(|_| role.is_contact());
            if let Some(answer) = answer.filter(|_| draw(1).percent(ANSWERS_PERCENT)) {
                message.form = Some(answer);
            } else if let Some(drawn) = self.pace.forms.at(draw(0), self.channel, role) {
                message.form = Some(drawn.form);
                message.media = drawn.media;
            }
        }
        // Whatever is said in between, by either side, makes the choices of an earlier message
        // stale.
        self.answer = message.form.and_then(Form::answer);
        if message.has_text() && message.text.is_none() && message.length.is_none() {
            // A choice has the words of whoever offered it.
            let is_chosen = matches!(message.form, Some(Form::QuickReply | Form::Button));
            let draw = self.draw(paths::STEP_LENGTH, &message.label, 0);
            let length = self.pace.length(draw).filter(|_| !is_chosen);
            message.length = length.map(|length| length.min(self.channel.text_length_max()));
        }
    }

    /// How long a person types a message, in milliseconds: 0 for a program, and for what is chosen
    /// and not typed.
    fn typing_ms(&self, message: &Step) -> i64 {
        let plan = self.legs.get(&message.leg);
        let Some(role) = plan.map(|leg| leg.role).filter(|role| is_person(*role)) else {
            return 0;
        };
        if !matches!(message.form, None | Some(Form::StoryReply)) {
            return 0;
        }
        let letters = match (&message.text, message.length) {
            (Some(text), _) => text.chars().count(),
            (None, Some(length)) => usize::try_from(length).unwrap_or_default(),
            (None, None) => {
                let draw = self.draw(paths::MESSAGE_TEXT, &message.label, 0);
                draw.pick(content::sentences(&message.label, role)).len()
            }
        };
        let per_letter = self.pace.delay(&Delay::TYPING);
        let draw = self.draw(paths::STEP_TYPING, &message.label, 0);
        let typing = per_letter.at(draw).saturating_mul(letters as u64);
        i64::try_from(typing).unwrap_or(i64::MAX)
    }
}

/// The legs that are opened inside repeated blocks, so that only their copies for each turn exist.
fn collect_opened_in_turns<'a>(items: &'a [Item], is_repeated: bool, legs: &mut BTreeSet<&'a str>) {
    for item in items {
        match item {
            Item::Step(step) => {
                if is_repeated && step.event.opens() {
                    legs.insert(&step.leg);
                }
            }
            Item::Block(block) => {
                let is_repeated = is_repeated || matches!(block.kind, BlockKind::Repeat(..));
                let bodies = block.kind.bodies().into_iter();
                bodies.for_each(|body| collect_opened_in_turns(body, is_repeated, legs));
            }
        }
    }
}
