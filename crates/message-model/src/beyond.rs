//! What a payload has that no known release has.

use std::fmt;

use serde_json::value::RawValue;

use crate::text_walk::{Entries, Path, parse, shown};
use crate::{Payload, Type};

/// A property or enum value that no known release has, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Beyond {
    /// The path from the top of the payload.
    pub path: String,
    /// What is not known about it.
    pub what: BeyondKind,
}

/// What about a part of a payload no known release has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BeyondKind {
    /// The property itself.
    Property,
    /// The value of an enum property: its text, cut to fit a line.
    Value(String),
}

impl fmt::Display for Beyond {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            BeyondKind::Property => write!(f, "{}: no known release has this property", self.path),
            BeyondKind::Value(text) => write!(f, "{}: no known release has the value {text:?}", self.path),
        }
    }
}

impl Payload {
    /// The properties and enum values in `received`, the text that the payload was read from, that no known release
    /// has, in the order received. The envelope of a listing or notification is not the contract's and is left out.
    ///
    /// ```
    /// use message_model::Payload;
    ///
    /// let received = r#"{"state": "resting", "mood": 3}"#;
    /// let beyond = Payload::decode(received)?.beyond_contract(received);
    /// assert_eq!(beyond[0].to_string(), r#"state: no known release has the value "resting""#);
    /// assert_eq!(beyond[1].to_string(), "mood: no known release has this property");
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    pub fn beyond_contract(&self, received: &str) -> Vec<Beyond> {
        let mut found = Vec::new();
        let Ok(received) = serde_json::from_str::<&RawValue>(received) else {
            return found;
        };
        let root = self.root();
        let path = &mut Path::default();
        match self {
            Self::One(_) => walk(path, received, root[0], &mut found),
            Self::Many(_) => {
                let elements = parse::<Vec<&RawValue>>(received).unwrap_or_default();
                for (index, (element, shape)) in elements.into_iter().zip(root).enumerate() {
                    path.element(index, |path| walk(path, element, shape, &mut found));
                }
            }
        }
        found
    }
}

fn walk(path: &mut Path, value: &RawValue, expected: Type, found: &mut Vec<Beyond>) {
    match expected {
        Type::Object(definition) => {
            let definition = definition();
            let Entries(entries) = parse(value).unwrap_or_default();
            for (name, value) in entries {
                path.property(&name, |path| match definition.property(&name) {
                    Some(known) => walk(path, value, known.value, found),
                    None if definition.is_envelope() => {}
                    None => found.push(Beyond { path: path.to_string(), what: BeyondKind::Property }),
                });
            }
        }
        Type::Array(element) => {
            for (index, value) in parse::<Vec<&RawValue>>(value).unwrap_or_default().into_iter().enumerate() {
                path.element(index, |path| walk(path, value, *element, found));
            }
        }
        Type::Enum(texts) => {
            let text: Option<String> = parse(value);
            if let Some(text) = text.filter(|text| !texts.contains(&text.as_str())) {
                found.push(Beyond { path: path.to_string(), what: BeyondKind::Value(shown(&text)) });
            }
        }
        Type::String | Type::Boolean | Type::Integer | Type::Number | Type::DateTime | Type::Map(_) | Type::Opaque => {}
    }
}
