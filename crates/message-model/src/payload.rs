//! Captures: a leg, a conversation, or an envelope around conversations.
//!
//! Captures come from an API response, a listing or a web socket, alone or collected in an array. A [`Payload`] tells
//! these shapes apart by their distinctive properties, keeps the envelope without loss, and gives access to the legs
//! and conversations inside.

use std::fmt;

use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::density::too_dense;
use crate::object::{Object, object};
use crate::{Conversation, DecodeError, Message, Type, WireValue, decode};

object! {
    /// A page of conversations, as the response of `GET /api/v2/conversations` (documented).
    ///
    /// ```
    /// use message_model::{decode, ConversationEntityListing};
    ///
    /// let page: ConversationEntityListing = decode(r#"{"entities": [{"id": "c1"}], "pageSize": 25}"#)?;
    /// assert_eq!(page.entities.as_deref().map(<[_]>::len), Some(1));
    /// assert_eq!(page.unknown.get("pageSize").map(|size| size.as_str()), Some("25"));
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    ConversationEntityListing {
        /// The conversations.
        "entities" since "19.0.0" => entities: Vec<Conversation>,
    }
}

object! {
    /// A notification about a conversation, as received on the web socket (observed).
    ConversationNotification {
        /// The subscribed topic, such as `v2.users.{id}.conversations`.
        "topicName" since "19.0.0" => topic_name: String,
        /// The conversation, without the properties that notifications leave out and with those that they add.
        "eventBody" since "19.0.0" => event_body: Conversation,
    }
}

/// A capture of any known shape: an API response, a listing, a notification, or an array of these.
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
    /// A single leg, conversation, listing or notification.
    One(Shape),
    /// An array of them, in any mixture.
    Many(Vec<Shape>),
}

/// The shape of one captured JSON object, recognised by its properties.
///
/// ```
/// use message_model::{Payload, Shape};
///
/// let payload = Payload::decode(r#"{"entities": []}"#)?;
/// assert!(matches!(payload, Payload::One(Shape::Listing(_))));
/// # Ok::<(), message_model::DecodeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// A message leg: an object with any property of [`Message`], and none that identifies another shape.
    Message(Box<Message>),
    /// A conversation, or the body of a notification about one: an object with `participants`.
    Conversation(Box<Conversation>),
    /// A page of conversations: an object with `entities`.
    Listing(Box<ConversationEntityListing>),
    /// A notification in its envelope: an object with `eventBody`.
    Notification(Box<ConversationNotification>),
}

/// A leg or conversation inside a payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentContent<'a> {
    /// A message leg outside of any conversation.
    Message(&'a Message),
    /// A conversation.
    Conversation(&'a Conversation),
}

/// A leg or conversation inside a payload, with the path to it. [`Payload`] has an example.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Document<'a> {
    /// The path from the top of the payload, such as `entities[3]`; empty if the document is the whole payload.
    pub path: String,
    /// The leg or conversation.
    pub content: DocumentContent<'a>,
    /// Whether the document came in a notification envelope.
    pub notification: bool,
}

impl Payload {
    /// Reads a capture, recognising its shape.
    ///
    /// # Errors
    /// Fails if the text is not JSON, if an object has no known shape, or if a value's type differs from the
    /// contract's; the error has the path from the top of the capture. Also fails if a text of more than 64 KiB has
    /// fewer than 48 bytes per object or 8 per value: no platform writes such a text, and it would take memory out of
    /// proportion to its size.
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

    /// The legs and conversations in the payload, in order. See [`Payload`] for an example.
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

    /// The type of each element of the payload, for walking its text.
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

/// The outermost level of a capture: enough to recognise its shape.
enum Outline {
    Object(Marks),
    Array(Vec<Marks>),
}

/// The shape that an object's property names indicate.
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
            // The outermost envelope wins: a notification may also have an `id`, as a leg does.
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

/// The elements of an array, as slices of its text.
fn borrow(json: &[u8]) -> Result<Vec<&RawValue>, DecodeError> {
    serde_json::from_slice(json).map_err(DecodeError::at_top)
}
