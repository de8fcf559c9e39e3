//! Random walks through the table break none of the invariants, and take every row.

use std::collections::BTreeMap;

use message_lifecycle::projection::{Projection, to_conversation};
use message_lifecycle::{
    Action, Ending, Event, Illegal, LegIndex, LegState, NewLeg, Role, Setup, Simulation, Table,
    Timeline, UserIndex, walk,
};
use message_model::{self as wire, ApiRevision, Direction, MessageType, Timestamp};

use crate::invariants::{Missed, of_snapshot, of_succession};
use crate::plain::Plain;

/// The integers of the `number`-th walk: a fixed mix, so that a failure is found again by its
/// number.
pub(crate) fn integers(number: u64, length: usize) -> Vec<u64> {
    let mix = |index: u64| {
        let mut mixed = number
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .wrapping_add(index.wrapping_mul(0xd1b5_4a32_d192_ed03));
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    };
    (1..=length as u64).map(mix).collect()
}

/// The conversation with all that the newest release shows of it, which the invariants speak of.
fn newest(simulation: &Simulation<'_>) -> wire::Conversation {
    let view = Projection::new(simulation.conversation(), &Plain);
    to_conversation(view.at_revision(ApiRevision::LATEST))
}

/// Every breach in any snapshot or succession, with the number of the event after which it shows.
pub(crate) fn breaches(table: &Table, timeline: &Timeline) -> Result<Option<String>, Illegal> {
    let mut simulation = Simulation::new(table, timeline.setup().clone());
    let mut before = newest(&simulation);
    let mut missed = Missed::Nothing;
    for (number, event) in timeline.events().iter().enumerate() {
        let row = simulation.apply_alone(event.clone())?.row.id;
        let after = newest(&simulation);
        missed = missed.after(event.kind().as_str());
        let mut found = of_snapshot(&after, missed);
        if number > 0 {
            found.extend(of_succession(&before, &after));
        }
        if let Some(first) = found.first() {
            return Ok(Some(format!("after event {number}, row {row}: {first}")));
        }
        before = after;
    }
    Ok(None)
}

/// 2,000 walks, or as many as the environment variable `WALKS` says.
#[test]
fn walks_break_no_invariant_and_take_every_row() {
    let walks: u64 =
        std::env::var("WALKS").map_or(2_000, |walks| walks.parse().expect("WALKS is a number"));
    let table = Table::standard();
    let mut taken: BTreeMap<&str, usize> = table.rows.iter().map(|row| (row.id, 0)).collect();
    taken.extend(table.statuses.iter().map(|row| (row.id, 0)));
    let mut events = 0;
    for number in 0..walks {
        let timeline = walk(table, &integers(number, 34));
        events += timeline.events().len();
        match breaches(table, &timeline) {
            Ok(None) => {}
            Ok(Some(breach)) => panic!("walk {number}: {breach}"),
            Err(illegal) => panic!("walk {number} does not replay: {illegal}"),
        }
        let mut simulation = Simulation::new(table, timeline.setup().clone());
        for event in timeline.events() {
            let applied = simulation.apply_alone(event.clone()).unwrap();
            *taken.get_mut(applied.row.id).unwrap() += 1;
            if let Some(row) = applied.status_row {
                *taken.get_mut(row.id).unwrap() += 1;
            }
        }
        assert!(
            !simulation.conversation().is_hanging_up(),
            "walk {number} ends while hanging up"
        );
    }
    println!("{walks} walks, {events} events, {} rows", taken.len());
    let never: Vec<&str> = taken
        .iter()
        .filter(|(_, times)| **times == 0)
        .map(|(id, _)| *id)
        .collect();
    assert!(
        never.is_empty(),
        "rows never taken: {never:?}; all: {taken:?}"
    );
}

/// One walk in a hundred thousand takes this course: the agent leaves at the very moment when the
/// queue was to let go, so that the queue leaves with all others, over 50 ms after the connect.
#[test]
fn a_hang_up_may_overtake_a_hand_over() {
    let table = Table::standard();
    let setup = Setup::new(MessageType::Sms, Direction::Inbound);
    let mut simulation = Simulation::new(table, setup);
    let start: Timestamp = "2026-01-05T09:00:00Z".parse().unwrap();
    let [contact, queue, agent] = [0, 1, 2].map(LegIndex::new);
    let agent_joins = Action::AutoAnswer(NewLeg::of_agent(UserIndex::new(0)));
    for (millis, leg, action, delay_ms) in [
        (0, contact, Action::Enter(NewLeg::of(Role::Customer)), 0),
        (10, queue, Action::Enter(NewLeg::of(Role::Acd)), 0),
        (4_000, agent, agent_joins, 42),
        (4_041, agent, Action::End, 20),
    ] {
        let event = Event {
            at: start.checked_add_millis(millis).unwrap(),
            cloud_skew_ms: 0,
            leg,
            action,
        };
        simulation.apply_with(event, |_, _| delay_ms).unwrap();
    }
    simulation.run_out();
    let state = *simulation.conversation().leg(queue).unwrap().state();
    let LegState::Disconnected { at, ending, .. } = state else {
        panic!("the queue is {state:?}")
    };
    assert_eq!(
        (at.provider.millis_since(start), ending),
        (4_061, Ending::Peer)
    );
    assert_eq!(breaches(table, simulation.timeline()), Ok(None));
}
