//! Whether the message that a `status` step names is sure to have been sent before, whatever is drawn.

use super::Choice;
use super::item::{BlockKind, Item};
use crate::error::Error;
use crate::script::Step;
use message_lifecycle::EventKind;
use std::collections::{BTreeMap, BTreeSet};

/// Checks the message of each `status` step.
pub(super) fn check(items: &[Item]) -> Result<(), Error> {
    Messages::default().check(items)
}

/// What has been sent for sure by the step that is being checked.
#[derive(Default)]
struct Messages<'a> {
    /// The leg of each message.
    sent: BTreeMap<&'a str, Leg<'a>>,
    /// The labels of the messages that were added to `sent`, in order, so that those of a block can be taken out again.
    order: Vec<&'a str>,
    /// The legs that are opened in each `repeat` block around the step, outermost first.
    opened: Vec<BTreeSet<&'a str>>,
}

/// A leg: its label, and the number of `repeat` blocks around it whose turns its label gets. A leg that is opened in a
/// turn is another one than the leg of the same label outside.
type Leg<'a> = (&'a str, usize);

impl<'a> Messages<'a> {
    fn check(&mut self, items: &'a [Item]) -> Result<(), Error> {
        for item in items {
            match item {
                Item::Step(step) => self.check_step(step)?,
                Item::Block(block) => self.check_block(&block.kind)?,
            }
        }
        Ok(())
    }

    fn check_block(&mut self, kind: &'a BlockKind) -> Result<(), Error> {
        let certain = kind.certain_body();
        let is_repeat = matches!(kind, BlockKind::Repeat(..));
        for body in kind.bodies() {
            let before = self.order.len();
            if is_repeat {
                let mut opened = BTreeSet::new();
                collect_opened(body, &mut opened);
                self.opened.push(opened);
            }
            self.check(body)?;
            if is_repeat {
                self.opened.pop();
            }
            // After the block nobody can tell whether they were sent; those of a turn have other labels.
            if certain.is_none_or(|certain| !std::ptr::eq(certain, body)) {
                self.order.drain(before..).for_each(|label| {
                    self.sent.remove(label);
                });
            }
        }
        Ok(())
    }

    fn check_step(&mut self, step: &'a Step<Choice>) -> Result<(), Error> {
        let leg = self.leg(&step.leg);
        if step.event == EventKind::Message {
            self.sent.insert(&step.label, leg);
            self.order.push(&step.label);
        }
        let Some(message) = step.message.as_deref() else { return Ok(()) };
        if self.sent.get(message) == Some(&leg) {
            return Ok(());
        }
        let known: Vec<_> = self.order.iter().copied().filter(|label| self.sent.get(label) == Some(&leg)).collect();
        let known = match known.is_empty() {
            true => "which has sent none for sure by then".to_owned(),
            false => known.join(", "),
        };
        let problem = format!("message: found {message:?}, expected a message of leg {:?}: {known}", step.leg);
        Err(Error::step(&step.label, problem))
    }

    fn leg(&self, label: &'a str) -> Leg<'a> {
        let depth = self.opened.iter().rposition(|opened| opened.contains(label)).map_or(0, |place| place + 1);
        (label, depth)
    }
}

/// The legs that are opened in these items.
fn collect_opened<'a>(items: &'a [Item], opened: &mut BTreeSet<&'a str>) {
    for item in items {
        match item {
            Item::Step(step) if step.event.opens() => {
                opened.insert(&step.leg);
            }
            Item::Step(_) => {}
            Item::Block(block) => block.kind.bodies().into_iter().for_each(|body| collect_opened(body, opened)),
        }
    }
}
