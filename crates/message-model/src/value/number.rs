//! JSON numbers, kept as text.

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// A JSON number of any size and precision, stored as its text.
///
/// Binary floating point would change a number such as `122.416294033786585`. Two values are equal
/// if they are the same number, regardless of spelling.
///
/// ```
/// use message_model::Number;
///
/// let tone: Number = "1.50".parse()?;
/// assert_eq!(tone, "15e-1".parse()?);
/// assert_eq!(tone.as_str(), "1.50");
/// # Ok::<(), message_model::NumberError>(())
/// ```
#[derive(Clone)]
pub struct Number(Box<str>);

impl Number {
    /// The number as received, in its original spelling.
    ///
    /// ```
    /// use message_model::Number;
    ///
    /// assert_eq!("1.50".parse::<Number>()?.as_str(), "1.50", "not 1.5");
    /// # Ok::<(), message_model::NumberError>(())
    /// ```
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self(number.to_string().into())
    }
}

impl FromStr for Number {
    type Err = NumberError;

    /// # Errors
    /// Fails if the text is not exactly one JSON number.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        if is_number(text) {
            Ok(Self(text.into()))
        } else {
            Err(NumberError(text.into()))
        }
    }
}

/// Whether `text` is a number according to the JSON grammar.
fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (integer, rest) = text.split_at(leading_digits(text));
    if integer.is_empty() || (integer.len() > 1 && integer.starts_with('0')) {
        return false;
    }
    let rest = match rest.strip_prefix('.') {
        Some(rest) => match leading_digits(rest) {
            0 => return false,
            length => &rest[length..],
        },
        None => rest,
    };
    match rest.strip_prefix(['e', 'E']) {
        Some(exponent) => {
            let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        }
        None => rest.is_empty(),
    }
}

/// How many digits a text begins with.
fn leading_digits(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len())
}

/// The canonical form of a number, for comparison: its sign, its digits without leading or trailing
/// zeros, and the power of ten of the last digit.
#[derive(PartialEq, Eq)]
struct Canonical {
    negative: bool,
    digits: String,
    exponent: i128,
}

impl Canonical {
    fn of(number: &str) -> Self {
        let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
        // An exponent of over 38 digits saturates: no two such numbers are written in practice.
        // At half of what fits, since the digits are counted in below.
        let saturated = if exponent.starts_with('-') {
            i128::MIN / 2
        } else {
            i128::MAX / 2
        };
        let exponent = exponent.parse::<i128>().unwrap_or(saturated);
        let unsigned = mantissa.strip_prefix('-').unwrap_or(mantissa);
        let (integer, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let all = format!("{integer}{fraction}");
        let trailing = all.len() - all.trim_end_matches('0').len();
        let digits = all.trim_matches('0').to_owned();
        // Zero has no sign and no exponent, however it is written: `-0` and `0e5` are one number.
        if digits.is_empty() {
            return Self {
                negative: false,
                digits,
                exponent: 0,
            };
        }
        Self {
            negative: mantissa.starts_with('-'),
            digits,
            exponent: exponent - fraction.len() as i128 + trailing as i128,
        }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || Canonical::of(&self.0) == Canonical::of(&other.0)
    }
}

impl Eq for Number {}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw = RawValue::from_string(self.0.to_string()).expect("a number is JSON");
        raw.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let shown = |text: &str| text.chars().take(40).collect::<String>();
        raw.get().parse().map_err(|_| {
            D::Error::custom(format_args!(
                "invalid type: `{}`, expected a number",
                shown(raw.get())
            ))
        })
    }
}

/// The error for text that is not a JSON number.
///
/// ```
/// use message_model::Number;
///
/// assert!("1.".parse::<Number>().unwrap_err().to_string().contains("1."));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberError(Box<str>);

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected a JSON number, found {:?}", self.0)
    }
}

impl std::error::Error for NumberError {}
