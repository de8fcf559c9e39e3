//! The plays that the corpus is made of, of today and as of older releases.

use message_generator::shown::Covers;
use message_generator::{Scenario, in_parallel};
use message_model::ApiRevision;

use super::case::{Case, Plan};

/// How many further samples of a scenario are considered as plays that may show something new. Only
/// those that take a different course are played.
const VARIANTS: u64 = 12;

/// The plays that the corpus is made of, in the order of the scenarios.
///
/// ```
/// use message_generator::shown::Aspect;
///
/// let cases = message_corpus::cases();
/// assert_eq!(cases[0].name, "inbound-answered-agent-ends");
/// assert!(cases.iter().any(|case| case.covers.names(Aspect::Transitions).contains("pull")));
/// ```
#[must_use]
pub fn cases() -> Vec<Case> {
    let scenarios: Vec<_> = (0..).zip(Scenario::all_builtin()).collect();
    let plans = in_parallel(&scenarios, |(place, scenario)| {
        Plan::of(scenario, *place, VARIANTS)
    });
    let plans: Vec<Plan<'_>> = plans.into_iter().flatten().collect();
    let plays = in_parallel(&plans, Case::planned).into_iter().zip(&plans);
    let (first, further): (Vec<_>, Vec<_>) = plays.partition(|(_, plan)| plan.variant == 0);
    let mut cases: Vec<Case> = first.into_iter().map(|(case, _)| case).collect();
    let mut shown = Covers::default();
    for case in &cases {
        shown.add(&case.covers);
    }
    cases.extend(
        further
            .into_iter()
            .map(|(case, _)| case)
            .filter(|case| shown.add(&case.covers)),
    );
    cases.sort_by_key(Case::order);
    cases
}

/// The play of this name, or `None` if there is none.
///
/// The first play of a scenario has the scenario's name; further ones have a number after it, such
/// as `spam-2`.
///
/// ```
/// use message_model::DisconnectType;
///
/// let case = message_corpus::case("spam").expect("a scenario is called so");
/// let customer = case.episodes[0].leg("customer").expect("a leg is called so");
/// assert_eq!(customer.disconnect_type, Some(DisconnectType::Spam));
/// assert_eq!(message_corpus::case("no-such-play"), None);
/// ```
#[must_use]
pub fn case(name: &str) -> Option<Case> {
    // The first play of a scenario can be made without looking at any other.
    let first = (0..)
        .zip(Scenario::all_builtin())
        .find(|(_, scenario)| scenario.name == name);
    let first = first.map(|(place, scenario)| Case::planned(&Plan::new(&scenario, place, 0)));
    first.or_else(|| cases().into_iter().find(|case| case.name == name))
}

/// A small selection of the plays that are possible on the platform of a release. Together they
/// show every property, value and status that all of them show.
///
/// The first play of `cases` is always selected first, so that every release has the play that
/// readers know; then, greedily, the one that adds most, the earlier one where two add as much.
#[must_use]
pub fn cases_as_of(cases: &[Case], revision: ApiRevision) -> Vec<Case> {
    let plays = cases.iter().filter_map(|case| case.on_release(revision));
    first_and_that_add(plays.collect())
}

/// The first play, and those that add to what it shows, as [`cases_as_of`].
pub(super) fn first_and_that_add(mut rest: Vec<Case>) -> Vec<Case> {
    let first = if rest.is_empty() {
        None
    } else {
        Some(rest.remove(0))
    };
    let mut shown = Covers::default();
    first.iter().for_each(|first| {
        shown.add(&first.covers);
    });
    first.into_iter().chain(that_add(rest, shown)).collect()
}

/// The plays that show something on the wire that was not shown yet, the one that adds most first.
pub(super) fn that_add(mut rest: Vec<Case>, mut shown: Covers) -> Vec<Case> {
    let mut chosen = Vec::new();
    while let Some((gain, place)) = (0..rest.len())
        .map(|place| (rest[place].covers.on_the_wire().beyond(&shown), place))
        // By the place as well: of equals `max_by_key` gives the last, and the earlier one is
        // wanted.
        .max_by_key(|(gain, place)| (*gain, usize::MAX - place))
    {
        if gain == 0 {
            break;
        }
        let case = rest.remove(place);
        shown.add(&case.covers);
        chosen.push(case);
    }
    chosen
}
