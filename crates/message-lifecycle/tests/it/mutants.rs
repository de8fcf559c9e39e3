//! Mutation testing of the table: it is altered one row at a time, and the tests must notice.
//!
//! Alterations without effect are left out: a row for a leg that cannot exist, a state from which
//! the move cannot be made, a role for which the table does the same already. An alteration is
//! killed if a tale no longer goes as told, or if the tales or some walks through the altered table
//! break an invariant. One that survives must have a reason that a reader can check; it is listed
//! beside the alteration's name.

use std::collections::{BTreeMap, BTreeSet};

use message_lifecycle::{
    Ending, Guard, Move, Role, Row, SegmentEffect, SegmentType, StateName, Status, Table, walk,
};

use crate::tale::tell;
use crate::tales;
use crate::walks::{breaches, integers};

/// The number of walks through each altered table.
const WALKS: u64 = 60;

/// The alterations that survive, each with the reason why nothing can tell it from the standard
/// table.
const SURVIVORS: &[(&str, &str)] = &[
    ("contact-is-started: also for workflow", LAW_OF_BEGINNING),
    ("contact-is-started: also for bot", LAW_OF_BEGINNING),
    ("contact-is-started: also for acd", LAW_OF_BEGINNING),
    ("contact-is-started: also for agent", LAW_OF_BEGINNING),
    ("contact-is-started: also for api", LAW_OF_BEGINNING),
    ("contact-writes: also for workflow", NO_FLOW_BESIDE_AGENT),
    ("contact-writes: also for bot", NO_FLOW_BESIDE_AGENT),
    (
        "contact-writes: also for agent",
        "while an agent has parked, no second agent is connected but for some milliseconds",
    ),
    ("take-over: also for workflow", NO_FLOW_BESIDE_AGENT),
    ("take-over: also for bot", NO_FLOW_BESIDE_AGENT),
    (
        "take-over: in any release",
        "it takes a pull, and that row is guarded by the same release",
    ),
    ("in-queue-flow-enters: without QueueLive", SAID_BEFORE),
    ("flow-takes-out: without QueueLive", SAID_BESIDE),
    ("flow-takes-out: also for acd", NEVER_TWO),
    ("queue-hands-on: also for workflow", SAID_BESIDE),
    ("queue-hands-on: also for bot", SAID_BESIDE),
    ("queue-flows-out: also for workflow", NEVER_TWO),
    ("queue-flows-out: also for bot", NEVER_TWO),
    (
        "queue-flows-out: also for agent",
        "no flow hands on while an agent alerts or takes part",
    ),
    ("in-queue-flow-ends: without QueueLive", SAID_BESIDE),
    ("in-queue-flow-ends: also for acd", NEVER_TWO),
    ("queue-is-left-behind: also for acd", NEVER_TWO),
    (
        "queue-is-left-behind: also for agent",
        "beside an agent who takes part a queue is about to hand on",
    ),
    ("queue-ends: also for workflow", ENDS_ONLY_QUEUES),
    ("queue-ends: also for bot", ENDS_ONLY_QUEUES),
    ("queue-ends: also for api", ENDS_ONLY_QUEUES),
    ("bot-hands-back: also for workflow", NEVER_TWO),
    ("bot-returns: also for workflow", NEVER_TWO),
    ("bot-returns: also for api", SAID_BESIDE),
    ("in-queue-flow-finishes: also for api", SAID_BESIDE),
    ("program-finishes: also for bot", SAID_BEFORE),
    (
        "session-expires: in any release",
        "before release 238 the row `session-times-out` stands first and is taken",
    ),
];

const LAW_OF_BEGINNING: &str = "there is somebody but no contact only before the contact is there \
                                or during a hang-up, and then a law forbids it";
const SAID_BEFORE: &str = "a row before it is taken wherever that would make a difference";
const SAID_BESIDE: &str = "another row does the same where this one then could";
const NEVER_TWO: &str = "it takes two flows or two queues at once, which other rows refuse";
const ENDS_ONLY_QUEUES: &str = "while everybody leaves, `end` is due on queues alone, and by a law \
                                nothing else can happen";
const NO_FLOW_BESIDE_AGENT: &str = "it matters only beside an agent who takes part, and \
                                    `flow-enters`, `queue-enters` and the offers keep them apart";

/// The name of the alteration, and the altered table.
type Mutant = (String, Table);

