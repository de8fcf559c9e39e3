//! The files that break a rule, as a consumer with rules of its own would use them.

use std::collections::BTreeSet;

use message_model::Capture;
use message_rules::{Sequence, check, rule, rules};
use serde_json::{Value, json};

use crate::corpus::{manifest, read, text};

/// Rules that no file breaks alone: what else is found, and why.
const NOT_ALONE: [(&str, &str, &str); 6] = [
    (
        "disconnected-is-final",
        "disconnected-time-at-end",
        "a leg that lives again has lost the time of its end, or never had one",
    ),
    ("disconnected-is-final", "internal-leg-has-peer", ADDED),
    ("initial-state-fixed", "internal-leg-has-peer", ADDED),
    (
        "initial-state-fixed",
        "customer-leg-spans-contact",
        "the added leg ends after the customer's",
    ),
    (
        "initial-state-fixed",
        "state-known",
        "of the two states that it began in one is none that a leg begins in",
    ),
    (
        "receipts-of-outbound",
        "body-status-of-receipts",
        "a body that has a receipt as well has a status that is not of it",
    ),
];

/// Why a leg has no peer.
const ADDED: &str = "the leg is added to a play in which nobody has a peer inside";

fn invalid() -> Vec<Value> {
    manifest()
        .into_iter()
        .filter(|entry| text(entry, "path").starts_with("invalid/"))
        .collect()
}

#[test]
fn each_file_breaks_what_the_manifest_says_and_nothing_else() {
    for entry in invalid() {
        let path = text(&entry, "path");
        let of_succession = rule(text(&entry, "rule")).unwrap().is_of_succession();
        let received = read(path);
        let records: Vec<&str> = if path.ends_with(".jsonl") {
            received.lines().collect()
        } else {
            vec![&received]
        };
        assert_eq!(records.len() > 1, path.ends_with(".jsonl"), "{path}");
        assert_eq!(entry["records"], records.len(), "{path}");
        let mut sequence = Sequence::new(None);
        let mut found = Vec::new();
        for (number, record) in (1..).zip(records) {
            let payload = Capture::read(record).unwrap();
            let step = of_succession.then(|| sequence.push(&payload).findings);
            let step = step.into_iter().flatten().map(|(_, finding)| finding);
            found.extend(check(&payload).into_iter().chain(step).map(|finding| {
                let (rule, severity) = (finding.rule.id, finding.rule.severity.as_str());
                json!({"rule": rule, "severity": severity, "path": finding.path, "record": number})
            }));
        }
        assert_eq!(entry["findings"], json!(found), "{path}");
    }
}

#[test]
fn every_rule_has_one_that_is_named_after_it() {
    let mut broken = BTreeSet::new();
    for entry in invalid() {
        let (path, id) = (text(&entry, "path"), text(&entry, "rule"));
        assert_eq!(
            path.strip_prefix("invalid/")
                .and_then(|name| name.split('.').next()),
            Some(id)
        );
        assert_eq!(entry["exercises"], rule(id).unwrap().reason, "{path}");
        let others: BTreeSet<&str> = entry["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| text(one, "rule"))
            .collect();
        let excused = NOT_ALONE
            .iter()
            .filter(|(rule, ..)| *rule == id)
            .map(|(_, other, _)| *other);
        assert_eq!(
            others,
            excused.chain([id]).collect(),
            "{path} breaks its rule and no other"
        );
        // What is wrong beyond doubt has to be refused; what is only unusual may be; what a real
        // payload had must not be.
        let has = |severity: &str| {
            let mut findings = entry["findings"].as_array().unwrap().iter();
            findings.any(|one| one["severity"] == severity)
        };
        let verdict = match (has("must"), has("usually")) {
            (true, _) => "reject",
            (false, true) => "either",
            (false, false) => "accept",
        };
        assert_eq!(entry["verdict"], verdict, "{path}");
        assert!(broken.insert(id.to_owned()), "{id} has two");
    }
    let all: BTreeSet<String> = rules().map(|rule| rule.id.to_owned()).collect();
    assert_eq!(broken, all);
}
