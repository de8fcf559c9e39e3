//! How a check tells its verdict: rule by rule, with where and what, and nothing built while all is well.

use std::borrow::Cow;
use std::fmt::{self, Display, Write};

use crate::finding::Finding;
use crate::rule::Rule;

/// Takes down what one rule says about one document.
pub(crate) struct Judge<'d> {
    rule: &'static Rule,
    /// The path to the document in its payload.
    prefix: &'d str,
    findings: &'d mut Vec<Finding>,
    held: u64,
    broken: u64,
}

/// Where a rule is broken, and by what.
pub(crate) struct Breach {
    path: String,
    found: String,
    expected: Cow<'static, str>,
}

/// A breach at `path`, the property in the document.
pub(crate) fn breach(path: String, found: String, expected: impl Into<Cow<'static, str>>) -> Breach {
    Breach { path, found, expected: expected.into() }
}

impl<'d> Judge<'d> {
    pub(crate) fn new(rule: &'static Rule, prefix: &'d str, findings: &'d mut Vec<Finding>) -> Self {
        Self { rule, prefix, findings, held: 0, broken: 0 }
    }

    /// The rule applies, and either holds or is broken in this way.
    pub(crate) fn that(&mut self, holds: bool, otherwise: impl FnOnce() -> Breach) {
        if holds {
            self.held += 1;
            return;
        }
        self.broken += 1;
        let Breach { path, found, expected } = otherwise();
        self.findings.push(Finding { rule: self.rule, path: joined(self.prefix, path), found, expected });
    }

    /// The rule applies and holds.
    pub(crate) fn holds(&mut self) {
        self.held += 1;
    }

    /// The rule applies and is broken in this way.
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

/// Longer values are cut in findings: a payload may hold a text of 100 MB.
const SHOWN_BYTES: usize = 80;

/// A text of the payload in quotes, cut when it is long.
pub(crate) fn quoted(text: &str) -> String {
    shown(Some(text))
}

/// A value of the payload as in a finding, or `none`.
///
/// A finding about one of a million segments may show a text of 100 MB, so the text is cut while it is written.
pub(crate) fn shown<T: Display>(value: Option<T>) -> String {
    let Some(value) = value else { return "none".to_owned() };
    let mut beginning = Beginning { text: String::new(), bytes: 0 };
    write!(beginning, "{value}").expect("a beginning takes everything");
    let Beginning { text, bytes } = beginning;
    if text.len() < bytes { format!("{text:?}... ({bytes} bytes)") } else { format!("{text:?}") }
}

/// The beginning of a text, and how long all of it is.
struct Beginning {
    text: String,
    bytes: usize,
}

impl Write for Beginning {
    fn write_str(&mut self, more: &str) -> fmt::Result {
        // Of bytes rather than characters, which need no count of what is there already.
        let room = SHOWN_BYTES.saturating_sub(self.text.len());
        if self.text.len() == self.bytes {
            self.text.push_str(&more[..more.floor_char_boundary(room)]);
        }
        self.bytes += more.len();
        Ok(())
    }
}
