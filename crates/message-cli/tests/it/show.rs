//! `msgleg show` with captured payloads.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// A file of captured payloads, removed when it is dropped.
struct File(PathBuf);

impl File {
    fn new(name: &str, text: impl AsRef<[u8]>) -> Self {
        let name = format!("msgleg-show-{}-{name}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::write(&path, text).expect("a file can be written");
        Self(path)
    }

    fn show(&self, options: &[&str]) -> Output {
        let file = self.0.to_str().expect("a plain path");
        run(&[&["show", file], options].concat(), "")
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_msgleg"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    // A command that reads no input closes it.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("it ends")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("it prints text")
}

/// What a play of a scenario looks like in a view.
fn generated(scenario: &str, options: &[&str]) -> String {
    let base = ["generate", "--scenario", scenario, "--count", "1"];
    let output = run(&[&base[..], options].concat(), "");
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout).to_owned()
}

#[track_caller]
fn drawn(name: &str, captured: &str) -> String {
    let output = File::new(name, captured).show(&[]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let page = text(&output.stdout).to_owned();
    assert!(
        page.lines().all(|line| line.chars().count() <= 80),
        "{page}"
    );
    page
}

#[test]
fn a_conversation_of_every_view_is_drawn() {
    for (name, options) in [
        ("conversation", &["--view", "conversation"][..]),
        ("indented", &["--view", "conversation", "--format", "json"]),
        ("snapshots", &["--view", "snapshots"]),
        ("media", &["--view", "media"]),
        (
            "notifications",
            &["--view", "notifications", "--topic", "queues"],
        ),
        (
            "media-notifications",
            &["--view", "notifications", "--topic", "queues.messages"],
        ),
        ("detail-events", &["--view", "detail-events"]),
        (
            "eventbridge",
            &["--view", "detail-events", "--envelope", "eventbridge"],
        ),
    ] {
        let captured = generated("park-and-resume", options);
        insta::assert_snapshot!(name, drawn(name, &captured));
    }
}

#[test]
fn each_leg_by_itself_has_a_board() {
    let captured = generated("spam", &["--view", "message"]);
    let legs = captured.lines().count();
    let page = drawn("legs", &captured);
    assert_eq!(page.matches("time (UTC)").count(), legs, "{page}");
    assert!(page.contains("L ends: spam"), "{page}");
    assert!(page.contains("not known: the role of L"), "{page}");
}

#[test]
fn several_conversations_are_drawn_in_the_order_in_which_they_came_up() {
    let both = [
        generated("spam", &[]),
        generated("agentless-sms", &["--seed", "2"]),
    ]
    .concat();
    let page = drawn("both", &both);
    assert_eq!(page.matches("time (UTC)").count(), 2, "{page}");
    let place = |text: &str| page.find(text).expect(text);
    assert!(place("judged to be spam") < place("P starts"), "{page}");
}

#[test]
fn standard_input_and_the_lines_of_a_log_are_read() {
    let captured = generated("spam", &[]);
    let log = format!("2026-01-05 INFO started\n2026-01-05 INFO got {captured}");
    for (name, input, options) in [
        ("stdin", captured.as_str(), &["show", "-"][..]),
        ("log", &log, &["show", "-", "--lenient"]),
    ] {
        let output = run(options, input);
        assert!(output.status.success(), "{name}: {}", text(&output.stderr));
        assert!(
            text(&output.stdout).contains("C is judged to be spam: spam"),
            "{name}"
        );
    }
    let strict = File::new("log", &log).show(&[]);
    assert_eq!(strict.status.code(), Some(2));
    assert!(
        text(&strict.stderr).contains(":1: found"),
        "{}",
        text(&strict.stderr)
    );
}

#[test]
fn a_capture_is_drawn_as_svg() {
    let captured = generated("spam", &["--view", "media"]);
    let output = File::new("svg", captured).show(&["--svg", "-"]);
    let picture = text(&output.stdout);
    assert!(picture.starts_with("<svg"), "{picture}");
    assert!(
        picture.contains("C is judged to be spam: spam</text>"),
        "{picture}"
    );
    assert!(
        picture.contains("not known: what the messages say"),
        "{picture}"
    );
    let output = run(&["show", "-", "--svg", "-"], &generated("spam", &[]));
    let picture = text(&output.stdout);
    assert!(picture.contains(">standard input</title>"), "{picture}");
}

#[test]
fn what_cannot_be_drawn_is_named() {
    let receipt = r#"{"channel":{"messageId":"m-1"},"type":"Receipt","isFinalReceipt":true}"#;
    let output = File::new("foreign", receipt).show(&[]);
    assert_eq!(output.status.code(), Some(2));
    let told = text(&output.stderr);
    assert!(
        told.contains(": found a message of Open Messaging, expected a leg"),
        "{told}"
    );
    let both = format!("{receipt}\n{}{receipt}\n", generated("spam", &[]));
    let output = File::new("partly", both).show(&[]);
    assert!(output.status.success());
    let told = text(&output.stderr);
    assert!(
        told.starts_with("not drawn: ")
            && told.ends_with(":1: a message of Open Messaging, and 1 more\n"),
        "{told}"
    );
}
