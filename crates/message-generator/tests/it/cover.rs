//! Covers compared with exhaustive search: the picked items reach all goals, and the lower bound is
//! never above the truth.

use std::collections::BTreeSet;

use message_generator::cover::cover;
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;

/// The size of the smallest set of items that reaches all goals, found by trying all sets.
fn smallest(items: &[BTreeSet<u8>]) -> usize {
    let all: BTreeSet<u8> = items.iter().flatten().copied().collect();
    let reaches_all = |chosen: &u32| {
        let goals = items
            .iter()
            .enumerate()
            .filter(|(place, _)| chosen >> place & 1 == 1)
            .flat_map(|(_, item)| item);
        goals.copied().collect::<BTreeSet<u8>>() == all
    };
    let sizes = (0..1u32 << items.len())
        .filter(reaches_all)
        .map(|chosen| chosen.count_ones() as usize);
    sizes.min().expect("all items together reach all")
}

fn sets<const N: usize>(items: [&[u8]; N]) -> Vec<BTreeSet<u8>> {
    items
        .iter()
        .map(|item| item.iter().copied().collect())
        .collect()
}

#[track_caller]
fn check(items: &[BTreeSet<u8>], picked: &[usize], lower_bound: usize) {
    let cover = cover(items);
    assert_eq!(
        (cover.picked.as_slice(), cover.lower_bound),
        (picked, lower_bound)
    );
}

#[test]
fn the_first_of_items_that_bring_as_much_is_taken() {
    check(&sets([&[1, 2], &[2, 1], &[3]]), &[0, 2], 2);
    check(&sets([&[3], &[2, 1], &[1, 2]]), &[1, 0], 2);
}

#[test]
fn nothing_is_needed_for_nothing() {
    check(&[], &[], 0);
    check(&sets([&[], &[]]), &[], 0);
}

/// The largest item is picked first, and becomes redundant by those that are picked for the rest.
#[test]
fn what_has_become_needless_is_dropped() {
    check(&sets([&[2, 3, 4, 5], &[1, 2, 3], &[4, 5, 6]]), &[1, 2], 2);
}

/// No two of the goals are independent, so that only the bound by weights shows that two items are
/// needed.
#[test]
fn the_bound_sees_what_independent_goals_do_not() {
    check(&sets([&[1, 2], &[2, 3], &[1, 3]]), &[0, 1], 2);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 192,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_cover_reaches_all_needs_each_and_is_bounded(items in vec(btree_set(0u8..12, 0..5), 0..9)) {
        let found = cover(&items);
        let goals_of = |picked: &[usize]| -> BTreeSet<_> {
            picked.iter().flat_map(|place| items[*place].clone()).collect()
        };
        let all: BTreeSet<u8> = items.iter().flatten().copied().collect();
        prop_assert_eq!(goals_of(&found.picked), all.clone());
        prop_assert_eq!(found.goals, all.len());
        for left_out in &found.picked {
            let picked = found.picked.iter().copied();
            let rest: Vec<_> = picked.filter(|place| place != left_out).collect();
            prop_assert!(goals_of(&rest).len() < all.len(), "{} is not needed in {:?}", left_out, found.picked);
        }
        let smallest = smallest(&items);
        prop_assert!(found.lower_bound <= smallest, "bound {} above {}", found.lower_bound, smallest);
        prop_assert!(smallest <= found.picked.len());
    }
}

/// The quality of covers on a fixed number of random cases like those above, so that a worse search
/// is noticed.
#[test]
fn bound_and_cover_mostly_meet() {
    let mut state = 1u64;
    let mut below = |bound: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u8::try_from((state >> 33) % bound).unwrap()
    };
    let (mut exact, mut tight) = (0, 0);
    for _ in 0..200 {
        let items: Vec<BTreeSet<u8>> = (0..10)
            .map(|_| (0..=below(4)).map(|_| below(12)).collect())
            .collect();
        let found = cover(&items);
        let smallest = smallest(&items);
        assert!(
            found.lower_bound <= smallest,
            "bound {} above {smallest}: {items:?}",
            found.lower_bound
        );
        exact += usize::from(found.picked.len() == smallest);
        tight += usize::from(found.lower_bound == smallest);
    }
    println!("of 200: {exact} smallest covers, {tight} bounds that meet the smallest");
    assert!(
        exact >= 180 && tight >= 180,
        "{exact} smallest covers, {tight} tight bounds"
    );
}
