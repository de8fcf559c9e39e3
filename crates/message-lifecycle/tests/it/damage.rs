//! Every invariant can fail: a conversation is damaged in one place, and the invariant of that
//! number reports it.
//!
//! The numbers are those of the list of known facts about a leg's life. Together the damages cover
//! the whole list, so that no invariant is forgotten, and none holds only because it demands
//! nothing.

use std::collections::BTreeSet;

use message_lifecycle::projection::{Projection, to_conversation};
use message_lifecycle::{Action, EventKind, MessageIndex, Parking, Role, Status, StatusChange};
use message_model::{
    Conversation, DisconnectType, ErrorBody, Message, MessageDetails, MessageState, MessageStatus,
    Participant, Segment, Timestamp,
};

use crate::invariants::{Missed, of_snapshot, of_succession};
use crate::plain::Plain;
use crate::story::Story;

/// The entries of the list that are no invariants of legs: 25 demands nothing of a leg without
/// messages, and 33 is about analytics, which is another view.
const NOT_OF_LEGS: [u32; 2] = [25, 33];
const LAST: u32 = 34;

const CONTACT: usize = 0;
const QUEUE: usize = 1;
const MISSED_OFFER: usize = 2;
const AGENT: usize = 3;

type Damage = fn(&mut Conversation);

const DAMAGES: &[(u32, Damage)] = &[
    (1, |all| {
        leg(all, AGENT).id = leg(all, MISSED_OFFER).id.clone()
    }),
    (2, |all| {
        leg(all, AGENT).state = Some(MessageState::from_text("terminated"))
    }),
    (3, |all| leg(all, AGENT).disconnect_type = None),
    (4, |all| leg(all, AGENT).disconnected_time = None),
    (5, |all| {
        leg(all, MISSED_OFFER).connected_time = leg(all, MISSED_OFFER).disconnected_time
    }),
    (6, |all| leg(all, AGENT).start_alerting_time = None),
    (7, |all| {
        leg(all, CONTACT).start_alerting_time = leg(all, CONTACT).connected_time
    }),
    (8, |all| leg(all, AGENT).held = Some(true)),
    (9, |all| postpone(&mut leg(all, AGENT).connected_time, 101)),
    (10, |all| postpone(&mut segment(all, AGENT, 1).end_time, 1)),
    (11, |all| {
        postpone(&mut participant(all, AGENT).start_time, 1)
    }),
    (12, |all| {
        segment(all, AGENT, 2).r#type = Some("Alert".to_owned())
    }),
    (13, |all| {
        segment(all, AGENT, 2).r#type = Some("Interact".to_owned())
    }),
    (14, |all| {
        segment(all, AGENT, 0).how_ended = Some("Hold".to_owned())
    }),
    (15, |all| {
        segment(all, QUEUE, 0).disconnect_type = Some("peer".to_owned())
    }),
    (16, |all| {
        leg(all, QUEUE).peer_id = leg(all, AGENT).id.clone()
    }),
    (17, |all| {
        leg(all, CONTACT).peer_id = leg(all, MISSED_OFFER).id.clone()
    }),
    (18, |all| end_later(all, CONTACT, -60_000)),
    (19, |all| {
        [MISSED_OFFER, AGENT]
            .into_iter()
            .for_each(|place| leg(all, place).state = Some(MessageState::Connected))
    }),
    (20, |all| end_later(all, QUEUE, 60)),
    (20, |all| end_later(all, QUEUE, -60)),
    (21, |all| end_by(all, QUEUE, DisconnectType::Client)),
    (22, |all| end_by(all, CONTACT, DisconnectType::Client)),
    (23, |all| {
        participant(all, MISSED_OFFER).alerting_timeout_ms = Some(20_000)
    }),
    (24, |all| drop(leg(all, CONTACT).messages.take())),
    (26, |all| {
        message(all, AGENT).message_status = Some(MessageStatus::Queued)
    }),
    (27, |all| {
        message(all, CONTACT).message_status = Some(MessageStatus::Sent)
    }),
    (28, |all| {
        message(all, AGENT).error_info = Some(Box::new(ErrorBody::default()))
    }),
    (29, |all| {
        message(all, AGENT).message_segment_count = Some(6)
    }),
    (30, |all| {
        leg(all, AGENT).recipient_country = Some("USA".to_owned())
    }),
    (31, |all| leg(all, AGENT).after_call_work = None),
    (32, |all| leg(all, AGENT).park_time = None),
    (34, |all| all.end_time = all.start_time),
];