fn judge(table: &Table) -> Result<(), String> {
    for (name, tale) in tales::all() {
        let told = tell(table, tale).map_err(|why| format!("{name}: {why}"))?;
        no_breach(table, &told.timeline).map_err(|why| format!("{name}: {why}"))?;
    }
    for number in 0..WALKS {
        no_breach(table, &walk(table, &integers(number, 34)))
            .map_err(|why| format!("walk {number}: {why}"))?;
    }
    Ok(())
}

fn no_breach(table: &Table, timeline: &message_lifecycle::Timeline) -> Result<(), String> {
    match breaches(table, timeline) {
        Ok(None) => Ok(()),
        Ok(Some(breach)) => Err(breach),
        Err(illegal) => Err(illegal.to_string()),
    }
}

#[test]
fn the_tales_go_as_told_and_take_every_row() {
    let table = Table::standard();
    let mut taken = BTreeSet::new();
    for (name, tale) in tales::all() {
        let told = tell(table, tale).unwrap_or_else(|why| panic!("{name}: {why}"));
        no_breach(table, &told.timeline).unwrap_or_else(|why| panic!("{name}: {why}"));
        taken.extend(told.rows);
    }
    let never: Vec<&str> = table
        .rows
        .iter()
        .map(|row| row.id)
        .filter(|id| !taken.contains(id))
        .collect();
    assert!(never.is_empty(), "no tale takes {never:?}");
}

#[test]
fn no_row_starts_where_its_move_cannot_be_made() {
    for row in &Table::standard().rows {
        assert!(
            row.from
                .iter()
                .all(|state| row.movement.starts_in().contains(state)),
            "{}",
            row.id
        );
    }
}

#[test]
fn at_least_95_in_100_alterations_are_noticed() {
    let mutants = mutants(Table::standard());
    let total = mutants.len();
    let mut by_row: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut survivors: Vec<String> = Vec::new();
    for (name, table) in mutants {
        let row = name.split(':').next().unwrap_or_default().to_owned();
        let (killed, of_row) = by_row.entry(row).or_default();
        *of_row += 1;
        match judge(&table) {
            Ok(()) => survivors.push(name),
            Err(_) => *killed += 1,
        }
    }
    let killed = total - survivors.len();
    for (row, (killed, total)) in &by_row {
        println!("{row}: {killed} of {total}");
    }
    println!("{killed} of {total} alterations noticed");
    for name in &survivors {
        let reason = SURVIVORS
            .iter()
            .find(|(survivor, _)| survivor == name)
            .map(|(_, reason)| *reason);
        println!("survives: {name}: {}", reason.unwrap_or("NO REASON GIVEN"));
    }
    let unexplained: Vec<&String> = survivors
        .iter()
        .filter(|name| SURVIVORS.iter().all(|(survivor, _)| survivor != name))
        .collect();
    assert!(unexplained.is_empty(), "nothing notices {unexplained:#?}");
    let noticed: Vec<&str> = SURVIVORS
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| survivors.iter().all(|other| other != name))
        .collect();
    assert!(
        noticed.is_empty(),
        "a reason is given for what does not survive: {noticed:#?}"
    );
    assert!(killed * 100 >= total * 95, "{killed} of {total}");
}

fn mutants(table: &Table) -> Vec<Mutant> {
    let reachable = reachable(table);
    let mut mutants = Vec::new();
    for position in 0..table.rows.len() {
        let row = &table.rows[position];
        let mut alter = |name: String, change: &dyn Fn(&mut Table)| {
            let mut altered = table.clone();
            change(&mut altered);
            if altered != *table {
                mutants.push((format!("{}: {name}", row.id), altered));
            }
        };
        alter("dropped".to_owned(), &|table| {
            drop(table.rows.remove(position))
        });
        for movement in Move::ALL
            .into_iter()
            .filter(|movement| movement.next() != row.movement.next())
        {
            alter(format!("moves by {movement:?}"), &|table| {
                table.rows[position].movement = movement
            });
        }
        for effect in effects(row) {
            alter(format!("segments: {effect:?}"), &|table| {
                table.rows[position].segment = effect
            });
        }
        for ending in Ending::ALL.into_iter().filter(|_| row.ending.is_some()) {
            alter(format!("ends with {}", ending.as_str()), &|table| {
                table.rows[position].ending = Some(ending)
            });
        }
        for guard in 0..row.guards.len() {
            alter(format!("without {:?}", row.guards[guard]), &|table| {
                table.rows[position].guards.remove(guard);
            });
        }
        alter("in any release".to_owned(), &|table| {
            table.rows[position].since = None;
            table.rows[position].before = None;
        });
        for role in Role::ALL
            .into_iter()
            .filter(|role| !row.roles.contains(role))
        {
            let new = |&state: &StateName| {
                reachable.contains(&(role, state)) && !says_the_same(table, position, role, state)
            };
            if row.from.iter().any(new) {
                alter(format!("also for {role}"), &|table| {
                    table.rows[position].roles.push(role)
                });
            }
        }
        for state in StateName::ALL
            .into_iter()
            .filter(|state| !row.from.contains(state))
        {
            let new = |&role: &Role| {
                reachable.contains(&(role, state)) && !says_the_same(table, position, role, state)
            };
            if row.movement.starts_in().contains(&state) && row.roles.iter().any(new) {
                alter(format!("also from {state}"), &|table| {
                    table.rows[position].from.push(state)
                });
            }
        }
        for follow in 0..row.follows.len() {
            alter(
                format!("without follow-up {}", row.follows[follow].event),
                &|table| {
                    table.rows[position].follows.remove(follow);
                },
            );
        }
    }
    mutants.extend(status_mutants(table));
    mutants
}

