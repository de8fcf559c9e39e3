//! Rules that compare a participant's times with those of its legs, and the conversation's end with
//! all of them.

use message_model::{Evidence, Timestamp};

use crate::contact::Contact;
use crate::judge::{Judge, breach};
use crate::leg::Leg;
use crate::quote::shown;
use crate::rule::{Rule, Severity};
use crate::rules::entry::{API, Check, Entry, USUALLY, WITH_PARTICIPANT};
use crate::source::{
    CALL_CONVERSATION, CALLBACK_CONVERSATION, CALLBACK_NOTIFICATION, CHAT_CONVERSATION,
    CHAT_LISTING, MESSAGE_ANALYTICS, SDK,
};
use crate::tolerance::LAST_END;

pub(super) static RULES: &[Entry] = &[
    Entry::new(
        Rule {
            id: "first-segment-starts-with-participant",
            views: API,
            reason: "a participant joins when its first segment begins, on the same clock",
            evidence: Evidence::Observed,
            sources: &[
                &CALL_CONVERSATION,
                &CALLBACK_CONVERSATION,
                &CHAT_CONVERSATION,
            ],
            passes: r#"{"participants": [{"startTime": "2026-01-05T09:00:00.000Z", "messages": [
                {"segments": [{"startTime": "2026-01-05T09:00:00.000Z"}]}]}]}"#,
            fails: r#"{"participants": [{"startTime": "2026-01-05T09:00:00.000Z", "messages": [
                {"segments": [{"startTime": "2026-01-05T09:00:00.007Z"}]}]}]}"#,
            ..USUALLY
        },
        Check::Conversation(starts_with_participant),
    ),
    Entry::new(
        Rule {
            id: "participant-ends-with-legs",
            views: WITH_PARTICIPANT,
            reason: "a participant leaves when its last leg disconnects, on the same clock",
            evidence: Evidence::Observed,
            sources: &[&CALL_CONVERSATION, &CHAT_LISTING, &CALLBACK_NOTIFICATION],
            passes: r#"{"participants": [{"endTime": "2026-01-05T09:00:00.000Z", "messages": [
                {"state": "disconnected", "disconnectType": "peer", "disconnectedTime": "2026-01-05T09:00:00.000Z"}]}]}"#,
            fails: r#"{"participants": [{"endTime": "2026-01-05T09:00:00.001Z", "messages": [
                {"state": "disconnected", "disconnectType": "peer", "disconnectedTime": "2026-01-05T09:00:00.000Z"}]}]}"#,
            ..USUALLY
        },
        Check::Conversation(ends_with_legs),
    ),
    Entry::new(
        Rule {
            id: "participant-ended-while-leg-live",
            severity: Severity::Must,
            views: WITH_PARTICIPANT,
            reason: "a participant's endTime is when it disconnected from the conversation",
            evidence: Evidence::Documented,
            sources: &[&SDK],
            passes: r#"{"participants": [{"messages": [{"state": "connected"}]}]}"#,
            fails: r#"{"participants": [{"endTime": "2026-01-05T09:00:00.000Z", "messages": [{"state": "connected"}]}]}"#,
            ..USUALLY
        },
        Check::Conversation(participant_ended),
    ),
    Entry::new(
        Rule {
            id: "conversation-ends-last",
            severity: Severity::Must,
            tolerance: Some(&LAST_END),
            reason: "a conversation ends when the last participant left",
            evidence: Evidence::Documented,
            sources: &[
                &SDK,
                &CALL_CONVERSATION,
                &CHAT_CONVERSATION,
                &MESSAGE_ANALYTICS,
            ],
            passes: r#"{"endTime": "2026-01-05T09:00:00.003Z", "participants": [{"messages": [{"state": "disconnected",
                "disconnectType": "peer", "disconnectedTime": "2026-01-05T09:00:00.000Z"}]}]}"#,
            fails: r#"{"endTime": "2026-01-05T09:00:00.003Z", "participants": [{"messages": [{"state": "disconnected",
                "disconnectType": "peer", "disconnectedTime": "2026-01-05T09:00:01.000Z"}]}]}"#,
            ..USUALLY
        },
        Check::Conversation(ends_last),
    ),
    Entry::new(
        Rule {
            id: "conversation-ended-while-leg-live",
            severity: Severity::Must,
            reason: "a conversation ends when the last participant left, so that one which ended \
                     has no live leg",
            evidence: Evidence::Documented,
            sources: &[&SDK],
            passes: r#"{"participants": [{"messages": [{"state": "connected"}]}]}"#,
            fails: r#"{"endTime": "2026-01-05T09:00:00.000Z", "participants": [{"messages": [{"state": "connected"}]}]}"#,
            ..USUALLY
        },
        Check::Conversation(conversation_ended),
    ),
];

