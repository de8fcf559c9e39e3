//! What the crate promises, from outside.

mod document;
mod patch;
mod support;
mod words;
