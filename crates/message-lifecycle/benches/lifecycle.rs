//! Measures the cost of an event in short and in long conversations, the cost of projecting a leg,
//! and that of projecting and writing each of the other views per byte.

#![allow(clippy::unwrap_used, reason = "a benchmark fails by panicking")]
#![allow(missing_docs, reason = "criterion's macros make public functions")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use message_lifecycle::frames::Frames;
use message_lifecycle::projection::{
    AnalyticsForm, OpenPost, Projection, Receipts, open_posts, to_analytics_conversation,
    to_bodies, to_message, visit_leg,
};
use message_lifecycle::{
    Action, Content, Conversation, ConversationContent, Event, Leg, LegIndex, MessageContent,
    MessageIndex, NewLeg, ParticipantContent, Role, Sent, Setup, Simulation, Table, UserIndex,
};
use message_model::{Direction, EncodeError, MessageType, Timestamp, encode};
use uuid::Uuid;

/// How many rounds there is room for: beside the contact's leg, each takes that of a queue and that
/// of an agent.
const ROUNDS_MAX: u64 = (Conversation::LEGS_MAX as u64 - 1) / 2;
/// How many further events one measurement applies.
const FURTHER: u64 = 1_000;

struct Plain;

impl Content for Plain {
    fn conversation(&self) -> ConversationContent<'_> {
        ConversationContent::default()
    }

    fn participant(&self, _index: LegIndex, leg: &Leg) -> ParticipantContent<'_> {
        let is_within = matches!(leg.role(), Role::Acd | Role::Agent);
        ParticipantContent {
            user_id: leg.user().map(|_| Uuid::from_u128(1)),
            queue_id: is_within.then_some(Uuid::from_u128(2)),
            ..ParticipantContent::default()
        }
    }

    fn leg_id(&self, index: LegIndex) -> Uuid {
        Uuid::from_u128(u128::from(u32::from(index)))
    }

    fn message(&self, index: MessageIndex, _sent: &Sent) -> MessageContent<'_> {
        MessageContent {
            id: Uuid::from_u128(u128::from(u32::from(index))),
            text: Some("Where is the parcel?".into()),
            ..MessageContent::default()
        }
    }
}

/// Makes the events of a conversation that goes from queue to agent and on to the next queue, with
/// messages and holds; once there is no room for more legs, it stays with its last agent.
struct Script {
    now: Timestamp,
    turn: u64,
}

impl Script {
    fn new() -> Script {
        Script {
            now: "2026-01-05T09:00:00.000Z".parse().unwrap(),
            turn: 0,
        }
    }

    fn event(&mut self, leg: LegIndex, action: Action) -> Event {
        self.now = self.now.checked_add_millis(60).unwrap();
        Event {
            at: self.now,
            cloud_skew_ms: 0,
            leg,
            action,
        }
    }

    fn next(&mut self, conversation: &Conversation) -> Event {
        let contact = LegIndex::new(0);
        let last = |back: u32| LegIndex::new(u32::from(conversation.next_leg()) - back);
        if conversation.legs().is_empty() {
            return self.event(contact, Action::Enter(NewLeg::of(Role::Customer)));
        }
        self.turn += 1;
        let new = conversation.next_leg();
        let is_last = self.turn / 10 >= ROUNDS_MAX;
        match self.turn % 10 {
            0..=4 if is_last => self.event(contact, Action::Message),
            1 => self.event(new, Action::Enter(NewLeg::of(Role::Acd))),
            2 => self.event(new, Action::Offer(NewLeg::of_agent(UserIndex::new(0)))),
            3 => self.event(last(1), Action::Answer),
            4 => self.event(last(2), Action::HandOn),
            5 => self.event(contact, Action::Message),
            6 => self.event(last(1), Action::Hold),
            7 => self.event(last(1), Action::Resume),
            8 => self.event(last(1), Action::Message),
            9 => self.event(contact, Action::Message),
            _ => self.event(last(1), Action::Transfer),
        }
    }

    fn run(&mut self, simulation: &mut Simulation<'_>, events: u64) {
        for _ in 0..events {
            let event = self.next(simulation.conversation());
            simulation.apply_alone(event).unwrap();
        }
    }
}

fn simulation(channel: MessageType, events: u64) -> (Script, Simulation<'static>) {
    let mut script = Script::new();
    let setup = Setup::new(channel, Direction::Inbound);
    let mut simulation = Simulation::new(Table::standard(), setup);
    script.run(&mut simulation, events);
    (script, simulation)
}

/// Applies 1,000 further events to conversations that already have many.
fn events_applied(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("events_applied");
    group.throughput(Throughput::Elements(FURTHER));
    for events in [100, 10_000] {
        let prepare = || {
            let (script, simulation) = simulation(MessageType::Sms, events);
            (script.now, script.turn, simulation)
        };
        group.bench_function(format!("after_{events}"), |bencher| {
            bencher.iter_batched_ref(
                prepare,
                |(now, turn, simulation)| {
                    Script {
                        now: *now,
                        turn: *turn,
                    }
                    .run(simulation, FURTHER)
                },
                BatchSize::LargeInput,
            );
        });
    }
    group.finish();
}

