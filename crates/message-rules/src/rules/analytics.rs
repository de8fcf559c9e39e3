//! Rules for the analytics details: what is measured is what the segments show.
//!
//! They were read off two real conversations, a chat and a web messaging conversation of six
//! queues, and hold in both to the millisecond. Calls have times that messages have not, such as
//! that of dialing, so that sessions of calls are passed over. Where sessions were cut out of a
//! conversation, what is said of it as a whole is not judged.

use std::collections::{BTreeMap, HashMap, HashSet};

use message_model::{AnalyticsSegmentType, AnalyticsSessionMetric, Evidence, Id, Timestamp};

use crate::details::{Details, Session, is_wrapup};
use crate::judge::{Judge, breach};
use crate::medium::{Medium, Role};
use crate::quote::shown;
use crate::rule::{Rule, Severity};
use crate::rules::entry::{ANALYTICS, Check, Entry, USUALLY};
use crate::source::{
    CHAT_ANALYTICS, FORUM_SESSIONS, MESSAGE_ANALYTICS, SDK_ANALYTICS, SDK_ANALYTICS_DETAILS,
};

/// An example: one session of one participant.
macro_rules! session {
    ($purpose:literal, $session:literal) => {
        concat!(
            r#"{"conversationId": "00000009-1111-4222-8333-444455556666",
            "participants": [{"purpose": ""#,
            $purpose,
            r#"", "sessions": [{"mediaType": "message", "#,
            $session,
            "}]}]}"
        )
    };
}

/// An example: a conversation with these participants, and what stands before them.
macro_rules! conversation {
    ($before:literal, $participants:literal) => {
        concat!(
            r#"{"conversationId": "00000009-1111-4222-8333-444455556666", "#,
            $before,
            r#""participants": ["#,
            $participants,
            "]}"
        )
    };
}

pub(super) static RULES: &[Entry] = &[
    Entry::new(
        Rule {
            id: "session-id-unique",
            severity: Severity::Must,
            reason: "sessionId is the unique identifier of a session",
            evidence: Evidence::Documented,
            sources: &[&SDK_ANALYTICS_DETAILS],
            passes: conversation!(
                "",
                r#"{"purpose": "acd", "sessions": [{"mediaType": "message",
                    "sessionId": "00000001-1111-4222-8333-444455556666"}]},
                {"purpose": "acd", "sessions": [{"mediaType": "message",
                    "sessionId": "00000002-1111-4222-8333-444455556666"}]}"#
            ),
            fails: conversation!(
                "",
                r#"{"purpose": "acd", "sessions": [{"mediaType": "message",
                    "sessionId": "00000001-1111-4222-8333-444455556666"}]},
                {"purpose": "acd", "sessions": [{"mediaType": "message",
                    "sessionId": "00000001-1111-4222-8333-444455556666"}]}"#
            ),
            media: &Medium::ALL,
            ..OF_DETAILS
        },
        Check::Details(unique_ids),
    ),
    Entry::new(
        Rule {
            id: "session-segment-ends-after-start",
            severity: Severity::Must,
            reason: "segmentStart and segmentEnd are when a segment began and ended",
            evidence: Evidence::Documented,
            sources: &[&SDK_ANALYTICS_DETAILS],
            passes: session!(
                "customer",
                r#""segments": [{"segmentType": "interact", "segmentStart": "2026-01-05T09:00:00.000Z",
                    "segmentEnd": "2026-01-05T09:00:01.000Z"}]"#
            ),
            fails: session!(
                "customer",
                r#""segments": [{"segmentType": "interact", "segmentStart": "2026-01-05T09:00:01.000Z",
                    "segmentEnd": "2026-01-05T09:00:00.000Z"}]"#
            ),
            media: &Medium::ALL,
            ..OF_DETAILS
        },
        Check::Details(segments_end),
    ),
    Entry::new(
        Rule {
            id: "session-segments-contiguous",
            reason: "each segment of a session begins when the one before ends",
            passes: session!(
                "agent",
                r#""segments": [
                {"segmentType": "alert", "segmentStart": "2026-01-05T09:00:00.000Z",
                    "segmentEnd": "2026-01-05T09:00:01.000Z"},
                {"segmentType": "interact", "segmentStart": "2026-01-05T09:00:01.000Z"}]"#
            ),
            fails: session!(
                "agent",
                r#""segments": [
                {"segmentType": "alert", "segmentStart": "2026-01-05T09:00:00.000Z",
                    "segmentEnd": "2026-01-05T09:00:01.000Z"},
                {"segmentType": "interact", "segmentStart": "2026-01-05T09:00:02.000Z"}]"#
            ),
            ..OF_DETAILS
        },
        Check::Details(contiguous),
    ),
    Entry::new(
        Rule {
            id: "session-alert-first-wrapup-last",
            reason: "a session alerts before anything else, once, and after-call work is the last \
                     of it",
            passes: session!(
                "agent",
                r#""segments": [{"segmentType": "alert"}, {"segmentType": "interact"},
                {"segmentType": "wrapup"}]"#
            ),
            fails: session!(
                "agent",
                r#""segments": [{"segmentType": "interact"}, {"segmentType": "alert"},
                {"segmentType": "wrapup"}]"#
            ),
            ..OF_DETAILS
        },
        Check::Details(in_order),
    ),
    Entry::new(
        Rule {
            id: "session-disconnect-type-at-end",
            reason: "only the last segment before after-call work has a disconnectType, and that \
                     of after-call work has the same",
            passes: session!(
                "agent",
                r#""segments": [{"segmentType": "interact"},
                {"segmentType": "hold", "disconnectType": "client"},
                {"segmentType": "wrapup", "disconnectType": "client"}]"#
            ),
            fails: session!(
                "agent",
                r#""segments": [{"segmentType": "interact", "disconnectType": "client"},
                {"segmentType": "hold", "disconnectType": "client"},
                {"segmentType": "wrapup", "disconnectType": "client"}]"#
            ),
            ..OF_DETAILS
        },
        Check::Details(disconnect_types),
    ),
    Entry::new(
        Rule {
            id: "metric-of-segment",
            reason: "tAlert, tTalk, tHeld and tAcw are the durations of the segments of that kind, \
                     each emitted when its segment ends",
            passes: session!(
                "agent",
                r#""metrics": [{"name": "tTalk", "value": 1000, "emitDate": "2026-01-05T09:00:01.000Z"}],
                "segments": [{"segmentType": "interact", "segmentStart": "2026-01-05T09:00:00.000Z",
                    "segmentEnd": "2026-01-05T09:00:01.000Z"}]"#
            ),
            fails: session!(
                "agent",
                r#""metrics": [{"name": "tTalk", "value": 999, "emitDate": "2026-01-05T09:00:01.000Z"}],
                "segments": [{"segmentType": "interact", "segmentStart": "2026-01-05T09:00:00.000Z",
                    "segmentEnd": "2026-01-05T09:00:01.000Z"}]"#
            ),
            ..OF_DETAILS
        },
        Check::Details(of_segments),
    ),
    Entry::new(
        Rule {
            id: "metric-of-session",
            reason: "tConnected, tAcd, tFlow and tFlowExit are the duration of the session, \
                     emitted when it ends",
            passes: session!(
                "acd",
                r#""metrics": [{"name": "tAcd", "value": 1000, "emitDate": "2026-01-05T09:00:01.000Z"}],
                "segments": [{"segmentType": "interact", "segmentStart": "2026-01-05T09:00:00.000Z",
                    "segmentEnd": "2026-01-05T09:00:01.000Z"}]"#
            ),
            fails: session!(
                "acd",
                r#""metrics": [{"name": "tAcd", "value": 1001, "emitDate": "2026-01-05T09:00:01.000Z"}],
                "segments": [{"segmentType": "interact", "segmentStart": "2026-01-05T09:00:00.000Z",
                    "segmentEnd": "2026-01-05T09:00:01.000Z"}]"#
            ),
            ..OF_DETAILS
        },
        Check::Details(of_sessions),
    ),
    Entry::new(
        Rule {
            id: "metrics-add-up",
            reason: "tTalkComplete is the sum of tTalk, tHeldComplete that of tHeld, and tHandle \
                     both with tAcw",
            passes: session!(
                "agent",
                r#""metrics": [
                {"name": "tTalk", "value": 1000, "emitDate": "2026-01-05T09:00:01.000Z"},
                {"name": "tTalkComplete", "value": 1000, "emitDate": "2026-01-05T09:00:01.000Z"},
                {"name": "tAcw", "value": 500, "emitDate": "2026-01-05T09:00:01.500Z"},
                {"name": "tHandle", "value": 1500, "emitDate": "2026-01-05T09:00:01.500Z"}],
                "segments": [{"segmentType": "interact", "segmentStart": "2026-01-05T09:00:00.000Z",
                    "segmentEnd": "2026-01-05T09:00:01.000Z"},
                {"segmentType": "wrapup", "segmentStart": "2026-01-05T09:00:01.000Z",
                    "segmentEnd": "2026-01-05T09:00:01.500Z"}]"#
            ),
            fails: session!(
                "agent",
                r#""metrics": [
                {"name": "tTalk", "value": 1000, "emitDate": "2026-01-05T09:00:01.000Z"},
                {"name": "tTalkComplete", "value": 1000, "emitDate": "2026-01-05T09:00:01.000Z"},
                {"name": "tAcw", "value": 500, "emitDate": "2026-01-05T09:00:01.500Z"},
                {"name": "tHandle", "value": 1000, "emitDate": "2026-01-05T09:00:01.500Z"}],
                "segments": [{"segmentType": "interact", "segmentStart": "2026-01-05T09:00:00.000Z",
                    "segmentEnd": "2026-01-05T09:00:01.000Z"},
                {"segmentType": "wrapup", "segmentStart": "2026-01-05T09:00:01.000Z",
                    "segmentEnd": "2026-01-05T09:00:01.500Z"}]"#
            ),
            ..OF_DETAILS
        },
        Check::Details(add_up),
    ),
    Entry::new(
        Rule {
            id: "count-metric-is-one",
            reason: "each metric whose name begins with n counts one thing that happened",
            passes: session!(
                "acd",
                r#""metrics": [{"name": "nOffered", "value": 1, "emitDate": "2026-01-05T09:00:00.000Z"}]"#
            ),
            fails: session!(
                "acd",
                r#""metrics": [{"name": "nOffered", "value": 2, "emitDate": "2026-01-05T09:00:00.000Z"}]"#
            ),
            ..OF_DETAILS
        },
        Check::Details(counts),
    ),
    Entry::new(
        Rule {
            id: "metrics-by-emission",
            reason: "the metrics of a session stand in the order of emission, and those of one \
                     moment in the order of their names",
            passes: session!(
                "agent",
                r#""metrics": [
                {"name": "nBlindTransferred", "value": 1, "emitDate": "2026-01-05T09:00:00.000Z"},
                {"name": "nTransferred", "value": 1, "emitDate": "2026-01-05T09:00:00.000Z"}]"#
            ),
            fails: session!(
                "agent",
                r#""metrics": [
                {"name": "nTransferred", "value": 1, "emitDate": "2026-01-05T09:00:00.000Z"},
                {"name": "nBlindTransferred", "value": 1, "emitDate": "2026-01-05T09:00:00.000Z"}]"#
            ),
            ..OF_DETAILS
        },
        Check::Details(sorted),
    ),
    Entry::new(
        Rule {
            id: "answer-metric-is-queue-wait",
            reason: "tAnswered of an agent is the tAcd of the entry to the queue that was answered, \
                     not the time until the agent's own connect",
            passes: conversation!(
                "",
                r#"{"purpose": "acd", "sessions": [{"mediaType": "message", "metrics": [
                    {"name": "tAcd", "value": 3088, "emitDate": "2026-01-05T09:00:03.088Z"}]}]},
                {"purpose": "agent", "sessions": [{"mediaType": "message", "metrics": [
                    {"name": "tAnswered", "value": 3088, "emitDate": "2026-01-05T09:00:03.096Z"}]}]}"#
            ),
            fails: conversation!(
                "",
                r#"{"purpose": "acd", "sessions": [{"mediaType": "message", "metrics": [
                    {"name": "tAcd", "value": 3088, "emitDate": "2026-01-05T09:00:03.088Z"}]}]},
                {"purpose": "agent", "sessions": [{"mediaType": "message", "metrics": [
                    {"name": "tAnswered", "value": 3096, "emitDate": "2026-01-05T09:00:03.096Z"}]}]}"#
            ),
            ..OF_DETAILS
        },
        Check::Details(answered),
    ),
    Entry::new(
        Rule {
            id: "analytics-participants-by-joining",
            reason: "participants stand in the order in which their first segments began",
            passes: conversation!(
                "",
                r#"{"purpose": "customer", "sessions": [{"mediaType": "message", "segments": [
                    {"segmentType": "interact", "segmentStart": "2026-01-05T09:00:00.000Z"}]}]},
                {"purpose": "acd", "sessions": [{"mediaType": "message", "segments": [
                    {"segmentType": "interact", "segmentStart": "2026-01-05T09:00:00.040Z"}]}]}"#
            ),
            fails: conversation!(
                "",
                r#"{"purpose": "acd", "sessions": [{"mediaType": "message", "segments": [
                    {"segmentType": "interact", "segmentStart": "2026-01-05T09:00:00.040Z"}]}]},
                {"purpose": "customer", "sessions": [{"mediaType": "message", "segments": [
                    {"segmentType": "interact", "segmentStart": "2026-01-05T09:00:00.000Z"}]}]}"#
            ),
            ..OF_DETAILS
        },
        Check::Details(by_joining),
    ),
    Entry::new(
        Rule {
            id: "one-analytics-participant-per-user",
            reason: "all sessions of one user are one participant",
            sources: &[&MESSAGE_ANALYTICS],
            passes: conversation!(
                "",
                r#"{"purpose": "agent", "userId": "00000005-1111-4222-8333-444455556666",
                    "sessions": [{"mediaType": "message"}, {"mediaType": "message"}]}"#
            ),
            fails: conversation!(
                "",
                r#"{"purpose": "agent", "userId": "00000005-1111-4222-8333-444455556666",
                    "sessions": [{"mediaType": "message"}]},
                {"purpose": "agent", "userId": "00000005-1111-4222-8333-444455556666",
                    "sessions": [{"mediaType": "message"}]}"#
            ),
            ..OF_DETAILS
        },
        Check::Details(one_per_user),
    ),
    Entry::new(
        Rule {
            id: "session-peer-is-of-contact",
            reason: "the peerId of each internal session points back to the session of the contact",
            evidence: Evidence::Documented,
            sources: &[&SDK_ANALYTICS, &MESSAGE_ANALYTICS],
            passes: conversation!(
                "",
                r#"{"purpose": "customer", "sessions": [{"mediaType": "message",
                    "sessionId": "00000001-1111-4222-8333-444455556666"}]},
                {"purpose": "acd", "sessions": [{"mediaType": "message",
                    "sessionId": "00000002-1111-4222-8333-444455556666",
                    "peerId": "00000001-1111-4222-8333-444455556666"}]}"#
            ),
            fails: conversation!(
                "",
                r#"{"purpose": "customer", "sessions": [{"mediaType": "message",
                    "sessionId": "00000001-1111-4222-8333-444455556666"}]},
                {"purpose": "acd", "sessions": [{"mediaType": "message",
                    "sessionId": "00000002-1111-4222-8333-444455556666",
                    "peerId": "00000001-1111-4222-8333-444455556666"}]},
                {"purpose": "agent", "sessions": [{"mediaType": "message",
                    "sessionId": "00000003-1111-4222-8333-444455556666",
                    "peerId": "00000002-1111-4222-8333-444455556666"}]}"#
            ),
            ..OF_DETAILS
        },
        Check::Details(peers),
    ),
    Entry::new(
        Rule {
            id: "analytics-conversation-spans-segments",
            reason: "conversationStart is the start of the first segment, and conversationEnd the \
                     end of the last, after-call work included; there is none while one is open",
            sources: &[&MESSAGE_ANALYTICS, &CHAT_ANALYTICS, &FORUM_SESSIONS],
            passes: conversation!(
                r#""conversationStart": "2026-01-05T09:00:00.000Z",
                "conversationEnd": "2026-01-05T09:00:01.000Z", "#,
                r#"{"purpose": "customer", "sessions": [{"mediaType": "message", "segments": [
                    {"segmentType": "interact", "segmentStart": "2026-01-05T09:00:00.000Z",
                    "segmentEnd": "2026-01-05T09:00:01.000Z"}]}]}"#
            ),
            fails: conversation!(
                r#""conversationStart": "2026-01-05T09:00:00.000Z",
                "conversationEnd": "2026-01-05T09:00:02.000Z", "#,
                r#"{"purpose": "customer", "sessions": [{"mediaType": "message", "segments": [
                    {"segmentType": "interact", "segmentStart": "2026-01-05T09:00:00.000Z",
                    "segmentEnd": "2026-01-05T09:00:01.000Z"}]}]}"#
            ),
            ..OF_DETAILS
        },
        Check::Details(spans),
    ),
];

