//! The items of a scenario's `steps`: steps, and blocks of steps that depend on a choice.

use message_lifecycle::EventKind;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Choice;
use super::delays::Delay;
use crate::error::{Error, Kind, quoted};
use crate::script::{Branch, RawStep, Step};

/// One item of a scenario's `steps`: a step or a block.
///
/// ```
/// use message_generator::{Item, Scenario};
///
/// let scenario = Scenario::named("spam")?;
/// let Item::Step(first) = &scenario.steps[0] else { panic!("a scenario begins with a step") };
/// assert_eq!(first.event.as_str(), "enter");
/// # Ok::<(), message_generator::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A step that always happens.
    Step(Box<Step<Choice>>),
    /// Steps that depend on a choice.
    Block(Block),
}

/// Steps that depend on one choice, which is drawn under the block's label.
///
/// ```
/// use message_generator::{Block, BlockKind, Item, Scenario};
///
/// let is_repeat = |item: &Item| {
///     matches!(item, Item::Block(Block { kind: BlockKind::Repeat(..), .. }))
/// };
/// assert!(Scenario::named("bot-self-served")?.steps.iter().any(is_repeat));
/// assert!(!Scenario::named("spam")?.steps.iter().any(is_repeat));
/// # Ok::<(), message_generator::Error>(())
/// ```
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
    /// In each turn the labels of its steps get the number of the turn (`reply` becomes `reply-1`,
    /// `reply-2`), and so do those of the legs that it opens.
    Repeat(Choice, Vec<Item>),
    /// Which of several branches happens: `"one-of": [{"percent": 70, "steps": [...]}, ...]`.
    OneOf(Vec<Branch<Item>>),
}

impl Item {
    /// The label of the step or block.
    pub(crate) fn label(&self) -> &str {
        match self {
            Self::Step(step) => &step.label,
            Self::Block(block) => &block.label,
        }
    }

    /// The place that an error in it names, such as `step "hello"`.
    pub(crate) fn place(&self) -> String {
        let kind = match self {
            Self::Step(_) => "step",
            Self::Block(_) => "block",
        };
        format!("{kind} {}", quoted(self.label()))
    }
}

impl BlockKind {
    /// The lists of items in the block: one, or one for each branch.
    pub(crate) fn bodies(&self) -> Vec<&[Item]> {
        match self {
            Self::Maybe(_, steps) | Self::Repeat(_, steps) => vec![steps],
            Self::OneOf(branches) => branches
                .iter()
                .map(|branch| branch.steps.as_slice())
                .collect(),
        }
    }

    /// The items that happen whenever the block does; only a `repeat` and what depends on chance
    /// has none.
    pub(crate) fn certain_body(&self) -> Option<&[Item]> {
        match self {
            Self::Maybe(100, steps) => Some(steps),
            Self::Maybe(..) | Self::Repeat(..) => None,
            Self::OneOf(branches) => branches
                .iter()
                .find(|branch| branch.percent == 100)
                .map(|branch| branch.steps.as_slice()),
        }
    }
}

/// The named delays that steps take for the difference of the clocks.
pub(super) fn collect_skews(items: &[Item], skews: &mut Vec<&'static Delay>) {
    for item in items {
        match item {
            Item::Step(step) => {
                if let Some(Choice::Named(delay)) = step.skew {
                    skews.push(delay);
                }
            }
            Item::Block(block) => block
                .kind
                .bodies()
                .into_iter()
                .for_each(|body| collect_skews(body, skews)),
        }
    }
}

/// Whether people write back and forth in a `repeat` block, so that the pace of a profile decides
/// how often.
pub(crate) fn is_exchange(times: &Choice, items: &[Item]) -> bool {
    matches!(times, Choice::Range(..)) && is_written_in(items)
}

/// Whether a message is sent in these steps.
fn is_written_in(items: &[Item]) -> bool {
    items.iter().any(|item| match item {
        Item::Step(step) => step.event == EventKind::Message,
        Item::Block(block) => block.kind.bodies().into_iter().any(is_written_in),
    })
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
        let kind = match (
            raw.maybe.take(),
            raw.repeat.take(),
            raw.one_of.take(),
            raw.steps.take(),
        ) {
            (None, None, None, None) => {
                return raw
                    .into_step()
                    .map(|step| Self::Step(Box::new(step)))
                    .map_err(de::Error::custom);
            }
            (Some(percent), None, None, Some(steps)) => BlockKind::Maybe(percent, steps),
            (None, Some(times), None, Some(steps)) => BlockKind::Repeat(times, steps),
            (None, None, Some(branches), None) => BlockKind::OneOf(branches),
            _ => {
                let error = Error::block(&raw.label, Kind::UnknownBlock);
                return Err(de::Error::custom(error));
            }
        };
        if let Some(name) = raw.step_property() {
            let error = Error::block(&raw.label, Kind::NotForBlock(name));
            return Err(de::Error::custom(error));
        }
        Ok(Self::Block(Block {
            label: raw.label,
            kind,
        }))
    }
}
