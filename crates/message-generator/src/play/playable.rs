//! Whether every step of a scenario can be played.
//!
//! A scenario leaves choices open, so a step may be impossible after some of them and possible
//! after others. What is looked for is a step that comes up and never plays.

use crate::draw::Key;
use crate::error::Error;
use crate::json_file::before_turn;
use crate::play::{LeftOut, Play, play_out};
use crate::scenario::sample::{SampleOptions, sample_with};
use crate::scenario::{Block, BlockKind, Choice, Item, Scenario};
use crate::script::Step;
use std::collections::BTreeSet;
use std::iter;

/// How many conversations are tried before a step is taken to be impossible.
const TRIES: u64 = 32;

/// Checks that every step of a scenario that comes up in a conversation with these options can be
/// played in one.
///
/// Up to 32 conversations are tried for each step, so a step that can happen only after rarer
/// choices is taken to be impossible.
///
/// ```
/// use message_generator::{Scenario, SampleOptions, check_plays};
///
/// let scenario = Scenario::builtin("takeover-by-colleague").unwrap();
/// let mut options = SampleOptions::default();
/// assert_eq!(check_plays(&scenario, &options), Ok(()));
/// options.revision = "200".parse()?;
/// let error = check_plays(&scenario, &options).unwrap_err();
/// assert_eq!(error.known_since(), Some("251".parse()?));
/// # Ok::<(), message_model::RevisionError>(())
/// ```
///
/// # Errors
///
/// If a step comes up and never plays; the error is that of the first one, as
/// [`play()`](crate::play()) gives it.
pub fn check_plays(scenario: &Scenario, options: &SampleOptions) -> Result<(), Error> {
    first_never_played(scenario, options).map_or(Ok(()), |left_out| Err(left_out.error))
}

/// The first step that comes up in some of the scenario's conversations and plays in none.
fn first_never_played(scenario: &Scenario, options: &SampleOptions) -> Option<LeftOut> {
    let mut labels = Vec::new();
    collect_labels(&scenario.steps, &mut labels);
    let known: BTreeSet<&str> = labels.iter().copied().collect();
    let mut seen = BTreeSet::new();
    for conversation in 0..TRIES {
        let played = try_out(scenario, options, conversation);
        seen.extend(
            played
                .script
                .steps
                .iter()
                .filter_map(|step| known.get(stands_as(&step.label, &known)?).copied()),
        );
    }
    let not_seen = labels.iter().filter(|label| !seen.contains(*label));
    not_seen
        .filter_map(|label| never_played(scenario, options, label, &known))
        .next()
}

/// The step of this label as it is left out, if it comes up and never plays.
fn never_played(
    scenario: &Scenario,
    options: &SampleOptions,
    label: &str,
    known: &BTreeSet<&str>,
) -> Option<LeftOut> {
    let mut certain = scenario.clone();
    if !make_certain(&mut certain.steps, label) {
        return None;
    }
    let is_it = |step: &Step| stands_as(&step.label, known) == Some(label);
    let mut first = None;
    for conversation in 0..TRIES {
        let played = try_out(&certain, options, conversation);
        if played.script.steps.iter().any(is_it) {
            return None;
        }
        let mut left_out = played.left_out.into_iter();
        first = first.or_else(|| left_out.find(|left_out| is_it(&left_out.step)));
    }
    first
}

/// Plays a conversation under the seed by which a scenario is drawn if no other is given.
fn try_out(scenario: &Scenario, options: &SampleOptions, conversation: u64) -> Play {
    play_out(sample_with(scenario, Key::new(1, conversation), options))
}

/// The label with which a sampled step stands in the scenario, without the numbers of its turns.
fn stands_as<'a>(label: &'a str, known: &BTreeSet<&str>) -> Option<&'a str> {
    iter::successors(Some(label), |label| before_turn(label)).find(|label| known.contains(label))
}

fn collect_labels<'a>(items: &'a [Item], labels: &mut Vec<&'a str>) {
    for item in items {
        match item {
            Item::Step(step) => labels.push(&step.label),
            Item::Block(block) => {
                for body in block.kind.bodies() {
                    collect_labels(body, labels);
                }
            }
        }
    }
}

/// Makes the choices on the way to the step of this label so that it comes up. Returns whether it
/// can: a chance of 0 stays 0.
fn make_certain(items: &mut [Item], label: &str) -> bool {
    items.iter_mut().any(|item| match item {
        Item::Step(step) => step.label == label,
        Item::Block(block) => make_block_certain(block, label),
    })
}

fn make_block_certain(block: &mut Block, label: &str) -> bool {
    match &mut block.kind {
        BlockKind::Maybe(percent, steps) => {
            let can_be = *percent > 0 && make_certain(steps, label);
            if can_be {
                *percent = 100;
            }
            can_be
        }
        BlockKind::Repeat(times, steps) => {
            let can_be = times.most() > 0 && make_certain(steps, label);
            if let (true, Choice::Range(from, _)) = (can_be, times) {
                *from = (*from).max(1);
            }
            can_be
        }
        BlockKind::OneOf(branches) => {
            let taken = branches
                .iter_mut()
                .position(|branch| branch.percent > 0 && make_certain(&mut branch.steps, label));
            for (place, branch) in branches.iter_mut().enumerate() {
                if taken.is_some() {
                    branch.percent = if Some(place) == taken { 100 } else { 0 };
                }
            }
            taken.is_some()
        }
    }
}
