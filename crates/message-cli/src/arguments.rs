//! The values of arguments, read in the words of our own messages.

use std::num::NonZero;
use std::str::FromStr;

/// Reads a whole number.
///
/// # Errors
///
/// If the text is none, or it has more than 64 bits.
pub(crate) fn whole_number(text: &str) -> Result<u64, String> {
    text.parse()
        .map_err(|_| "expected a whole number from 0, of at most 64 bits".to_owned())
}

/// How many parts of the work are done at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Jobs(NonZero<usize>);

impl Jobs {
    /// The most threads that a program may want.
    const MAX: usize = 1_024;

    /// The number.
    pub(crate) fn count(self) -> NonZero<usize> {
        self.0
    }
}

impl FromStr for Jobs {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let jobs = text
            .parse()
            .ok()
            .filter(|jobs: &NonZero<usize>| jobs.get() <= Self::MAX);
        jobs.map(Self)
            .ok_or_else(|| format!("expected a whole number from 1 to {}", Self::MAX))
    }
}
