//! What the crate promises, from outside.

mod document;
mod patch;
#[cfg(feature = "proptest")]
mod strategy;
mod stream;
mod support;
mod words;
