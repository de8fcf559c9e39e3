//! The lifecycle as its users see it: through the public API only.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod invariants;
mod plain;
mod story;
mod tale;
mod tales;

mod coverage;
mod damage;
mod documents;
mod first_scenario;
mod frames;
mod laws;
mod live_views;
mod mutants;
mod views;
mod walks;
