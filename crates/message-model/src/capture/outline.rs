//! What a text is, told by the names of its outermost properties.

use std::fmt;

use serde::Deserialize;
use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::{DecodeError, Message, Object};

/// The outermost level of a capture: enough to recognise its shape.
#[derive(Debug)]
pub(super) enum Outline {
    Object(Marks),
    Array(Vec<Marks>),
}

/// The shape that an object's property names indicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    Notification,
    Listing,
    Conversation,
    Message,
}

impl Marks {
    /// The shape that a property of this name indicates, whatever its value.
    pub(super) fn of(name: &str) -> Option<Self> {
        match name {
            "eventBody" => Some(Self::Notification),
            "entities" => Some(Self::Listing),
            "participants" => Some(Self::Conversation),
            name => Message::definition().property(name).map(|_| Self::Message),
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Notification => "notification",
            Self::Listing => "listing",
            Self::Conversation => "conversation",
            Self::Message => "leg",
        }
    }

    fn read<'de, A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
        let mut found: Option<Self> = None;
        while let Some((name, _)) = map.next_entry::<String, IgnoredAny>()? {
            let Some(mark) = Self::of(&name) else {
                continue;
            };
            // The outermost envelope wins: a notification may also have an `id`, as a leg does.
            found = Some(found.map_or(mark, |other| {
                if (mark as u8) < other as u8 {
                    mark
                } else {
                    other
                }
            }));
        }
        found.ok_or_else(|| serde::de::Error::custom(EXPECTED))
    }
}

const EXPECTED: &str = "expected a Message, a Conversation, a listing with `entities`, a notification with \
                        `eventBody`, or an array of these, found an object with none of their properties";

impl<'de> Deserialize<'de> for Marks {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MarksVisitor;

        impl<'de> Visitor<'de> for MarksVisitor {
            type Value = Marks;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a Message, a Conversation, a listing or a notification")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Marks, A::Error> {
                Marks::read(map)
            }
        }

        deserializer.deserialize_map(MarksVisitor)
    }
}

impl<'de> Deserialize<'de> for Outline {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OutlineVisitor;

        impl<'de> Visitor<'de> for OutlineVisitor {
            type Value = Outline;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(
                    "a Message, a Conversation, a listing, a notification, or an array of these",
                )
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Outline, A::Error> {
                Marks::read(map).map(Outline::Object)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Outline, A::Error> {
                let mut elements = Vec::new();
                while let Some(marks) = sequence.next_element()? {
                    elements.push(marks);
                }
                Ok(Outline::Array(elements))
            }
        }

        deserializer.deserialize_any(OutlineVisitor)
    }
}

/// The elements of an array, as slices of its text.
pub(super) fn elements(json: &str) -> Result<Vec<&RawValue>, DecodeError> {
    serde_json::from_str(json).map_err(DecodeError::at_top)
}