fn status_mutants(table: &Table) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for (position, row) in table.statuses.iter().enumerate() {
        let mut alter = |name: String, change: &dyn Fn(&mut Table)| {
            let mut altered = table.clone();
            change(&mut altered);
            if altered != *table {
                mutants.push((format!("{}: {name}", row.id), altered));
            }
        };
        alter("dropped".to_owned(), &|table| {
            drop(table.statuses.remove(position))
        });
        for status in Status::ALL {
            alter(format!("becomes {}", status.as_str()), &|table| {
                table.statuses[position].to = status
            });
        }
        alter("on every channel".to_owned(), &|table| {
            table.statuses[position].channels.clear()
        });
        alter("for the other side".to_owned(), &|table| {
            table.statuses[position].from_contact = !row.from_contact
        });
    }
    mutants
}

/// The segment effects that differ for this row: without a segment to close, `Next` opens and
/// `Close` does nothing.
fn effects(row: &Row) -> Vec<SegmentEffect> {
    let opens = row.from.contains(&StateName::New);
    let both = SegmentType::ALL
        .into_iter()
        .flat_map(|kind| [SegmentEffect::Open(kind), SegmentEffect::Next(kind)]);
    let effects = both.chain([SegmentEffect::None, SegmentEffect::Close]);
    effects
        .filter(|effect| match effect {
            SegmentEffect::Next(_) => !opens,
            SegmentEffect::Close => row.ending.is_some(),
            SegmentEffect::Open(_) | SegmentEffect::None => true,
        })
        .collect()
}

/// Whether the table does the same already for a leg of that role in that state: by an
/// unconditional row before this one, or by any row of the same effect and conditions.
fn says_the_same(table: &Table, position: usize, role: Role, state: StateName) -> bool {
    let row = &table.rows[position];
    if role != Role::Agent && row.guards.contains(&Guard::WorkPending) {
        return true; // Only agents' legs have work: the move `End` gives it to nobody else.
    }
    let rows = table.rows.iter().enumerate();
    let mut others = rows.filter(|(_, other)| {
        other.event == row.event && other.roles.contains(&role) && other.from.contains(&state)
    });
    others.any(|(place, other)| {
        let in_every_release = other.since.is_none() && other.before.is_none();
        let in_its_releases =
            in_every_release || (other.since, other.before) == (row.since, row.before);
        let unconditional = other.guards.is_empty() && in_its_releases;
        let same_effect = (other.movement, other.segment, other.ending, &other.follows)
            == (row.movement, row.segment, row.ending, &row.follows);
        let same_condition =
            (&other.guards, other.since, other.before) == (&row.guards, row.since, row.before);
        (unconditional && place < position) || (same_effect && (same_condition || unconditional))
    })
}

/// Which roles can reach which states. An alteration for a leg that cannot exist has no effect.
fn reachable(table: &Table) -> BTreeSet<(Role, StateName)> {
    let mut found: BTreeSet<_> = Role::ALL
        .into_iter()
        .map(|role| (role, StateName::New))
        .collect();
    loop {
        let before = found.len();
        for row in &table.rows {
            for &role in &row.roles {
                if let Some(next) = row.movement.next()
                    && row.from.iter().any(|&from| found.contains(&(role, from)))
                {
                    found.insert((role, next));
                }
            }
        }
        if found.len() == before {
            return found;
        }
    }
}
