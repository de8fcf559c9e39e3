//! Comparing a value with a text as it would be written, without writing it.
//!
//! Most texts were written as this crate writes. Then nothing is lost by reading them, and what is
//! new in them is in the values; both are told by one pass that copies nothing. A text that was
//! written in another way says nothing here: it has to be compared value by value.

use std::collections::BTreeMap;

use crate::value::definition::Property;
use crate::{Id, Number, RawJson, Timestamp, UnknownProperties};

/// What is left of a text while values are found in it. Public in name only, as [`Written`].
pub struct Rest<'t> {
    text: &'t [u8],
    has_news: bool,
}

impl<'t> Rest<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        Self {
            text: text.as_bytes(),
            has_news: false,
        }
    }

    /// Whether nothing is left.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether a property or value was met that this crate does not know.
    pub(crate) fn has_news(&self) -> bool {
        self.has_news
    }

    /// Notes that a property or value was met that this crate does not know.
    pub(crate) fn note_news(&mut self) {
        self.has_news = true;
    }

    /// Takes these bytes, if they come next.
    #[inline]
    pub(crate) fn take(&mut self, bytes: &[u8]) -> bool {
        match self.text.strip_prefix(bytes) {
            Some(rest) => {
                self.text = rest;
                true
            }
            None => false,
        }
    }

    /// Takes what begins or separates the parts of an object or array: a bracket before the first,
    /// then commas.
    #[inline]
    pub(crate) fn take_before_part(&mut self, mark: &mut u8) -> bool {
        let is_next = self.take(&[*mark]);
        *mark = b',';
        is_next
    }

    /// Takes a property, if it is present.
    pub(crate) fn take_property<T: Written>(
        &mut self,
        mark: &mut u8,
        name: &str,
        value: Option<&T>,
    ) -> bool {
        let Some(value) = value else { return true };
        self.take_before_part(mark)
            && self.take_string(name)
            && self.take(b":")
            && value.take_from(self)
    }

    /// Takes the properties that an object does not know. None of them may have the name of one
    /// that it knows: such an object cannot be written.
    pub(crate) fn take_unknown(
        &mut self,
        mark: &mut u8,
        unknown: &UnknownProperties,
        known: &[Property],
    ) -> bool {
        let mut unknown = unknown.iter();
        unknown.all(|(name, value)| {
            self.note_news();
            let is_known = known.iter().any(|property| property.name == name);
            !is_known && self.take_property(mark, name, Some(value))
        })
    }

    /// Takes the end of an object or array, and its begin if it has no parts.
    #[inline]
    pub(crate) fn take_end(&mut self, mark: u8, end: u8) -> bool {
        (mark == b',' || self.take(&[mark])) && self.take(&[end])
    }

    /// Takes a string with this text.
    #[inline]
    pub(crate) fn take_string(&mut self, text: &str) -> bool {
        if is_escaped(text) {
            return serde_json::to_string(text).is_ok_and(|json| self.take(json.as_bytes()));
        }
        self.take(b"\"") && self.take(text.as_bytes()) && self.take(b"\"")
    }
}

/// Whether a letter of the text is escaped in JSON. Without a branch for each byte, the compiler
/// looks at many at once.
fn is_escaped(text: &str) -> bool {
    text.bytes().fold(false, |found, byte| {
        found | (byte < b' ') | (byte == b'"') | (byte == b'\\')
    })
}

/// A type whose values can be found in a text. Public in name only: other crates cannot reach it.
pub trait Written {
    /// Takes this value from the text, if it comes next just as it would be written.
    #[doc(hidden)]
    fn take_from(&self, rest: &mut Rest<'_>) -> bool;
}

impl Written for String {
    fn take_from(&self, rest: &mut Rest<'_>) -> bool {
        rest.take_string(self)
    }
}

impl Written for bool {
    fn take_from(&self, rest: &mut Rest<'_>) -> bool {
        rest.take(if *self { b"true" } else { b"false" })
    }
}

impl Written for i64 {
    fn take_from(&self, rest: &mut Rest<'_>) -> bool {
        let mut digits = [0; 20];
        let mut begin = digits.len();
        let mut left = self.unsigned_abs();
        while left > 0 || begin == digits.len() {
            begin -= 1;
            digits[begin] = b'0' + (left % 10) as u8;
            left /= 10;
        }
        (*self >= 0 || rest.take(b"-")) && rest.take(&digits[begin..])
    }
}

impl Written for Timestamp {
    fn take_from(&self, rest: &mut Rest<'_>) -> bool {
        let (buffer, length) = self.format();
        rest.take(b"\"") && rest.take(&buffer[..length]) && rest.take(b"\"")
    }
}

impl Written for Id {
    fn take_from(&self, rest: &mut Rest<'_>) -> bool {
        self.with_text(|text| rest.take_string(text))
    }
}

impl Written for Number {
    fn take_from(&self, rest: &mut Rest<'_>) -> bool {
        rest.take(self.as_str().as_bytes())
    }
}

impl Written for RawJson {
    fn take_from(&self, rest: &mut Rest<'_>) -> bool {
        rest.take(self.as_str().as_bytes())
    }
}

impl<T: Written> Written for Box<T> {
    fn take_from(&self, rest: &mut Rest<'_>) -> bool {
        (**self).take_from(rest)
    }
}

impl<T: Written> Written for Vec<T> {
    fn take_from(&self, rest: &mut Rest<'_>) -> bool {
        let mut mark = b'[';
        let mut elements = self.iter();
        elements.all(|element| rest.take_before_part(&mut mark) && element.take_from(rest))
            && rest.take_end(mark, b']')
    }
}

impl<T: Written> Written for BTreeMap<String, T> {
    fn take_from(&self, rest: &mut Rest<'_>) -> bool {
        let mut mark = b'{';
        let mut entries = self.iter();
        entries.all(|(name, value)| {
            rest.take_before_part(&mut mark)
                && rest.take_string(name)
                && rest.take(b":")
                && value.take_from(rest)
        }) && rest.take_end(mark, b'}')
    }
}
