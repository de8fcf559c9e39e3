//! Folding notifications that come in any order.

use message_model::{Capture, Id, MessageState, MessageStatus};
use message_rules::{Fold, FoldedLeg};

/// A notification of one leg, with what it shows of it.
fn frame(leg: &str) -> String {
    format!(
        r#"{{"topicName": "v2.users.u.conversations", "eventBody": {{"id": "c", "participants": [
            {{"id": "p", "purpose": "agent", "messages": [{{"id": "l", {leg}}}]}}]}}}}"#
    )
}

/// The leg that is known after these notifications.
#[track_caller]
fn folded(frames: &[String]) -> FoldedLeg {
    let mut fold = Fold::default();
    for frame in frames {
        fold.push(&Capture::read(frame.as_str()).expect("a notification"));
    }
    let leg = fold.leg(Some(&Id::from("c")), &Id::from("l"));
    leg.expect("the notifications show it").clone()
}

const ALERTING: &str = r#""state": "alerting""#;
const CONNECTED: &str = r#""state": "connected", "held": false,
    "connectedTime": "2026-01-05T09:00:00.000Z""#;
const ENDED: &str = r#""state": "disconnected", "connectedTime": "2026-01-05T09:00:00.000Z",
    "disconnectedTime": "2026-01-05T09:05:00.000Z", "disconnectType": "client""#;

#[test]
fn the_order_of_arrival_does_not_matter() {
    let frames = [ALERTING, CONNECTED, ENDED].map(frame);
    for order in [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ] {
        let leg = folded(&order.map(|place| frames[place].clone()));
        assert_eq!(leg.state, Some(MessageState::Disconnected), "{order:?}");
        assert!(
            leg.connected_time.is_some() && leg.disconnect_type.is_some(),
            "{order:?}"
        );
        assert!(leg.uncertain.is_empty(), "{order:?}");
    }
}

#[test]
fn a_status_that_is_late_changes_nothing() {
    let with = |status: &str| {
        frame(&format!(
            r#"{CONNECTED}, "messages": [{{"messageId": "m", "messageStatus": "{status}"}}]"#
        ))
    };
    let leg = folded(&[with("delivery-success"), with("sent")]);
    assert_eq!(leg.messages[0].status, Some(MessageStatus::DeliverySuccess));
    assert!(leg.uncertain.is_empty());
    let leg = folded(&[with("delivery-success"), with("delivery-failed")]);
    assert_eq!(leg.uncertain, ["messageStatus"], "a message has one end");
}

#[test]
fn a_hold_that_may_be_over_is_uncertain_and_the_later_of_two_is_not() {
    let held = |since: &str| {
        let connected = CONNECTED.replace("false", "true");
        frame(&format!(
            r#"{connected}, "startHoldTime": "2026-01-05T{since}Z""#
        ))
    };
    let leg = folded(&[frame(CONNECTED), held("09:01:00.000")]);
    assert_eq!(leg.uncertain, ["held", "startHoldTime"]);
    assert_eq!(leg.held, Some(true), "what came last counts");
    let leg = folded(&[held("09:02:00.000"), held("09:01:00.000")]);
    assert!(leg.uncertain.is_empty());
    assert_eq!(leg.start_hold_time, "2026-01-05T09:02:00.000Z".parse().ok());
    let leg = folded(&[held("09:02:00.000"), frame(CONNECTED), frame(ENDED)]);
    assert!(
        leg.uncertain.is_empty(),
        "it is over, however the hold ended"
    );
}

#[test]
fn the_views_of_one_medium_and_detail_events_tell_of_the_same_leg() {
    let flat = r#"{"topicName": "v2.users.u.conversations.messages", "eventBody": {"id": "c",
        "participants": [{"id": "p", "purpose": "agent", "state": "connected",
            "connectedTime": "2026-01-05T09:00:00.000Z"}]}}"#;
    let event = r#"{"topicName": "v2.detail.events.conversation.c.user.end", "eventBody": {
        "conversationId": "c", "participantId": "p", "sessionId": "l", "eventTime": 1767603900000}}"#;
    let frames = [
        flat.to_owned(),
        frame(ALERTING),
        event.to_owned(),
        frame(CONNECTED),
    ];
    let leg = folded(&frames);
    assert_eq!(
        leg.state,
        Some(MessageState::Disconnected),
        "the event tells so"
    );
    assert_eq!(
        leg.disconnected_time,
        "2026-01-05T09:05:00.000Z".parse().ok()
    );
    assert!(leg.connected_time.is_some());
}
