//! A captured text and what it was read as: recognised, compared, and checked against the contract.

pub(crate) mod beyond;
mod contract;
pub(crate) mod lossless;
pub(crate) mod payload;
