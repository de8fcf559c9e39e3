//! Rules for parking. Only messages and emails can be parked (documented), and only messages have
//! park times to compare.

use message_model::{Evidence, MessageState};

use crate::judge::{Judge, breach};
use crate::leg::Leg;
use crate::rule::Rule;
use crate::rules::entry::{Check, Entry, MESSAGES, USUALLY};
use crate::source::SDK;

pub(super) static RULES: &[Entry] = &[
    Entry::new(
        Rule {
            id: "park-time-when-parked",
            media: MESSAGES,
            reason: "a parked leg says since when; releases 238 to 256 have the state and not the \
                     time",
            evidence: Evidence::Documented,
            sources: &[&SDK],
            passes: r#"{"state": "parked", "parkTime": "2026-01-05T09:00:00.000Z"}"#,
            fails: r#"{"state": "parked"}"#,
            ..USUALLY
        },
        Check::Leg(park_time),
    ),
    Entry::new(
        Rule {
            id: "resume-after-park",
            media: MESSAGES,
            reason: "a leg resumes after it was parked",
            passes: r#"{"state": "parked", "parkTime": "2026-01-05T09:00:00.000Z", "resumeTime": "2026-01-05T10:00:00.000Z"}"#,
            fails: r#"{"state": "parked", "parkTime": "2026-01-05T09:00:00.000Z", "resumeTime": "2026-01-05T09:00:00.000Z"}"#,
            ..USUALLY
        },
        Check::Leg(resume_after_park),
    ),
];

fn park_time(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    if leg.state != Some(MessageState::Parked) {
        return;
    }
    judge.that(leg.park_time.is_some(), || {
        breach(
            leg.property("parkTime"),
            "none on a leg in state \"parked\"".to_owned(),
            "when it was parked",
        )
    });
}

fn resume_after_park(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    let (Some(park), Some(resume)) = (leg.park_time, leg.resume_time) else {
        return;
    };
    judge.that(resume > park, || {
        let found = format!("resumeTime {resume} is not after parkTime {park}");
        breach(
            leg.property("resumeTime"),
            found,
            "an instant after parkTime",
        )
    });
}
