//! The checks of a scenario after reading: labels, legs, numbers, chances, and how deep blocks are
//! nested.

use std::collections::BTreeSet;

use message_model::one_of;

use super::item::{Block, BlockKind, Item};
use super::pace::Pace;
use super::{Choice, messages, size, turns};
use crate::error::{Error, Kind};
use crate::limits::{BLOCK_DEPTH_MAX, TURNS_MAX};
use crate::script::{Legs, Step, check_label, check_number};

/// Checks everything that does not depend on playing, so that whatever is drawn gives a script that
/// can be read back.
pub(super) fn check(items: &[Item], legs: &Legs) -> Result<(), Error> {
    check_within(items, legs, 0, &mut BTreeSet::new())?;
    size::check(items, &Pace::default())?;
    turns::check(items, legs)?;
    messages::check(items)
}

fn check_within<'a>(
    items: &'a [Item],
    legs: &Legs,
    depth: usize,
    labels: &mut BTreeSet<&'a str>,
) -> Result<(), Error> {
    for item in items {
        let error = |problem: String| Error::new(item.place(), problem);
        if !labels.insert(item.label()) {
            return Err(Error::of(item.place(), Kind::DuplicateLabel));
        }
        match item {
            Item::Step(step) => check_step(step, legs).map_err(error)?,
            Item::Block(_) if depth == BLOCK_DEPTH_MAX => {
                return Err(error(format!(
                    "found in {depth} blocks, one in another, expected at most {BLOCK_DEPTH_MAX} \
                     deep"
                )));
            }
            Item::Block(block) => {
                check_block(block).map_err(error)?;
                for items in block.kind.bodies() {
                    check_within(items, legs, depth + 1, labels)?;
                }
            }
        }
    }
    Ok(())
}

fn check_step(step: &Step<Choice>, legs: &Legs) -> Result<(), String> {
    if legs.get(&step.leg).is_none() {
        let known = one_of(&step.leg, legs.labels());
        return Err(format!("leg: found {:?}, expected {known}", step.leg));
    }
    // A delay is no number of characters, and a profile could make it longer than any text.
    if let Some(Choice::Named(delay)) = step.length {
        return Err(format!(
            "length: found the delay {:?}, expected a number or a range",
            delay.name
        ));
    }
    step.check_numbers()
}

fn check_block(block: &Block) -> Result<(), String> {
    check_label(&block.label).map_err(|problem| format!("label: {problem}"))?;
    match &block.kind {
        BlockKind::Maybe(percent, _) if *percent > 100 => Err(format!(
            "maybe: found {percent}, expected 0 to 100 per cent"
        )),
        BlockKind::Maybe(..) => Ok(()),
        BlockKind::Repeat(Choice::Named(delay), _) => Err(format!(
            "repeat: found the delay {:?}, expected a number or a range",
            delay.name
        )),
        BlockKind::Repeat(times, _) => {
            check_number(times, 0, TURNS_MAX).map_err(|problem| format!("repeat: {problem}"))
        }
        BlockKind::OneOf(branches) => {
            let sum: u32 = branches
                .iter()
                .map(|branch| u32::from(branch.percent))
                .sum();
            if sum == 100 {
                Ok(())
            } else {
                Err(format!("one-of: the chances add up to {sum}, expected 100"))
            }
        }
    }
}
