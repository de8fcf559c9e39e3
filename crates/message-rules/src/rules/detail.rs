//! Rules for detail events: one by itself, and those of a leg in their order.
//!
//! A sequence may have been joined late, and a reader may have subscribed to some topics only. So
//! an event is missed only in a conversation whose beginning was told, and only if others of its
//! kind were.

use message_model::{AcdOutcome, Evidence};

use crate::event::{Event, EventChange};
use crate::judge::{Judge, breach};
use crate::quote::shown;
use crate::rule::{Rule, Severity};
use crate::rules::entry::{Check, DETAIL, Entry, MESSAGES, USUALLY};
use crate::source::{ACD_EVENTS, CALLBACK_CONVERSATION, CONCLUSION, EVENT_BRIDGE, SDK, SDK_DETAIL};

/// An example: a detail event of one leg, in its notification.
macro_rules! event {
    ($name:literal, $body:literal) => {
        concat!(
            r#"{"topicName": "v2.detail.events.conversation.00000009-1111-4222-8333-444455556666."#,
            $name,
            r#"", "eventBody": {"conversationId": "00000009-1111-4222-8333-444455556666",
                "sessionId": "00000001-1111-4222-8333-444455556666", "#,
            $body,
            "}}"
        )
    };
}

/// An example: two such events.
macro_rules! events {
    ($name:literal, $body:literal; $($names:literal, $bodies:literal);+) => {
        concat!("[", event!($name, $body), $(",\n", event!($names, $bodies),)+ "]")
    };
}

