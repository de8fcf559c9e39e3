//! For every rule for documents, at least three documents that break it. Each is an edit of a legal
//! document, listed with everything that the rules must find in it.
//!
//! The expected sets are written by hand. Where an edit breaks more than the rule it is meant for,
//! the case lists the others. Rules that no edit breaks alone are listed in [`CANNOT_BREAK_ALONE`]
//! with the reason.

mod ended;
mod live;

use std::collections::BTreeMap;

use message_rules::{Verdict, check_as, rules, verdicts};

use crate::support::{Edit, broken, edited, set};

/// A rule, an edit, and the other rules that the edit breaks.
type Case<'a> = (&'static str, &'a [Edit<'a>], &'a [&'static str]);

/// Rules that no document breaks alone, and why.
const CANNOT_BREAK_ALONE: &[(&str, &str)] = &[];

/// Rules that can be broken only in a view that the legal conversations are not of;
/// [`crate::of_views`] breaks them.
pub(crate) const OF_OTHER_VIEWS: &[&str] = &[
    "start-alerting-time-in-notification",
    "peer-names-customer-leg",
    "acw-time-starts-at-end",
    "self-uri-in-notification",
    "detail-duration-not-negative",
    "answered-user-of-outcome",
    "body-status-of-direction",
    "receipt-names-its-message",
    "receipts-of-outbound",
    "receipt-reasons-of-failure",
    "body-status-of-receipts",
    "text-body-is-normalized-text",
    "body-agrees-with-normalized",
    "body-self-uri",
    "created-by-of-outbound",
    "open-inbound-has-sender",
    "session-id-unique",
    "session-segment-ends-after-start",
    "session-segments-contiguous",
    "session-alert-first-wrapup-last",
    "session-disconnect-type-at-end",
    "metric-of-segment",
    "metric-of-session",
    "metrics-add-up",
    "count-metric-is-one",
    "metrics-by-emission",
    "answer-metric-is-queue-wait",
    "analytics-participants-by-joining",
    "one-analytics-participant-per-user",
    "session-peer-is-of-contact",
    "analytics-conversation-spans-segments",
];

const ENDED: &str = include_str!("ended.json");
const LIVE: &str = include_str!("live.json");

#[test]
fn legal_conversations_break_nothing_and_exercise_nearly_everything() {
    let mut idle: Vec<&str> = Vec::new();
    let payloads = [ENDED, LIVE].map(|json| message_model::Capture::read(json).expect("a payload"));
    assert_eq!(broken(ENDED), set(&[]));
    assert_eq!(broken(LIVE), set(&[]));
    for (rule, verdict) in verdicts(&payloads[..], None) {
        if verdict == Verdict::NotApplicable {
            idle.push(rule.id);
        }
    }
    // No document is a notification, no leg is parked, and no customer ends the contact.
    assert_eq!(
        idle,
        [
            "start-alerting-time-in-notification",
            "park-time-when-parked",
            "peers-follow-client",
            "message-parts-of-sms",
            "peer-names-customer-leg",
            "acw-time-starts-at-end",
            "self-uri-in-notification",
            "detail-duration-not-negative",
            "answered-user-of-outcome",
            "body-status-of-direction",
            "receipt-names-its-message",
            "receipts-of-outbound",
            "receipt-reasons-of-failure",
            "body-status-of-receipts",
            "text-body-is-normalized-text",
            "body-agrees-with-normalized",
            "body-self-uri",
            "created-by-of-outbound",
            "open-inbound-has-sender",
            "session-id-unique",
            "session-segment-ends-after-start",
            "session-segments-contiguous",
            "session-alert-first-wrapup-last",
            "session-disconnect-type-at-end",
            "metric-of-segment",
            "metric-of-session",
            "metrics-add-up",
            "count-metric-is-one",
            "metrics-by-emission",
            "answer-metric-is-queue-wait",
            "analytics-participants-by-joining",
            "one-analytics-participant-per-user",
            "session-peer-is-of-contact",
            "analytics-conversation-spans-segments",
        ]
    );
}

