//! The checks of a scenario after reading: labels, legs, numbers, chances, and how deep blocks are
//! nested.

use std::collections::BTreeSet;

use message_model::one_of;

use super::item::{Block, BlockKind, Item};
use super::pace::Pace;
use super::{Choice, messages, size, turns};
use crate::channel::Channel;
use crate::error::{Error, Kind};
use crate::limits::{BLOCK_DEPTH_MAX, TURNS_MAX};
use crate::script::{Legs, Step, check_label, check_number};

/// Checks everything that does not depend on playing, so that whatever is drawn gives a script that
/// can be read back.
pub(super) fn check(items: &[Item], legs: &Legs, channels: &[Channel]) -> Result<(), Error> {
    let place = Place { legs, channels };
    check_within(items, place, 0, &mut BTreeSet::new())?;
    size::check(items, &Pace::default())?;
    turns::check(items, legs)?;
    messages::check(items)
}

/// What the steps of a scenario refer to.
#[derive(Clone, Copy)]
struct Place<'a> {
    legs: &'a Legs,
    channels: &'a [Channel],
}

fn check_within<'a>(
    items: &'a [Item],
    place: Place<'_>,
    depth: usize,
    labels: &mut BTreeSet<&'a str>,
) -> Result<(), Error> {
    for item in items {
        let error = |problem: String| Error::new(item.place(), problem);
        if !labels.insert(item.label()) {
            return Err(Error::of(item.place(), Kind::DuplicateLabel));
        }
        match item {
            Item::Step(step) => check_step(step, place).map_err(error)?,
            Item::Block(_) if depth == BLOCK_DEPTH_MAX => {
                return Err(error(format!(
                    "found in {depth} blocks, one in another, expected at most {BLOCK_DEPTH_MAX} \
                     deep"
                )));
            }
            Item::Block(block) => {
                check_block(block).map_err(error)?;
                for items in block.kind.bodies() {
                    check_within(items, place, depth + 1, labels)?;
                }
            }
        }
    }
    Ok(())
}

fn check_step(step: &Step<Choice>, place: Place<'_>) -> Result<(), String> {
    let Some(leg) = place.legs.get(&step.leg) else {
        let known = one_of(&step.leg, place.legs.labels());
        return Err(format!("leg: found {:?}, expected {known}", step.leg));
    };
    for channel in place.channels {
        step.check_form(leg.role, *channel)?;
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
