//! Rules for the times of a leg: which ones it has, and in which order.

use message_model::{Evidence, MessageState, Timestamp};

use crate::judge::{Judge, breach};
use crate::leg::Leg;
use crate::medium::{Medium, Role};
use crate::quote::shown;
use crate::rule::{Rule, Severity};
use crate::rules::entry::{API, Check, Entry, NOTIFICATION, USUALLY, WITH_PARTICIPANT};
use crate::source::{
    CALL_CONVERSATION, CALLBACK_CONVERSATION, CALLBACK_NOTIFICATION, CHAT_ARTICLE,
    CHAT_CONVERSATION, CHAT_LISTING, SDK, SDK_NOTIFICATION,
};
use crate::tolerance::CLOCK_SKEW;

pub(super) static RULES: &[Entry] = &[
    Entry::new(
        Rule {
            id: "connected-time-while-alerting",
            reason: "connectedTime is when the leg connected, which one that still alerts has not",
            evidence: Evidence::Observed,
            sources: &[&SDK, &CALLBACK_CONVERSATION],
            passes: r#"{"state": "alerting"}"#,
            fails: r#"{"state": "alerting", "connectedTime": "2026-01-05T09:00:00.000Z"}"#,
            ..USUALLY
        },
        Check::Leg(connected_while_alerting),
    ),
    Entry::new(
        Rule {
            id: "connected-time-of-unanswered",
            views: WITH_PARTICIPANT,
            reason: "a leg has connectedTime if its participant has: offers that nobody answered \
                     have neither",
            evidence: Evidence::Observed,
            sources: &[&CHAT_LISTING, &CALLBACK_NOTIFICATION],
            passes: r#"{"participants": [{"endTime": "2026-01-05T09:00:30.000Z", "purpose": "agent", "messages": [
                {"state": "disconnected", "disconnectType": "client", "disconnectedTime": "2026-01-05T09:00:30.000Z"}]}]}"#,
            fails: r#"{"participants": [{"endTime": "2026-01-05T09:00:30.000Z", "purpose": "agent", "messages": [
                {"state": "disconnected", "disconnectType": "client", "connectedTime": "2026-01-05T09:00:00.000Z",
                 "disconnectedTime": "2026-01-05T09:00:30.000Z"}]}]}"#,
            ..USUALLY
        },
        Check::Leg(connected_of_unanswered),
    ),
    Entry::new(
        Rule {
            id: "start-alerting-time-when-alerted",
            views: API,
            reason: "a leg that began by alerting says when",
            evidence: Evidence::Observed,
            sources: &[&CALL_CONVERSATION, &CALLBACK_CONVERSATION],
            passes: r#"{"initialState": "alerting", "segments": [], "startAlertingTime": "2026-01-05T09:00:00.000Z"}"#,
            fails: r#"{"initialState": "alerting", "segments": []}"#,
            ..USUALLY
        },
        Check::Leg(alerting_time_when_alerted),
    ),
    Entry::new(
        Rule {
            id: "start-alerting-time-in-notification",
            severity: Severity::Must,
            views: NOTIFICATION,
            media: &[Medium::Message],
            reason: "the message leg of a notification has no startAlertingTime",
            evidence: Evidence::Documented,
            sources: &[&SDK_NOTIFICATION],
            passes: r#"{"eventBody": {"participants": [{"messages": [{"initialState": "alerting"}]}]}}"#,
            fails: r#"{"eventBody": {"participants": [{"messages": [{"initialState": "alerting",
                "startAlertingTime": "2026-01-05T09:00:00.000Z"}]}]}}"#,
            ..USUALLY
        },
        Check::Leg(alerting_time_in_notification),
    ),
    Entry::new(
        Rule {
            id: "start-alerting-time-without-alert",
            views: API,
            reason: "a leg that connected without alerting has no startAlertingTime",
            evidence: Evidence::Observed,
            sources: &[&CHAT_ARTICLE, &CHAT_LISTING, &CHAT_CONVERSATION],
            passes: r#"{"initialState": "connected", "segments": []}"#,
            fails: r#"{"initialState": "connected", "segments": [], "startAlertingTime": "2026-01-05T09:00:00.000Z"}"#,
            ..USUALLY
        },
        Check::Leg(alerting_time_without_alert),
    ),
    Entry::new(
        Rule {
            id: "leg-times-ordered",
            severity: Severity::Must,
            tolerance: Some(&CLOCK_SKEW),
            reason: "a leg alerts, connects and disconnects in this order, on clocks that differ \
                     a little",
            evidence: Evidence::Documented,
            sources: &[
                &SDK,
                &CHAT_ARTICLE,
                &CALL_CONVERSATION,
                &CHAT_LISTING,
                &CALLBACK_NOTIFICATION,
            ],
            passes: r#"{"connectedTime": "2026-01-05T09:00:00.007Z", "disconnectedTime": "2026-01-05T09:00:00.000Z"}"#,
            fails: r#"{"connectedTime": "2026-01-05T09:00:01.000Z", "disconnectedTime": "2026-01-05T09:00:00.000Z"}"#,
            ..USUALLY
        },
        Check::Leg(ordered),
    ),
    Entry::new(
        Rule {
            id: "connected-time-with-segment",
            views: API,
            tolerance: Some(&CLOCK_SKEW),
            reason: "a leg connects when its first segment of interaction begins",
            evidence: Evidence::Observed,
            sources: &[&CHAT_ARTICLE, &CALL_CONVERSATION, &CHAT_CONVERSATION],
            passes: r#"{"connectedTime": "2026-01-05T09:00:00.007Z",
                "segments": [{"type": "Interact", "startTime": "2026-01-05T09:00:00.000Z"}]}"#,
            fails: r#"{"connectedTime": "2026-01-05T09:00:01.000Z",
                "segments": [{"type": "Interact", "startTime": "2026-01-05T09:00:00.000Z"}]}"#,
            ..USUALLY
        },
        Check::Leg(connected_with_segment),
    ),
];

