//! Rules for the segments of a leg: their order, and how each ends.

use message_model::{Evidence, Segment};

use crate::judge::{Breach, Judge, breach};
use crate::leg::Leg;
use crate::quote::{quoted, shown};
use crate::rule::{Rule, Severity};
use crate::rules::entry::{API, Check, Entry, USUALLY};
use crate::source::{
    CALL_CONVERSATION, CALLBACK_CONVERSATION, CHAT_ANALYTICS, CHAT_ARTICLE, CHAT_CONVERSATION,
    MESSAGE_ANALYTICS, SDK,
};

pub(super) static RULES: &[Entry] = &[
    Entry::new(
        Rule {
            id: "segment-ends-after-start",
            severity: Severity::Must,
            views: API,
            reason: "a segment is the span from startTime to endTime, on one clock",
            evidence: Evidence::Documented,
            sources: &[&SDK, &CHAT_ARTICLE, &CALL_CONVERSATION],
            passes: r#"{"segments": [{"startTime": "2026-01-05T09:00:00.000Z", "endTime": "2026-01-05T09:00:00.000Z"}]}"#,
            fails: r#"{"segments": [{"startTime": "2026-01-05T09:00:01.000Z", "endTime": "2026-01-05T09:00:00.000Z"}]}"#,
            ..USUALLY
        },
        Check::Leg(ends_after_start),
    ),
    Entry::new(
        Rule {
            id: "segments-contiguous",
            views: API,
            reason: "each segment begins at the very instant at which the one before it ended",
            evidence: Evidence::Observed,
            sources: &[&CALL_CONVERSATION, &MESSAGE_ANALYTICS, &CHAT_ANALYTICS],
            passes: ALERT_THEN_INTERACT,
            fails: r#"{"segments": [
                {"startTime": "2026-01-05T09:00:00.000Z", "endTime": "2026-01-05T09:00:05.000Z", "type": "Alert"},
                {"startTime": "2026-01-05T09:00:05.001Z", "type": "Interact"}]}"#,
            ..USUALLY
        },
        Check::Leg(contiguous),
    ),
    Entry::new(
        Rule {
            id: "alert-first-and-once",
            views: API,
            reason: "a leg alerts at its beginning and never again",
            evidence: Evidence::Observed,
            sources: &[&CALL_CONVERSATION, &MESSAGE_ANALYTICS, &CHAT_ANALYTICS],
            passes: ALERT_THEN_INTERACT,
            fails: r#"{"segments": [
                {"startTime": "2026-01-05T09:00:00.000Z", "endTime": "2026-01-05T09:00:05.000Z", "type": "Interact"},
                {"startTime": "2026-01-05T09:00:05.000Z", "type": "Alert"}]}"#,
            ..USUALLY
        },
        Check::Leg(alert_first),
    ),
    Entry::new(
        Rule {
            id: "segments-alternate",
            views: API,
            reason: "interaction and hold alternate, so that no two segments of one type follow \
                     each other",
            evidence: Evidence::Observed,
            sources: &[&MESSAGE_ANALYTICS, &CHAT_ANALYTICS],
            passes: r#"{"segments": [
                {"startTime": "2026-01-05T09:00:00.000Z", "endTime": "2026-01-05T09:00:05.000Z", "type": "Interact"},
                {"startTime": "2026-01-05T09:00:05.000Z", "type": "Hold"}]}"#,
            fails: r#"{"segments": [
                {"startTime": "2026-01-05T09:00:00.000Z", "endTime": "2026-01-05T09:00:05.000Z", "type": "Interact"},
                {"startTime": "2026-01-05T09:00:05.000Z", "type": "Interact"}]}"#,
            ..USUALLY
        },
        Check::Leg(alternate),
    ),
    Entry::new(
        Rule {
            id: "how-ended-names-next",
            views: API,
            reason: "howEnded names the type of the next segment, or Disconnect on the last; it \
                     may be missing",
            evidence: Evidence::Observed,
            sources: &[
                &CHAT_ARTICLE,
                &CALL_CONVERSATION,
                &CALLBACK_CONVERSATION,
                &CHAT_CONVERSATION,
            ],
            passes: r#"{"segments": [
                {"startTime": "2026-01-05T09:00:00.000Z", "endTime": "2026-01-05T09:00:05.000Z", "type": "Alert",
                 "howEnded": "Interact"},
                {"startTime": "2026-01-05T09:00:05.000Z", "type": "Interact"}]}"#,
            fails: r#"{"segments": [
                {"startTime": "2026-01-05T09:00:00.000Z", "endTime": "2026-01-05T09:00:05.000Z", "type": "Alert",
                 "howEnded": "Hold"},
                {"startTime": "2026-01-05T09:00:05.000Z", "type": "Interact"}]}"#,
            ..USUALLY
        },
        Check::Leg(how_ended),
    ),
    Entry::new(
        Rule {
            id: "segment-disconnect-type-at-disconnect",
            views: API,
            reason: "only a segment that ended by Disconnect has a disconnectType",
            evidence: Evidence::Observed,
            sources: &[&CHAT_ARTICLE, &CALL_CONVERSATION, &CHAT_CONVERSATION],
            passes: r#"{"segments": [{"startTime": "2026-01-05T09:00:00.000Z", "endTime": "2026-01-05T09:00:05.000Z",
                "howEnded": "Disconnect", "disconnectType": "peer"}]}"#,
            fails: r#"{"segments": [{"startTime": "2026-01-05T09:00:00.000Z", "endTime": "2026-01-05T09:00:05.000Z",
                "howEnded": "Interact", "disconnectType": "peer"}, {"startTime": "2026-01-05T09:00:05.000Z",
                "type": "Interact"}]}"#,
            ..USUALLY
        },
        Check::Leg(type_at_disconnect),
    ),
    Entry::new(
        Rule {
            id: "segment-disconnect-type-of-leg",
            views: API,
            reason: "the segment that ended by Disconnect has the disconnectType of the leg",
            evidence: Evidence::Observed,
            sources: &[&CHAT_ARTICLE, &CALL_CONVERSATION, &CHAT_CONVERSATION],
            passes: r#"{"state": "disconnected", "disconnectType": "peer", "disconnectedTime": "2026-01-05T09:00:05.000Z",
                "segments": [{"startTime": "2026-01-05T09:00:00.000Z", "endTime": "2026-01-05T09:00:05.000Z",
                "howEnded": "Disconnect", "disconnectType": "peer"}]}"#,
            fails: r#"{"state": "disconnected", "disconnectType": "peer", "disconnectedTime": "2026-01-05T09:00:05.000Z",
                "segments": [{"startTime": "2026-01-05T09:00:00.000Z", "endTime": "2026-01-05T09:00:05.000Z",
                "howEnded": "Disconnect", "disconnectType": "client"}]}"#,
            ..USUALLY
        },
        Check::Leg(type_of_leg),
    ),
    Entry::new(
        Rule {
            id: "last-segment-ends-with-leg",
            views: API,
            reason: "the last segment ends at the leg's disconnectedTime; an unanswered offer may \
                     leave its Alert open",
            evidence: Evidence::Observed,
            sources: &[
                &CHAT_ARTICLE,
                &CALL_CONVERSATION,
                &CALLBACK_CONVERSATION,
                &CHAT_CONVERSATION,
            ],
            passes: r#"{"state": "disconnected", "disconnectType": "peer", "disconnectedTime": "2026-01-05T09:00:05.000Z",
                "segments": [{"startTime": "2026-01-05T09:00:00.000Z", "endTime": "2026-01-05T09:00:05.000Z"}]}"#,
            fails: r#"{"state": "disconnected", "disconnectType": "peer", "disconnectedTime": "2026-01-05T09:00:05.000Z",
                "segments": [{"startTime": "2026-01-05T09:00:00.000Z", "endTime": "2026-01-05T09:00:04.000Z"}]}"#,
            ..USUALLY
        },
        Check::Leg(ends_with_leg),
    ),
    Entry::new(
        Rule {
            id: "last-segment-open-while-live",
            views: API,
            reason: "the last segment of a live leg is still open",
            passes: r#"{"state": "connected", "segments": [{"startTime": "2026-01-05T09:00:00.000Z"}]}"#,
            fails: r#"{"state": "connected", "segments": [{"startTime": "2026-01-05T09:00:00.000Z",
                "endTime": "2026-01-05T09:00:05.000Z"}]}"#,
            ..USUALLY
        },
        Check::Leg(open_while_live),
    ),
    Entry::new(
        Rule {
            id: "alert-ends-with-leg",
            severity: Severity::Note,
            views: API,
            reason: "a leg or participant that is gone has no open segment; one real payload left \
                     the Alert of a missed offer open",
            evidence: Evidence::Observed,
            sources: &[
                &CALL_CONVERSATION,
                &CHAT_CONVERSATION,
                &CALLBACK_CONVERSATION,
            ],
            passes: r#"{"state": "disconnected", "disconnectType": "system", "disconnectedTime": "2026-01-05T09:00:30.000Z",
                "segments": [{"startTime": "2026-01-05T09:00:00.000Z", "endTime": "2026-01-05T09:00:30.000Z", "type": "Alert"}]}"#,
            fails: r#"{"state": "disconnected", "disconnectType": "system", "disconnectedTime": "2026-01-05T09:00:30.000Z",
                "segments": [{"startTime": "2026-01-05T09:00:00.000Z", "type": "Alert"}]}"#,
            ..USUALLY
        },
        Check::Leg(closed_at_end),
    ),
    Entry::new(
        Rule {
            id: "open-segment-how-ended",
            severity: Severity::Note,
            views: API,
            reason: "a segment that has not ended does not say how it ended; one real payload has \
                     howEnded without endTime",
            evidence: Evidence::Observed,
            sources: &[
                &CALL_CONVERSATION,
                &CHAT_CONVERSATION,
                &CALLBACK_CONVERSATION,
            ],
            passes: r#"{"segments": [{"startTime": "2026-01-05T09:00:00.000Z", "type": "Alert"}]}"#,
            fails: r#"{"segments": [{"startTime": "2026-01-05T09:00:00.000Z", "type": "Alert", "howEnded": "Disconnect"}]}"#,
            ..USUALLY
        },
        Check::Leg(open_says_how),
    ),
];