#[test]
fn every_invariant_notices_what_breaks_it() {
    let whole = whole();
    assert_eq!(of_snapshot(&whole, Missed::Nothing), [""; 0]);
    assert_eq!(of_succession(&whole, &whole), [""; 0]);
    for &(number, damage) in DAMAGES {
        let mut damaged = whole.clone();
        damage(&mut damaged);
        let mut breaches = of_snapshot(&damaged, Missed::Nothing);
        breaches.extend(of_succession(&whole, &damaged));
        assert!(
            breaches
                .iter()
                .any(|breach| numbers(breach).contains(&number)),
            "{number}: {breaches:#?}"
        );
    }
}

#[test]
fn every_number_of_the_list_is_stated() {
    let stated: BTreeSet<u32> = DAMAGES
        .iter()
        .map(|(number, _)| *number)
        .chain(NOT_OF_LEGS)
        .collect();
    assert_eq!(stated, (1..=LAST).collect());
}

/// The numbers in front of a breach, as in `6, 7 startAlertingTime exactly when it began alerting`.
fn numbers(breach: &str) -> Vec<u32> {
    let words = breach.split(' ').map(|word| word.trim_end_matches(','));
    words.map_while(|word| word.parse().ok()).collect()
}

/// The conversation that is damaged: one offer times out, the next is answered; the agent's leg has
/// every type of segment; the agent ends and completes the after-call work.
fn whole() -> Conversation {
    let mut story = Story::inbound();
    let contact = story.open(0, EventKind::Enter, Role::Customer);
    story.open(40, EventKind::Enter, Role::Acd);
    let missed = story.open(189, EventKind::Offer, Role::Agent);
    story.step(30_150, missed, EventKind::TimeOut);
    let agent = story.open(340, EventKind::Offer, Role::Agent);
    story.step(4_000, agent, EventKind::Answer);
    story.step(2_000, contact, EventKind::Message);
    story.step(9_000, agent, EventKind::Message);
    for status in [Status::Sent, Status::DeliverySuccess] {
        story.act(
            900,
            agent,
            Action::Status(StatusChange {
                message: MessageIndex::new(1),
                status,
            }),
        );
    }
    story.step(9_000, agent, EventKind::Hold);
    story.step(9_000, agent, EventKind::Resume);
    let resume = story.now().checked_add_millis(3_600_000).unwrap();
    story.act(9_000, agent, Action::Park(Parking { resume }));
    story.step(9_000, agent, EventKind::Unpark);
    story.step(9_000, agent, EventKind::End);
    story.settle();
    story.step(9_000, agent, EventKind::WrapUp);
    to_conversation(Projection::new(story.conversation(), &Plain))
}

fn participant(all: &mut Conversation, place: usize) -> &mut Participant {
    &mut all.participants.as_mut().unwrap()[place]
}

fn leg(all: &mut Conversation, place: usize) -> &mut Message {
    &mut participant(all, place).messages.as_mut().unwrap()[0]
}

fn segment(all: &mut Conversation, place: usize, number: usize) -> &mut Segment {
    &mut leg(all, place).segments.as_mut().unwrap()[number]
}

/// The first message of the leg.
fn message(all: &mut Conversation, place: usize) -> &mut MessageDetails {
    &mut leg(all, place).messages.as_mut().unwrap()[0]
}

fn postpone(time: &mut Option<Timestamp>, millis: i64) {
    *time = time.map(|time| time.checked_add_millis(millis).unwrap());
}

/// Moves the end of the leg, in every property that shows it.
fn end_later(all: &mut Conversation, place: usize, millis: i64) {
    postpone(&mut participant(all, place).end_time, millis);
    postpone(&mut leg(all, place).disconnected_time, millis);
    postpone(
        &mut leg(all, place)
            .segments
            .as_mut()
            .unwrap()
            .last_mut()
            .unwrap()
            .end_time,
        millis,
    );
}

/// Changes the disconnect type of the leg, in every property that shows it.
fn end_by(all: &mut Conversation, place: usize, kind: DisconnectType) {
    leg(all, place)
        .segments
        .as_mut()
        .unwrap()
        .last_mut()
        .unwrap()
        .disconnect_type = Some(kind.as_str().to_owned());
    leg(all, place).disconnect_type = Some(kind);
}
