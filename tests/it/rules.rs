//! Everything that the engine makes, held against the rules: each scenario at several keys, snapshot by snapshot, in
//! order, shuffled, repeated and with gaps.

use std::collections::BTreeMap;

use message_generator::{Key, Run, Scenario, play, sample};
use message_lifecycle::projection::{View, to_conversation};
use message_lifecycle::{Content, Conversation, Event, Table, Timeline, walk};
use message_model::Payload;
use message_rules::{Delivery, Note, Severity, View as RuleView, check, check_as, check_sequence};

use crate::counting::Counting;

/// Conversations of every scenario.
const KEYS: u64 = 5;
/// How many walks unless the environment variable `WALKS` says otherwise, and of how many integers each.
const WALKS: u64 = 300;
const STEPS: u64 = 34;
/// How far a snapshot may be from its place when snapshots come in any order.
const WINDOW: usize = 5;

/// No finding at all, so that none of a `must` rule and none of a `usually` rule either.
#[test]
fn every_snapshot_of_every_scenario_keeps_the_rules() {
    let mut count = 0;
    each_episode(KEYS, |scenario, _, snapshots| {
        count += snapshots.len();
        for (number, snapshot) in snapshots.iter().enumerate() {
            let findings = check(snapshot);
            assert!(findings.is_empty(), "{scenario}, snapshot {number}: {}", findings[0]);
        }
    });
    assert!(count > 3_000, "{count} snapshots");
}

#[test]
fn every_sequence_of_every_scenario_keeps_the_rules() {
    each_episode(KEYS, |scenario, _, snapshots| {
        let report = check_sequence(snapshots, Delivery::InOrder, None);
        assert!(report.findings.is_empty(), "{scenario}: {:?}", report.findings);
        assert!(report.notes.is_empty(), "{scenario}: {:?}", report.notes);
    });
}

#[test]
fn snapshots_in_any_order_and_repeated_are_put_in_order() {
    each_episode(2, |scenario, _, snapshots| {
        let arrived = shuffled(snapshots.len());
        let delivered: Vec<_> = arrived.iter().map(|&number| snapshots[number].clone()).collect();
        let report = check_sequence(&delivered, Delivery::Unordered, None);
        assert!(report.findings.is_empty(), "{scenario}: {:?}", report.findings);
        let restored: Vec<usize> = report.order.iter().map(|&place| arrived[place]).collect();
        let expected: Vec<usize> = (0..snapshots.len()).collect();
        assert_eq!(restored, expected, "{scenario}: the order of {arrived:?}");
        let mut repeated = Vec::new();
        for note in &report.notes {
            match note {
                Note::Repeated { snapshot, of } => repeated.push((*snapshot, *of)),
                Note::Late { snapshot, behind } => assert!(arrived[*snapshot] < arrived[*behind], "{scenario}: {note}"),
                other => panic!("{scenario}: {other}"),
            }
        }
        assert_eq!(repeated, repetitions(&arrived), "{scenario}");
    });
}

/// Walks go where no scenario does; what usually holds and does not in some of them is listed with the reason.
#[test]
fn walks_keep_the_rules() {
    let mut unusual: BTreeMap<&str, String> = BTreeMap::new();
    let walks = std::env::var("WALKS").map_or(WALKS, |walks| walks.parse().unwrap());
    for number in 0..walks {
        let timeline = walk(Table::standard(), &integers(number));
        let snapshots = snapshots_of(&timeline, &Counting);
        let of_snapshots = snapshots.iter().flat_map(check);
        let report = check_sequence(&snapshots, Delivery::InOrder, None);
        for finding in of_snapshots.chain(report.findings.into_iter().map(|(_, finding)| finding)) {
            assert_eq!(finding.rule.severity, Severity::Usually, "walk {number}: {finding}");
            unusual.entry(finding.rule.id).or_insert_with(|| format!("walk {number}: {finding}"));
        }
        assert_eq!(report.notes, [], "walk {number}");
    }
    unusual.retain(|id, _| !UNUSUAL_IN_WALKS.iter().any(|(listed, _)| listed == id));
    assert!(unusual.is_empty(), "{unusual:#?}");
}

/// The same with the names, addresses and texts of the generator, on every channel.
#[test]
fn walks_of_the_generator_keep_the_rules() {
    let run = Run::new(1).with_walks();
    for number in 0..WALKS {
        for episode in run.episodes(number) {
            for finding in episode.snapshots().flat_map(|(_, snapshot)| check(&snapshot)) {
                let is_listed = UNUSUAL_IN_WALKS.iter().any(|(listed, _)| *listed == finding.rule.id);
                assert!(is_listed, "walk {number}: {finding}\n{}", run.script(number).to_json());
            }
        }
    }
}

/// What usually holds and does not in some walks, and why.
const UNUSUAL_IN_WALKS: &[(&str, &str)] = &[
    ("no-answer-after-timeout", "an administrator's disconnect ends an offer by system as well, at any time"),
    ("hand-on-is-transfer", "a flow that ends for another reason just as a queue begins looks as if it handed on"),
    ("peers-follow-client", "an agent may end a leg at the very moment at which the customer does"),
];

/// The integers of a walk: a fixed mix, so that a failure is found again by its number.
fn integers(number: u64) -> Vec<u64> {
    let mix = |place: u64| {
        let mixed = (number << 32 | place).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    };
    (0..STEPS).map(mix).collect()
}