const ALERT_THEN_INTERACT: &str = r#"{"segments": [
            {"startTime": "2026-01-05T09:00:00.000Z", "endTime": "2026-01-05T09:00:05.000Z", "type": "Alert"},
            {"startTime": "2026-01-05T09:00:05.000Z", "type": "Interact"}]}"#;

fn ends_after_start(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    for (index, segment) in segments(leg) {
        let (Some(start), Some(end)) = (segment.start_time, segment.end_time) else {
            continue;
        };
        judge.that(end >= start, || {
            at(
                leg,
                index,
                "endTime",
                format!("endTime {end} is before startTime {start}"),
                "an end not before the start",
            )
        });
    }
}

fn contiguous(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    for (index, segment, next) in pairs(leg) {
        let Some(start) = next.start_time else {
            continue;
        };
        judge.that(segment.end_time == Some(start), || match segment.end_time {
            Some(end) => {
                let found = format!("startTime {start} after a segment that ended at {end}");
                at(
                    leg,
                    index + 1,
                    "startTime",
                    found,
                    "the end of the segment before it",
                )
            }
            None => {
                let found = "none on a segment that another one follows".to_owned();
                at(
                    leg,
                    index,
                    "endTime",
                    found,
                    "the start of the segment after it",
                )
            }
        });
    }
}

