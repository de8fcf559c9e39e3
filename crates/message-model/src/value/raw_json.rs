//! JSON values that are passed through as received.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::value::decode::{DecodeError, EncodeError, encode, from_json};

/// A JSON value, stored as its text: numbers keep their digits, objects their order and strings
/// their escapes.
///
/// Only white space between tokens is dropped, so that a value fits on a line of JSONL. Two values
/// are equal if their texts are.
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
    /// Parses `text` as one JSON value.
    ///
    /// ```
    /// use message_model::RawJson;
    ///
    /// assert!(RawJson::from_text("{} {}").is_err(), "these are two values");
    /// assert_eq!(RawJson::from_text(" 1.10 ")?.as_str(), "1.10");
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    ///
    /// # Errors
    /// Fails if the text is not exactly one JSON value.
    pub fn from_text(text: &str) -> Result<Self, DecodeError> {
        from_json(text.as_bytes())
    }

    /// The JSON value that `value` serializes to.
    ///
    /// ```
    /// use message_model::RawJson;
    ///
    /// assert_eq!(RawJson::from_value(&[1, 2])?.as_str(), "[1,2]");
    /// # Ok::<(), message_model::EncodeError>(())
    /// ```
    ///
    /// # Errors
    /// Fails if `value` cannot be written as JSON.
    pub fn from_value<T: Serialize>(value: &T) -> Result<Self, EncodeError> {
        let text = encode(value)?;
        Ok(Self(
            RawValue::from_string(text).expect("an encoder writes JSON"),
        ))
    }

    /// The text, without white space between tokens.
    pub fn as_str(&self) -> &str {
        self.0.get()
    }

    /// Reads the value as a `T`.
    ///
    /// ```
    /// use message_model::RawJson;
    ///
    /// assert_eq!(RawJson::from_text("[1, 2]")?.decode::<Vec<u8>>()?, [1, 2]);
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    ///
    /// # Errors
    /// Fails if the value does not fit a `T`.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        from_json(self.as_str().as_bytes())
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
            Some(text) => {
                RawValue::from_string(text).expect("white space between tokens means nothing")
            }
            None => received,
        }))
    }
}

/// Returns `json` without white space between tokens, or `None` if there is none to remove.
pub(crate) fn compact(json: &str) -> Option<String> {
    // Most values contain no white space at all, which is faster to detect than where strings begin
    // and end: no other byte of JSON is below a space, and checking every byte without a branch
    // lets the compiler vectorise the loop.
    if !json
        .bytes()
        .fold(false, |found, byte| found | (byte <= b' '))
    {
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

/// The positions of white space outside strings.
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
