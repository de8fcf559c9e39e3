//! An episode's conversations, legs and snapshots are of the episode's release.

use message_generator::{Run, Scenario};
use message_lifecycle::LegIndex;
use message_lifecycle::projection::{Projection, to_conversation, to_message};
use message_model::contract::{Root, check};
use message_model::{ApiRevision, Object, encode};

/// Checks that a release has all that is in a value.
#[track_caller]
fn assert_of(revision: ApiRevision, root: Root, value: &impl Object) {
    let text = encode(value).expect("our own values can be written");
    let deviations = check(&text, root, revision).expect("it is JSON");
    assert!(deviations.is_empty(), "{revision}: {deviations:?}");
}

#[test]
fn an_episode_of_release_19_has_only_what_19_has() {
    let run = Run::new(3).with_revision(ApiRevision::V19);
    for number in 0..40 {
        for episode in run.episodes(number) {
            assert_of(
                ApiRevision::V19,
                Root::Conversation,
                &episode.conversation(),
            );
            for (_, leg) in episode.legs() {
                assert_of(ApiRevision::V19, Root::Message, &leg);
            }
            for (_, snapshot) in episode.snapshots() {
                assert_of(ApiRevision::V19, Root::Conversation, &snapshot);
            }
        }
    }
    let scenario = Scenario::builtin("inbound-answered-agent-ends").expect("it is built in");
    let run = run.with_scenarios(vec![scenario]);
    let leg = run.episodes(0)[0].leg("agent").expect("an agent answers");
    assert_of(ApiRevision::V19, Root::Message, &leg);
    assert!(
        leg.initial_state.is_none() && leg.r#type.is_none(),
        "they came later"
    );
}

/// Stated by `as_of`, which cuts values that were read; projections make the older ones directly.
#[test]
fn another_release_sends_what_is_cut_down_to_it() {
    for (number, scenario) in (0..).zip(Scenario::all_builtin()) {
        let run = Run::new(5).with_scenarios(vec![scenario]);
        // Each release comes up with several scenarios, and those that changed legs with all.
        let some = ApiRevision::all().skip(number % 10).step_by(10);
        let revisions: Vec<_> = some.chain(ApiRevision::OF_MESSAGE).collect();
        for episode in run.episodes(number as u64) {
            let newest = Projection::new(&episode.state, &episode.content);
            let (conversation, leg) = (to_conversation(newest), LegIndex::new(0));
            for &revision in &revisions {
                let older = newest.at_revision(revision);
                let cut = conversation.clone().as_of(revision).value;
                assert_eq!(to_conversation(older), cut, "{revision}");
                let cut = to_message(newest, leg).as_of(revision).value;
                assert_eq!(to_message(older, leg), cut, "{revision}");
            }
        }
    }
}
