//! Planted bugs of consumers that need a fault to show, each found and made small: the stream that
//! is left has the fault and the frames that it needs, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use message_faults::dialect::Dialect;
use message_faults::strategy::{Disordered, Population, any_broken, broken, dialect, disordered};
use message_faults::stream::{Item, Preset, Source};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;

/// How many seeds each bug is looked for with. The variable is for a thorough run by hand:
/// `FAULT_SEEDS=40 cargo test -p message-faults --features proptest --test it -- strategy`.
fn seeds() -> u64 {
    let wanted = std::env::var("FAULT_SEEDS").ok();
    wanted.and_then(|wanted| wanted.parse().ok()).unwrap_or(4)
}

/// How often a consumer is run to make a failure small.
const RUNS_MAX: usize = 1_024;
/// How many streams are drawn at most until the bug shows.
const DRAWS_MAX: usize = 400;

fn runner(seed: u64) -> TestRunner {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    TestRunner::new_with_rng(Config::default(), rng)
}

/// The smallest value with which `fails` holds, and how many runs that took.
fn smallest<S: Strategy>(
    strategy: &S,
    seed: u64,
    fails: impl Fn(&S::Value) -> bool,
) -> (S::Value, usize) {
    let mut runner = runner(seed);
    for _ in 0..DRAWS_MAX {
        let mut tree = strategy.new_tree(&mut runner).expect("a story is drawn");
        if !fails(&tree.current()) {
            continue;
        }
        let mut runs = 0;
        let mut best = tree.current();
        let mut failed = true;
        while runs < RUNS_MAX {
            let goes_on = if failed {
                tree.simplify()
            } else {
                tree.complicate()
            };
            if !goes_on {
                break;
            }
            runs += 1;
            failed = fails(&tree.current());
            if failed {
                best = tree.current();
            }
        }
        return (best, runs);
    }
    panic!("seed {seed}: the bug never showed in {DRAWS_MAX} streams");
}

/// Checks that a bug of a consumer of streams is made as small as it can be, with at least 19 of 20
/// seeds: so many frames and one fault, or none where two frames were sent in the wrong order as
/// the platform does within some milliseconds.
#[track_caller]
fn check(name: &str, frames: usize, fails: impl Fn(&Disordered) -> bool) {
    let strategy = disordered(Population::default(), Preset::Hostile);
    let mut hits = 0;
    for seed in 0..seeds() {
        let (case, runs) = smallest(&strategy, seed, &fails);
        let shown: BTreeSet<usize> = case.stream.items.iter().map(|item| item.frame).collect();
        let lost = case.stream.faults.iter().map(|fault| fault.frame);
        let used: BTreeSet<usize> = shown.into_iter().chain(lost).collect();
        let is_smallest = used.len() == frames && case.stream.faults.len() <= 1;
        hits += u64::from(is_smallest);
        if !is_smallest {
            println!("{name}, seed {seed}, after {runs} runs: {case:?}");
        }
    }
    println!("{name}: smallest with {hits} of {} seeds", seeds());
    assert!(hits * 20 >= seeds() * 19, "{name}: {hits} of {}", seeds());
}

/// What a consumer believes of each leg, by participant: its state, and the statuses of its
/// messages. Whatever comes last counts.
#[derive(Default)]
struct Naive {
    states: BTreeMap<String, String>,
    statuses: BTreeMap<String, String>,
}

impl Naive {
    fn of<'i>(items: impl IntoIterator<Item = &'i Item>) -> Self {
        let mut naive = Self::default();
        for item in items {
            let whole: Value = serde_json::from_str(&item.text).expect("it is JSON");
            let body = whole.get("eventBody").unwrap_or(&whole);
            for participant in body["participants"].as_array().into_iter().flatten() {
                naive.take(participant);
            }
        }
        naive
    }

    fn take(&mut self, participant: &Value) {
        let nested = participant["messages"]
            .as_array()
            .and_then(|all| all.last());
        let leg = match participant.get("state") {
            Some(_) => participant,
            None => nested.unwrap_or(&Value::Null),
        };
        let (Some(id), Some(state)) = (participant["id"].as_str(), leg["state"].as_str()) else {
            return;
        };
        self.states.insert(id.to_owned(), state.to_owned());
        for message in leg["messages"].as_array().into_iter().flatten() {
            let id = message
                .get("messageId")
                .or_else(|| message["message"].get("id"));
            if let (Some(id), Some(status)) = (
                id.and_then(Value::as_str),
                message["messageStatus"].as_str(),
            ) {
                self.statuses.insert(id.to_owned(), status.to_owned());
            }
        }
    }

    fn has_wrong_state(&self, case: &Disordered) -> bool {
        let ends = case.stream.ends.iter();
        let mut known =
            ends.filter_map(|end| Some((self.states.get(&end.participant_id)?, &end.state)));
        known.any(|(state, end)| state != end)
    }

    fn has_wrong_status(&self, case: &Disordered) -> bool {
        let messages = case.stream.ends.iter().flat_map(|end| &end.messages);
        let mut known =
            messages.filter_map(|(id, end)| Some((self.statuses.get(id)?, end.as_ref()?)));
        known.any(|(status, end)| status != end)
    }
}

