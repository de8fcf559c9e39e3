//! JSON values that pass through as received.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::decode::{DecodeError, EncodeError, decode, encode};

/// A JSON value by its text: numbers keep their digits, objects their order, texts their escapes.
///
/// Only white space between tokens is dropped, so that a value can stand in a line of JSONL. Two are equal when their
/// texts are.
///
/// ```
/// use message_model::RawJson;
///
/// let value = RawJson::from_text(r#"{ "rate": 1.10, "big": 123456789012345678901234567890 }"#)?;
/// assert_eq!(value.as_str(), r#"{"rate":1.10,"big":123456789012345678901234567890}"#);
/// # Ok::<(), message_model::DecodeError>(())
/// ```
#[derive(Clone)]
pub struct RawJson(Box<RawValue>);

impl RawJson {
    /// The value that `text` is.
    ///
    /// # Errors
    /// Text that is not one JSON value.
    pub fn from_text(text: &str) -> Result<Self, DecodeError> {
        decode(text)
    }

    /// The value that `value` is written as.
    ///
    /// # Errors
    /// A value that cannot be written as JSON.
    pub fn from_value<T: Serialize>(value: &T) -> Result<Self, EncodeError> {
        let text = encode(value)?;
        Ok(Self(RawValue::from_string(text).expect("an encoder writes JSON")))
    }

    /// The text, without white space between tokens.
    pub fn as_str(&self) -> &str {
        self.0.get()
    }

    /// Reads the value as a `T`.
    ///
    /// # Errors
    /// A value of another shape.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        decode(self.as_str())
    }
}

impl PartialEq for RawJson {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for RawJson {}

impl fmt::Debug for RawJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for RawJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for RawJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let received = Box::<RawValue>::deserialize(deserializer)?;
        Ok(Self(match compact(received.get()) {
            Some(text) => RawValue::from_string(text).expect("white space between tokens means nothing"),
            None => received,
        }))
    }
}

/// `json` without white space between tokens; `None` when there is none.
pub(crate) fn compact(json: &str) -> Option<String> {
    // Most values have no white space anywhere, which is quicker to see than where texts begin and end: nothing else in
    // JSON comes before the space, and looking at every byte without a branch takes many at once.
    if !json.bytes().fold(false, |found, byte| found | (byte <= b' ')) {
        return None;
    }
    let mut spaces = spaces(json).peekable();
    spaces.peek()?;
    let mut text = String::with_capacity(json.len());
    let mut copied = 0;
    for space in spaces {
        text.push_str(&json[copied..space]);
        copied = space + 1;
    }
    text.push_str(&json[copied..]);
    Some(text)
}

/// Where white space stands outside texts.
fn spaces(json: &str) -> impl Iterator<Item = usize> {
    let mut in_text = false;
    let mut escaped = false;
    json.bytes().enumerate().filter_map(move |(place, byte)| {
        if in_text {
            in_text = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            return None;
        }
        in_text = byte == b'"';
        byte.is_ascii_whitespace().then_some(place)
    })
}
