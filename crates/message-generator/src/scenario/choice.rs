//! The open numbers of a scenario: fixed, a range, or a named delay.

use std::fmt;

use message_model::one_of;
use serde::de::{self, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::delays::Delay;
use super::pace::Pace;
use crate::draw::{Draw, Number, Place};
use crate::script::Bounded;

/// A number of a scenario that is chosen by sampling: `250`, `{"from": 3, "to": 15}` or `"answer"`.
///
/// ```
/// use message_generator::draw::{Draw, Key, Label, paths};
/// use message_generator::{Choice, Delay};
///
/// let draw = Draw::new(Key::new(1, 0), paths::STEP_AFTER, Label::new("leaves"), 0);
/// assert_eq!(Choice::Fixed(250).at(draw), 250);
/// assert!((3..=15).contains(&Choice::Range(3, 15).at(draw)));
/// assert!(Choice::Named(Delay::named("answer").unwrap()).at(draw) >= 2_700);
/// assert_eq!((Choice::Range(3, 15).least(), Choice::Range(3, 15).most()), (3, 15));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Always this number.
    Fixed(i64),
    /// Any number from the first to the second, both included, each with the same chance.
    Range(i64, i64),
    /// A [named delay](Delay).
    Named(&'static Delay),
}

impl Choice {
    /// The number that a draw picks, without a profile's pace.
    ///
    /// ```
    /// use message_generator::draw::{Draw, Key, Label, paths};
    /// use message_generator::Choice;
    ///
    /// let draw = Draw::new(Key::new(7, 0), paths::STEP_AFTER, Label::new("leaves"), 0);
    /// assert!((20_000..=60_000).contains(&Choice::Range(20_000, 60_000).at(draw)));
    /// ```
    #[must_use]
    pub fn at(&self, draw: Draw) -> i64 {
        self.at_pace(draw, &Pace::default())
    }

    /// The number that a draw picks at this pace, which may replace named delays.
    pub(crate) fn at_pace(&self, draw: Draw, pace: &Pace) -> i64 {
        match self {
            Self::Fixed(number) => *number,
            Self::Range(from, to) => {
                // A range can be wider than an `i64`, so the draw is of the distance from its lower
                // end.
                from.saturating_add_unsigned(draw.between(0, to.abs_diff(*from)))
            }
            Self::Named(delay) => {
                // A profile's delays are limited when it is read; those of a pace made in Rust may
                // be any.
                i64::try_from(pace.delay(delay).at(draw)).unwrap_or(i64::MAX)
            }
        }
    }

    /// How it is worked out at this pace what a draw of this place picks.
    pub(crate) fn number(&self, place: Place, pace: &Pace) -> Number {
        match self {
            Self::Fixed(number) => Number::Fixed(*number),
            Self::Range(from, to) => Number::Range(place, *from, *to),
            Self::Named(delay) => Number::spread(place, pace.delay(delay)),
        }
    }

    /// A lower bound of the numbers that can be picked: the number, the lower end of the range, or
    /// 0 for a named delay.
    ///
    /// ```
    /// use message_generator::{Choice, Delay};
    ///
    /// assert_eq!(Choice::Range(-4, 15).least(), -4);
    /// assert_eq!(Choice::Named(Delay::named("answer").unwrap()).least(), 0);
    /// ```
    #[must_use]
    pub fn least(&self) -> i64 {
        match self {
            Self::Fixed(number) | Self::Range(number, _) => *number,
            Self::Named(_) => 0,
        }
    }

    /// An upper bound of the numbers that can be picked: the number, the upper end of the range, or
    /// the longest that a named delay takes where no profile replaces it.
    ///
    /// ```
    /// use message_generator::{Choice, Delay};
    ///
    /// let answer = Delay::named("answer").unwrap();
    /// assert_eq!(Choice::Named(answer).most(), i64::try_from(answer.quantiles.most()).unwrap());
    /// ```
    #[must_use]
    pub fn most(&self) -> i64 {
        match self {
            Self::Fixed(number) | Self::Range(_, number) => *number,
            Self::Named(delay) => i64::try_from(delay.quantiles.most()).unwrap_or(i64::MAX),
        }
    }
}

impl Bounded for Choice {
    fn least(&self) -> i64 {
        self.least()
    }

    fn most(&self) -> i64 {
        self.most()
    }
}

impl Serialize for Choice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Fixed(number) => serializer.serialize_i64(*number),
            Self::Named(delay) => serializer.serialize_str(delay.name),
            Self::Range(from, to) => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("from", from)?;
                map.serialize_entry("to", to)?;
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Choice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ChoiceVisitor)
    }
}

struct ChoiceVisitor;

impl<'de> Visitor<'de> for ChoiceVisitor {
    type Value = Choice;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer, a range such as {\"from\": 3, \"to\": 15}, or the name of a delay")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Choice, E> {
        Ok(Choice::Fixed(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Choice, E> {
        let number = i64::try_from(number);
        number
            .map(Choice::Fixed)
            .map_err(|_| E::custom("found more than 9223372036854775807, expected a delay"))
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Choice, E> {
        Delay::named(name).map(Choice::Named).ok_or_else(|| {
            if name.parse::<i64>().is_ok() {
                return E::custom(format_args!(
                    "found {name:?}, expected the number without quotes: {name}"
                ));
            }
            let known = Delay::ALL.iter().map(|delay| delay.name);
            E::custom(format_args!(
                "found delay {name:?}, expected a number of milliseconds or {}",
                one_of(name, known)
            ))
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Choice, A::Error> {
        let (mut from, mut to) = (None, None);
        while let Some(key) = map.next_key::<String>()? {
            let end = match key.as_str() {
                "from" => &mut from,
                "to" => &mut to,
                _ => return Err(de::Error::unknown_field(&key, &["from", "to"])),
            };
            if end.replace(map.next_value::<i64>()?).is_some() {
                return Err(de::Error::custom(format_args!(
                    "duplicate {key} in a range"
                )));
            }
        }
        let from = from.ok_or_else(|| de::Error::missing_field("from"))?;
        let to = to.ok_or_else(|| de::Error::missing_field("to"))?;
        if to < from {
            return Err(de::Error::custom(format_args!(
                "found a range from {from} to {to}, expected the lower end first"
            )));
        }
        Ok(Choice::Range(from, to))
    }
}
