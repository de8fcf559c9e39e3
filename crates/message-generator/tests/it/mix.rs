//! The quality of the keyed mix: a poor one would show as patterns in the corpus.
//!
//! All tests are deterministic. Their bounds would be exceeded by truly random values with a chance
//! below one in a million, so a failure is a property of the mix, not bad luck.

use std::collections::BTreeSet;

use message_generator::draw::{Draw, Key, Label, Path, paths};
use message_generator::{Scenario, sample};

const AGENT: Label = Label::new("agent");

fn at(seed: u64, conversation: u64, path: Path, label: Label, occurrence: u64) -> u64 {
    Draw::new(Key::new(seed, conversation), path, label, occurrence).word(0)
}

/// Pairs of draws that are neighbours in one coordinate, from a function that gives the neighbour
/// of `n`.
fn neighbours(pair: impl Fn(u64) -> (u64, u64)) -> Vec<(u64, u64)> {
    (0..20_000).map(pair).collect()
}

/// Each output bit flips for half of the neighbours, and each neighbour flips about half of the
/// bits.
#[track_caller]
fn check_avalanche(name: &str, pairs: &[(u64, u64)]) {
    let count = pairs.len() as i64;
    for bit in 0..64 {
        let flips = pairs
            .iter()
            .filter(|(left, right)| (left ^ right) >> bit & 1 == 1)
            .count() as i64;
        // Five standard deviations of a fair coin, squared to stay with integers.
        assert!(
            (2 * flips - count).pow(2) < 25 * count,
            "{name}: bit {bit} flips {flips} times in {count}"
        );
    }
    let flipped: u64 = pairs
        .iter()
        .map(|(left, right)| u64::from((left ^ right).count_ones()))
        .sum();
    let mean_milli = flipped * 1_000 / count as u64;
    assert!(
        (31_800..=32_200).contains(&mean_milli),
        "{name}: {mean_milli} thousandths of a bit flip on average"
    );
}

#[test]
fn neighbouring_seeds_share_nothing() {
    check_avalanche(
        "seed",
        &neighbours(|n| {
            (
                at(n, 0, paths::LEG_ID, AGENT, 0),
                at(n + 1, 0, paths::LEG_ID, AGENT, 0),
            )
        }),
    );
    check_avalanche(
        "seed bit",
        &neighbours(|n| {
            (
                at(n, 5, paths::LEG_ID, AGENT, 0),
                at(n ^ 1 << (n % 64), 5, paths::LEG_ID, AGENT, 0),
            )
        }),
    );
}

#[test]
fn neighbouring_conversations_share_nothing() {
    check_avalanche(
        "number",
        &neighbours(|n| {
            (
                at(1, n, paths::LEG_ID, AGENT, 0),
                at(1, n + 1, paths::LEG_ID, AGENT, 0),
            )
        }),
    );
    check_avalanche(
        "number bit",
        &neighbours(|n| {
            (
                at(1, n, paths::LEG_ID, AGENT, 0),
                at(1, n ^ 1 << (n % 64), paths::LEG_ID, AGENT, 0),
            )
        }),
    );
}

#[test]
fn neighbouring_occurrences_share_nothing() {
    check_avalanche(
        "occurrence",
        &neighbours(|n| {
            (
                at(1, 0, paths::LEG_ID, AGENT, n),
                at(1, 0, paths::LEG_ID, AGENT, n + 1),
            )
        }),
    );
}

#[test]
fn neighbouring_labels_share_nothing() {
    check_avalanche(
        "label",
        &neighbours(|n| {
            let (left, right) = (format!("reply-{n}"), format!("reply-{}", n + 1));
            (
                at(1, 0, paths::MESSAGE_ID, Label::new(&left), 0),
                at(1, 0, paths::MESSAGE_ID, Label::new(&right), 0),
            )
        }),
    );
}

#[test]
fn neighbouring_paths_share_nothing() {
    check_avalanche(
        "path",
        &neighbours(|n| {
            let path = paths::ALL[n as usize % paths::ALL.len()];
            let next = paths::ALL[(n as usize + 1) % paths::ALL.len()];
            (at(1, n, path, AGENT, 0), at(1, n, next, AGENT, 0))
        }),
    );
}

#[test]
fn words_of_one_draw_share_nothing() {
    check_avalanche(
        "word",
        &neighbours(|n| {
            let draw = Draw::new(Key::new(1, n), paths::LEG_ID, AGENT, 0);
            (draw.word(0), draw.word(1))
        }),
    );
}

