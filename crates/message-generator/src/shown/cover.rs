//! Finds a small set of items that together reach all goals, and a lower bound of how small such a
//! set can be.
//!
//! What the items are (walks, scripts, files) and what the goals are (transitions, statuses) is up
//! to the caller. Finding the smallest set is expensive (set cover is NP-hard), so this repeatedly
//! takes the item that reaches most of the remaining goals, drops items that have become redundant,
//! and proves a lower bound. The proof is a weight for each goal: if the goals of no single item
//! weigh more than `most` together, and all goals weigh `total`, then at least `total / most` items
//! are needed. This holds for any weights, so they may be found by any means, and a test can verify
//! the bound without trusting how they were found.

use std::collections::{BTreeMap, BTreeSet};

/// The result of [`cover`]: the items picked, and a bound of how few could do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cover {
    /// The positions of the picked items, the one that reaches most first. Each is needed for some
    /// goal.
    pub picked: Vec<usize>,
    /// A lower bound: no set of fewer items reaches all goals.
    pub lower_bound: usize,
    /// The number of goals.
    pub goals: usize,
}

/// Picks a small set of items that together reach every goal that any of them reaches.
///
/// Where items reach equally many goals, the first one is taken, so put those first that you
/// prefer. Equal arguments give equal results.
///
/// ```
/// use message_generator::cover::cover;
///
/// let items = [vec!["hold"], vec!["hold", "transfer"], vec!["park", "transfer"], vec!["park"]];
/// let cover = cover(&items);
/// assert_eq!((cover.picked, cover.lower_bound, cover.goals), (vec![1, 2], 2, 3));
/// ```
pub fn cover<G: Ord, I>(items: &[I]) -> Cover
where
    for<'a> &'a I: IntoIterator<Item = &'a G>,
{
    let table = Incidence::of(items);
    let mut picked = table.greedy();
    table.drop_needless(&mut picked);
    Cover {
        lower_bound: table.lower_bound(picked.len()),
        goals: table.items_of.len(),
        picked,
    }
}

/// Which item reaches which goals, both by number.
struct Incidence {
    goals_of: Vec<Vec<usize>>,
    items_of: Vec<Vec<usize>>,
}

impl Incidence {
    fn of<G: Ord, I>(items: &[I]) -> Self
    where
        for<'a> &'a I: IntoIterator<Item = &'a G>,
    {
        let goals: BTreeSet<&G> = items.iter().flatten().collect();
        let numbers: BTreeMap<&G, usize> = goals.into_iter().zip(0..).collect();
        let goals_of = items.iter().map(|item| {
            let goals: BTreeSet<usize> = item.into_iter().map(|goal| numbers[goal]).collect();
            goals.into_iter().collect()
        });
        let goals_of: Vec<Vec<usize>> = goals_of.collect();
        let mut items_of = vec![Vec::new(); numbers.len()];
        for (item, goals) in goals_of.iter().enumerate() {
            goals.iter().for_each(|goal| items_of[*goal].push(item));
        }
        Self { goals_of, items_of }
    }

    fn greedy(&self) -> Vec<usize> {
        let mut gains: Vec<usize> = self.goals_of.iter().map(Vec::len).collect();
        let mut reached = vec![false; self.items_of.len()];
        let mut picked = Vec::new();
        while let Some(best) = first_of_most(&gains).filter(|best| gains[*best] > 0) {
            picked.push(best);
            for &goal in &self.goals_of[best] {
                if !reached[goal] {
                    reached[goal] = true;
                    self.items_of[goal]
                        .iter()
                        .for_each(|item| gains[*item] -= 1);
                }
            }
        }
        picked
    }

    /// Drops every picked item whose goals are all reached by other picked ones, which the greedy
    /// choice may leave behind.
    fn drop_needless(&self, picked: &mut Vec<usize>) {
        let mut times = vec![0usize; self.items_of.len()];
        picked
            .iter()
            .flat_map(|item| &self.goals_of[*item])
            .for_each(|goal| times[*goal] += 1);
        // In the order of picking: an early item was picked for many goals that later ones may have
        // reached again.
        picked.retain(|item| {
            let needed = self.goals_of[*item].iter().any(|goal| times[*goal] == 1);
            if !needed {
                self.goals_of[*item]
                    .iter()
                    .for_each(|goal| times[*goal] -= 1);
            }
            needed
        });
    }

    /// The better of two lower bounds, given that a cover of `found` items is known, above which no
    /// bound can be.
    fn lower_bound(&self, found: usize) -> usize {
        match self.independent_goals() {
            bound if bound == found => bound,
            bound => bound.max(self.packed_goals(found)),
        }
    }

    /// A bound by counting goals of which no item reaches two, chosen rarest first: each of them
    /// needs an item of its own.
    fn independent_goals(&self) -> usize {
        let mut rarest: Vec<usize> = (0..self.items_of.len()).collect();
        rarest.sort_by_key(|goal| self.items_of[*goal].len());
        let mut taken = vec![false; self.goals_of.len()];
        let mut count = 0;
        for goal in rarest {
            // The rare ones first, since a goal that many items reach rules out many others.
            if self.items_of[goal].iter().all(|item| !taken[*item]) {
                self.items_of[goal]
                    .iter()
                    .for_each(|item| taken[*item] = true);
                count += 1;
            }
        }
        count
    }

    /// The bound by weights, which are found by fictitious play: in each round one player names the
    /// goal that the other's items have reached least often, and the other player the item that
    /// reaches most of the goals named so far. A goal's weight is how often it was named; in the
    /// long run these integers approach the best weights (Robinson 1951).
    fn packed_goals(&self, found: usize) -> usize {
        let mut named = vec![0usize; self.goals_of.len()];
        let mut reached = vec![0usize; self.items_of.len()];
        let mut best = 0;
        for total in 1..=ROUNDS {
            // Ties go to the first, so that the bound is the same on every machine.
            let Some(goal) = first_of_least(&reached) else {
                return 0;
            };
            self.items_of[goal]
                .iter()
                .for_each(|item| named[*item] += 1);
            let item = first_of_most(&named).expect("the goal is some item's");
            self.goals_of[item]
                .iter()
                .for_each(|goal| reached[*goal] += 1);
            // No item reaches more of the `total` goals named than this one does, so that any cover
            // has at least `total / named[item]` items. That holds in every round, whatever the
            // weights; more rounds only make the bound better.
            best = best.max(total.div_ceil(named[item]));
            if best == found {
                break;
            }
        }
        best
    }
}

/// The number of rounds of the game. Each costs about as much as looking at every item once.
const ROUNDS: usize = 4_096;

fn first_of_most(numbers: &[usize]) -> Option<usize> {
    // `max_by_key` gives the last of equals, hence backwards.
    (0..numbers.len()).rev().max_by_key(|place| numbers[*place])
}

fn first_of_least(numbers: &[usize]) -> Option<usize> {
    (0..numbers.len()).min_by_key(|place| numbers[*place])
}
