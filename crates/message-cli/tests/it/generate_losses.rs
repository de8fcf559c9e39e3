//! Nothing that `msgleg generate` leaves out goes unsaid.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn msgleg(options: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_msgleg"))
        .args(options)
        .output()
        .expect("it starts")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn records(output: &Output) -> Vec<Value> {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines()
        .map(|line| serde_json::from_str(line).expect("it is JSON"))
        .collect()
}

/// A new folder for a test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("losses")
        .join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("it can be made");
    folder
}

/// A scenario in which an agent's leg ends, and perhaps ends again.
const ENDS_TWICE: &str = r#"{
  "format": 1,
  "scenario": "ends-twice",
  "shows": "An offer is withdrawn twice.",
  "evidence": "inferred",
  "sources": ["made up"],
  "channels": ["sms"],
  "legs": {
    "customer": {"role": "customer"}
  },
  "steps": [
    {"label": "arrives", "after": 0, "leg": "customer", "event": "enter"},
    {"label": "leaves", "after": 10, "leg": "customer", "event": "end"},
    {"label": "leaves-again", "after": 10, "leg": "customer", "event": "end"}
  ]
}
"#;

#[test]
fn a_step_that_never_plays_is_refused_by_every_command_in_the_same_words() {
    let folder = folder("never");
    let file = folder.join("mine.json");
    fs::write(&file, ENDS_TWICE).expect("it can be written");
    let out = folder.join("out.jsonl");
    let (scenarios, file, out) = (
        folder.to_str().expect("it is text"),
        file.to_str().expect("it is text"),
        out.to_str().expect("it is text"),
    );
    let shown = msgleg(&["show", file]);
    let generated = msgleg(&["generate", "--scenarios", scenarios, "--out", out]);
    for output in [&shown, &generated] {
        assert_eq!(output.status.code(), Some(2));
        let expected = format!("error: {file}:14: step \"leaves-again\": leg \"customer\"");
        assert!(told(output).starts_with(&expected), "{}", told(output));
    }
    assert_eq!(told(&shown), told(&generated));
    assert!(!Path::new(out).exists());
}

#[test]
fn the_only_scenario_must_fit_the_release_unless_it_is_allowed_not_to() {
    let options = [
        "generate",
        "--scenario",
        "takeover-by-colleague",
        "--count",
        "3",
    ];
    let old = [&options[..], &["--as-of", "250"]].concat();
    let strict = msgleg(&old);
    assert_eq!(strict.status.code(), Some(2));
    assert!(strict.stdout.is_empty());
    for part in [
        "takeover-by-colleague: step \"colleague-pulls\"",
        "known since 251.0.0",
        "--lenient",
    ] {
        assert!(told(&strict).contains(part), "{}", told(&strict));
    }
    let lenient = msgleg(&[&old[..], &["--lenient"]].concat());
    assert!(lenient.status.success());
    assert_eq!(records(&lenient).len(), 3);
    let line = "takeover-by-colleague: as of 250.0.0, 3 of 3 conversations without \"colleague-pulls\" (since 251.0.0) \
                and 6 steps that need it\n";
    assert!(told(&lenient).contains(line), "{}", told(&lenient));
    let new = msgleg(&[&options[..], &["--as-of", "251"]].concat());
    assert!(new.status.success());
    assert_eq!(told(&new).lines().count(), 2, "{}", told(&new));
}

#[test]
fn a_mix_says_which_scenarios_lost_what() {
    let mix = msgleg(&[
        "generate",
        "--profile",
        "smooth-day",
        "--as-of",
        "230",
        "--count",
        "900",
    ]);
    assert!(mix.status.success());
    let told = told(&mix);
    for name in [
        "park-and-resume",
        "inactivity-disconnect",
        "takeover-by-colleague",
    ] {
        let line = told.lines().find(|line| line.starts_with(name));
        let line = line.unwrap_or_else(|| panic!("{name} in {told}"));
        assert!(
            line.contains("as of 230.0.0, ") && line.contains("(since 2"),
            "{line}"
        );
    }
    let latest = msgleg(&["generate", "--profile", "smooth-day", "--count", "300"]);
    let lines = String::from_utf8_lossy(&latest.stderr).lines().count();
    assert_eq!(lines, 2, "what is written, and what was written");
}

#[test]
fn a_channel_says_what_it_lacks() {
    let sms = [
        "generate",
        "--scenario",
        "whatsapp-read-receipts",
        "--channel",
        "sms",
    ];
    let strict = msgleg(&sms);
    assert_eq!(strict.status.code(), Some(2));
    assert!(
        told(&strict).contains("take --lenient"),
        "{}",
        told(&strict)
    );
    let lenient = msgleg(&[&sms[..], &["--lenient", "--count", "4"]].concat());
    assert!(
        told(&lenient).contains("4 of 4 conversations without "),
        "{}",
        told(&lenient)
    );
}

#[test]
fn a_filter_says_how_much_it_leaves_out() {
    let told = told(&msgleg(&[
        "generate",
        "--evidence",
        "observed",
        "--count",
        "1",
    ]));
    assert!(told.starts_with("--evidence observed: without "), "{told}");
}

#[test]
fn more_lines_than_were_asked_for_are_explained() {
    let output = msgleg(&[
        "generate",
        "--scenario",
        "return-after-window",
        "--count",
        "3",
    ]);
    assert_eq!(records(&output).len(), 6, "{}", told(&output));
    let line = "6 conversations of 3 numbers: 3 of the customers came back after the threading window, which begins \
                another\n";
    assert!(told(&output).contains(line), "{}", told(&output));
}

#[test]
fn legs_are_counted_one_by_one() {
    for legs in ["0", "1", "17"] {
        let output = msgleg(&["generate", "--legs", legs]);
        let written = records(&output);
        assert_eq!(written.len().to_string(), legs);
        assert!(written.iter().all(|leg| leg["segments"].is_array()));
        assert!(told(&output).contains(&format!("{legs} legs of ")));
    }
    let all = msgleg(&["generate", "--view", "message"]);
    let first = msgleg(&["generate", "--legs", "9"]);
    assert!(all.stdout.starts_with(&first.stdout));
}

#[test]
fn a_script_is_played_to_every_view() {
    let folder = folder("script");
    let file = folder.join("mine.json");
    let file = file.to_str().expect("it is text");
    let run = [
        "generate",
        "--scenario",
        "spam",
        "--seed",
        "3",
        "--count",
        "1",
        "--view",
    ];
    let with = |view: &str| msgleg(&[&run[..], &[view]].concat()).stdout;
    fs::write(file, with("script")).expect("it can be written");
    for view in ["conversation", "message", "snapshots", "script"] {
        let played = msgleg(&["generate", "--script", file, "--view", view]);
        assert!(played.status.success(), "{}", told(&played));
        assert_eq!(played.stdout, with(view), "{view}");
        assert!(played.stderr.is_empty(), "{}", told(&played));
    }
}

#[test]
fn show_draws_a_conversation_at_the_times_that_generate_gives_it() {
    let options = [
        "--scenario",
        "spam",
        "--seed",
        "5",
        "--first",
        "17",
        "--count",
        "1",
    ];
    let generated = msgleg(&[&["generate"], &options[..]].concat());
    let start = records(&generated)[0]["startTime"]
        .as_str()
        .expect("it has one")
        .to_owned();
    let shown = msgleg(&["show", "spam", "--seed", "5", "--conversation", "17"]);
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    let time = &start["2026-01-05T".len()..start.len() - 1];
    assert!(shown.contains(time), "{time} in {shown}");
}
