//! An episode's conversations, legs and snapshots are of the episode's release.

use message_generator::{Run, Scenario};
use message_lifecycle::LegIndex;
use message_lifecycle::projection::{View, to_conversation, to_message};
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

/// Stated by `as_of`, which cuts values of the newest release that somebody has read.
#[test]
fn another_release_sends_what_is_cut_down_to_it() {
    for (number, scenario) in (0..).zip(Scenario::all_builtin()) {
        let run = Run::new(5).with_scenarios(vec![scenario]);
        for episode in run.episodes(number) {
            let newest = View::new(&episode.state, &episode.content);
            for revision in ApiRevision::OF_MESSAGE {
                let older = newest.at_revision(revision);
                assert_eq!(
                    to_conversation(older),
                    to_conversation(newest).as_of(revision).value
                );
                assert_eq!(
                    to_message(older, LegIndex::new(0)),
                    to_message(newest, LegIndex::new(0)).as_of(revision).value
                );
            }
        }
    }
}