#[test]
fn a_duplicate_counted_twice() {
    check("duplicate counted twice", 1, |case| {
        let items = case
            .stream
            .items
            .iter()
            .filter(|item| item.source == Source::Notification);
        let distinct: BTreeSet<usize> = items.clone().map(|item| item.frame).collect();
        items.count() != distinct.len()
    });
}

#[test]
fn a_late_status_over_a_newer_one() {
    check("late status over a newer one", 2, |case| {
        Naive::of(&case.stream.items).has_wrong_status(case)
    });
}

#[test]
fn a_late_state_over_a_newer_one() {
    check("late state over a newer one", 2, |case| {
        Naive::of(&case.stream.items).has_wrong_state(case)
    });
}

/// The participants that these items show in a state, in the order of arrival.
fn seen<'i>(items: impl IntoIterator<Item = &'i Item>) -> Vec<(String, String)> {
    let one = |item: &'i Item| Naive::of([item]).states.into_iter();
    items.into_iter().flat_map(one).collect()
}

#[test]
fn an_end_in_a_gap_never_noticed() {
    check("end in a gap never noticed", 1, |case| {
        let items = case.stream.items.iter();
        let told = seen(items.filter(|item| item.source == Source::Notification));
        let mut ended = case
            .stream
            .ends
            .iter()
            .filter(|end| end.state == "disconnected");
        let is_told = |id: &str| {
            told.iter()
                .any(|(one, state)| one == id && state == "disconnected")
        };
        ended.any(|end| !is_told(&end.participant_id))
    });
}

#[test]
fn an_offer_opened_again_after_its_end() {
    check("offer opened again after its end", 2, |case| {
        let mut ended: BTreeSet<String> = BTreeSet::new();
        seen(&case.stream.items)
            .into_iter()
            .any(|(id, state)| match state.as_str() {
                "disconnected" => {
                    ended.insert(id);
                    false
                }
                state => state == "alerting" && ended.contains(&id),
            })
    });
}

/// A consumer that takes a property for said as soon as it is there.
#[test]
fn a_null_taken_for_a_value() {
    let strategy = dialect(Population::default(), Dialect::ExplicitNull, 100);
    let mut hits = 0;
    for seed in 0..seeds() {
        let (case, _) = smallest(&strategy, seed, |record| {
            let conversation: Value = serde_json::from_str(record).expect("it is JSON");
            let participants = conversation["participants"]
                .as_array()
                .into_iter()
                .flatten();
            let mut legs =
                participants.flat_map(|one| one["messages"].as_array().into_iter().flatten());
            legs.any(|leg| leg.get("disconnectType").is_some() && leg["state"] != "disconnected")
        });
        hits += u64::from(case.story.script.steps.len() == 1);
    }
    assert!(hits * 20 >= seeds() * 19, "{hits} of {}", seeds());
}

#[test]
fn a_broken_rule_shrinks_to_a_story_of_one_step() {
    let strategy = broken(Population::default(), "start-hold-time-without-hold").expect("a rule");
    for seed in 0..seeds() {
        let (case, _) = smallest(&strategy, seed, |case| {
            case.records[0].contains("startHoldTime")
        });
        assert_eq!(case.story.script.steps.len(), 1);
        assert_eq!(case.label.fault, "start-hold-time-without-hold");
        let shown = format!("{case:?}");
        assert!(
            shown.contains("story.json") && shown.contains("(reject)"),
            "{shown}"
        );
    }
    let error = broken(Population::default(), "no-such-rule").expect_err("no such rule");
    assert!(
        error.to_string().contains("expected the id of a rule"),
        "{error}"
    );
}

#[test]
fn any_rule_is_broken_sooner_or_later() {
    let strategy = any_broken(Population::default());
    let mut runner = runner(1);
    let rules: BTreeSet<&str> = (0..60)
        .map(|_| {
            strategy
                .new_tree(&mut runner)
                .expect("a story is drawn")
                .current()
                .rule
                .id
        })
        .collect();
    assert!(rules.len() > 30, "{rules:?}");
}
