//! Walking the text of a payload, guided by the types of the contract.
//!
//! The walk reads text rather than typed values, so that it sees what was received and not what
//! this crate made of it. Each level is scanned once for every level above it; documents nest about
//! eight levels deep.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The properties of an object in the order received, with their values as text.
#[derive(Default)]
pub(crate) struct Entries<'a>(pub(crate) Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor;

        impl<'de> Visitor<'de> for EntriesVisitor {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<'de>, A::Error> {
                let mut entries = Vec::new();
                while let Some((Text(name), value)) = map.next_entry()? {
                    entries.push((name, value));
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(EntriesVisitor)
    }
}

/// A text, such as a property name, borrowed unless it contains escapes.
pub(crate) struct Text<'a>(pub(crate) Cow<'a, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;

        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }

        deserializer.deserialize_str(TextVisitor)
    }
}

/// Parses a value that is known to be valid JSON.
pub(crate) fn parse<'a, T: Deserialize<'a>>(value: &'a RawValue) -> Option<T> {
    serde_json::from_str(value.get()).ok()
}

/// A path into a payload, written as `participants[2].messages[0].state`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Path(String);

impl Path {
    /// Calls `inside` with the path extended by a property.
    pub(crate) fn property<R>(&mut self, name: &str, inside: impl FnOnce(&mut Self) -> R) -> R {
        let outer = self.enter_property(name);
        let result = inside(self);
        self.leave(outer);
        result
    }

    /// Calls `inside` with the path extended by an array index.
    pub(crate) fn element<R>(&mut self, index: usize, inside: impl FnOnce(&mut Self) -> R) -> R {
        let outer = self.enter_element(index);
        let result = inside(self);
        self.leave(outer);
        result
    }

    /// Extends the path by a property; pass the result to [`leave`](Self::leave).
    pub(crate) fn enter_property(&mut self, name: &str) -> Outer {
        let outer = Outer(self.0.len());
        if outer.0 > 0 {
            self.0.push('.');
        }
        self.0.push_str(name);
        outer
    }

    /// Extends the path by an array index; pass the result to [`leave`](Self::leave).
    pub(crate) fn enter_element(&mut self, index: usize) -> Outer {
        use std::fmt::Write as _;

        let outer = Outer(self.0.len());
        write!(self.0, "[{index}]").expect("a String takes any text");
        outer
    }

    /// The path; empty at the top.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Restores the path to what it was before the matching `enter_` call.
    pub(crate) fn leave(&mut self, outer: Outer) {
        self.0.truncate(outer.0);
    }
}

/// The length of a path before it was extended.
pub(crate) struct Outer(usize);

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "." } else { &self.0 })
    }
}

/// The text of a value, shortened to fit on a line.
pub(crate) fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown: String = text.chars().take(LONGEST).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}
