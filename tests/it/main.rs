//! The crates and the corpus, used as a downstream team would.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod checked;
mod consumers;
mod corpus;
mod counting;
mod courses;
mod coverage;
mod covers;
mod faults;
mod house;
mod invalid;
mod json_schema;
mod measured;
mod mutated;
mod observed;
mod revisions;
mod rules;
mod scenario_format;
mod storyboards;
mod unordered;
mod views;
mod who_talks;
mod wild;
mod wire;
