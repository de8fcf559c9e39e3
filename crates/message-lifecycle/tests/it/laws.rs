//! The laws that hold for every row of the table: how far events may overlap, how far the clocks
//! may differ, what cannot begin before the contact is there or during a hang-up, how many legs
//! there may be, and which leg is whose peer.

use message_lifecycle::{
    Action, Conversation, Event, EventKind, Illegal, LegIndex, NewLeg, Role, Setup, Simulation,
    Table, UserIndex,
};
use message_model::{Direction, MessageType, Timestamp};

/// The time this many milliseconds after nine o'clock.
fn at(millis: i64) -> Timestamp {
    let start: Timestamp = "2026-01-05T09:00:00.000Z".parse().unwrap();
    start.checked_add_millis(millis).unwrap()
}

fn apply(
    simulation: &mut Simulation<'_>,
    millis: i64,
    skew: i64,
    leg: LegIndex,
    action: Action,
) -> Result<(), Illegal> {
    let event = Event {
        at: at(millis),
        cloud_skew_ms: skew,
        leg,
        action,
    };
    simulation.apply_alone(event).map(|_| ())
}

fn open(simulation: &mut Simulation<'_>, millis: i64, kind: EventKind, new: NewLeg) -> LegIndex {
    let leg = simulation.conversation().next_leg();
    apply(simulation, millis, 0, leg, kind.opening(new).unwrap()).unwrap();
    leg
}

/// A customer who entered at nine, and a queue that entered a second later.
fn waiting() -> (Simulation<'static>, LegIndex, LegIndex) {
    let mut simulation = Simulation::new(
        Table::standard(),
        Setup::new(MessageType::Sms, Direction::Inbound),
    );
    let customer = open(
        &mut simulation,
        0,
        EventKind::Enter,
        NewLeg::of(Role::Customer),
    );
    let queue = open(
        &mut simulation,
        1_000,
        EventKind::Enter,
        NewLeg::of(Role::Acd),
    );
    (simulation, customer, queue)
}

#[test]
fn events_of_different_legs_overlap_by_fifty_milliseconds_at_most() {
    assert_eq!(Conversation::OVERLAP_MS_MAX, 50);
    for (millis, is_legal) in [
        (1_001, true),
        (1_000, true),
        (951, true),
        (950, true),
        (949, false),
        (900, false),
        (0, false),
    ] {
        let (mut simulation, customer, _) = waiting();
        let before = simulation.clone();
        let applied = apply(&mut simulation, millis, 0, customer, Action::Message);
        assert_eq!(applied.is_ok(), is_legal, "{millis} ms: {applied:?}");
        match applied {
            // The latest event stays the latest, so that many small overlaps do not add up.
            Ok(()) => assert_eq!(
                simulation.conversation().latest(),
                Some(at(millis.max(1_000)))
            ),
            Err(illegal) => {
                assert_eq!(simulation, before);
                let expected =
                    "more than 50 ms before the latest event, at 2026-01-05T09:00:01.000Z";
                assert!(illegal.to_string().contains(expected), "{illegal}");
            }
        }
    }
}

#[test]
fn events_of_one_leg_do_not_overlap() {
    let (mut simulation, customer, _) = waiting();
    apply(&mut simulation, 1_001, 0, customer, Action::Message).unwrap();
    // The cloud's clock runs on, so that it is the provider's that is refused.
    let late = apply(&mut simulation, 1_000, 2, customer, Action::Message).unwrap_err();
    let expected = "the leg's last event was later, at 2026-01-05T09:00:01.001Z";
    assert!(late.to_string().contains(expected), "{late}");
    assert!(apply(&mut simulation, 1_001, 0, customer, Action::Message).is_ok());
    let mut agent = simulation.clone();
    let leg = open(
        &mut agent,
        1_000,
        EventKind::Offer,
        NewLeg::of_agent(UserIndex::new(0)),
    );
    assert!(apply(&mut agent, 999, 0, leg, Action::Answer).is_err());
    assert!(apply(&mut agent, 1_000, 0, leg, Action::Answer).is_ok());
}

