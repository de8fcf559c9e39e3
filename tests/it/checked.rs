//! All that can be asked of a text, which never panics, and loses nothing of what could be read.

use message_model::{ApiRevision, Capture, CaptureReader};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

/// Reads a text and asks everything of the capture. A text that cannot be read is well.
///
/// # Errors
///
/// If writing what was read loses something, or if the answers depend on how the text is spelt or
/// on what was read before it.
pub(crate) fn check_all(text: &str) -> Result<(), TestCaseError> {
    check_after_others(text)?;
    let Ok(capture) = Capture::read(text) else {
        return Ok(());
    };
    if let Err(difference) = capture.check_lossless() {
        // A null is not written, and where only nulls tell what an object is, that is reported.
        let said = difference.to_string();
        let is_told_by_null = text.contains("null") && said.contains("null here and not written");
        prop_assert!(is_told_by_null, "{said}\n{text}");
    }
    let fitting = capture.detect();
    for revision in [ApiRevision::V19, ApiRevision::LATEST] {
        let deviations = capture.check_contract(revision);
        prop_assert_eq!(
            deviations.is_empty(),
            fitting.contains(&revision),
            "{}",
            text
        );
    }
    message_rules::check(&capture);
    check_spelt_apart(text, &capture)
}

/// A text of each shape that is expected to come again.
const BEFORE: [&str; 7] = [
    r#"{"state": "connected"}"#,
    r#"{"participants": [{"messages": [{"state": "parked"}]}]}"#,
    r#"{"participants": [{"state": "connected"}]}"#,
    r#"{"topicName": "v2.users.u.conversations", "eventBody": {"participants": []}}"#,
    r#"{"detail-type": "t", "detail": {"eventBody": {"participants": []}}}"#,
    r#"{"conversationStart": "2026-01-05T09:00:00.000Z", "participants": []}"#,
    r#"{"textBody": "Hello"}"#,
];

/// What was read before a text changes nothing.
fn check_after_others(text: &str) -> Result<(), TestCaseError> {
    let alone = Capture::read(text);
    for before in BEFORE {
        let mut reader = CaptureReader::default();
        prop_assert!(reader.read(before).is_ok(), "{}", before);
        let after = reader.read(text);
        match (&alone, after) {
            (Ok(alone), Ok(after)) => {
                prop_assert_eq!(
                    alone.payload(),
                    after.payload(),
                    "after {}: {}",
                    before,
                    text
                );
            }
            (Err(alone), Err(after)) => {
                let (alone, after) = (alone.to_string(), after.to_string());
                prop_assert_eq!(alone, after, "after {}: {}", before, text);
            }
            (alone, after) => {
                prop_assert!(false, "{alone:?} alone, {after:?} after {before}: {text}");
            }
        }
    }
    Ok(())
}

/// A space between brackets, with which the text is not as this project writes it, changes no
/// answer.
fn check_spelt_apart(text: &str, capture: &Capture<'_>) -> Result<(), TestCaseError> {
    let begin = text.len() - text.trim_start().len() + 1;
    let apart = [&text[..begin], " ", &text[begin..]].concat();
    let apart = match Capture::read(apart) {
        Ok(apart) => apart,
        Err(error) => return Err(TestCaseError::fail(format!("{error}: {text}"))),
    };
    prop_assert_eq!(
        capture.beyond_contract(),
        apart.beyond_contract(),
        "{}",
        text
    );
    let is_lossless = apart.check_lossless().is_ok();
    prop_assert_eq!(capture.check_lossless().is_ok(), is_lossless, "{}", text);
    Ok(())
}