fn alert_first(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    for (index, segment) in segments(leg) {
        if segment.r#type.as_deref() != Some("Alert") {
            continue;
        }
        judge.that(index == 0, || {
            let found = format!("\"Alert\" as segment number {}", index + 1);
            at(leg, index, "type", found, "Alert as the first segment only")
        });
    }
}

fn alternate(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    for (index, segment, next) in pairs(leg) {
        let (Some(kind), Some(next_kind)) = (&segment.r#type, &next.r#type) else {
            continue;
        };
        // Alert after Alert is left to the rule about alerts; nothing is known about System and
        // others.
        if !matches!(kind.as_str(), "Interact" | "Hold" | "Parked") {
            continue;
        }
        judge.that(kind != next_kind, || {
            let found = format!("{} after {}", quoted(next_kind), quoted(kind));
            at(
                leg,
                index + 1,
                "type",
                found,
                "another type than that of the segment before it",
            )
        });
    }
}

fn how_ended(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    for (index, segment, next) in pairs(leg) {
        let (Some(how), Some(next_kind)) = (&segment.how_ended, &next.r#type) else {
            continue;
        };
        judge.that(how == next_kind, || {
            let found = format!(
                "{} before a segment of type {}",
                quoted(how),
                quoted(next_kind)
            );
            at(
                leg,
                index,
                "howEnded",
                found,
                "the type of the next segment",
            )
        });
    }
    let Some((index, last)) = last(leg) else {
        return;
    };
    let Some(how) = &last.how_ended else { return };
    // An open segment has not ended, yet one was observed with `Disconnect`.
    if last.end_time.is_some() || how != "Disconnect" {
        judge.that(how == "Disconnect", || {
            at(
                leg,
                index,
                "howEnded",
                quoted(how),
                "Disconnect on the last segment",
            )
        });
    }
}

