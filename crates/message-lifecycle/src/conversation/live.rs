//! The list of live legs.
//!
//! Legs may end in any order, and a load test has thousands of them at once. So nothing here goes
//! through all of them to take one out or to find one.

use crate::{LegIndex, Role};

/// The legs that have not ended, in order of opening.
#[derive(Debug, Clone, Default)]
pub(super) struct Live {
    /// From `gone` on they are live; what is before it has ended.
    legs: Vec<LegIndex>,
    gone: usize,
    /// The live legs but for those of programs. The table lets programs join without end, and of
    /// all others only a handful at once: whoever looks for an agent, a queue or the contact looks
    /// here.
    parties: Vec<LegIndex>,
}

impl Live {
    pub(super) fn as_slice(&self) -> &[LegIndex] {
        &self.legs[self.gone..]
    }

    pub(super) fn parties(&self) -> &[LegIndex] {
        &self.parties
    }

    /// The number of live legs apart from this one.
    pub(super) fn count_others(&self, leg: LegIndex) -> usize {
        self.as_slice().len() - usize::from(self.as_slice().binary_search(&leg).is_ok())
    }

    /// Adds a leg, which opens after all others.
    pub(super) fn push(&mut self, leg: LegIndex, role: Role) {
        self.legs.push(leg);
        if role != Role::Api {
            self.parties.push(leg);
        }
    }

    /// Takes a leg out. It moves what stands before or after it, whichever is less: peers end in
    /// the order in which they have opened.
    pub(super) fn remove(&mut self, leg: LegIndex) {
        self.parties.retain(|&live| live != leg);
        let Ok(before) = self.as_slice().binary_search(&leg) else {
            return;
        };
        let place = self.gone + before;
        // Whichever side is shorter moves up: in a load test legs end in about the order in which
        // they opened, and the list is long.
        if before < self.as_slice().len() / 2 {
            self.legs.copy_within(self.gone..place, self.gone + 1);
            self.gone += 1;
        } else {
            self.legs.remove(place);
        }
    }
}

impl PartialEq for Live {
    fn eq(&self, other: &Live) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl Eq for Live {}

#[cfg(test)]
mod tests {
    use super::Live;
    use crate::{LegIndex, Role};

    /// Legs are taken out in every order, and those that are left stay in the order of opening.
    #[test]
    fn what_is_left_stays_in_order() {
        for first in 0..5 {
            for second in 0..5 {
                let mut live = Live::default();
                (0..5).for_each(|leg| {
                    live.push(
                        LegIndex::new(leg),
                        if leg < 2 { Role::Agent } else { Role::Api },
                    )
                });
                live.remove(LegIndex::new(first));
                live.remove(LegIndex::new(second));
                live.push(LegIndex::new(5), Role::Acd);
                let left = (0..6)
                    .filter(|leg| ![first, second].contains(leg))
                    .map(LegIndex::new);
                assert!(
                    live.as_slice().iter().copied().eq(left.clone()),
                    "without {first} and {second}: {live:?}"
                );
                let parties = left.filter(|leg| leg.position() < 2 || leg.position() == 5);
                assert!(
                    live.parties().iter().copied().eq(parties),
                    "without {first} and {second}: {live:?}"
                );
                assert_eq!(
                    live.count_others(LegIndex::new(5)),
                    live.as_slice().len() - 1
                );
                assert_eq!(
                    live.count_others(LegIndex::new(first)),
                    live.as_slice().len()
                );
            }
        }
    }
}
