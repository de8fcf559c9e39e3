//! Instants as the platform writes them.
//!
//! A type of our own over an integer, because the text form of neither chrono nor jiff is the wire
//! form: the platform writes exactly three fractional digits, and the official SDKs write six. The
//! instant is preserved; its spelling (an offset, a missing fraction) need not be. What a
//! `Timestamp` cannot represent, a leap second or a nanosecond, is an error.

use std::fmt;
use std::num::NonZeroU64;
use std::str::FromStr;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc};
use serde::de::{self, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

const MICROS_PER_SECOND: i64 = 1_000_000;
const MICROS_PER_DAY: i64 = 86_400 * MICROS_PER_SECOND;
/// Days from 0000-01-01 to 1970-01-01.
const DAYS_TO_EPOCH: i64 = 719_528;
const MICROS_TO_EPOCH: i64 = DAYS_TO_EPOCH * MICROS_PER_DAY;
/// Days from 0000-01-01 to 9999-12-31, inclusive.
const DAYS_IN_RANGE: i64 = 3_652_425;

/// An instant in UTC with microsecond precision, in the years 0 to 9999.
///
/// Written as `yyyy-MM-ddTHH:mm:ss.SSSZ` (documented as the platform's form), with six fractional
/// digits only if the instant has microseconds, as the official SDKs write it (observed). Parsed
/// from RFC 3339, with or without a fraction and with any offset.
///
/// ```
/// use message_model::Timestamp;
///
/// let at: Timestamp = "2026-01-05T10:00:00+01:00".parse()?;
/// assert_eq!(at.to_string(), "2026-01-05T09:00:00.000Z");
/// assert_eq!(at.checked_add_millis(250).map(|t| t.to_string()).as_deref(), Some("2026-01-05T09:00:00.250Z"));
/// # Ok::<(), message_model::TimestampError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(
    /// Microseconds, with [`MIN`](Self::MIN) as 1: never zero, so that `Option<Timestamp>` takes no
    /// extra space.
    NonZeroU64,
);

impl Timestamp {
    /// The first instant that can be written: `0000-01-01T00:00:00.000Z`.
    ///
    /// ```
    /// use message_model::Timestamp;
    ///
    /// assert_eq!(Timestamp::MIN.to_string(), "0000-01-01T00:00:00.000Z");
    /// assert_eq!(Timestamp::MIN.checked_add_millis(-1), None);
    /// ```
    pub const MIN: Self = Self(NonZeroU64::MIN);
    /// The last instant that can be written: `9999-12-31T23:59:59.999999Z`.
    pub const MAX: Self =
        Self(NonZeroU64::new((DAYS_IN_RANGE * MICROS_PER_DAY) as u64).expect("ten thousand years"));

    /// The instant `micros` microseconds after 1970-01-01T00:00:00Z.
    ///
    /// ```
    /// use message_model::Timestamp;
    ///
    /// let at = Timestamp::from_micros(1_500_000)?;
    /// assert_eq!(at.to_string(), "1970-01-01T00:00:01.500Z");
    /// assert_eq!(at.as_micros(), 1_500_000);
    /// # Ok::<(), message_model::TimestampError>(())
    /// ```
    ///
    /// # Errors
    /// Fails outside the range from [`MIN`](Self::MIN) to [`MAX`](Self::MAX).
    pub const fn from_micros(micros: i64) -> Result<Self, TimestampError> {
        if Self::MIN.as_micros() <= micros && micros <= Self::MAX.as_micros() {
            let since = NonZeroU64::new((micros + MICROS_TO_EPOCH + 1) as u64);
            return Ok(Self(since.expect("no earlier than the first instant")));
        }
        Err(TimestampError(Kind::OutOfRange))
    }

    /// Microseconds since 1970-01-01T00:00:00Z, negative before it.
    ///
    /// ```
    /// use message_model::Timestamp;
    ///
    /// let at: Timestamp = "1969-12-31T23:59:59.999Z".parse()?;
    /// assert_eq!(at.as_micros(), -1_000);
    /// # Ok::<(), message_model::TimestampError>(())
    /// ```
    pub const fn as_micros(self) -> i64 {
        self.0.get() as i64 - 1 - MICROS_TO_EPOCH
    }

