//! Whether the labels that turns of `repeat` blocks make differ from all others.
//!
//! In the second turn of a block, step `reply` becomes `reply-2`; in the third turn of a block
//! inside it, `reply-2-3`. A step `reply-2` beside it would draw the same values, and no script may
//! have both. The same holds for legs that are opened in turns. How many turns there are is not
//! looked at: a profile may change it.

use std::collections::{BTreeMap, BTreeSet};

use super::item::{BlockKind, Item};
use crate::error::{Error, quoted};
use crate::limits::{LABEL_LENGTH_MAX, TURNS_MAX};
use crate::script::Legs;

/// Checks the labels of all steps and blocks, and of the legs that steps open.
pub(super) fn check(items: &[Item], legs: &Legs) -> Result<(), Error> {
    let mut labels = BTreeMap::new();
    check_lengths(items, 0, &mut labels)?;
    check_items(items, &labels)?;
    let mut opened = Opened::default();
    opened.open(items, &mut Vec::new())?;
    opened.check(legs)
}

/// Checks that each label is short enough for the numbers of its turns, and collects it with the
/// number of `repeat` blocks around it.
fn check_lengths<'a>(
    items: &'a [Item],
    depth: usize,
    labels: &mut BTreeMap<&'a str, usize>,
) -> Result<(), Error> {
    for item in items {
        check_length(item.label(), depth)
            .map_err(|problem| Error::new(item.place(), format!("label: {problem}")))?;
        labels.insert(item.label(), depth);
        match item {
            Item::Step(step) => {
                let leg = check_length(&step.leg, if step.event.opens() { depth } else { 0 });
                leg.map_err(|problem| Error::new(item.place(), format!("leg: {problem}")))?;
            }
            Item::Block(block) => {
                let depth = depth + usize::from(matches!(block.kind, BlockKind::Repeat(..)));
                block
                    .kind
                    .bodies()
                    .into_iter()
                    .try_for_each(|body| check_lengths(body, depth, labels))?;
            }
        }
    }
    Ok(())
}

fn check_length(label: &str, depth: usize) -> Result<(), String> {
    let number = format!("-{TURNS_MAX}").len();
    let most = LABEL_LENGTH_MAX.saturating_sub(depth * number);
    if label.len() <= most {
        return Ok(());
    }
    let found = label.len();
    Err(format!(
        "found {found} characters, expected at most {most}, to which {depth} numbers of turns are \
         added"
    ))
}

/// Checks that no label is one that a turn makes of another.
fn check_items(items: &[Item], labels: &BTreeMap<&str, usize>) -> Result<(), Error> {
    for item in items {
        let label = item.label();
        let is_made = |of: &str, depth: usize| labels.get(of) == Some(&depth);
        if let Some(of) = origin(label, labels[label], is_made) {
            let problem = format!(
                "label: found {label:?}, which a turn makes of {of:?}, expected a unique one"
            );
            return Err(Error::new(item.place(), problem));
        }
        if let Item::Block(block) = item {
            block
                .kind
                .bodies()
                .into_iter()
                .try_for_each(|body| check_items(body, labels))?;
        }
    }
    Ok(())
}

/// The label of which turns make the same label as of this one, which stands in `depth` `repeat`
/// blocks.
///
/// Two labels can become the same only if one is the other with numbers after it, as many as it
/// stands in fewer blocks.
fn origin(label: &str, mut depth: usize, is_made: impl Fn(&str, usize) -> bool) -> Option<&str> {
    let mut rest = label;
    while let Some((before, _)) = rest.rsplit_once('-').filter(|(_, number)| is_turn(number)) {
        (rest, depth) = (before, depth + 1);
        if is_made(rest, depth) {
            return Some(rest);
        }
    }
    None
}

/// Whether the text is the number of a turn, as labels have it.
fn is_turn(text: &str) -> bool {
    let turn = text
        .parse()
        .ok()
        .filter(|turn: &i64| (1..=TURNS_MAX).contains(turn));
    turn.is_some_and(|turn| turn.to_string() == text)
}