fn type_at_disconnect(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    for (index, segment) in segments(leg) {
        let Some(kind) = &segment.disconnect_type else {
            continue;
        };
        judge.that(segment.how_ended.as_deref() == Some("Disconnect"), || {
            let found = format!(
                "{} on a segment with howEnded {}",
                quoted(kind),
                shown(segment.how_ended.as_ref())
            );
            at(
                leg,
                index,
                "disconnectType",
                found,
                "no disconnectType unless howEnded is Disconnect",
            )
        });
    }
}

fn type_of_leg(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    let Some(of_leg) = leg.disconnect_type.as_ref().filter(|_| leg.has_ended()) else {
        return;
    };
    for (index, segment) in segments(leg) {
        let Some(kind) = &segment.disconnect_type else {
            continue;
        };
        if segment.how_ended.as_deref() != Some("Disconnect") {
            continue;
        }
        judge.that(kind == of_leg.as_str(), || {
            let found = format!(
                "{} on a leg with disconnectType {}",
                quoted(kind),
                shown(Some(of_leg))
            );
            at(
                leg,
                index,
                "disconnectType",
                found,
                "the leg's disconnectType",
            )
        });
    }
}

fn ends_with_leg(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    let (Some((index, last)), Some(ended)) = (last(leg), leg.end()) else {
        return;
    };
    if last.end_time.is_none() && !is_told_of(leg, last) {
        return;
    }
    judge.that(last.end_time == Some(ended), || {
        let end = last
            .end_time
            .map_or("none".to_owned(), |end| format!("endTime {end}"));
        let found = format!("{end} on a leg with disconnectedTime {ended}");
        at(leg, index, "endTime", found, "the leg's disconnectedTime")
    });
}

fn open_while_live(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    let Some((index, last)) = last(leg).filter(|_| leg.is_live()) else {
        return;
    };
    judge.that(last.end_time.is_none(), || {
        let found = format!(
            "{} on a leg in state {}",
            shown(last.end_time),
            leg.state_shown()
        );
        at(leg, index, "endTime", found, "no end while the leg is live")
    });
}

fn closed_at_end(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    let Some((index, last)) = last(leg).filter(|(_, last)| !is_told_of(leg, last)) else {
        return;
    };
    let has_left = leg.participant.is_some_and(|one| one.end_time.is_some());
    if leg.is_live() || !(leg.has_ended() || has_left) {
        return;
    }
    judge.that(last.end_time.is_some(), || {
        let found = format!(
            "none on the last segment of a leg in state {}",
            leg.state_shown()
        );
        at(leg, index, "endTime", found, "the end of the leg")
    });
}

fn open_says_how(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    let is_open = |last: &Segment| last.end_time.is_none() && !is_told_of(leg, last);
    let Some((index, last)) = last(leg).filter(|(_, last)| is_open(last)) else {
        return;
    };
    judge.that(last.how_ended.is_none(), || {
        let how = shown(last.how_ended.as_ref());
        let found = format!("{how} on a segment without endTime");
        at(leg, index, "howEnded", found, "none until it ends")
    });
}

/// Whether `last-segment-ends-with-leg` tells of a last segment that is open.
fn is_told_of(leg: &Leg<'_>, last: &Segment) -> bool {
    leg.end().is_some() && last.r#type.as_deref() != Some("Alert")
}

/// The segments, each with its index.
fn segments<'l>(leg: &'l Leg<'_>) -> impl DoubleEndedIterator<Item = (usize, &'l Segment)> {
    leg.segments().iter().enumerate()
}

fn last<'l>(leg: &'l Leg<'_>) -> Option<(usize, &'l Segment)> {
    segments(leg).next_back()
}

/// The segments that have a next one, each with its index and the next segment.
fn pairs<'l>(leg: &'l Leg<'_>) -> impl Iterator<Item = (usize, &'l Segment, &'l Segment)> {
    leg.segments()
        .windows(2)
        .enumerate()
        .map(|(index, pair)| (index, &pair[0], &pair[1]))
}

fn at(leg: &Leg<'_>, index: usize, name: &str, found: String, expected: &'static str) -> Breach {
    breach(
        leg.property(&format!("segments[{index}].{name}")),
        found,
        expected,
    )
}