/// The media whose sessions are known to be measured as those of messages are.
const MEASURED: &[Medium] = &[Medium::Message, Medium::Chat];

/// The defaults of a rule for analytics details.
const OF_DETAILS: Rule = Rule {
    views: ANALYTICS,
    media: MEASURED,
    evidence: Evidence::Observed,
    sources: &[&MESSAGE_ANALYTICS, &CHAT_ANALYTICS],
    ..USUALLY
};

/// The sessions of the media that are measured alike.
fn measured<'d, 'a>(details: &'d Details<'a>) -> impl Iterator<Item = &'d Session<'a>> {
    let is_measured = |one: &&Session<'_>| one.medium.is_some_and(|it| MEASURED.contains(&it));
    details.sessions.iter().filter(is_measured)
}

fn unique_ids(details: &Details<'_>, judge: &mut Judge<'_>) {
    let mut first: HashMap<&Id, &str> = HashMap::new();
    for one in &details.sessions {
        let Some(id) = one.id() else { continue };
        let before = first.get(id).copied();
        judge.that(before.is_none(), || {
            let found = format!("{}, as {} has", shown(Some(id)), before.unwrap_or_default());
            breach(format!("{}.sessionId", one.path), found, "an id of its own")
        });
        first.entry(id).or_insert(&one.path);
    }
}

