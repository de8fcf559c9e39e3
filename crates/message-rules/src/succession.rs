//! Two successive snapshots of a conversation, matched leg by leg for the rules of succession.

use std::collections::HashMap;

use message_model::Id;

use crate::contact::Contact;
use crate::leg::{Leg, Place};
use crate::medium::Medium;

/// A conversation in two successive snapshots.
pub(crate) struct Change<'c, 'a> {
    pub(crate) before: &'c Contact<'a>,
    pub(crate) after: &'c Contact<'a>,
    /// The legs that are in both, in the order of the later snapshot.
    pub(crate) kept: Vec<LegChange<'c, 'a>>,
    /// The legs that only the earlier one has.
    pub(crate) gone: Vec<&'c Leg<'a>>,
    /// The legs that only the later one has.
    pub(crate) new: Vec<&'c Leg<'a>>,
}

/// A leg in two successive snapshots.
pub(crate) struct LegChange<'c, 'a> {
    pub(crate) before: &'c Leg<'a>,
    pub(crate) after: &'c Leg<'a>,
}

/// What identifies a leg across snapshots.
#[derive(PartialEq, Eq, Hash)]
enum Identity<'c> {
    Named(Medium, &'c Id),
    /// Some payloads omit ids; then the position identifies the leg.
    Placed(Medium, usize, usize),
}

impl<'c, 'a> Change<'c, 'a> {
    pub(crate) fn between(before: &'c Contact<'a>, after: &'c Contact<'a>) -> Self {
        let mut earlier: HashMap<Identity<'c>, &'c Leg<'a>> =
            HashMap::with_capacity(before.legs.len());
        for leg in &before.legs {
            // If two legs share an id, which is a finding in its own right, the first one counts.
            earlier.entry(identity(leg)).or_insert(leg);
        }
        let (mut kept, mut new) = (Vec::new(), Vec::new());
        for after in &after.legs {
            match earlier.remove(&identity(after)) {
                Some(before) => kept.push(LegChange { before, after }),
                None => new.push(after),
            }
        }
        let gone = before.legs.iter().filter(|leg| {
            earlier
                .get(&identity(leg))
                .is_some_and(|left| std::ptr::eq(*left, *leg))
        });
        Self {
            before,
            after,
            gone: gone.collect(),
            kept,
            new,
        }
    }
}

fn identity<'c>(leg: &'c Leg<'_>) -> Identity<'c> {
    match (&leg.facts.id, leg.place) {
        (Some(id), _) => Identity::Named(leg.medium, id),
        (None, Place::Whole) => Identity::Placed(leg.medium, 0, 0),
        (None, Place::Participant(participant)) => Identity::Placed(leg.medium, participant, 0),
        (None, Place::Leg(participant, index)) => Identity::Placed(leg.medium, participant, index),
    }
}
