//! Rules for what may change from one snapshot of a leg to the next.
//!
//! They are written from the facts rather than taken from the simulator's transition table, so that
//! they can catch mistakes in the table. Snapshots may be missing in between, so a rule forbids
//! only what no series of steps can lead to.

use message_model::{Evidence, Id, MessageState, Segment, Timestamp};

use crate::judge::{Judge, breach};
use crate::leg::{Leg, Phase, phase};
use crate::quote::shown;
use crate::rule::{Rule, Severity};
use crate::rules::entry::{API, Check, Entry, MESSAGES, USUALLY, WITH_PARTICIPANT};
use crate::source::{CALLBACK_CONVERSATION, CONCLUSION, SDK};
use crate::succession::{Change, LegChange};

pub(super) static RULES: &[Entry] = &[
    Entry::new(
        Rule {
            id: "disconnected-is-final",
            reason: "a leg never leaves disconnected: who comes back has a new leg",
            passes: r#"[{"id": "00000001-1111-4222-8333-444455556666", "state": "connected"},
                {"id": "00000001-1111-4222-8333-444455556666", "state": "disconnected", "disconnectType": "peer",
                "disconnectedTime": "2026-01-05T09:00:00.000Z"}]"#,
            fails: r#"[{"id": "00000001-1111-4222-8333-444455556666", "state": "disconnected", "disconnectType": "peer",
                "disconnectedTime": "2026-01-05T09:00:00.000Z"},
                {"id": "00000001-1111-4222-8333-444455556666", "state": "connected"}]"#,
            ..USUALLY
        },
        Check::LegChange(disconnected_is_final),
    ),
    Entry::new(
        Rule {
            id: "alerting-is-first",
            reason: "a leg alerts before it connects, and never again",
            passes: r#"[{"id": "00000001-1111-4222-8333-444455556666", "state": "alerting"},
                {"id": "00000001-1111-4222-8333-444455556666", "state": "connected"}]"#,
            fails: r#"[{"id": "00000001-1111-4222-8333-444455556666", "state": "connected"},
                {"id": "00000001-1111-4222-8333-444455556666", "state": "alerting"}]"#,
            ..USUALLY
        },
        Check::LegChange(alerting_is_first),
    ),
    Entry::new(
        Rule {
            id: "initial-state-fixed",
            severity: Severity::Must,
            reason: "initialState is the state that the leg began in",
            evidence: Evidence::Documented,
            sources: &[&SDK, &CALLBACK_CONVERSATION],
            passes: r#"[{"id": "00000001-1111-4222-8333-444455556666", "initialState": "alerting"},
                {"id": "00000001-1111-4222-8333-444455556666", "initialState": "alerting"}]"#,
            fails: r#"[{"id": "00000001-1111-4222-8333-444455556666", "initialState": "alerting"},
                {"id": "00000001-1111-4222-8333-444455556666", "initialState": "connected"}]"#,
            ..USUALLY
        },
        Check::LegChange(initial_state_fixed),
    ),
    Entry::new(
        Rule {
            id: "set-times-never-move",
            severity: Severity::Must,
            reason: "when a leg alerted, connected or disconnected is one instant and stays it",
            evidence: Evidence::Documented,
            sources: &[&SDK],
            passes: r#"[{"id": "00000001-1111-4222-8333-444455556666", "connectedTime": "2026-01-05T09:00:00.000Z"},
                {"id": "00000001-1111-4222-8333-444455556666", "connectedTime": "2026-01-05T09:00:00.000Z"}]"#,
            fails: r#"[{"id": "00000001-1111-4222-8333-444455556666", "connectedTime": "2026-01-05T09:00:00.000Z"},
                {"id": "00000001-1111-4222-8333-444455556666", "connectedTime": "2026-01-05T09:00:00.007Z"}]"#,
            ..USUALLY
        },
        Check::LegChange(times_never_move),
    ),
    Entry::new(
        Rule {
            id: "set-times-never-vanish",
            reason: "when a leg alerted, connected or disconnected stays known",
            passes: r#"[{"id": "00000001-1111-4222-8333-444455556666", "connectedTime": "2026-01-05T09:00:00.000Z"},
                {"id": "00000001-1111-4222-8333-444455556666", "connectedTime": "2026-01-05T09:00:00.000Z"}]"#,
            fails: r#"[{"id": "00000001-1111-4222-8333-444455556666", "connectedTime": "2026-01-05T09:00:00.000Z"},
                {"id": "00000001-1111-4222-8333-444455556666", "provider": "PureCloud Messaging"}]"#,
            ..USUALLY
        },
        Check::LegChange(times_never_vanish),
    ),
    Entry::new(
        Rule {
            id: "park-time-kept",
            severity: Severity::Must,
            media: MESSAGES,
            reason: "parkTime does not reset on resume",
            evidence: Evidence::Documented,
            sources: &[&SDK],
            passes: r#"[{"id": "00000001-1111-4222-8333-444455556666", "state": "parked", "parkTime": "2026-01-05T09:00:00.000Z"},
                {"id": "00000001-1111-4222-8333-444455556666", "state": "connected", "parkTime": "2026-01-05T09:00:00.000Z"}]"#,
            fails: r#"[{"id": "00000001-1111-4222-8333-444455556666", "state": "parked", "parkTime": "2026-01-05T09:00:00.000Z"},
                {"id": "00000001-1111-4222-8333-444455556666", "state": "connected"}]"#,
            ..USUALLY
        },
        Check::LegChange(park_time_kept),
    ),
    Entry::new(
        Rule {
            id: "segments-only-close",
            views: API,
            reason: "segments are appended to a leg; of those before only an open one changes, by \
                     ending",
            passes: r#"[{"id": "00000001-1111-4222-8333-444455556666", "segments": [{"type": "Alert", "startTime": "2026-01-05T09:00:00.000Z"}]},
                {"id": "00000001-1111-4222-8333-444455556666", "segments": [{"type": "Alert", "startTime": "2026-01-05T09:00:00.000Z",
                 "endTime": "2026-01-05T09:00:05.000Z"}]}]"#,
            fails: r#"[{"id": "00000001-1111-4222-8333-444455556666", "segments": [{"type": "Alert", "startTime": "2026-01-05T09:00:00.000Z",
                 "endTime": "2026-01-05T09:00:05.000Z"}]},
                {"id": "00000001-1111-4222-8333-444455556666", "segments": [{"type": "Alert", "startTime": "2026-01-05T09:00:00.000Z"}]}]"#,
            ..USUALLY
        },
        Check::LegChange(segments_only_close),
    ),
    Entry::new(
        Rule {
            id: "leg-id-reused",
            severity: Severity::Must,
            views: WITH_PARTICIPANT,
            reason: "an id is never used again for the leg of another participant",
            evidence: Evidence::Documented,
            sources: &[&SDK, &CALLBACK_CONVERSATION],
            passes: r#"[{"participants": [{"id": "p1", "messages": [{"id": "00000001-1111-4222-8333-444455556666"}]}]},
                {"participants": [{"id": "p1", "messages": [{"id": "00000001-1111-4222-8333-444455556666"}]},
                    {"id": "p2", "messages": [{"id": "00000002-1111-4222-8333-444455556666"}]}]}]"#,
            fails: r#"[{"participants": [{"id": "p1", "messages": [{"id": "00000001-1111-4222-8333-444455556666"}]}]},
                {"participants": [{"id": "p1", "messages": []},
                    {"id": "p2", "messages": [{"id": "00000001-1111-4222-8333-444455556666"}]}]}]"#,
            ..USUALLY
        },
        Check::LegChange(id_reused),
    ),
    Entry::new(
        Rule {
            id: "legs-never-vanish",
            reason: "a leg stays in its conversation when it is over",
            sources: &[&CALLBACK_CONVERSATION, &CONCLUSION],
            passes: r#"[{"participants": [{"messages": [{"id": "00000001-1111-4222-8333-444455556666"}]}]},
                {"participants": [{"messages": [{"id": "00000001-1111-4222-8333-444455556666"}]},
                    {"messages": [{"id": "00000002-1111-4222-8333-444455556666"}]}]}]"#,
            fails: r#"[{"participants": [{"messages": [{"id": "00000001-1111-4222-8333-444455556666"}]},
                    {"messages": [{"id": "00000002-1111-4222-8333-444455556666"}]}]},
                {"participants": [{"messages": [{"id": "00000001-1111-4222-8333-444455556666"}]}]}]"#,
            ..USUALLY
        },
        Check::Change(never_vanish),
    ),
];