/// The legs that steps open in `repeat` blocks.
#[derive(Default)]
struct Opened<'a> {
    /// The block, of those in which a leg is opened at some depth, that was seen last. Two of them
    /// would give their turns the same legs.
    block: BTreeMap<(&'a str, usize), &'a str>,
    /// What `block` held before each change, to take back the changes of a branch.
    changes: Vec<((&'a str, usize), Option<&'a str>)>,
    /// How deep each leg is opened.
    depths: BTreeMap<&'a str, BTreeSet<usize>>,
}

impl<'a> Opened<'a> {
    /// Notes what the items open, which stand in these `repeat` blocks.
    fn open(&mut self, items: &'a [Item], blocks: &mut Vec<&'a str>) -> Result<(), Error> {
        for item in items {
            match item {
                Item::Step(step) if step.event.opens() => {
                    self.open_leg(&step.label, &step.leg, blocks)?
                }
                Item::Step(_) => {}
                Item::Block(block) => match &block.kind {
                    BlockKind::Maybe(_, items) => self.open(items, blocks)?,
                    BlockKind::Repeat(_, items) => {
                        blocks.push(&block.label);
                        self.open(items, blocks)?;
                        blocks.pop();
                    }
                    BlockKind::OneOf(_) => self.open_one_of(block.kind.bodies(), blocks)?,
                },
            }
        }
        Ok(())
    }

    /// Only one of the branches happens, so that what one of them opens is no obstacle to another.
    fn open_one_of(
        &mut self,
        branches: Vec<&'a [Item]>,
        blocks: &mut Vec<&'a str>,
    ) -> Result<(), Error> {
        let mut of_branches = Vec::new();
        for branch in branches {
            let before = self.changes.len();
            self.open(branch, blocks)?;
            // Backwards, so that a leg which the branch noted twice gets back what it had before
            // the branch.
            for (leg, block) in self.changes.split_off(before).into_iter().rev() {
                of_branches.extend(self.block.remove(&leg).map(|block| (leg, block)));
                self.block.extend(block.map(|block| (leg, block)));
            }
        }
        for (leg, block) in of_branches {
            self.note(leg, block);
        }
        Ok(())
    }

    /// Notes that the leg is opened in this block; returns the block that was noted before.
    fn note(&mut self, leg: (&'a str, usize), block: &'a str) -> Option<&'a str> {
        let before = self.block.insert(leg, block);
        self.changes.push((leg, before));
        before
    }

    fn open_leg(&mut self, step: &str, leg: &'a str, blocks: &[&'a str]) -> Result<(), Error> {
        let Some(block) = blocks.last() else {
            return Ok(());
        };
        // Around the block that opens it, the leg gets the numbers of the outer turns alone.
        self.depths.entry(leg).or_default().extend(1..=blocks.len());
        match self.note((leg, blocks.len()), block) {
            Some(other) if other != *block => {
                let problem = format!("found {leg:?}, which block {} opens too", quoted(other));
                Err(Error::step(
                    step,
                    format!("leg: {problem}, expected a leg of its own for the turns of {block:?}"),
                ))
            }
            _ => Ok(()),
        }
    }

    fn check(&self, legs: &Legs) -> Result<(), Error> {
        let is_made = |of: &str, depth: usize| {
            self.depths
                .get(of)
                .is_some_and(|depths| depths.contains(&depth))
        };
        for label in legs.labels() {
            let deeper = self.depths.get(label).into_iter().flatten().copied();
            for depth in deeper.chain([0]) {
                if let Some(of) = origin(label, depth, is_made) {
                    let problem =
                        format!("found a label that a turn makes of {of:?}, expected a unique one");
                    return Err(Error::new(format!("leg {}", quoted(label)), problem));
                }
            }
        }
        Ok(())
    }
}
