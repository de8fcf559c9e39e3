//! Compares the cost of a conversation from our strategy with that of the ways in which teams make
//! test data without it: proptest with regular expressions, proptest with word lists, and
//! `derive(Dummy)`. Each writes its records as JSON with serde_json.
//!
//! All write the same kind of record: a conversation with as many participants, legs, segments and
//! messages, and with the same properties, as ours have on average (`record.rs`); only ours are
//! consistent in themselves. The four ways take turns in one run, each with the same records in
//! every turn, and a ratio is that of all turns together. Where the system tells how long a thread
//! was on a processor (Linux, to some milliseconds), that is the time measured, so that a busy
//! machine disturbs little.
//!
//! The targets are 15 times as fast as regular expressions and twice as fast as word lists. Run
//! with `cargo bench -p message-generator --features proptest`; words after `--` select ways by
//! parts of their names.

mod record;

use std::hint::black_box;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use fake::{Fake, Faker};
use message_generator::Profile;
use message_generator::strategy::{Population, conversations};
use message_model::encode;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use record::{Conversation, Patterns, Words};

/// The number of turns of each way, and the number of records in a turn.
const TURNS: u32 = 30;
const RECORDS: u32 = 300;
/// Both numbers when it is run as a test, which only shows that it runs.
const ONCE: u32 = 2;

/// A way to make records.
struct Way<'a> {
    name: &'static str,
    /// Starts over from the first record; the returned function makes the next record at each call.
    start: Box<dyn Fn() -> Box<dyn FnMut() -> String + 'a> + 'a>,
    /// The time spent in all turns.
    spent: Duration,
    /// The size of all records of a turn.
    bytes: usize,
}

impl<'a> Way<'a> {
    fn new<Next: FnMut() -> String + 'a>(
        name: &'static str,
        start: impl Fn() -> Next + 'a,
    ) -> Self {
        Self {
            name,
            start: Box::new(move || Box::new(start())),
            spent: Duration::ZERO,
            bytes: 0,
        }
    }

    fn take_turn(&mut self, records: u32) {
        let mut next = (self.start)();
        let begun = time();
        self.bytes = (0..records).map(|_| black_box(next()).len()).sum();
        self.spent += time() - begun;
    }
}

/// How long this thread has been on a processor, or, where the system does not tell, how long the
/// program has run.
fn time() -> Duration {
    static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| BEGUN.elapsed(), Duration::from_nanos)
}

/// Draws a value as a property test does, including what is needed to shrink it.
fn drawn<S: Strategy>(strategy: &S, runner: &mut TestRunner) -> S::Value {
    strategy
        .new_tree(runner)
        .expect("nothing is refused")
        .current()
}

fn runner() -> TestRunner {
    TestRunner::new_with_rng(
        Config::default(),
        TestRng::from_seed(RngAlgorithm::ChaCha, &[1; 32]),
    )
}

fn main() {
    let profile = Profile::builtin("smooth-day").expect("it is built in");
    let ours = conversations(Population::of_profile(profile));
    let (patterns, words) = (
        Conversation::strategy::<Patterns>(),
        Conversation::strategy::<Words>(),
    );
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let asked: Vec<&String> = arguments
        .iter()
        .filter(|word| !word.starts_with('-'))
        .collect();
    // `cargo bench` passes `--bench`, `cargo test` does not.
    let (turns, records) = if arguments.iter().any(|word| word == "--bench") {
        (TURNS, RECORDS)
    } else {
        (ONCE, ONCE)
    };
    let mut ways = [
        Way::new("ours", || {
            let mut runner = runner();
            let ours = &ours;
            move || encode(&drawn(ours, &mut runner).value).expect("it can be written")
        }),
        Way::new("regular expressions", || by_proptest(&patterns)),
        Way::new("word lists", || by_proptest(&words)),
        Way::new("derive(Dummy)", || {
            let mut rng = ChaCha8Rng::from_seed([1; 32]);
            move || json(&Faker.fake_with_rng::<Conversation, _>(&mut rng))
        }),
    ];
    let is_asked = |way: &&mut Way<'_>| {
        asked.is_empty() || asked.iter().any(|word| way.name.contains(word.as_str()))
    };
    for _ in 0..turns {
        ways.iter_mut()
            .filter(is_asked)
            .for_each(|way| way.take_turn(records));
    }
    if records == ONCE {
        return;
    }
    let ours = ways[0].spent;
    println!(
        "{:<20} {:>12} {:>14} {:>18}",
        "way", "us a record", "bytes a record", "times as long as ours"
    );
    for way in ways.iter_mut().filter(is_asked) {
        let micros = way.spent.as_secs_f64() * 1e6 / f64::from(turns * records);
        let ratio = way.spent.as_secs_f64() / ours.as_secs_f64();
        println!(
            "{:<20} {micros:>12.1} {:>14} {ratio:>18.2}",
            way.name,
            way.bytes / records as usize
        );
    }
}

fn by_proptest(strategy: &impl Strategy<Value = Conversation>) -> impl FnMut() -> String {
    let mut runner = runner();
    move || json(&drawn(strategy, &mut runner))
}

fn json(record: &Conversation) -> String {
    serde_json::to_string(record).expect("it can be written")
}
