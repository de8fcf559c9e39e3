//! Equal arguments give equal bytes: in debug and release builds, on one thread and on many, alone
//! and in a run.
//!
//! The digests are literals, and CI runs this file in both builds. That the time zone and the
//! locale do not matter either is tested in `xtask/tests/same_bytes.rs`, where there is a process
//! to set them for.

use std::fmt::Write;

use message_generator::{Profile, Run, Scenario, play};
use message_model::encode;
use sha2::{Digest, Sha256};

/// The number of conversations that a digest is of.
const COUNT: u64 = 60;

/// The digests of scripts, conversations and legs of each profile, of all scenarios with equal
/// chances, and of the mix by weight that `cargo xtask generate` draws without options.
///
/// When a digest changes, the values have changed: raise `draw::STREAM`, say so in the changelog,
/// and write the corpus anew. Changing or adding a scenario or profile changes them too.
const DIGESTS: [(&str, &str); 7] = [
    (
        "smooth-day",
        "e6aa0b173f5cddfc86082b64b923122c105d4b395d43652a5511cd0b3c12c981",
    ),
    (
        "bot-heavy",
        "97f42ff32f6c764b49983466e40dc7690e4d78b65f7a927d53089922deeb4262",
    ),
    (
        "outage",
        "65a5bba97fbc24caf1bbfafb212dcb26d97f31e6f81cd1649748cab043943885",
    ),
    (
        "sms-campaign",
        "dbe7b769530ffea4eea77857507add59871c2d8379d2c0db0cccf59dc4956244",
    ),
    (
        "busy-transfers",
        "d53309777506639613a976c479678beb2a9f45b3b05280a766c13e2132220c27",
    ),
    (
        ALL,
        "3330f960d107f49b8bcfa3a2b1174480dd90b53211bf6c83c9f50156e2e61f65",
    ),
    (
        MIX,
        "ae30c3cc562f5fc026f8bcae81eec3285b80efdf334f596abdc816dc148250e4",
    ),
];

/// The name that stands for all scenarios in place of a profile.
const ALL: &str = "all scenarios";
/// The name that stands for the mix in place of a profile.
const MIX: &str = "mix";

fn run(name: &str) -> Run {
    let run = Run::new(7);
    match Profile::builtin(name) {
        Some(profile) => run.with_profile(profile),
        None if name == MIX => run.with_mix(Scenario::all_builtin().collect()),
        None => run,
    }
}

/// Everything that is made of one conversation of a run, as text.
fn text(run: &Run, number: u64) -> String {
    let script = run.script(number);
    let mut text = script.to_json();
    for episode in play(&script).expect("scripts of a run play strictly") {
        text += &encode(&episode.conversation()).expect("our own values can be written");
        for (label, message) in episode.legs() {
            text += label;
            text += &encode(&message).expect("our own values can be written");
        }
    }
    text
}

fn digest(texts: impl IntoIterator<Item = String>) -> String {
    let mut sums = Sha256::new();
    texts.into_iter().for_each(|text| sums.update(text));
    sums.finalize().iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("a String takes any text");
        hex
    })
}

#[test]
fn values_are_those_of_every_build() {
    let names: Vec<_> = Profile::builtin_names().chain([ALL, MIX]).collect();
    assert_eq!(
        DIGESTS.map(|(name, _)| name),
        *names,
        "a digest for each profile"
    );
    let found = DIGESTS.map(|(name, _)| {
        let run = run(name);
        (name, digest((0..COUNT).map(|number| text(&run, number))))
    });
    assert_eq!(
        found
            .each_ref()
            .map(|(name, digest)| (*name, digest.as_str())),
        DIGESTS
    );
}

#[test]
fn threads_cannot_change_a_byte() {
    const THREADS: u64 = 4;
    let run = run("busy-transfers");
    let alone: Vec<_> = (0..COUNT).map(|number| text(&run, number)).collect();
    let mut together: Vec<_> = std::thread::scope(|scope| {
        let work = |first| {
            let run = &run;
            // From the end, so that no thread goes through the numbers in the order of the run.
            let numbers = (0..COUNT)
                .rev()
                .filter(move |number| number % THREADS == first);
            scope.spawn(move || {
                numbers
                    .map(|number| (number, text(run, number)))
                    .collect::<Vec<_>>()
            })
        };
        let threads: Vec<_> = (0..THREADS).map(work).collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().expect("no thread panics"))
            .collect()
    });
    together.sort();
    assert!(together.into_iter().map(|(_, text)| text).eq(alone));
}

#[test]
fn a_conversation_alone_is_the_one_of_the_run() {
    for (name, _) in DIGESTS {
        let in_order = run(name);
        let of_the_run: Vec<_> = (999_990..=1_000_000)
            .map(|number| text(&in_order, number))
            .collect();
        assert_eq!(
            of_the_run.last(),
            Some(&text(&run(name), 1_000_000)),
            "{name}"
        );
        let first: Vec<_> = in_order.scripts().take(20).collect();
        assert!(
            first
                .iter()
                .zip(0..)
                .all(|(script, number)| *script == run(name).script(number)),
            "{name}"
        );
    }
}
