//! The views beside the API's conversation: they agree with it, and each row tells what is listed.

use message_lifecycle::projection::{
    Projection, detail_event, to_conversation, to_event_conversation,
    to_event_message_conversation, to_message_conversation,
};
use message_lifecycle::{
    Content, DetailMoment, EventKind, LegIndex, NewLeg, Role, Simulation, Table, UserIndex, walk,
    walk_in,
};
use message_model::contract::{Root, check};
use message_model::{AcdOutcome, ApiRevision, DetailDisconnectType, DetailEvent, encode};

use crate::plain::Plain;
use crate::story::Story;
use crate::walks::integers;

/// The rows of which no notification tells.
const UNTOLD: [&str; 5] = [
    "program-starts",
    "program-reopens",
    "program-joins",
    "program-ends",
    "program-finishes",
];

/// The rows of flows, which come before any user and queue; only detail events tell of them.
const OF_FLOWS: [&str; 4] = ["flow-enters", "flow-hands-on", "flow-ends", "flow-finishes"];

/// The rows by which a leg opens.
const STARTS: [&str; 13] = [
    "bot-is-called",
    "in-queue-flow-enters",
    "agent-reopens",
    "contact-enters",
    "contact-returns",
    "contact-is-started",
    "flow-enters",
    "queue-enters",
    "queue-offers",
    "colleague-offers",
    "auto-answer",
    "pull",
    "agent-starts",
];

/// The rows after which an agent's work is done with a wrap-up.
const WRAPPED_UP: [&str; 3] = ["wrap-up", "time-out-wrap-up", "work-is-shut-down"];

#[test]
fn each_row_tells_what_is_listed() {
    for row in &Table::standard().rows {
        let expected = if UNTOLD.contains(&row.id) {
            None
        } else if STARTS.contains(&row.id) {
            Some(DetailMoment::Start)
        } else if WRAPPED_UP.contains(&row.id) {
            Some(DetailMoment::AfterCallWork)
        } else {
            row.ending.map(|_| DetailMoment::End)
        };
        assert_eq!(row.causes.detail, expected, "{}", row.id);
        let is_silent = UNTOLD.contains(&row.id) || OF_FLOWS.contains(&row.id);
        assert_eq!(row.causes.notifies, !is_silent, "{}", row.id);
    }
    let listed = UNTOLD.iter().chain(&OF_FLOWS).chain(&STARTS);
    for id in listed.chain(&WRAPPED_UP) {
        assert!(Table::standard().row(id).is_some(), "no row {id}");
    }
}

/// A contact whom a queue offers to an agent, who holds, wraps up and is done.
fn whole_story() -> (Story<'static>, [LegIndex; 3]) {
    let mut story = Story::inbound();
    let customer = story.open(0, EventKind::Enter, Role::Customer);
    story.step(10, customer, EventKind::Message);
    let queue = story.open(40, EventKind::Enter, Role::Acd);
    let agent = story.open(189, EventKind::Offer, Role::Agent);
    story.step(4_000, agent, EventKind::Answer);
    story.settle();
    story.step(1_000, agent, EventKind::Message);
    story.step(2_000, agent, EventKind::Hold);
    story.step(5_000, agent, EventKind::Resume);
    story.step(3_000, agent, EventKind::End);
    story.settle();
    story.step(9_000, agent, EventKind::WrapUp);
    (story, [customer, queue, agent])
}

