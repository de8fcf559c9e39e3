//! Findings: rules that a payload breaks.

use std::borrow::Cow;
use std::fmt;

use message_model::printable;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::rule::Rule;

/// One place where a payload breaks a rule.
///
/// `Display` writes several lines for people, in its alternate form (`{:#}`) with all sources;
/// `Serialize` writes a JSON object with `rule`,
/// `severity`, `path`, `found`, `expected`, `reason`, `evidence` and `sources`.
///
/// ```
/// use message_model::{Message, decode};
/// use message_rules::check;
///
/// let leg: Message = decode(r#"{"state": "connected", "disconnectType": "peer"}"#)?;
/// let findings = check(&leg);
/// assert_eq!(findings[0].rule.id, "disconnect-type-before-end");
/// assert_eq!(findings[0].path, "disconnectType");
/// assert_eq!(findings[0].found, r#""peer" on a leg in state "connected""#);
/// # Ok::<(), message_model::DecodeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The broken rule.
    pub rule: &'static Rule,
    /// The path from the top of the payload to the offending value, such as
    /// `participants[2].messages[0].connectedTime`.
    pub path: String,
    /// What was found there.
    pub found: String,
    /// What was expected instead.
    pub expected: Cow<'static, str>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() {
            "."
        } else {
            &printable(&self.path)
        };
        writeln!(f, "{}: {} at {path}", self.rule.severity, self.rule.id)?;
        writeln!(f, "    found:    {}", printable(&self.found))?;
        writeln!(f, "    expected: {}", printable(&self.expected))?;
        writeln!(f, "    why:      {}", self.rule.reason)?;
        write!(f, "    known:    {}", self.rule.evidence)?;
        if !f.alternate() {
            return write!(f, " (validate --explain {})", self.rule.id);
        }
        for source in self.rule.sources {
            write!(f, "\n    source:   {}", source.text)?;
        }
        Ok(())
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Finding", 8)?;
        object.serialize_field("rule", self.rule.id)?;
        object.serialize_field("severity", self.rule.severity.as_str())?;
        object.serialize_field("path", &self.path)?;
        object.serialize_field("found", &self.found)?;
        object.serialize_field("expected", &self.expected)?;
        object.serialize_field("reason", self.rule.reason)?;
        object.serialize_field("evidence", self.rule.evidence.as_str())?;
        let sources: Vec<&str> = self.rule.sources.iter().map(|source| source.text).collect();
        object.serialize_field("sources", &sources)?;
        object.end()
    }
}

#[cfg(test)]
mod tests {
    use super::Finding;
    use crate::rule;

    #[test]
    fn a_finding_is_printed_without_control_characters() {
        let rule = rule("disconnect-type-before-end").expect("a rule of this crate");
        let (path, found) = ("a\u{1b}[2J".to_owned(), "b\r\nother.json: must".to_owned());
        let finding = Finding {
            rule,
            path,
            found,
            expected: "c\u{202e}".into(),
        };
        let printed = finding.to_string();
        assert!(
            printed.starts_with("must: disconnect-type-before-end at a\\u{1b}[2J\n"),
            "{printed}"
        );
        assert!(
            printed.contains("found:    b\\r\\nother.json: must\n    expected: c\\u{202e}\n"),
            "{printed}"
        );
    }
}