fn segments_end(details: &Details<'_>, judge: &mut Judge<'_>) {
    for one in &details.sessions {
        for (index, segment) in one.segments().iter().enumerate() {
            let (Some(start), Some(end)) = (segment.segment_start, segment.segment_end) else {
                continue;
            };
            judge.that(start <= end, || {
                let found = format!("{end}, before its start at {start}");
                breach(
                    format!("{}.segments[{index}].segmentEnd", one.path),
                    found,
                    "a time not before segmentStart",
                )
            });
        }
    }
}

fn contiguous(details: &Details<'_>, judge: &mut Judge<'_>) {
    for one in measured(details) {
        for (index, pair) in one.segments().windows(2).enumerate() {
            let [before, after] = pair else { continue };
            let (Some(end), Some(start)) = (before.segment_end, after.segment_start) else {
                continue;
            };
            judge.that(end == start, || {
                let found = format!("{start} after a segment that ended at {end}");
                breach(
                    format!("{}.segments[{}].segmentStart", one.path, index + 1),
                    found,
                    "the end of the segment before",
                )
            });
        }
    }
}

fn in_order(details: &Details<'_>, judge: &mut Judge<'_>) {
    for one in measured(details) {
        let segments = one.segments();
        for (index, segment) in segments.iter().enumerate() {
            let expected = match segment.segment_type {
                Some(AnalyticsSegmentType::Alert) => (index == 0, "an alert as the first segment"),
                Some(AnalyticsSegmentType::Wrapup) => (
                    index + 1 == segments.len(),
                    "after-call work as the last segment",
                ),
                _ => continue,
            };
            judge.that(expected.0, || {
                let found = format!("{} at place {index}", shown(segment.segment_type.as_ref()));
                let path = format!("{}.segments[{index}].segmentType", one.path);
                breach(path, found, expected.1)
            });
        }
    }
}

