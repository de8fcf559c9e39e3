//! What a capture may hold: a leg, a conversation, or an envelope around conversations.
//!
//! Captures come from an API answer, a listing or a web socket, alone or collected in an array. A [`Payload`] tells
//! them apart by the properties that only they have, keeps the envelope without loss and hands out the documents.

use std::fmt;

use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::density::too_dense;
use crate::object::{Object, object};
use crate::{Conversation, DecodeError, Message, Type, WireValue, decode};

object! {
    /// A page of conversations, as `GET /api/v2/conversations` answers it (documented).
    ConversationEntityListing {
        /// The conversations.
        "entities" since "19.0.0" => entities: Vec<Conversation>,
    }
}

object! {
    /// A notification about a conversation, as the web socket sends it (observed).
    ConversationNotification {
        /// The topic that was subscribed to, such as `v2.users.{id}.conversations`.
        "topicName" since "19.0.0" => topic_name: String,
        /// The conversation, with the properties that notifications leave out or add.
        "eventBody" since "19.0.0" => event_body: Conversation,
    }
}

/// A capture of any of the known shapes.
///
/// ```
/// use message_model::{Document, Payload};
///
/// let capture = r#"[{"topicName": "v2.users.a.conversations", "eventBody": {"participants": []}}]"#;
/// let payload = Payload::decode(capture)?;
/// let documents: Vec<Document<'_>> = payload.documents().collect();
/// assert_eq!(documents[0].path, "[0].eventBody");
/// assert!(documents[0].notification);
/// # Ok::<(), message_model::DecodeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payload {
    /// One of the shapes.
    One(Shape),
    /// An array of them.
    Many(Vec<Shape>),
}

/// One of the shapes that a capture may have.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// A message leg: an object with any property of [`Message`] and none that marks the others.
    Message(Box<Message>),
    /// A conversation, or the body of a notification about one: an object with `participants`.
    Conversation(Box<Conversation>),
    /// A page of conversations: an object with `entities`.
    Listing(Box<ConversationEntityListing>),
    /// A notification in its envelope: an object with `eventBody`.
    Notification(Box<ConversationNotification>),
}

/// A leg or conversation that a payload holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentContent<'a> {
    /// A message leg by itself.
    Message(&'a Message),
    /// A conversation.
    Conversation(&'a Conversation),
}

/// A leg or conversation, and where it stands in its payload.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Document<'a> {
    /// The path from the top of the payload, such as `entities[3]`; empty when the payload is the document.
    pub path: String,
    /// What stands there.
    pub content: DocumentContent<'a>,
    /// Whether it came in the envelope of a notification.
    pub notification: bool,
}

impl Payload {
    /// Reads a capture.
    ///
    /// # Errors
    /// Text that is not JSON, an object of no known shape, or a value of another type than the contract's, with the
    /// path from the top of the capture. A text of more than 64 KiB with less than 48 bytes for each object or 8
    /// for each value, which no platform writes, and which would take memory out of proportion to it.
    pub fn decode(json: impl AsRef<[u8]>) -> Result<Self, DecodeError> {
        let json = json.as_ref();
        if let Some(reason) = too_dense(json) {
            return Err(DecodeError::of_whole(reason));
        }
        match decode::<Outline>(json)? {
            Outline::Object(marks) => Shape::decode(json, marks).map(Self::One),
            Outline::Array(outlines) => {
                let elements: Vec<&RawValue> = borrow(json)?;
                let shapes = elements.iter().zip(outlines).enumerate().map(|(index, (element, marks))| {
                    Shape::decode(element.get().as_bytes(), marks).map_err(|error| {
                        let start = element.get().as_ptr() as usize - json.as_ptr() as usize;
                        error.within(format_args!("[{index}]"), &json[..start])
                    })
                });
                shapes.collect::<Result<_, _>>().map(Self::Many)
            }
        }
    }

