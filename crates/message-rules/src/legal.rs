//! Assertions for the tests of downstream projects.

use std::fmt::{Display, Write};

use message_model::Capture;

use crate::check::check;
use crate::checkable::Checkable;
use crate::finding::Finding;
use crate::rule::Severity;

/// Panics unless the documents keep every `must` rule.
///
/// This lets pass what may exist although it was never seen: it is for payloads that others made.
/// Nothing of these is found:
/// - what `usually` rules find, such as a state that no release has (`DISCONNECTED`), a leg that is
///   held after its end, or an internal leg without a `peerId`; [`assert_usual`] finds it;
/// - properties and values that no release has, however near they are to known ones (`PeerID`);
/// - a null on which a client loses the whole response: reading makes it an absent property.
///
/// [`assert_strict`] finds all of that. A value of a wrong type is refused before, when the payload
/// is decoded.
///
/// ```
/// use message_model::Capture;
/// use message_rules::assert_legal;
///
/// let payload = Capture::read(r#"{"participants": [{"messages": [{"state": "connected"}]}]}"#)?;
/// assert_legal(&payload);
/// # Ok::<(), message_model::DecodeError>(())
/// ```
///
/// # Panics
/// On any finding of a `must` rule. The message has the number of findings and shows up to 20 of
/// them.
#[track_caller]
pub fn assert_legal<T: Checkable + ?Sized>(documents: &T) {
    fail_on(findings(documents, &[Severity::Must]), "legal");
}

/// Panics unless the documents keep every rule, both `must` and `usually`.
///
/// It looks at values; what only the text of a payload shows, such as a null, is found by
/// [`assert_strict`].
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
/// On any finding of such a rule. The message has the number of findings and shows up to 20 of
/// them.
#[track_caller]
pub fn assert_usual<T: Checkable + ?Sized>(documents: &T) {
    let faults = findings(documents, &[Severity::Must, Severity::Usually]);
    fail_on(faults, "usual");
}

/// What the rules of these severities find.
fn findings<T: Checkable + ?Sized>(documents: &T, of: &[Severity]) -> Vec<Finding> {
    let mut findings = check(documents);
    findings.retain(|finding| of.contains(&finding.rule.severity));
    findings
}

/// Panics unless a payload, given as JSON text, can be read without loss, keeps every rule, both
/// `must` and `usually`, and has none of the mistakes that clients lose data on.
///
/// It is for payloads that you make, such as your own fixtures. Those mistakes are a null in an
/// enum property, and a property whose name differs from a known one in upper and lower case,
/// hyphens or underscores only. New properties and values pass, since the contract grows.
///
/// ```
/// use message_rules::assert_strict;
///
/// assert_strict(r#"{"participants": [{"messages": [{"state": "connected", "mood": "calm"}]}]}"#);
/// ```
///
/// ```should_panic
/// message_rules::assert_strict(r#"{"participants": [{"messages": [{"state": null}]}]}"#);
/// ```
///
/// # Panics
/// If the text is no payload, loses something when it is written again, or on any such finding or
/// mistake. The message has their number and shows up to 20 of them.
#[track_caller]
pub fn assert_strict(json: &str) {
    let capture = match Capture::read(json) {
        Ok(capture) => capture,
        Err(error) => panic!("expected a strict payload, found one that cannot be read: {error}"),
    };
    let loss = capture.check_lossless().err();
    let mistakes = capture.beyond_contract();
    let mistakes = mistakes.iter().filter(|one| one.is_mistake());
    let findings = findings(&capture, &[Severity::Must, Severity::Usually]);
    let all = loss
        .iter()
        .map(|loss| format!("lossy: {loss}"))
        .chain(mistakes.map(|mistake| format!("mistake: {mistake}")))
        .chain(findings.iter().map(ToString::to_string));
    fail_on(all.collect(), "strict");
}

/// The maximum number of findings to show: a failing test should show what is wrong, but not ten
/// thousand times.
const SHOWN: usize = 20;

#[track_caller]
fn fail_on<T: Display>(findings: Vec<T>, what: &str) {
    let found = match findings.len() {
        0 => return,
        1 => "1 finding".to_owned(),
        count => format!("{count} findings"),
    };
    let mut text = format!("expected a {what} payload, found {found}");
    for finding in findings.iter().take(SHOWN) {
        write!(text, "\n{finding}").expect("writing to a text succeeds");
    }
    if findings.len() > SHOWN {
        write!(text, "\n... and {} more", findings.len() - SHOWN)
            .expect("writing to a text succeeds");
    }
    panic!("{text}");
}
