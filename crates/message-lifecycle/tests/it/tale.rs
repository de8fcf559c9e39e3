//! Tales: expected conversations written line by line, which can be checked against any table.
//!
//! A tale states the facts in the vocabulary of events, independent of any table:
//!
//! ```text
//! inbound sms                  direction, channel, and a release if not the latest
//! +0 C enter customer          milliseconds after the line before, leg, event, role
//! +189 A offer agent 1         ... and the number of the user
//! +9 A status 0 sent           the message's number and its new status
//! +9 A park 60000              and for how many milliseconds
//! !+10 A answer                must be illegal
//! = C:peer A:held              how legs ended, or what they are, once everything due has happened
//! ? A answer decline ...       exactly what can happen to a leg now
//! ? new enter:acd start:api    exactly who can join now, and how; an agent here is one who has no
//!                              leg yet
//! ```

use std::collections::BTreeMap;

use message_lifecycle::{
    Action, EventKind, LegIndex, LegState, MessageIndex, NewLeg, Parking, Role, Setup, Simulation,
    Status, StatusChange, Table, Timeline, UserIndex,
};
use message_model::{ApiRevision, Direction, MessageType};

use crate::story::Story;

/// The result of a tale that went as told.
pub(crate) struct Told {
    pub(crate) timeline: Timeline,
    pub(crate) rows: Vec<&'static str>,
}

/// Plays the tale on the table. The error names the first line that did not go as told.
pub(crate) fn tell(table: &Table, tale: &str) -> Result<Told, String> {
    let mut lines = tale.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut story = Story::in_setup(table, setup(lines.next().unwrap_or_default()));
    let mut legs: BTreeMap<&str, LegIndex> = BTreeMap::new();
    for line in lines {
        let went = match line.split_at(2) {
            ("= ", expected) => stands(&mut story, &legs, expected),
            ("? ", expected) => possible(&story, &legs, expected),
            _ => step(&mut story, &mut legs, line),
        };
        went.map_err(|why| format!("`{line}`: {why}"))?;
    }
    story.try_settle()?;
    let (_, timeline) = story.simulation.into_parts();
    let mut again = Simulation::new(table, timeline.setup().clone());
    let mut rows = Vec::new();
    for event in timeline.events() {
        let applied = again.apply_alone(event.clone());
        rows.push(applied.map_err(|illegal| illegal.to_string())?.row.id);
    }
    Ok(Told { timeline, rows })
}

fn setup(line: &str) -> Setup {
    let words: Vec<&str> = line.split(' ').collect();
    let direction = if words[0] == "inbound" {
        Direction::Inbound
    } else {
        Direction::Outbound
    };
    let revision = words
        .get(2)
        .map_or(ApiRevision::LATEST, |version| version.parse().unwrap());
    Setup::new(MessageType::from_text(words[1]), direction).at_revision(revision)
}

fn step<'t>(
    story: &mut Story<'_>,
    legs: &mut BTreeMap<&'t str, LegIndex>,
    line: &'t str,
) -> Result<(), String> {
    let refused = line.starts_with('!');
    let words: Vec<&str> = line.trim_start_matches('!').split(' ').collect();
    let after_ms: i64 = words[0].parse().unwrap();
    let kind = words[2]
        .parse::<EventKind>()
        .unwrap_or_else(|error| panic!("{line}: {error}"));
    let number = |position: usize| words[position].parse::<u32>().unwrap();
    let leg = if kind.opens() {
        story.conversation().next_leg()
    } else {
        legs[words[1]]
    };
    let action = match kind {
        EventKind::Status => {
            let status: Status = words[4].parse().unwrap();
            Action::Status(StatusChange {
                message: MessageIndex::new(number(3)),
                status,
            })
        }
        EventKind::Park => {
            let now = story
                .now()
                .checked_add_millis(after_ms + i64::from(number(3)))
                .unwrap();
            Action::Park(Parking { resume: now })
        }
        kind if kind.opens() => {
            let role: Role = words[3].parse().unwrap();
            let new = if role == Role::Agent {
                NewLeg::of_agent(UserIndex::new(number(4)))
            } else {
                NewLeg::of(role)
            };
            kind.opening(new).unwrap()
        }
        kind => kind.plain().unwrap(),
    };
    match (story.try_act(after_ms, leg, action), refused) {
        (Ok(()), false) => {
            if kind.opens() {
                legs.insert(words[1], leg);
            }
            Ok(())
        }
        (Err(_), true) => Ok(()),
        (Ok(()), true) => Err("was not refused".to_owned()),
        (Err(illegal), false) => Err(illegal.to_string()),
    }
}

fn stands(
    story: &mut Story<'_>,
    legs: &BTreeMap<&str, LegIndex>,
    expected: &str,
) -> Result<(), String> {
    story.try_settle()?;
    for (label, expected) in expected.split(' ').filter_map(|word| word.split_once(':')) {
        let state = story.conversation().leg(legs[label]).unwrap().state();
        let found = match state {
            LegState::Disconnected { ending, .. } => ending.as_str(),
            live => live.name().as_str(),
        };
        if found != expected {
            return Err(format!("{label} is {found}"));
        }
    }
    Ok(())
}

fn possible(
    story: &Story<'_>,
    legs: &BTreeMap<&str, LegIndex>,
    expected: &str,
) -> Result<(), String> {
    let (label, expected) = expected.split_once(' ').unwrap_or((expected, ""));
    let mut expected: Vec<String> = expected.split_whitespace().map(str::to_owned).collect();
    let mut found: Vec<String> = match legs.get(label) {
        Some(&leg) => story
            .conversation()
            .legal(story.simulation.table(), leg)
            .iter()
            .map(ToString::to_string)
            .collect(),
        None => Role::ALL
            .into_iter()
            .flat_map(|role| joins(story, role))
            .collect(),
    };
    expected.sort();
    found.sort();
    if expected == found {
        Ok(())
    } else {
        Err(format!("possible is {}", found.join(" ")))
    }
}

fn joins(story: &Story<'_>, role: Role) -> Vec<String> {
    let new = if role == Role::Agent {
        NewLeg::of_agent(UserIndex::new(99))
    } else {
        NewLeg::of(role)
    };
    let kinds = story
        .conversation()
        .legal_openings(story.simulation.table(), new);
    kinds.iter().map(|kind| format!("{kind}:{role}")).collect()
}
