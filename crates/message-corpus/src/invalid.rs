//! The invalid set: for every rule a file that breaks it, named after the rule.
//!
//! The payloads are the failing examples in the rules' own explanations, so that the two cannot
//! diverge. What the rules find in them is written into the manifest, for users of the corpus in
//! other languages.

use message_generator::shown::Covers;
use message_model::{ApiRevision, Capture, EncodeError, Payload, Shape, encode, encode_pretty};
use message_rules::{Rule, Sequence, Severity, check, rules};

use super::file::{ExpectedFinding, File, Kind, Verdict};

/// The files of the invalid set, one for each rule.
pub(super) fn files() -> Result<Vec<File>, EncodeError> {
    rules().map(file).collect()
}

fn file(rule: &'static Rule) -> Result<File, EncodeError> {
    let capture = Capture::read(rule.fails).expect("a test reads every example of the rules");
    let mut covers = Covers::default();
    for document in capture.documents() {
        covers.add_properties_of(document.content);
    }
    let shapes = match capture.into_payload() {
        Payload::One(shape) => vec![shape],
        Payload::Many(shapes) => shapes,
    };
    let kind = Kind::of_all(&shapes);
    let (path, text) = match rule.is_of_succession() {
        false => (
            format!("invalid/{}.{}.json", rule.id, kind.as_str()),
            encode_pretty(&shapes[0])? + "\n",
        ),
        true => {
            let lines = shapes.iter().map(encode).collect::<Result<Vec<_>, _>>()?;
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
        verdict: match rule.severity {
            Severity::Must => Verdict::Reject,
            Severity::Usually => Verdict::Either,
            Severity::Note => Verdict::Accept,
        },
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