fn disconnect_types(details: &Details<'_>, judge: &mut Judge<'_>) {
    for one in measured(details) {
        let segments = one.segments();
        let Some(last) = segments.iter().rposition(|segment| !is_wrapup(segment)) else {
            continue;
        };
        let of_leg = segments[last].disconnect_type.as_ref();
        for (index, segment) in segments.iter().enumerate() {
            let Some(own) = &segment.disconnect_type else {
                continue;
            };
            let holds = index == last || index > last && of_leg == Some(own);
            judge.that(holds, || {
                let path = format!("{}.segments[{index}].disconnectType", one.path);
                let expected = match index > last {
                    true => "that of the segment before after-call work",
                    false => "none but on the last segment before after-call work",
                };
                breach(path, shown(Some(own)), expected)
            });
        }
    }
}

/// The metrics of a session, each with its path.
fn metrics<'a>(one: &Session<'a>) -> impl Iterator<Item = (String, &'a AnalyticsSessionMetric)> {
    let path = one.path.clone();
    let all = one.session.metrics.iter().flatten().enumerate();
    all.map(move |(index, metric)| (format!("{path}.metrics[{index}]"), metric))
}

/// The kind of segment that a metric is the duration of.
fn kind_of(metric: &AnalyticsSessionMetric) -> Option<AnalyticsSegmentType> {
    match metric.name.as_deref()? {
        "tAlert" => Some(AnalyticsSegmentType::Alert),
        "tTalk" => Some(AnalyticsSegmentType::Interact),
        "tHeld" => Some(AnalyticsSegmentType::Hold),
        "tAcw" => Some(AnalyticsSegmentType::Wrapup),
        _ => None,
    }
}

