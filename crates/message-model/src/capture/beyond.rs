//! Finding what a payload has that no known release has, and nulls that a client cannot read.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

use super::payload::Payload;
use crate::contract::Contract;
use crate::value::text_walk::{Path, Text, shown};
use crate::{Type, printable};

/// A property or enum value that no known release has, or a null that a client cannot read, and
/// where it is.
///
/// ```
/// use message_model::Capture;
///
/// let beyond = Capture::read(r#"{"state": "connected", "PeerID": "a"}"#)?.beyond_contract();
/// assert_eq!((beyond[0].path.as_str(), beyond[0].meant), ("PeerID", Some("peerId")));
/// # Ok::<(), message_model::DecodeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Beyond {
    /// The path from the top of the payload, such as `participants[2].messages[0].mood`.
    pub path: String,
    /// Whether the property itself or its value is unknown.
    pub what: BeyondKind,
    /// The known name or value that was probably meant: one that differs in a letter at most, or in
    /// upper and lower case, hyphens and underscores.
    pub meant: Option<&'static str>,
}

/// What no known release has: a property, or a value of a known property.
///
/// ```
/// use message_model::{BeyondKind, Capture};
///
/// let beyond = Capture::read(r#"{"state": "resting", "mood": 3}"#)?.beyond_contract();
/// let kinds: Vec<_> = beyond.into_iter().map(|one| one.what).collect();
/// assert_eq!(kinds, [BeyondKind::Value("resting".to_owned()), BeyondKind::Property]);
/// # Ok::<(), message_model::DecodeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BeyondKind {
    /// The property itself.
    Property,
    /// The value of an enum property, shortened to fit on a line.
    Value(String),
    /// A null where a known release has an enum property. The platform's Python client raises an
    /// error on it and loses the whole response (observed with 19.0.0 and 269.0.0); it reads null
    /// elsewhere as absent.
    Null,
    /// A null where every entry has a value, such as an attribute: it reads as absent.
    NullEntry,
}

impl Beyond {
    /// Whether it is a mistake rather than something new: a client loses the whole response on a
    /// null here, or the property, since clients match names with their case (both observed).
    ///
    /// ```
    /// use message_model::Capture;
    ///
    /// let mistakes = |received: &str| {
    ///     let beyond = Capture::read(received)?.beyond_contract();
    ///     let mistakes = beyond.iter().filter(|one| one.is_mistake()).count();
    ///     Ok::<_, message_model::DecodeError>(mistakes)
    /// };
    /// assert_eq!(mistakes(r#"{"state": null, "PeerID": "a"}"#)?, 2);
    /// assert_eq!(mistakes(r#"{"state": "resting", "mood": 3}"#)?, 0);
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    #[must_use]
    pub fn is_mistake(&self) -> bool {
        match self.what {
            BeyondKind::Null => true,
            BeyondKind::Property => self.meant.is_some_and(|meant| {
                let name = self.path.rsplit('.').next().unwrap_or_default();
                letters(name) == letters(meant)
            }),
            BeyondKind::Value(_) | BeyondKind::NullEntry => false,
        }
    }
}

impl fmt::Display for Beyond {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = printable(&self.path);
        match &self.what {
            BeyondKind::Property => write!(f, "{path}: no known release has this property"),
            BeyondKind::Value(text) => write!(f, "{path}: no known release has the value {text:?}"),
            BeyondKind::NullEntry => write!(
                f,
                "{path}: found null, expected a value or no entry: it is read as absent"
            ),
            BeyondKind::Null => write!(
                f,
                "{path}: found null, expected a value or no property: the platform's Python client \
                 loses the whole response on it"
            ),
        }?;
        match self.meant {
            Some(meant) => write!(f, "; did you mean {meant}?"),
            None => Ok(()),
        }
    }
}

/// Finds what a payload, read from a text, has beyond the contract, in the order received.
pub(super) fn find(payload: &Payload, text: &str) -> Vec<Beyond> {
    let mut found = Vec::new();
    let mut path = Path::default();
    match payload {
        Payload::One(shape) => walk(&mut path, text, shape.in_contract(), &mut found),
        Payload::Many(shapes) => {
            let elements: Vec<&RawValue> = serde_json::from_str(text).unwrap_or_default();
            for (index, (element, shape)) in elements.into_iter().zip(shapes).enumerate() {
                path.element(index, |path| {
                    walk(path, element.get(), shape.in_contract(), &mut found)
                });
            }
        }
    }
    found
}

fn walk(path: &mut Path, json: &str, expected: Type, found: &mut Vec<Beyond>) {
    let walk = Walk {
        expected,
        path,
        found,
    };
    // What was read once is read again without an error.
    let _ = walk.deserialize(&mut serde_json::Deserializer::from_str(json));
}

/// One pass over the text, guided by the types of the model: each value is read once, at any depth.
struct Walk<'a> {
    expected: Type,
    path: &'a mut Path,
    found: &'a mut Vec<Beyond>,
}

