//! The platform as its clients see it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

mod analytics;
mod controls;
mod determinism;
mod documents;
mod faults;
mod hostile;
mod kept;
mod magic;
mod next;
mod notifications;
mod open;
mod page;
mod posted;
mod properties;
mod race;
mod rest;
mod resume;
mod story;
mod stream;
mod webhook;
