//! The envelopes in which conversations come: a page of them, a notification about one, and the
//! event that Amazon EventBridge makes of a notification.

use std::marker::PhantomData;

use serde::de::Error as _;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::value::decode::from_json;
use crate::value::definition::{Definition, Property, Type};
use crate::value::text_walk::Entries;
use crate::value::written::{Rest, Written};
use crate::wire::detail_event::Envelope;
use crate::wire::object::object;
use crate::wire::topic::{TopicKind, detail_event_of, medium_of};
use crate::wire::unread::{UnreadEventBridgeEvent, UnreadNotification};
use crate::{
    Conversation, Decode, DecodeError, DetailEvent, EventConversation, EventMessageConversation,
    Id, NotificationMetadata, RawJson, Timestamp, UnknownProperties, WireValue, decode,
};

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

/// A notification in its envelope, as received on the web socket (observed), or inside an
/// [`EventBridgeEvent`].
///
/// ```
/// use message_model::{EventBody, Notification, decode};
///
/// let text = r#"{
///     "topicName": "v2.detail.events.conversation.c1.customer.start",
///     "eventBody": {"conversationId": "c1"}
/// }"#;
/// let notification: Notification = decode(text)?;
/// let Some(EventBody::DetailEvent(event)) = &notification.event_body else { panic!() };
/// assert_eq!(event.name(), "customer.start");
/// # Ok::<(), message_model::DecodeError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Notification {
    /// The subscribed topic with the real id, such as `v2.users.c1a0.conversations` (observed).
    pub topic_name: Option<String>,
    /// The version of the topic: `2` (observed).
    pub version: Option<String>,
    /// What the notification tells.
    pub event_body: Option<EventBody>,
    /// What it says of itself.
    pub metadata: Option<NotificationMetadata>,
    /// When it was sent; only inside an EventBridge event (observed).
    pub timestamp: Option<Timestamp>,
    /// The properties that this crate does not know, in the order received.
    pub unknown: UnknownProperties,
}

/// What a notification tells; its topic says which of these it is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventBody {
    /// On `v2.users.{id}.conversations` and `v2.routing.queues.{id}.conversations`.
    Conversation(Box<EventConversation>),
    /// On `v2.users.{id}.conversations.messages` and
    /// `v2.routing.queues.{id}.conversations.messages`.
    Messages(Box<EventMessageConversation>),
    /// On the topic of another medium, such as `v2.users.{id}.conversations.calls`: read as far as
    /// it is like that of messages.
    OtherMedium(Box<EventMessageConversation>),
    /// On `v2.detail.events.conversation.{id}.*`.
    DetailEvent(Box<DetailEvent>),
    /// On any other topic, and what has no topic: passed through as received.
    Other(RawJson),
}

impl EventBody {
    /// Reads the body of a notification on this topic. Where the topic was lost, what has
    /// participants is taken for a conversation.
    ///
    /// # Errors
    ///
    /// For the reasons of [`decode`](crate::decode). A detail event that this crate does not know
    /// is none of them.
    pub fn read(topic_name: Option<&str>, json: &str) -> Result<Self, DecodeError> {
        let Some(topic_name) = topic_name else {
            let Entries(entries) = serde_json::from_str(json).unwrap_or_default();
            return match entries.iter().any(|(name, _)| name == "participants") {
                true => decode(json).map(Self::Conversation),
                false => RawJson::from_text(json).map(Self::Other),
            };
        };
        match TopicKind::of(topic_name) {
            Some(TopicKind::UserConversations | TopicKind::QueueConversations) => {
                decode(json).map(Self::Conversation)
            }
            Some(TopicKind::UserMessages | TopicKind::QueueMessages) => {
                decode(json).map(Self::Messages)
            }
            Some(TopicKind::DetailEvent) => match detail_event_of(topic_name) {
                Some(name) if DetailEvent::NAMES.contains(&name) => {
                    let event = DetailEvent::read(name, json)?;
                    Ok(Self::DetailEvent(Box::new(event)))
                }
                _ => RawJson::from_text(json).map(Self::Other),
            },
            None if medium_of(topic_name).is_some() => decode(json).map(Self::OtherMedium),
            None => RawJson::from_text(json).map(Self::Other),
        }
    }