#[test]
fn the_views_agree_with_the_conversation() {
    let (story, _) = whole_story();
    let view = Projection::new(story.conversation(), &Plain);
    let whole = to_conversation(view).participants.unwrap();
    let nested = to_event_conversation(view).participants.unwrap();
    let flat = to_event_message_conversation(view).participants.unwrap();
    let polled = to_message_conversation(view).participants.unwrap();
    assert_eq!(whole.len(), 3);
    for (place, participant) in whole.iter().enumerate() {
        let leg = &participant.messages.as_ref().unwrap()[0];
        let (nested, flat, polled) = (&nested[place], &flat[place], &polled[place]);
        let nested_leg = &nested.messages.as_ref().unwrap()[0];
        assert_eq!(nested.id, participant.id);
        assert_eq!(flat.id, participant.id);
        assert_eq!(polled.id, participant.id);
        assert_eq!(nested_leg.id, leg.id);
        assert_eq!(nested_leg.state, leg.state);
        assert_eq!(nested_leg.disconnected_time, leg.disconnected_time);
        for (state, connected, ended, reason) in [
            (
                &flat.state,
                &flat.connected_time,
                &flat.end_time,
                &flat.disconnect_type,
            ),
            (
                &polled.state,
                &polled.connected_time,
                &polled.end_time,
                &polled.disconnect_type,
            ),
        ] {
            let name = state.as_ref().map(|state| state.as_str());
            assert_eq!(name, leg.state.as_ref().map(|state| state.as_str()));
            assert_eq!(connected, &leg.connected_time);
            assert_eq!(ended, &leg.disconnected_time);
            assert_eq!(reason, &leg.disconnect_type);
        }
        assert_eq!(flat.peer, leg.peer_id);
        assert_eq!(polled.peer, leg.peer_id);
        assert_eq!(polled.start_time, participant.start_time);
        assert_eq!(polled.start_alerting_time, leg.start_alerting_time);
        let ids = |messages: &Option<Vec<message_model::MessageDetails>>| {
            let messages = messages.iter().flatten();
            messages
                .map(|message| message.message_id.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(ids(&polled.messages), ids(&leg.messages));
        assert!(polled.messages.is_some(), "empty, not absent");
        let flat_ids = flat.messages.iter().flatten().map(|it| &it.message);
        let flat_ids: Vec<_> = flat_ids.map(|it| it.as_ref()?.id.clone()).collect();
        assert_eq!(flat_ids, ids(&leg.messages));
        assert_eq!(flat.messages.is_some(), leg.messages.is_some());
    }
    for (root, text) in [
        (
            Root::EventConversation,
            encode(&to_event_conversation(view)),
        ),
        (
            Root::EventMessageConversation,
            encode(&to_event_message_conversation(view)),
        ),
        (
            Root::MessageConversation,
            encode(&to_message_conversation(view)),
        ),
    ] {
        let revision = story.conversation().setup().revision;
        assert_eq!(check(&text.unwrap(), root, revision).unwrap(), [], "{root}");
    }
}

#[test]
fn detail_events_tell_how_long_and_how_it_ended() {
    let (story, [customer, queue, agent]) = whole_story();
    let view = Projection::new(story.conversation(), &Plain);
    let event = |leg, moment| detail_event(view, leg, moment);
    let Some(DetailEvent::UserEnd(end)) = event(agent, DetailMoment::End) else {
        panic!("an agent's leg that ended");
    };
    assert_eq!(end.alerting_duration_ms, Some(4_000));
    assert_eq!(end.held_duration_ms, Some(5_000));
    // Three milliseconds pass until the queue has handed the contact on.
    assert_eq!(end.interacting_duration_ms, Some(6_003));
    assert_eq!(end.callback_duration_ms, Some(0));
    assert_eq!(end.disconnect_type, Some(DetailDisconnectType::Client));
    let Some(DetailEvent::AcdStart(start)) = event(queue, DetailMoment::Start) else {
        panic!("a queue's leg that opened");
    };
    assert_eq!(start.routing_priority, Some(0));
    let Some(DetailEvent::AcdEnd(end)) = event(queue, DetailMoment::End) else {
        panic!("a queue's leg that ended");
    };
    assert_eq!(end.acd_outcome, Some(AcdOutcome::Answered));
    assert_eq!(end.disconnect_type, Some(DetailDisconnectType::Transfer));
    let Some(DetailEvent::AfterCallWork(work)) = event(agent, DetailMoment::AfterCallWork) else {
        panic!("an agent's work that is done");
    };
    // The work began when the agent's leg ended, 11 ms before everybody was gone.
    assert_eq!(work.wrapup_duration_ms, Some(9_011));
    let Some(DetailEvent::CustomerEnd(end)) = event(customer, DetailMoment::End) else {
        panic!("a customer's leg that ended");
    };
    assert_eq!(end.disconnect_type, Some(DetailDisconnectType::Peer));
    let started = event(customer, DetailMoment::Start).expect("it opened");
    assert_eq!(started.name(), "customer.start");
}

/// A queue names the agent who took the contact out of it, whoever joins later, answers later, or
/// is found by the next queue.
#[test]
fn a_queue_names_the_agent_who_answered_its_offer() {
    let mut story = Story::inbound();
    let join = |story: &mut Story<'_>, after_ms, kind: EventKind, user| {
        let leg = story.conversation().next_leg();
        let new = NewLeg::of_agent(UserIndex::new(user));
        story.act(after_ms, leg, kind.opening(new).unwrap());
        leg
    };
    story.open(0, EventKind::Enter, Role::Customer);
    let first = story.open(40, EventKind::Enter, Role::Acd);
    let declines = join(&mut story, 100, EventKind::Offer, 0);
    story.step(4_000, declines, EventKind::Decline);
    let answers = join(&mut story, 100, EventKind::Offer, 1);
    story.step(4_000, answers, EventKind::Answer);
    story.settle();
    // A colleague is asked, and the contact handed on to another queue.
    let colleague = join(&mut story, 9_000, EventKind::Offer, 2);
    story.step(2_000, colleague, EventKind::Answer);
    story.settle();
    story.step(9_000, colleague, EventKind::Transfer);
    let second = story.open(40, EventKind::Enter, Role::Acd);
    // Somebody pulls the contact away a moment before the one who is offered answers.
    let late = join(&mut story, 100, EventKind::Offer, 3);
    let pulls = join(&mut story, 2_000, EventKind::Pull, 4);
    story.step(1, late, EventKind::Answer);
    // Both the pull and the answer let the queue hand the contact on, which it can do once.
    assert!(story.try_settle().is_err());
    let view = Projection::new(story.conversation(), &Plain);
    for (queue, agent) in [(first, answers), (second, pulls)] {
        let Some(DetailEvent::AcdEnd(end)) = detail_event(view, queue, DetailMoment::End) else {
            panic!("a queue's leg that ended");
        };
        let leg = story.conversation().leg(agent).unwrap();
        let user = Plain.participant(agent, leg).user_id.unwrap();
        assert_eq!(end.acd_outcome, Some(AcdOutcome::Answered));
        assert_eq!(end.answered_user_id, Some(user.into()));
    }
}

/// Every view of every state of random walks has only what its release has, in releases between
/// which a view changed, and agrees with the conversation in ids, endings and times.
#[test]
fn walks_show_only_what_the_release_has() {
    let table = Table::standard();
    let mut seen = 0;
    for at in [
        "46", "132", "133", "160", "199", "238", "242", "257", "latest",
    ] {
        let revision: ApiRevision = at.parse().unwrap();
        for number in 0..12 {
            let setup = walk(table, &integers(number, 34)).setup().clone();
            let timeline = walk_in(table, setup.at_revision(revision), &integers(number, 34));
            let mut simulation = Simulation::new(table, timeline.setup().clone());
            for event in timeline.events() {
                let applied = simulation.apply_alone(event.clone()).unwrap();
                let view = Projection::new(simulation.conversation(), &Plain);
                agree(view, revision);
                if let Some(moment) = applied.row.causes.detail
                    && let Some(event) = detail_event(view, applied.leg, moment)
                {
                    let (root, text) = written(&event);
                    let is_there = root.definition().is_in(revision);
                    let findings = check(&text, root, revision).unwrap();
                    assert!(!is_there || findings.is_empty(), "{at}: {findings:?}");
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 500, "{seen} detail events");
}

fn agree(view: Projection<'_, Plain>, revision: ApiRevision) {
    let newest = view.at_revision(ApiRevision::LATEST);
    let whole = to_conversation(newest).participants.unwrap();
    let nested = to_event_conversation(view);
    let flat = to_event_message_conversation(view);
    let polled = to_message_conversation(view);
    for (root, text) in [
        (Root::EventConversation, encode(&nested)),
        (Root::EventMessageConversation, encode(&flat)),
        (Root::MessageConversation, encode(&polled)),
    ] {
        assert_eq!(check(&text.unwrap(), root, revision).unwrap(), [], "{root}");
    }
    let (nested, flat) = (nested.participants.unwrap(), flat.participants.unwrap());
    let polled = polled.participants.unwrap();
    for (place, participant) in whole.iter().enumerate() {
        let leg = &participant.messages.as_ref().unwrap()[0];
        let nested_leg = &nested[place].messages.as_ref().unwrap()[0];
        assert_eq!(nested_leg.id, leg.id);
        assert_eq!(nested_leg.disconnected_time, leg.disconnected_time);
        assert_eq!(flat[place].end_time, leg.disconnected_time);
        assert_eq!(polled[place].end_time, leg.disconnected_time);
        assert_eq!(polled[place].id, participant.id);
    }
}

fn written(event: &DetailEvent) -> (Root, String) {
    let (root, text) = match event {
        DetailEvent::CustomerStart(it) => (Root::CustomerStartEvent, encode(it)),
        DetailEvent::CustomerEnd(it) => (Root::CustomerEndEvent, encode(it)),
        DetailEvent::FlowStart(it) => (Root::FlowStartEvent, encode(it)),
        DetailEvent::FlowEnd(it) => (Root::FlowEndEvent, encode(it)),
        DetailEvent::AcdStart(it) => (Root::AcdStartEvent, encode(it)),
        DetailEvent::AcdEnd(it) => (Root::AcdEndEvent, encode(it)),
        DetailEvent::UserStart(it) => (Root::UserStartEvent, encode(it)),
        DetailEvent::UserEnd(it) => (Root::UserEndEvent, encode(it)),
        DetailEvent::AfterCallWork(it) => (Root::AfterCallWorkEvent, encode(it)),
        other => panic!("{other:?} is new"),
    };
    (root, text.unwrap())
}

#[test]
fn nothing_is_told_of_what_has_not_happened() {
    let mut story = Story::inbound();
    let customer = story.open(0, EventKind::Enter, Role::Customer);
    let view = Projection::new(story.conversation(), &Plain);
    assert_eq!(detail_event(view, customer, DetailMoment::End), None);
    assert_eq!(
        detail_event(view, customer, DetailMoment::AfterCallWork),
        None
    );
    assert_eq!(
        detail_event(view, LegIndex::new(7), DetailMoment::Start),
        None
    );
}

/// Two real wrap-ups took 38.954 s and 14.220 s, and lasted 39 s and 14 s as the API shows it.
#[test]
fn a_wrap_up_lasts_the_nearest_second() {
    for (work_ms, seconds) in [(38_954, 39), (14_220, 14), (14_500, 15), (1_499, 1)] {
        let mut story = Story::inbound();
        story.open(0, EventKind::Enter, Role::Customer);
        story.open(40, EventKind::Enter, Role::Acd);
        let agent = story.open(189, EventKind::Offer, Role::Agent);
        story.step(4_000, agent, EventKind::Answer);
        story.settle();
        story.step(5_000, agent, EventKind::End);
        // Everybody is gone 11 ms later.
        story.settle();
        story.step(work_ms - 11, agent, EventKind::WrapUp);
        let view = Projection::new(story.conversation(), &Plain);
        let conversation = to_conversation(view);
        let agent = &conversation.participants.expect("three joined")[2];
        let work = agent
            .end_acw_time
            .expect("it is over")
            .millis_since(agent.start_acw_time.expect("it began"));
        assert_eq!(work, work_ms);
        let leg = &agent.messages.as_ref().expect("it has a leg")[0];
        let wrap_up = leg.wrapup.as_ref().expect("it is wrapped up");
        assert_eq!(wrap_up.duration_seconds, Some(seconds), "{work_ms} ms");
    }
}
