//! Rules for after-call work: who has it, and when it begins.

use message_model::{AfterCallWork, AfterCallWorkState, Evidence};

use crate::contact::Contact;
use crate::judge::{Judge, breach};
use crate::leg::Leg;
use crate::medium::Role;
use crate::quote::shown;
use crate::rule::{Rule, Severity};
use crate::rules::entry::{Check, Entry, USUALLY, WITH_PARTICIPANT};
use crate::source::{CALL_CONVERSATION, CALLBACK_NOTIFICATION, SDK};
use crate::succession::LegChange;
use crate::tolerance::CLOCK_SKEW;

pub(super) static RULES: &[Entry] = &[
    Entry::new(
        Rule {
            id: "work-after-of-agents",
            views: WITH_PARTICIPANT,
            reason: "only an agent has work after the interaction; others may carry an empty \
                     afterCallWork",
            evidence: Evidence::Observed,
            sources: &[&CALL_CONVERSATION, &CALLBACK_NOTIFICATION],
            passes: r#"{"participants": [{"purpose": "acd", "messages": [{"afterCallWork": {}}]}]}"#,
            fails: r#"{"participants": [{"purpose": "acd", "messages": [{"connectedTime": "2026-01-05T09:00:00.000Z",
                "afterCallWork": {"state": "pending"}}]}]}"#,
            ..USUALLY
        },
        Check::Leg(of_agents),
    ),
    Entry::new(
        Rule {
            id: "work-after-connected",
            reason: "only a leg that connected has work after it",
            evidence: Evidence::Observed,
            sources: &[&CALL_CONVERSATION, &CALLBACK_NOTIFICATION],
            passes: r#"{"connectedTime": "2026-01-05T09:00:00.000Z", "afterCallWork": {"state": "pending"}}"#,
            fails: r#"{"state": "disconnected", "disconnectType": "system", "disconnectedTime": "2026-01-05T09:00:30.000Z",
                "afterCallWork": {"state": "pending"}}"#,
            ..USUALLY
        },
        Check::Leg(of_connected),
    ),
    Entry::new(
        Rule {
            id: "work-after-before-end",
            reason: "the work after the interaction begins when the leg disconnects, so that one \
                     which has not has none",
            evidence: Evidence::Observed,
            sources: &[&CALL_CONVERSATION, &CALLBACK_NOTIFICATION],
            passes: r#"{"state": "connected", "afterCallWork": {"state": "notApplicable"}}"#,
            fails: r#"{"state": "connected", "connectedTime": "2026-01-05T09:00:00.000Z", "afterCallWork": {"state": "pending"}}"#,
            ..USUALLY
        },
        Check::Conversation(before_end),
    ),
    Entry::new(
        Rule {
            id: "work-after-starts-at-end",
            tolerance: Some(&CLOCK_SKEW),
            reason: "the work after the interaction begins when the leg disconnects",
            evidence: Evidence::Observed,
            sources: &[&CALL_CONVERSATION, &CALLBACK_NOTIFICATION],
            passes: r#"{"connectedTime": "2026-01-05T09:00:00.000Z", "disconnectedTime": "2026-01-05T09:00:30.000Z",
                "afterCallWork": {"startTime": "2026-01-05T09:00:30.000Z"}}"#,
            fails: r#"{"connectedTime": "2026-01-05T09:00:00.000Z", "disconnectedTime": "2026-01-05T09:00:30.000Z",
                "afterCallWork": {"startTime": "2026-01-05T09:00:35.000Z"}}"#,
            ..USUALLY
        },
        Check::Leg(starts_at_end),
    ),
    Entry::new(
        Rule {
            id: "work-after-of-participant",
            views: WITH_PARTICIPANT,
            reason: "startAcwTime and endAcwTime of a participant are the times of its leg's \
                     afterCallWork",
            evidence: Evidence::Observed,
            sources: &[&CALL_CONVERSATION, &CALLBACK_NOTIFICATION],
            passes: r#"{"participants": [{"purpose": "agent", "startAcwTime": "2026-01-05T09:00:30.000Z", "messages": [
                {"connectedTime": "2026-01-05T09:00:00.000Z", "afterCallWork": {"startTime": "2026-01-05T09:00:30.000Z"}}]}]}"#,
            fails: r#"{"participants": [{"purpose": "agent", "startAcwTime": "2026-01-05T09:00:31.000Z", "messages": [
                {"connectedTime": "2026-01-05T09:00:00.000Z", "afterCallWork": {"startTime": "2026-01-05T09:00:30.000Z"}}]}]}"#,
            ..USUALLY
        },
        Check::Leg(of_participant),
    ),
    Entry::new(
        Rule {
            id: "work-after-ends-after-start",
            severity: Severity::Must,
            reason: "the work after the interaction is the span from startTime to endTime, on one \
                     clock",
            evidence: Evidence::Documented,
            sources: &[&SDK, &CALL_CONVERSATION],
            passes: r#"{"connectedTime": "2026-01-05T09:00:00.000Z", "afterCallWork": {"startTime": "2026-01-05T09:00:30.000Z",
                "endTime": "2026-01-05T09:00:30.000Z", "state": "skipped"}}"#,
            fails: r#"{"connectedTime": "2026-01-05T09:00:00.000Z", "afterCallWork": {"startTime": "2026-01-05T09:00:30.000Z",
                "endTime": "2026-01-05T09:00:29.000Z", "state": "complete"}}"#,
            ..USUALLY
        },
        Check::Leg(ends_after_start),
    ),
    Entry::new(
        Rule {
            id: "work-after-forward",
            reason: "the work after an interaction is pending until it is over, and never again",
            passes: r#"[{"id": "00000001-1111-4222-8333-444455556666", "connectedTime": "2026-01-05T09:00:00.000Z",
                "afterCallWork": {"state": "pending"}},
                {"id": "00000001-1111-4222-8333-444455556666", "connectedTime": "2026-01-05T09:00:00.000Z",
                "afterCallWork": {"state": "complete"}}]"#,
            fails: r#"[{"id": "00000001-1111-4222-8333-444455556666", "connectedTime": "2026-01-05T09:00:00.000Z",
                "afterCallWork": {"state": "complete"}},
                {"id": "00000001-1111-4222-8333-444455556666", "connectedTime": "2026-01-05T09:00:00.000Z",
                "afterCallWork": {"state": "pending"}}]"#,
            ..USUALLY
        },
        Check::LegChange(work_forward),
    ),
];