/// Every integer is a skew that somebody can ask for.
#[test]
fn clocks_differ_by_a_hundred_milliseconds_at_most() {
    assert_eq!(Conversation::CLOUD_SKEW_MS_MAX, 100);
    for skew in [100, 99, 0, -99, -100] {
        let (mut simulation, customer, _) = waiting();
        assert!(
            apply(&mut simulation, 2_000, skew, customer, Action::Message).is_ok(),
            "{skew}"
        );
    }
    for skew in [101, -101, i64::MAX, i64::MIN + 1, i64::MIN] {
        let (mut simulation, customer, _) = waiting();
        let before = simulation.clone();
        let illegal = apply(&mut simulation, 2_000, skew, customer, Action::Message).unwrap_err();
        assert!(
            illegal.to_string().contains(&format!("{skew} ms")),
            "{illegal}"
        );
        assert_eq!(simulation, before);
    }
}

/// The contact's leg points to the agent who connected last, every other leg to the contact's.
#[test]
fn the_peer_of_the_contact_is_the_agent_who_connected_last() {
    let (mut simulation, customer, queue) = waiting();
    let peer = |conversation: &Conversation, leg| conversation.leg(leg).unwrap().peer();
    assert_eq!(
        (
            peer(simulation.conversation(), customer),
            peer(simulation.conversation(), queue)
        ),
        (None, Some(customer))
    );
    let agent = open(
        &mut simulation,
        2_000,
        EventKind::Offer,
        NewLeg::of_agent(UserIndex::new(0)),
    );
    assert_eq!(
        (
            peer(simulation.conversation(), customer),
            peer(simulation.conversation(), agent)
        ),
        (None, Some(customer))
    );
    apply(&mut simulation, 3_000, 0, agent, Action::Answer).unwrap();
    assert_eq!(peer(simulation.conversation(), customer), Some(agent));
}

/// Where the business begins, the agent is there before the contact, and each points to the other
/// once both are.
#[test]
fn a_contact_who_joins_later_points_to_the_agent_who_began() {
    for role in [Role::Customer, Role::External] {
        let mut simulation = Simulation::new(
            Table::standard(),
            Setup::new(MessageType::Sms, Direction::Outbound),
        );
        let agent = open(
            &mut simulation,
            0,
            EventKind::Start,
            NewLeg::of_agent(UserIndex::new(0)),
        );
        assert_eq!(simulation.conversation().leg(agent).unwrap().peer(), None);
        let contact = open(&mut simulation, 5, EventKind::Start, NewLeg::of(role));
        assert_eq!(
            simulation.conversation().leg(agent).unwrap().peer(),
            Some(contact),
            "{role}"
        );
        assert_eq!(
            simulation.conversation().leg(contact).unwrap().peer(),
            Some(agent),
            "{role}"
        );
    }
    // A program is no agent.
    let mut simulation = Simulation::new(
        Table::standard(),
        Setup::new(MessageType::Sms, Direction::Outbound),
    );
    let program = open(&mut simulation, 0, EventKind::Start, NewLeg::of(Role::Api));
    let contact = open(
        &mut simulation,
        5,
        EventKind::Start,
        NewLeg::of(Role::External),
    );
    assert_eq!(simulation.conversation().leg(contact).unwrap().peer(), None);
    assert_eq!(
        simulation.conversation().leg(program).unwrap().peer(),
        Some(contact)
    );
}

/// Nothing happens before the contact's leg is there, where another party has begun.
#[test]
fn nothing_happens_before_the_contact_is_there() {
    let setup = Setup::new(MessageType::Sms, Direction::Outbound);
    let mut simulation = Simulation::new(Table::standard(), setup);
    let user = UserIndex::new(0);
    let agent = open(&mut simulation, 0, EventKind::Start, NewLeg::of_agent(user));
    let early = apply(&mut simulation, 5, 0, agent, Action::Message).unwrap_err();
    let expected = "the contact's leg has not opened yet";
    assert!(early.to_string().contains(expected), "{early}");
    let contact = NewLeg::of(Role::Customer);
    open(&mut simulation, 5, EventKind::Start, contact);
    assert!(apply(&mut simulation, 6, 0, agent, Action::Message).is_ok());
}

