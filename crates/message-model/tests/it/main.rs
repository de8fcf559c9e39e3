//! The wire model from outside.

mod decoding;
mod lossless;
mod number;
mod payload;
mod timestamp;