    /// The type of an envelope with this body.
    pub(crate) fn within<E: Envelope>(&self) -> Type {
        match self {
            Self::Conversation(_) => E::around::<EventConversation>(),
            Self::Messages(_) | Self::OtherMedium(_) => E::around::<EventMessageConversation>(),
            Self::DetailEvent(event) => event.within::<E>(),
            Self::Other(_) => E::around::<RawJson>(),
        }
    }
}

impl Written for EventBody {
    fn take_from(&self, rest: &mut Rest<'_>) -> bool {
        match self {
            Self::Conversation(body) => body.take_from(rest),
            Self::Messages(body) | Self::OtherMedium(body) => body.take_from(rest),
            Self::DetailEvent(body) => body.take_from(rest),
            Self::Other(body) => body.take_from(rest),
        }
    }
}

impl Serialize for EventBody {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Conversation(body) => body.serialize(serializer),
            Self::Messages(body) | Self::OtherMedium(body) => body.serialize(serializer),
            Self::DetailEvent(body) => body.serialize(serializer),
            Self::Other(body) => body.serialize(serializer),
        }
    }
}

impl Notification {
    /// Reads the body that an envelope holds.
    fn of(unread: UnreadNotification) -> Result<Self, DecodeError> {
        let topic_name = unread.topic_name.as_deref();
        let body = unread.event_body.as_ref();
        let body = body.map(|json| EventBody::read(topic_name, json.as_str()));
        let event_body = body
            .transpose()
            // What stands before the body is not known here. Reading a payload looks for the place
            // again.
            .map_err(|error| error.within(format_args!("eventBody"), b""))?;
        Ok(Self {
            event_body,
            topic_name: unread.topic_name,
            version: unread.version,
            metadata: unread.metadata,
            timestamp: unread.timestamp,
            unknown: unread.unknown,
        })
    }

    /// The definition, whatever the body is.
    pub(crate) const DEFINITION: &'static Definition = &NotificationOf::<RawJson>::DEFINITION;

    /// The type of the notification, for walking its text.
    pub(crate) fn root(&self) -> Type {
        match &self.event_body {
            Some(body) => body.within::<AsNotification>(),
            None => AsNotification::around::<RawJson>(),
        }
    }
}

/// The names that may not stand among the unknown properties, since the envelope has them.
fn check_unknown<E: serde::ser::Error>(
    unknown: &UnknownProperties,
    envelope: &Definition,
) -> Result<(), E> {
    match unknown
        .iter()
        .find(|(name, _)| envelope.property(name).is_some())
    {
        None => Ok(()),
        Some((name, _)) => Err(E::custom(format_args!(
            "expected only unknown names among the unknown properties of {}, found its \
             property `{name}`",
            envelope.name
        ))),
    }
}

/// Writes a property that is present.
fn entry<M: SerializeMap, T: Serialize>(
    map: &mut M,
    name: &'static str,
    value: Option<&T>,
) -> Result<(), M::Error> {
    match value {
        Some(value) => map.serialize_entry(name, value),
        None => Ok(()),
    }
}

impl Written for Notification {
    fn take_from(&self, rest: &mut Rest<'_>) -> bool {
        let mark = &mut b'{';
        rest.take_property(mark, "topicName", self.topic_name.as_ref())
            && rest.take_property(mark, "version", self.version.as_ref())
            && rest.take_property(mark, "eventBody", self.event_body.as_ref())
            && rest.take_property(mark, "metadata", self.metadata.as_ref())
            && rest.take_property(mark, "timestamp", self.timestamp.as_ref())
            && rest.take_unknown(mark, &self.unknown, Self::DEFINITION.properties)
            && rest.take_end(*mark, b'}')
    }
}

