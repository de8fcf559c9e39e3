//! Walking the text of a payload along the types of the contract.
//!
//! Text rather than values, so that the walk sees what was received and not what this crate made of it. Each level is
//! scanned once per level above it; documents nest some eight levels deep.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The properties of an object in the order received, with the text of their values.
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
                while let Some((Name(name), value)) = map.next_entry()? {
                    entries.push((name, value));
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(EntriesVisitor)
    }
}

/// A name that is borrowed where it has no escapes.
pub(crate) struct Name<'a>(pub(crate) Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;

        impl<'de> Visitor<'de> for NameVisitor {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a property name")
            }

            fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(name)))
            }

            fn visit_str<E>(self, name: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(name.to_owned())))
            }
        }

        deserializer.deserialize_str(NameVisitor)
    }
}

/// Reads a value that was already found to be JSON.
pub(crate) fn parse<'a, T: Deserialize<'a>>(value: &'a RawValue) -> Option<T> {
    serde_json::from_str(value.get()).ok()
}

/// A path into a payload, written as `participants[2].messages[0].state`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Path(String);

impl Path {
    /// Runs `inside` with the path to a property.
    pub(crate) fn property<R>(&mut self, name: &str, inside: impl FnOnce(&mut Self) -> R) -> R {
        let outer = self.enter_property(name);
        let result = inside(self);
        self.leave(outer);
        result
    }

    /// Runs `inside` with the path to an element.
    pub(crate) fn element<R>(&mut self, index: usize, inside: impl FnOnce(&mut Self) -> R) -> R {
        let outer = self.enter_element(index);
        let result = inside(self);
        self.leave(outer);
        result
    }

    /// Goes on to a property; what is returned leads back.
    pub(crate) fn enter_property(&mut self, name: &str) -> Outer {
        let outer = Outer(self.0.len());
        if outer.0 > 0 {
            self.0.push('.');
        }
        self.0.push_str(name);
        outer
    }

    /// Goes on to an element; what is returned leads back.
    pub(crate) fn enter_element(&mut self, index: usize) -> Outer {
        use std::fmt::Write as _;

        let outer = Outer(self.0.len());
        write!(self.0, "[{index}]").expect("a String takes any text");
        outer
    }

    /// Goes back to where the path was.
    pub(crate) fn leave(&mut self, outer: Outer) {
        self.0.truncate(outer.0);
    }
}

/// The length of a path before it went on.
pub(crate) struct Outer(usize);

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "." } else { &self.0 })
    }
}

/// The text of a value cut to a length that fits a line.
pub(crate) fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown: String = text.chars().take(LONGEST).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}
