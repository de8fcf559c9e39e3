//! Identifiers as the platform writes them.

use std::fmt;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// The identifier of a leg, participant, conversation, message or other entity.
///
/// The platform's own identifiers are UUIDs in canonical form (lower case, with hyphens).
/// Identifiers of other systems, and placeholders in recorded payloads, can be any text. A
/// canonical UUID is stored in 16 bytes and anything else as received, so that writing gives back
/// exactly what was read. Comparison is by the text, so case counts.
///
/// ```
/// use message_model::Id;
///
/// let leg = Id::from("dd754eed-0729-420f-934a-491b22cf4940");
/// assert!(leg.as_uuid().is_some());
/// let upper_case = Id::from("DD754EED-0729-420F-934A-491B22CF4940");
/// assert!(upper_case.as_uuid().is_none(), "kept as text, to be written as it was");
/// assert_ne!(leg, upper_case);
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Repr);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Repr {
    Uuid(Uuid),
    /// Never a canonical UUID.
    Text(Box<str>),
}

impl Id {
    /// The UUID, if the identifier is one in canonical form; otherwise `None`.
    ///
    /// ```
    /// use message_model::Id;
    ///
    /// let text = "dd754eed-0729-420f-934a-491b22cf4940";
    /// assert_eq!(Id::from(text).as_uuid().map(|uuid| uuid.to_string()).as_deref(), Some(text));
    /// assert_eq!(Id::from("not-a-uuid").as_uuid(), None);
    /// ```
    pub fn as_uuid(&self) -> Option<Uuid> {
        match self.0 {
            Repr::Uuid(uuid) => Some(uuid),
            Repr::Text(_) => None,
        }
    }

    /// Calls `read` with the identifier's text, without allocating.
    pub(crate) fn with_text<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        match &self.0 {
            Repr::Uuid(uuid) => read(uuid.hyphenated().encode_lower(&mut Uuid::encode_buffer())),
            Repr::Text(text) => read(text),
        }
    }
}

impl From<Uuid> for Id {
    fn from(uuid: Uuid) -> Self {
        Self(Repr::Uuid(uuid))
    }
}

impl From<&str> for Id {
    fn from(text: &str) -> Self {
        Self(canonical_uuid(text).map_or_else(|| Repr::Text(text.into()), Repr::Uuid))
    }
}

impl From<String> for Id {
    fn from(text: String) -> Self {
        Self(canonical_uuid(&text).map_or_else(|| Repr::Text(text.into()), Repr::Uuid))
    }
}

/// The UUID whose canonical form is `text`; `None` if `text` is not a canonical UUID.
fn canonical_uuid(text: &str) -> Option<Uuid> {
    let canonical = text.len() == uuid::fmt::Hyphenated::LENGTH
        && !text.bytes().any(|byte| byte.is_ascii_uppercase());
    // Of 36 characters, only the hyphenated form parses: the others are 32, 38 or 45 long.
    if canonical {
        Uuid::try_parse(text).ok()
    } else {
        None
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.with_text(|text| f.pad(text))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.with_text(|text| fmt::Debug::fmt(text, f))
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.with_text(|text| serializer.serialize_str(text))
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct IdVisitor;

        impl Visitor<'_> for IdVisitor {
            type Value = Id;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an identifier as text")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Id, E> {
                Ok(Id::from(text))
            }
        }

        deserializer.deserialize_str(IdVisitor)
    }
}