/// The after-call work of a leg; `None` if it says that there is none.
fn work<'l>(leg: &'l Leg<'_>) -> Option<&'l AfterCallWork> {
    let work = leg.facts.after_call_work.as_ref()?;
    let none = match &work.state {
        None | Some(AfterCallWorkState::Unknown) => work.start_time.is_none(),
        Some(AfterCallWorkState::NotApplicable) => true,
        Some(_) => false,
    };
    if none { None } else { Some(work) }
}

fn before_end(contact: &Contact<'_>, judge: &mut Judge<'_>) {
    for leg in contact.legs.iter().filter(|leg| leg.is_live()) {
        judge.that(work(leg).is_none(), || {
            breach(
                leg.property("afterCallWork"),
                format!("work on a leg in state {}", leg.state_shown()),
                "no work until the leg disconnects",
            )
        });
    }
    for (index, participant, legs) in contact.participants() {
        // A participant who is there again may have worked after an earlier leg.
        let Some(live) = legs.first().filter(|_| legs.iter().all(Leg::is_live)) else {
            continue;
        };
        judge.that(participant.start_acw_time.is_none(), || {
            breach(
                format!("participants[{index}].startAcwTime"),
                format!(
                    "{} on a participant with a leg in state {}",
                    shown(participant.start_acw_time),
                    live.state_shown()
                ),
                "no startAcwTime until the leg disconnects",
            )
        });
    }
}

fn of_agents(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    if leg.after_call_work.is_none() || leg.role == Role::Other {
        return;
    }
    judge.that(leg.role == Role::Agent || work(leg).is_none(), || {
        let purpose = leg
            .participant
            .and_then(|participant| participant.purpose.as_ref());
        let found = format!(
            "work on the leg of a participant with purpose {}",
            shown(purpose)
        );
        breach(
            leg.property("afterCallWork"),
            found,
            "none, or an empty one, unless the participant is an agent",
        )
    });
}

fn of_connected(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    if work(leg).is_none() {
        return;
    }
    judge.that(leg.connected_time.is_some(), || {
        breach(
            leg.property("afterCallWork"),
            "work on a leg without connectedTime".to_owned(),
            "none on a leg that never connected",
        )
    });
}

fn starts_at_end(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    let start = work(leg).and_then(|work| work.start_time);
    let (Some(start), Some(ended)) = (start, leg.disconnected_time) else {
        return;
    };
    let apart = start.millis_since(ended);
    judge.that((-CLOCK_SKEW.ms..=CLOCK_SKEW.ms).contains(&apart), || {
        let found = format!("{start}, {apart} ms after disconnectedTime {ended}");
        breach(
            leg.property("afterCallWork.startTime"),
            found,
            "the leg's disconnectedTime",
        )
    });
}

fn of_participant(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    let (Some(work), Some(participant)) = (work(leg), leg.participant) else {
        return;
    };
    let times = [
        (
            "startTime",
            "startAcwTime",
            work.start_time,
            participant.start_acw_time,
        ),
        (
            "endTime",
            "endAcwTime",
            work.end_time,
            participant.end_acw_time,
        ),
    ];
    for (name, of_participant, time, expected) in times {
        let (Some(time), Some(expected)) = (time, expected) else {
            continue;
        };
        judge.that(time == expected, || {
            let found = format!("{time} on a participant with {of_participant} {expected}");
            breach(
                leg.property(&format!("afterCallWork.{name}")),
                found,
                "the same instant as on the participant",
            )
        });
    }
}

fn ends_after_start(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    let Some(work) = work(leg) else { return };
    let (Some(start), Some(end)) = (work.start_time, work.end_time) else {
        return;
    };
    judge.that(end >= start, || {
        let found = format!("endTime {end} is before startTime {start}");
        breach(
            leg.property("afterCallWork.endTime"),
            found,
            "an end not before the start",
        )
    });
}

fn work_forward(leg: &LegChange<'_, '_>, judge: &mut Judge<'_>) {
    use AfterCallWorkState::{Complete, Pending, Skipped};
    let state = |leg: &Leg<'_>| leg.after_call_work.as_ref()?.state.clone();
    let (Some(before), Some(after)) = (state(leg.before), state(leg.after)) else {
        return;
    };
    if !matches!(before, Pending | Complete | Skipped) {
        return;
    }
    let goes_back = before != Pending && after != before;
    let is_undone = before == Pending && !matches!(after, Pending | Complete | Skipped);
    judge.that(!goes_back && !is_undone, || {
        breach(
            leg.after.property("afterCallWork.state"),
            format!("{} after {}", shown(Some(&after)), shown(Some(&before))),
            match before {
                Pending => "pending, complete or skipped",
                _ => "the same state as before",
            },
        )
    });
}
