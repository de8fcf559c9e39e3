//! Rules for how flows and queues hand a contact on, and how legs follow each other's end.

use message_model::{DisconnectType, Evidence, MessageState, Timestamp};

use crate::contact::LegsOfMedium;
use crate::judge::{Judge, breach};
use crate::leg::Leg;
use crate::medium::{Medium, Role};
use crate::quote::shown;
use crate::rule::Rule;
use crate::rules::entry::{Check, Entry, MESSAGES, ROUTED, USUALLY};
use crate::source::{
    CALL_CONVERSATION, CALLBACK_CONVERSATION, CALLBACK_NOTIFICATION, CHAT_ANALYTICS, CHAT_LISTING,
    MESSAGE_ANALYTICS,
};
use crate::tolerance::{HAND_OVER, NO_ANSWER, NO_ANSWER_EARLIEST_MS, PEER_FOLLOW};

pub(super) static RULES: &[Entry] = &[
    Entry::new(
        Rule {
            id: "queue-hands-on-to-agent",
            tolerance: Some(&HAND_OVER),
            reason: "a queue's leg stays across failed offers and ends by transfer when an agent \
                     connects, or when a flow takes the contact out of it",
            evidence: Evidence::Observed,
            sources: &[
                &CALL_CONVERSATION,
                &CHAT_LISTING,
                &CALLBACK_NOTIFICATION,
                &MESSAGE_ANALYTICS,
            ],
            passes: r#"{"participants": [
                {"purpose": "acd", "messages": [{"state": "disconnected", "disconnectType": "transfer",
                 "disconnectedTime": "2026-01-05T09:00:00.000Z"}]},
                {"purpose": "agent", "messages": [{"state": "connected", "connectedTime": "2026-01-05T09:00:00.008Z"}]}]}"#,
            fails: r#"{"participants": [
                {"purpose": "acd", "messages": [{"state": "disconnected", "disconnectType": "transfer",
                 "disconnectedTime": "2026-01-05T09:00:00.000Z"}]},
                {"purpose": "agent", "messages": [{"state": "connected", "connectedTime": "2026-01-05T09:00:08.000Z"}]}]}"#,
            ..USUALLY
        },
        Check::Legs(queue_hands_on),
    ),
    Entry::new(
        Rule {
            id: "hand-on-is-transfer",
            tolerance: Some(&HAND_OVER),
            reason: "a flow's or queue's leg that hands on ends by transfer",
            evidence: Evidence::Observed,
            sources: &[
                &CALL_CONVERSATION,
                &CHAT_LISTING,
                &CALLBACK_NOTIFICATION,
                &MESSAGE_ANALYTICS,
            ],
            passes: r#"{"participants": [
                {"purpose": "workflow", "messages": [{"state": "disconnected", "disconnectType": "transfer",
                 "disconnectedTime": "2026-01-05T09:00:00.000Z"}]},
                {"purpose": "acd", "messages": [{"state": "connected", "connectedTime": "2026-01-05T09:00:00.032Z"}]}]}"#,
            fails: r#"{"participants": [
                {"purpose": "workflow", "messages": [{"state": "disconnected", "disconnectType": "system",
                 "disconnectedTime": "2026-01-05T09:00:00.000Z"}]},
                {"purpose": "acd", "messages": [{"state": "connected", "connectedTime": "2026-01-05T09:00:00.032Z"}]}]}"#,
            ..USUALLY
        },
        Check::Legs(hand_on_is_transfer),
    ),
    Entry::new(
        Rule {
            id: "flow-never-waits",
            media: &[Medium::Message, Medium::Chat, Medium::Call],
            reason: "a flow's or queue's leg never alerts or parks",
            evidence: Evidence::Observed,
            sources: &[&CALL_CONVERSATION, &CHAT_LISTING, &MESSAGE_ANALYTICS],
            passes: r#"{"participants": [{"purpose": "acd", "messages": [{"state": "connected"}]}]}"#,
            fails: r#"{"participants": [{"purpose": "acd", "messages": [{"state": "alerting"}]}]}"#,
            ..USUALLY
        },
        Check::Leg(never_waits),
    ),
    Entry::new(
        Rule {
            id: "peers-follow-client",
            media: ROUTED,
            tolerance: Some(&PEER_FOLLOW),
            reason: "when the customer ends the contact, the legs that end with it are ended by \
                     their peer",
            evidence: Evidence::Observed,
            sources: &[&MESSAGE_ANALYTICS, &CHAT_ANALYTICS],
            passes: r#"{"participants": [
                {"purpose": "customer", "messages": [{"state": "disconnected", "disconnectType": "client",
                 "disconnectedTime": "2026-01-05T09:00:00.000Z"}]},
                {"purpose": "agent", "messages": [{"state": "disconnected", "disconnectType": "peer",
                 "disconnectedTime": "2026-01-05T09:00:00.015Z"}]}]}"#,
            fails: r#"{"participants": [
                {"purpose": "customer", "messages": [{"state": "disconnected", "disconnectType": "client",
                 "disconnectedTime": "2026-01-05T09:00:00.000Z"}]},
                {"purpose": "agent", "messages": [{"state": "disconnected", "disconnectType": "timeout",
                 "disconnectedTime": "2026-01-05T09:00:00.015Z"}]}]}"#,
            ..USUALLY
        },
        Check::Legs(peers_follow),
    ),
    Entry::new(
        Rule {
            id: "peer-end-has-cause",
            tolerance: Some(&PEER_FOLLOW),
            reason: "a leg that its peer ended follows the end of another leg by some milliseconds",
            evidence: Evidence::Observed,
            sources: &[&CALL_CONVERSATION, &MESSAGE_ANALYTICS, &CHAT_ANALYTICS],
            passes: r#"{"participants": [
                {"purpose": "customer", "messages": [{"state": "disconnected", "disconnectType": "peer",
                 "disconnectedTime": "2026-01-05T09:00:00.015Z"}]},
                {"purpose": "agent", "messages": [{"state": "disconnected", "disconnectType": "client",
                 "disconnectedTime": "2026-01-05T09:00:00.000Z"}]}]}"#,
            fails: r#"{"participants": [
                {"purpose": "customer", "messages": [{"state": "disconnected", "disconnectType": "peer",
                 "disconnectedTime": "2026-01-05T09:00:15.000Z"}]},
                {"purpose": "agent", "messages": [{"state": "disconnected", "disconnectType": "client",
                 "disconnectedTime": "2026-01-05T09:00:00.000Z"}]}]}"#,
            ..USUALLY
        },
        Check::Legs(peer_has_cause),
    ),
    Entry::new(
        Rule {
            id: "no-answer-after-timeout",
            tolerance: Some(&NO_ANSWER),
            reason: "an unanswered offer that the platform ends has alerted for its timeout and \
                     100 to 250 ms more",
            evidence: Evidence::Observed,
            sources: &[&CHAT_LISTING, &CALLBACK_CONVERSATION],
            passes: r#"{"participants": [{"purpose": "agent", "startTime": "2026-01-05T09:00:00.000Z",
                "endTime": "2026-01-05T09:00:30.200Z", "alertingTimeoutMs": 30000, "messages": [{"state": "disconnected",
                "initialState": "alerting", "startAlertingTime": "2026-01-05T09:00:00.020Z", "disconnectType": "system",
                "disconnectedTime": "2026-01-05T09:00:30.200Z"}]}]}"#,
            fails: r#"{"participants": [{"purpose": "agent", "startTime": "2026-01-05T09:00:00.000Z",
                "endTime": "2026-01-05T09:00:12.000Z", "alertingTimeoutMs": 30000, "messages": [{"state": "disconnected",
                "initialState": "alerting", "startAlertingTime": "2026-01-05T09:00:00.020Z", "disconnectType": "system",
                "disconnectedTime": "2026-01-05T09:00:12.000Z"}]}]}"#,
            ..USUALLY
        },
        Check::Legs(no_answer),
    ),
    Entry::new(
        Rule {
            id: "no-conference-of-messages",
            media: MESSAGES,
            reason: "messages know blind transfers only: no consultation, no conference, no \
                     endpoint, no dialer",
            passes: r#"{"state": "disconnected", "disconnectType": "transfer", "disconnectedTime": "2026-01-05T09:00:00.000Z"}"#,
            fails: r#"{"state": "disconnected", "disconnectType": "transfer.consult",
                "disconnectedTime": "2026-01-05T09:00:00.000Z"}"#,
            ..USUALLY
        },
        Check::Leg(no_conference),
    ),
];