pub(super) static RULES: &[Entry] = &[
    Entry::new(
        Rule {
            id: "detail-duration-not-negative",
            severity: Severity::Must,
            reason: "the durations of an event are spans of time in milliseconds",
            evidence: Evidence::Documented,
            sources: &[&SDK_DETAIL],
            passes: event!(
                "customer.end",
                r#""eventTime": 1767603660000, "interactingDurationMs": 60000"#
            ),
            fails: event!(
                "customer.end",
                r#""eventTime": 1767603660000, "interactingDurationMs": -60000"#
            ),
            ..OF_EVENTS
        },
        Check::Event(not_negative),
    ),
    Entry::new(
        Rule {
            id: "answered-user-of-outcome",
            reason: "a queue's leg that was answered names who answered, and no other does",
            evidence: Evidence::Observed,
            sources: &[&ACD_EVENTS],
            passes: event!(
                "acd.end",
                r#""eventTime": 1767603660000, "acdOutcome": "ANSWERED",
                "answeredUserId": "00000005-1111-4222-8333-444455556666""#
            ),
            fails: event!(
                "acd.end",
                r#""eventTime": 1767603660000, "acdOutcome": "ABANDON",
                "answeredUserId": "00000005-1111-4222-8333-444455556666""#
            ),
            ..OF_EVENTS
        },
        Check::Event(answered_user),
    ),
    Entry::new(
        Rule {
            id: "detail-event-once",
            severity: Severity::Must,
            reason: "a leg begins and ends once, though its events may be delivered again",
            evidence: Evidence::Documented,
            sources: &[&SDK_DETAIL, &SDK],
            passes: events!(
                "user.start", r#""eventTime": 1767603600000"#;
                "user.start", r#""eventTime": 1767603600000, "provider": "PureCloud Messaging""#
            ),
            fails: events!(
                "user.start", r#""eventTime": 1767603600000"#;
                "user.start", r#""eventTime": 1767603601000"#
            ),
            ..OF_EVENTS
        },
        Check::EventChange(once),
    ),
    Entry::new(
        Rule {
            id: "detail-event-of-participant",
            severity: Severity::Must,
            reason: "an id is never used again for the leg of another participant, so that the \
                     events of a leg name one",
            evidence: Evidence::Documented,
            sources: &[&SDK_DETAIL, &SDK, &CALLBACK_CONVERSATION],
            passes: events!(
                "user.start", r#""eventTime": 1767603600000, "participantId": "00000002-1111-4222-8333-444455556666""#;
                "user.end", r#""eventTime": 1767603601000, "participantId": "00000002-1111-4222-8333-444455556666""#
            ),
            fails: events!(
                "user.start", r#""eventTime": 1767603600000, "participantId": "00000002-1111-4222-8333-444455556666""#;
                "user.end", r#""eventTime": 1767603601000, "participantId": "00000003-1111-4222-8333-444455556666""#
            ),
            ..OF_EVENTS
        },
        Check::EventChange(of_participant),
    ),
    Entry::new(
        Rule {
            id: "detail-event-after-cause",
            severity: Severity::Must,
            reason: "eventTime is when it happened: a leg ends after it began, and the work after \
                     it is over after its end",
            evidence: Evidence::Documented,
            sources: &[&SDK_DETAIL, &EVENT_BRIDGE],
            passes: events!(
                "user.end", r#""eventTime": 1767603600000"#;
                "acw", r#""eventTime": 1767603605000"#
            ),
            fails: events!(
                "user.end", r#""eventTime": 1767603600000"#;
                "acw", r#""eventTime": 1767603595000"#
            ),
            ..OF_EVENTS
        },
        Check::EventChange(after_cause),
    ),
    Entry::new(
        Rule {
            id: "detail-event-has-cause",
            reason: "a leg that ends has begun, and work that is over follows the end of a leg; \
                     where the conversation was seen from its beginning, so was that",
            sources: &[&CONCLUSION],
            passes: events!(
                "customer.start", r#""eventTime": 1767603600000"#;
                "customer.end", r#""eventTime": 1767603605000"#
            ),
            fails: concat!(
                "[",
                event!("customer.start", r#""eventTime": 1767603600000"#),
                r#",
                {"topicName": "v2.detail.events.conversation.00000009-1111-4222-8333-444455556666.customer.end",
                "eventBody": {"conversationId": "00000009-1111-4222-8333-444455556666",
                "sessionId": "00000004-1111-4222-8333-444455556666", "eventTime": 1767603605000}}]"#
            ),
            ..OF_EVENTS
        },
        Check::EventChange(has_cause),
    ),
    Entry::new(
        Rule {
            id: "detail-duration-of-span",
            reason: "the duration of a contact's, flow's or queue's leg is the time from its start \
                     to its end, that of the work the time since the leg's end, and an agent's \
                     durations add up to no more than its leg lasted",
            evidence: Evidence::Observed,
            sources: &[&EVENT_BRIDGE, &CONCLUSION],
            passes: events!(
                "customer.start", r#""eventTime": 1767603600000"#;
                "customer.end", r#""eventTime": 1767603660000, "interactingDurationMs": 60000"#
            ),
            fails: events!(
                "customer.start", r#""eventTime": 1767603600000"#;
                "customer.end", r#""eventTime": 1767603660000, "interactingDurationMs": 50000"#
            ),
            ..OF_EVENTS
        },
        Check::EventChange(duration_of_span),
    ),
];

/// The defaults of a rule for detail events.
const OF_EVENTS: Rule = Rule {
    views: DETAIL,
    media: MESSAGES,
    ..USUALLY
};

fn not_negative(event: &Event<'_>, judge: &mut Judge<'_>) {
    for &(name, millis) in &event.durations {
        judge.that(millis >= 0, || {
            breach(name.to_owned(), millis.to_string(), "0 or more")
        });
    }
}

fn answered_user(event: &Event<'_>, judge: &mut Judge<'_>) {
    let Some(outcome) = event.outcome else { return };
    let answered = match outcome {
        AcdOutcome::Answered => true,
        AcdOutcome::Abandon | AcdOutcome::FlowOut => false,
        _ => return,
    };
    judge.that(event.answered_by.is_some() == answered, || {
        let found = format!(
            "{} with acdOutcome {}",
            shown(event.answered_by),
            shown(Some(outcome))
        );
        let expected = if answered {
            "the user who answered"
        } else {
            "no answeredUserId unless the outcome is ANSWERED"
        };
        breach("answeredUserId".to_owned(), found, expected)
    });
}

