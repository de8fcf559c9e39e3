//! Tests of the wire model through its public API.

#![allow(
    clippy::unwrap_used,
    clippy::unwrap_in_result,
    reason = "a test may fail"
)]

mod as_of;
mod beyond;
mod contract;
mod decoding;
mod future;
mod lossless;
mod number;
mod payload;
mod timestamp;
