//! Projections: order, agreement of the views, and what a snapshot shows when.

use message_lifecycle::projection::{Projection, to_conversation, to_message, visit_leg};
use message_lifecycle::{EventKind, LegIndex, Role};
use message_model::{AfterCallWorkState, DisconnectType, Message, MessageState, Object, encode};

use crate::plain::Plain;
use crate::story::Story;

#[track_caller]
fn leg(story: &Story<'_>, index: LegIndex) -> Message {
    to_message(Projection::new(story.conversation(), &Plain), index)
}

fn connected_agent() -> (Story<'static>, LegIndex, LegIndex) {
    let mut story = Story::inbound();
    let customer = story.open(0, EventKind::Enter, Role::Customer);
    story.open(40, EventKind::Enter, Role::Acd);
    let agent = story.open(189, EventKind::Offer, Role::Agent);
    story.step(4_000, agent, EventKind::Answer);
    (story, customer, agent)
}

#[test]
fn properties_come_in_the_order_of_the_contract() {
    let (mut story, _, agent) = connected_agent();
    story.step(1_000, agent, EventKind::Message);
    story.step(1_000, agent, EventKind::Fail);
    story.settle();
    story.step(1_000, agent, EventKind::WrapUp);
    let mut names = Vec::new();
    visit_leg(
        Projection::new(story.conversation(), &Plain),
        agent,
        |property| names.push(property.name()),
    );
    let declared: Vec<&str> = Message::definition()
        .properties
        .iter()
        .map(|property| property.name)
        .collect();
    let expected: Vec<&str> = declared
        .into_iter()
        .filter(|name| names.contains(name))
        .collect();
    assert_eq!(names, expected);
    assert!(names.len() > 15, "{names:?}");
}

#[test]
fn the_conversation_holds_exactly_the_legs() {
    let (story, ..) = connected_agent();
    let view = Projection::new(story.conversation(), &Plain);
    let conversation = to_conversation(view);
    let legs: Vec<Message> = conversation
        .participants
        .unwrap()
        .into_iter()
        .flat_map(|participant| participant.messages.unwrap())
        .collect();
    let alone: Vec<Message> = (0..3)
        .map(|index| to_message(view, LegIndex::new(index)))
        .collect();
    assert_eq!(legs, alone);
}

#[test]
fn an_alerting_leg_has_no_connected_time_and_a_declined_one_never_gets_it() {
    let mut story = Story::inbound();
    story.open(0, EventKind::Enter, Role::Customer);
    story.open(40, EventKind::Enter, Role::Acd);
    let agent = story.open(189, EventKind::Offer, Role::Agent);
    let alerting = leg(&story, agent);
    assert_eq!(alerting.state, Some(MessageState::Alerting));
    assert_eq!(
        (alerting.connected_time, alerting.disconnect_type),
        (None, None)
    );
    assert_eq!(
        alerting.start_alerting_time.unwrap().to_string(),
        "2026-01-05T09:00:00.236Z"
    ); // 7 ms of skew
    story.step(500, agent, EventKind::Decline);
    let declined = leg(&story, agent);
    assert_eq!(declined.disconnect_type, Some(DisconnectType::Client));
    assert_eq!(
        (declined.connected_time, declined.after_call_work),
        (None, None)
    );
}

#[test]
fn segments_meet_and_name_each_other() {
    let (mut story, _, agent) = connected_agent();
    story.step(30_000, agent, EventKind::Hold);
    story.step(20_000, agent, EventKind::Resume);
    story.step(10_000, agent, EventKind::End);
    let segments = leg(&story, agent).segments.unwrap();
    let told: Vec<_> = segments
        .iter()
        .map(|segment| {
            (
                segment.r#type.as_deref().unwrap(),
                segment.how_ended.as_deref().unwrap(),
            )
        })
        .collect();
    let expected = [
        ("Alert", "Interact"),
        ("Interact", "Hold"),
        ("Hold", "Interact"),
        ("Interact", "Disconnect"),
    ];
    assert_eq!(told, expected);
    assert!(
        segments
            .windows(2)
            .all(|pair| pair[0].end_time == pair[1].start_time)
    );
    assert_eq!(segments[3].disconnect_type.as_deref(), Some("client"));
}

#[test]
fn legs_point_to_the_contact_and_the_contact_to_the_agent() {
    let (story, customer, agent) = connected_agent();
    assert_eq!(leg(&story, agent).peer_id, leg(&story, customer).id);
    assert_eq!(leg(&story, customer).peer_id, leg(&story, agent).id);
}

#[test]
fn skipped_work_ends_when_it_starts() {
    let (mut story, _, agent) = connected_agent();
    story.step(10_000, agent, EventKind::End);
    story.settle();
    assert_eq!(
        leg(&story, agent).after_call_work.unwrap().state,
        Some(AfterCallWorkState::Pending)
    );
    story.step(900, agent, EventKind::SkipWrapUp);
    let work = leg(&story, agent).after_call_work.unwrap();
    assert_eq!(work.state, Some(AfterCallWorkState::Skipped));
    assert_eq!(
        (work.start_time, work.end_time),
        (work.end_time, leg(&story, agent).disconnected_time)
    );
}

#[test]
fn a_whole_leg() {
    let (mut story, _, agent) = connected_agent();
    story.step(10_000, agent, EventKind::End);
    let expected = concat!(
        r#"{"state":"disconnected","initialState":"alerting","id":"00000004-0000-4000-8000-000000000002","held":false,"#,
        r#""segments":[{"startTime":"2026-01-05T09:00:00.229Z","endTime":"2026-01-05T09:00:04.229Z","type":"Alert","#,
        r#""howEnded":"Interact"},{"startTime":"2026-01-05T09:00:04.229Z","endTime":"2026-01-05T09:00:14.229Z","#,
        r#""type":"Interact","howEnded":"Disconnect","disconnectType":"client"}],"direction":"inbound","#,
        r#""disconnectType":"client","startAlertingTime":"2026-01-05T09:00:00.236Z","#,
        r#""connectedTime":"2026-01-05T09:00:04.236Z","disconnectedTime":"2026-01-05T09:00:14.229Z","#,
        r#""provider":"PureCloud Messaging","type":"sms","peerId":"00000004-0000-4000-8000-000000000000","#,
        r#""toAddress":{"addressNormalized":"+13175550100"},"fromAddress":{"addressNormalized":"+13175550199"},"#,
        r#""afterCallWork":{"startTime":"2026-01-05T09:00:14.229Z","state":"pending"},"afterCallWorkRequired":false}"#,
    );
    assert_eq!(encode(&leg(&story, agent)).unwrap(), expected);
}
