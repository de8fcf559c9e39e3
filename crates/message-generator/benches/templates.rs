//! What it costs to write conversations from templates, against playing them, against serde_json
//! writing ready values, and against appending ready bytes: all in turn in one run.
//!
//! `cargo bench -p message-generator --bench templates` prints the table; under `cargo test` a few
//! are written, so that it keeps running.

use std::env;
use std::hint::black_box;
use std::time::{Duration, Instant};

use message_generator::{Episode, Layout, Profile, Run, Templates, Values};
use message_lifecycle::{LegIndex, MessageIndex};
use message_model::Message;

/// The rounds; the median of each case counts.
const ROUNDS: u64 = 9;
/// What is written is kept until there is this much of it, as a file's writer would.
const BLOCK: usize = 256 << 10;

/// Each leg on a line.
struct Legs;

impl Layout for Legs {
    fn write<V: Values>(
        &self,
        episode: &Episode<V>,
        out: &mut Vec<u8>,
    ) -> Result<(), serde_json::Error> {
        episode.legs().try_for_each(|(_, leg)| line(&leg, out))
    }

    fn leg<V: Values>(
        &self,
        episode: &Episode<V>,
        leg: LegIndex,
        out: &mut Vec<u8>,
    ) -> Result<(), serde_json::Error> {
        serde_json::to_writer(out, &episode.leg_at(leg))
    }

    fn message<V: Values>(
        &self,
        episode: &Episode<V>,
        message: MessageIndex,
        out: &mut Vec<u8>,
    ) -> Result<(), serde_json::Error> {
        serde_json::to_writer(out, &episode.details(message))
    }
}

fn line(leg: &Message, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    serde_json::to_writer(&mut *out, leg)?;
    out.push(b'\n');
    Ok(())
}

fn main() {
    let is_bench = env::args().any(|argument| argument == "--bench");
    let (learned, count) = if is_bench {
        (100_000, 36_000)
    } else {
        (200, 18)
    };
    let profile = Profile::builtin("smooth-day").expect("it is built in");
    let run = Run::new(1).with_profile(profile);
    let mut templates = Templates::new(&run, Legs);
    let mut out = Vec::new();
    for number in 0..learned {
        out.clear();
        templates.write(number, &mut out).expect("it is JSON");
    }
    let mut times = [const { Vec::new() }; 4];
    let mut legs = 0;
    let each = count / ROUNDS;
    for round in 0..ROUNDS {
        // Conversations that nobody has met before.
        let numbers = learned + round * each..learned + (round + 1) * each;
        let episodes = numbers.clone().flat_map(|number| run.episodes(number));
        let values: Vec<Message> = episodes
            .flat_map(|episode| episode.legs().map(|(_, leg)| leg).collect::<Vec<_>>())
            .collect();
        let ready = values.iter().map(|leg| {
            let mut text = Vec::new();
            line(leg, &mut text).expect("it is JSON");
            text
        });
        let ready: Vec<_> = ready.collect();
        legs += values.len() as u64;
        times[0].push(timed(&ready, |text, out| out.extend_from_slice(text)));
        times[1].push(timed(&values, |leg, out| {
            line(leg, out).expect("it is JSON")
        }));
        let numbers: Vec<_> = numbers.collect();
        times[2].push(timed(&numbers, |number, out| {
            templates.write(*number, out).expect("it is JSON");
        }));
        times[3].push(timed(&numbers, |number, out| {
            for episode in run.episodes(*number) {
                Legs.write(&episode, out).expect("it is JSON");
            }
        }));
    }
    let per_leg = |times: Vec<Duration>| {
        let legs_of_round = u128::from(legs / ROUNDS).max(1);
        median(times).as_nanos() / legs_of_round
    };
    let [append, serde, from_templates, played] = times.map(per_leg);
    println!(
        "ns a leg of smooth-day, {} courses known:",
        templates.known()
    );
    for (name, nanos) in [
        ("appending ready bytes", append),
        ("from templates", from_templates),
        ("serde_json, ready values", serde),
        ("played, with serde_json", played),
    ] {
        let times = nanos as f64 / append.max(1) as f64;
        println!("{name:<26} {nanos:>6} {times:>6.1} times the append");
    }
}

/// How long it takes to write these.
fn timed<T>(things: &[T], mut write: impl FnMut(&T, &mut Vec<u8>)) -> Duration {
    let mut out = Vec::with_capacity(2 * BLOCK);
    let start = Instant::now();
    for thing in things {
        write(thing, &mut out);
        if out.len() > BLOCK {
            black_box(&out);
            out.clear();
        }
    }
    black_box(&out);
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
