//! Successive snapshots: what breaks the rules of succession, and what is reported about snapshots
//! that arrived out of order, twice or not at all.

use message_model::Capture;
use message_rules::{
    Delivery, Note, Rule, Scope, Sequence, SequenceReport, Verdict, check_sequence, rules,
    verdicts_of_succession,
};

use crate::support::{broken_in_sequence, set};

/// A rule, two snapshots, and the other rules that the step between them breaks.
type Case<'a> = (&'static str, [&'a str; 2], &'a [&'static str]);

const CASES: &[Case<'_>] = &[
    (
        "disconnected-is-final",
        [
            r#"{"id": "l", "state": "disconnected"}"#,
            r#"{"id": "l", "state": "connected"}"#,
        ],
        &[],
    ),
    (
        "disconnected-is-final",
        [
            r#"{"id": "l", "state": "disconnected"}"#,
            r#"{"id": "l", "state": "parked"}"#,
        ],
        &[],
    ),
    (
        "disconnected-is-final",
        [
            r#"{"id": "l", "state": "disconnected"}"#,
            r#"{"id": "l", "state": "alerting"}"#,
        ],
        &[],
    ),
    (
        "alerting-is-first",
        [
            r#"{"id": "l", "state": "connected"}"#,
            r#"{"id": "l", "state": "alerting"}"#,
        ],
        &[],
    ),
    (
        "alerting-is-first",
        [
            r#"{"id": "l", "state": "parked"}"#,
            r#"{"id": "l", "state": "alerting"}"#,
        ],
        &[],
    ),
    (
        "alerting-is-first",
        [
            r#"{"participants": [{"chats": [{"id": "l", "state": "connected"}]}]}"#,
            r#"{"participants": [{"chats": [{"id": "l", "state": "alerting"}]}]}"#,
        ],
        &[],
    ),
    (
        "initial-state-fixed",
        [
            r#"{"initialState": "alerting"}"#,
            r#"{"initialState": "connected"}"#,
        ],
        &[],
    ),
    (
        "initial-state-fixed",
        [
            r#"{"initialState": "connected"}"#,
            r#"{"initialState": "disconnected"}"#,
        ],
        &[],
    ),
    (
        "initial-state-fixed",
        [
            r#"{"initialState": "connected"}"#,
            r#"{"initialState": "CONNECTED"}"#,
        ],
        &[],
    ),
    (
        "set-times-never-move",
        [
            r#"{"connectedTime": "2026-01-05T09:00:00.000Z"}"#,
            r#"{"connectedTime": "2026-01-05T09:00:00.001Z"}"#,
        ],
        &[],
    ),
    (
        "set-times-never-move",
        [
            r#"{"startAlertingTime": "2026-01-05T09:00:00.000Z"}"#,
            r#"{"startAlertingTime": "2026-01-05T08:59:59.999Z"}"#,
        ],
        &[],
    ),
    (
        "set-times-never-move",
        [
            r#"{"disconnectedTime": "2026-01-05T09:00:00.000Z"}"#,
            r#"{"disconnectedTime": "2026-01-06T09:00:00.000Z"}"#,
        ],
        &[],
    ),
    (
        "set-times-never-vanish",
        [
            r#"{"id": "l", "connectedTime": "2026-01-05T09:00:00.000Z"}"#,
            r#"{"id": "l", "provider": "p"}"#,
        ],
        &[],
    ),
    (
        "set-times-never-vanish",
        [
            r#"{"id": "l", "disconnectedTime": "2026-01-05T09:00:00.000Z"}"#,
            r#"{"id": "l", "provider": "p"}"#,
        ],
        &[],
    ),
    (
        "set-times-never-vanish",
        [
            r#"{"segments": [], "startAlertingTime": "2026-01-05T09:00:00.000Z"}"#,
            r#"{"segments": []}"#,
        ],
        &[],
    ),
    (
        "park-time-kept",
        [
            r#"{"id": "l", "parkTime": "2026-01-05T09:00:00.000Z"}"#,
            r#"{"id": "l", "provider": "p"}"#,
        ],
        &[],
    ),
    (
        "park-time-kept",
        [
            r#"{"state": "parked", "parkTime": "2026-01-05T09:00:00.000Z"}"#,
            r#"{"state": "connected", "parkTime": "2026-01-05T08:00:00.000Z"}"#,
        ],
        &[],
    ),
    (
        "park-time-kept",
        [
            r#"{"state": "parked", "parkTime": "2026-01-05T09:00:00.000Z"}"#,
            r#"{"state": "disconnected", "disconnectType": "transfer"}"#,
        ],
        &[],
    ),
    (
        "messages-append-only",
        [
            r#"{"messages": [{"messageId": "m1"}, {"messageId": "m2"}]}"#,
            r#"{"messages": [{"messageId": "m1"}]}"#,
        ],
        &[],
    ),
    (
        "messages-append-only",
        [
            r#"{"messages": [{"messageId": "m1"}]}"#,
            r#"{"messages": [{"messageId": "m0"}, {"messageId": "m1"}]}"#,
        ],
        &[],
    ),
    (
        "messages-append-only",
        [
            r#"{"id": "l", "messages": [{"messageId": "m1"}]}"#,
            r#"{"id": "l", "provider": "p"}"#,
        ],
        &[],
    ),
    ("message-status-forward", [ONE_SENT, ONE_QUEUED], &[]),
    ("message-status-forward", [ONE_DELIVERED, ONE_SENT], &[]),
    (
        "message-status-forward",
        [ONE_DELIVERED, ONE_UNDELIVERED],
        &[],
    ),
    ("message-status-order", [ONE_READ, ONE_DELIVERED], &[]),
    ("message-status-order", [ONE_FAILED, ONE_SENT], &[]),
    ("message-status-order", [ONE_REMOVED, ONE_DELIVERED], &[]),
    (
        "segments-only-close",
        [
            r#"{"segments": [{"startTime": "2026-01-05T09:00:00.000Z", "endTime": "2026-01-05T09:00:05.000Z"}]}"#,
            r#"{"segments": [{"startTime": "2026-01-05T09:00:00.000Z"}]}"#,
        ],
        &[],
    ),
    (
        "segments-only-close",
        [
            r#"{"segments": [{"startTime": "2026-01-05T09:00:00.000Z", "type": "Alert"}]}"#,
            r#"{"segments": [{"startTime": "2026-01-05T09:00:00.000Z", "type": "Interact"}]}"#,
        ],
        &[],
    ),
    (
        "segments-only-close",
        [
            r#"{"segments": [{"startTime": "2026-01-05T09:00:00.000Z"}]}"#,
            r#"{"segments": []}"#,
        ],
        &[],
    ),
    (
        "leg-id-reused",
        [
            r#"{"participants": [{"id": "p1", "messages": [{"id": "l"}]}]}"#,
            r#"{"participants": [{"id": "p1"}, {"id": "p2", "messages": [{"id": "l"}]}]}"#,
        ],
        &[],
    ),
    (
        "leg-id-reused",
        [
            r#"{"participants": [{"id": "p1", "messages": [{"id": "l"}]}]}"#,
            r#"{"participants": [{"id": "p2", "messages": [{"id": "l"}]}]}"#,
        ],
        &[],
    ),
    (
        "leg-id-reused",
        [
            r#"{"participants": [{"id": "p1", "callbacks": [{"id": "l"}]}]}"#,
            r#"{"participants": [{"id": "p2", "callbacks": [{"id": "l"}]}]}"#,
        ],
        &[],
    ),
    (
        "legs-never-vanish",
        [
            r#"{"participants": [{"messages": [{"id": "l"}]}]}"#,
            r#"{"participants": [{"messages": []}]}"#,
        ],
        &[],
    ),
    (
        "legs-never-vanish",
        [
            r#"{"participants": [{"messages": [{"id": "l"}]}]}"#,
            r#"{"participants": []}"#,
        ],
        &[],
    ),
    (
        "legs-never-vanish",
        [
            r#"{"participants": [{"messages": [{"id": "l"}]}]}"#,
            r#"{"participants": [{"messages": [{"id": "other"}]}]}"#,
        ],
        &[],
    ),
    (
        "participants-keep-order",
        [
            r#"{"participants": [{"id": "a"}, {"id": "b"}]}"#,
            r#"{"participants": [{"id": "b"}, {"id": "a"}]}"#,
        ],
        &[],
    ),
    (
        "participants-keep-order",
        [
            r#"{"participants": [{"id": "a"}, {"id": "b"}]}"#,
            r#"{"participants": [{"id": "c"}, {"id": "b"}, {"id": "a"}]}"#,
        ],
        &[],
    ),
    (
        "participants-keep-order",
        [
            r#"{"participants": [{"id": "a"}, {"id": "b"}, {"id": "c"}]}"#,
            r#"{"participants": [{"id": "a"}, {"id": "c"}, {"id": "b"}, {"id": "d"}]}"#,
        ],
        &[],
    ),
    (
        "work-after-forward",
        [
            r#"{"id": "l", "connectedTime": "2026-01-05T09:00:00.000Z", "afterCallWork": {"state": "complete"}}"#,
            r#"{"id": "l", "connectedTime": "2026-01-05T09:00:00.000Z", "afterCallWork": {"state": "pending"}}"#,
        ],
        &[],
    ),
    (
        "work-after-forward",
        [
            r#"{"id": "l", "connectedTime": "2026-01-05T09:00:00.000Z", "afterCallWork": {"state": "skipped"}}"#,
            r#"{"id": "l", "connectedTime": "2026-01-05T09:00:00.000Z", "afterCallWork": {"state": "pending"}}"#,
        ],
        &[],
    ),
    (
        "work-after-forward",
        [
            r#"{"id": "l", "connectedTime": "2026-01-05T09:00:00.000Z", "afterCallWork": {"state": "skipped"}}"#,
            r#"{"id": "l", "connectedTime": "2026-01-05T09:00:00.000Z", "afterCallWork": {"state": "complete"}}"#,
        ],
        &[],
    ),
    (
        "work-after-forward",
        [
            r#"{"id": "l", "connectedTime": "2026-01-05T09:00:00.000Z", "afterCallWork": {"state": "complete"}}"#,
            r#"{"id": "l", "connectedTime": "2026-01-05T09:00:00.000Z", "afterCallWork": {"state": "skipped"}}"#,
        ],
        &[],
    ),
    (
        "work-after-forward",
        [
            r#"{"id": "l", "connectedTime": "2026-01-05T09:00:00.000Z", "afterCallWork": {"state": "pending"}}"#,
            r#"{"id": "l", "connectedTime": "2026-01-05T09:00:00.000Z", "afterCallWork": {"state": "notApplicable"}}"#,
        ],
        &[],
    ),
    (
        "participants-never-vanish",
        [
            r#"{"participants": [{"id": "p"}, {"id": "q"}]}"#,
            r#"{"participants": [{"id": "p"}]}"#,
        ],
        &[],
    ),
    (
        "participants-never-vanish",
        [
            r#"{"participants": [{"id": "p"}, {"id": "q"}]}"#,
            r#"{"participants": [{"id": "q"}, {"id": "r"}]}"#,
        ],
        &[],
    ),
    (
        "participants-never-vanish",
        [
            r#"{"participants": [{"id": "p", "messages": [{"id": "l"}]}, {"id": "q", "messages": []}]}"#,
            r#"{"participants": [{"id": "p", "messages": [{"id": "l"}]}]}"#,
        ],
        &[],
    ),
    (
        "participant-keeps-identity",
        [
            r#"{"participants": [{"id": "p", "purpose": "agent"}]}"#,
            r#"{"participants": [{"id": "p", "purpose": "acd"}]}"#,
        ],
        &[],
    ),
    (
        "participant-keeps-identity",
        [
            r#"{"participants": [{"id": "p", "purpose": "customer"}]}"#,
            r#"{"participants": [{"id": "p", "purpose": "external"}]}"#,
        ],
        &[],
    ),
    (
        "participant-keeps-identity",
        [
            r#"{"participants": [{"id": "p", "userId": "u"}]}"#,
            r#"{"participants": [{"id": "p", "userId": "v"}]}"#,
        ],
        &[],
    ),
    (
        "participant-keeps-identity",
        [
            r#"{"participants": [{"id": "p", "purpose": "acd", "name": "Sales"}]}"#,
            r#"{"participants": [{"id": "p", "purpose": "acd", "name": "Support"}]}"#,
        ],
        &[],
    ),
];

const ONE_QUEUED: &str = r#"{"messages": [{"messageId": "m", "messageStatus": "queued"}]}"#;
const ONE_SENT: &str = r#"{"messages": [{"messageId": "m", "messageStatus": "sent"}]}"#;
const ONE_DELIVERED: &str =
    r#"{"messages": [{"messageId": "m", "messageStatus": "delivery-success"}]}"#;
const ONE_UNDELIVERED: &str =
    r#"{"messages": [{"messageId": "m", "messageStatus": "delivery-failed"}]}"#;
const ONE_READ: &str = r#"{"messages": [{"messageId": "m", "messageStatus": "read"}]}"#;
const ONE_FAILED: &str = r#"{"messages": [{"messageId": "m", "messageStatus": "failed"}]}"#;
const ONE_REMOVED: &str = r#"{"messages": [{"messageId": "m", "messageStatus": "removed"}]}"#;

/// A leg from offer to end, one snapshot per event.
const LIFE: [&str; 7] = [
    r#"{"id": "l", "state": "alerting", "segments": [{"startTime": "2026-01-05T09:00:00.000Z", "type": "Alert"}],
        "startAlertingTime": "2026-01-05T09:00:00.000Z"}"#,
    r#"{"id": "l", "state": "connected", "held": false, "segments": [
        {"startTime": "2026-01-05T09:00:00.000Z", "endTime": "2026-01-05T09:00:05.000Z", "type": "Alert"},
        {"startTime": "2026-01-05T09:00:05.000Z", "type": "Interact"}],
        "startAlertingTime": "2026-01-05T09:00:00.000Z", "connectedTime": "2026-01-05T09:00:05.000Z"}"#,
    r#"{"id": "l", "state": "connected", "held": false, "segments": [
        {"startTime": "2026-01-05T09:00:00.000Z", "endTime": "2026-01-05T09:00:05.000Z", "type": "Alert"},
        {"startTime": "2026-01-05T09:00:05.000Z", "type": "Interact"}],
        "startAlertingTime": "2026-01-05T09:00:00.000Z", "connectedTime": "2026-01-05T09:00:05.000Z",
        "messages": [{"messageId": "m", "messageStatus": "queued"}]}"#,
    r#"{"id": "l", "state": "connected", "held": false, "segments": [
        {"startTime": "2026-01-05T09:00:00.000Z", "endTime": "2026-01-05T09:00:05.000Z", "type": "Alert"},
        {"startTime": "2026-01-05T09:00:05.000Z", "type": "Interact"}],
        "startAlertingTime": "2026-01-05T09:00:00.000Z", "connectedTime": "2026-01-05T09:00:05.000Z",
        "messages": [{"messageId": "m", "messageStatus": "sent"}]}"#,
    r#"{"id": "l", "state": "parked", "held": false, "segments": [
        {"startTime": "2026-01-05T09:00:00.000Z", "endTime": "2026-01-05T09:00:05.000Z", "type": "Alert"},
        {"startTime": "2026-01-05T09:00:05.000Z", "endTime": "2026-01-05T09:01:00.000Z", "type": "Interact"},
        {"startTime": "2026-01-05T09:01:00.000Z", "type": "Parked"}], "parkTime": "2026-01-05T09:01:00.000Z",
        "startAlertingTime": "2026-01-05T09:00:00.000Z", "connectedTime": "2026-01-05T09:00:05.000Z",
        "messages": [{"messageId": "m", "messageStatus": "sent"}]}"#,
    r#"{"id": "l", "state": "parked", "held": false, "segments": [
        {"startTime": "2026-01-05T09:00:00.000Z", "endTime": "2026-01-05T09:00:05.000Z", "type": "Alert"},
        {"startTime": "2026-01-05T09:00:05.000Z", "endTime": "2026-01-05T09:01:00.000Z", "type": "Interact"},
        {"startTime": "2026-01-05T09:01:00.000Z", "type": "Parked"}], "parkTime": "2026-01-05T09:01:00.000Z",
        "startAlertingTime": "2026-01-05T09:00:00.000Z", "connectedTime": "2026-01-05T09:00:05.000Z",
        "messages": [{"messageId": "m", "messageStatus": "delivery-success"}]}"#,
    r#"{"id": "l", "state": "disconnected", "held": false, "disconnectType": "transfer", "segments": [
        {"startTime": "2026-01-05T09:00:00.000Z", "endTime": "2026-01-05T09:00:05.000Z", "type": "Alert"},
        {"startTime": "2026-01-05T09:00:05.000Z", "endTime": "2026-01-05T09:01:00.000Z", "type": "Interact"},
        {"startTime": "2026-01-05T09:01:00.000Z", "endTime": "2026-01-05T09:02:00.000Z", "type": "Parked"}],
        "parkTime": "2026-01-05T09:01:00.000Z", "disconnectedTime": "2026-01-05T09:02:00.000Z",
        "startAlertingTime": "2026-01-05T09:00:00.000Z", "connectedTime": "2026-01-05T09:00:05.000Z",
        "messages": [{"messageId": "m", "messageStatus": "delivery-success"}]}"#,
];

