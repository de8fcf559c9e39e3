//! What is said of snapshots that are missing between two: an event changes one leg once, so more
//! changes have more events, and some changes cannot be the first of their kind.

use message_model::Capture;
use message_rules::{Delivery, check_sequence};

/// What must have been missed between the two snapshots, with the place.
#[track_caller]
fn missed(before: &str, after: &str) -> Vec<String> {
    let payload = Capture::read(format!("[{before}, {after}]")).expect("snapshots are payloads");
    let report = check_sequence(&payload, Delivery::InOrder, None);
    let note = |note: &message_rules::Note| {
        let text = note.to_string();
        text.strip_prefix("missing between snapshots 1 and 2: ")
            .map(str::to_owned)
            .unwrap_or(text)
    };
    report.notes.iter().map(note).collect()
}

#[track_caller]
fn check_leg(before: &str, after: &str, expected: &[&str]) {
    let leg = |properties: &str| format!(r#"{{"id": "l", {properties}}}"#);
    assert_eq!(
        missed(&leg(before), &leg(after)),
        expected,
        "{before} then {after}"
    );
}

const ONE_OF_TWO: &[&str] = &["1 of 2 changes at once, on one leg, at ."];

/// Pairs of properties, each changed by one event.
const CHANGES: [[&str; 2]; 5] = [
    [r#""state": "connected""#, r#""state": "disconnected""#],
    [r#""held": false"#, r#""held": true"#],
    [
        r#""startHoldTime": "2026-01-05T09:00:00.000Z""#,
        r#""startHoldTime": "2026-01-05T09:05:00.000Z""#,
    ],
    [
        r#""segments": [{"type": "Alert"}]"#,
        r#""segments": [{"type": "Alert"}, {"type": "Interact"}]"#,
    ],
    [
        r#""afterCallWork": {"state": "pending"}"#,
        r#""afterCallWork": {"state": "complete"}"#,
    ],
];

#[test]
fn each_change_together_with_a_message_is_two() {
    for [before, after] in CHANGES {
        check_leg(before, after, &[]);
        check_leg(
            before,
            &format!(r#"{after}, "messages": [{{"messageId": "m"}}]"#),
            ONE_OF_TWO,
        );
        let message = |status: &str| {
            format!(r#""messages": [{{"messageId": "m", "messageStatus": "{status}"}}]"#)
        };
        let (sent, read) = (message("sent"), message("read"));
        check_leg(
            &format!("{before}, {sent}"),
            &format!("{after}, {read}"),
            ONE_OF_TWO,
        );
        check_leg(
            &format!("{before}, {sent}"),
            &format!("{after}, {sent}"),
            &[],
        );
    }
}

/// What changes by the same event is one change.
#[test]
fn a_move_changes_several_properties_at_once() {
    let [before, after] =
        [CHANGES[0], CHANGES[3]]
            .into_iter()
            .fold([String::new(), String::new()], |all, pair| {
                [0, 1].map(|place| {
                    format!(
                        "{}{}{}",
                        all[place],
                        if all[place].is_empty() { "" } else { ", " },
                        pair[place]
                    )
                })
            });
    check_leg(&before, &after, &[]);
}

#[test]
fn after_call_work_begins_with_the_end_and_ends_by_an_event_of_its_own() {
    let ended = r#""state": "disconnected", "afterCallWork": {"state": "pending"}"#;
    check_leg(r#""state": "connected""#, ended, &[]);
    let complete = r#""state": "disconnected", "afterCallWork": {"state": "complete"}"#;
    let again = r#""state": "connected", "afterCallWork": {"state": "complete"}"#;
    let pending = r#""state": "connected", "afterCallWork": {"state": "pending"}"#;
    check_leg(pending, complete, ONE_OF_TWO);
    check_leg(again, ended, &[]);
}

#[test]
fn messages_and_statuses_come_one_by_one() {
    let messages = |statuses: &[&str]| {
        let message = |(place, status): (usize, &&str)| {
            format!(r#"{{"messageId": "m{place}", "messageStatus": "{status}"}}"#)
        };
        let all: Vec<String> = statuses.iter().enumerate().map(message).collect();
        format!(r#""messages": [{}]"#, all.join(", "))
    };
    check_leg(&messages(&[]), &messages(&["sent"]), &[]);
    check_leg(
        &messages(&[]),
        &messages(&["sent", "sent"]),
        &["1 of 2 new messages, at ."],
    );
    check_leg(
        &messages(&["sent"]),
        &messages(&["sent", "sent", "sent", "sent"]),
        &["2 of 3 new messages, at ."],
    );
    check_leg(
        &messages(&["sent", "sent"]),
        &messages(&["read", "read"]),
        ONE_OF_TWO,
    );
    check_leg(
        &messages(&["sent"]),
        &messages(&["read", "sent"]),
        ONE_OF_TWO,
    );
    for end in ["delivery-success", "delivery-failed"] {
        let place = |place| format!("the message's sending: it is \"{end}\" after {place}");
        check_leg(
            &messages(&["queued"]),
            &messages(&[end]),
            &[&format!("{}, at messages[0]", place("\"queued\""))],
        );
        check_leg(
            &messages(&[]),
            &messages(&[end]),
            &[&format!("{}, at messages[0]", place("none"))],
        );
        check_leg(&messages(&["sent"]), &messages(&[end]), &[]);
    }
    check_leg(&messages(&["queued"]), &messages(&["read"]), &[]);
}

#[test]
fn segments_come_one_by_one() {
    let segments = |count: usize| {
        format!(
            r#""segments": [{}]"#,
            vec![r#"{"type": "Interact"}"#; count].join(", ")
        )
    };
    check_leg(&segments(1), &segments(2), &[]);
    check_leg(&segments(1), &segments(3), &["1 of 2 new segments, at ."]);
    check_leg(&segments(0), &segments(3), &["2 of 3 new segments, at ."]);
}

#[test]
fn a_leg_is_connected_before_it_parks_or_ends_by_a_connected_party() {
    let alerting = r#""state": "alerting""#;
    let unseen = &["the leg's connecting, at ."];
    check_leg(alerting, r#""state": "parked""#, unseen);
    check_leg(
        alerting,
        r#""state": "disconnected", "connectedTime": "2026-01-05T09:00:00.000Z""#,
        unseen,
    );
    check_leg(alerting, r#""state": "disconnected""#, &[]);
    check_leg(alerting, r#""state": "connected""#, &[]);
    check_leg(r#""state": "connected""#, r#""state": "parked""#, &[]);
}

#[test]
fn a_new_leg_alerts_first_if_it_ever_did() {
    let conversation =
        |legs: &str| format!(r#"{{"id": "c", "participants": [{{"messages": [{legs}]}}]}}"#);
    let at = "at participants[0].messages[0]";
    let alerted_at = r#""startAlertingTime": "2026-01-05T09:00:00.000Z""#;
    let cases = [
        (r#""state": "alerting""#.to_owned(), None),
        (r#""state": "connected""#.to_owned(), None),
        (r#""state": "parked""#.to_owned(), None),
        (
            format!(r#""state": "connected", {alerted_at}"#),
            Some("the leg's alerting: it is first seen connected"),
        ),
        (
            format!(r#""state": "parked", {alerted_at}"#),
            Some("the leg's alerting: it is first seen parked"),
        ),
        (format!(r#""state": "alerting", {alerted_at}"#), None),
        (
            r#""state": "disconnected""#.to_owned(),
            Some("the leg's life: it is first seen disconnected"),
        ),
    ];
    for (leg, unseen) in cases {
        let after = conversation(&format!(r#"{{"id": "l", {leg}}}"#));
        let expected: Vec<String> = unseen
            .iter()
            .map(|unseen| format!("{unseen}, {at}"))
            .collect();
        assert_eq!(missed(&conversation(""), &after), expected, "{leg}");
    }
}

/// Legs without a change count for nothing.
#[test]
fn changes_of_several_legs_are_counted() {
    let leg =
        |id: &str, held: bool| format!(r#"{{"id": "{id}", "state": "connected", "held": {held}}}"#);
    let conversation = |held: [bool; 4]| {
        let legs: Vec<String> = ["a", "b", "c", "d"]
            .iter()
            .zip(held)
            .map(|(id, held)| leg(id, held))
            .collect();
        format!(
            r#"{{"id": "c", "participants": [{{"messages": [{}]}}]}}"#,
            legs.join(", ")
        )
    };
    let before = conversation([false; 4]);
    assert!(missed(&before, &conversation([false, true, false, false])).is_empty());
    assert_eq!(
        missed(&before, &conversation([false, true, true, true])),
        ["2 of 3 changes at once, on 3 legs, at participants[0].messages[1]"]
    );
}
