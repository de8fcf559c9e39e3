//! Finds which properties a row sets and clears, by making its move on a sample leg.

use std::borrow::Cow;

use message_model::{Direction, ErrorBody, MessageType, Timestamp};
use uuid::Uuid;

use crate::projection::{LegProperty, Projection, visit_leg};
use crate::table::moves::Circumstance;
use crate::{
    Connection, Content, Conversation, ConversationContent, Ending, Leg, LegIndex, LegState,
    MessageContent, MessageIndex, Moment, Move, Parking, ParticipantContent, ParticipantIndex,
    Past, Role, Row, Sent, Setup, StateName, Work,
};

/// The properties of the leg that a row changes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Effects {
    /// Those that were absent before or had another value.
    pub(super) sets: Vec<&'static str>,
    /// Those that were present before and are absent after.
    pub(super) clears: Vec<&'static str>,
}

/// Properties that never change, or that the table in the README shows in a column of their own.
const LEFT_OUT: [&str; 6] = [
    "id",
    "held",
    "direction",
    "type",
    "afterCallWorkRequired",
    "segments",
];

/// The effects of the row on a leg with the first of the row's roles, in the first of the states
/// that it starts from.
pub(super) fn effects(row: &Row) -> Effects {
    let (Some(&role), Some(&from)) = (row.roles.first(), row.from.first()) else {
        return Effects::default();
    };
    let before = sample(role, from);
    let circumstance = Circumstance {
        // Unlike any time of the samples: a property that gets the time that it had before would
        // count as unchanged.
        now: moment(5),
        role,
        ending: row.ending,
        parking: Some(Parking { resume: time(9) }),
    };
    let Some(after) = row.movement.make(before, &circumstance) else {
        return Effects::default();
    };
    let mut effects = compare(&properties(role, before), &properties(role, Some(after)));
    match row.movement {
        Move::Send => effects.sets.push("messages[]"),
        Move::Mark => effects.sets.push("messages[].messageStatus"),
        _ => {}
    }
    // Every leg has the flag, as true or as false, so that the comparison would call its end a
    // setting too.
    if after.name() == StateName::Held {
        effects.sets.push("held");
    }
    if before.is_some_and(|before| before.name() == StateName::Held) {
        effects.clears.push("held");
    }
    effects
}

fn compare(before: &[(&'static str, String)], after: &[(&'static str, String)]) -> Effects {
    let had = |one: &&(&str, String)| before.contains(one);
    let keeps = |(name, _): &&(&str, String)| after.iter().any(|(other, _)| name == other);
    Effects {
        sets: names(after.iter().filter(|one| !had(one))),
        clears: names(before.iter().filter(|one| !keeps(one))),
    }
}

fn names<'a>(properties: impl Iterator<Item = &'a (&'static str, String)>) -> Vec<&'static str> {
    properties.map(|(name, _)| *name).collect()
}

fn properties(role: Role, state: Option<LegState>) -> Vec<(&'static str, String)> {
    let Some(state) = state else {
        return Vec::new();
    };
    let leg = Leg {
        role,
        user: None,
        alerting_timeout_ms: 0,
        participant: ParticipantIndex::new(0),
        peer: None,
        opened: moment(0),
        changed: time(0),
        state,
        segments: Vec::new(),
        messages: Vec::new(),
    };
    let conversation = Conversation::of_leg(Setup::new(MessageType::Sms, Direction::Inbound), leg);
    let mut properties = Vec::new();
    visit_leg(
        Projection::new(&conversation, &Bare),
        LegIndex::new(0),
        |property: LegProperty<'_>| {
            if !LEFT_OUT.contains(&property.name()) {
                properties.push((property.name(), format!("{property:?}")));
            }
        },
    );
    properties
}

/// The state data of a sample leg of that role in that state; `None` for a leg that has not opened.
fn sample(role: Role, state: StateName) -> Option<LegState> {
    let connection = Connection {
        alerted: None,
        connected: moment(1),
        parked: None,
    };
    match state {
        StateName::New => None,
        StateName::Alerting => Some(LegState::Alerting { since: moment(0) }),
        StateName::Connected => Some(LegState::Connected {
            connection,
            hold: None,
        }),
        StateName::Held => Some(LegState::Connected {
            connection,
            hold: Some(moment(2)),
        }),
        StateName::Parked => Some(LegState::Parked {
            connection,
            since: moment(2),
            parking: Parking { resume: time(9) },
        }),
        StateName::Disconnected => Some(LegState::Disconnected {
            past: Past::Connected(connection),
            at: moment(4),
            ending: Ending::Client,
            work: (role == Role::Agent).then_some(Work::Pending),
        }),
    }
}

fn moment(seconds: i64) -> Moment {
    Moment {
        provider: time(seconds),
        cloud: time(seconds),
    }
}

fn time(seconds: i64) -> Timestamp {
    Timestamp::from_micros(seconds * 1_000_000).expect("1970 is in range")
}

/// Content with nothing in it.
struct Bare;

impl Content for Bare {
    fn conversation(&self) -> ConversationContent<'_> {
        ConversationContent::default()
    }

    fn participant(&self, _index: LegIndex, _leg: &Leg) -> ParticipantContent<'_> {
        ParticipantContent::default()
    }

    fn leg_id(&self, _index: LegIndex) -> Uuid {
        Uuid::nil()
    }

    fn message(&self, _index: MessageIndex, _sent: &Sent) -> MessageContent<'_> {
        MessageContent::default()
    }

    // The one content that is there, so that `errorInfo` appears among what a failure sets.
    fn leg_error(&self, _index: LegIndex, _leg: &Leg) -> Option<Cow<'_, ErrorBody>> {
        Some(Cow::Owned(ErrorBody::default()))
    }
}

#[cfg(test)]
mod tests {
    use super::effects;
    use crate::Table;

    #[track_caller]
    fn check(row: &str, sets: &[&str], clears: &[&str]) {
        let found = effects(Table::standard().row(row).unwrap());
        assert_eq!(
            (found.sets.as_slice(), found.clears.as_slice()),
            (sets, clears)
        );
    }

    #[test]
    fn effects_are_those_of_the_moves() {
        check(
            "queue-offers",
            &["state", "initialState", "startAlertingTime"],
            &[],
        );
        check("answer", &["state", "connectedTime"], &[]);
        check(
            "decline",
            &["state", "disconnectType", "disconnectedTime"],
            &[],
        );
        check("hold", &["startHoldTime", "held"], &[]);
        check("resume", &[], &["startHoldTime", "held"]);
        check("park", &["state", "resumeTime", "parkTime"], &[]);
        check("unpark", &["state"], &["resumeTime"]);
        check("wrap-up", &["afterCallWork"], &[]);
    }
}
