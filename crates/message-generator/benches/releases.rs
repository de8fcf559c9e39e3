//! What it costs to write conversations as a platform of an old release sends them, against the
//! newest: the same conversations, taken in turn in one run, each played once.
//!
//! `cargo bench -p message-generator --bench releases` prints the ratio for 20,000 conversations;
//! under `cargo test` a few are written, so that it keeps running.

use std::env;
use std::time::{Duration, Instant};

use message_generator::{Run, Scenario};
use message_model::{ApiRevision, encode};

/// The rounds; the median of each release counts.
const ROUNDS: u64 = 9;

fn main() {
    let is_bench = env::args().any(|argument| argument == "--bench");
    let count: u64 = if is_bench { 20_000 } else { 18 };
    // A course that every release has.
    let scenario = Scenario::builtin("inbound-answered-agent-ends").expect("it is built in");
    let run = |revision| {
        Run::new(1)
            .with_revision(revision)
            .with_scenarios(vec![scenario.clone()])
    };
    let runs = [run(ApiRevision::LATEST), run(ApiRevision::V19)];
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..ROUNDS {
        for (run, times) in runs.iter().zip(&mut times) {
            let each = count / ROUNDS;
            times.push(written(run, round * each..(round + 1) * each));
        }
    }
    let [newest, oldest] = times.map(median);
    println!(
        "{count} conversations: as of 19 {:.2} times the newest",
        oldest.as_secs_f64() / newest.as_secs_f64()
    );
}

/// How long it takes to play and write these conversations.
fn written(run: &Run, numbers: std::ops::Range<u64>) -> Duration {
    let start = Instant::now();
    for number in numbers {
        for episode in run.episodes(number) {
            let text = encode(&episode.conversation()).expect("our own values can be written");
            std::hint::black_box(text);
        }
    }
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
