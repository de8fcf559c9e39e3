//! Captures: a leg, a conversation, or an envelope around conversations.
//!
//! Captures come from an API response, a listing or a web socket, alone or collected in an array. A
//! [`Payload`] tells these shapes apart by their distinctive properties, keeps the envelope without
//! loss, and gives access to the legs and conversations inside.

use std::fmt;

use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::value::density::too_dense;
use crate::value::text_walk::{Entries, parse};
use crate::{
    Conversation, ConversationEntityListing, ConversationNotification, DecodeError, Message,
    Object, Type, WireValue, decode,
};

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
    /// A message leg: an object with any property of [`Message`], and none that identifies another
    /// shape.
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
    /// The path from the top of the payload, such as `entities[3]`; empty if the document is the
    /// whole payload.
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
    /// Fails if the text is not JSON, if an object has no known shape, or if a value's type differs
    /// from the contract's; the error has the path from the top of the capture. Also fails if a
    /// text of more than 64 KiB has fewer than 48 bytes per object or 8 per value: no platform
    /// writes such a text, and it would take memory out of proportion to its size.
    pub fn decode(json: impl AsRef<[u8]>) -> Result<Self, DecodeError> {
        let json = json.as_ref();
        if let Some(reason) = too_dense(json) {
            return Err(DecodeError::of_whole(reason));
        }
        match decode::<Outline>(json)? {
            Outline::Object(marks) => Shape::decode(json, marks).map(Self::One),
            Outline::Array(outlines) => {
                let elements: Vec<&RawValue> = borrow(json)?;
                let shapes =
                    elements
                        .iter()
                        .zip(outlines)
                        .enumerate()
                        .map(|(index, (element, marks))| {
                            Shape::decode(element.get().as_bytes(), marks).map_err(|error| {
                                let start =
                                    element.get().as_ptr() as usize - json.as_ptr() as usize;
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
            let prefix = if many {
                format!("[{index}]")
            } else {
                String::new()
            };
            shape.documents(&prefix)
        })
    }

    /// The first object of the payload that, once written, is no longer told by its properties to
    /// be of its shape. That happens where the properties that told it were null, which are not
    /// written.
    pub(crate) fn reshaped(&self, received: &RawValue, written: &RawValue) -> Option<Reshaped> {
        let shapes = match self {
            Self::One(shape) => return shape.reshaped("", received, written),
            Self::Many(shapes) => shapes,
        };
        let (received, written) = (
            parse::<Vec<&RawValue>>(received)?,
            parse::<Vec<&RawValue>>(written)?,
        );
        let mut elements = shapes
            .iter()
            .zip(received.into_iter().zip(written))
            .enumerate();
        elements.find_map(|(index, (shape, (received, written)))| {
            shape.reshaped(&format!("[{index}]"), received, written)
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
        let document = |path: String, content, notification| Document {
            path,
            content,
            notification,
        };
        let property = |name: &str| {
            if prefix.is_empty() {
                name.to_owned()
            } else {
                format!("{prefix}.{name}")
            }
        };
        match self {
            Self::Message(message) => vec![document(
                prefix.to_owned(),
                DocumentContent::Message(message),
                false,
            )],
            Self::Conversation(conversation) => {
                vec![document(
                    prefix.to_owned(),
                    DocumentContent::Conversation(conversation),
                    false,
                )]
            }
            Self::Listing(listing) => {
                let entities = property("entities");
                let conversations = listing.entities.iter().flatten().enumerate();
                conversations
                    .map(|(index, one)| {
                        document(
                            format!("{entities}[{index}]"),
                            DocumentContent::Conversation(one),
                            false,
                        )
                    })
                    .collect()
            }
            Self::Notification(notification) => {
                let body = notification.event_body.iter();
                body.map(|one| {
                    document(
                        property("eventBody"),
                        DocumentContent::Conversation(one),
                        true,
                    )
                })
                .collect()
            }
        }
    }

    fn reshaped(&self, prefix: &str, received: &RawValue, written: &RawValue) -> Option<Reshaped> {
        let (was, now) = (self.marks(), parse::<Marks>(written));
        if now == Some(was) {
            return None;
        }
        let Entries(entries) = parse(received).unwrap_or_default();
        let mut nulls = entries
            .into_iter()
            .filter(|(_, value)| value.get() == "null")
            .map(|(name, _)| name);
        let name = nulls
            .find(|name| Marks::of(name) == Some(was))
            .unwrap_or_default();
        let path = if prefix.is_empty() {
            name.into_owned()
        } else {
            format!("{prefix}.{name}")
        };
        Some(Reshaped {
            path,
            was: was.name(),
            now: now.map(Marks::name),
        })
    }

    fn marks(&self) -> Marks {
        match self {
            Self::Message(_) => Marks::Message,
            Self::Conversation(_) => Marks::Conversation,
            Self::Listing(_) => Marks::Listing,
            Self::Notification(_) => Marks::Notification,
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

/// An object that is read as another shape, or not at all, once it has been written.
#[derive(Debug)]
pub(crate) struct Reshaped {
    /// The path to the null property that told the shape.
    pub(crate) path: String,
    pub(crate) was: &'static str,
    /// The shape that it is read as; `None` if it can no longer be read.
    pub(crate) now: Option<&'static str>,
}

/// The outermost level of a capture: enough to recognise its shape.
enum Outline {
    Object(Marks),
    Array(Vec<Marks>),
}

/// The shape that an object's property names indicate.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    Notification,
    Listing,
    Conversation,
    Message,
}

impl Marks {
    /// The shape that a property of this name indicates, whatever its value.
    fn of(name: &str) -> Option<Self> {
        match name {
            "eventBody" => Some(Self::Notification),
            "entities" => Some(Self::Listing),
            "participants" => Some(Self::Conversation),
            name => Message::definition().property(name).map(|_| Self::Message),
        }
    }

    fn name(self) -> &'static str {
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
fn borrow(json: &[u8]) -> Result<Vec<&RawValue>, DecodeError> {
    serde_json::from_slice(json).map_err(DecodeError::at_top)
}
