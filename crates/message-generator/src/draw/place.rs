//! The two halves of a draw: what is drawn, and for which conversation.
//!
//! Whoever draws the same things for many conversations works out each half once.

use super::key::Key;
use super::path::{Label, Path};

/// Another odd number, for occurrences, so that neighbouring occurrences never collide with
/// neighbouring words.
const OCCURRENCE: u64 = 0xd134_2543_de82_ef95;

/// What is drawn, whatever the conversation: a property of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place(pub(super) u64);

impl Place {
    pub(crate) const fn new(path: Path, label: Label, occurrence: u64) -> Self {
        Self(
            path.hash()
                .wrapping_add(label.hash())
                .wrapping_add(occurrence.wrapping_mul(OCCURRENCE)),
        )
    }
}

/// For which conversation something is drawn: its key, hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Words {
    pub(super) first: u64,
    pub(super) second: u64,
}

impl Words {
    /// Those of no conversation.
    pub(crate) const fn none() -> Self {
        Self {
            first: 0,
            second: 0,
        }
    }

    pub(crate) const fn of(key: Key) -> Self {
        let [first, second] = key.words();
        Self { first, second }
    }
}
