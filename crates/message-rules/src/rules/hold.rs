//! Rules for hold. For messaging, the platform counts an agent's work on other interactions as hold
//! (documented).

use message_model::{Evidence, MessageState};

use crate::judge::{Judge, breach};
use crate::leg::Leg;
use crate::quote::shown;
use crate::rule::{Rule, Severity};
use crate::rules::entry::{Check, Entry, USUALLY};
use crate::source::{
    CALL_CONVERSATION, CALLBACK_NOTIFICATION, CHAT_ARTICLE, CHAT_LISTING, CONCLUSION, SDK,
};

pub(super) static RULES: &[Entry] = &[
    Entry::new(
        Rule {
            id: "start-hold-time-while-held",
            reason: "startHoldTime is set while the leg is on hold",
            sources: &[&SDK, &CONCLUSION],
            passes: r#"{"state": "connected", "held": true, "startHoldTime": "2026-01-05T09:00:00.000Z"}"#,
            fails: r#"{"state": "connected", "held": true}"#,
            ..USUALLY
        },
        Check::Leg(start_while_held),
    ),
    Entry::new(
        Rule {
            id: "start-hold-time-without-hold",
            severity: Severity::Must,
            reason: "startHoldTime is when the leg was placed on hold, if it currently is",
            evidence: Evidence::Documented,
            sources: &[
                &SDK,
                &CHAT_ARTICLE,
                &CALL_CONVERSATION,
                &CHAT_LISTING,
                &CALLBACK_NOTIFICATION,
            ],
            passes: r#"{"state": "connected", "held": false}"#,
            fails: r#"{"state": "connected", "held": false, "startHoldTime": "2026-01-05T09:00:00.000Z"}"#,
            ..USUALLY
        },
        Check::Leg(start_without_hold),
    ),
    Entry::new(
        Rule {
            id: "held-while-connected",
            reason: "only a leg that is connected can be on hold: not one that alerts or is parked",
            sources: &[&SDK, &CONCLUSION],
            passes: r#"{"state": "connected", "held": true, "startHoldTime": "2026-01-05T09:00:00.000Z"}"#,
            fails: r#"{"state": "alerting", "held": true, "startHoldTime": "2026-01-05T09:00:00.000Z"}"#,
            ..USUALLY
        },
        Check::Leg(held_while_connected),
    ),
    Entry::new(
        Rule {
            id: "held-after-end",
            reason: "a leg that has disconnected is not on hold, also when it ended while it was",
            evidence: Evidence::Observed,
            sources: &[
                &CHAT_ARTICLE,
                &CALL_CONVERSATION,
                &CHAT_LISTING,
                &CALLBACK_NOTIFICATION,
            ],
            passes: r#"{"state": "disconnected", "held": false, "disconnectType": "peer",
                "disconnectedTime": "2026-01-05T09:00:00.000Z"}"#,
            fails: r#"{"state": "disconnected", "held": true, "startHoldTime": "2026-01-05T08:59:00.000Z",
                "disconnectType": "peer", "disconnectedTime": "2026-01-05T09:00:00.000Z"}"#,
            ..USUALLY
        },
        Check::Leg(held_after_end),
    ),
];

fn start_while_held(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    if leg.held != Some(true) {
        return;
    }
    judge.that(leg.start_hold_time.is_some(), || {
        breach(
            leg.property("startHoldTime"),
            "none on a leg with held true".to_owned(),
            "when the hold began",
        )
    });
}

fn start_without_hold(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    if leg.held != Some(false) {
        return;
    }
    judge.that(leg.start_hold_time.is_none(), || {
        let found = format!("{} on a leg with held false", shown(leg.start_hold_time));
        breach(
            leg.property("startHoldTime"),
            found,
            "no startHoldTime while nothing is held",
        )
    });
}

fn held_while_connected(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    let Some(state) = &leg.state else { return };
    if leg.held != Some(true) || !leg.is_live() {
        return;
    }
    judge.that(*state == MessageState::Connected, || {
        breach(
            leg.property("held"),
            format!("true on a leg in state {}", leg.state_shown()),
            "false unless connected",
        )
    });
}

fn held_after_end(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    let (true, Some(held)) = (leg.has_ended(), leg.held) else {
        return;
    };
    judge.that(!held, || {
        breach(
            leg.property("held"),
            format!("true on a leg in state {}", leg.state_shown()),
            "false after the end",
        )
    });
}
