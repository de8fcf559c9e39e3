//! Payloads made wrong on purpose, for tests of what reads them.
//!
//! [`patch`] changes a generated value by hand: it sets or drops what is at a path, whatever the
//! types of the model allow.

pub mod patch;

/// Runs the code of the README as a doctest.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