fn of_segments(details: &Details<'_>, judge: &mut Judge<'_>) {
    for one in measured(details).filter(|one| !one.segments().is_empty()) {
        for (path, metric) in metrics(one) {
            let Some(kind) = kind_of(metric) else {
                continue;
            };
            let of_kind = one.segments().iter().filter(|segment| {
                segment.segment_type.as_ref() == Some(&kind)
                    && segment.segment_end.is_some()
                    && segment.segment_end == metric.emit_date
            });
            let lasted: Vec<i64> = of_kind
                .filter_map(|segment| lasted(segment.segment_start, segment.segment_end))
                .collect();
            judge.that(
                lasted.iter().any(|lasted| metric.value == Some(*lasted)),
                || {
                    let name = shown(metric.name.as_ref());
                    let found = match lasted.first() {
                        None => format!("{name} when no segment of that kind ended"),
                        Some(lasted) => format!(
                            "{} of a segment that lasted {lasted} ms",
                            shown(metric.value.as_ref())
                        ),
                    };
                    breach(path, found, "the duration of the segment that ended then")
                },
            );
        }
    }
}

fn lasted(from: Option<Timestamp>, to: Option<Timestamp>) -> Option<i64> {
    let millis = |at: Timestamp| at.as_micros().div_euclid(1_000);
    Some(millis(to?) - millis(from?))
}

