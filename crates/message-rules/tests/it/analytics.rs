//! The rules for analytics details: a legal conversation, and for every rule at least three edits
//! that break it, each with the other rules that it breaks.

use message_model::Capture;
use message_rules::{Verdict, rule, rules, verdicts};

use crate::support::{Edit, broken, edited, set};

/// A contact whom a queue offers to an agent, who holds, ends and wraps up.
const DETAILS: &str = include_str!("details.json");

/// A rule, an edit, and the other rules that the edit breaks.
type Case<'a> = (&'static str, &'a [Edit<'a>], &'a [&'static str]);

const FLOW: &str = r#"{"purpose": "workflow", "sessions": [{"mediaType": "message", "segments": [
    {"segmentType": "interact", "segmentStart": "2026-01-05T09:00:00.001Z",
    "segmentEnd": "2026-01-05T09:00:00.002Z"}]}]}"#;
const AGAIN: &str =
    r#"{"purpose": "agent", "userId": "00000005-1111-4222-8333-444455556666", "sessions": []}"#;
const AGAIN_WITH_SESSION: &str = r#"{"purpose": "agent",
    "userId": "00000005-1111-4222-8333-444455556666", "sessions": [{"mediaType": "message"}]}"#;

pub(crate) const BROKEN: &[Case<'_>] = &[
    (
        "session-id-unique",
        &[(
            "/participants/1/sessions/0/sessionId",
            r#""00000001-1111-4222-8333-444455556666""#,
        )],
        &[],
    ),
    (
        "session-id-unique",
        &[(
            "/participants/2/sessions/0/sessionId",
            r#""00000002-1111-4222-8333-444455556666""#,
        )],
        &[],
    ),
    (
        "session-id-unique",
        &[(
            "/participants/2/sessions/0/sessionId",
            r#""00000001-1111-4222-8333-444455556666""#,
        )],
        &[],
    ),
    (
        "session-segment-ends-after-start",
        &[(
            "/participants/0/sessions/0/segments/0/segmentEnd",
            r#""2026-01-05T08:59:59.000Z""#,
        )],
        &["metric-of-session"],
    ),
    (
        "session-segment-ends-after-start",
        &[(
            "/participants/1/sessions/0/segments/0/segmentEnd",
            r#""2026-01-05T09:00:00.039Z""#,
        )],
        &["metric-of-session"],
    ),
    (
        "session-segment-ends-after-start",
        &[(
            "/participants/2/sessions/0/segments/4/segmentEnd",
            r#""2026-01-05T09:01:29.000Z""#,
        )],
        &["metric-of-segment", "analytics-conversation-spans-segments"],
    ),
    (
        "session-segments-contiguous",
        &[(
            "/participants/2/sessions/0/segments/1/segmentStart",
            r#""2026-01-05T09:00:05.049Z""#,
        )],
        &["metric-of-segment"],
    ),
    (
        "session-segments-contiguous",
        &[(
            "/participants/2/sessions/0/segments/2/segmentStart",
            r#""2026-01-05T09:00:35.047Z""#,
        )],
        &["metric-of-segment"],
    ),
    (
        "session-segments-contiguous",
        &[(
            "/participants/2/sessions/0/segments/4/segmentStart",
            r#""2026-01-05T09:01:30.001Z""#,
        )],
        &["metric-of-segment"],
    ),
    (
        "session-alert-first-wrapup-last",
        &[(
            "/participants/2/sessions/0/segments/1/segmentType",
            r#""alert""#,
        )],
        &["metric-of-segment"],
    ),
    (
        "session-alert-first-wrapup-last",
        &[(
            "/participants/2/sessions/0/segments/0/segmentType",
            r#""wrapup""#,
        )],
        &["metric-of-segment"],
    ),
    (
        "session-alert-first-wrapup-last",
        &[(
            "/participants/2/sessions/0/segments/3/segmentType",
            r#""alert""#,
        )],
        &["metric-of-segment"],
    ),
    (
        "session-disconnect-type-at-end",
        &[(
            "/participants/2/sessions/0/segments/0/disconnectType",
            r#""client""#,
        )],
        &[],
    ),
    (
        "session-disconnect-type-at-end",
        &[(
            "/participants/2/sessions/0/segments/4/disconnectType",
            r#""peer""#,
        )],
        &[],
    ),
    (
        "session-disconnect-type-at-end",
        &[(
            "/participants/2/sessions/0/segments/2/disconnectType",
            r#""peer""#,
        )],
        &[],
    ),
    (
        "metric-of-segment",
        &[("/participants/2/sessions/0/metrics/0/value", "4807")],
        &[],
    ),
    (
        "metric-of-segment",
        &[(
            "/participants/2/sessions/0/metrics/2/emitDate",
            r#""2026-01-05T09:00:35.047Z""#,
        )],
        &[],
    ),
    (
        "metric-of-segment",
        &[(
            "/participants/2/sessions/0/metrics/3/emitDate",
            r#""2026-01-05T09:00:55.047Z""#,
        )],
        &[],
    ),
    (
        "metric-of-session",
        &[("/participants/0/sessions/0/metrics/1/value", "90002")],
        &[],
    ),
    (
        "metric-of-session",
        &[(
            "/participants/0/sessions/0/metrics/1/emitDate",
            r#""2026-01-05T09:01:30.002Z""#,
        )],
        &[],
    ),
    (
        "metric-of-session",
        &[("/participants/1/sessions/0/metrics/1/value", "4999")],
        &["answer-metric-is-queue-wait"],
    ),
    (
        "metrics-add-up",
        &[("/participants/2/sessions/0/metrics/6/value", "64951")],
        &[],
    ),
    (
        "metrics-add-up",
        &[("/participants/2/sessions/0/metrics/4/value", "20001")],
        &[],
    ),
    (
        "metrics-add-up",
        &[("/participants/2/sessions/0/metrics/8/value", "84952")],
        &[],
    ),
    (
        "count-metric-is-one",
        &[("/participants/0/sessions/0/metrics/0/value", "2")],
        &[],
    ),
    (
        "count-metric-is-one",
        &[("/participants/1/sessions/0/metrics/0/value", "0")],
        &[],
    ),
    (
        "count-metric-is-one",
        &[("/participants/1/sessions/0/metrics/0/value", "-1")],
        &[],
    ),
    (
        "metrics-by-emission",
        &[("/participants/2/sessions/0/metrics/0/name", r#""tZ""#)],
        &[],
    ),
    (
        "metrics-by-emission",
        &[("/participants/2/sessions/0/metrics/4/name", r#""tX""#)],
        &[],
    ),
    (
        "metrics-by-emission",
        &[(
            "/participants/0/sessions/0/metrics/0/emitDate",
            r#""2026-01-05T09:01:30.004Z""#,
        )],
        &[],
    ),
    (
        "answer-metric-is-queue-wait",
        &[("/participants/2/sessions/0/metrics/1/value", "5008")],
        &[],
    ),
    (
        "answer-metric-is-queue-wait",
        &[("/participants/2/sessions/0/metrics/1/value", "0")],
        &[],
    ),
    (
        "answer-metric-is-queue-wait",
        &[("/participants/2/sessions/0/metrics/1/value", "4999")],
        &[],
    ),
    (
        "analytics-participants-by-joining",
        &[(
            "/participants/2/sessions/0/segments/0/segmentStart",
            r#""2026-01-05T09:00:00.010Z""#,
        )],
        &["metric-of-segment"],
    ),
    (
        "analytics-participants-by-joining",
        &[(
            "/participants/1/sessions/0/segments/0/segmentStart",
            r#""2026-01-05T09:00:00.500Z""#,
        )],
        &["metric-of-session"],
    ),
    (
        "analytics-participants-by-joining",
        &[("/participants/-", FLOW)],
        &[],
    ),
    (
        "one-analytics-participant-per-user",
        &[("/participants/-", AGAIN)],
        &[],
    ),
    (
        "one-analytics-participant-per-user",
        &[("/participants/-", AGAIN_WITH_SESSION)],
        &[],
    ),
    (
        "one-analytics-participant-per-user",
        &[
            ("/participants/1/purpose", r#""agent""#),
            (
                "/participants/1/userId",
                r#""00000005-1111-4222-8333-444455556666""#,
            ),
        ],
        &[],
    ),
    (
        "session-peer-is-of-contact",
        &[(
            "/participants/2/sessions/0/peerId",
            r#""00000002-1111-4222-8333-444455556666""#,
        )],
        &[],
    ),
    (
        "session-peer-is-of-contact",
        &[(
            "/participants/1/sessions/0/peerId",
            r#""00000003-1111-4222-8333-444455556666""#,
        )],
        &[],
    ),
    (
        "session-peer-is-of-contact",
        &[(
            "/participants/1/sessions/0/peerId",
            r#""00000002-1111-4222-8333-444455556666""#,
        )],
        &[],
    ),
    (
        "analytics-conversation-spans-segments",
        &[("/conversationEnd", r#""2026-01-05T09:01:30.003Z""#)],
        &[],
    ),
    (
        "analytics-conversation-spans-segments",
        &[("/conversationStart", r#""2026-01-05T09:00:00.001Z""#)],
        &[],
    ),
    (
        "analytics-conversation-spans-segments",
        &[("/participants/2/sessions/0/segments/4/segmentEnd", "")],
        &["metric-of-segment"],
    ),
];

#[test]
fn legal_details_break_nothing_and_exercise_every_rule() {
    let capture = Capture::read(DETAILS).expect("a payload");
    assert_eq!(broken(DETAILS), set(&[]));
    for (rule, verdict) in verdicts(&capture, None) {
        let is_for_details = rule.views == rule_of_details().views;
        assert_eq!(verdict == Verdict::Held, is_for_details, "{}", rule.id);
    }
    let count = rules()
        .filter(|rule| rule.views == rule_of_details().views)
        .count();
    assert_eq!(count, 15);
}

fn rule_of_details() -> &'static message_rules::Rule {
    rule("metric-of-segment").expect("a rule")
}

#[test]
fn edits_of_details_are_found_and_nothing_else() {
    for (rule, edits, others) in BROKEN {
        let expected = others.iter().copied().chain([*rule]).collect();
        assert_eq!(
            broken(&edited(DETAILS, edits)),
            expected,
            "{rule}: {edits:?}"
        );
    }
}

/// A conversation from which sessions were cut out, as reports print them, is not judged as a
/// whole.
#[test]
fn what_was_cut_is_not_judged_as_a_whole() {
    let cut = edited(DETAILS, &[("/participants/2", "")]);
    assert_eq!(broken(&cut), set(&[]));
    let whole = edited(
        DETAILS,
        &[
            ("/participants/2", ""),
            ("/participants/0/sessions/0/peerId", ""),
        ],
    );
    assert_eq!(
        broken(&whole),
        set(&["analytics-conversation-spans-segments"])
    );
}

/// Calls have times that messages have not.
#[test]
fn calls_are_passed_over() {
    let edits: Vec<String> = (0..3)
        .map(|place| format!("/participants/{place}/sessions/0/mediaType"))
        .collect();
    let mut edits: Vec<Edit<'_>> = edits
        .iter()
        .map(|path| (path.as_str(), r#""voice""#))
        .collect();
    edits.push(("/participants/2/sessions/0/metrics/8/value", "1"));
    assert_eq!(broken(&edited(DETAILS, &edits)), set(&[]));
}