    /// The legs and conversations that the payload holds, in its order.
    pub fn documents(&self) -> impl Iterator<Item = Document<'_>> {
        let (shapes, many) = match self {
            Self::One(shape) => (std::slice::from_ref(shape), false),
            Self::Many(shapes) => (shapes.as_slice(), true),
        };
        shapes.iter().enumerate().flat_map(move |(index, shape)| {
            let prefix = if many { format!("[{index}]") } else { String::new() };
            shape.documents(&prefix)
        })
    }

    /// The type of the payload as data, to walk its text with.
    pub(crate) fn root(&self) -> Vec<Type> {
        match self {
            Self::One(shape) => vec![shape.root()],
            Self::Many(shapes) => shapes.iter().map(Shape::root).collect(),
        }
    }
}

impl Shape {
    fn decode(json: &[u8], marks: Marks) -> Result<Self, DecodeError> {
        match marks {
            Marks::Notification => decode(json).map(Self::Notification),
            Marks::Listing => decode(json).map(Self::Listing),
            Marks::Conversation => decode(json).map(Self::Conversation),
            Marks::Message => decode(json).map(Self::Message),
        }
    }

    fn documents(&self, prefix: &str) -> Vec<Document<'_>> {
        let document = |path: String, content, notification| Document { path, content, notification };
        let property = |name: &str| if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
        match self {
            Self::Message(message) => vec![document(prefix.to_owned(), DocumentContent::Message(message), false)],
            Self::Conversation(conversation) => {
                vec![document(prefix.to_owned(), DocumentContent::Conversation(conversation), false)]
            }
            Self::Listing(listing) => {
                let entities = property("entities");
                let conversations = listing.entities.iter().flatten().enumerate();
                conversations
                    .map(|(index, one)| {
                        document(format!("{entities}[{index}]"), DocumentContent::Conversation(one), false)
                    })
                    .collect()
            }
            Self::Notification(notification) => {
                let body = notification.event_body.iter();
                body.map(|one| document(property("eventBody"), DocumentContent::Conversation(one), true)).collect()
            }
        }
    }

    fn root(&self) -> Type {
        match self {
            Self::Message(_) => Message::TYPE,
            Self::Conversation(_) => Conversation::TYPE,
            Self::Listing(_) => ConversationEntityListing::TYPE,
            Self::Notification(_) => ConversationNotification::TYPE,
        }
    }
}

impl Serialize for Payload {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::One(shape) => shape.serialize(serializer),
            Self::Many(shapes) => shapes.serialize(serializer),
        }
    }
}

impl Serialize for Shape {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Message(message) => message.serialize(serializer),
            Self::Conversation(conversation) => conversation.serialize(serializer),
            Self::Listing(listing) => listing.serialize(serializer),
            Self::Notification(notification) => notification.serialize(serializer),
        }
    }
}

/// The top of a capture: enough to tell its shape.
enum Outline {
    Object(Marks),
    Array(Vec<Marks>),
}

/// What the names of an object's properties say of its shape.
#[derive(Clone, Copy)]
enum Marks {
    Notification,
    Listing,
    Conversation,
    Message,
}

impl Marks {
    fn read<'de, A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
        let mut found: Option<Self> = None;
        while let Some((name, _)) = map.next_entry::<String, IgnoredAny>()? {
            let mark = match name.as_str() {
                "eventBody" => Self::Notification,
                "entities" => Self::Listing,
                "participants" => Self::Conversation,
                name if Message::definition().property(name).is_some() => Self::Message,
                _ => continue,
            };
            // The outermost envelope wins: a notification may have an `id` as a leg has.
            found = Some(found.map_or(mark, |other| if (mark as u8) < other as u8 { mark } else { other }));
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
                f.write_str("a Message, a Conversation, a listing, a notification, or an array of these")
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

/// The elements of an array that is known to be well-formed, as slices of its text.
fn borrow(json: &[u8]) -> Result<Vec<&RawValue>, DecodeError> {
    serde_json::from_slice(json).map_err(DecodeError::at_top)
}
