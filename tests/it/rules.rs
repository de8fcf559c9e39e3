//! Everything that the engine makes, held against the rules: each scenario at several keys,
//! snapshot by snapshot, in order, shuffled, repeated and with gaps.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use message_generator::{Key, Run, Scenario, play, sample};
use message_lifecycle::{Content, Event, Simulation, Table, Timeline, walk};
use message_model::Capture;
use message_rules::{
    Delivery, Note, SequenceReport, Severity, View as RuleView, check, check_as, check_sequence,
};
use serde_json::{Value, json};

use crate::counting::Counting;

/// Conversations of every scenario.
const KEYS: u64 = 5;
/// How many walks unless the environment variable `WALKS` says otherwise, and of how many integers
/// each.
const WALKS: u64 = 300;
const STEPS: u64 = 34;
/// How far a snapshot may be from its place when snapshots come in any order.
const WINDOW: usize = 5;
/// In how many ways the snapshots of each conversation are shuffled.
const SHUFFLES: u64 = 4;

/// No finding at all, so that none of a `must` rule and none of a `usually` rule either.
#[test]
fn every_snapshot_of_every_scenario_keeps_the_rules() {
    let mut count = 0;
    each_episode(KEYS, |scenario, _, snapshots| {
        count += snapshots.len();
        for (number, snapshot) in snapshots.iter().enumerate() {
            let findings = check(snapshot);
            assert!(
                findings.is_empty(),
                "{scenario}, snapshot {number}: {}",
                findings[0]
            );
        }
    });
    assert!(count > 3_000, "{count} snapshots");
}

#[test]
fn every_sequence_of_every_scenario_keeps_the_rules() {
    each_episode(KEYS, |scenario, _, snapshots| {
        let report = check_sequence(snapshots, Delivery::InOrder, None);
        assert!(
            report.findings.is_empty(),
            "{scenario}: {:?}",
            report.findings
        );
        assert!(report.notes.is_empty(), "{scenario}: {:?}", report.notes);
    });
}

#[test]
fn snapshots_in_any_order_and_repeated_are_put_in_order() {
    each_episode(2, |scenario, _, snapshots| {
        for shuffle in 0..SHUFFLES {
            let numbers: Vec<usize> = (0..snapshots.len()).collect();
            let arrived = delivered(&numbers, shuffle);
            let report = unordered(snapshots, &arrived);
            assert!(
                report.findings.is_empty(),
                "{scenario}: {:?}",
                report.findings
            );
            assert_eq!(
                restored(&report, &arrived),
                numbers,
                "{scenario}: the order of {arrived:?}"
            );
            assert_eq!(
                report.notes,
                late_and_repeated(&arrived),
                "{scenario}: {arrived:?}"
            );
        }
    });
}

/// Walks go where no scenario does; what usually holds and does not in some of them is listed with
/// the reason.
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
            assert_eq!(
                finding.rule.severity,
                Severity::Usually,
                "walk {number}: {finding}"
            );
            unusual
                .entry(finding.rule.id)
                .or_insert_with(|| format!("walk {number}: {finding}"));
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
            for finding in episode
                .snapshots()
                .flat_map(|(_, snapshot)| check(&snapshot))
            {
                let is_listed = UNUSUAL_IN_WALKS
                    .iter()
                    .any(|(listed, _)| *listed == finding.rule.id);
                assert!(
                    is_listed,
                    "walk {number}: {finding}\n{}",
                    run.script(number).to_json()
                );
            }
        }
    }
}

/// What usually holds and does not in some walks, and why.
const UNUSUAL_IN_WALKS: &[(&str, &str)] = &[
    (
        "no-answer-after-timeout",
        "an administrator's disconnect ends an offer by system as well, at any time",
    ),
    (
        "hand-on-is-transfer",
        "a flow that ends for another reason just as a queue begins looks as if it handed on",
    ),
    (
        "peers-follow-client",
        "an agent may end a leg at the very moment at which the customer does",
    ),
];

/// The integers of a walk: a fixed mix, so that a failure is found again by its number.
fn integers(number: u64) -> Vec<u64> {
    (0..STEPS).map(|place| mix(number << 32 | place)).collect()
}

