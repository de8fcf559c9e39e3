//! Assertions for the tests of downstream projects.

use std::fmt::Write;

use crate::check::check;
use crate::checkable::Checkable;
use crate::finding::Finding;
use crate::rule::Severity;

/// Panics unless the documents keep every `must` rule.
///
/// ```
/// use message_model::Payload;
/// use message_rules::assert_legal;
///
/// let payload = Payload::decode(r#"{"participants": [{"messages": [{"state": "connected"}]}]}"#)?;
/// assert_legal(&payload);
/// # Ok::<(), message_model::DecodeError>(())
/// ```
///
/// # Panics
/// On any finding of a `must` rule. The message has the number of findings and shows up to 20 of
/// them.
#[track_caller]
pub fn assert_legal<T: Checkable + ?Sized>(documents: &T) {
    let findings = check(documents)
        .into_iter()
        .filter(|finding| finding.rule.severity == Severity::Must);
    fail_on(findings.collect(), "legal");
}

/// Panics unless the documents keep every rule, both `must` and `usually`.
///
/// ```
/// use message_model::{Message, decode};
/// use message_rules::assert_usual;
///
/// let leg: Message = decode(r#"{"state": "alerting"}"#)?;
/// assert_usual(&leg);
/// # Ok::<(), message_model::DecodeError>(())
/// ```
///
/// # Panics
/// On any finding. The message has the number of findings and shows up to 20 of them.
#[track_caller]
pub fn assert_usual<T: Checkable + ?Sized>(documents: &T) {
    fail_on(check(documents), "usual");
}

/// The maximum number of findings to show: a failing test should show what is wrong, but not ten
/// thousand times.
const SHOWN: usize = 20;

#[track_caller]
fn fail_on(findings: Vec<Finding>, what: &str) {
    if findings.is_empty() {
        return;
    }
    let mut text = format!(
        "expected a {what} payload, found {} findings",
        findings.len()
    );
    for finding in findings.iter().take(SHOWN) {
        write!(text, "\n{finding}").expect("writing to a text succeeds");
    }
    if findings.len() > SHOWN {
        write!(text, "\n... and {} more", findings.len() - SHOWN)
            .expect("writing to a text succeeds");
    }
    panic!("{text}");
}
