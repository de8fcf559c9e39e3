//! What the commands print, where nobody reads it or it cannot be written, and which characters
//! never reach a terminal.

use std::fs::File;
use std::io::pipe;
use std::process::{Command, Stdio};

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(arguments).stdin(Stdio::null());
    command
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("it prints UTF-8")
}

/// A remark that nobody can read does not change what the work's result says.
#[test]
fn the_status_is_that_of_the_work_though_no_remark_can_be_written() {
    let cases: [(&[&str], i32); 6] = [
        (&["generate", "--count", "1"], 0),
        (&["generate", "--count", "1", "--set", "id=1"], 0),
        (&["generate", "--until", "states=100%", "--count", "1"], 2),
        (&["validate", "no-such-file"], 2),
        (&["pick", "--covering", "states"], 0),
        (&["list", "--no-such-option"], 2),
    ];
    for (arguments, status) in cases {
        for (name, sink) in unwritable() {
            let output = command(arguments)
                .stderr(sink)
                .output()
                .expect("the command runs");
            assert_eq!(
                output.status.code(),
                Some(status),
                "{arguments:?}, standard error is {name}"
            );
        }
    }
}

/// Ends of pipes, and devices, to which nothing can be written.
fn unwritable() -> Vec<(&'static str, Stdio)> {
    let mut sinks = vec![("a pipe that nobody reads", closed_pipe())];
    if cfg!(target_os = "linux") {
        sinks.push(("a full device", full()));
    }
    sinks
}

fn closed_pipe() -> Stdio {
    let (reader, writer) = pipe().expect("a pipe");
    drop(reader);
    writer.into()
}

