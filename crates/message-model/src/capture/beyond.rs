//! Finding what a payload has that no known release has.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

use crate::value::text_walk::{Name, Path, shown};
use crate::{Payload, Type, printable};

/// A property or enum value that no known release has, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Beyond {
    /// The path from the top of the payload, such as `participants[2].messages[0].mood`.
    pub path: String,
    /// Whether the property itself or its value is unknown.
    pub what: BeyondKind,
}

/// What no known release has: a property, or a value of a known property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BeyondKind {
    /// The property itself.
    Property,
    /// The value of an enum property, shortened to fit on a line.
    Value(String),
}

impl fmt::Display for Beyond {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = printable(&self.path);
        match &self.what {
            BeyondKind::Property => write!(f, "{path}: no known release has this property"),
            BeyondKind::Value(text) => write!(f, "{path}: no known release has the value {text:?}"),
        }
    }
}

impl Payload {
    /// Finds the properties and enum values that no known release has, in the order received.
    ///
    /// `received` is the text that this payload was read from. What the notification topics of
    /// conversations have counts as known, even if the API does not have it. What the contract of
    /// `Message` does not describe is not reported: the envelope of a listing or notification, and
    /// participants that are a leg themselves, as in the views of a single medium.
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
        let root = self.root();
        let mut path = Path::default();
        match self {
            Self::One(_) => walk(&mut path, received, root[0], &mut found),
            Self::Many(_) => {
                let elements: Vec<&RawValue> = serde_json::from_str(received).unwrap_or_default();
                for (index, (element, shape)) in elements.into_iter().zip(root).enumerate() {
                    path.element(index, |path| walk(path, element.get(), shape, &mut found));
                }
            }
        }
        found
    }
}

fn walk(path: &mut Path, json: &str, expected: Type, found: &mut Vec<Beyond>) {
    // If `json` is not the text that the payload was read from, the walk ends where the two differ.
    let walk = Walk {
        expected,
        in_topics: &[],
        path,
        found,
    };
    let _ = walk.deserialize(&mut serde_json::Deserializer::from_str(json));
}

/// One pass over the text, guided by the types of the model: each value is read once, at any depth.
struct Walk<'a> {
    expected: Type,
    /// The values that this enum has in notification topics but not in the API.
    in_topics: &'static [&'static str],
    path: &'a mut Path,
    found: &'a mut Vec<Beyond>,
}

/// The properties that objects have in the notification topics of conversations but not in the API
/// (documented: `ConversationEventTopicMessage` and its `errorInfo` at release 269).
const PROPERTIES_IN_TOPICS: [(&str, &str); 2] =
    [("Message", "messagesTranscriptUri"), ("ErrorBody", "uri")];

/// The values that a property has in those topics but not in the API (documented in the same
/// models).
fn values_in_topics(definition: &str, property: &str) -> &'static [&'static str] {
    match (definition, property) {
        ("Message", "type") => &["viber", "wechat"],
        ("Message", "disconnectType") => &["endpoint.dnd", "transfer.dnd"],
        _ => &[],
    }
}

impl Walk<'_> {
    fn inside(&mut self, expected: Type, in_topics: &'static [&'static str]) -> Walk<'_> {
        Walk {
            expected,
            in_topics,
            path: self.path,
            found: self.found,
        }
    }

    fn find(&mut self, what: BeyondKind) {
        self.found.push(Beyond {
            path: self.path.to_string(),
            what,
        });
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.expected {
            Type::Object(_) | Type::Array(_) | Type::Enum(_) => deserializer.deserialize_any(self),
            Type::String
            | Type::Boolean
            | Type::Integer
            | Type::Number
            | Type::DateTime
            | Type::Map(_)
            | Type::Opaque => IgnoredAny::deserialize(deserializer).map(drop),
        }
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what the payload was read from")
    }

    /// Null reads as absent.
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(mut self, text: &str) -> Result<(), E> {
        if let Type::Enum(texts) = self.expected
            && !texts.contains(&text)
            && !self.in_topics.contains(&text)
        {
            self.find(BeyondKind::Value(shown(text)));
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
            let element = elements.next_element_seed(self.inside(expected, &[]))?;
            self.path.leave(outer);
            if element.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut properties: A) -> Result<(), A::Error> {
        let Type::Object(definition) = self.expected else {
            while properties.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(());
        };
        let definition = definition();
        let found_before = self.found.len();
        let mut is_leg = false;
        while let Some(Name(name)) = properties.next_key()? {
            let known = definition.property(&name);
            let outer = self.path.enter_property(&name);
            let in_topics = PROPERTIES_IN_TOPICS.contains(&(definition.name, &name));
            if known.is_none() && !in_topics && !definition.is_envelope() {
                self.find(BeyondKind::Property);
            }
            let expected = known.map_or(Type::Opaque, |known| known.value);
            properties
                .next_value_seed(self.inside(expected, values_in_topics(definition.name, &name)))?;
            self.path.leave(outer);
            is_leg |= definition.name == "Participant" && name == "state";
        }
        if is_leg {
            self.found.truncate(found_before);
        }
        Ok(())
    }
}