/// Projects all legs of a conversation of 1,000 events, by visits and into wire values.
fn legs_projected(criterion: &mut Criterion) {
    let (_, simulation) = simulation(MessageType::Sms, 1_000);
    let conversation = simulation.conversation();
    let legs = u32::from(conversation.next_leg());
    let view = Projection::new(conversation, &Plain);
    let mut group = criterion.benchmark_group("legs_projected");
    group.throughput(Throughput::Elements(u64::from(legs)));
    group.bench_function("visited", |bencher| {
        bencher.iter(|| {
            (0..legs).for_each(|leg| {
                visit_leg(view, LegIndex::new(leg), |property| {
                    drop(black_box(property))
                })
            })
        });
    });
    group.bench_function("as_messages", |bencher| {
        bencher.iter(|| {
            (0..legs).for_each(|leg| drop(black_box(to_message(view, LegIndex::new(leg)))))
        });
    });
    group.finish();
}

/// Projects and writes a view of a conversation; returns how many bytes it is.
type WriteView = fn(&Simulation<'_>) -> usize;

/// All frames of a conversation.
fn write_frames(simulation: &Simulation<'_>) -> usize {
    let (table, timeline) = (Table::standard(), simulation.timeline());
    let frames = Frames::of(table, timeline, &Plain).unwrap();
    frames
        .with_bodies(table, timeline, &Plain, |_| true)
        .map(|sent| length(encode(&*sent.body)))
        .sum()
}

fn write_bodies(simulation: &Simulation<'_>) -> usize {
    let receipts = Receipts::of(simulation.timeline());
    let bodies = to_bodies(
        Projection::new(simulation.conversation(), &Plain),
        &receipts,
    );
    bodies.iter().map(|body| length(encode(body))).sum()
}

fn write_open_posts(simulation: &Simulation<'_>) -> usize {
    let view = Projection::new(simulation.conversation(), &Plain);
    let posts = open_posts(view, simulation.timeline());
    let both = |post: &OpenPost| {
        let answer = post.answer.as_ref().map(|answer| length(encode(answer)));
        length(encode(&post.body)) + answer.unwrap_or_default()
    };
    posts.iter().map(both).sum()
}

fn write_analytics(simulation: &Simulation<'_>) -> usize {
    let view = Projection::new(simulation.conversation(), &Plain);
    length(encode(&to_analytics_conversation(view, AnalyticsForm::Job)))
}

fn length(text: Result<String, EncodeError>) -> usize {
    black_box(text.unwrap()).len()
}

/// How often each length is measured for the ratio, in turns with the other.
const TURNS: u32 = 3;
/// The most that a byte may cost at 1,000 events, in hundredths of what it costs at 100.
const RATIO_MAX: u128 = 130;

/// Projects and writes the views of conversations of 100 and of 1,000 events.
fn views_written(_: &mut Criterion) {
    compare_lengths("frames", &MessageType::Sms, 1, write_frames);
    compare_lengths("bodies", &MessageType::Sms, 200, write_bodies);
    compare_lengths("open posts", &MessageType::Open, 200, write_open_posts);
    compare_lengths("analytics", &MessageType::Sms, 200, write_analytics);
}

/// Writes a view of a long conversation so often, and of a short one until it has written about as
/// much, in turns, so that changes of the machine's speed affect both alike; prints what a byte
/// costs and the ratio.
///
/// The last state of a conversation of 1,000 events is ten times as long, and so is each of its
/// frames: the cost is that of a byte, not of a frame.
fn compare_lengths(name: &str, channel: &MessageType, repeats: u32, write: WriteView) {
    // `cargo test` runs each benchmark once, without optimisation.
    let is_test = !std::env::args().any(|argument| argument == "--bench");
    let (turns, repeats, lengths) = match is_test {
        true => (1, 1, [20, 60]),
        false => (TURNS, repeats, [100, 1_000]),
    };
    let simulations = lengths.map(|events| simulation(channel.clone(), events).1);
    let bytes = [0, 1].map(|index| write(&simulations[index]));
    let long = bytes[1] * repeats as usize;
    let repeats = [long.div_ceil(bytes[0]), repeats as usize];
    let mut spent = [Duration::ZERO; 2];
    for _ in 0..turns {
        for index in [0, 1] {
            let begun = Instant::now();
            for _ in 0..repeats[index] {
                write(&simulations[index]);
            }
            spent[index] += begun.elapsed();
        }
    }
    let picoseconds = [0, 1].map(|index| {
        let bytes = bytes[index] * repeats[index] * turns as usize;
        spent[index].as_nanos() * 1_000 / bytes as u128
    });
    let hundredths = picoseconds[1] * 100 / picoseconds[0];
    println!(
        "{name} written: {} ps a byte at {} events, {} at {}: {}.{:02} times (at most {}.{:02})",
        picoseconds[0],
        lengths[0],
        picoseconds[1],
        lengths[1],
        hundredths / 100,
        hundredths % 100,
        RATIO_MAX / 100,
        RATIO_MAX % 100,
    );
    assert!(
        is_test || hundredths <= RATIO_MAX,
        "a byte of {name} costs more in a long conversation"
    );
}

criterion_group!(benches, events_applied, legs_projected, views_written);
criterion_main!(benches);