#[test]
fn edits_of_an_ended_conversation_are_found_and_nothing_else() {
    check_cases(ENDED, &["C", "W", "Q", "N", "A"], ended::CASES);
}

#[test]
fn edits_of_a_live_conversation_are_found_and_nothing_else() {
    check_cases(LIVE, &["C", "Q", "A", "B"], live::CASES);
}

#[test]
fn an_alerting_time_in_a_notification_is_found() {
    for (leg, state) in [
        ("messages/0", "alerting"),
        ("messages/0", "connected"),
        ("messages/0", "disconnected"),
    ] {
        let json = format!(
            r#"{{"eventBody": {{"participants": [{{"messages": [{{"initialState": "{state}",
                "startAlertingTime": "2026-01-05T09:00:00.000Z"}}]}}]}}}}"#
        );
        assert_eq!(
            broken(&json),
            set(&["start-alerting-time-in-notification"]),
            "{leg} {state}"
        );
    }
    let leg = r#"{"startAlertingTime": "2026-01-05T09:00:00.000Z"}"#;
    assert_eq!(
        broken(leg),
        set(&[]),
        "a leg by itself that shows it is of the API"
    );
    let payload = message_model::Capture::read(leg).expect("a payload");
    let findings = check_as(&payload, Some(message_rules::View::Notification));
    assert_eq!(findings.len(), 1, "unless the caller knows better");
}

/// The customer leaves at the moment when an agent answers: the queue's leg is ended by its peer,
/// though it hands on.
#[test]
fn a_customer_may_leave_at_the_hand_over() {
    let handing_on = |how: &str, customer_left: &str| {
        let leg = |purpose: &str, how: &str, from: &str, to: &str| {
            format!(
                r#"{{"purpose": "{purpose}", "messages": [{{"state": "disconnected", "disconnectType": "{how}",
                    "connectedTime": "2026-01-05T{from}Z", "disconnectedTime": "2026-01-05T{to}Z"}}]}}"#
            )
        };
        let customer = leg("customer", "client", "09:00:00.000", customer_left);
        let queue = leg("acd", how, "09:00:00.300", "09:01:00.020");
        let agent = leg("agent", "peer", "09:01:00.010", "09:01:00.030");
        broken(&format!(
            r#"{{"participants": [{customer}, {queue}, {agent}]}}"#
        ))
    };
    assert_eq!(handing_on("peer", "09:01:00.000"), set(&[]));
    assert_eq!(
        handing_on("timeout", "09:01:00.000"),
        set(&["hand-on-is-transfer", "peers-follow-client"])
    );
    // Who left long before or after has nothing to do with it.
    assert!(handing_on("peer", "09:00:59.000").contains("hand-on-is-transfer"));
    assert!(handing_on("peer", "09:01:01.000").contains("hand-on-is-transfer"));
}

/// Only the end of the customer's leg makes the others follow, and only for a moment.
#[test]
fn who_ends_before_the_customer_or_long_after_follows_nobody() {
    let ending = |who_left: &str, how_left: &str, left: &str| {
        let leg = |purpose: &str, how: &str, to: &str| {
            format!(
                r#"{{"purpose": "{purpose}", "messages": [{{"state": "disconnected", "disconnectType": "{how}",
                    "connectedTime": "2026-01-05T09:00:00.000Z", "disconnectedTime": "2026-01-05T{to}Z"}}]}}"#
            )
        };
        let (left, agent) = (
            leg(who_left, how_left, left),
            leg("agent", "timeout", "09:01:00.000"),
        );
        broken(&format!(r#"{{"participants": [{left}, {agent}]}}"#)).contains("peers-follow-client")
    };
    assert!(ending("customer", "client", "09:00:59.999"));
    assert!(
        !ending("customer", "client", "09:01:00.000"),
        "at the same instant either may be first"
    );
    assert!(!ending("customer", "client", "09:01:00.001"));
    assert!(
        ending("customer", "client", "09:00:59.950"),
        "the longest that was seen, with some room"
    );
    assert!(!ending("customer", "client", "09:00:59.949"));
    assert!(
        !ending("customer", "timeout", "09:00:59.999"),
        "nobody left"
    );
    assert!(
        !ending("workflow", "client", "09:00:59.999"),
        "not the customer"
    );
}

