//! Two successive snapshots of a conversation, matched leg by leg for the rules of succession.

use std::collections::{HashMap, HashSet};

use message_model::Id;

use crate::contact::Contact;
use crate::leg::{Leg, Place};
use crate::medium::Medium;

/// A conversation in two successive snapshots, and a leg that comes back in the last that had it.
pub(crate) struct Change<'c, 'a> {
    pub(crate) before: &'c Contact<'a>,
    pub(crate) after: &'c Contact<'a>,
    /// The legs that are in both or have come back, in the order of the later snapshot.
    pub(crate) kept: Vec<LegChange<'c, 'a>>,
    /// The legs that only the earlier one has.
    pub(crate) gone: Vec<&'c Leg<'a>>,
    /// The legs that no snapshot before the later one has.
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
    /// The change to `after` from the snapshot before it. Those that are `earlier`, newest last,
    /// tell of the legs that `before` lacks.
    pub(crate) fn between(
        earlier: &[&'c Contact<'a>],
        before: &'c Contact<'a>,
        after: &'c Contact<'a>,
    ) -> Self {
        let mut latest: HashMap<Identity<'c>, &'c Leg<'a>> =
            HashMap::with_capacity(before.legs.len());
        for leg in &before.legs {
            // If two legs share an id, which is a finding in its own right, the first one counts.
            latest.entry(identity(leg)).or_insert(leg);
        }
        let (mut kept, mut new) = (Vec::new(), Vec::new());
        for after in &after.legs {
            let identity = identity(after);
            let back = || last_with(earlier, &identity);
            match latest.remove(&identity).or_else(back) {
                Some(before) => kept.push(LegChange { before, after }),
                None => new.push(after),
            }
        }
        let gone = before.legs.iter().filter(|leg| {
            latest
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

/// Whether `earlier` has a leg, known by its identifier, that `after` lacks.
pub(crate) fn has_more(earlier: &Contact<'_>, after: &Contact<'_>) -> bool {
    // Nearly always nothing but the last legs is new.
    let mut both = earlier.legs.iter().zip(&after.legs);
    if earlier.legs.len() <= after.legs.len()
        && both.all(|(earlier, after)| identity(earlier) == identity(after))
    {
        return false;
    }
    let named: HashSet<Identity<'_>> = after.legs.iter().map(identity).collect();
    let mut legs = earlier.legs.iter().map(identity);
    legs.any(|identity| matches!(identity, Identity::Named(..)) && !named.contains(&identity))
}

/// The leg in the latest of these snapshots that has it. Without an identifier, another leg may
/// have taken its position.
fn last_with<'c, 'a>(earlier: &[&'c Contact<'a>], wanted: &Identity<'_>) -> Option<&'c Leg<'a>> {
    if !matches!(wanted, Identity::Named(..)) {
        return None;
    }
    let snapshots = earlier.iter().rev();
    let mut legs = snapshots.flat_map(|snapshot| &snapshot.legs);
    legs.find(|leg| identity(leg) == *wanted)
}

fn identity<'c>(leg: &'c Leg<'_>) -> Identity<'c> {
    match (&leg.facts.id, leg.place) {
        (Some(id), _) => Identity::Named(leg.medium, id),
        (None, Place::Whole) => Identity::Placed(leg.medium, 0, 0),
        (None, Place::Participant(participant)) => Identity::Placed(leg.medium, participant, 0),
        (None, Place::Leg(participant, index)) => Identity::Placed(leg.medium, participant, index),
    }
}