fn starts_with_participant(contact: &Contact<'_>, judge: &mut Judge<'_>) {
    for (index, participant, legs) in contact.participants() {
        let Some(joined) = participant.start_time else {
            continue;
        };
        let first = |leg: &Leg<'_>| leg.segments().first()?.start_time;
        // A participant who returned has one leg per stay.
        let Some((start, leg)) = legs
            .iter()
            .filter_map(|leg| Some((first(leg)?, leg)))
            .min_by_key(|(start, _)| *start)
        else {
            continue;
        };
        judge.that(start == joined, || {
            let found = format!("{start} on a leg of participant {index}, who joined at {joined}");
            breach(
                leg.property("segments[0].startTime"),
                found,
                "the participant's startTime",
            )
        });
    }
}

fn ends_with_legs(contact: &Contact<'_>, judge: &mut Judge<'_>) {
    for (index, participant, legs) in contact.participants() {
        let (Some(left), Some(last)) = (participant.end_time, last_end(legs)) else {
            continue;
        };
        judge.that(left == last, || {
            let found = format!("{left}, and its last leg ended at {last}");
            breach(
                format!("participants[{index}].endTime"),
                found,
                "the disconnectedTime of the last leg",
            )
        });
    }
}

/// When the last of the legs ended; `None` unless all have ended.
fn last_end(legs: &[Leg<'_>]) -> Option<Timestamp> {
    let ends: Option<Vec<Timestamp>> = legs.iter().map(Leg::end).collect();
    ends?.into_iter().max()
}

fn participant_ended(contact: &Contact<'_>, judge: &mut Judge<'_>) {
    for (index, participant, legs) in contact.participants() {
        let Some(live) = legs.iter().find(|leg| leg.is_live()) else {
            continue;
        };
        judge.that(participant.end_time.is_none(), || {
            let found = format!(
                "{} on a participant with a leg in state {}",
                shown(participant.end_time),
                live.state_shown()
            );
            breach(
                format!("participants[{index}].endTime"),
                found,
                "no endTime while a leg is live",
            )
        });
    }
}

fn ends_last(contact: &Contact<'_>, judge: &mut Judge<'_>) {
    let Some(ended) = contact
        .conversation
        .and_then(|conversation| conversation.end_time)
    else {
        return;
    };
    for leg in &contact.legs {
        let Some(disconnected) = leg.disconnected_time else {
            continue;
        };
        judge.that(disconnected.millis_since(ended) <= LAST_END.ms, || {
            let found = format!("{disconnected}, after the conversation's endTime {ended}");
            breach(
                leg.property("disconnectedTime"),
                found,
                "an instant not after the conversation's endTime",
            )
        });
    }
}

fn conversation_ended(contact: &Contact<'_>, judge: &mut Judge<'_>) {
    let Some(conversation) = contact.conversation else {
        return;
    };
    let Some(live) = contact.legs.iter().find(|leg| leg.is_live()) else {
        return;
    };
    judge.that(conversation.end_time.is_none(), || {
        let found = format!(
            "{} while {} is in state {}",
            shown(conversation.end_time),
            live.path(),
            live.state_shown()
        );
        breach(
            "endTime".to_owned(),
            found,
            "no endTime while a leg is live",
        )
    });
}
