//! How a check reports its outcome. Nothing is built while a rule holds.

use std::borrow::Cow;

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
pub(crate) fn breach(
    path: String,
    found: String,
    expected: impl Into<Cow<'static, str>>,
) -> Breach {
    Breach {
        path,
        found,
        expected: expected.into(),
    }
}

impl<'d> Judge<'d> {
    pub(crate) fn new(
        rule: &'static Rule,
        prefix: &'d str,
        findings: &'d mut Vec<Finding>,
    ) -> Self {
        Self {
            rule,
            prefix,
            findings,
            held: 0,
            broken: 0,
        }
    }

    /// Records that the rule applies, and either holds or is broken by `otherwise`.
    pub(crate) fn that(&mut self, holds: bool, otherwise: impl FnOnce() -> Breach) {
        if holds {
            self.held += 1;
            return;
        }
        self.broken += 1;
        let Breach {
            path,
            found,
            expected,
        } = otherwise();
        self.findings.push(Finding {
            rule: self.rule,
            path: joined(self.prefix, path),
            found,
            expected,
        });
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