fn of_sessions(details: &Details<'_>, judge: &mut Judge<'_>) {
    const WHOLE: [&str; 4] = ["tConnected", "tAcd", "tFlow", "tFlowExit"];
    for one in measured(details) {
        let Some(lasted) = lasted(one.start(), one.end()) else {
            continue;
        };
        for (path, metric) in metrics(one) {
            let is_whole = metric
                .name
                .as_deref()
                .is_some_and(|name| WHOLE.contains(&name));
            if !is_whole {
                continue;
            }
            let holds = metric.value == Some(lasted) && metric.emit_date == one.end();
            judge.that(holds, || {
                let found = format!(
                    "{} at {} of a session that lasted {lasted} ms until {}",
                    shown(metric.value.as_ref()),
                    shown(metric.emit_date.as_ref()),
                    shown(one.end().as_ref()),
                );
                breach(path, found, "the duration of the session, at its end")
            });
        }
    }
}

fn add_up(details: &Details<'_>, judge: &mut Judge<'_>) {
    for one in measured(details).filter(|one| one.role == Role::Agent) {
        let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
        for metric in one.session.metrics.iter().flatten() {
            if let (Some(name), Some(value)) = (metric.name.as_deref(), metric.value) {
                let sum = sums.entry(name).or_default();
                *sum = sum.saturating_add(value);
            }
        }
        let sum = |names: &[&str]| {
            let parts = names.iter().filter_map(|name| sums.get(name));
            parts.fold(0_i64, |sum, part| sum.saturating_add(*part))
        };
        for (path, metric) in metrics(one) {
            let parts: &[&str] = match metric.name.as_deref() {
                Some("tTalkComplete") => &["tTalk"],
                Some("tHeldComplete") => &["tHeld"],
                Some("tHandle") => &["tTalk", "tHeld", "tAcw"],
                _ => continue,
            };
            let expected = sum(parts);
            judge.that(metric.value == Some(expected), || {
                breach(
                    format!("{path}.value"),
                    shown(metric.value.as_ref()),
                    format!("{expected}, the sum of {}", parts.join(", ")),
                )
            });
        }
    }
}

