//! What `Delivery::Unordered` goes by: each thing that a conversation gains and never loses puts a
//! snapshot behind those without it, whichever arrived first.

use message_model::Capture;
use message_rules::{Delivery, check_sequence};

/// The places of the two snapshots in the order that is restored.
#[track_caller]
fn order(first: &str, second: &str) -> Vec<usize> {
    let payload = Capture::read(format!("[{first}, {second}]")).expect("snapshots are payloads");
    check_sequence(&payload, Delivery::Unordered, None).order
}

#[track_caller]
fn check_order(earlier: &str, later: &str) {
    assert_eq!(order(earlier, later), [0, 1], "{earlier} then {later}");
    assert_eq!(order(later, earlier), [1, 0], "{later} then {earlier}");
}

/// Checks two snapshots of one leg, given by properties.
#[track_caller]
fn check_leg(earlier: &str, later: &str) {
    let leg = |properties: &str| match properties {
        "" => r#"{"id": "l", "provider": "p"}"#.to_owned(),
        _ => format!(r#"{{"id": "l", "provider": "p", {properties}}}"#),
    };
    check_order(&leg(earlier), &leg(later));
}

#[test]
fn a_leg_goes_from_alerting_over_live_to_its_end() {
    check_leg(r#""state": "alerting""#, r#""state": "connected""#);
    check_leg(r#""state": "alerting""#, r#""state": "parked""#);
    check_leg(r#""state": "connected""#, r#""state": "disconnected""#);
    check_leg(r#""state": "parked""#, r#""state": "disconnected""#);
    check_leg(r#""state": "unheard-of""#, r#""state": "connected""#);
}

/// The instants are the same, so that only their presence tells.
#[test]
fn a_leg_gains_times() {
    let times = [
        "startAlertingTime",
        "connectedTime",
        "disconnectedTime",
        "parkTime",
    ];
    let at = |name: &str| format!(r#""{name}": "2026-01-05T09:00:00.000Z""#);
    for (place, name) in times.into_iter().enumerate() {
        check_leg("", &at(name));
        let other = at(times[(place + 1) % times.len()]);
        check_leg(&other, &format!("{}, {other}", at(name)));
    }
}

#[test]
fn a_message_goes_through_its_statuses() {
    let message = |status: &str| {
        format!(r#""messages": [{{"messageId": "m", "messageStatus": "{status}"}}]"#)
    };
    let course = [
        "queued",
        "sent",
        "published",
        "delivery-success",
        "read",
        "removed",
    ];
    for pair in course.windows(2) {
        check_leg(&message(pair[0]), &message(pair[1]));
    }
    for end in ["delivery-failed", "failed"] {
        check_leg(&message("published"), &message(end));
        check_leg(&message(end), &message("read"));
    }
    check_leg("", r#""messages": [{"messageId": "m"}]"#);
    check_leg(
        r#""messages": [{"messageId": "m"}]"#,
        r#""messages": [{"messageId": "m"}, {"messageId": "n"}]"#,
    );
    // A message more, though the one before has gone farther.
    check_leg(
        &message("sent"),
        r#""messages": [{"messageId": "m", "messageStatus": "sent"}, {"messageId": "n"}]"#,
    );
}

#[test]
fn a_leg_gains_segments_which_close() {
    check_leg("", r#""segments": [{"type": "Alert"}]"#);
    let closed = r#"{"type": "Alert", "endTime": "2026-01-05T09:00:00.000Z"}"#;
    let time = r#""connectedTime": "2026-01-05T09:00:00.000Z""#;
    check_leg(
        &format!(r#"{time}, "segments": [{{"type": "Alert"}}]"#),
        &format!(r#"{time}, "segments": [{closed}]"#),
    );
    check_leg(
        &format!(r#""segments": [{closed}]"#),
        &format!(r#""segments": [{closed}, {{"type": "Interact"}}]"#),
    );
}

#[test]
fn after_call_work_begins_and_ends() {
    let work = |state: &str| format!(r#""afterCallWork": {{"state": "{state}"}}"#);
    check_leg("", &work("pending"));
    check_leg(&work("pending"), &work("complete"));
    check_leg(&work("pending"), &work("skipped"));
    check_leg("", r#""wrapup": {"code": "c"}"#);
    check_leg(
        &work("pending"),
        &format!(r#"{}, "wrapup": {{"code": "c"}}"#, work("pending")),
    );
}

/// Parking and coming back leave all counts as they were.
#[test]
fn a_leg_comes_back_from_parking() {
    let parked =
        |state: &str| format!(r#""state": "{state}", "parkTime": "2026-01-05T09:00:00.000Z""#);
    check_leg(&parked("parked"), &parked("connected"));
}

/// Only the latest instant tells two holds apart.
#[test]
fn what_is_counted_the_same_goes_by_the_latest_time() {
    let held = |at: &str| {
        format!(r#""state": "connected", "startHoldTime": "2026-01-05T09:0{at}:00.000Z""#)
    };
    check_leg(&held("1"), &held("2"));
}

#[test]
fn participants_join_and_what_they_have_stays() {
    let conversation =
        |participants: &str| format!(r#"{{"id": "c", "participants": [{participants}]}}"#);
    check_order(&conversation("{}"), &conversation("{}, {}"));
    for time in [
        "startTime",
        "connectedTime",
        "endTime",
        "startAcwTime",
        "endAcwTime",
    ] {
        let with = format!(r#"{{"{time}": "2026-01-05T09:00:00.000Z"}}"#);
        check_order(&conversation("{}"), &conversation(&with));
    }
    check_order(
        &conversation("{}"),
        &conversation(r#"{"wrapup": {"code": "c"}}"#),
    );
    check_order(
        &conversation("{}"),
        &conversation(r#"{"messages": [{"id": "l"}]}"#),
    );
    let ended = r#"{"id": "c", "participants": [{}], "endTime": "2026-01-05T09:00:00.000Z"}"#;
    check_order(&conversation("{}"), ended);
    let both = r#"{"connectedTime": "2026-01-05T09:00:00.000Z"}"#;
    let more = r#"{"connectedTime": "2026-01-05T09:00:00.000Z", "wrapup": {"code": "c"}}"#;
    check_order(&conversation(both), &conversation(more));
}
