//! The cases of the corpus, as a consumer in any language uses them: our own decoder, rules and
//! fold answer them, and are right about all.

use std::collections::{BTreeMap, BTreeSet};

use message_faults::score::{Answer, Expected, KnownEnd, score};
use message_faults::{Verdict, names};
use message_model::{Capture, Id};
use message_rules::{Fold, Sequence, Severity, check};
use serde_json::Value;

use crate::corpus::{manifest, read, text};

/// The cases in a folder, and what is right for each.
fn cases(folder: &str) -> (Vec<Value>, Vec<Expected>) {
    let is_of_folder = |entry: &Value| text(entry, "path").starts_with(folder);
    let files: Vec<Value> = manifest().into_iter().filter(is_of_folder).collect();
    let of_kind = |kind: &str| -> Vec<String> {
        let files = files.iter().filter(|entry| entry["kind"] == kind);
        let lines = files.map(|entry| read(text(entry, "path")));
        lines
            .flat_map(|all| all.lines().map(str::to_owned).collect::<Vec<_>>())
            .collect()
    };
    let cases = of_kind("case");
    let labels = of_kind("label");
    (
        cases
            .iter()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
        labels
            .iter()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
    )
}

/// The bytes of a malformed record, put together as the README says.
fn bytes(case: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    for piece in case["bytes"]
        .as_array()
        .expect("a case has records or bytes")
    {
        let one: Vec<u8> = match piece["hex"].as_str() {
            Some(hex) => (0..hex.len() / 2)
                .map(|place| u8::from_str_radix(&hex[2 * place..2 * place + 2], 16).unwrap())
                .collect(),
            None => text(piece, "text").as_bytes().to_vec(),
        };
        bytes.extend(one.repeat(piece["times"].as_u64().unwrap_or(1) as usize));
    }
    bytes
}

/// Whether our decoder reads the records and our rules find nothing wrong beyond doubt.
fn verdict(case: &Value) -> Verdict {
    let records: Vec<Vec<u8>> = match case["records"].as_array() {
        Some(records) => records
            .iter()
            .map(|one| one.to_string().into_bytes())
            .collect(),
        None => vec![bytes(case)],
    };
    let mut sequence = Sequence::new(None);
    for record in records {
        let capture = String::from_utf8(record).ok().map(Capture::read);
        let Some(Ok(capture)) = capture else {
            return Verdict::Reject;
        };
        let of_step = sequence.push(&capture).findings.into_iter();
        let mut found = check(&capture)
            .into_iter()
            .chain(of_step.map(|(_, finding)| finding));
        if found.any(|finding| finding.rule.severity == Severity::Must) {
            return Verdict::Reject;
        }
    }
    Verdict::Accept
}

fn answer(id: &str, verdict: Option<Verdict>, ends: Vec<KnownEnd>) -> Answer {
    let id = id.to_owned();
    Answer { id, verdict, ends }
}

#[test]
fn every_fault_has_a_fixture() {
    let mut shown: BTreeMap<String, usize> = BTreeMap::new();
    for entry in manifest().iter().filter(|entry| entry["kind"] == "case") {
        *shown.entry(text(entry, "fault").to_owned()).or_default() += 1;
    }
    // It leaves out a property that the newest release does not have.
    let has_place = |name: &&str| *name != "normalized-message";
    let all = names().filter(has_place).map(|name| (name.to_owned(), 1));
    let all: BTreeMap<String, usize> = all.collect();
    assert_eq!(shown, all);
}

#[test]
fn the_manifest_has_the_verdict_of_the_cases() {
    let (_, labels) = cases("faults/");
    let labels: BTreeMap<&str, &Expected> = labels
        .iter()
        .map(|label| (label.fault.as_str(), label))
        .collect();
    let is_of_records = |entry: &&Value| text(entry, "path").starts_with("faults/");
    for entry in manifest().iter().filter(is_of_records) {
        if let Some(label) = entry["fault"].as_str().and_then(|fault| labels.get(fault)) {
            let verdict = label.verdict.expect("a case of records has one");
            assert_eq!(entry["verdict"], verdict.as_str(), "{}", entry["path"]);
        }
    }
}

#[test]
fn our_decoder_and_rules_are_right_about_every_case() {
    let (cases, labels) = cases("faults/");
    let answers = cases
        .iter()
        .map(|case| answer(text(case, "id"), Some(verdict(case)), vec![]));
    let score = score(&labels, &answers.collect::<Vec<_>>(), &BTreeSet::new());
    assert!(score.is_well() && score.percent() == 100, "{score}");
    assert!(labels.len() > 400, "{} cases", labels.len());
}

#[test]
fn our_fold_is_right_about_every_stream() {
    let (cases, labels) = cases("streams/");
    let mut answers = Vec::new();
    for case in &cases {
        let mut fold = Fold::default();
        for item in case["items"].as_array().expect("a stream has items") {
            fold.push(&Capture::read(item["record"].to_string()).expect("it is legal"));
        }
        let label = labels
            .iter()
            .find(|label| case["id"] == label.id)
            .expect("it has a label");
        // A fold knows legs by conversation, and a consumer is asked for participants.
        let known = label.ends.iter().filter_map(|end| {
            let leg = conversations(case).into_iter().find_map(|conversation| {
                fold.leg(Some(&conversation), &Id::from(end.participant_id.as_str()))
            })?;
            let mut known = end.clone();
            known.state = leg.state.as_ref()?.as_str().to_owned();
            Some(known)
        });
        answers.push(answer(text(case, "id"), None, known.collect()));
    }
    let score = score(&labels, &answers, &BTreeSet::new());
    assert!(score.is_well() && score.percent() == 100, "{score}");
}

/// The conversations that a stream tells of.
fn conversations(case: &Value) -> BTreeSet<Id> {
    let items = case["items"].as_array().into_iter().flatten();
    let ids = items.filter_map(|item| {
        let record = &item["record"];
        let body = record.get("eventBody").unwrap_or(record);
        let id = body.get("conversationId").or_else(|| body.get("id"))?;
        id.as_str().map(Id::from)
    });
    ids.collect()
}
