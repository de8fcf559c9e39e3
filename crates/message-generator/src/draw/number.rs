//! Numbers and choices as rules: how each is worked out for any conversation.

use std::sync::Arc;

use super::keyed::Draw;
use super::place::{Place, Words};
use super::quantiles::Quantiles;

/// How a number of a conversation is worked out from its key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Number {
    /// The same in every conversation.
    Fixed(i64),
    /// Any from the first to the second, with equal chances.
    Range(Place, i64, i64),
    /// One of a distribution, given as its quantiles.
    Spread(Place, Arc<[(u16, u64)]>),
    /// One of these, with equal chances.
    Picked(Place, Arc<[i64]>),
    /// The first, but no more than the second.
    AtMost(Box<Self>, i64),
}

impl Number {
    /// One of this distribution.
    pub(crate) fn spread(place: Place, quantiles: Quantiles<'_>) -> Self {
        Self::Spread(place, quantiles.steps().into())
    }

    /// The number in the conversation whose key has these words.
    pub(crate) fn at(&self, words: Words) -> i64 {
        match self {
            Self::Fixed(number) => *number,
            Self::Range(place, from, to) => {
                from.saturating_add_unsigned(Draw::at(*place, words).between(0, to.abs_diff(*from)))
            }
            Self::Spread(place, steps) => {
                let number = Quantiles::checked(steps).at(Draw::at(*place, words));
                i64::try_from(number).unwrap_or(i64::MAX)
            }
            Self::Picked(place, numbers) => *Draw::at(*place, words).pick(numbers),
            Self::AtMost(number, most) => number.at(words).min(*most),
        }
    }
}

/// How a choice of a conversation is made from its key. The answers are numbered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Question {
    /// Which of several shares of a whole is drawn: their sums up to each, and the whole. The
    /// number of shares is the answer for what is left of the whole.
    Share(Place, Arc<[u64]>, u64),
    /// Which number.
    Number(Number),
}

impl Question {
    /// Which of these shares of a whole.
    pub(crate) fn share(place: Place, shares: impl IntoIterator<Item = u64>, whole: u64) -> Self {
        let mut sum = 0u64;
        let sums = shares.into_iter().map(|share| {
            sum = sum.saturating_add(share);
            sum
        });
        Self::Share(place, sums.collect(), whole)
    }

    /// Whether something has happened that has a chance of so many in a hundred: 0 if it has.
    pub(crate) fn percent(place: Place, percent: u8) -> Self {
        Self::share(place, [u64::from(percent)], 100)
    }

    /// All answers that there can be, if they are few.
    pub(crate) fn answers(&self) -> Option<Vec<u64>> {
        let most = match self {
            Self::Share(_, sums, _) => sums.len() as u64,
            Self::Number(Number::Range(_, 0, most)) => most.cast_unsigned(),
            Self::Number(_) => return None,
        };
        (most < ANSWERS_MAX).then(|| (0..=most).collect())
    }

    /// The answer in the conversation whose key has these words.
    pub(crate) fn answer(&self, words: Words) -> u64 {
        match self {
            Self::Share(place, sums, whole) => {
                let target = Draw::at(*place, words).below(*whole);
                let place = sums.iter().position(|sum| target < *sum);
                place.unwrap_or(sums.len()) as u64
            }
            Self::Number(number) => number.at(words).cast_unsigned(),
        }
    }
}

/// The most answers that are few.
const ANSWERS_MAX: u64 = 16;