/// While one party hangs up, the others can only end.
#[test]
fn nothing_begins_while_one_party_hangs_up() {
    let (mut simulation, customer, queue) = waiting();
    apply(&mut simulation, 2_000, 0, customer, Action::End).unwrap();
    assert!(simulation.conversation().is_hanging_up());
    let next = simulation.conversation().next_leg();
    let offer = EventKind::Offer.opening(NewLeg::of_agent(UserIndex::new(0)));
    for (leg, action) in [(next, offer.unwrap()), (queue, Action::HandOn)] {
        let late = apply(&mut simulation, 2_001, 0, leg, action).unwrap_err();
        let expected = "another party has ended the conversation";
        assert!(late.to_string().contains(expected), "{late}");
    }
    assert!(apply(&mut simulation, 2_004, 0, queue, Action::PeerEnd).is_ok());
}

/// Legs that have ended count too: here all but two have.
#[test]
fn a_conversation_has_a_hundred_legs_at_most() {
    assert_eq!(Conversation::LEGS_MAX, 100);
    let (mut simulation, customer, _) = waiting();
    let asked = NewLeg::of_agent(UserIndex::new(0));
    let mut millis = 2_000;
    while simulation.conversation().legs().len() < 100 {
        let openings = simulation
            .conversation()
            .legal_openings(Table::standard(), asked);
        assert!(openings.contains(&EventKind::Offer), "{openings:?}");
        let agent = open(&mut simulation, millis, EventKind::Offer, asked);
        apply(&mut simulation, millis + 500, 0, agent, Action::Decline).unwrap();
        millis += 1_000;
    }
    let before = simulation.clone();
    let leg = simulation.conversation().next_leg();
    for (kind, new) in [
        (EventKind::Offer, asked),
        (EventKind::AutoAnswer, asked),
        (EventKind::Start, NewLeg::of(Role::Api)),
        (EventKind::Enter, NewLeg::of(Role::Workflow)),
    ] {
        let action = kind.opening(new).unwrap();
        let illegal = apply(&mut simulation, millis, 0, leg, action).unwrap_err();
        let expected = "the conversation has had 100 legs, the most that there can be; nothing \
                        would be legal";
        assert!(illegal.to_string().ends_with(expected), "{illegal}");
        assert_eq!(simulation, before);
        let openings = simulation
            .conversation()
            .legal_openings(Table::standard(), new);
        assert_eq!(openings, []);
    }
    // What is there goes on, and ends as ever.
    apply(&mut simulation, millis, 0, customer, Action::Message).unwrap();
    apply(&mut simulation, millis, 0, customer, Action::End).unwrap();
    simulation.run_out();
    // Nor can the contact come back.
    let contact = Action::Enter(NewLeg::of(Role::Customer));
    assert!(apply(&mut simulation, millis + 60_000, 0, leg, contact).is_err());
}

/// Programs join until there is no room; when the contact leaves, all of them leave, in the order
/// in which they came.
#[test]
fn as_many_legs_as_there_can_be_hang_up_in_order() {
    let (mut simulation, customer, queue) = waiting();
    let programs: Vec<LegIndex> = (2..Conversation::LEGS_MAX)
        .map(|_| {
            open(
                &mut simulation,
                2_000,
                EventKind::Start,
                NewLeg::of(Role::Api),
            )
        })
        .collect();
    let end = Event {
        at: at(3_000),
        cloud_skew_ms: 0,
        leg: customer,
        action: Action::End,
    };
    let applied = simulation.apply_alone(end).unwrap();
    let leaving: Vec<LegIndex> = applied
        .follow_ups
        .iter()
        .map(|follow_up| follow_up.leg)
        .collect();
    assert_eq!(leaving, [vec![queue], programs.clone()].concat());
    // From both ends, so that the order of leaving is no matter.
    let (front, back) = leaving.split_at(leaving.len() / 2);
    for leg in back.iter().rev().chain(front) {
        assert!(simulation.conversation().is_hanging_up());
        apply(&mut simulation, 3_004, 0, *leg, Action::PeerEnd).unwrap();
    }
    assert!(
        simulation.conversation().live().is_empty() && !simulation.conversation().is_hanging_up()
    );
    assert_eq!(simulation.conversation().ended(), Some(at(3_004)));
}
