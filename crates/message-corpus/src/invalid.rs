//! The invalid set: for every rule a file that breaks it, named after the rule.
//!
//! The payloads are the first of the cases in `faults/`. What the rules find in them is written
//! into the manifest, for users of the corpus in other languages.

use message_generator::shown::Covers;
use message_model::{ApiRevision, Capture, EncodeError, Payload, Shape, encode, encode_pretty};
use message_rules::{Rule, Sequence, check};

use super::faults::BrokenIn;
use super::file::{ExpectedFinding, File, Kind};

/// The files of the invalid set, one for each rule.
pub(super) fn files(
    broken: &[(&'static Rule, Vec<BrokenIn<'_>>)],
) -> Result<Vec<File>, EncodeError> {
    let first = broken
        .iter()
        .filter_map(|(rule, views)| Some((*rule, views.first()?)));
    first.map(|(rule, broken)| file(rule, broken)).collect()
}

fn file(rule: &'static Rule, broken: &BrokenIn<'_>) -> Result<File, EncodeError> {
    let mut covers = Covers::default();
    let mut shapes = Vec::new();
    for record in &broken.broken.records {
        let capture = Capture::read(record.as_str()).expect("what breaks a rule can be read");
        for document in capture.documents() {
            covers.add_properties_of(document.content);
        }
        match capture.into_payload() {
            Payload::One(shape) => shapes.push(shape),
            Payload::Many(all) => shapes.extend(all),
        }
    }
    let kind = Kind::of_all(&shapes);
    let (path, text) = match shapes.as_slice() {
        [only] => (
            format!("invalid/{}.{}.json", rule.id, kind.as_str()),
            encode_pretty(only)? + "\n",
        ),
        several => {
            let lines = several.iter().map(encode).collect::<Result<Vec<_>, _>>()?;
            (
                format!("invalid/{}.{}.jsonl", rule.id, kind.plural()),
                lines.join("\n") + "\n",
            )
        }
    };
    Ok(File {
        records: shapes.len() as u64,
        exercises: rule.reason.to_owned(),
        evidence: rule.evidence,
        covers,
        verdict: broken.broken.label.verdict,
        rule: rule.id,
        findings: findings(rule, shapes),
        ..File::new(path, kind, ApiRevision::LATEST, text)
    })
}

/// What the rules find in these documents, or in these successive snapshots if the rule is about
/// sequences.
fn findings(rule: &Rule, shapes: Vec<Shape>) -> Vec<ExpectedFinding> {
    let mut sequence = rule.is_of_succession().then(|| Sequence::new(None));
    let mut findings = Vec::new();
    for (record, shape) in (1..).zip(shapes) {
        let payload = Payload::One(shape);
        let of_step = sequence
            .iter_mut()
            .flat_map(|sequence| sequence.push(&payload).findings);
        let all = check(&payload)
            .into_iter()
            .chain(of_step.map(|(_, finding)| finding));
        findings.extend(all.map(|finding| ExpectedFinding {
            rule: finding.rule.id.into(),
            severity: finding.rule.severity.as_str().into(),
            path: finding.path,
            record,
        }));
    }
    findings
}