fn counts(details: &Details<'_>, judge: &mut Judge<'_>) {
    for one in measured(details) {
        for (path, metric) in metrics(one) {
            let name = metric.name.as_deref().unwrap_or_default().as_bytes();
            if let [b'n', b'A'..=b'Z', ..] = name {
                judge.that(metric.value == Some(1), || {
                    breach(format!("{path}.value"), shown(metric.value.as_ref()), "1")
                });
            }
        }
    }
}

fn sorted(details: &Details<'_>, judge: &mut Judge<'_>) {
    for one in measured(details) {
        let all: Vec<_> = metrics(one).collect();
        for pair in all.windows(2) {
            let [(_, before), (path, after)] = pair else {
                continue;
            };
            let key =
                |metric: &AnalyticsSessionMetric| Some((metric.emit_date?, metric.name.clone()?));
            let (Some(one), Some(other)) = (key(before), key(after)) else {
                continue;
            };
            judge.that(one <= other, || {
                let found = format!("{} at {} after {} at {}", other.1, other.0, one.1, one.0);
                breach(path.clone(), found, "metrics by emitDate, then by name")
            });
        }
    }
}

fn answered(details: &Details<'_>, judge: &mut Judge<'_>) {
    if details.is_cut() {
        return;
    }
    let named = |one: &Session<'_>, name: &str| -> Vec<i64> {
        let all = one.session.metrics.iter().flatten();
        let of_name = all.filter(|metric| metric.name.as_deref() == Some(name));
        of_name.filter_map(|metric| metric.value).collect()
    };
    let waits: HashSet<i64> = measured(details)
        .filter(|one| one.role == Role::Acd)
        .flat_map(|one| named(one, "tAcd"))
        .collect();
    if waits.is_empty() {
        return;
    }
    for one in measured(details).filter(|one| one.role == Role::Agent) {
        for (path, metric) in metrics(one) {
            if metric.name.as_deref() != Some("tAnswered") {
                continue;
            }
            let is_wait = metric.value.is_some_and(|value| waits.contains(&value));
            judge.that(is_wait, || {
                let found = shown(metric.value.as_ref());
                breach(format!("{path}.value"), found, "the tAcd of a queue")
            });
        }
    }
}