fn queue_hands_on(of_medium: &LegsOfMedium<'_, '_>, judge: &mut Judge<'_>) {
    let connects = sorted(of_medium, |leg| {
        if leg.role == Role::Agent {
            leg.connected_time
        } else {
            None
        }
    });
    let hand_ons = sorted(of_medium, |leg| {
        let hands_on = leg.disconnect_type == Some(DisconnectType::Transfer);
        leg.end().filter(|_| leg.role == Role::Flow && hands_on)
    });
    let agents = of_medium.legs.iter().any(|leg| leg.role == Role::Agent);
    for leg in of_medium.legs.iter().filter(|leg| leg.role == Role::Acd) {
        let (Some(ended), Some(DisconnectType::Transfer)) = (leg.end(), &leg.disconnect_type)
        else {
            continue;
        };
        let hands_on = any_within(&connects, ended, -HAND_OVER.ms, HAND_OVER.ms)
            || any_within(&hand_ons, ended, -HAND_OVER.ms, HAND_OVER.ms);
        // The agent may connect later than this document shows.
        let settled = of_medium
            .latest
            .is_some_and(|latest| latest.millis_since(ended) > HAND_OVER.ms);
        if !agents || (!hands_on && !settled) {
            continue;
        }
        judge.that(hands_on, || {
            let found = format!(
                "a queue's leg that ended by transfer at {ended}, and no agent who connected then"
            );
            breach(
                leg.property("disconnectedTime"),
                found,
                "an agent who connects, or a flow that hands on, when the queue's leg ends",
            )
        });
    }
}

