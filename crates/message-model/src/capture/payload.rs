//! What a text can be read as: a leg or a conversation of any view, or an envelope around them.

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::foreign::{Foreign, ForeignKind};
use super::outline::{Outline, elements};
use crate::contract::{Root, View};
use crate::value::density::too_dense;
use crate::value::text_walk::{Entries, Path, parse};
use crate::{
    AnalyticsConversation, AnalyticsConversationAsyncQueryResponse,
    AnalyticsConversationQueryResponse, Conversation, ConversationEntityListing, DecodeError,
    DetailEvent, EventBody, EventBridgeEvent, EventConversation, EventMessageConversation, Message,
    MessageConversation, MessageConversationEntityListing, MessageData, Notification, OpenMessage,
    RawJson, TextMessageListing, Type, WireValue, decode,
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
    /// A single object.
    One(Shape),
    /// An array of objects, in any mixture.
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
    /// A message leg: an object with any property of [`Message`] beside `id`, and none that
    /// identifies another shape.
    Message(Box<Message>),
    /// A conversation of `GET /api/v2/conversations/{id}`: an object with `participants`.
    Conversation(Box<Conversation>),
    /// A page of these conversations: an object with `entities`.
    Listing(Box<ConversationEntityListing>),
    /// A conversation of `GET /api/v2/conversations/messages/{id}`: its participants are legs
    /// themselves.
    Media(Box<MessageConversation>),
    /// A page of these conversations.
    MediaListing(Box<MessageConversationEntityListing>),
    /// The body of a notification about a conversation.
    EventConversation(Box<EventConversation>),
    /// The body of a notification about the messages of a conversation.
    EventMessageConversation(Box<EventMessageConversation>),
    /// The body of a detail event: an object with `eventTime`.
    DetailEvent(Box<DetailEvent>),
    /// A message with its text.
    MessageData(Box<MessageData>),
    /// A page of these messages.
    MessageDataListing(Box<TextMessageListing>),
    /// A message of Open Messaging, in either direction.
    OpenMessage(Box<OpenMessage>),
    /// A notification in its envelope: an object with `eventBody`.
    Notification(Box<Notification>),
    /// A notification in EventBridge's envelope.
    EventBridge(Box<EventBridgeEvent>),
    /// A conversation of another medium, such as `GET /api/v2/conversations/calls/{id}`: read as
    /// far as it is like one of messages, and not held to the contract.
    OtherMedium(Box<MessageConversation>),
    /// A page of these conversations.
    OtherMediumListing(Box<MessageConversationEntityListing>),
    /// What is recognised and not modelled.
    Foreign(Box<Foreign>),
    /// A conversation of the analytics details: its participants have `sessions`.
    Analytics(Box<AnalyticsConversation>),
    /// A page of a query of such conversations: an object with `conversations` or `totalHits`.
    AnalyticsAnswer(Box<AnalyticsConversationQueryResponse>),
    /// A page of the results of a job: an object with `conversations` and a `cursor` or a
    /// `dataAvailabilityDate`.
    AnalyticsResults(Box<AnalyticsConversationAsyncQueryResponse>),
}