fn disconnected_is_final(leg: &LegChange<'_, '_>, judge: &mut Judge<'_>) {
    if !leg.before.has_ended() {
        return;
    }
    let Some(after) = leg.after.phase() else {
        return;
    };
    judge.that(after == Phase::Ended, || {
        let found = format!(
            "{} after {}",
            leg.after.state_shown(),
            leg.before.state_shown()
        );
        breach(leg.after.property("state"), found, "disconnected for good")
    });
}

fn alerting_is_first(leg: &LegChange<'_, '_>, judge: &mut Judge<'_>) {
    let (Some(before), Some(after)) = (&leg.before.state, &leg.after.state) else {
        return;
    };
    let was_on = matches!(before, MessageState::Connected | MessageState::Parked);
    if !was_on || phase(after).is_none() {
        return;
    }
    judge.that(*after != MessageState::Alerting, || {
        let found = format!(
            "{} after {}",
            leg.after.state_shown(),
            leg.before.state_shown()
        );
        breach(
            leg.after.property("state"),
            found,
            "connected, parked or disconnected",
        )
    });
}

fn initial_state_fixed(leg: &LegChange<'_, '_>, judge: &mut Judge<'_>) {
    let (Some(before), Some(after)) = (&leg.before.initial_state, &leg.after.initial_state) else {
        return;
    };
    judge.that(before == after, || {
        let found = format!("{} after {}", shown(Some(after)), shown(Some(before)));
        breach(
            leg.after.property("initialState"),
            found,
            "the same initialState as before",
        )
    });
}

