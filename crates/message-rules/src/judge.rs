//! How a check reports its outcome. Nothing is built while a rule holds.

use std::borrow::Cow;
use std::fmt::{self, Display, Write};

use crate::finding::Finding;
use crate::rule::Rule;

/// Records the outcome of one rule for one document.
pub(crate) struct Judge<'d> {
    rule: &'static Rule,
    /// The path from the top of the payload to the document.
    prefix: &'d str,
    findings: &'d mut Vec<Finding>,
    held: u64,
    broken: u64,
}

/// Where a rule is broken, what was found and what was expected.
pub(crate) struct Breach {
    path: String,
    found: String,
    expected: Cow<'static, str>,
}

/// A breach at `path`, a path from the top of the document.
pub(crate) fn breach(path: String, found: String, expected: impl Into<Cow<'static, str>>) -> Breach {
    Breach { path, found, expected: expected.into() }
}

impl<'d> Judge<'d> {
    pub(crate) fn new(rule: &'static Rule, prefix: &'d str, findings: &'d mut Vec<Finding>) -> Self {
        Self { rule, prefix, findings, held: 0, broken: 0 }
    }

    /// Records that the rule applies, and either holds or is broken by `otherwise`.
    pub(crate) fn that(&mut self, holds: bool, otherwise: impl FnOnce() -> Breach) {
        if holds {
            self.held += 1;
            return;
        }
        self.broken += 1;
        let Breach { path, found, expected } = otherwise();
        self.findings.push(Finding { rule: self.rule, path: joined(self.prefix, path), found, expected });
    }

    /// Records that the rule applies and holds.
    pub(crate) fn holds(&mut self) {
        self.held += 1;
    }

    /// Records that the rule applies and is broken.
    pub(crate) fn breaks(&mut self, breach: Breach) {
        self.that(false, || breach);
    }

    /// How often the rule held, and how often it was broken.
    pub(crate) fn counts(&self) -> (u64, u64) {
        (self.held, self.broken)
    }
}

fn joined(prefix: &str, path: String) -> String {
    match (prefix.is_empty(), path.is_empty()) {
        (true, _) => path,
        (false, true) => prefix.to_owned(),
        (false, false) => format!("{prefix}.{path}"),
    }
}

/// The number of bytes of a value to show in a finding: a payload may contain a string of 100 MB.
const SHOWN_BYTES: usize = 80;

/// A string of the payload in quotes, truncated if long.
pub(crate) fn quoted(text: &str) -> String {
    shown(Some(text))
}

/// A value of the payload for display in a finding, or `none`.
///
/// A finding about one of a million segments may show a string of 100 MB, so the string is truncated while it is
/// written.
pub(crate) fn shown<T: Display>(value: Option<T>) -> String {
    let Some(value) = value else { return "none".to_owned() };
    let mut beginning = Beginning { text: String::new(), bytes: 0 };
    write!(beginning, "{value}").expect("a beginning takes everything");
    let Beginning { text, bytes } = beginning;
    if text.len() < bytes { format!("{text:?}... ({bytes} bytes)") } else { format!("{text:?}") }
}

/// The beginning of a string, and its full length in bytes.
struct Beginning {
    text: String,
    bytes: usize,
}

impl Write for Beginning {
    fn write_str(&mut self, more: &str) -> fmt::Result {
        // The limit is in bytes rather than characters, so that nothing needs counting again.
        let room = SHOWN_BYTES.saturating_sub(self.text.len());
        if self.text.len() == self.bytes {
            let mut end = room.min(more.len());
            while !more.is_char_boundary(end) {
                end -= 1;
            }
            self.text.push_str(&more[..end]);
        }
        self.bytes += more.len();
        Ok(())
    }
}
