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
        "8a9e5c1584dc369309863474342513aaecd1b1e38b4ab647ef9a1938508cbdde",
    ),
    (
        "bot-heavy",
        "80b99d41ca4c74a59b346ac5559c7de5aa2ba4d496934a46fd4f9192966ceae9",
    ),
    (
        "outage",
        "bb727409c5fcef047b8ff63a491788aad2831354914dd51b46caabd86edb65aa",
    ),
    (
        "sms-campaign",
        "77aaf32ff49d3d617df5da5d227c4c45b1256f7dec7d70081f090d7126e5b608",
    ),
    (
        "busy-transfers",
        "180c3cd145427199862e6f7c068873b39344953c2ccbefbc2447aa83696339fb",
    ),
    (
        ALL,
        "30c5367c5217f03ee381fa1bf5510e38d942e19478445c81e0d597101e90e207",
    ),
    (
        MIX,
        "ade30ed68d68b9af58438db59b08210b80cbbec9b511c290649693dbd4998b58",
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