    /// This instant moved by `millis` milliseconds, forward or (if negative) back; `None` if that
    /// leaves the range.
    ///
    /// ```
    /// use message_model::Timestamp;
    ///
    /// let at: Timestamp = "2026-01-05T09:00:00Z".parse()?;
    /// let before = at.checked_add_millis(-250).map(|at| at.to_string());
    /// assert_eq!(before.as_deref(), Some("2026-01-05T08:59:59.750Z"));
    /// assert_eq!(at.checked_add_millis(i64::MAX), None);
    /// # Ok::<(), message_model::TimestampError>(())
    /// ```
    pub fn checked_add_millis(self, millis: i64) -> Option<Self> {
        let micros = self.as_micros().checked_add(millis.checked_mul(1_000)?)?;
        Self::from_micros(micros).ok()
    }

    /// The time from `earlier` to this instant, in milliseconds rounded down; negative if `earlier`
    /// is later.
    ///
    /// ```
    /// # use message_model::Timestamp;
    /// let start: Timestamp = "2026-01-05T09:00:00.000Z".parse()?;
    /// let end: Timestamp = "2026-01-05T09:00:02.907Z".parse()?;
    /// assert_eq!(end.millis_since(start), 2_907);
    /// # Ok::<(), message_model::TimestampError>(())
    /// ```
    pub fn millis_since(self, earlier: Self) -> i64 {
        (self.as_micros() - earlier.as_micros()).div_euclid(1_000)
    }

    /// The wire form in a stack buffer, and the number of bytes used.
    pub(crate) fn format(self) -> ([u8; LONGEST], usize) {
        let mut buffer = *b"0000-00-00T00:00:00.000000Z";
        let days = self.as_micros().div_euclid(MICROS_PER_DAY);
        let micros_of_day = self.as_micros().rem_euclid(MICROS_PER_DAY);
        let date =
            NaiveDate::from_epoch_days(i32::try_from(days).expect("within ten thousand years"))
                .expect("chrono's range is wider than ours");
        let seconds = micros_of_day / MICROS_PER_SECOND;
        digits(&mut buffer[0..4], i64::from(date.year()));
        digits(&mut buffer[5..7], i64::from(date.month()));
        digits(&mut buffer[8..10], i64::from(date.day()));
        digits(&mut buffer[11..13], seconds / 3_600);
        digits(&mut buffer[14..16], seconds / 60 % 60);
        digits(&mut buffer[17..19], seconds % 60);
        digits(&mut buffer[20..26], micros_of_day % MICROS_PER_SECOND);
        if micros_of_day % 1_000 == 0 {
            buffer[23] = b'Z';
            return (buffer, LONGEST - 3);
        }
        (buffer, LONGEST)
    }
}

/// The length of the wire form with six fractional digits.
const LONGEST: usize = 27;

