//! The items of a scenario's `steps`: steps, and blocks of steps that depend on a choice.

use super::Choice;
use crate::error::Error;
use crate::script::{Branch, Legs, RawStep, Step, is_label};
use message_lifecycle::EventKind;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::collections::BTreeSet;

/// One item of a scenario's `steps`: a step or a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A step that always happens.
    Step(Box<Step<Choice>>),
    /// Steps that depend on a choice.
    Block(Block),
}

/// Steps that depend on one choice, which is drawn under the block's label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The block's own label.
    pub label: String,
    /// What is chosen, with the steps that depend on it.
    pub kind: BlockKind,
}

/// What a block leaves open to choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// Whether its steps happen, with the chance in per cent: `"maybe": 30`.
    Maybe(u8, Vec<Item>),
    /// How often its steps happen: `"repeat": {"from": 1, "to": 4}`.
    ///
    /// In each turn the labels of its steps get the number of the turn (`reply` becomes `reply-1`, `reply-2`), and so
    /// do those of the legs that it opens.
    Repeat(Choice, Vec<Item>),
    /// Which of several branches happens: `"one-of": [{"percent": 70, "steps": [...]}, ...]`.
    OneOf(Vec<Branch<Item>>),
}

/// Checks labels, legs, messages and chances, including those of nested blocks.
pub(super) fn check(items: &[Item], legs: &Legs) -> Result<(), Error> {
    check_within(items, legs, &mut BTreeSet::new())?;
    let mut steps = Vec::new();
    collect_steps(items, &mut steps);
    for step in &steps {
        let Some(wanted) = &step.message else { continue };
        let is_of_leg = |other: &&&Step<Choice>| other.event == EventKind::Message && other.leg == step.leg;
        let sent: Vec<_> = steps.iter().filter(is_of_leg).map(|other| other.label.as_str()).collect();
        if !sent.contains(&wanted.as_str()) {
            let known = if sent.is_empty() { "which sends none".to_owned() } else { sent.join(", ") };
            let problem = format!("message: found {wanted:?}, expected a message of leg {:?}: {known}", step.leg);
            return Err(Error::step(&step.label, problem));
        }
    }
    Ok(())
}

/// All steps, including those of nested blocks.
fn collect_steps<'a>(items: &'a [Item], steps: &mut Vec<&'a Step<Choice>>) {
    for item in items {
        match item {
            Item::Step(step) => steps.push(step),
            Item::Block(block) => block.kind.bodies().into_iter().for_each(|body| collect_steps(body, steps)),
        }
    }
}

fn check_within(items: &[Item], legs: &Legs, labels: &mut BTreeSet<String>) -> Result<(), Error> {
    for item in items {
        let (place, label) = match item {
            Item::Step(step) => ("step", &step.label),
            Item::Block(block) => ("block", &block.label),
        };
        let error = |problem: String| Error::new(format!("{place} {label:?}"), problem);
        if !labels.insert(label.clone()) {
            return Err(error("label: stands twice, expected a label of its own".to_owned()));
        }
        match item {
            Item::Step(step) => check_step(step, legs).map_err(error)?,
            Item::Block(block) => {
                check_block(block).map_err(error)?;
                for items in block.kind.bodies() {
                    check_within(items, legs, labels)?;
                }
            }
        }
    }
    Ok(())
}

fn check_step(step: &Step<Choice>, legs: &Legs) -> Result<(), String> {
    if legs.get(&step.leg).is_none() {
        let known: Vec<_> = legs.labels().collect();
        return Err(format!("leg: found {:?}, expected one of {}", step.leg, known.join(", ")));
    }
    let numbers =
        [("after", Some(&step.after)), ("resume-in", step.resume_in.as_ref()), ("length", step.length.as_ref())];
    for (name, choice) in numbers {
        if let Some(least) = choice.map(Choice::least).filter(|least| *least < 0) {
            return Err(format!("{name}: found {least}, expected 0 or more"));
        }
    }
    Ok(())
}

fn check_block(block: &Block) -> Result<(), String> {
    if !is_label(&block.label) {
        return Err(format!("label: found {:?}, expected {}", block.label, crate::script::LABEL));
    }
    match &block.kind {
        BlockKind::Maybe(percent, _) if *percent > 100 => {
            Err(format!("maybe: found {percent}, expected 0 to 100 per cent"))
        }
        BlockKind::Repeat(times, _) if times.least() < 0 => {
            Err(format!("repeat: found {}, expected 0 or more", times.least()))
        }
        BlockKind::Repeat(Choice::Named(delay), _) => {
            Err(format!("repeat: found the delay {:?}, expected a number or a range", delay.name))
        }
        BlockKind::OneOf(branches) => {
            let sum: u32 = branches.iter().map(|branch| u32::from(branch.percent)).sum();
            if sum == 100 { Ok(()) } else { Err(format!("one-of: the chances add up to {sum}, expected 100")) }
        }
        BlockKind::Maybe(..) | BlockKind::Repeat(..) => Ok(()),
    }
}

impl BlockKind {
    /// The lists of items in the block: one, or one for each branch.
    pub(crate) fn bodies(&self) -> Vec<&[Item]> {
        match self {
            Self::Maybe(_, steps) | Self::Repeat(_, steps) => vec![steps],
            Self::OneOf(branches) => branches.iter().map(|branch| branch.steps.as_slice()).collect(),
        }
    }
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let block = match self {
            Self::Step(step) => return step.serialize(serializer),
            Self::Block(block) => block,
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("label", &block.label)?;
        match &block.kind {
            BlockKind::Maybe(percent, steps) => {
                map.serialize_entry("maybe", percent)?;
                map.serialize_entry("steps", steps)?;
            }
            BlockKind::Repeat(times, steps) => {
                map.serialize_entry("repeat", times)?;
                map.serialize_entry("steps", steps)?;
            }
            BlockKind::OneOf(branches) => map.serialize_entry("one-of", branches)?,
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut raw = RawStep::<Choice, Item>::deserialize(deserializer)?;
        let kind = match (raw.maybe.take(), raw.repeat.take(), raw.one_of.take(), raw.steps.take()) {
            (None, None, None, None) => {
                return raw.into_step().map(|step| Self::Step(Box::new(step))).map_err(de::Error::custom);
            }
            (Some(percent), None, None, Some(steps)) => BlockKind::Maybe(percent, steps),
            (None, Some(times), None, Some(steps)) => BlockKind::Repeat(times, steps),
            (None, None, Some(branches), None) => BlockKind::OneOf(branches),
            _ => {
                let problem = "expected one of `maybe` with `steps`, `repeat` with `steps`, `one-of` with branches";
                return Err(de::Error::custom(Error::new(format!("block {:?}", raw.label), problem)));
            }
        };
        if let Some(name) = raw.step_property() {
            let problem = format!("{name}: does not go with a block, expected in the steps of the block");
            return Err(de::Error::custom(Error::new(format!("block {:?}", raw.label), problem)));
        }
        Ok(Self::Block(Block { label: raw.label, kind }))
    }
}
