//! How well a consumer does: its answers beside the right ones, in a form that any language can
//! write.
//!
//! Cases are JSON Lines, each with an id, a view and its records. A consumer in any language reads
//! them and writes one line for each: `{"id": "...", "verdict": "accept"}`, or `reject`. What is
//! right is a third file of the same ids.

mod piece;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use message_model::contract::{Root, View};
use message_model::{Capture, DecodeError, RawJson};
use serde::{Deserialize, Serialize};

pub use self::piece::Piece;
use self::piece::pieces;
use crate::label::{Label, Verdict};
use crate::stream::{FrameFault, Item, LegEnd, Stream};

/// A case as a consumer gets it: a line of the file of cases.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Case {
    /// The id, by which the answer names it.
    pub id: String,
    /// The view that the records are of, or `stream`.
    pub view: String,
    /// The contract's name of the type of each record; in a notification, of its body.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<Root>,
    /// The record, or several in order; none of a case that is malformed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<RawJson>,
    /// The bytes of a record that is malformed, piece by piece: it may be no JSON and no UTF-8.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bytes: Vec<Piece>,
    /// What arrives, of a case that is a stream.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<CaseItem>,
}

/// What arrives in a stream, with what it is.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct CaseItem {
    /// When and how it arrives.
    #[serde(flatten)]
    pub item: Item,
    /// The notification or answer.
    pub record: RawJson,
}

impl Case {
    /// A case of these records.
    ///
    /// # Errors
    ///
    /// If one of them is no JSON.
    pub fn of_records(id: String, view: View, records: &[String]) -> Result<Self, DecodeError> {
        let raw = records.iter().map(|record| RawJson::from_text(record));
        Ok(Self {
            models: records.iter().filter_map(|record| model(record)).collect(),
            records: raw.collect::<Result<_, _>>()?,
            ..Self::empty(id, view.as_str())
        })
    }

    /// A case of a record that has become these bytes, and is malformed.
    ///
    /// ```
    /// use message_faults::score::Case;
    /// use message_model::contract::View;
    ///
    /// let leg = r#"{"state": "parked"}"#;
    /// let case = Case::of_bytes("a".to_owned(), View::Conversation, leg, b"{\xff");
    /// assert_eq!(case.models[0].as_str(), "Message");
    /// let pieces = message_model::encode(&case.bytes).unwrap();
    /// assert_eq!(pieces, r#"[{"text":"{"},{"hex":"ff"}]"#);
    /// ```
    #[must_use]
    pub fn of_bytes(id: String, view: View, record: &str, bytes: &[u8]) -> Self {
        Self {
            models: model(record).into_iter().collect(),
            bytes: pieces(bytes),
            ..Self::empty(id, view.as_str())
        }
    }

    /// A case that is a stream.
    ///
    /// # Errors
    ///
    /// If an item is no JSON, which those of a tape are.
    pub fn of_stream(id: String, stream: &Stream) -> Result<Self, DecodeError> {
        let items = stream.items.iter().map(|item| {
            let record = RawJson::from_text(&item.text)?;
            let item = item.clone();
            Ok(CaseItem { item, record })
        });
        Ok(Self {
            items: items.collect::<Result<_, DecodeError>>()?,
            ..Self::empty(id, "stream")
        })
    }

    fn empty(id: String, view: &str) -> Self {
        Self {
            id,
            view: view.to_owned(),
            models: Vec::new(),
            records: Vec::new(),
            bytes: Vec::new(),
            items: Vec::new(),
        }
    }
}

/// The type of a record, if it can be read.
fn model(record: &str) -> Option<Root> {
    let capture = Capture::read(record).ok()?;
    let document = capture.documents().next()?;
    Some(document.content.root())
}

/// The label of a case, with its id: a line of the file of labels.
#[derive(Debug, Clone, Serialize)]
pub struct LabelledCase<'l> {
    /// The id of the case.
    pub id: &'l str,
    /// What was done, and what is right.
    #[serde(flatten)]
    pub label: &'l Label,
}

/// The label of a stream, with its id: a line of the file of labels.
#[derive(Debug, Clone, Serialize)]
pub struct LabelledStream<'l> {
    /// The id of the case.
    pub id: &'l str,
    /// The preset.
    pub fault: &'l str,
    /// What was done.
    pub faults: &'l [FrameFault],
    /// What a right reader knows in the end.
    pub ends: &'l [LegEnd],
}

/// What is right for a case, as read from a file of labels; what else a label says is left.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Expected {
    /// The id of the case.
    pub id: String,
    /// The rule, form or dialect, or the preset of a stream.
    pub fault: String,
    /// What a right reader does; a stream has none.
    pub verdict: Option<Verdict>,
    /// What a right reader knows of the legs in the end of a stream.
    #[serde(default)]
    pub ends: Vec<KnownEnd>,
}

/// What a consumer did with a case.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Answer {
    /// The id of the case.
    pub id: String,
    /// What it did: to accept or to reject.
    pub verdict: Option<Verdict>,
    /// What it knows of the legs in the end of a stream; more than is asked is no mistake.
    #[serde(default)]
    pub ends: Vec<KnownEnd>,
}

/// The state of a leg in the end of a stream.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KnownEnd {
    /// The participant.
    pub participant_id: String,
    /// The state.
    pub state: String,
}

