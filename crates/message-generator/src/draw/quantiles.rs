//! Distributions of integers, given as a list of quantiles with linear interpolation between them.
//!
//! Why no log-normal distribution? Floats may differ in the last bit between platforms. Five or six
//! quantiles say as much as is known about any delay here, and a reader can compare them with a
//! source.

use std::fmt;

use super::keyed::Draw;

/// A distribution of integers: quantiles in per mille, with linear interpolation between them.
///
/// ```
/// use message_generator::draw::{paths, Draw, Key, Label, Quantiles};
///
/// const ANSWER: Quantiles<'static> =
///     Quantiles::known(&[(0, 2_700), (500, 6_000), (1_000, 11_000)]);
/// let draw = Draw::new(Key::new(1, 0), paths::STEP_AFTER, Label::new("answers"), 0);
/// assert!((2_700..=11_000).contains(&ANSWER.at(draw)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantiles<'a> {
    steps: &'a [(u16, u64)],
}

/// The reason why a list of quantiles is not a distribution.
///
/// ```
/// use message_generator::draw::{Quantiles, QuantilesError};
///
/// assert_eq!(Quantiles::new(&[(0, 3), (500, 5)]), Err(QuantilesError::Ends));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum QuantilesError {
    /// The first must stand at 0 and the last at 1000 per mille.
    Ends,
    /// The per milles must rise, and the values must not fall, from each quantile to the next.
    Falls {
        /// The index of the first quantile that is out of order.
        index: usize,
    },
}

impl<'a> Quantiles<'a> {
    /// Makes a distribution of quantiles that come from outside.
    ///
    /// ```
    /// use message_generator::draw::{Quantiles, QuantilesError};
    ///
    /// assert!(Quantiles::new(&[(0, 3), (500, 5), (1_000, 9)]).is_ok());
    /// let falling = Quantiles::new(&[(0, 3), (500, 9), (1_000, 5)]);
    /// assert_eq!(falling, Err(QuantilesError::Falls { index: 2 }));
    /// ```
    ///
    /// # Errors
    ///
    /// If the quantiles do not run from 0 to 1000 per mille, or are out of order.
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

    /// Makes a distribution of quantiles that are known to be right, such as those of a constant.
    ///
    /// # Panics
    ///
    /// If [`Quantiles::new`] would return an error. In a constant, that is a compile error.
    #[must_use]
    pub const fn known(steps: &'a [(u16, u64)]) -> Self {
        match Self::new(steps) {
            Ok(table) => table,
            Err(_) => panic!("quantiles run from 0 to 1000, rising"),
        }
    }

    /// The distribution of quantiles that were those of another.
    pub(super) const fn checked(steps: &'a [(u16, u64)]) -> Self {
        Self { steps }
    }

    /// The quantiles: pairs of a per mille and the value at it.
    #[must_use]
    pub const fn steps(&self) -> &'a [(u16, u64)] {
        self.steps
    }

    /// The greatest value.
    ///
    /// ```
    /// use message_generator::draw::Quantiles;
    ///
    /// assert_eq!(Quantiles::known(&[(0, 3), (500, 5), (1_000, 9)]).most(), 9);
    /// ```
    #[must_use]
    pub const fn most(&self) -> u64 {
        self.steps[self.steps.len() - 1].1
    }

    /// The value that a draw picks from the distribution.
    #[must_use]
    pub const fn at(&self, draw: Draw) -> u64 {
        self.at_millionth(draw.below(1_000_000))
    }

    /// The value at this quantile, given in millionths; the greatest value from 1,000,000 on.
    ///
    /// ```
    /// use message_generator::draw::Quantiles;
    ///
    /// let delay = Quantiles::known(&[(0, 0), (500, 100), (1_000, 300)]);
    /// assert_eq!([250_000, 500_000, 750_000].map(|at| delay.at_millionth(at)), [50, 100, 200]);
    /// ```
    #[must_use]
    pub const fn at_millionth(&self, millionth: u64) -> u64 {
        let mut index = 1;
        while index < self.steps.len() {
            let (left, low) = self.steps[index - 1];
            let (right, high) = self.steps[index];
            let (left, right) = (left as u64 * 1_000, right as u64 * 1_000);
            if millionth < right {
                let (rise, run) = (high - low, right - left);
                // A division of 128 bits takes several times as long.
                return match rise.checked_mul(millionth - left) {
                    Some(product) => low + product / run,
                    None => low + (rise as u128 * (millionth - left) as u128 / run as u128) as u64,
                };
            }
            index += 1;
        }
        self.most()
    }
}

impl fmt::Display for QuantilesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ends => write!(f, "quantiles start at 0 and end at 1000 per mille"),
            Self::Falls { index } => {
                write!(
                    f,
                    "quantile {index} (counted from 0) does not rise from the one before it"
                )
            }
        }
    }
}

impl std::error::Error for QuantilesError {}
