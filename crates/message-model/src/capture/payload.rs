//! What a text can be read as: a leg, a conversation, or an envelope around conversations.

use serde::{Serialize, Serializer};

use super::outline::{Marks, Outline, elements};
use crate::value::density::too_dense;
use crate::value::text_walk::Path;
use crate::{
    Conversation, ConversationEntityListing, ConversationNotification, DecodeError, Message, Type,
    WireValue, decode,
};

/// The values of a [`Capture`](crate::Capture): an API response, a listing, a notification, or an
/// array of these.
///
/// ```
/// use message_model::{Capture, Payload};
///
/// let payload = Capture::read(r#"[{"state": "parked"}, {"participants": []}]"#)?.into_payload();
/// assert!(matches!(payload, Payload::Many(shapes) if shapes.len() == 2));
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
/// use message_model::{Capture, Payload, Shape};
///
/// let payload = Capture::read(r#"{"entities": []}"#)?.into_payload();
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
///
/// ```
/// use message_model::{Capture, DocumentContent};
///
/// let capture = Capture::read(r#"{"entities": [{"id": "c1"}]}"#)?;
/// let document = capture.documents().next().unwrap();
/// assert!(matches!(document.content, DocumentContent::Conversation(_)));
/// # Ok::<(), message_model::DecodeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentContent<'a> {
    /// A message leg outside of any conversation.
    Message(&'a Message),
    /// A conversation.
    Conversation(&'a Conversation),
}

/// A leg or conversation, with the path to it in its payload. [`Payload::documents`] has an
/// example.
///
/// A leg or conversation that was not read from a payload is a document too:
///
/// ```
/// use message_model::{Document, Message};
///
/// let leg = Message::default();
/// assert_eq!(Document::from(&leg).path, "");
/// ```
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

impl<'a> Document<'a> {
    fn at(path: &Path, content: DocumentContent<'a>) -> Self {
        Self {
            path: path.as_str().to_owned(),
            content,
            notification: false,
        }
    }
}

impl<'a> From<&'a Message> for Document<'a> {
    fn from(message: &'a Message) -> Self {
        Self::at(&Path::default(), DocumentContent::Message(message))
    }
}

impl<'a> From<&'a Conversation> for Document<'a> {
    fn from(conversation: &'a Conversation) -> Self {
        Self::at(
            &Path::default(),
            DocumentContent::Conversation(conversation),
        )
    }
}

impl Payload {
    /// Reads a text, recognising its shape.
    pub(crate) fn read(json: &str) -> Result<Self, DecodeError> {
        if let Some(reason) = too_dense(json.as_bytes()) {
            return Err(DecodeError::of_whole(reason));
        }
        let marks = match decode(json)? {
            Outline::Object(marks) => return Shape::read(json, marks).map(Self::One),
            Outline::Array(marks) => marks,
        };
        let mut shapes = Vec::with_capacity(marks.len());
        for (index, (element, marks)) in elements(json)?.into_iter().zip(marks).enumerate() {
            let shape = Shape::read(element.get(), marks).map_err(|error| {
                let start = element.get().as_ptr().addr() - json.as_ptr().addr();
                error.within(format_args!("[{index}]"), &json.as_bytes()[..start])
            })?;
            shapes.push(shape);
        }
        Ok(Self::Many(shapes))
    }

    /// The legs and conversations in the payload, in order.
    ///
    /// ```
    /// use message_model::{Capture, Document};
    ///
    /// let text = r#"[{"topicName": "v2.users.a.conversations", "eventBody": {"participants": []}}]"#;
    /// let payload = Capture::read(text)?.into_payload();
    /// let documents: Vec<Document<'_>> = payload.documents().collect();
    /// assert_eq!(documents[0].path, "[0].eventBody");
    /// assert!(documents[0].notification);
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    pub fn documents(&self) -> impl Iterator<Item = Document<'_>> {
        let many = matches!(self, Self::Many(_));
        self.shapes()
            .iter()
            .enumerate()
            .flat_map(move |(index, shape)| {
                let mut path = Path::default();
                if many {
                    path.enter_element(index);
                }
                shape.documents(path)
            })
    }

    pub(super) fn shapes(&self) -> &[Shape] {
        match self {
            Self::One(shape) => std::slice::from_ref(shape),
            Self::Many(shapes) => shapes,
        }
    }
}

impl Shape {
    fn read(json: &str, marks: Marks) -> Result<Self, DecodeError> {
        match marks {
            Marks::Notification => decode(json).map(Self::Notification),
            Marks::Listing => decode(json).map(Self::Listing),
            Marks::Conversation => decode(json).map(Self::Conversation),
            Marks::Message => decode(json).map(Self::Message),
        }
    }

    fn documents(&self, mut path: Path) -> Vec<Document<'_>> {
        match self {
            Self::Message(message) => vec![Document::at(&path, DocumentContent::Message(message))],
            Self::Conversation(conversation) => {
                vec![Document::at(
                    &path,
                    DocumentContent::Conversation(conversation),
                )]
            }
            Self::Listing(listing) => {
                path.enter_property("entities");
                let mut documents = Vec::new();
                for (index, one) in listing.entities.iter().flatten().enumerate() {
                    documents.push(path.element(index, |path| {
                        Document::at(path, DocumentContent::Conversation(one))
                    }));
                }
                documents
            }
            Self::Notification(notification) => {
                path.enter_property("eventBody");
                let body = notification.event_body.iter();
                body.map(|one| Document {
                    notification: true,
                    ..Document::at(&path, DocumentContent::Conversation(one))
                })
                .collect()
            }
        }
    }

    pub(super) fn marks(&self) -> Marks {
        match self {
            Self::Message(_) => Marks::Message,
            Self::Conversation(_) => Marks::Conversation,
            Self::Listing(_) => Marks::Listing,
            Self::Notification(_) => Marks::Notification,
        }
    }

    /// The type of the object, for walking its text.
    pub(super) fn root(&self) -> Type {
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
