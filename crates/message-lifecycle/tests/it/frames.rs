//! Frames: who is told of a change, when, and of what.

use message_lifecycle::frames::{Frame, Frames};
use message_lifecycle::{
    Change, Content, ConversationContent, EventKind, Leg, LegContent, LegIndex, MessageContent,
    MessageIndex, ParticipantContent, Role, Sent, Table, Topic, WorkEnd, WrapUpContent,
};
use message_model::{EventBody, TopicKind};
use uuid::Uuid;

use crate::plain::Plain;
use crate::story::Story;

const USER: Uuid = Uuid::from_u128(3);
const QUEUE: Uuid = Uuid::from_u128(6);

/// Plain content where agents and queues are those of one queue, and the frames of an even event
/// are late.
struct Queued;

impl Content for Queued {
    fn conversation(&self) -> ConversationContent<'_> {
        Plain.conversation()
    }

    fn participant(&self, index: LegIndex, leg: &Leg) -> ParticipantContent<'_> {
        ParticipantContent {
            user_id: leg.user().map(|_| USER),
            queue_id: matches!(leg.role(), Role::Acd | Role::Agent).then_some(QUEUE),
            ..Plain.participant(index, leg)
        }
    }

    fn leg_id(&self, index: LegIndex) -> Uuid {
        Plain.leg_id(index)
    }

    fn leg(&self, index: LegIndex, leg: &Leg) -> LegContent<'_> {
        Plain.leg(index, leg)
    }

    fn message(&self, index: MessageIndex, sent: &Sent) -> MessageContent<'_> {
        Plain.message(index, sent)
    }

    fn wrap_up(&self, index: LegIndex, leg: &Leg, how: WorkEnd) -> Option<WrapUpContent<'_>> {
        Plain.wrap_up(index, leg, how)
    }

    fn frame_delay_ms(&self, change: &Change, _topic: TopicKind) -> u32 {
        if change.position.is_multiple_of(2) {
            120
        } else {
            40
        }
    }

    fn correlation_id(&self, change: &Change) -> Option<Uuid> {
        Some(Uuid::from_u128(change.position as u128))
    }
}

/// A contact whom a queue offers to an agent, who ends and wraps up.
fn answered() -> Story<'static> {
    let mut story = Story::inbound();
    story.open(0, EventKind::Enter, Role::Customer);
    let flow = story.open(50, EventKind::Enter, Role::Workflow);
    story.step(60, flow, EventKind::HandOn);
    story.open(40, EventKind::Enter, Role::Acd);
    let agent = story.open(189, EventKind::Offer, Role::Agent);
    story.step(4_000, agent, EventKind::Answer);
    story.settle();
    story.step(1_000, agent, EventKind::Message);
    story.step(3_000, agent, EventKind::End);
    story.settle();
    story.step(9_000, agent, EventKind::WrapUp);
    story
}

fn frames(story: &Story<'_>) -> Frames {
    Frames::of(Table::standard(), story.simulation.timeline(), &Queued).unwrap()
}

