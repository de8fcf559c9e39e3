//! Walks as scripts: they always play to the same conversation, keep to their options, and show
//! everything there is.

use std::collections::BTreeSet;

use message_generator::cover::cover;
use message_generator::shown::Covers;
use message_generator::{
    Aspect, Channel, Key, Profile, Run, SampleOptions, Script, play, play_lenient, walk, walk_with,
};
use message_model::{ApiRevision, encode};

#[test]
fn a_walk_plays_strictly_and_is_read_back_from_its_file() {
    for number in 0..150 {
        let script = walk(Key::new(1, number));
        let text = script.to_json();
        let again = Script::from_json(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(again, script);
        let (kept, leniently) = play_lenient(&script);
        assert_eq!(kept, script, "walk {number} loses a step");
        assert_eq!(
            play(&again).unwrap_or_else(|error| panic!("{error}\n{text}")),
            leniently
        );
    }
}

/// Walks are part of what a seed promises, as all other draws are: changing them is value-breaking.
#[test]
fn a_walk_is_stable() {
    let script = walk(Key::new(1, 62));
    let steps: Vec<_> = script
        .steps
        .iter()
        .map(|step| format!("{} +{}", step.label, step.after))
        .collect();
    assert_eq!(script.channel, Channel::Open);
    let expected = [
        "customer-enter +0",
        "question +49088",
        "customer-inactivity +11",
        "agent-start +5303390",
        "question-removed +434321",
        "customer-2-start +2",
        "customer-2-end +686",
        "agent-shut-down +5638097",
        "agent-2-start +28824",
        "contact-start +87106",
        "contact-end +6253926",
        "program-start +39",
        "contact-2-start +2909",
        "answer +21746",
        "program-end +59843",
        "agent-3-start +239",
        "agent-2-shut-down +16",
        "contact-3-start +29172",
        "contact-3-shut-down +25819",
        "agent-4-start +3847374",
        "customer-3-start +6614",
    ];
    assert_eq!(steps, expected);
}

/// What the help of `generate --walk` says: two clocks are read, so that a leg that ends within
/// milliseconds can seem to have connected later. In scenarios nobody ends a leg so soon.
#[test]
fn only_in_a_walk_a_leg_can_connect_after_its_end() {
    let latest = |run: Run| {
        let legs = (0..400)
            .flat_map(|number| run.episodes(number))
            .flat_map(|episode| episode.legs().map(|(_, leg)| leg).collect::<Vec<_>>());
        legs.filter_map(|leg| Some(leg.connected_time?.millis_since(leg.disconnected_time?)))
            .max()
    };
    let of_walks = latest(Run::new(11).with_walks());
    assert!(
        of_walks.is_some_and(|latest| (1..=84).contains(&latest)),
        "{of_walks:?}"
    );
    for profile in Profile::builtin_names() {
        let of_profile = latest(Run::new(11).with_profile(Profile::builtin(profile).unwrap()));
        assert!(of_profile <= Some(0), "{profile}: {of_profile:?}");
    }
    assert!(latest(Run::new(11)) <= Some(0));
}

#[test]
fn a_walk_keeps_to_its_setting() {
    let mut options = SampleOptions::default();
    options.channel = Some(Channel::Line);
    options.revision = ApiRevision::V192;
    options.start = "2031-02-03T04:05:06.000Z".parse().unwrap();
    for number in 0..50 {
        let script = walk_with(Key::new(1, number), &options);
        assert_eq!(
            (script.channel, script.revision, script.start),
            (Channel::Line, ApiRevision::V192, options.start)
        );
        for episode in play(&script).unwrap() {
            assert_eq!(episode.timeline.events()[0].at, options.start);
            let covers = Covers::of(&episode, None);
            let rows = covers.names(Aspect::Transitions);
            assert!(
                rows.is_subset(&Aspect::Transitions.possible(ApiRevision::V192, None)),
                "{rows:?}"
            );
        }
    }
}

/// The goal, the most walks that reaching it may take, and the platform.
#[test]
fn walks_reach_every_goal_on_every_platform() {
    let platforms = [
        (ApiRevision::LATEST, None),
        (ApiRevision::V192, None),
        (ApiRevision::LATEST, Some(Channel::Sms)),
    ];
    for (revision, channel) in platforms {
        let mut run = Run::new(1).with_walks().with_revision(revision);
        if let Some(channel) = channel {
            run = run.with_channel(channel);
        }
        let mut missing: Vec<_> = Aspect::goals()
            .map(|goal| (goal, goal.possible(revision, channel)))
            .collect();
        let (mut number, mut shown) = (0, Vec::new());
        while !missing.is_empty() {
            assert!(number < 4_000, "{revision} {channel:?}: {missing:?}");
            let mut covers = Covers::default();
            for episode in run.episodes(number) {
                covers.add(&Covers::of(&episode, None));
            }
            let mut all = BTreeSet::new();
            for goal in Aspect::goals() {
                let here = covers.names(goal);
                assert!(
                    here.is_subset(&goal.possible(revision, channel)),
                    "{goal}: {here:?}"
                );
                if let Some((_, left)) = missing.iter_mut().find(|(left, _)| *left == goal) {
                    left.retain(|one| !here.contains(one));
                }
                all.extend(here.iter().map(|one| (goal, one.clone())));
            }
            missing.retain(|(_, left)| !left.is_empty());
            shown.push(all);
            number += 1;
        }
        let cover = cover(&shown);
        println!(
            "as of {revision} on {channel:?}: all after {number} walks; {} cover the {}, no fewer \
             than {} do",
            cover.picked.len(),
            cover.goals,
            cover.lower_bound
        );
        assert!(cover.picked.len() < 20 && cover.lower_bound > 1);
    }
}

#[test]
fn a_walk_of_a_run_is_found_alone() {
    let run = Run::new(7).with_walks();
    let bytes = |number| -> Vec<String> {
        run.episodes(number)
            .iter()
            .map(|episode| encode(&episode.conversation()).unwrap())
            .collect()
    };
    let in_turn: Vec<_> = run.scripts().take(20).collect();
    assert_eq!(in_turn[17], run.script(17));
    assert_eq!(bytes(1_000_000), bytes(1_000_000));
    assert_ne!(bytes(0), bytes(1));
}
