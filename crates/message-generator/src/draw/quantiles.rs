//! Delay tables: a distribution as a list of quantiles with straight lines between them, all in integers.
//!
//! A log-normal with floats would look better on paper and differ in the last bit between platforms. Five or six
//! quantiles say as much as is known about any delay here, and a reader can check them against a source.

use super::Draw;
use std::fmt;

/// A distribution of integers: the value at each per mille, straight lines between.
///
/// ```
/// use message_generator::draw::{paths, Draw, Key, Label, Quantiles};
///
/// const ANSWER: Quantiles<'static> = Quantiles::known(&[(0, 2_700), (500, 6_000), (1_000, 11_000)]);
/// let draw = Draw::new(Key::new(1, 0), paths::STEP_AFTER, Label::new("answers"), 0);
/// assert!((2_700..=11_000).contains(&ANSWER.at(draw)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantiles<'a> {
    steps: &'a [(u16, u64)],
}

/// Why a list of quantiles is no distribution.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum QuantilesError {
    /// The first must stand at 0 and the last at 1000 per mille.
    Ends,
    /// Per milles must rise, and values must not fall, from one to the next.
    Falls {
        /// The index of the first entry that is out of order.
        index: usize,
    },
}

impl<'a> Quantiles<'a> {
    /// Checks a table that came from outside.
    ///
    /// # Errors
    ///
    /// If it does not run from 0 to 1000, or runs backwards.
    pub const fn new(steps: &'a [(u16, u64)]) -> Result<Self, QuantilesError> {
        let ([(0, _), ..], [.., (1000, _)]) = (steps, steps) else {
            return Err(QuantilesError::Ends);
        };
        let mut index = 1;
        while index < steps.len() {
            if steps[index].0 <= steps[index - 1].0 || steps[index].1 < steps[index - 1].1 {
                return Err(QuantilesError::Falls { index });
            }
            index += 1;
        }
        Ok(Self { steps })
    }

    /// A table of our own, checked when it is compiled.
    ///
    /// # Panics
    ///
    /// Where [`Quantiles::new`] has an error; in a constant, that is a compile error.
    #[must_use]
    pub const fn known(steps: &'a [(u16, u64)]) -> Self {
        match Self::new(steps) {
            Ok(table) => table,
            Err(_) => panic!("quantiles run from 0 to 1000, rising"),
        }
    }

    /// The quantiles: pairs of a per mille and the value there.
    #[must_use]
    pub const fn steps(&self) -> &'a [(u16, u64)] {
        self.steps
    }

    /// The value for a draw.
    #[must_use]
    pub const fn at(&self, draw: Draw) -> u64 {
        self.at_millionth(draw.below(1_000_000))
    }

    /// The value at a point of the distribution, in millionths; from 1,000,000 on, the greatest.
    #[must_use]
    pub const fn at_millionth(&self, millionth: u64) -> u64 {
        let mut index = 1;
        while index < self.steps.len() {
            let (left, low) = self.steps[index - 1];
            let (right, high) = self.steps[index];
            let (left, right) = (left as u64 * 1_000, right as u64 * 1_000);
            if millionth < right {
                let rise = (high - low) as u128 * (millionth - left) as u128;
                return low + (rise / (right - left) as u128) as u64;
            }
            index += 1;
        }
        self.steps[self.steps.len() - 1].1
    }
}

impl fmt::Display for QuantilesError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ends => write!(formatter, "quantiles start at 0 and end at 1000 per mille"),
            Self::Falls { index } => {
                write!(formatter, "quantile {index} (counted from 0) does not rise from the one before it")
            }
        }
    }
}

impl std::error::Error for QuantilesError {}
