//! All that can be asked of a text, which never panics, and loses nothing of what could be read.

use message_model::{ApiRevision, Capture};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

/// Reads a text and asks everything of the capture. A text that cannot be read is well.
///
/// # Errors
///
/// If writing what was read loses something.
pub(crate) fn check_all(text: &str) -> Result<(), TestCaseError> {
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
    capture.beyond_contract();
    message_rules::check(&capture);
    Ok(())
}