fn full() -> Stdio {
    File::options()
        .write(true)
        .open("/dev/full")
        .expect("Linux has it")
        .into()
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_cannot_be_written_is_an_error_of_every_command() {
    let commands: [&[&str]; 16] = [
        &["contract"],
        &["contract", "--json"],
        &["coverage"],
        &["docs", "--check"],
        &["generate", "--count", "1"],
        &["generate", "--count", "1000"],
        &["generate", "--count", "1", "--format", "json"],
        &["list"],
        &["list", "--profiles"],
        &["list", "--schema"],
        &["pick", "--covering", "states"],
        &["show", "inbound-answered-agent-ends"],
        &["show", "inbound-answered-agent-ends", "--svg", "-"],
        &["validate", "--rules"],
        &["validate", "--explain", "segments-contiguous"],
        &["--help"],
    ];
    for arguments in commands {
        let output = command(arguments)
            .stdout(full())
            .output()
            .expect("the command runs");
        let remarks = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {remarks}");
        assert!(
            remarks.contains("cannot write standard output: No space left on device"),
            "{arguments:?}: {remarks}"
        );
    }
}

#[test]
fn a_reader_that_has_seen_enough_ends_a_command_well() {
    for arguments in [
        &["list"][..],
        &["contract"],
        &["validate", "--rules"],
        &["generate", "--count", "100"],
        &["--help"],
    ] {
        let output = command(arguments)
            .stdout(closed_pipe())
            .output()
            .expect("the command runs");
        assert_eq!(
            output.status.code(),
            Some(0),
            "{arguments:?}: {}",
            text(&output.stderr)
        );
    }
}

/// A user's scenario may hold anything in its texts and names.
#[test]
fn a_storyboard_does_not_print_control_characters() {
    let folder = std::env::temp_dir().join(format!("show-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("hostile.json");
    std::fs::write(&file, HOSTILE).expect("a file");
    let output = command(&["show"])
        .arg(&file)
        .output()
        .expect("the command runs");
    std::fs::remove_dir_all(&folder).expect("it is there");
    let printed = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let is_plain = |letter: char| letter == '\n' || !letter.is_control() && letter != '\u{202e}';
    assert!(printed.chars().all(is_plain), "{printed:?}");
    for part in [
        r"a way\u{1b}]52;c;Zm9v\u{7} to\u{202e} show",
        r#"C: "Zoë 👩\u{1b}[2J\r\nforged""#,
        r"Support\u{9b}2J",
    ] {
        assert!(printed.contains(part), "{part} in {printed}");
    }
}

const HOSTILE: &str = r#"{
  "format": 1,
  "scenario": "hostile",
  "shows": "A customer asks a way\u001b]52;c;Zm9v\u0007 to\u202e show.",
  "evidence": "inferred",
  "sources": ["a test"],
  "channels": ["sms"],
  "legs": {
    "customer": {"role": "customer"},
    "queue": {"role": "acd", "queue": "support\u009b2J"}
  },
  "steps": [
    {"label": "arrives", "after": 0, "leg": "customer", "event": "enter"},
    {"label": "asks", "after": 0, "leg": "customer", "event": "message", "text": "Zoë 👩\u001b[2J\r\nforged"},
    {"label": "queued", "after": 40, "leg": "queue", "event": "enter"},
    {"label": "gives-up", "after": 90000, "leg": "customer", "event": "end", "follow": [5]}
  ]
}"#;

#[test]
fn an_error_that_quotes_an_argument_does_not_print_control_characters() {
    let hostile = "a\u{1b}[2J\u{202e}\nforged";
    let option = format!("--{hostile}");
    let cases: [&[&str]; 12] = [
        &[hostile],
        &[&option],
        &["contract", "--as-of", hostile],
        &["generate", "--channel", hostile],
        &["generate", "--profile", hostile],
        &["generate", "--scenarios", hostile],
        &["generate", "--set", hostile],
        &["generate", "--drop", "a\u{1b}[2J"],
        &["generate", "--until", hostile],
        &["promote", hostile, "--name", "x"],
        &["show", hostile],
        &["pick", "--folder", hostile],
    ];
    for arguments in cases {
        let output = command(arguments).output().expect("the command runs");
        let remarks = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {remarks}");
        let is_plain =
            |letter: char| letter == '\n' || !letter.is_control() && letter != '\u{202e}';
        assert!(remarks.chars().all(is_plain), "{arguments:?}: {remarks:?}");
        assert!(
            remarks.lines().all(|line| !line.starts_with("forged")),
            "{arguments:?}: {remarks}"
        );
    }
}

/// A copy of the corpus may come from anyone.
#[test]
fn a_path_in_a_manifest_does_not_print_control_characters() {
    let folder = std::env::temp_dir().join(format!("pick-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let manifest = std::fs::read_to_string("../fixtures/manifest.json").expect("the corpus has it");
    let path = r#""path": "current/inbound-answered-agent-ends/conversation.json""#;
    assert!(manifest.contains(path), "the corpus has this file");
    // A control character is refused when the manifest is read, one that turns the direction is
    // not.
    let hostile = manifest.replacen(path, r#""path": "a\u202eforged""#, 1);
    std::fs::write(folder.join("manifest.json"), hostile).expect("a file");
    let output = command(&["pick", "--folder"])
        .arg(&folder)
        .output()
        .expect("the command runs");
    std::fs::remove_dir_all(&folder).expect("it is there");
    assert!(
        text(&output.stdout).contains("\na\\u{202e}forged\n"),
        "{}",
        text(&output.stderr)
    );
}

#[cfg(unix)]
mod bytes {
    //! Arguments that are no UTF-8.

    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use super::{command, text};

    #[test]
    fn an_argument_that_is_no_text_is_refused_with_a_message() {
        let cases: [&[&str]; 27] = [
            &[],
            &["browse", "--out"],
            &["conformance", "--records"],
            &["contract", "--as-of"],
            &["contract", "--json-schema"],
            &["coverage", "--folder"],
            &["docs"],
            &["export", "--check", "--to"],
            &["fixtures", "--check"],
            &["freeze", "--day"],
            &["generate", "--channel"],
            &["generate", "--drop"],
            &["generate", "--out"],
            &["generate", "--people"],
            &["generate", "--profile"],
            &["generate", "--scenario"],
            &["generate", "--scenarios"],
            &["generate", "--set"],
            &["generate", "--until"],
            &["list"],
            &["pick", "--covering"],
            &["pick", "--folder"],
            &["promote", "--name", "x"],
            &["show"],
            &["show", "inbound-answered-agent-ends", "--svg"],
            &["validate"],
            &["validate", "--explain"],
        ];
        for arguments in cases {
            let output = command(arguments)
                .arg(OsStr::from_bytes(b"sc\xff"))
                .output()
                .expect("the command runs");
            let remarks = text(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{arguments:?}: {remarks}");
            assert!(remarks.starts_with("error: "), "{arguments:?}: {remarks}");
        }
    }

    /// The command that repeats a run names the very same files.
    #[test]
    fn a_run_is_repeated_with_the_same_bytes() {
        let folder = std::env::temp_dir().join(format!("generate-bytes-{}", std::process::id()));
        let scenarios = folder.join(OsStr::from_bytes(b"sc\xff \\'\xc3\xb6\n"));
        std::fs::create_dir_all(&scenarios).expect("a folder");
        std::fs::write(scenarios.join("hostile.json"), super::HOSTILE).expect("a file");
        let output = command(&["generate", "--count", "1", "--scenarios"])
            .arg(&scenarios)
            .output()
            .expect("the command runs");
        std::fs::remove_dir_all(&folder).expect("it is there");
        let remarks = text(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{remarks}");
        let again = format!(r"--scenarios $'{}/sc\xff \\\'ö\x0a'", folder.display());
        let is_named = remarks.lines().any(|line| line.ends_with(&again));
        assert!(is_named, "{again} in {remarks}");
    }
}
