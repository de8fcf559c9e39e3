//! Measures the cost of an event in short and in long conversations, and the cost of projecting a
//! leg.

#![allow(clippy::unwrap_used, reason = "a benchmark fails by panicking")]
#![allow(missing_docs, reason = "criterion's macros make public functions")]

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use message_lifecycle::projection::{View, to_message, visit_leg};
use message_lifecycle::{
    Action, Content, Conversation, ConversationContent, Event, Leg, LegIndex, MessageContent,
    MessageIndex, NewLeg, ParticipantContent, Role, Sent, Setup, Simulation, Table, UserIndex,
};
use message_model::{Direction, MessageType, Timestamp};
use uuid::Uuid;

/// How many further events one measurement applies.
const FURTHER: u64 = 1_000;

struct Plain;

impl Content for Plain {
    fn conversation(&self) -> ConversationContent<'_> {
        ConversationContent::default()
    }

    fn participant(&self, _index: LegIndex, _leg: &Leg) -> ParticipantContent<'_> {
        ParticipantContent::default()
    }

    fn leg_id(&self, index: LegIndex) -> Uuid {
        Uuid::from_u128(u128::from(u32::from(index)))
    }

    fn message(&self, index: MessageIndex, _sent: &Sent) -> MessageContent<'_> {
        MessageContent {
            id: Uuid::from_u128(u128::from(u32::from(index))),
            ..MessageContent::default()
        }
    }
}

/// Makes the events of a conversation that goes from queue to agent and on to the next queue, with
/// messages and holds.
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
        match self.turn % 10 {
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

fn simulation(events: u64) -> (Script, Simulation<'static>) {
    let mut script = Script::new();
    let setup = Setup::new(MessageType::Sms, Direction::Inbound);
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
            let (script, simulation) = simulation(events);
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
    let (_, simulation) = simulation(1_000);
    let conversation = simulation.conversation();
    let legs = u32::from(conversation.next_leg());
    let view = View::new(conversation, &Plain);
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

criterion_group!(benches, events_applied, legs_projected);
criterion_main!(benches);
