//! Storyboards as their users see them: through the public API only.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../../message-lifecycle/tests/it/plain.rs"]
mod plain;
#[allow(dead_code, reason = "the tests of the lifecycle use all of it")]
#[path = "../../../message-lifecycle/tests/it/story.rs"]
mod story;

mod observed;
mod picture;