impl Serialize for Notification {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        check_unknown(&self.unknown, Self::DEFINITION)?;
        let mut map = serializer.serialize_map(None)?;
        entry(&mut map, "topicName", self.topic_name.as_ref())?;
        entry(&mut map, "version", self.version.as_ref())?;
        entry(&mut map, "eventBody", self.event_body.as_ref())?;
        entry(&mut map, "metadata", self.metadata.as_ref())?;
        entry(&mut map, "timestamp", self.timestamp.as_ref())?;
        for (name, value) in self.unknown.iter() {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl Decode for Notification {
    fn decode_json(json: &[u8]) -> Result<Self, DecodeError> {
        from_json(json)
    }
}

impl<'de> Deserialize<'de> for Notification {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let unread = UnreadNotification::deserialize(deserializer)?;
        Self::of(unread).map_err(D::Error::custom)
    }
}

/// A notification as Amazon EventBridge delivers it (observed for `customer.start` and
/// `customer.end`).
///
/// ```
/// use message_model::{EventBridgeEvent, decode};
///
/// let text = r#"{
///     "detail-type": "v2.detail.events.conversation.{id}.acw",
///     "detail": {"topicName": "v2.detail.events.conversation.c1.acw", "eventBody": {}}
/// }"#;
/// let event: EventBridgeEvent = decode(text)?;
/// assert!(event.detail.is_some_and(|notification| notification.event_body.is_some()));
/// # Ok::<(), message_model::DecodeError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct EventBridgeEvent {
    /// The version of the envelope: `0`.
    pub version: Option<String>,
    /// The identifier of the event.
    pub id: Option<Id>,
    /// The topic, with `{id}` in place of the id.
    pub detail_type: Option<String>,
    /// The event source of the partner, with the identifier of the organization.
    pub source: Option<String>,
    /// The account that receives it.
    pub account: Option<String>,
    /// When it was sent, to the second.
    pub time: Option<Timestamp>,
    /// The region of the event bus.
    pub region: Option<String>,
    /// Always empty.
    pub resources: Option<Vec<String>>,
    /// The notification.
    pub detail: Option<Notification>,
    /// The properties that this crate does not know, in the order received.
    pub unknown: UnknownProperties,
}

impl EventBridgeEvent {
    /// The definition, whatever the body is.
    pub(crate) const DEFINITION: &'static Definition = &EventBridgeEventOf::<RawJson>::DEFINITION;

    /// The type of the event, for walking its text.
    pub(crate) fn root(&self) -> Type {
        let body = self
            .detail
            .as_ref()
            .and_then(|detail| detail.event_body.as_ref());
        match body {
            Some(body) => body.within::<AsEventBridgeEvent>(),
            None => AsEventBridgeEvent::around::<RawJson>(),
        }
    }
}

impl Written for EventBridgeEvent {
    fn take_from(&self, rest: &mut Rest<'_>) -> bool {
        let mark = &mut b'{';
        rest.take_property(mark, "version", self.version.as_ref())
            && rest.take_property(mark, "id", self.id.as_ref())
            && rest.take_property(mark, "detail-type", self.detail_type.as_ref())
            && rest.take_property(mark, "source", self.source.as_ref())
            && rest.take_property(mark, "account", self.account.as_ref())
            && rest.take_property(mark, "time", self.time.as_ref())
            && rest.take_property(mark, "region", self.region.as_ref())
            && rest.take_property(mark, "resources", self.resources.as_ref())
            && rest.take_property(mark, "detail", self.detail.as_ref())
            && rest.take_unknown(mark, &self.unknown, Self::DEFINITION.properties)
            && rest.take_end(*mark, b'}')
    }
}