fn digits(target: &mut [u8], mut value: i64) {
    for digit in target.iter_mut().rev() {
        *digit = b'0' + (value % 10) as u8;
        value /= 10;
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (buffer, length) = self.format();
        f.pad(std::str::from_utf8(&buffer[..length]).expect("digits and ASCII punctuation"))
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    /// Parses RFC 3339: a date, `T`, a time with or without a fraction, and `Z` or an offset.
    ///
    /// # Errors
    /// Fails for any other form, a date or time that does not exist, a leap second, a fraction
    /// finer than a microsecond, or an instant outside the range.
    fn from_str(text: &str) -> Result<Self, TimestampError> {
        let bytes = text.as_bytes();
        let number = |from: usize, to: usize| -> Result<u32, TimestampError> {
            let part = bytes.get(from..to).ok_or(TimestampError(Kind::Form))?;
            part.iter().try_fold(0, |sum, byte| match byte {
                b'0'..=b'9' => Ok(sum * 10 + u32::from(byte - b'0')),
                _ => Err(TimestampError(Kind::Form)),
            })
        };
        let expect = |at: usize, allowed: &[u8]| match bytes.get(at) {
            Some(byte) if allowed.contains(byte) => Ok(()),
            _ => Err(TimestampError(Kind::Form)),
        };
        for (at, allowed) in [
            (4, b"--"),
            (7, b"--"),
            (10, b"Tt"),
            (13, b"::"),
            (16, b"::"),
        ] {
            expect(at, allowed)?;
        }
        let date = NaiveDate::from_ymd_opt(number(0, 4)? as i32, number(5, 7)?, number(8, 10)?)
            .ok_or(TimestampError(Kind::NoSuchDate))?;
        let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
        if second == 60 {
            return Err(TimestampError(Kind::LeapSecond));
        }
        let time = NaiveTime::from_hms_opt(hour, minute, second)
            .ok_or(TimestampError(Kind::NoSuchTime))?;
        let (fraction, zone) = fraction(&bytes[19..])?;
        let offset = offset_minutes(zone)?;
        let seconds =
            i64::from(date.to_epoch_days()) * 86_400 + i64::from(time.num_seconds_from_midnight());
        Self::from_micros((seconds - offset * 60) * MICROS_PER_SECOND + fraction)
    }
}

/// The microseconds of the fraction at the start of `rest`, if any, and what follows it.
fn fraction(rest: &[u8]) -> Result<(i64, &[u8]), TimestampError> {
    let Some(after_point) = rest.strip_prefix(b".") else {
        return Ok((0, rest));
    };
    let length = after_point
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let (digits, zone) = after_point.split_at(length);
    if digits.is_empty() {
        return Err(TimestampError(Kind::Form));
    }
    // Zeros beyond the microseconds say nothing that would be lost.
    if digits.iter().skip(6).any(|&digit| digit != b'0') {
        return Err(TimestampError(Kind::TooFine));
    }
    let micros = (0..6).fold(0, |sum, place| {
        let digit = digits.get(place).map_or(0, |byte| byte - b'0');
        sum * 10 + i64::from(digit)
    });
    Ok((micros, zone))
}

/// The offset of the zone designator from UTC, in minutes.
fn offset_minutes(zone: &[u8]) -> Result<i64, TimestampError> {
    match *zone {
        [b'Z' | b'z'] => Ok(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2]
            if [h1, h2, m1, m2].iter().all(u8::is_ascii_digit) =>
        {
            let two = |tens: u8, ones: u8| i64::from(tens - b'0') * 10 + i64::from(ones - b'0');
            let (hours, minutes) = (two(h1, h2), two(m1, m2));
            if hours > 23 || minutes > 59 {
                return Err(TimestampError(Kind::NoSuchTime));
            }
            let total = hours * 60 + minutes;
            Ok(if sign == b'-' { -total } else { total })
        }
        _ => Err(TimestampError(Kind::Form)),
    }
}

impl From<Timestamp> for DateTime<Utc> {
    fn from(timestamp: Timestamp) -> Self {
        Self::from_timestamp_micros(timestamp.as_micros())
            .expect("chrono's range is wider than ours")
    }
}

impl TryFrom<DateTime<Utc>> for Timestamp {
    type Error = TimestampError;

    /// # Errors
    /// Fails for a leap second, for nanoseconds, or for a year outside 0 to 9999.
    fn try_from(time: DateTime<Utc>) -> Result<Self, TimestampError> {
        // chrono represents a leap second as a nanosecond count of one whole second or more.
        if time.nanosecond() >= 1_000_000_000 {
            return Err(TimestampError(Kind::LeapSecond));
        }
        if !time.nanosecond().is_multiple_of(1_000) {
            return Err(TimestampError(Kind::TooFine));
        }
        Self::from_micros(time.timestamp_micros())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (buffer, length) = self.format();
        serializer.serialize_str(
            std::str::from_utf8(&buffer[..length]).expect("digits and ASCII punctuation"),
        )
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TimestampVisitor;

        impl Visitor<'_> for TimestampVisitor {
            type Value = Timestamp;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an RFC 3339 timestamp such as \"2026-01-05T09:00:00.000Z\"")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Timestamp, E> {
                text.parse().map_err(|error: TimestampError| match error.0 {
                    Kind::Form => E::invalid_value(Unexpected::Str(text), &self),
                    _ => E::custom(format_args!("timestamp {text:?}: {error}")),
                })
            }
        }

        deserializer.deserialize_str(TimestampVisitor)
    }
}

/// Why a text, a number or a chrono value is not a valid [`Timestamp`].
///
/// ```
/// use message_model::Timestamp;
///
/// let error = "2016-12-31T23:59:60Z".parse::<Timestamp>().unwrap_err();
/// assert_eq!(error.to_string(), "expected seconds from 0 to 59, found a leap second");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimestampError(Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Form,
    NoSuchDate,
    NoSuchTime,
    LeapSecond,
    TooFine,
    OutOfRange,
}

impl fmt::Display for TimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Kind::Form => "expected an RFC 3339 timestamp such as \"2026-01-05T09:00:00.000Z\"",
            Kind::NoSuchDate => {
                "expected a date of the calendar, found a month or day that does not exist"
            }
            Kind::NoSuchTime => {
                "expected a time of day and an offset within 23:59, found one that does not exist"
            }
            Kind::LeapSecond => "expected seconds from 0 to 59, found a leap second",
            Kind::TooFine => "expected at most microseconds, found a finer fraction",
            Kind::OutOfRange => "expected an instant in UTC from year 0 to 9999",
        })
    }
}

impl std::error::Error for TimestampError {}