fn mix(value: u64) -> u64 {
    let mixed = value.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
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
        let payload =
            Capture::read(std::fs::read_to_string(format!("{root}/{path}")).unwrap()).unwrap();
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
        let numbers: Vec<usize> = (0..notifications.len()).collect();
        let shuffled: Vec<_> = delivered(&numbers, 0)
            .iter()
            .map(|&at| notifications[at].clone())
            .collect();
        for (snapshots, delivery) in [
            (&notifications, Delivery::InOrder),
            (&shuffled, Delivery::Unordered),
        ] {
            let report = check_sequence(snapshots, delivery, Some(RuleView::Notification));
            assert!(
                report.findings.is_empty(),
                "{scenario}, {delivery:?}: {:?}",
                report.findings
            );
        }
    });
}

/// As the topics of one medium show a conversation: leg and participant are one object.
#[test]
fn flat_participants_keep_the_rules() {
    each_episode(1, |scenario, _, snapshots| {
        let flat: Vec<Capture<'_>> = snapshots.iter().map(as_flat).collect();
        for payload in &flat {
            let findings = check(payload);
            assert!(findings.is_empty(), "{scenario}: {}", findings[0]);
        }
        let report = check_sequence(&flat, Delivery::InOrder, None);
        assert!(
            report.findings.is_empty(),
            "{scenario}: {:?}",
            report.findings
        );
    });
}

/// Two events on different legs leave two changes behind when the snapshot between them is missing,
/// and the gap is named. Two on the same leg may look like one, as when a message was queued and
/// then sent.
#[test]
fn a_dropped_snapshot_is_named_where_it_can_be_known() {
    let (mut dropped, mut named) = (0, 0);
    each_episode(1, |scenario, events, snapshots| {
        for gone in 1..snapshots.len() - 1 {
            // Those nearby, which is as far as anything is out of its place.
            let near = gone.saturating_sub(WINDOW)..snapshots.len().min(gone + WINDOW + 1);
            let numbers: Vec<usize> = near.filter(|number| *number != gone).collect();
            let arrived = delivered(&numbers, gone as u64);
            let report = unordered(snapshots, &arrived);
            let told = format!("{scenario} without snapshot {gone}, arrived {arrived:?}");
            assert!(report.findings.is_empty(), "{told}: {:?}", report.findings);
            assert_eq!(restored(&report, &arrived), numbers, "{told}");
            let (missing, others): (Vec<Note>, Vec<Note>) = report
                .notes
                .into_iter()
                .partition(|note| matches!(note, Note::Missing { .. }));
            assert_eq!(others, late_and_repeated(&arrived), "{told}");
            for note in &missing {
                let Note::Missing { after, before, .. } = note else {
                    unreachable!("they are told apart above")
                };
                assert_eq!(
                    (arrived[*after], arrived[*before]),
                    (gone - 1, gone + 1),
                    "{told}: {note}"
                );
            }
            let certain = events[gone].leg != events[gone + 1].leg;
            assert!(!missing.is_empty() || !certain, "{told}: nobody says so");
            dropped += 1;
            named += usize::from(!missing.is_empty());
        }
    });
    assert!(named * 10 > dropped * 8, "{named} of {dropped} were named");
    assert!(named < dropped, "some gaps leave nothing behind");
}

/// The snapshots of those numbers as a network may deliver them: each up to [`WINDOW`] places from
/// its own, and every third a second time.
fn delivered(numbers: &[usize], shuffle: u64) -> Vec<usize> {
    let delay =
        |place: usize, copy: u64| mix(shuffle << 40 | copy << 32 | place as u64) % WINDOW as u64;
    let mut arrivals: Vec<(u64, usize)> = Vec::new();
    for (place, number) in numbers.iter().enumerate() {
        arrivals.push((place as u64 + delay(place, 0), *number));
        if place % 3 == 2 {
            arrivals.push((place as u64 + delay(place, 1), *number));
        }
    }
    // Of those that arrive together the later one comes first, as far as it may.
    arrivals.sort_by_key(|&(at, number)| (at, Reverse(number)));
    arrivals.into_iter().map(|(_, number)| number).collect()
}

