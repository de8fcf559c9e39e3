//! Payloads made wrong on purpose, each with the right answer beside it, for tests of what reads
//! them.
//!
//! [`document`] breaks any rule of message-rules in any legal records, and one rule alone as far as
//! rules allow; the [`Label`] beside them says which rule, what a right reader does, and what was
//! changed. [`form`] makes records that are no JSON or not what the contract says, [`dialect`]
//! writes the same record in other words, legal or met in the wild. [`stream`] lets frames come
//! late, twice, not at all or in another order, and says what a right reader knows in the end.
//! [`patch`] changes a value by hand: it sets or drops what is at a path, whatever the types of the
//! model allow.

mod change;
mod course;
pub mod dialect;
pub mod document;
pub mod form;
mod label;
pub mod patch;
mod place;
pub mod score;
#[cfg(feature = "proptest")]
pub mod strategy;
pub mod stream;

pub use change::ChangeMade;
pub use course::course;
pub use label::{Label, Verdict};

/// The version of what faults do. It is raised whenever the same records and key give another case
/// than before, as [`STREAM`](message_generator::STREAM) is for values.
pub const FAULTS: u32 = 1;

/// The names of all that can be wrong: rules, forms, dialects, faults of streams and presets.
///
/// ```
/// let names: Vec<&str> = message_faults::names().collect();
/// for name in ["leg-id-unique", "bad-date", "offsets", "gap", "hostile"] {
///     assert!(names.contains(&name));
/// }
/// ```
pub fn names() -> impl Iterator<Item = &'static str> {
    let rules = message_rules::rules().map(|rule| rule.id);
    let forms = form::Form::ALL.into_iter().map(form::Form::as_str);
    let dialects = dialect::Dialect::ALL
        .into_iter()
        .map(dialect::Dialect::as_str);
    let of_streams = stream::StreamFault::ALL
        .into_iter()
        .map(stream::StreamFault::as_str);
    let presets = stream::Preset::ALL.into_iter().map(stream::Preset::as_str);
    rules
        .chain(forms)
        .chain(dialects)
        .chain(of_streams)
        .chain(presets)
}

/// Runs the code of the README as a doctest.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