impl Walk<'_> {
    fn inside(&mut self, expected: Type) -> Walk<'_> {
        Walk {
            expected,
            path: self.path,
            found: self.found,
        }
    }

    fn find(&mut self, what: BeyondKind, meant: Option<&'static str>) {
        self.found.push(Beyond {
            path: self.path.to_string(),
            what,
            meant,
        });
    }
}

impl Walk<'_> {
    /// The entries of a map, such as attributes: their names are free, and null reads as absent.
    fn entries<'de, A: MapAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        while let Some(Text(name)) = entries.next_key()? {
            let outer = self.path.enter_property(&name);
            let value: Option<IgnoredAny> = entries.next_value()?;
            if value.is_none() {
                self.find(BeyondKind::NullEntry, None);
            }
            self.path.leave(outer);
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.expected {
            Type::Object(_) | Type::Array(_) | Type::Map(_) | Type::Enum(_) => {
                deserializer.deserialize_any(self)
            }
            Type::String
            | Type::Boolean
            | Type::Integer
            | Type::Number
            | Type::DateTime
            | Type::Opaque => IgnoredAny::deserialize(deserializer).map(drop),
        }
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what the payload was read from")
    }

    /// Null reads as absent, but not everywhere by every client.
    fn visit_unit<E>(mut self) -> Result<(), E> {
        if let Type::Enum(_) = self.expected {
            self.find(BeyondKind::Null, None);
        }
        Ok(())
    }

    fn visit_str<E>(mut self, text: &str) -> Result<(), E> {
        if let Type::Enum(texts) = self.expected
            && !texts.contains(&text)
        {
            let meant = misspelt(text, texts.iter().copied());
            self.find(BeyondKind::Value(shown(text)), meant);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<(), A::Error> {
        let expected = if let Type::Array(element) = self.expected {
            *element
        } else {
            Type::Opaque
        };
        for index in 0.. {
            let outer = self.path.enter_element(index);
            let element = elements.next_element_seed(self.inside(expected))?;
            self.path.leave(outer);
            if element.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut properties: A) -> Result<(), A::Error> {
        if let Type::Map(_) = self.expected {
            return self.entries(properties);
        }
        let Type::Object(definition) = self.expected else {
            while properties.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(());
        };
        let definition = definition();
        while let Some(Text(name)) = properties.next_key()? {
            let known = definition.property(&name);
            let outer = self.path.enter_property(&name);
            let is_declared = known.is_some() || is_passed_through(definition.name, &name);
            if !is_declared && !definition.is_envelope() {
                let names = definition.properties.iter().map(|property| property.name);
                self.find(BeyondKind::Property, misspelt(&name, names));
            }
            let expected = known.map_or(Type::Opaque, |known| known.value);
            properties.next_value_seed(self.inside(expected))?;
            self.path.leave(outer);
        }
        Ok(())
    }
}

/// Whether some release declares this property of the object though the model has it not, but
/// passes it through: the catch-all of the classes of older notifications (observed, always empty).
fn is_passed_through(object: &str, name: &str) -> bool {
    let definition = Contract::get().definition(object);
    definition.is_some_and(|definition| definition.property(name).is_some())
}

/// The known name that `found` is a misspelling of: the one with the same letters, or else one that
/// differs in a single letter. Short names differ in a letter by chance.
///
/// [`nearest`](crate::nearest) accepts more, for what a person types and must be wrong; what a
/// payload has may as well be new.
fn misspelt(
    found: &str,
    known: impl Iterator<Item = &'static str> + Clone,
) -> Option<&'static str> {
    const SHORT: usize = 4;
    let found = letters(found);
    let mut with_letters = known.map(|name| (name, letters(name)));
    with_letters
        .clone()
        .find(|(_, known)| *known == found)
        .or_else(|| {
            with_letters.find(|(_, known)| {
                known.len() > SHORT && differ_in_one(found.as_bytes(), known.as_bytes())
            })
        })
        .map(|(name, _)| name)
}

/// A name without what is mistaken most: upper and lower case, hyphens and underscores.
fn letters(name: &str) -> String {
    name.chars()
        .filter(|letter| !matches!(letter, '-' | '_' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether two names differ in one letter: one more, one less, another one, or two in wrong order.
fn differ_in_one(one: &[u8], other: &[u8]) -> bool {
    let same =
        |pairs: &mut dyn Iterator<Item = (&u8, &u8)>| pairs.take_while(|(a, b)| a == b).count();
    let begin = same(&mut one.iter().zip(other));
    let (one, other) = (&one[begin..], &other[begin..]);
    let end = same(&mut one.iter().rev().zip(other.iter().rev()));
    match (&one[..one.len() - end], &other[..other.len() - end]) {
        ([] | [_], [] | [_]) => true,
        ([a, b], [c, d]) => (a, b) == (d, c),
        _ => false,
    }
}
