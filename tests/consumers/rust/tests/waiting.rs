//! The waiting times, tested on cases of the corpus: picked by the manifest, and one by its name.

mod fixtures;

use message_model::{Capture, Conversation, decode};
use message_rules::{assert_legal, check};
use serde_json::Value;
use waiting_times::wait_ms;

use fixtures::pick;

fn holds(list: &Value, value: &str) -> bool {
    list.as_array().unwrap().contains(&value.into())
}

#[test]
fn who_is_answered_has_a_waiting_time() {
    let files = pick(Some("269.0.0"), |file, covers| {
        file["kind"] == "conversation" && holds(&covers["transitions"], "answer")
    });
    for (file, text) in files {
        let conversation: Conversation = decode(&text).unwrap();
        assert!(wait_ms(&conversation).is_some(), "{}", file["path"]);
    }
}

#[test]
fn who_meets_no_agent_waits_for_good() {
    let played = |file: &Value| file["kind"] == "conversation" && file["realistic"] == true;
    for (file, text) in pick(None, |file, covers| {
        played(file) && !holds(&covers["purposes"], "agent")
    }) {
        let conversation: Conversation = decode(&text).unwrap();
        assert_eq!(wait_ms(&conversation), None, "{}", file["path"]);
    }
}

#[test]
fn what_is_to_be_accepted_is_read_and_legal() {
    let played = |file: &Value| file["verdict"] == "accept" && file["realistic"] == true;
    for (file, text) in pick(None, |file, _| played(file) && file["model"].is_string()) {
        let is_one_a_line = file["path"].as_str().unwrap().ends_with(".jsonl");
        let records = match is_one_a_line {
            true => text.lines().collect(),
            false => vec![text.as_str()],
        };
        for record in records {
            assert_legal(&Capture::read(record).unwrap());
        }
    }
}

#[test]
fn what_is_to_be_rejected_breaks_the_rule_that_it_is_named_after() {
    let is_alone = |file: &Value| file["records"] == 1 && file["kind"] != "case";
    for (file, text) in pick(None, |file, _| {
        file["verdict"] == "reject" && is_alone(file)
    }) {
        let findings = check(&Capture::read(&text).unwrap());
        assert!(
            findings
                .iter()
                .any(|finding| file["rule"] == finding.rule.id),
            "{}",
            file["path"]
        );
    }
}

#[test]
fn a_case_by_its_name_needs_no_file() {
    let case = message_corpus::cases()
        .into_iter()
        .find(|case| case.name == "abandon-in-queue")
        .unwrap();
    assert_eq!(wait_ms(&case.episodes[0].conversation()), None);
}
