//! Timing two pieces of work in turns.
//!
//! Both run within the same milliseconds, so that other load on the machine and its current clock
//! speed affect both alike. The ratio of neighbouring turns is steadier than the ratio of two
//! means.

use std::fmt;
use std::time::{Duration, Instant};

/// The minimum duration of a turn: long compared with the cost of reading the clock, short compared
/// with changes in the machine's speed.
const TURN: Duration = Duration::from_micros(300);

/// How long one piece of work took compared with another.
pub(crate) struct Comparison {
    ours: Duration,
    theirs: Duration,
    /// The quartiles of our time divided by theirs, in thousandths.
    ratios: [u128; 3],
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [low, median, high] = self
            .ratios
            .map(|ratio| format!("{}.{:03}", ratio / 1_000, ratio % 1_000));
        write!(
            f,
            "{median} times ({low} to {high}), {:?} against {:?}",
            self.ours, self.theirs
        )
    }
}

/// Times both pieces of work in the given number of pairs of turns, alternating which goes first.
pub(crate) fn compare(
    pairs: usize,
    mut ours: impl FnMut(),
    mut theirs: impl FnMut(),
) -> Comparison {
    let repeats = repeats(&mut ours).max(repeats(&mut theirs));
    let mut turns = Vec::with_capacity(pairs);
    for pair in 0..pairs {
        turns.push(if pair % 2 == 0 {
            let first = turn(&mut ours, repeats);
            (first, turn(&mut theirs, repeats))
        } else {
            let first = turn(&mut theirs, repeats);
            (turn(&mut ours, repeats), first)
        });
    }
    let ratios = turns
        .iter()
        .map(|(ours, theirs)| ours.as_nanos() * 1_000 / theirs.as_nanos());
    Comparison {
        ours: quartiles(turns.iter().map(|turn| turn.0))[1] / repeats,
        theirs: quartiles(turns.iter().map(|turn| turn.1))[1] / repeats,
        ratios: quartiles(ratios),
    }
}

fn turn(work: &mut impl FnMut(), repeats: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..repeats {
        work();
    }
    start.elapsed()
}

/// The number of repetitions that make a turn long enough.
fn repeats(work: &mut impl FnMut()) -> u32 {
    let mut repeats = 1;
    while turn(work, repeats) < TURN {
        repeats *= 2;
    }
    repeats
}

fn quartiles<T: Ord + Copy>(values: impl Iterator<Item = T>) -> [T; 3] {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    [1, 2, 3].map(|quarter| values[values.len() * quarter / 4])
}
