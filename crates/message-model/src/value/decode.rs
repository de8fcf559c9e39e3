//! Reading and writing JSON.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::indent::indented;
use super::place::path_to;
use crate::printable;

/// Reads a value of any type, as [`decode`](crate::decode) does.
pub(crate) fn from_json<'de, T: Deserialize<'de>>(json: &'de [u8]) -> Result<T, DecodeError> {
    // Checked once as a whole, which is several times faster than string by string.
    match str::from_utf8(json) {
        Ok(text) => serde_json::from_str(text),
        Err(_) => Err(not_utf_8(json)),
    }
    .map_err(|error| DecodeError::locate(json, &error))
}

/// The error of serde_json about bytes that are no text.
fn not_utf_8(json: &[u8]) -> serde_json::Error {
    serde_json::from_slice::<serde_json::Value>(json).expect_err("a part of it is no text")
}

/// Writes a value as JSON on one line.
///
/// # Errors
/// Fails if the value has an unknown property whose name the object itself knows.
///
/// ```
/// use message_model::{encode, Message, MessageState};
///
/// let mut message = Message::default();
/// message.state = Some(MessageState::Connected);
/// assert_eq!(encode(&message)?, r#"{"state":"connected"}"#);
/// # Ok::<(), message_model::EncodeError>(())
/// ```
pub fn encode<T: Serialize>(value: &T) -> Result<String, EncodeError> {
    serde_json::to_string(value).map_err(EncodeError)
}

/// Writes a value as indented JSON: two spaces of indentation, one property per line. Unknown
/// values stay on one line.
///
/// ```
/// use message_model::{encode_pretty, Message, MessageState};
///
/// let mut message = Message::default();
/// message.state = Some(MessageState::Connected);
/// assert_eq!(encode_pretty(&message)?, "{\n  \"state\": \"connected\"\n}");
/// # Ok::<(), message_model::EncodeError>(())
/// ```
///
/// # Errors
/// The same as [`encode`].
pub fn encode_pretty<T: Serialize>(value: &T) -> Result<String, EncodeError> {
    Ok(indented(&encode(value)?))
}

/// Why a payload could not be read, with the path, line and column of the error.
///
/// ```
/// use message_model::{decode, Message};
///
/// let error = decode::<Message>("{\n  \"held\": \"no\"\n}").unwrap_err();
/// assert_eq!((error.path(), error.line()), ("held", 2));
/// assert_eq!(error.reason(), "invalid type: string \"no\", expected a boolean");
/// ```
#[derive(Debug)]
pub struct DecodeError {
    path: String,
    line: usize,
    column: usize,
    reason: String,
}

impl DecodeError {
    /// An error of serde_json in this text.
    fn locate(json: &[u8], error: &serde_json::Error) -> Self {
        Self {
            path: path_to(json, error),
            line: error.line(),
            column: error.column(),
            reason: reason_of(error),
        }
    }

    /// An error about the input as a whole, with a reason of our own.
    pub(crate) fn of_whole(reason: String) -> Self {
        Self {
            path: String::from("."),
            line: 1,
            column: 1,
            reason,
        }
    }

    /// An error in `part`, a slice of `json`, at the given path.
    pub(crate) fn in_part(json: &str, part: &str, path: String, reason: &str) -> Self {
        let start = part.as_ptr().addr() - json.as_ptr().addr();
        let before = &json[..start];
        let line_start = before.rfind('\n').map_or(0, |place| place + 1);
        let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
        Self {
            path,
            line,
            column: start - line_start + 1,
            reason: reason.to_owned(),
        }
    }

    /// The same error, seen from an enclosing value: `outer` is the path to the value that was
    /// read, `before` the input that precedes it.
    pub(crate) fn within(mut self, outer: fmt::Arguments<'_>, before: &[u8]) -> Self {
        let lines_before = before.iter().filter(|&&byte| byte == b'\n').count();
        if self.line == 1 {
            self.column += before
                .iter()
                .rev()
                .take_while(|&&byte| byte != b'\n')
                .count();
        }
        self.line += lines_before;
        self.path = if self.path == "." {
            outer.to_string()
        } else {
            format!("{outer}.{}", self.path)
        };
        self
    }

    /// The path to the error, such as `participants[2].messages[0].connectedTime`; `.` for the
    /// whole value.
    ///
    /// ```
    /// use message_model::{Message, decode};
    ///
    /// let error = decode::<Message>("{\n  \"connectedTime\": \"soon\"\n}").unwrap_err();
    /// assert_eq!(error.path(), "connectedTime");
    /// ```
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The line number, counted from 1.
    ///
    /// ```
    /// use message_model::{Message, decode};
    ///
    /// let error = decode::<Message>("{\n  \"connectedTime\": \"soon\"\n}").unwrap_err();
    /// assert_eq!(error.line(), 2);
    /// ```
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in bytes, counted from 1.
    pub fn column(&self) -> usize {
        self.column
    }

    /// What was found and what was expected.
    ///
    /// ```
    /// use message_model::{Message, decode};
    ///
    /// let error = decode::<Message>("{\n  \"connectedTime\": \"soon\"\n}").unwrap_err();
    /// assert!(error.reason().contains("expected an RFC 3339 timestamp"), "{error}");
    /// ```
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path != "." {
            write!(f, "{}: ", printable(&self.path))?;
        }
        write!(
            f,
            "{} (line {}, column {})",
            printable(&self.reason),
            self.line,
            self.column
        )
    }
}

impl std::error::Error for DecodeError {}

/// The reason alone: serde_json's message without the position that it appends.
pub(crate) fn reason_of(error: &serde_json::Error) -> String {
    let place = format!(" at line {} column {}", error.line(), error.column());
    let reason = error.to_string();
    reason.strip_suffix(&place).unwrap_or(&reason).to_owned()
}

/// Why a value could not be written: one of its unknown properties has a name that the object
/// knows.
///
/// ```
/// use message_model::{encode, Message, RawJson};
///
/// let mut message = Message::default();
/// message.unknown.insert("state", RawJson::from_text("1")?);
/// assert!(encode(&message).unwrap_err().to_string().contains("found its property `state`"));
/// # Ok::<(), message_model::DecodeError>(())
/// ```
#[derive(Debug)]
pub struct EncodeError(serde_json::Error);

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl std::error::Error for EncodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}