/// How often a consumer was right about one kind of fault.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row {
    /// Answers as the verdict says, or any answer where both are right.
    pub right: usize,
    /// Accepted what is to be rejected.
    pub accepted: usize,
    /// Rejected what is to be accepted.
    pub rejected: usize,
    /// Came to another end of a stream.
    pub wrong_end: usize,
    /// Cases without an answer: mostly it has crashed.
    pub missing: usize,
}

/// The result of comparing answers; see the example of [`score`]. `Display` prints a table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Score {
    /// A row for each fault, by its name.
    pub rows: BTreeMap<String, Row>,
    /// The ids of the cases with a wrong answer or none, that are not among the expected failures.
    pub failures: Vec<String>,
    /// The expected failures that the consumer gets right by now, or that are no case.
    pub stale: Vec<String>,
}

/// Compares the answers of a consumer with what is right. Cases that it is known to fail are no
/// failures; one of them that it does not fail any more is stale.
///
/// ```
/// use std::collections::BTreeSet;
/// use message_faults::score::{Answer, Expected, score};
///
/// let expected: Vec<Expected> = serde_json::from_str(r#"[
///     {"id": "a", "fault": "bad-date", "verdict": "reject"},
///     {"id": "b", "fault": "bad-date", "verdict": "reject"},
///     {"id": "c", "fault": "offsets", "verdict": "accept"}]"#)?;
/// let answers: Vec<Answer> = serde_json::from_str(r#"[
///     {"id": "a", "verdict": "reject"}, {"id": "b", "verdict": "accept"}]"#)?;
/// let known = BTreeSet::from(["c".to_owned(), "a".to_owned()]);
/// let score = score(&expected, &answers, &known);
/// assert_eq!((score.failures, score.stale), (vec!["b".to_owned()], vec!["a".to_owned()]));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn score(
    expected: &[Expected],
    answers: &[Answer],
    known_failures: &BTreeSet<String>,
) -> Score {
    let answers = answers.iter().map(|answer| (answer.id.as_str(), answer));
    let answers: BTreeMap<&str, &Answer> = answers.collect();
    let mut score = Score {
        rows: BTreeMap::new(),
        failures: Vec::new(),
        stale: Vec::new(),
    };
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for one in expected {
        let id = &one.id;
        seen.insert(id);
        let row = score.rows.entry(one.fault.clone()).or_default();
        let is_right = row.take(one, answers.get(id.as_str()).copied());
        match (is_right, known_failures.contains(id)) {
            (false, false) => score.failures.push(id.clone()),
            (true, true) => score.stale.push(id.clone()),
            (true, false) | (false, true) => {}
        }
    }
    let unknown = known_failures
        .iter()
        .filter(|id| !seen.contains(id.as_str()));
    score.stale.extend(unknown.cloned());
    score
}

impl Row {
    /// Counts an answer, and returns whether it is right.
    fn take(&mut self, expected: &Expected, answer: Option<&Answer>) -> bool {
        let right = self.right;
        let verdicts = answer.map(|answer| (expected.verdict, answer.verdict));
        let place = match verdicts {
            None | Some((Some(_), None)) => &mut self.missing,
            Some((None, _)) => {
                let known = answer.map_or(&[][..], |answer| &answer.ends);
                match expected.ends.iter().all(|end| known.contains(end)) {
                    true => &mut self.right,
                    false => &mut self.wrong_end,
                }
            }
            Some((Some(Verdict::Accept), Some(Verdict::Reject))) => &mut self.rejected,
            Some((Some(Verdict::Reject), Some(Verdict::Accept | Verdict::Either))) => {
                &mut self.accepted
            }
            Some((Some(_), Some(_))) => &mut self.right,
        };
        *place += 1;
        self.right > right
    }

    /// How many cases there are.
    #[must_use]
    pub fn count(self) -> usize {
        self.right + self.accepted + self.rejected + self.wrong_end + self.missing
    }
}

impl Score {
    /// How many of a hundred cases were answered right, rounded down; 100 if there are none.
    #[must_use]
    pub fn percent(&self) -> usize {
        let right: usize = self.rows.values().map(|row| row.right).sum();
        let count: usize = self.rows.values().map(|row| row.count()).sum();
        (100 * right).checked_div(count).unwrap_or(100)
    }

    /// Whether nothing failed that was not known to, and nothing known is stale.
    #[must_use]
    pub fn is_well(&self) -> bool {
        self.failures.is_empty() && self.stale.is_empty()
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.rows.keys().map(String::len).max();
        let width = width.unwrap_or_default().max(5);
        write!(f, "{:width$}", "FAULT")?;
        writeln!(f, "  RIGHT  CASES  ACCEPTED  REJECTED  WRONG END  MISSING")?;
        for (fault, row) in &self.rows {
            let columns = [
                (row.right, 7),
                (row.count(), 7),
                (row.accepted, 10),
                (row.rejected, 10),
                (row.wrong_end, 11),
                (row.missing, 9),
            ];
            write!(f, "{fault:width$}")?;
            for (count, columns) in columns {
                write!(f, "{count:columns$}")?;
            }
            writeln!(f)?;
        }
        for id in &self.failures {
            writeln!(f, "failed: {id}")?;
        }
        for id in &self.stale {
            writeln!(
                f,
                "stale: {id} is listed as an expected failure and does not fail"
            )?;
        }
        write!(f, "{} % right", self.percent())
    }
}