/// The times of a leg that are set only once, before and after.
fn set_times(leg: &LegChange<'_, '_>) -> [(&'static str, Option<Timestamp>, Option<Timestamp>); 3] {
    let (before, after) = (&leg.before, &leg.after);
    [
        (
            "startAlertingTime",
            before.start_alerting_time,
            after.start_alerting_time,
        ),
        ("connectedTime", before.connected_time, after.connected_time),
        (
            "disconnectedTime",
            before.disconnected_time,
            after.disconnected_time,
        ),
    ]
}

fn times_never_move(leg: &LegChange<'_, '_>, judge: &mut Judge<'_>) {
    for (name, before, after) in set_times(leg) {
        let (Some(before), Some(after)) = (before, after) else {
            continue;
        };
        judge.that(before == after, || {
            breach(
                leg.after.property(name),
                format!("{after} after {before}"),
                "the same instant as before",
            )
        });
    }
}

fn times_never_vanish(leg: &LegChange<'_, '_>, judge: &mut Judge<'_>) {
    // Another view has different properties.
    if leg.before.view != leg.after.view {
        return;
    }
    for (name, before, after) in set_times(leg) {
        let Some(before) = before else { continue };
        judge.that(after.is_some(), || {
            breach(
                leg.after.property(name),
                format!("none after {before}"),
                "the same instant as before",
            )
        });
    }
}

fn park_time_kept(leg: &LegChange<'_, '_>, judge: &mut Judge<'_>) {
    let Some(before) = leg.before.park_time else {
        return;
    };
    judge.that(
        leg.after.park_time.is_some_and(|after| after >= before),
        || {
            let found = format!("{} after {before}", shown(leg.after.park_time));
            breach(
                leg.after.property("parkTime"),
                found,
                "the same instant as before, or that of a later parking",
            )
        },
    );
}

fn segments_only_close(leg: &LegChange<'_, '_>, judge: &mut Judge<'_>) {
    if leg.before.view != leg.after.view {
        return;
    }
    let after = leg.after.segments();
    for (index, before) in leg.before.segments().iter().enumerate() {
        let now = after.get(index);
        let kept = now.is_some_and(|now| continues(before, now));
        judge.that(kept, || {
            let shown = |segment: Option<&Segment>| match segment {
                Some(segment) => format!(
                    "{} from {} to {}",
                    shown(segment.r#type.as_ref()),
                    shown(segment.start_time),
                    shown(segment.end_time)
                ),
                None => "no segment".to_owned(),
            };
            let found = format!("{} after {}", shown(now), shown(Some(before)));
            breach(
                leg.after.property(&format!("segments[{index}]")),
                found,
                "the same segment as before, or its end",
            )
        });
        if !kept {
            return;
        }
    }
}

/// Whether `after` is the same segment as `before`, which may have ended since.
fn continues(before: &Segment, after: &Segment) -> bool {
    let same_end = before.end_time.is_none() || before.end_time == after.end_time;
    before.start_time == after.start_time && before.r#type == after.r#type && same_end
}

fn id_reused(leg: &LegChange<'_, '_>, judge: &mut Judge<'_>) {
    let (Some(before), Some(after)) = (participant_id(leg.before), participant_id(leg.after))
    else {
        return;
    };
    judge.that(before == after, || {
        let (before, after) = (shown(Some(before)), shown(Some(after)));
        let found = format!(
            "a leg of participant {after} with an id that was a leg's of participant {before}"
        );
        breach(
            leg.after.property("id"),
            found,
            "an id that no other participant's leg has had",
        )
    });
}

fn participant_id<'l>(leg: &'l Leg<'_>) -> Option<&'l Id> {
    leg.participant?.id.as_ref()
}

fn never_vanish(change: &Change<'_, '_>, judge: &mut Judge<'_>) {
    // Two legs outside of any conversation are two documents, not a conversation that lost a leg.
    if change.before.conversation.is_none() || change.after.conversation.is_none() {
        return;
    }
    for _ in &change.kept {
        judge.holds();
    }
    for leg in &change.gone {
        let found = format!(
            "no leg with id {}, which was at {}",
            shown(leg.id.as_ref()),
            leg.path()
        );
        judge.breaks(breach(
            String::new(),
            found,
            "every leg of the snapshot before it",
        ));
    }
}