/// The topics of the frames of each event, in short: `u` and `q` for those of a user and a queue,
/// and the name of the detail event.
fn told(frames: &Frames) -> Vec<(&'static str, String)> {
    let mut told: Vec<(usize, &'static str, String)> = Vec::new();
    for frame in frames.as_slice() {
        let short = match frame.topic {
            Topic::UserConversations(USER) => "u",
            Topic::UserMessages(USER) => "U",
            Topic::QueueConversations(QUEUE) => "q",
            Topic::QueueMessages(QUEUE) => "Q",
            Topic::DetailEvent(_, name) => name,
            other => panic!("{other} is nobody's"),
        };
        match told
            .last_mut()
            .filter(|last| last.0 == frame.change.position)
        {
            Some(last) => last.2.push_str(&format!(" {short}")),
            None => told.push((frame.change.position, frame.row, short.to_owned())),
        }
    }
    told.into_iter()
        .map(|(_, row, short)| (row, short))
        .collect()
}

#[test]
fn users_and_queues_are_told_from_their_first_leg_until_the_work_is_over() {
    let expected = [
        ("contact-enters", "customer.start"),
        ("flow-enters", "flow.start"),
        ("flow-hands-on", "flow.end"),
        ("queue-enters", "q Q acd.start"),
        ("queue-offers", "u U q Q user.start"),
        ("answer", "u U q Q"),
        ("queue-hands-on", "u U q Q acd.end"),
        ("message-goes-out", "u U q Q"),
        ("agent-ends", "u U q Q user.end"),
        ("peer-ends", "u U q Q customer.end"),
        ("wrap-up", "u U q Q acw"),
    ];
    let told = told(&frames(&answered()));
    let told: Vec<_> = told
        .iter()
        .map(|(row, short)| (*row, short.as_str()))
        .collect();
    assert_eq!(told, expected);
}

#[test]
fn the_frames_of_a_leg_keep_their_order_and_overtake_those_of_others() {
    let frames = frames(&answered());
    let sent = frames.in_sending_order();
    assert_eq!(sent.len(), frames.as_slice().len());
    let row_at = |row| sent.iter().position(|frame| frame.row == row).unwrap();
    // Both are sent 40 ms after, but the queue's change was 3 ms later.
    assert!(row_at("answer") < row_at("queue-hands-on"));
    let of_agent: Vec<&&Frame> = sent
        .iter()
        .filter(|frame| frame.change.leg == LegIndex::new(3))
        .filter(|frame| frame.topic.kind() == TopicKind::UserMessages)
        .collect();
    assert!(of_agent.is_sorted_by_key(|frame| frame.change.position));
    // The agent's end is late (120 ms), the customer's 4 ms after it is not (40 ms).
    assert!(row_at("peer-ends") < row_at("agent-ends"));
    for frame in &sent {
        let delay = frame.sent.millis_since(frame.at);
        assert!(
            (40..=120).contains(&delay),
            "{delay} ms after {}",
            frame.row
        );
        let id = Uuid::from_u128(frame.change.position as u128);
        assert_eq!(frame.correlation_id, Some(id));
    }
}

#[test]
fn a_body_is_of_the_state_after_its_change_however_late_it_is_sent() {
    let story = answered();
    let timeline = story.simulation.timeline();
    let frames = frames(&story);
    let sent: Vec<_> = frames
        .with_bodies(Table::standard(), timeline, &Queued, |_| true)
        .collect();
    assert_eq!(sent.len(), frames.as_slice().len());
    let of_row = |row| sent.iter().filter(move |sent| sent.frame.row == row);
    let ended = |sent: &message_lifecycle::frames::SentFrame| match &*sent.body {
        EventBody::Conversation(body) => {
            let participants = body.participants.iter().flatten();
            participants.filter(|one| one.end_time.is_some()).count()
        }
        EventBody::Messages(body) => {
            let participants = body.participants.iter().flatten();
            participants.filter(|one| one.end_time.is_some()).count()
        }
        EventBody::DetailEvent(_) => usize::MAX,
        other => panic!("{other:?} does not belong here"),
    };
    let counts = |row| of_row(row).map(ended).collect::<Vec<_>>();
    assert_eq!(counts("agent-ends"), [3, 3, 3, 3, usize::MAX]);
    assert_eq!(counts("peer-ends"), [4, 4, 4, 4, usize::MAX]);
    let few = frames.with_bodies(Table::standard(), timeline, &Queued, |frame| {
        frame.topic.kind() == TopicKind::DetailEvent
    });
    let names: Vec<_> = few.map(|sent| sent.frame.row).collect();
    assert_eq!(names.len(), 9);
}

#[test]
fn statuses_are_told_to_the_user_after_everything_is_over() {
    let mut story = answered();
    let agent = LegIndex::new(3);
    for status in [
        message_lifecycle::Status::Sent,
        message_lifecycle::Status::DeliverySuccess,
    ] {
        let message = MessageIndex::new(0);
        let change = message_lifecycle::StatusChange { message, status };
        story.act(86_400_000, agent, message_lifecycle::Action::Status(change));
    }
    let told = told(&frames(&story));
    let late = ("status-changes", "u U".to_owned());
    assert_eq!(told[told.len() - 2..], [late.clone(), late]);
}

#[test]
fn what_a_release_does_not_have_is_not_sent() {
    let story = answered();
    let mut count = Vec::new();
    for release in ["45.0.0", "46.0.0", "128.0.0", "129.0.0"] {
        let setup = story.conversation().setup().clone();
        let mut timeline =
            message_lifecycle::Timeline::new(setup.at_revision(release.parse().unwrap()));
        let events = story.simulation.timeline().events();
        events.iter().for_each(|event| timeline.push(event.clone()));
        let frames = Frames::of(Table::standard(), &timeline, &Queued).unwrap();
        let all = frames.as_slice();
        let details = all.iter().filter(|frame| frame.moment.is_some()).count();
        count.push((all.len() - details, details));
    }
    assert_eq!(count, [(0, 0), (30, 0), (30, 0), (30, 9)]);
}
