//! Payloads that this project makes are held to more than those that it receives.

use message_model::Capture;
use message_rules::{assert_legal, assert_strict};

#[test]
fn our_own_fixtures_are_strict() {
    assert_strict(
        r#"{"state": "disconnected", "disconnectType": "client", "disconnectedTime": "2026-01-05T09:00:00Z"}"#,
    );
}

#[test]
fn what_the_platform_sends_is_legal() {
    assert_legal(&Capture::read(r#"{"state": "teleported"}"#).unwrap());
}