fn by_joining(details: &Details<'_>, judge: &mut Judge<'_>) {
    let participants = details.conversation.participants.iter().flatten();
    let mut latest: Option<Timestamp> = None;
    for (index, participant) in participants.enumerate() {
        let sessions = participant.sessions.iter().flatten();
        let starts = sessions.filter_map(|one| one.segments.as_ref()?.first()?.segment_start);
        let Some(start) = starts.min() else { continue };
        let is_later = latest.is_none_or(|latest| latest <= start);
        judge.that(is_later, || {
            let found = format!("{start} after {}", shown(latest.as_ref()));
            breach(
                format!("participants[{index}]"),
                found,
                "participants in the order of their first segments",
            )
        });
        latest = latest.max(Some(start));
    }
}

fn one_per_user(details: &Details<'_>, judge: &mut Judge<'_>) {
    let mut seen: HashSet<&Id> = HashSet::new();
    let participants = details.conversation.participants.iter().flatten();
    for (index, participant) in participants.enumerate() {
        let purpose = participant.purpose.as_ref().map(|purpose| purpose.as_str());
        let Some(user) = participant
            .user_id
            .as_ref()
            .filter(|_| purpose == Some("agent"))
        else {
            continue;
        };
        judge.that(seen.insert(user), || {
            let found = format!("another participant of {}", shown(Some(user)));
            breach(
                format!("participants[{index}].userId"),
                found,
                "all sessions of a user in one participant",
            )
        });
    }
}

fn peers(details: &Details<'_>, judge: &mut Judge<'_>) {
    let contacts: HashSet<&Id> = details
        .sessions
        .iter()
        .filter(|one| one.role == Role::Customer)
        .filter_map(Session::id)
        .collect();
    if contacts.is_empty() {
        return;
    }
    for one in measured(details).filter(|one| one.role.is_internal()) {
        let Some(peer) = &one.session.peer_id else {
            continue;
        };
        judge.that(contacts.contains(peer), || {
            breach(
                format!("{}.peerId", one.path),
                shown(Some(peer)),
                "the sessionId of a session of the contact",
            )
        });
    }
}

fn spans(details: &Details<'_>, judge: &mut Judge<'_>) {
    let conversation = details.conversation;
    let mut all = details
        .sessions
        .iter()
        .flat_map(Session::segments)
        .peekable();
    // Of a part of a conversation, only what it has can be judged.
    if details.is_cut() || all.peek().is_none() || measured(details).count() == 0 {
        return;
    }
    let segments: Vec<_> = all.collect();
    let first = segments
        .iter()
        .filter_map(|segment| segment.segment_start)
        .min();
    if let (Some(start), Some(first)) = (conversation.conversation_start, first) {
        judge.that(start == first, || {
            let found = format!("{start}, with a first segment from {first}");
            breach(
                "conversationStart".to_owned(),
                found,
                "the start of the first segment",
            )
        });
    }
    let Some(end) = conversation.conversation_end else {
        return;
    };
    let ends: Option<Vec<Timestamp>> = segments.iter().map(|one| one.segment_end).collect();
    let last = ends.and_then(|ends| ends.into_iter().max());
    judge.that(last == Some(end), || match last {
        Some(last) => {
            let found = format!("{end}, with a last segment until {last}");
            breach(
                "conversationEnd".to_owned(),
                found,
                "the end of the last segment",
            )
        }
        None => {
            let found = format!("{end} while a segment is open");
            breach(
                "conversationEnd".to_owned(),
                found,
                "none until every segment has ended",
            )
        }
    });
}