/// What a document is, as the view that it was seen in has it.
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
#[non_exhaustive]
pub enum DocumentContent<'a> {
    /// A message leg outside of any conversation.
    Message(&'a Message),
    /// A conversation of `GET /api/v2/conversations/{id}`.
    Conversation(&'a Conversation),
    /// A conversation of `GET /api/v2/conversations/messages/{id}`, or of another medium.
    Media(&'a MessageConversation),
    /// A conversation in a notification.
    EventConversation(&'a EventConversation),
    /// A conversation of one medium in a notification.
    EventMessageConversation(&'a EventMessageConversation),
    /// A detail event.
    DetailEvent(&'a DetailEvent),
    /// A message with its text.
    MessageData(&'a MessageData),
    /// A message of Open Messaging, in either direction.
    OpenMessage(&'a OpenMessage),
    /// A conversation of the analytics details.
    Analytics(&'a AnalyticsConversation),
}

impl DocumentContent<'_> {
    /// The view that has such documents.
    #[must_use]
    pub fn view(&self) -> View {
        match self {
            Self::Message(_) | Self::Conversation(_) => View::Conversation,
            Self::Media(_) => View::Media,
            Self::EventConversation(_) => View::Notification,
            Self::EventMessageConversation(_) => View::MediaNotification,
            Self::DetailEvent(_) => View::DetailEvent,
            Self::MessageData(_) => View::Bodies,
            Self::OpenMessage(_) => View::OpenMessaging,
            Self::Analytics(_) => View::Analytics,
        }
    }

    /// The class of the contract that it is an object of, for a reader that has a type for each.
    ///
    /// ```
    /// use message_model::{Capture, contract::Root};
    ///
    /// let capture = Capture::read(r#"{"id": "l", "state": "alerting", "held": false}"#)?;
    /// let document = capture.documents().next().unwrap();
    /// assert_eq!(document.content.root(), Root::Message);
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    #[must_use]
    pub fn root(&self) -> Root {
        match self {
            Self::Message(_) => Root::Message,
            Self::Conversation(_) => Root::Conversation,
            Self::Media(_) => Root::MessageConversation,
            Self::EventConversation(_) => Root::EventConversation,
            Self::EventMessageConversation(_) => Root::EventMessageConversation,
            Self::DetailEvent(event) => match event {
                DetailEvent::CustomerStart(_) => Root::CustomerStartEvent,
                DetailEvent::CustomerEnd(_) => Root::CustomerEndEvent,
                DetailEvent::FlowStart(_) => Root::FlowStartEvent,
                DetailEvent::FlowEnd(_) => Root::FlowEndEvent,
                DetailEvent::AcdStart(_) => Root::AcdStartEvent,
                DetailEvent::AcdEnd(_) => Root::AcdEndEvent,
                DetailEvent::UserStart(_) => Root::UserStartEvent,
                DetailEvent::UserEnd(_) => Root::UserEndEvent,
                DetailEvent::AfterCallWork(_) => Root::AfterCallWorkEvent,
                DetailEvent::Wrapup(_) => Root::WrapupEvent,
                DetailEvent::Attributes(_) => Root::AttributeUpdateEvent,
                DetailEvent::Contact(_) => Root::ContactUpdateEvent,
            },
            Self::MessageData(_) => Root::MessageData,
            Self::OpenMessage(message) => match message {
                OpenMessage::InboundMessage(_) => Root::OpenInboundMessage,
                OpenMessage::InboundEvent(_) => Root::OpenInboundEvent,
                OpenMessage::InboundReceipt(_) => Root::OpenInboundReceipt,
                OpenMessage::InboundStructured(_) => Root::OpenInboundStructuredResponse,
                OpenMessage::MessageAnswer(_) => Root::OpenMessageAnswer,
                OpenMessage::EventAnswer(_) => Root::OpenEventAnswer,
                OpenMessage::ReceiptAnswer(_) => Root::OpenReceiptAnswer,
                OpenMessage::StructuredAnswer(_) => Root::OpenStructuredAnswer,
                OpenMessage::Normalized(_) => Root::OpenNormalizedMessage,
            },
            Self::Analytics(_) => Root::AnalyticsConversation,
        }
    }
}

/// A leg, a conversation or a detail event, with the path to it in its payload.
/// [`Payload::documents`] has an example.
///
/// What was not read from a payload is a document too:
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
    /// The leg, conversation or event.
    pub content: DocumentContent<'a>,
    /// The topic, if the document came in the envelope of a notification that has one.
    pub topic: Option<&'a str>,
    /// Whether it is of another medium than messages, as its topic or its link says: calls, chats.
    pub is_of_other_medium: bool,
}

impl<'a> Document<'a> {
    /// The view that the document was seen in.
    #[must_use]
    pub fn view(&self) -> View {
        self.content.view()
    }

    fn at(path: &Path, content: DocumentContent<'a>) -> Self {
        Self {
            path: path.as_str().to_owned(),
            content,
            topic: None,
            is_of_other_medium: false,
        }
    }
}

/// Makes a document of each type that is one by itself.
macro_rules! documents {
    ($($content:ident($type:ty),)*) => {
        $(
            impl<'a> From<&'a $type> for Document<'a> {
                fn from(value: &'a $type) -> Self {
                    Self::at(&Path::default(), DocumentContent::$content(value))
                }
            }
        )*
    };
}

documents! {
    Message(Message),
    Conversation(Conversation),
    Media(MessageConversation),
    EventConversation(EventConversation),
    EventMessageConversation(EventMessageConversation),
    DetailEvent(DetailEvent),
    MessageData(MessageData),
    OpenMessage(OpenMessage),
    Analytics(AnalyticsConversation),
}

impl Payload {
    /// Reads a text, recognising its shape; the one that is expected is tried first.
    pub(super) fn read(json: &str, expected: Option<Outline>) -> Result<Self, DecodeError> {
        // Before anything is read, since reading is what takes the memory.
        if let Some(reason) = too_dense(json.as_bytes()) {
            return Err(DecodeError::of_whole(reason));
        }
        if !json.trim_ascii_start().starts_with('[') {
            return Shape::read(json, expected).map(Self::One);
        }
        let elements = elements(json)?;
        let mut shapes = Vec::with_capacity(elements.len());
        for (index, element) in elements.into_iter().enumerate() {
            let shape = Shape::read(element.get(), expected).map_err(|error| {
                // An element is a slice of the text, so its address tells where in the text it
                // begins.
                let start = element.get().as_ptr().addr() - json.as_ptr().addr();
                error.within(format_args!("[{index}]"), &json.as_bytes()[..start])
            })?;
            shapes.push(shape);
        }
        Ok(Self::Many(shapes))
    }

    /// The legs, conversations and detail events in the payload, in order.
    ///
    /// ```
    /// use message_model::contract::View;
    /// use message_model::{Capture, Document};
    ///
    /// let text = r#"[{"topicName": "v2.users.a.conversations", "eventBody": {"participants": []}}]"#;
    /// let payload = Capture::read(text)?.into_payload();
    /// let documents: Vec<Document<'_>> = payload.documents().collect();
    /// assert_eq!(documents[0].path, "[0].eventBody");
    /// assert_eq!(documents[0].view(), View::Notification);
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    pub fn documents(&self) -> impl Iterator<Item = Document<'_>> {
        self.placed()
            .flat_map(|(path, shape)| shape.documents(path))
    }

    /// What in the payload is recognised and not modelled, with its path.
    pub(super) fn foreign(&self) -> impl Iterator<Item = (String, ForeignKind)> + '_ {
        let kinds = self.placed().map(|(path, shape)| (path, shape.foreign()));
        kinds.filter_map(|(path, kind)| Some((path.as_str().to_owned(), kind?)))
    }

    fn placed(&self) -> impl Iterator<Item = (Path, &Shape)> {
        let many = matches!(self, Self::Many(_));
        self.shapes().iter().enumerate().map(move |(index, shape)| {
            let mut path = Path::default();
            if many {
                path.enter_element(index);
            }
            (path, shape)
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
    fn read(json: &str, expected: Option<Outline>) -> Result<Self, DecodeError> {
        match expected.and_then(|outline| Self::as_expected(outline, json)) {
            Some(shape) => Ok(shape),
            None => Self::recognised(json),
        }
    }

    fn recognised(json: &str) -> Result<Self, DecodeError> {
        match Outline::of(json)? {
            Outline::Notification => decode(json)
                .map(Box::new)
                .map(Self::Notification)
                .map_err(|error| in_body(json, error)),
            Outline::EventBridge => decode(json)
                .map(Box::new)
                .map(Self::EventBridge)
                .map_err(|error| in_body(json, error)),
            Outline::Listing => decode(json).map(Self::Listing),
            Outline::MediaListing { of_messages: true } => decode(json).map(Self::MediaListing),
            Outline::MediaListing { of_messages: false } => {
                decode(json).map(Self::OtherMediumListing)
            }
            Outline::Conversation => decode(json).map(Self::Conversation),
            Outline::Media { of_messages: true } => decode(json).map(Self::Media),
            Outline::Media { of_messages: false } => decode(json).map(Self::OtherMedium),
            Outline::EventConversation => decode(json).map(Self::EventConversation),
            Outline::EventMessageConversation => decode(json).map(Self::EventMessageConversation),
            Outline::DetailEvent(name) => {
                DetailEvent::read(name, json).map(|event| Self::DetailEvent(Box::new(event)))
            }
            Outline::MessageData => decode(json).map(Self::MessageData),
            Outline::MessageDataListing => decode(json).map(Self::MessageDataListing),
            Outline::OpenMessage(name) => {
                OpenMessage::read(name, json).map(|message| Self::OpenMessage(Box::new(message)))
            }
            Outline::Message => decode(json).map(Self::Message),
            Outline::Foreign(kind) => {
                let text = RawJson::from_text(json)?;
                Ok(Self::Foreign(Box::new(Foreign { kind, text })))
            }
            Outline::Analytics => decode(json).map(Self::Analytics),
            Outline::AnalyticsAnswer => decode(json).map(Self::AnalyticsAnswer),
            Outline::AnalyticsResults => decode(json).map(Self::AnalyticsResults),
        }
    }

    fn documents(&self, mut path: Path) -> Vec<Document<'_>> {
        let content = match self {
            Self::Message(message) => DocumentContent::Message(message),
            Self::Conversation(conversation) => DocumentContent::Conversation(conversation),
            Self::Media(media) | Self::OtherMedium(media) => DocumentContent::Media(media),
            Self::EventConversation(body) => DocumentContent::EventConversation(body),
            Self::EventMessageConversation(body) => DocumentContent::EventMessageConversation(body),
            Self::DetailEvent(event) => DocumentContent::DetailEvent(event),
            Self::MessageData(data) => DocumentContent::MessageData(data),
            Self::OpenMessage(message) => DocumentContent::OpenMessage(message),
            Self::MessageDataListing(listing) => {
                let all = listing.entities.iter().flatten();
                return entities(path, all.map(DocumentContent::MessageData), false);
            }
            Self::Listing(listing) => {
                let all = listing.entities.iter().flatten();
                return entities(path, all.map(DocumentContent::Conversation), false);
            }
            Self::MediaListing(listing) => {
                let all = listing.entities.iter().flatten();
                return entities(path, all.map(DocumentContent::Media), false);
            }
            Self::OtherMediumListing(listing) => {
                let all = listing.entities.iter().flatten();
                return entities(path, all.map(DocumentContent::Media), true);
            }
            Self::Notification(notification) => return notified(notification, path),
            Self::EventBridge(event) => {
                path.enter_property("detail");
                let detail = event.detail.iter();
                return detail.flat_map(|one| notified(one, path.clone())).collect();
            }
            Self::Foreign(_) => return Vec::new(),
            Self::Analytics(conversation) => DocumentContent::Analytics(conversation),
            Self::AnalyticsAnswer(answer) => return details(path, &answer.conversations),
            Self::AnalyticsResults(results) => return details(path, &results.conversations),
        };
        vec![Document {
            is_of_other_medium: matches!(self, Self::OtherMedium(_)),
            ..Document::at(&path, content)
        }]
    }

    fn foreign(&self) -> Option<ForeignKind> {
        let notification = match self {
            Self::Foreign(foreign) => return Some(foreign.kind),
            Self::Notification(notification) => notification,
            Self::EventBridge(event) => event.detail.as_ref()?,
            _ => return None,
        };
        let Some(EventBody::Other(_)) = notification.event_body else {
            return None;
        };
        let topic = notification.topic_name.as_deref().unwrap_or_default();
        Some(ForeignKind::of_topic(topic))
    }

    pub(super) fn outline(&self) -> Outline {
        match self {
            Self::Message(_) => Outline::Message,
            Self::Conversation(_) => Outline::Conversation,
            Self::Listing(_) => Outline::Listing,
            Self::Media(_) => Outline::Media { of_messages: true },
            Self::MediaListing(_) => Outline::MediaListing { of_messages: true },
            Self::EventConversation(_) => Outline::EventConversation,
            Self::EventMessageConversation(_) => Outline::EventMessageConversation,
            Self::DetailEvent(event) => Outline::DetailEvent(event.name()),
            Self::MessageData(_) => Outline::MessageData,
            Self::MessageDataListing(_) => Outline::MessageDataListing,
            Self::OpenMessage(message) => Outline::OpenMessage(message.name()),
            Self::Notification(_) => Outline::Notification,
            Self::EventBridge(_) => Outline::EventBridge,
            Self::OtherMedium(_) => Outline::Media { of_messages: false },
            Self::OtherMediumListing(_) => Outline::MediaListing { of_messages: false },
            Self::Foreign(foreign) => Outline::Foreign(foreign.kind),
            Self::Analytics(_) => Outline::Analytics,
            Self::AnalyticsAnswer(_) => Outline::AnalyticsAnswer,
            Self::AnalyticsResults(_) => Outline::AnalyticsResults,
        }
    }

    /// The type of the object, for walking its text.
    pub(super) fn root(&self) -> Type {
        match self {
            Self::Message(_) => Message::TYPE,
            Self::Conversation(_) => Conversation::TYPE,
            Self::Listing(_) => ConversationEntityListing::TYPE,
            Self::Media(_) | Self::OtherMedium(_) => MessageConversation::TYPE,
            Self::MediaListing(_) | Self::OtherMediumListing(_) => {
                MessageConversationEntityListing::TYPE
            }
            Self::EventConversation(_) => EventConversation::TYPE,
            Self::EventMessageConversation(_) => EventMessageConversation::TYPE,
            Self::DetailEvent(event) => event.value_type(),
            Self::MessageData(_) => MessageData::TYPE,
            Self::MessageDataListing(_) => TextMessageListing::TYPE,
            Self::OpenMessage(message) => message.value_type(),
            Self::Notification(notification) => notification.root(),
            Self::EventBridge(event) => event.root(),
            Self::Foreign(_) => Type::Opaque,
            Self::Analytics(_) => AnalyticsConversation::TYPE,
            Self::AnalyticsAnswer(_) => AnalyticsConversationQueryResponse::TYPE,
            Self::AnalyticsResults(_) => AnalyticsConversationAsyncQueryResponse::TYPE,
        }
    }

    /// The type that the contract describes it as: nothing for what is of another medium.
    pub(super) fn in_contract(&self) -> Type {
        let notification = match self {
            Self::OtherMedium(_) | Self::OtherMediumListing(_) => return Type::Opaque,
            Self::Notification(notification) => notification,
            Self::EventBridge(event) => match &event.detail {
                Some(notification) => notification,
                None => return self.root(),
            },
            _ => return self.root(),
        };
        match notification.event_body {
            Some(EventBody::OtherMedium(_)) => Type::Opaque,
            _ => self.root(),
        }
    }
}

/// The error of a notification, or of EventBridge's event, that could not be read, with its place
/// in the whole text: the body is read apart, since the topic says how.
fn in_body(json: &str, error: DecodeError) -> DecodeError {
    find_in_body(json).unwrap_or(error)
}

fn find_in_body(json: &str) -> Option<DecodeError> {
    let Entries(entries) = serde_json::from_str(json).ok()?;
    let value = |name: &str| entries.iter().find(|(known, _)| known == name);
    let before = |part: &RawValue| {
        let start = part.get().as_ptr().addr() - json.as_ptr().addr();
        &json.as_bytes()[..start]
    };
    if let Some((_, detail)) = value("detail") {
        let error = find_in_body(detail.get())?;
        return Some(error.within(format_args!("detail"), before(detail)));
    }
    let (_, body) = value("eventBody")?;
    let topic: Option<String> = value("topicName").and_then(|(_, topic)| parse(topic));
    let error = EventBody::read(topic.as_deref(), body.get()).err()?;
    Some(error.within(format_args!("eventBody"), before(body)))
}

/// The documents of a listing.
fn entities<'a>(
    path: Path,
    all: impl Iterator<Item = DocumentContent<'a>>,
    is_of_other_medium: bool,
) -> Vec<Document<'a>> {
    listed(path, "entities", all, is_of_other_medium)
}

/// The documents of a page of analytics details.
fn details(path: Path, conversations: &Option<Vec<AnalyticsConversation>>) -> Vec<Document<'_>> {
    let all = conversations.iter().flatten();
    listed(
        path,
        "conversations",
        all.map(DocumentContent::Analytics),
        false,
    )
}

/// The documents in a property of a page.
fn listed<'a>(
    mut path: Path,
    property: &str,
    all: impl Iterator<Item = DocumentContent<'a>>,
    is_of_other_medium: bool,
) -> Vec<Document<'a>> {
    path.enter_property(property);
    let mut documents = Vec::new();
    for (index, content) in all.enumerate() {
        documents.push(path.element(index, |path| Document {
            is_of_other_medium,
            ..Document::at(path, content)
        }));
    }
    documents
}

