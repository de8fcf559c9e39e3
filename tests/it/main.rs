//! The crates and the corpus, used as a downstream team would.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod corpus;
mod counting;
mod coverage;
mod house;
mod json_schema;
mod revisions;
mod rules;
mod storyboards;
mod views;
mod who_talks;
mod wild;
