//! All views of a conversation agree, at every release, and keep the invariants that are stated a
//! second time.

use message_generator::{Key, Scenario, play, sample};
use message_lifecycle::projection::{Projection, to_conversation};
use message_model::ApiRevision;
use message_model::contract::check_value;

// The second statement of the rules, which reads wire values only.
#[path = "../../crates/message-lifecycle/tests/it/invariants/mod.rs"]
mod invariants;

/// The keys that every scenario is played at.
const KEYS: [(u64, u64); 5] = [
    (1, 0),
    (1, 1),
    (2, 77),
    (7, 1_000_000),
    (u64::MAX, u64::MAX),
];

#[test]
fn scenarios_break_no_invariant_in_any_snapshot_or_succession() {
    for scenario in Scenario::all_builtin() {
        for (seed, conversation) in KEYS {
            let script = sample(&scenario, Key::new(seed, conversation));
            for episode in play(&script).unwrap() {
                let mut before = None;
                let mut missed = invariants::Missed::Nothing;
                for (event, after) in episode.snapshots() {
                    missed = missed.after(event.kind().as_str());
                    let mut breaches = invariants::of_snapshot(&after, missed);
                    if let Some(before) = &before {
                        breaches.extend(invariants::of_succession(before, &after));
                    }
                    assert!(
                        breaches.is_empty(),
                        "{} at {}: {breaches:?}",
                        scenario.name,
                        event.at
                    );
                    before = Some(after);
                }
            }
        }
    }
}

#[test]
fn the_last_snapshot_is_the_final_view_and_holds_the_views_of_the_legs() {
    for scenario in Scenario::all_builtin() {
        for episode in play(&sample(&scenario, Key::new(3, 5))).unwrap() {
            let (_, last) = episode.snapshots().last().unwrap();
            assert_eq!(last, episode.conversation(), "{}", scenario.name);
            let in_conversation: Vec<_> = last
                .participants
                .into_iter()
                .flatten()
                .flat_map(|one| one.messages.into_iter().flatten())
                .collect();
            let by_leg: Vec<_> = episode.legs().map(|(_, message)| message).collect();
            assert_eq!(in_conversation, by_leg, "{}", scenario.name);
        }
    }
}

#[test]
fn views_keep_to_the_contract_of_every_release() {
    for scenario in Scenario::all_builtin() {
        for episode in play(&sample(&scenario, Key::new(4, 9))).unwrap() {
            let newest = Projection::new(&episode.state, &episode.content);
            for revision in ApiRevision::all() {
                let conversation = to_conversation(newest.at_revision(revision));
                assert_eq!(
                    check_value(&conversation, revision).unwrap(),
                    [],
                    "{} as of {revision}",
                    scenario.name
                );
            }
        }
    }
}
