//! Everything that the engine makes, held against the rules: each scenario at several keys, snapshot by snapshot, in
//! order, shuffled, repeated and with gaps.

use message_generator::{Episode, Key, Scenario, play, sample};
use message_lifecycle::projection::{View, to_conversation};
use message_lifecycle::{Conversation, Event, Table};
use message_rules::{Delivery, Note, View as RuleView, check, check_as, check_sequence};

/// Conversations of every scenario.
const KEYS: u64 = 5;
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
fn snapshots(episode: &Episode) -> Vec<message_model::Conversation> {
    let mut conversation = Conversation::new(episode.timeline.setup().clone());
    let events = episode.timeline.events().iter();
    events
        .map(|event| {
            conversation.apply(Table::standard(), event).unwrap();
            to_conversation(View::new(&conversation, &episode.content))
        })
        .collect()
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
                take(&scenario.name, episode.timeline.events(), &snapshots(&episode));
            }
        }
    }
}
