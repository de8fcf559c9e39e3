//! Reads records from a file or standard input that contains one JSON value, or one on each line (JSONL).
//!
//! If the first line is a complete JSON value, the input is JSONL, and one line at a time is in memory; otherwise the
//! whole input is one value.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, stdin};

use anyhow::{Context, Result};
use serde::de::IgnoredAny;

/// One JSON value of an input, as text.
pub(crate) struct Record {
    /// Its line, counted from 1, if the input has one record on each line.
    pub(crate) line: Option<usize>,
    /// The text itself.
    pub(crate) text: String,
}

/// Calls `take` with each record of the file called `name` (`-` is standard input).
pub(crate) fn each_record(name: &str, mut take: impl FnMut(Record) -> Result<()>) -> Result<()> {
    let mut reader: Box<dyn BufRead> = match name {
        "-" => Box::new(stdin().lock()),
        path => Box::new(BufReader::new(File::open(path).with_context(|| format!("cannot open {path}"))?)),
    };
    let mut lines = Lines { reader: &mut reader, number: 0 };
    let Some(mut first) = lines.next(name)? else {
        anyhow::bail!("{name}: expected a JSON value, found an empty input");
    };
    // Editors and shells on Windows may begin a text with a byte order mark, which JSON does not allow.
    if first.text.starts_with('\u{feff}') {
        first.text.remove(0);
    }
    if serde_json::from_str::<IgnoredAny>(&first.text).is_err() {
        let mut text = "\n".repeat(first.line.unwrap_or(1) - 1) + &first.text;
        reader.read_to_string(&mut text).with_context(|| format!("cannot read {name}"))?;
        return take(Record { line: None, text });
    }
    // An input of a single line is plain JSON as well as JSONL, and needs no line numbers.
    let mut next = lines.next(name)?;
    take(Record { line: next.as_ref().and(first.line), ..first })?;
    while let Some(record) = next {
        take(record)?;
        next = lines.next(name)?;
    }
    Ok(())
}

struct Lines<'a> {
    reader: &'a mut dyn BufRead,
    number: usize,
}

impl Lines<'_> {
    /// The next line that is not blank.
    fn next(&mut self, name: &str) -> Result<Option<Record>> {
        loop {
            let mut text = String::new();
            self.number += 1;
            let length = self
                .reader
                .read_line(&mut text)
                .with_context(|| format!("cannot read line {} of {name}", self.number))?;
            if length == 0 {
                return Ok(None);
            }
            if !text.trim().is_empty() {
                return Ok(Some(Record { line: Some(self.number), text }));
            }
        }
    }
}
