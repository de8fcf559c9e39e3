//! A small set of items that together reach all goals, and how small such a set could be at best.
//!
//! Which items are walks, scripts or files, and which goals transitions or statuses, is the caller's business. The
//! smallest set is dear to find (set cover is NP-hard), so this takes the item that brings most again and again, drops
//! what has become needless, and proves how far from the best that can be. The proof is a weight for each goal:
//! if no item weighs more than `most` in sum, then goals of `total` in sum need at least `total / most` items, whatever
//! the weights. So they may be found by any means, and a test need not trust how.

use std::collections::{BTreeMap, BTreeSet};

/// What [`cover`] has found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cover {
    /// The positions of the items, the one that brings most first; each is needed for some goal.
    pub picked: Vec<usize>,
    /// No set of fewer of the items reaches all goals.
    pub lower_bound: usize,
    /// How many goals there are.
    pub goals: usize,
}

/// Picks items that together reach every goal that any of them reaches.
///
/// Among items that bring as much the first is taken, so put first what you would rather have; equal arguments give equal
/// answers.
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
    Cover { lower_bound: table.lower_bound(picked.len()), goals: table.items_of.len(), picked }
}

/// Which item reaches which goal, both by number.
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
        let numbers_of = |item: &I| item.into_iter().map(|goal| numbers[goal]).collect::<BTreeSet<_>>();
        let goals_of: Vec<Vec<usize>> = items.iter().map(|item| numbers_of(item).into_iter().collect()).collect();
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
                    self.items_of[goal].iter().for_each(|item| gains[*item] -= 1);
                }
            }
        }
        picked
    }

    /// Drops each item all of whose goals others of the picked reach too; the greedy choice may leave some.
    fn drop_needless(&self, picked: &mut Vec<usize>) {
        let mut times = vec![0usize; self.items_of.len()];
        picked.iter().flat_map(|item| &self.goals_of[*item]).for_each(|goal| times[*goal] += 1);
        picked.retain(|item| {
            let needed = self.goals_of[*item].iter().any(|goal| times[*goal] == 1);
            if !needed {
                self.goals_of[*item].iter().for_each(|goal| times[*goal] -= 1);
            }
            needed
        });
    }

    /// The better of two bounds; a cover of `found` items is known, so that none can be higher.
    fn lower_bound(&self, found: usize) -> usize {
        match self.independent_goals() {
            bound if bound == found => bound,
            bound => bound.max(self.packed_goals(found)),
        }
    }

    /// Goals of which no item reaches two, the rarest first: each needs an item of its own.
    fn independent_goals(&self) -> usize {
        let mut rarest: Vec<usize> = (0..self.items_of.len()).collect();
        rarest.sort_by_key(|goal| self.items_of[*goal].len());
        let mut taken = vec![false; self.goals_of.len()];
        let mut count = 0;
        for goal in rarest {
            if self.items_of[goal].iter().all(|item| !taken[*item]) {
                self.items_of[goal].iter().for_each(|item| taken[*item] = true);
                count += 1;
            }
        }
        count
    }

    /// The bound by weights, which a game finds: one player names the goal that the other's items reached least often, the
    /// other the item that reaches most of the goals named. How often a goal was named is its weight; in the long run
    /// the weights come close to the best there are (Robinson 1951), and in integers.
    fn packed_goals(&self, found: usize) -> usize {
        let mut named = vec![0usize; self.goals_of.len()];
        let mut reached = vec![0usize; self.items_of.len()];
        let mut best = 0;
        for total in 1..=ROUNDS {
            let Some(goal) = first_of_least(&reached) else { return 0 };
            self.items_of[goal].iter().for_each(|item| named[*item] += 1);
            let item = first_of_most(&named).expect("the goal is some item's");
            self.goals_of[item].iter().for_each(|goal| reached[*goal] += 1);
            best = best.max(total.div_ceil(named[item]));
            if best == found {
                break;
            }
        }
        best
    }
}

/// So many rounds of the game; each costs about as much as looking at every item once.
const ROUNDS: usize = 4_096;

fn first_of_most(numbers: &[usize]) -> Option<usize> {
    (0..numbers.len()).rev().max_by_key(|place| numbers[*place])
}

fn first_of_least(numbers: &[usize]) -> Option<usize> {
    (0..numbers.len()).min_by_key(|place| numbers[*place])
}
