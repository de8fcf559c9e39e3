//! Scenario 1: a contact writes, a flow and a queue hand on, an agent answers and ends.

use message_lifecycle::{
    Action, Ending, Event, EventKind, LegState, NewLeg, Role, Simulation, StateName, Table,
    UserIndex,
};

use crate::story::Story;

fn answered() -> Story<'static> {
    let mut story = Story::inbound();
    let customer = story.open(0, EventKind::Enter, Role::Customer);
    story.step(0, customer, EventKind::Message);
    let flow = story.open(5, EventKind::Enter, Role::Workflow);
    story.step(400, flow, EventKind::HandOn);
    story.open(32, EventKind::Enter, Role::Acd);
    let agent = story.open(189, EventKind::Offer, Role::Agent);
    story.step(4_000, agent, EventKind::Answer);
    story.step(24_600, agent, EventKind::Message);
    story.step(60_000, agent, EventKind::End);
    story.settle();
    story
}

#[test]
fn everybody_ends_as_real_payloads_show() {
    let story = answered();
    let endings: Vec<(Role, Ending)> = story
        .conversation()
        .legs()
        .iter()
        .map(|leg| match leg.state() {
            LegState::Disconnected { ending, .. } => (leg.role(), *ending),
            state => panic!("{} is {}", leg.role(), state.name()),
        })
        .collect();
    let expected = [
        (Role::Customer, Ending::Peer),
        (Role::Workflow, Ending::Transfer),
        (Role::Acd, Ending::Transfer),
        (Role::Agent, Ending::Client),
    ];
    assert_eq!(endings, expected);
}

#[test]
fn it_is_over_when_the_after_call_work_is() {
    let mut story = answered();
    assert_eq!(story.conversation().ended(), None);
    let agent = story.conversation().wrapping_up()[0];
    story.step(900, agent, EventKind::WrapUp);
    assert_eq!(story.conversation().ended(), story.conversation().latest());
}

#[test]
fn the_log_plays_again() {
    let story = answered();
    assert_eq!(
        Simulation::replay(Table::standard(), story.simulation.timeline()),
        Ok(story.simulation)
    );
}

#[test]
fn what_is_illegal_says_what_would_be_legal() {
    let mut story = answered();
    let agent = story.conversation().wrapping_up()[0];
    let illegal = story
        .try_act(10, agent, EventKind::Answer.plain().unwrap())
        .unwrap_err();
    assert_eq!(illegal.state(), StateName::Disconnected);
    assert_eq!(
        illegal.to_string(),
        "leg 3 (agent, disconnected) cannot have `answer`: there is no such event for this role in this state; \
         legal would be: status, shut-down, wrap-up, skip-wrap-up, time-out-wrap-up"
    );
}

#[test]
fn the_clock_that_a_leg_shows_does_not_run_back() {
    let mut story = Story::inbound();
    story.open(0, EventKind::Enter, Role::Customer);
    story.open(5, EventKind::Enter, Role::Acd);
    let offered = story.now().checked_add_millis(100).unwrap();
    let leg = story.conversation().next_leg();
    let offer = EventKind::Offer
        .opening(NewLeg::of_agent(UserIndex::new(0)))
        .unwrap();
    let event = |after, cloud_skew_ms, action| Event {
        at: offered.checked_add_millis(after).unwrap(),
        cloud_skew_ms,
        leg,
        action,
    };
    story.simulation.apply(event(0, 84, offer)).unwrap();
    let before = story.conversation().clone();
    let illegal = story
        .simulation
        .apply(event(80, 3, Action::Answer))
        .unwrap_err();
    assert!(
        illegal.to_string().contains("the cloud's clock shows"),
        "{illegal}"
    );
    assert_eq!(*story.conversation(), before);
    story
        .simulation
        .apply(event(80, 4, Action::Answer))
        .unwrap();
}