fn hand_on_is_transfer(of_medium: &LegsOfMedium<'_, '_>, judge: &mut Judge<'_>) {
    let queues = sorted(of_medium, |leg| {
        if leg.role == Role::Acd {
            leg.begin()
        } else {
            None
        }
    });
    let agents = sorted(of_medium, |leg| {
        if leg.role == Role::Agent {
            leg.connected_time
        } else {
            None
        }
    });
    let customers = sorted(of_medium, |leg| {
        if leg.role == Role::Customer {
            leg.end()
        } else {
            None
        }
    });
    for leg in &of_medium.legs {
        let (Some(ended), Some(how)) = (leg.end(), &leg.disconnect_type) else {
            continue;
        };
        // The customer may leave at the moment of the hand-over.
        if *how == DisconnectType::Peer && any_within(&customers, ended, -PEER_FOLLOW.ms, 0) {
            continue;
        }
        let hands_on = match leg.role {
            Role::Flow => any_within(&queues, ended, -HAND_OVER.ms, HAND_OVER.ms),
            Role::Acd => any_within(&agents, ended, -HAND_OVER.ms, HAND_OVER.ms),
            Role::Customer | Role::Agent | Role::Other => false,
        };
        if !hands_on {
            continue;
        }
        judge.that(*how == DisconnectType::Transfer, || {
            let found = format!("{} on a leg that handed on at {ended}", shown(Some(how)));
            breach(leg.property("disconnectType"), found, "transfer")
        });
    }
}

fn never_waits(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    if !matches!(leg.role, Role::Flow | Role::Acd) {
        return;
    }
    for (name, state) in [("state", &leg.state), ("initialState", &leg.initial_state)] {
        let Some(state) = state else { continue };
        judge.that(
            !matches!(state, MessageState::Alerting | MessageState::Parked),
            || {
                breach(
                    leg.property(name),
                    shown(Some(state)),
                    "a flow or queue that is connected or disconnected",
                )
            },
        );
    }
}

fn peers_follow(of_medium: &LegsOfMedium<'_, '_>, judge: &mut Judge<'_>) {
    let ended_by_customer = sorted(of_medium, |leg| {
        let client = leg.disconnect_type == Some(DisconnectType::Client);
        if leg.role == Role::Customer && client {
            leg.end()
        } else {
            None
        }
    });
    for leg in of_medium.legs.iter().filter(|leg| leg.role.is_internal()) {
        let (Some(ended), Some(how)) = (leg.end(), &leg.disconnect_type) else {
            continue;
        };
        // A leg that ended at the same instant may have ended first.
        if !any_within(&ended_by_customer, ended, -PEER_FOLLOW.ms, -1) {
            continue;
        }
        judge.that(*how == DisconnectType::Peer, || {
            let found = format!(
                "{} at {ended}, just after the customer ended the contact",
                shown(Some(how))
            );
            breach(leg.property("disconnectType"), found, "peer")
        });
    }
}

