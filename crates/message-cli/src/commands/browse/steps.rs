//! Encodes a sequence of similar texts by the lines that change from each to the next.
//!
//! Written out in full, the snapshots of the corpus would be some hundred times larger than the
//! page may be. Lines rather than JSON values are compared, since lines keep what JSON in a browser
//! would lose: the order of properties and the spelling of numbers. A line that occurs in many
//! plays is stored once and referred to by number, without its indentation and its comma, which
//! follow from the lines around it: so a property is one line in whichever view it is, and the last
//! property of an object is not another line than the same in the midst of it.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// All distinct lines, numbered from 0.
#[derive(Default)]
pub(super) struct Lines {
    numbers: BTreeMap<String, usize>,
    texts: Vec<String>,
}

impl Lines {
    /// The lines in the order of their numbers.
    pub(super) fn texts(&self) -> &[String] {
        &self.texts
    }

    /// The numbers of the lines of a JSON text.
    pub(super) fn numbers(&mut self, json: &str) -> Vec<usize> {
        json.lines().map(|line| self.number(bare(line))).collect()
    }

    /// The number of a line.
    pub(super) fn number(&mut self, line: &str) -> usize {
        if let Some(&number) = self.numbers.get(line) {
            return number;
        }
        self.numbers.insert(line.to_owned(), self.texts.len());
        self.texts.push(line.to_owned());
        self.texts.len() - 1
    }
}

/// A line of indented JSON without indentation and comma. A comma inside of a text is followed by
/// its quotation mark.
fn bare(line: &str) -> &str {
    let line = line.trim_ascii();
    line.strip_suffix(',').unwrap_or(line)
}

/// A change from one text to the next: at a line of the text before, some lines are removed and
/// others inserted.
///
/// Serialized as one list: the position, the number of removed lines, then the numbers of the
/// inserted lines.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Step {
    at: usize,
    removed: usize,
    added: Vec<usize>,
}

impl Serialize for Step {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(2 + self.added.len()))?;
        list.serialize_element(&self.at)?;
        list.serialize_element(&self.removed)?;
        self.added
            .iter()
            .try_for_each(|line| list.serialize_element(line))?;
        list.end()
    }
}

/// The steps that lead to each text from the one before, and to the first from an empty text.
pub(super) fn steps(texts: &[String], lines: &mut Lines) -> Vec<Vec<Step>> {
    let (mut before, mut numbers) = (Vec::new(), Vec::new());
    let mut all = Vec::new();
    for text in texts {
        let after: Vec<&str> = text.lines().collect();
        // Most lines are those of the text before, whose numbers need not be looked up again.
        let head = shared(before.iter(), after.iter());
        let tail = shared(before[head..].iter().rev(), after[head..].iter().rev());
        let changed = &after[head..after.len() - tail];
        let mut now: Vec<usize> = numbers[..head].to_vec();
        now.extend(changed.iter().map(|line| lines.number(bare(line))));
        now.extend_from_slice(&numbers[numbers.len() - tail..]);
        all.push(steps_between(&numbers, &now));
        (before, numbers) = (after, now);
    }
    all
}

/// How many lines are the same from the beginning on.
fn shared<'l>(
    before: impl Iterator<Item = &'l &'l str>,
    after: impl Iterator<Item = &'l &'l str>,
) -> usize {
    before
        .zip(after)
        .take_while(|(one, other)| one == other)
        .count()
}

fn steps_between(before: &[usize], after: &[usize]) -> Vec<Step> {
    let ops = capture_diff_slices(Algorithm::Myers, before, after).into_iter();
    ops.filter_map(change)
        .map(|(at, removed, added)| Step {
            at,
            removed,
            added: after[added].to_vec(),
        })
        .collect()
}

/// Where an operation changes lines, how many it removes, and the new ones that it adds; `None` if
/// it changes nothing.
fn change(op: DiffOp) -> Option<(usize, usize, Range<usize>)> {
    match op {
        DiffOp::Equal { .. } => None,
        DiffOp::Delete {
            old_index, old_len, ..
        } => Some((old_index, old_len, 0..0)),
        DiffOp::Insert {
            old_index,
            new_index,
            new_len,
        } => Some((old_index, 0, new_index..new_index + new_len)),
        DiffOp::Replace {
            old_index,
            old_len,
            new_index,
            new_len,
        } => Some((old_index, old_len, new_index..new_index + new_len)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Lines, Step, steps};

    /// Applies steps as the page does: from the last one backwards, so that no change shifts the
    /// position of a later one.
    fn apply(text: &mut Vec<String>, steps: &[Step], lines: &Lines) {
        for step in steps.iter().rev() {
            let added = step
                .added
                .iter()
                .map(|&number| lines.texts()[number].clone());
            text.splice(step.at..step.at + step.removed, added);
        }
    }

    #[test]
    fn taking_the_steps_gives_every_text_again() {
        let texts = ["a\nb\nc", "a\nB\nc\nd", "", "d\na"].map(str::to_owned);
        let mut lines = Lines::default();
        let mut text = Vec::new();
        for (expected, steps) in texts.iter().zip(steps(&texts, &mut lines)) {
            apply(&mut text, &steps, &lines);
            assert_eq!(text.join("\n"), *expected);
        }
        assert_eq!(lines.texts(), ["a", "b", "c", "B", "d"]);
    }

    #[test]
    fn the_place_of_a_line_makes_it_no_other_line() {
        let mut lines = Lines::default();
        let numbers =
            lines.numbers("{\n  \"a\": {\n    \"b,\": \"c,\",\n  },\n  \"b,\": \"c,\"\n}");
        assert_eq!(numbers, [0, 1, 2, 3, 2, 3]);
        assert_eq!(lines.texts(), ["{", "\"a\": {", "\"b,\": \"c,\"", "}"]);
    }

    #[test]
    fn a_step_says_no_more_than_what_changed() {
        let told = steps(
            &["a\nb\nc".to_owned(), "a\nc\nd".to_owned()],
            &mut Lines::default(),
        );
        assert_eq!(
            serde_json::to_string(&told).expect("plain data"),
            "[[[0,0,0,1,2]],[[1,1],[3,0,3]]]"
        );
    }
}