/// The document in a notification, if it has one.
fn notified(notification: &Notification, mut path: Path) -> Vec<Document<'_>> {
    let content = match &notification.event_body {
        Some(EventBody::Conversation(body)) => DocumentContent::EventConversation(body),
        Some(EventBody::Messages(body) | EventBody::OtherMedium(body)) => {
            DocumentContent::EventMessageConversation(body)
        }
        Some(EventBody::DetailEvent(event)) => DocumentContent::DetailEvent(event),
        Some(EventBody::Other(_)) | None => return Vec::new(),
    };
    path.enter_property("eventBody");
    vec![Document {
        topic: notification.topic_name.as_deref(),
        is_of_other_medium: matches!(notification.event_body, Some(EventBody::OtherMedium(_))),
        ..Document::at(&path, content)
    }]
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
            Self::Media(media) | Self::OtherMedium(media) => media.serialize(serializer),
            Self::MediaListing(listing) | Self::OtherMediumListing(listing) => {
                listing.serialize(serializer)
            }
            Self::EventConversation(body) => body.serialize(serializer),
            Self::EventMessageConversation(body) => body.serialize(serializer),
            Self::DetailEvent(event) => event.serialize(serializer),
            Self::MessageData(data) => data.serialize(serializer),
            Self::MessageDataListing(listing) => listing.serialize(serializer),
            Self::OpenMessage(message) => message.serialize(serializer),
            Self::Notification(notification) => notification.serialize(serializer),
            Self::EventBridge(event) => event.serialize(serializer),
            Self::Foreign(foreign) => foreign.serialize(serializer),
            Self::Analytics(conversation) => conversation.serialize(serializer),
            Self::AnalyticsAnswer(answer) => answer.serialize(serializer),
            Self::AnalyticsResults(results) => results.serialize(serializer),
        }
    }
}