impl Serialize for EventBridgeEvent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        check_unknown(&self.unknown, Self::DEFINITION)?;
        let mut map = serializer.serialize_map(None)?;
        entry(&mut map, "version", self.version.as_ref())?;
        entry(&mut map, "id", self.id.as_ref())?;
        entry(&mut map, "detail-type", self.detail_type.as_ref())?;
        entry(&mut map, "source", self.source.as_ref())?;
        entry(&mut map, "account", self.account.as_ref())?;
        entry(&mut map, "time", self.time.as_ref())?;
        entry(&mut map, "region", self.region.as_ref())?;
        entry(&mut map, "resources", self.resources.as_ref())?;
        entry(&mut map, "detail", self.detail.as_ref())?;
        for (name, value) in self.unknown.iter() {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl Decode for EventBridgeEvent {
    fn decode_json(json: &[u8]) -> Result<Self, DecodeError> {
        from_json(json)
    }
}

impl<'de> Deserialize<'de> for EventBridgeEvent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let unread = UnreadEventBridgeEvent::deserialize(deserializer)?;
        let detail = unread.detail.map(|json| {
            decode(json.as_str()).map_err(|error| error.within(format_args!("detail"), b""))
        });
        Ok(Self {
            detail: detail.transpose().map_err(D::Error::custom)?,
            version: unread.version,
            id: unread.id,
            detail_type: unread.detail_type,
            source: unread.source,
            account: unread.account,
            time: unread.time,
            region: unread.region,
            resources: unread.resources,
            unknown: unread.unknown,
        })
    }
}

crate::wild::implement::wild!(Notification);
crate::wild::implement::wild!(EventBridgeEvent);

/// The name of the envelope of a notification, which the contract does not describe.
pub(crate) const NOTIFICATION: &str = "Notification";
/// The name of EventBridge's envelope.
pub(crate) const EVENT_BRIDGE_EVENT: &str = "EventBridgeEvent";

const fn property(name: &'static str, value: Type) -> Property {
    Property {
        name,
        since: "46.0.0",
        value,
    }
}

/// The definition of a notification with a body of the type `T`.
struct NotificationOf<T>(PhantomData<T>);

impl<T: WireValue> NotificationOf<T> {
    const PROPERTIES: &'static [Property] = &[
        property("topicName", Type::String),
        property("version", Type::String),
        property("eventBody", T::TYPE),
        property("metadata", NotificationMetadata::TYPE),
        property("timestamp", Type::DateTime),
    ];
    const DEFINITION: Definition = Definition {
        name: NOTIFICATION,
        properties: Self::PROPERTIES,
    };

    fn definition() -> &'static Definition {
        const { &Self::DEFINITION }
    }
}

/// The definition of an EventBridge event whose notification has a body of the type `T`.
struct EventBridgeEventOf<T>(PhantomData<T>);

impl<T: WireValue> EventBridgeEventOf<T> {
    const PROPERTIES: &'static [Property] = &[
        property("version", Type::String),
        property("id", Type::String),
        property("detail-type", Type::String),
        property("source", Type::String),
        property("account", Type::String),
        property("time", Type::DateTime),
        property("region", Type::String),
        property("resources", Type::Array(&Type::String)),
        property("detail", Type::Object(NotificationOf::<T>::definition)),
    ];
    const DEFINITION: Definition = Definition {
        name: EVENT_BRIDGE_EVENT,
        properties: Self::PROPERTIES,
    };

    fn definition() -> &'static Definition {
        const { &Self::DEFINITION }
    }
}

/// A notification on the web socket.
struct AsNotification;

impl Envelope for AsNotification {
    fn around<T: WireValue>() -> Type {
        Type::Object(NotificationOf::<T>::definition)
    }
}

/// A notification in EventBridge's envelope.
struct AsEventBridgeEvent;

impl Envelope for AsEventBridgeEvent {
    fn around<T: WireValue>() -> Type {
        Type::Object(EventBridgeEventOf::<T>::definition)
    }
}