/// A name, and the words of draws along one coordinate with all others fixed.
type Line = (&'static str, fn(u64) -> u64);

/// Along each coordinate.
const LINES: [Line; 6] = [
    ("seed", |n| at(n, 0, paths::LEG_ID, AGENT, 0)),
    ("number", |n| at(1, n, paths::LEG_ID, AGENT, 0)),
    ("label", |n| {
        at(1, 0, paths::LEG_ID, Label::new(&format!("reply-{n}")), 0)
    }),
    ("path and number", |n| {
        let paths = paths::ALL.len() as u64;
        at(1, n / paths, paths::ALL[(n % paths) as usize], AGENT, 0)
    }),
    ("occurrence", |n| at(1, 0, paths::LEG_ID, AGENT, n)),
    ("word", |n| {
        Draw::new(Key::new(1, 0), paths::LEG_ID, AGENT, 0).word(n)
    }),
];

#[test]
fn every_bit_is_balanced() {
    let count = 60_000i64;
    for (name, word) in LINES {
        let words: Vec<u64> = (0..count as u64).map(word).collect();
        for bit in 0..64 {
            let ones = words.iter().filter(|word| *word >> bit & 1 == 1).count() as i64;
            assert!(
                (2 * ones - count).pow(2) < 25 * count,
                "{name}: bit {bit} is set {ones} times in {count}"
            );
        }
    }
}

#[test]
fn every_byte_is_even_along_each_coordinate() {
    for (name, word) in LINES {
        let words: Vec<u64> = (0..60_000).map(word).collect();
        for byte in 0..8 {
            check_uniform(
                &format!("{name}: byte {byte}"),
                256,
                words.iter().map(|word| word >> (8 * byte) & 0xff),
            );
        }
    }
}

/// Chi-square over equal bins, against the bound that a fair die exceeds once in a million.
#[track_caller]
fn check_uniform(name: &str, bins: usize, values: impl Iterator<Item = u64>) {
    let mut counts = vec![0u64; bins];
    let mut total = 0;
    for value in values {
        counts[value as usize] += 1;
        total += 1;
    }
    let expected = total / bins as u64;
    let sum: u64 = counts
        .iter()
        .map(|count| count.abs_diff(expected).pow(2))
        .sum();
    let chi_square = sum / expected;
    // Mean k, variance 2k, for k bins: five standard deviations and a little for the longer tail.
    let bound = bins as u64 + 6 * (2 * bins as u64).isqrt() + 10;
    assert!(
        chi_square < bound,
        "{name}: chi-square {chi_square} over {bins} bins, bound {bound}"
    );
}

#[test]
fn ranges_are_even() {
    for bound in [2u64, 3, 7, 10, 100, 1_000] {
        let draws = (0..200_000)
            .map(|n| Draw::new(Key::new(9, n), paths::STEP_AFTER, AGENT, 0).below(bound));
        check_uniform(&format!("below {bound}"), bound as usize, draws);
    }
}

#[test]
fn weights_come_out() {
    let draws = (0..200_000).map(|n| Draw::new(Key::new(9, n), paths::BLOCK_BRANCH, AGENT, 0));
    check_uniform(
        "weights of one each",
        100,
        draws.clone().map(|draw| draw.weighted([1; 100]) as u64),
    );
    let percents: Vec<u64> = draws.map(|draw| u64::from(draw.percent(30))).collect();
    let (hits, count) = (percents.iter().sum::<u64>(), percents.len() as u64);
    // Five standard deviations: 25 * n * 0.3 * 0.7.
    assert!(
        (hits * 10).abs_diff(count * 3).pow(2) < 2_500 * count * 21 / 100,
        "{hits} of {count} at 30 per cent"
    );
}

#[test]
fn bytes_of_ids_are_even() {
    for byte in (0..16).filter(|byte| ![6, 8].contains(byte)) {
        let ids = (0..50_000)
            .map(|n| Draw::new(Key::new(2, n), paths::MESSAGE_ID, Label::NONE, 0).uuid());
        check_uniform(
            &format!("byte {byte}"),
            256,
            ids.map(|id| u64::from(id.as_bytes()[byte])),
        );
    }
}

#[test]
fn pairs_of_neighbours_are_even() {
    let pairs = (0..400_000u64).map(|n| {
        let left = Draw::new(Key::new(3, n), paths::STEP_AFTER, AGENT, 0).below(20);
        let right = Draw::new(Key::new(3, n + 1), paths::STEP_AFTER, AGENT, 0).below(20);
        left * 20 + right
    });
    check_uniform("pairs", 400, pairs);
}

#[test]
fn ids_do_not_collide() {
    let mut ids: Vec<_> = (0..20_000)
        .flat_map(|n| {
            let key = Key::new(1, n);
            ["customer", "flow", "queue", "agent", "a"].map(|label| {
                [paths::LEG_ID, paths::PARTICIPANT_ID]
                    .map(|path| Draw::new(key, path, Label::new(label), 0).uuid())
            })
        })
        .flatten()
        .collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

#[test]
fn paths_are_told_apart() {
    let mut names: Vec<_> = paths::ALL.iter().map(|path| path.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), paths::ALL.len(), "two paths have one name");
    let mut hashes: Vec<_> = paths::ALL.iter().map(|path| path.hash()).collect();
    hashes.sort_unstable();
    hashes.dedup();
    assert_eq!(hashes.len(), paths::ALL.len(), "two paths have one hash");
}

/// Path, label and occurrence are added up; no two places of any scenario may come to the same sum.
#[test]
fn no_two_places_have_one_word() {
    let labels: BTreeSet<String> = Scenario::all_builtin()
        .map(|scenario| sample(&scenario, Key::new(1, 0)))
        .flat_map(|script| {
            let steps: Vec<_> = script.steps.iter().map(|step| step.label.clone()).collect();
            script
                .legs
                .labels()
                .map(str::to_owned)
                .chain(steps)
                .collect::<Vec<_>>()
        })
        .chain([String::new()])
        .collect();
    let mut words: Vec<u64> = labels
        .iter()
        .map(|label| Label::new(label))
        .flat_map(|label| {
            paths::ALL
                .iter()
                .flat_map(move |path| (0..4).map(move |n| at(1, 0, *path, label, n)))
        })
        .collect();
    let count = words.len();
    assert!(count > 30_000, "{count} places");
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), count);
}

#[test]
fn a_label_spelt_like_a_path_is_not_its_twin() {
    for path in paths::ALL {
        assert_ne!(path.hash(), Label::new(path.name()).hash());
    }
}