#[test]
fn steps_that_break_succession_are_found_and_nothing_else() {
    let mut failures = Vec::new();
    for (rule, [before, after], others) in CASES {
        let mut expected = set(&[rule]);
        expected.extend(*others);
        let found = broken_in_sequence(&format!("[{before}, {after}]"));
        if found != expected {
            failures.push(format!(
                "{before} then {after}: found {found:?}, expected {expected:?}"
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    // Those of detail events have their cases in `of_views`, those of bodies in `spoken`.
    let of_snapshots = |rule: &&Rule| matches!(rule.scope, Scope::LegChange | Scope::Change);
    for rule in rules().filter(of_snapshots) {
        let count = CASES
            .iter()
            .filter(|(id, _, others)| *id == rule.id && others.is_empty())
            .count();
        assert!(
            count >= 3,
            "{} is broken alone by {count} sequences",
            rule.id
        );
    }
}

#[test]
fn a_delivery_that_fails_before_there_was_a_word_for_it_says_nothing() {
    assert_eq!(
        broken_in_sequence(&format!("[{ONE_SENT}, {ONE_FAILED}]")),
        set(&[])
    );
}

/// What each status of a message may become: an `f` breaks the documented order, an `o` the
/// inferred one.
///
/// An SMS is queued, sent, then delivered or not (documented). The rest is inferred: `published`
/// comes between sent and delivered, `read` after delivered, anything may be removed, a failed
/// sending or delivery stays, and nobody knows where a status that no release has belongs.
const STATUS_STEPS: &str = "
                 queued sent published delivery-success delivery-failed read failed removed received novel
queued           .      .    .         .                .               .    .      .       o        .
sent             f      .    .         .                .               .    .      .       o        .
published        o      o    .         .                .               .    o      .       o        .
delivery-success f      f    o         .                f               .    o      .       o        .
delivery-failed  f      f    o         f                .               o    o      o       o        .
read             o      o    o         o                o               .    o      .       o        .
failed           o      o    o         o                o               o    .      o       o        .
removed          o      o    o         o                o               o    o      .       o        .
received         o      o    o         o                o               o    o      .       .        .
novel            .      .    .         .                .               .    .      .       .        .
";

#[test]
fn a_status_becomes_what_the_table_allows_and_nothing_else() {
    let mut rows = STATUS_STEPS
        .lines()
        .skip(1)
        .map(|line| line.split_whitespace().collect::<Vec<_>>());
    let columns = rows.next().expect("a head");
    for row in rows {
        for (after, expected) in columns.iter().zip(&row[1..]) {
            let snapshots = [row[0], after].map(|status| {
                format!(r#"{{"id": "l", "messages": [{{"messageId": "m", "messageStatus": "{status}"}}]}}"#)
            });
            let expected = match *expected {
                "f" => set(&["message-status-forward"]),
                "o" => set(&["message-status-order"]),
                _ => set(&[]),
            };
            assert_eq!(
                broken_in_sequence(&format!("[{}]", snapshots.join(","))),
                expected,
                "{} then {after}",
                row[0]
            );
        }
    }
}

/// A rule that counted only what breaks it would be reported as never applied.
#[test]
fn legs_that_stay_hold_their_rule() {
    let payload = Capture::read(
        r#"[{"participants": [{"messages": [{"id": "l"}]}]},
        {"participants": [{"messages": [{"id": "l"}, {"id": "m"}]}]}]"#,
    )
    .expect("a payload");
    let verdict = verdicts_of_succession(&payload, None)
        .into_iter()
        .find(|(rule, _)| rule.id == "legs-never-vanish");
    assert_eq!(verdict.map(|(_, verdict)| verdict), Some(Verdict::Held));
}

/// The first segment that is another one makes the rest others too: one finding, after those that
/// stayed.
#[test]
fn the_first_segment_that_changed_is_named() {
    let leg = |kinds: [&str; 3]| {
        let segments = kinds.map(|kind| format!(r#"{{"type": "{kind}"}}"#));
        format!(
            r#"{{"participants": [{{"messages": [{{"id": "l", "segments": [{}]}}]}}]}}"#,
            segments.join(",")
        )
    };
    let places = |before: [&str; 3], after: [&str; 3]| {
        let report = reported(&[&leg(before), &leg(after)], Delivery::InOrder);
        let of_segments = report
            .findings
            .into_iter()
            .filter(|(_, finding)| finding.rule.id == "segments-only-close");
        of_segments
            .map(|(_, finding)| finding.path)
            .collect::<Vec<_>>()
    };
    let was = ["Alert", "Interact", "Hold"];
    assert_eq!(places(was, was), [""; 0]);
    let [first, last] =
        ["[0]", "[2]"].map(|place| format!("[1].participants[0].messages[0].segments{place}"));
    assert_eq!(places(was, ["Interact", "Hold", "Interact"]), [first]);
    assert_eq!(places(was, ["Alert", "Interact", "Parked"]), [last]);
}

#[test]
fn a_leg_by_itself_is_no_conversation_that_lost_the_others() {
    let conversation = r#"{"participants": [{"messages": [{"id": "l"}, {"id": "m"}]}]}"#;
    assert_eq!(
        broken_in_sequence(&format!(
            r#"[{conversation}, {{"id": "l", "messages": []}}]"#
        )),
        set(&[])
    );
    assert_eq!(
        broken_in_sequence(r#"[{"id": "l", "messages": []}, {"id": "m", "messages": []}]"#),
        set(&[])
    );
}

#[test]
fn a_life_in_order_says_nothing() {
    let report = reported(&LIFE, Delivery::InOrder);
    assert_eq!(
        (report.findings.len(), report.notes.len()),
        (0, 0),
        "{:?}",
        report.notes
    );
}

#[test]
fn a_life_in_any_order_is_put_in_order() {
    for shuffled in [
        [1, 0, 2, 3, 4, 5, 6],
        [6, 5, 4, 3, 2, 1, 0],
        [2, 4, 0, 6, 1, 3, 5],
    ] {
        let snapshots: Vec<&str> = shuffled.iter().map(|&number| LIFE[number]).collect();
        let report = reported(&snapshots, Delivery::Unordered);
        assert!(report.findings.is_empty(), "{:?}", report.findings);
        let restored: Vec<usize> = report.order.iter().map(|&place| shuffled[place]).collect();
        assert_eq!(restored, [0, 1, 2, 3, 4, 5, 6], "from {shuffled:?}");
        let late: Vec<usize> = report
            .notes
            .iter()
            .map(|note| shuffled[note.snapshot()])
            .collect();
        let expected: Vec<usize> = shuffled
            .iter()
            .enumerate()
            .filter(|(place, number)| shuffled[..*place].iter().any(|earlier| earlier > number))
            .map(|(_, number)| *number)
            .collect();
        assert_eq!(
            late, expected,
            "every snapshot behind a later one is late, and no other"
        );
    }
}

/// A leg in notifications, which show no segments: hold and parking, which go back and forth, show
/// only in their times.
const HELD_AND_PARKED: [&str; 6] = [
    r#"{"id": "l", "state": "connected", "held": false, "connectedTime": "2026-01-05T09:00:05.000Z"}"#,
    r#"{"id": "l", "state": "connected", "held": true, "connectedTime": "2026-01-05T09:00:05.000Z",
        "startHoldTime": "2026-01-05T09:01:00.000Z"}"#,
    r#"{"id": "l", "state": "parked", "held": false, "connectedTime": "2026-01-05T09:00:05.000Z",
        "parkTime": "2026-01-05T09:02:00.000Z"}"#,
    r#"{"id": "l", "state": "connected", "held": false, "connectedTime": "2026-01-05T09:00:05.000Z",
        "parkTime": "2026-01-05T09:02:00.000Z"}"#,
    r#"{"id": "l", "state": "parked", "held": false, "connectedTime": "2026-01-05T09:00:05.000Z",
        "parkTime": "2026-01-05T09:03:00.000Z"}"#,
    r#"{"id": "l", "state": "connected", "held": false, "connectedTime": "2026-01-05T09:00:05.000Z",
        "parkTime": "2026-01-05T09:03:00.000Z"}"#,
];

#[test]
fn holds_and_parkings_in_any_order_are_put_in_order() {
    for shuffled in permutations(HELD_AND_PARKED.len()) {
        let snapshots: Vec<&str> = shuffled
            .iter()
            .map(|&number| HELD_AND_PARKED[number])
            .collect();
        let report = reported(&snapshots, Delivery::Unordered);
        assert!(report.findings.is_empty(), "{:?}", report.findings);
        let restored: Vec<usize> = report.order.iter().map(|&place| shuffled[place]).collect();
        assert_eq!(restored, [0, 1, 2, 3, 4, 5], "from {shuffled:?}");
    }
}

/// Every order of the numbers up to `count`.
fn permutations(count: usize) -> Vec<Vec<usize>> {
    let Some(last) = count.checked_sub(1) else {
        return vec![Vec::new()];
    };
    let inserted = |shorter: Vec<usize>, place: usize| {
        [&shorter[..place], &[last], &shorter[place..]].concat()
    };
    permutations(last)
        .into_iter()
        .flat_map(|shorter| (0..count).map(move |place| inserted(shorter.clone(), place)))
        .collect()
}

#[test]
fn repetitions_are_named_and_break_nothing() {
    let snapshots = [LIFE[0], LIFE[1], LIFE[0], LIFE[2], LIFE[2], LIFE[1]];
    let report = reported(&snapshots, Delivery::Unordered);
    assert!(report.findings.is_empty());
    assert_eq!(report.order, [0, 1, 3]);
    let repeated = |snapshot, of| Note::Repeated { snapshot, of };
    assert_eq!(
        report.notes,
        [repeated(2, 0), repeated(4, 3), repeated(5, 1)]
    );
    assert_eq!(
        report.notes[0].to_string(),
        "repeated: snapshot 3 is snapshot 1 again"
    );
}

#[test]
fn what_a_missing_snapshot_leaves_behind_is_said() {
    let missing = |dropped: usize| {
        let snapshots: Vec<&str> = LIFE
            .iter()
            .enumerate()
            .filter(|(number, _)| *number != dropped)
            .map(|(_, snapshot)| *snapshot)
            .collect();
        let report = reported(&snapshots, Delivery::Unordered);
        assert!(report.findings.is_empty());
        report
            .notes
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    // There is nothing before the first and after the last, and a message may already be sent when
    // it is first seen.
    for silent in [0, 2, 6] {
        assert_eq!(missing(silent), [""; 0], "snapshot {silent}");
    }
    for named in [1, 3, 4, 5] {
        let between = format!("missing between snapshots {named} and {}", named + 1);
        assert_eq!(
            missing(named),
            [format!(
                "{between}: 1 of 2 changes at once, on one leg, at ."
            )],
            "snapshot {named}"
        );
    }
    let delivered_from_queued = reported(&[LIFE[2], LIFE[5]], Delivery::InOrder);
    assert_eq!(
        delivered_from_queued.notes[0].to_string(),
        "missing between snapshots 1 and 2: the message's sending: it is \"delivery-success\" \
         after \"queued\", at messages[0]"
    );
    let parked_from_alerting = reported(&[LIFE[0], LIFE[4]], Delivery::InOrder);
    let said: Vec<String> = parked_from_alerting
        .notes
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        said,
        [
            "missing between snapshots 1 and 2: the leg's connecting, at .",
            "missing between snapshots 1 and 2: 1 of 2 new segments, at ."
        ]
    );
}

#[test]
fn a_leg_that_is_first_seen_late_is_said() {
    let conversation =
        |legs: &str| format!(r#"{{"id": "c", "participants": [{{"messages": [{legs}]}}]}}"#);
    let customer = r#"{"id": "c1", "state": "connected"}"#;
    let cases = [
        (
            r#"{"id": "a1", "state": "disconnected"}"#,
            "the leg's life: it is first seen disconnected",
        ),
        (
            r#"{"id": "a1", "state": "connected", "initialState": "alerting"}"#,
            "the leg's alerting: it is first seen connected",
        ),
    ];
    for (leg, unseen) in cases {
        let report = reported(
            &[
                &conversation(customer),
                &conversation(&format!("{customer}, {leg}")),
            ],
            Delivery::InOrder,
        );
        let text =
            format!("missing between snapshots 1 and 2: {unseen}, at participants[0].messages[1]");
        assert_eq!(
            report
                .notes
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>(),
            [text]
        );
    }
}

#[test]
fn conversations_in_one_stream_are_told_apart() {
    let of = |id: &str, state: &str| format!(r#"{{"id": "{id}", "state": "{state}"}}"#);
    let snapshots = [
        of("a", "disconnected"),
        of("b", "connected"),
        of("a", "disconnected"),
        of("b", "alerting"),
    ];
    let texts: Vec<&str> = snapshots.iter().map(String::as_str).collect();
    let report = reported(&texts, Delivery::InOrder);
    let found: Vec<_> = report
        .findings
        .iter()
        .map(|(number, finding)| (*number, finding.rule.id))
        .collect();
    assert_eq!(found, [(3, "alerting-is-first")]);
}

/// Checking snapshots one by one gives the same as checking them all at once.
#[test]
fn a_stream_says_what_the_whole_says() {
    for (_, snapshots, _) in CASES {
        let whole = reported(snapshots, Delivery::InOrder);
        let mut sequence = Sequence::new(None);
        let mut streamed = SequenceReport::default();
        for snapshot in snapshots {
            let mut next = sequence.push(&Capture::read(*snapshot).expect("a payload"));
            streamed.findings.append(&mut next.findings);
            streamed.notes.append(&mut next.notes);
        }
        let ids = |report: &SequenceReport| -> Vec<_> {
            report
                .findings
                .iter()
                .map(|(number, finding)| (*number, finding.rule.id, finding.found.clone()))
                .collect()
        };
        assert_eq!(ids(&streamed), ids(&whole));
        assert_eq!(streamed.notes.len(), whole.notes.len());
    }
}

#[track_caller]
fn reported(snapshots: &[&str], delivery: Delivery) -> SequenceReport {
    let payload =
        Capture::read(format!("[{}]", snapshots.join(","))).expect("snapshots are payloads");
    check_sequence(&payload, delivery, None)
}

/// A conversation with legs of these identifiers and states.
fn with_legs(legs: &[(&str, &str)]) -> String {
    let legs: Vec<String> = legs
        .iter()
        .map(|(id, state)| format!(r#"{{"id": "{id}", "state": "{state}"}}"#))
        .collect();
    format!(
        r#"{{"id": "c", "participants": [{{"id": "p", "messages": [{}]}}]}}"#,
        legs.join(", ")
    )
}

fn broken_of(snapshots: &[String]) -> Vec<(usize, &'static str)> {
    let capture = format!("[{}]", snapshots.join(", "));
    let capture = Capture::read(&capture).expect("JSON");
    let report = check_sequence(&capture, Delivery::InOrder, None);
    let broken = |report: &SequenceReport| -> Vec<(usize, &'static str)> {
        let findings = report.findings.iter();
        findings.map(|(number, f)| (*number, f.rule.id)).collect()
    };
    assert_eq!(
        broken(&Sequence::new(None).push(&capture)),
        broken(&report),
        "one at a time as all at once"
    );
    let told: Vec<_> = verdicts_of_succession(&capture, None)
        .into_iter()
        .filter(|(_, verdict)| *verdict == Verdict::Broken)
        .map(|(rule, _)| rule.id)
        .collect();
    assert_eq!(
        set(&told),
        broken(&report).into_iter().map(|(_, id)| id).collect()
    );
    broken(&report)
}

/// What came back is compared with what it was, however long it was away, and once.
#[test]
fn a_leg_that_comes_back_goes_on_where_it_was() {
    let one = |state| with_legs(&[("a", state)]);
    let two = |a, b| with_legs(&[("a", a), ("b", b)]);
    let without = || with_legs(&[("b", "connected")]);
    let gone = (1, "legs-never-vanish");
    assert_eq!(
        broken_of(&[
            two("connected", "connected"),
            without(),
            two("alerting", "connected")
        ]),
        [gone, (2, "alerting-is-first")]
    );
    assert_eq!(
        broken_of(&[one("disconnected"), without(), without(), one("connected")]),
        [gone, (3, "disconnected-is-final"), (3, "legs-never-vanish")]
    );
    // The last state that was seen counts.
    assert_eq!(
        broken_of(&[
            one("alerting"),
            one("connected"),
            with_legs(&[]),
            one("alerting")
        ]),
        [(2, "legs-never-vanish"), (3, "alerting-is-first")]
    );
    assert_eq!(
        broken_of(&[
            one("alerting"),
            with_legs(&[]),
            one("connected"),
            one("disconnected")
        ]),
        [gone]
    );
    assert_eq!(
        broken_of(&[
            one("connected"),
            with_legs(&[]),
            one("connected"),
            one("alerting")
        ]),
        [gone, (3, "alerting-is-first")]
    );
}

/// What is kept for legs that come back has a limit, which no sequence passes.
#[test]
fn of_many_legs_that_go_the_latest_are_known() {
    let names: Vec<String> = (0..40).map(|number| format!("leg-{number}")).collect();
    let mut snapshots: Vec<String> = names
        .iter()
        .map(|name| with_legs(&[(name, "connected")]))
        .collect();
    snapshots.push(with_legs(&[("leg-0", "alerting"), ("leg-38", "alerting")]));
    let broken = broken_of(&snapshots);
    let alerting = broken.iter().filter(|(_, id)| *id == "alerting-is-first");
    assert_eq!(alerting.count(), 1);
}