fn connected_while_alerting(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    if leg.state != Some(MessageState::Alerting) {
        return;
    }
    judge.that(leg.connected_time.is_none(), || {
        breach(
            leg.property("connectedTime"),
            shown(leg.connected_time),
            "no connectedTime on a leg that alerts",
        )
    });
}

fn connected_of_unanswered(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    let Some(participant) = leg.participant else {
        return;
    };
    // Some payloads omit a participant's times altogether.
    let has_times = participant.start_time.is_some() || participant.end_time.is_some();
    if !has_times || participant.connected_time.is_some() {
        return;
    }
    judge.that(leg.connected_time.is_none(), || {
        let found = format!(
            "{} on a leg of a participant without connectedTime",
            shown(leg.connected_time)
        );
        breach(
            leg.property("connectedTime"),
            found,
            "no connectedTime, as on the participant",
        )
    });
}

fn alerting_time_when_alerted(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    // Releases before 52 have neither `initialState` nor `startAlertingTime`, so a rule based on
    // the state would be too strict.
    if leg.initial_state != Some(MessageState::Alerting) {
        return;
    }
    judge.that(leg.start_alerting_time.is_some(), || {
        breach(
            leg.property("startAlertingTime"),
            "none on a leg that alerted".to_owned(),
            "when it began to alert",
        )
    });
}

fn alerting_time_in_notification(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    judge.that(leg.start_alerting_time.is_none(), || {
        let found = shown(leg.start_alerting_time);
        breach(
            leg.property("startAlertingTime"),
            found,
            "no startAlertingTime in a notification",
        )
    });
}

fn alerting_time_without_alert(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    if !began_without_alert(leg) {
        return;
    }
    judge.that(leg.start_alerting_time.is_none(), || {
        let found = format!(
            "{} on a leg that did not alert",
            shown(leg.start_alerting_time)
        );
        breach(
            leg.property("startAlertingTime"),
            found,
            "no startAlertingTime",
        )
    });
}

/// Whether the payload shows that the leg connected without alerting.
fn began_without_alert(leg: &Leg<'_>) -> bool {
    if let Some(initial) = &leg.initial_state {
        return *initial == MessageState::Connected;
    }
    if let Some(first) = leg.segments().first() {
        return first.r#type.as_deref() == Some("Interact");
    }
    match leg.role {
        // A customer who writes, a queue and a flow do not have to answer. Calls differ: they ring.
        Role::Customer | Role::Acd | Role::Flow => {
            matches!(leg.medium, Medium::Message | Medium::Chat)
        }
        Role::Agent | Role::Other => false,
    }
}

fn ordered(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    let times = [
        ("startAlertingTime", leg.start_alerting_time),
        ("connectedTime", leg.connected_time),
        ("disconnectedTime", leg.disconnected_time),
    ];
    let mut present = times
        .into_iter()
        .filter_map(|(name, time)| Some((name, time?)));
    let Some(mut earlier) = present.next() else {
        return;
    };
    for later in present {
        judge.that(earlier.1.millis_since(later.1) <= CLOCK_SKEW.ms, || {
            out_of_order(leg, earlier, later)
        });
        earlier = later;
    }
}

fn out_of_order(
    leg: &Leg<'_>,
    earlier: (&str, Timestamp),
    later: (&str, Timestamp),
) -> crate::judge::Breach {
    let found = format!(
        "{} {} is before {} {}",
        later.0, later.1, earlier.0, earlier.1
    );
    breach(
        leg.property(later.0),
        found,
        format!("{} not before {}", later.0, earlier.0),
    )
}

fn connected_with_segment(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    // A recorded call has segments of type IVR where other flows interact.
    let interacts = |kind: &str| matches!(kind, "Interact" | "IVR");
    let first = leg
        .segments()
        .iter()
        .find(|segment| segment.r#type.as_deref().is_some_and(interacts));
    let (Some(connected), Some(start)) = (
        leg.connected_time,
        first.and_then(|segment| segment.start_time),
    ) else {
        return;
    };
    let apart = connected.millis_since(start);
    judge.that((-CLOCK_SKEW.ms..=CLOCK_SKEW.ms).contains(&apart), || {
        let found = format!("{connected}, {apart} ms after the segment's start {start}");
        breach(
            leg.property("connectedTime"),
            found,
            "the start of the first segment of interaction",
        )
    });
}