/// A document that was taken right after the transfer need not show the agent yet who takes over.
#[test]
fn a_queue_may_wait_for_its_agent_as_long_as_hand_overs_last() {
    let found = |seen_at: &str| {
        let leg = |purpose: &str, how: &str, from: &str, to: &str| {
            format!(
                r#"{{"purpose": "{purpose}", "messages": [{{"state": "disconnected", "disconnectType": "{how}",
                    "connectedTime": "2026-01-05T{from}Z", "disconnectedTime": "2026-01-05T{to}Z"}}]}}"#
            )
        };
        let queue = leg("acd", "transfer", "09:00:00.300", "09:01:00.000");
        let agent = leg("agent", "system", "09:00:30.000", seen_at);
        broken(&format!(r#"{{"participants": [{queue}, {agent}]}}"#))
            .contains("queue-hands-on-to-agent")
    };
    assert!(!found("09:01:00.100"));
    assert!(found("09:01:00.101"));
}

/// A live leg shows on the other clock how late it is: both tolerances add up.
#[test]
fn a_live_leg_may_outlast_the_customer_by_a_moment_on_either_clock() {
    let found = |held_at: &str| {
        let customer = r#"{"purpose": "customer", "messages": [{"state": "disconnected", "disconnectType": "client",
            "connectedTime": "2026-01-05T09:00:00.000Z", "disconnectedTime": "2026-01-05T09:01:00.000Z"}]}"#;
        let agent = format!(
            r#"{{"purpose": "agent", "messages": [{{"state": "connected", "connectedTime": "2026-01-05T09:00:10.000Z",
                "startHoldTime": "2026-01-05T{held_at}Z"}}]}}"#
        );
        broken(&format!(r#"{{"participants": [{customer}, {agent}]}}"#))
            .contains("customer-leg-spans-contact")
    };
    assert!(!found("09:01:00.150"));
    assert!(found("09:01:00.151"));
}

#[test]
fn every_rule_breaks_in_three_ways_and_once_alone() {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (rule, _, others) in ended::CASES.iter().chain(live::CASES) {
        let (all, alone) = counts.entry(rule).or_default();
        *all += 1;
        *alone += usize::from(others.is_empty());
    }
    for rule in
        rules().filter(|rule| !rule.is_of_succession() && !OF_OTHER_VIEWS.contains(&rule.id))
    {
        let (all, alone) = counts.get(rule.id).copied().unwrap_or_default();
        assert!(all >= 3, "{} is broken by {all} documents", rule.id);
        let excused = CANNOT_BREAK_ALONE.iter().any(|(id, _)| *id == rule.id);
        assert_eq!(
            alone == 0,
            excused,
            "{} is broken alone by {alone} documents",
            rule.id
        );
    }
}

#[track_caller]
fn check_cases(base: &str, legs: &[&str], cases: &[Case<'_>]) {
    let mut failures = Vec::new();
    for (rule, edits, others) in cases {
        let pointers: Vec<String> = edits
            .iter()
            .map(|(pointer, _)| expanded(pointer, legs))
            .collect();
        let edits: Vec<Edit<'_>> = pointers
            .iter()
            .zip(*edits)
            .map(|(pointer, (_, value))| (pointer.as_str(), *value))
            .collect();
        let mut expected = set(&[rule]);
        expected.extend(*others);
        let found = broken(&edited(base, &edits));
        if found != expected {
            failures.push(format!(
                "{rule} by {edits:?}: found {found:?}, expected {expected:?}"
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Expands `A/state` to a JSON pointer, or `A^/endTime` to one into the participant.
fn expanded(pointer: &str, legs: &[&str]) -> String {
    for (number, name) in legs.iter().enumerate() {
        let Some(rest) = pointer.strip_prefix(name) else {
            continue;
        };
        return match rest.strip_prefix('^') {
            Some(of_participant) => format!("/participants/{number}{of_participant}"),
            None => format!("/participants/{number}/messages/0{rest}"),
        };
    }
    pointer.to_owned()
}
