//! `msgleg generate --fault`, `--dialect` and `--stream`, and `msgleg score`, as a user runs them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use message_faults::form::Form;
use message_rules::rules;
use serde_json::Value;

fn msgleg(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_msgleg"));
    command.args(arguments).output().expect("it starts")
}

/// A folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("faults")
        .join(name);
    fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

fn lines(file: &Path) -> Vec<Value> {
    let text = fs::read_to_string(file).expect("it was written");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("JSON Lines"))
        .collect()
}

#[test]
fn every_fault_is_listed() {
    let listed = msgleg(&["list", "--faults"]).stdout;
    let listed = String::from_utf8(listed).expect("it prints text");
    for name in rules()
        .map(|rule| rule.id)
        .chain(Form::ALL.map(Form::as_str))
    {
        assert!(listed.lines().any(|line| line.starts_with(name)), "{name}");
    }
}

#[test]
fn cases_come_with_labels_of_the_same_ids_and_are_scored() {
    let folder = folder("cases");
    let path = |name: &str| folder.join(name).display().to_string();
    let (cases, labels) = (path("cases.jsonl"), path("labels.jsonl"));
    let written = msgleg(&[
        "generate",
        "--fault",
        "bad-date",
        "--fault",
        "leg-id-unique",
        "--count",
        "2",
        "--out",
        &cases,
        "--labels",
        &labels,
    ]);
    assert!(
        written.status.success(),
        "{}",
        String::from_utf8_lossy(&written.stderr)
    );
    let ids = |file: &str| {
        lines(Path::new(file))
            .into_iter()
            .map(|line| line["id"].clone())
    };
    assert!(ids(&cases).eq(ids(&labels)));
    assert!(ids(&cases).count() > 10);
    let answers: String = ids(&cases)
        .map(|id| format!("{{\"id\":{id},\"verdict\":\"reject\"}}\n"))
        .collect();
    fs::write(path("answers.jsonl"), &answers).expect("it can be written");
    let score = |more: &[&str]| {
        let answers = path("answers.jsonl");
        let options = ["score", "--labels", &labels, "--results", &answers];
        msgleg(&[&options, more].concat())
    };
    let right = score(&[]);
    assert!(right.status.success());
    assert!(String::from_utf8_lossy(&right.stdout).contains("100 % right"));
    let first = ids(&cases).next().expect("there are cases");
    fs::write(path("known.txt"), first.as_str().expect("a text")).expect("it can be written");
    let stale = score(&["--expected-failures", &path("known.txt")]);
    assert_eq!(stale.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&stale.stdout).contains("stale: "));
}

#[test]
fn a_stream_says_in_which_order_it_arrives_and_how_it_ends() {
    let folder = folder("streams");
    let path = |name: &str| folder.join(name).display().to_string();
    let (cases, labels) = (path("cases.jsonl"), path("labels.jsonl"));
    let options = [
        "generate",
        "--stream",
        "vendor-like",
        "--count",
        "2",
        "--out",
        &cases,
        "--labels",
        &labels,
    ];
    assert!(msgleg(&options).status.success());
    let (cases, labels) = (lines(Path::new(&cases)), lines(Path::new(&labels)));
    assert_eq!((cases.len(), labels.len()), (2, 2));
    assert!(cases[0]["items"][0]["record"]["topicName"].is_string());
    assert!(labels[0]["ends"][0]["participantId"].is_string());
}

#[test]
fn the_play_of_a_script_is_written_in_a_dialect() {
    let folder = folder("script");
    let path = |name: &str| folder.join(name).display().to_string();
    let (script, cases) = (path("script.json"), path("cases.jsonl"));
    let written = msgleg(&[
        "generate",
        "--scenario",
        "spam",
        "--count",
        "1",
        "--view",
        "script",
        "--out",
        &script,
    ]);
    assert!(written.status.success());
    let options = [
        "generate",
        "--script",
        &script,
        "--dialect",
        "empty-arrays",
        "--rate",
        "100",
        "--out",
        &cases,
    ];
    assert!(msgleg(&options).status.success());
    let cases = lines(Path::new(&cases));
    let of_view = |case: &&Value| case["view"] == "conversation";
    let conversation = cases.iter().find(of_view).expect("every view has a case");
    let participants = conversation["records"][0]["participants"].as_array();
    let participants = participants.expect("a conversation has participants");
    assert!(!participants.is_empty());
    for participant in participants {
        assert_eq!(participant["calls"], Value::Array(Vec::new()));
        assert_ne!(participant["messages"], Value::Array(Vec::new()));
    }
}

#[test]
fn a_fault_that_nobody_knows_is_refused() {
    let refused = msgleg(&["generate", "--fault", "leg-id", "--count", "1"]);
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("leg-id-unique"), "{said}");
}