/// The realistic part of the corpus, as it stands in its files; the rest is wide on purpose.
#[test]
fn realistic_fixtures_keep_the_rules() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures");
    let manifest = std::fs::read_to_string(format!("{root}/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let mut count = 0;
    for file in manifest["files"].as_array().unwrap() {
        let is_document = matches!(file["kind"].as_str(), Some("conversation" | "message"));
        if file["realistic"] != true || !is_document {
            continue;
        }
        let path = file["path"].as_str().unwrap();
        let payload = Payload::decode(std::fs::read(format!("{root}/{path}")).unwrap()).unwrap();
        let findings = check(&payload);
        assert!(findings.is_empty(), "{path}: {}", findings[0]);
        count += 1;
    }
    assert!(count > 200, "{count} files");
}

/// What a notification leaves out leaves the order of some holds open, and breaks nothing.
#[test]
fn notifications_keep_the_rules_in_any_order() {
    each_episode(1, |scenario, _, snapshots| {
        let notifications: Vec<_> = snapshots.iter().cloned().map(as_notification).collect();
        for notification in &notifications {
            let findings = check_as(notification, Some(RuleView::Notification));
            assert!(findings.is_empty(), "{scenario}: {}", findings[0]);
        }
        let delivered: Vec<_> = shuffled(notifications.len()).iter().map(|&at| notifications[at].clone()).collect();
        for (snapshots, delivery) in [(&notifications, Delivery::InOrder), (&delivered, Delivery::Unordered)] {
            let report = check_sequence(snapshots, delivery, Some(RuleView::Notification));
            assert!(report.findings.is_empty(), "{scenario}, {delivery:?}: {:?}", report.findings);
        }
    });
}

/// Two events on different legs leave two changes behind when the snapshot between them is missing, and the gap is
/// named. Two on the same leg may look like one, as when a message was queued and then sent.
#[test]
fn a_dropped_snapshot_is_named_where_it_can_be_known() {
    let (mut dropped, mut named) = (0, 0);
    each_episode(1, |scenario, events, snapshots| {
        for gone in 1..snapshots.len() - 1 {
            let pair = [snapshots[gone - 1].clone(), snapshots[gone + 1].clone()];
            let report = check_sequence(&pair[..], Delivery::Unordered, None);
            assert!(report.findings.is_empty(), "{scenario} without snapshot {gone}: {:?}", report.findings);
            assert_eq!(report.order, [0, 1], "{scenario} without snapshot {gone}");
            let is_named = report.notes.iter().any(|note| matches!(note, Note::Missing { after: 0, before: 1, .. }));
            let certain = events[gone].leg != events[gone + 1].leg;
            assert!(is_named || !certain, "{scenario}: snapshot {gone} is missing and nobody says so");
            dropped += 1;
            named += usize::from(is_named);
        }
    });
    assert!(named * 10 > dropped * 8, "{named} of {dropped} were named");
    assert!(named < dropped, "some gaps leave nothing behind");
}

/// Numbers up to `count`, each within [`WINDOW`] of its place, and every third one a second time.
fn shuffled(count: usize) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..count).collect();
    for window in numbers.chunks_mut(WINDOW) {
        let turn = window[0] % window.len();
        window.rotate_left(turn);
        window.reverse();
    }
    let mut arrived = Vec::new();
    for (place, number) in numbers.iter().enumerate() {
        arrived.push(*number);
        if place % 3 == 2 {
            arrived.push(numbers[place - place % 2]);
        }
    }
    arrived
}

/// The places at which a number stands again, with the place at which it stood first.
fn repetitions(arrived: &[usize]) -> Vec<(usize, usize)> {
    let first = |number: &usize| arrived.iter().position(|other| other == number).unwrap();
    arrived.iter().enumerate().map(|(place, number)| (place, first(number))).filter(|(place, of)| place != of).collect()
}

/// The wire conversation after each event.
fn snapshots_of(timeline: &Timeline, content: &impl Content) -> Vec<message_model::Conversation> {
    let mut conversation = Conversation::new(timeline.setup().clone());
    let after = |event| {
        conversation.apply(Table::standard(), event).unwrap();
        to_conversation(View::new(&conversation, content))
    };
    timeline.events().iter().map(after).collect()
}

/// The conversation without what notifications leave out (documented).
fn as_notification(mut conversation: message_model::Conversation) -> message_model::Conversation {
    conversation.start_time = None;
    conversation.end_time = None;
    conversation.self_uri = None;
    for participant in conversation.participants.iter_mut().flatten() {
        participant.start_time = None;
        participant.participant_type = None;
        participant.queue_name = None;
        for leg in participant.messages.iter_mut().flatten() {
            leg.segments = None;
            leg.recording_id = None;
            leg.start_alerting_time = None;
            leg.authenticated = None;
            leg.messages.iter_mut().flatten().for_each(|message| message.message_uri = None);
        }
    }
    conversation
}

fn each_episode(keys: u64, mut take: impl FnMut(&str, &[Event], &[message_model::Conversation])) {
    for scenario in Scenario::all_builtin() {
        for number in 0..keys {
            for episode in play(&sample(&scenario, Key::new(1, number))).unwrap() {
                take(&scenario.name, episode.timeline.events(), &snapshots_of(&episode.timeline, &episode.content));
            }
        }
    }
}
