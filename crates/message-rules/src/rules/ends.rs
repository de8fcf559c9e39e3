//! Rules for the end of a leg: its disconnect type and disconnected time.

use message_model::Evidence;

use crate::judge::{Judge, breach};
use crate::leg::Leg;
use crate::quote::shown;
use crate::rule::{Rule, Severity};
use crate::rules::entry::{Check, Entry, USUALLY};
use crate::source::{CALL_CONVERSATION, CALLBACK_NOTIFICATION, CHAT_ARTICLE, CHAT_LISTING, SDK};

pub(super) static RULES: &[Entry] = &[
    Entry::new(
        Rule {
            id: "disconnect-type-before-end",
            severity: Severity::Must,
            reason: "disconnectType is null until the leg disconnects",
            evidence: Evidence::Documented,
            sources: &[&SDK],
            passes: r#"{"state": "connected"}"#,
            fails: r#"{"state": "connected", "disconnectType": "peer"}"#,
            ..USUALLY
        },
        Check::Leg(type_before_end),
    ),
    Entry::new(
        Rule {
            id: "disconnect-type-at-end",
            reason: "a leg that has disconnected says why",
            evidence: Evidence::Observed,
            sources: &[
                &CHAT_ARTICLE,
                &CALL_CONVERSATION,
                &CHAT_LISTING,
                &CALLBACK_NOTIFICATION,
            ],
            passes: r#"{"state": "disconnected", "disconnectType": "peer", "disconnectedTime": "2026-01-05T09:00:00.000Z"}"#,
            fails: r#"{"state": "disconnected", "disconnectedTime": "2026-01-05T09:00:00.000Z"}"#,
            ..USUALLY
        },
        Check::Leg(type_at_end),
    ),
    Entry::new(
        Rule {
            id: "disconnected-time-before-end",
            severity: Severity::Must,
            reason: "disconnectedTime is when the leg disconnected, so that one which has not \
                     lacks it",
            evidence: Evidence::Documented,
            sources: &[&SDK, &CHAT_LISTING, &CALLBACK_NOTIFICATION],
            passes: r#"{"state": "connected"}"#,
            fails: r#"{"state": "connected", "disconnectedTime": "2026-01-05T09:00:00.000Z"}"#,
            ..USUALLY
        },
        Check::Leg(time_before_end),
    ),
    Entry::new(
        Rule {
            id: "disconnected-time-at-end",
            reason: "a leg that has disconnected says when",
            evidence: Evidence::Observed,
            sources: &[
                &CHAT_ARTICLE,
                &CALL_CONVERSATION,
                &CHAT_LISTING,
                &CALLBACK_NOTIFICATION,
            ],
            passes: r#"{"state": "disconnected", "disconnectType": "peer", "disconnectedTime": "2026-01-05T09:00:00.000Z"}"#,
            fails: r#"{"state": "disconnected", "disconnectType": "peer"}"#,
            ..USUALLY
        },
        Check::Leg(time_at_end),
    ),
];

fn type_before_end(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    if !leg.is_live() {
        return;
    }
    judge.that(leg.disconnect_type.is_none(), || {
        let found = format!(
            "{} on a leg in state {}",
            shown(leg.disconnect_type.as_ref()),
            leg.state_shown()
        );
        breach(
            leg.property("disconnectType"),
            found,
            "no disconnectType until the leg disconnects",
        )
    });
}

fn type_at_end(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    if !leg.has_ended() {
        return;
    }
    judge.that(leg.disconnect_type.is_some(), || {
        let found = format!("none on a leg in state {}", leg.state_shown());
        breach(
            leg.property("disconnectType"),
            found,
            "the reason why it disconnected",
        )
    });
}

fn time_before_end(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    if !leg.is_live() {
        return;
    }
    judge.that(leg.disconnected_time.is_none(), || {
        let found = format!(
            "{} on a leg in state {}",
            shown(leg.disconnected_time),
            leg.state_shown()
        );
        breach(
            leg.property("disconnectedTime"),
            found,
            "no disconnectedTime until the leg disconnects",
        )
    });
}

fn time_at_end(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    if !leg.has_ended() {
        return;
    }
    judge.that(leg.disconnected_time.is_some(), || {
        let found = format!("none on a leg in state {}", leg.state_shown());
        breach(
            leg.property("disconnectedTime"),
            found,
            "the instant at which it disconnected",
        )
    });
}