fn unordered(snapshots: &[message_model::Conversation], arrived: &[usize]) -> SequenceReport {
    let delivered: Vec<_> = arrived
        .iter()
        .map(|&number| snapshots[number].clone())
        .collect();
    check_sequence(&delivered, Delivery::Unordered, None)
}

/// The numbers of the snapshots in the order that the report gives them.
fn restored(report: &SequenceReport, arrived: &[usize]) -> Vec<usize> {
    report.order.iter().map(|&place| arrived[place]).collect()
}

/// What is to be said of a delivery: a number that stands again is a repetition of the first, and
/// one that a greater one is before is late, behind the greatest.
fn late_and_repeated(arrived: &[usize]) -> Vec<Note> {
    let mut notes = Vec::new();
    for (snapshot, number) in arrived.iter().enumerate() {
        let before = &arrived[..snapshot];
        if let Some(of) = before.iter().position(|other| other == number) {
            notes.push(Note::Repeated { snapshot, of });
        } else if let Some(greatest) = before.iter().max().filter(|greatest| *greatest > number) {
            let behind = before.iter().position(|other| other == greatest).unwrap();
            notes.push(Note::Late { snapshot, behind });
        }
    }
    notes
}

/// The wire conversation after each event.
fn snapshots_of(timeline: &Timeline, content: &impl Content) -> Vec<message_model::Conversation> {
    let mut simulation = Simulation::new(Table::standard(), timeline.setup().clone());
    let after = |event: &Event| {
        simulation.apply_alone(event.clone()).unwrap();
        simulation.snapshot(content)
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
            leg.messages
                .iter_mut()
                .flatten()
                .for_each(|message| message.message_uri = None);
        }
    }
    conversation
}

/// The conversation as the topics of one medium show it (documented): each participant is its leg,
/// with `peer`, `user` and `endTime`, and without what only one of the two views has.
fn as_flat(conversation: &message_model::Conversation) -> Capture<'static> {
    let mut conversation = serde_json::to_value(conversation).unwrap();
    conversation
        .as_object_mut()
        .unwrap()
        .retain(|name, _| matches!(name.as_str(), "id" | "participants"));
    for participant in conversation["participants"].as_array_mut().unwrap() {
        let participant = participant.as_object_mut().unwrap();
        let Some(Value::Array(mut legs)) = participant.remove("messages") else {
            continue;
        };
        assert_eq!(legs.len(), 1, "a participant cannot be two legs");
        let Some(Value::Object(mut leg)) = legs.pop() else {
            panic!("a leg is an object")
        };
        for (of_leg, flat) in [("disconnectedTime", "endTime"), ("peerId", "peer")] {
            leg.remove(of_leg)
                .map(|value| participant.insert(flat.to_owned(), value));
        }
        participant
            .remove("userId")
            .map(|id| participant.insert("user".to_owned(), json!({"id": id})));
        for message in leg
            .get_mut("messages")
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten()
        {
            let message = message.as_object_mut().unwrap();
            let id = message.remove("messageId");
            message.remove("messageURI");
            message.insert("message".to_owned(), json!({"id": id}));
        }
        let not_flat = [
            "id",
            "segments",
            "recordingId",
            "startAlertingTime",
            "scriptId",
            "toAddress",
            "fromAddress",
            "authenticated",
            "afterCallWork",
            "afterCallWorkRequired",
            "agentAssistantId",
        ];
        leg.retain(|name, _| !not_flat.contains(&name.as_str()));
        participant.append(&mut leg);
    }
    Capture::read(conversation.to_string()).unwrap()
}

fn each_episode(keys: u64, mut take: impl FnMut(&str, &[Event], &[message_model::Conversation])) {
    for scenario in Scenario::all_builtin() {
        for number in 0..keys {
            for episode in play(&sample(&scenario, Key::new(1, number))).unwrap() {
                take(
                    &scenario.name,
                    episode.timeline.events(),
                    &snapshots_of(&episode.timeline, &episode.content),
                );
            }
        }
    }
}
