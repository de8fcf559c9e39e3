//! The key of a conversation: seed, stream version and number.

use serde::{Deserialize, Serialize};

use super::mix::{GOLDEN, mix};

/// The version of the values drawn from keys: it is raised whenever equal keys give different
/// values than before.
pub const STREAM: u32 = 2;

/// The content key of one conversation. Everything that is drawn for the conversation is a function
/// of it.
///
/// Every script contains its key, so that a script alone gives the same bytes again.
///
/// ```
/// use message_generator::draw::Key;
///
/// let key = Key::new(7, 1_000_000);
/// let stream = message_generator::draw::STREAM;
/// assert_eq!(key, Key { seed: 7, stream, conversation: 1_000_000 });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// The seed of the run.
    pub seed: u64,
    /// The version of the values for which this key was made, see [`STREAM`].
    pub stream: u32,
    /// The number of the conversation in its run, counted from 0.
    pub conversation: u64,
}

impl Key {
    /// The key of a conversation in the current version of the values, [`STREAM`].
    #[must_use]
    pub const fn new(seed: u64, conversation: u64) -> Self {
        Self {
            seed,
            stream: STREAM,
            conversation,
        }
    }

    /// The key hashed to 128 bits.
    ///
    /// For one seed and stream, the first word is a bijection of the conversation number, so no two
    /// conversations of a run share it.
    pub(super) const fn words(self) -> [u64; 2] {
        let run = mix(mix(self.seed.wrapping_add(GOLDEN)) ^ (self.stream as u64));
        let first = mix(run ^ self.conversation);
        let second =
            mix(mix(run.wrapping_add(GOLDEN)).wrapping_add(mix(self.conversation ^ GOLDEN)));
        [first, second]
    }
}