fn peer_has_cause(of_medium: &LegsOfMedium<'_, '_>, judge: &mut Judge<'_>) {
    // A payload may omit the other participant.
    if of_medium.legs.len() < 2 {
        return;
    }
    let is_peer = |leg: &Leg<'_>| leg.disconnect_type == Some(DisconnectType::Peer);
    let causes = sorted(of_medium, |leg| if is_peer(leg) { None } else { leg.end() });
    for leg in of_medium.legs.iter().filter(|leg| is_peer(leg)) {
        let Some(ended) = leg.end() else { continue };
        judge.that(any_within(&causes, ended, -PEER_FOLLOW.ms, 0), || {
            let found = format!("\"peer\" at {ended}, and no other leg that ended just before");
            breach(
                leg.property("disconnectType"),
                found,
                "another leg whose end this one follows",
            )
        });
    }
}

fn no_answer(of_medium: &LegsOfMedium<'_, '_>, judge: &mut Judge<'_>) {
    for leg in &of_medium.legs {
        let Some((alerted_ms, timeout_ms)) = offer(leg) else {
            continue;
        };
        let beyond_ms = alerted_ms.saturating_sub(timeout_ms);
        if beyond_ms < NO_ANSWER_EARLIEST_MS && may_be_shut_down(leg, of_medium) {
            continue;
        }
        judge.that(
            (NO_ANSWER_EARLIEST_MS..=NO_ANSWER.ms).contains(&beyond_ms),
            || {
                let found = format!(
                    "ended by the platform after {alerted_ms} ms with an alerting timeout \
                                 of {timeout_ms} ms"
                );
                breach(
                    leg.property("disconnectedTime"),
                    found,
                    "100 to 250 ms after the timeout",
                )
            },
        );
    }
}

/// How long an unanswered offer that the platform ended has alerted, and its timeout.
fn offer(leg: &Leg<'_>) -> Option<(i64, i64)> {
    let alerted =
        leg.initial_state == Some(MessageState::Alerting) || leg.start_alerting_time.is_some();
    let timed_out =
        leg.disconnect_type == Some(DisconnectType::System) && leg.connected_time.is_none();
    let participant = leg.participant.filter(|_| alerted && timed_out)?;
    // Use the clock that the end is on, which `startAlertingTime` is not.
    let began = participant
        .start_time
        .or_else(|| leg.segments().first()?.start_time)?;
    let alerted_ms = leg.end()?.millis_since(began);
    Some((alerted_ms, participant.alerting_timeout_ms?))
}

/// Whether the whole conversation may have been shut down, by which all legs end alike: another
/// ended with this one, or the document was taken before it could.
fn may_be_shut_down(leg: &Leg<'_>, of_medium: &LegsOfMedium<'_, '_>) -> bool {
    let Some(ended) = leg.end() else { return false };
    let others = of_medium
        .legs
        .iter()
        .filter(|other| other.path() != leg.path());
    let follows =
        |time: Timestamp| (-PEER_FOLLOW.ms..=PEER_FOLLOW.ms).contains(&time.millis_since(ended));
    let is_last = of_medium.latest.is_none_or(follows);
    others.into_iter().any(|other| {
        let with_it = other.disconnect_type == Some(DisconnectType::System)
            && other.end().is_some_and(follows);
        with_it || (is_last && other.is_live())
    })
}

fn no_conference(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    let Some(how) = &leg.disconnect_type else {
        return;
    };
    let of_calls = matches!(
        how,
        DisconnectType::TransferConference
            | DisconnectType::TransferConsult
            | DisconnectType::Endpoint
            | DisconnectType::Uncallable
    );
    judge.that(!of_calls, || {
        breach(
            leg.property("disconnectType"),
            shown(Some(how)),
            "a reason that messages can end for",
        )
    });
}

/// The instants that `time` gives for the legs, sorted.
fn sorted<'c>(
    of_medium: &LegsOfMedium<'c, '_>,
    time: impl Fn(&'c Leg<'_>) -> Option<Timestamp>,
) -> Vec<Timestamp> {
    let mut times: Vec<Timestamp> = of_medium.legs.iter().filter_map(|leg| time(leg)).collect();
    times.sort_unstable();
    times
}

/// Whether one of the sorted instants is between `from_ms` and `to_ms` milliseconds after `at`.
fn any_within(sorted: &[Timestamp], at: Timestamp, from_ms: i64, to_ms: i64) -> bool {
    let first = sorted.partition_point(|time| time.millis_since(at) < from_ms);
    sorted
        .get(first)
        .is_some_and(|time| time.millis_since(at) <= to_ms)
}