fn once(change: &EventChange<'_, '_>, judge: &mut Judge<'_>) {
    let event = change.event;
    let told = change.history.of_leg(event);
    let (Some(before), Some(at)) = (told.and_then(|told| told.at(event.name)), event.at) else {
        return;
    };
    if event.moment().is_none() {
        return;
    }
    judge.that(before == at, || {
        let found = format!("{at} after another {} of the leg at {before}", event.name);
        breach("eventTime".to_owned(), found, "the same time as before")
    });
}

fn of_participant(change: &EventChange<'_, '_>, judge: &mut Judge<'_>) {
    let told = change.history.of_leg(change.event);
    let before = told.and_then(|told| told.participant_id.as_ref());
    let (Some(before), Some(now)) = (before, change.event.participant_id) else {
        return;
    };
    judge.that(before == now, || {
        let found = format!(
            "{} after {} on the same leg",
            shown(Some(now)),
            shown(Some(before))
        );
        breach("participantId".to_owned(), found, "the same participant")
    });
}

fn after_cause(change: &EventChange<'_, '_>, judge: &mut Judge<'_>) {
    let Some((cause, caused_at, at)) = cause(change) else {
        return;
    };
    judge.that(at >= caused_at, || {
        let found = format!("{at}, before the {cause} of the leg at {caused_at}");
        breach(
            "eventTime".to_owned(),
            found,
            format!("a time not before that of {cause}"),
        )
    });
}

fn has_cause(change: &EventChange<'_, '_>, judge: &mut Judge<'_>) {
    let (event, history) = (change.event, change.history);
    let told = history.of_leg(event);
    if let Some(told) = told
        && let Some(result) = told.result_of(event.name)
        && !told.has(event.name)
    {
        judge.breaks(breach(
            "sessionId".to_owned(),
            format!("{} after its {result}", shown(event.session_id)),
            format!("{} before {result}", event.name),
        ));
    }
    let (Some(cause), Some(session)) = (event.cause(), event.session_id) else {
        return;
    };
    if !history.has("customer.start") || !history.has(cause) {
        return;
    }
    judge.that(told.is_some_and(|told| told.has(cause)), || {
        let found = format!("{} without a {cause} before it", shown(Some(session)));
        breach(
            "sessionId".to_owned(),
            found,
            format!("a leg that has had its {cause}"),
        )
    });
}

fn duration_of_span(change: &EventChange<'_, '_>, judge: &mut Judge<'_>) {
    let Some((cause, caused_at, at)) = cause(change) else {
        return;
    };
    let span = at.saturating_sub(caused_at);
    let durations = &change.event.durations;
    let (Some(&(name, first)), true) = (durations.first(), span >= 0) else {
        return;
    };
    if change.event.name == "user.end" {
        // They need not add up to the whole: the time for which a leg is parked is in none of them.
        let all = durations
            .iter()
            .fold(0, |sum: i64, (_, millis)| sum.saturating_add(*millis));
        judge.that(all <= span, || {
            let found = format!("durations of {all} ms in all on a leg that lasted {span} ms");
            breach(name.to_owned(), found, "no more than the leg lasted")
        });
        return;
    }
    judge.that(first == span, || {
        let found = format!("{first}, and {span} ms after the {cause} of the leg");
        breach(name.to_owned(), found, format!("the time since {cause}"))
    });
}

/// The name of the event that caused this one and its time, with the time of this one.
fn cause(change: &EventChange<'_, '_>) -> Option<(&'static str, i64, i64)> {
    let cause = change.event.cause()?;
    let caused_at = change.history.of_leg(change.event)?.at(cause)?;
    Some((cause, caused_at, change.event.at?))
}
