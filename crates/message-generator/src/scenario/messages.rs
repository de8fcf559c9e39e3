//! Whether the message that a `status` step names is sure to have been sent before, whatever is
//! drawn.

use std::collections::{BTreeMap, BTreeSet};

use message_lifecycle::EventKind;

use super::Choice;
use super::item::{BlockKind, Item};
use crate::error::Error;
use crate::script::Step;

/// Checks the message of each `status` step.
pub(super) fn check(items: &[Item]) -> Result<(), Error> {
    Messages {
        items,
        sent: BTreeMap::new(),
        order: Vec::new(),
        opened: Vec::new(),
    }
    .check(items)
}

/// What has been sent for sure by the step that is being checked.
struct Messages<'a> {
    /// All items of the scenario.
    items: &'a [Item],
    /// The leg of each message.
    sent: BTreeMap<&'a str, Leg<'a>>,
    /// The labels of the messages that were added to `sent`, in order, so that those of a block can
    /// be taken out again.
    order: Vec<&'a str>,
    /// The legs that are opened in each `repeat` block around the step, outermost first.
    opened: Vec<BTreeSet<&'a str>>,
}

/// A leg: its label, and the number of `repeat` blocks around it whose turns its label gets. A leg
/// that is opened in a turn is another one than the leg of the same label outside.
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
            // After the block nobody can tell whether they were sent; those of a turn have other
            // labels. Compared by address, since two branches may have equal steps.
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
        let Some(message) = step.message.as_deref() else {
            return Ok(());
        };
        if self.sent.get(message) == Some(&leg) {
            return Ok(());
        }
        Err(Error::step(
            &step.label,
            format!("message: {}", self.problem(message, &step.leg, leg)),
        ))
    }

    /// What is wrong with a message that this leg is not sure to have sent.
    fn problem(&self, message: &str, label: &str, leg: Leg<'a>) -> String {
        let mut sometimes = Vec::new();
        collect_messages(self.items, label, &mut sometimes);
        if !sometimes.contains(&message) {
            let known = listed(&sometimes, "which sends none");
            return format!("found {message:?}, expected a message of leg {label:?}: {known}");
        }
        let sure: Vec<_> = self
            .order
            .iter()
            .copied()
            .filter(|sent| self.sent.get(sent) == Some(&leg))
            .collect();
        let known = listed(&sure, "there is none");
        let expected = format!("expected one that leg {label:?} is sure to have sent: {known}");
        format!("found {message:?}, which may not have been sent by then, {expected}")
    }

    fn leg(&self, label: &'a str) -> Leg<'a> {
        let depth = self
            .opened
            .iter()
            .rposition(|opened| opened.contains(label))
            .map_or(0, |place| place + 1);
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
            Item::Block(block) => block
                .kind
                .bodies()
                .into_iter()
                .for_each(|body| collect_opened(body, opened)),
        }
    }
}

/// The labels of the messages of a leg, whether or not they are sure to be sent.
fn collect_messages<'a>(items: &'a [Item], leg: &str, messages: &mut Vec<&'a str>) {
    for item in items {
        match item {
            Item::Step(step) if step.event == EventKind::Message && step.leg == leg => {
                messages.push(&step.label)
            }
            Item::Step(_) => {}
            Item::Block(block) => {
                block
                    .kind
                    .bodies()
                    .into_iter()
                    .for_each(|body| collect_messages(body, leg, messages));
            }
        }
    }
}

fn listed(labels: &[&str], none: &str) -> String {
    if labels.is_empty() {
        none.to_owned()
    } else {
        labels.join(", ")
    }
}
