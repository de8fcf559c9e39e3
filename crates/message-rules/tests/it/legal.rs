//! The text with which `assert_legal` and `assert_usual` fail.

use std::panic::catch_unwind;

use message_model::{Message, decode};
use message_rules::{Medium, View, assert_usual};

/// The message of the failure for this many legs of which each breaks one rule.
fn failure(legs: usize) -> String {
    let leg: Message = decode(r#"{"id": "no-uuid"}"#).expect("a leg");
    let payload = catch_unwind(|| assert_usual(&vec![leg; legs])).expect_err("it fails");
    payload
        .downcast_ref::<String>()
        .expect("it fails with a text")
        .clone()
}

#[test]
fn a_failure_shows_twenty_findings_and_counts_the_rest() {
    for (legs, shown, end) in [
        (1, 1, None),
        (20, 20, None),
        (21, 20, Some("... and 1 more")),
        (33, 20, Some("... and 13 more")),
    ] {
        let text = failure(legs);
        assert!(
            text.starts_with(&format!(
                "expected a usual payload, found {legs} findings\n"
            )),
            "{text}"
        );
        assert_eq!(text.matches("leg-id-uuid").count(), shown, "{text}");
        let more = text.lines().last().filter(|line| line.starts_with("..."));
        assert_eq!(more, end);
    }
}

#[test]
fn views_and_media_are_written_by_their_names() {
    assert_eq!(
        View::ALL.map(|view| format!("{view:>18}")),
        [
            "               api",
            "      notification",
            " media-participant"
        ]
    );
    assert_eq!(
        Medium::ALL.map(|medium| format!("{medium}.")),
        ["message.", "chat.", "callback.", "email.", "call."]
    );
}
