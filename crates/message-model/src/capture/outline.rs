//! What a text is, told by the names of its properties.
//!
//! The envelopes have names of their own. A conversation is of the view whose definitions know most
//! of the names in it; where several know all of them, of the first one. A lone `id` tells nothing.

use std::collections::BTreeSet;

use serde_json::value::RawValue;

use super::foreign::ForeignKind;
use crate::value::decode::from_json;
use crate::value::definition::{Definition, Type};
use crate::value::text_walk::{Entries, parse};
use crate::wire::topic::medium_of;
use crate::{
    Conversation, DecodeError, DetailEvent, EventConversation, EventMediaMessageDetails,
    EventMediaParticipant, EventMessage, EventMessageConversation, EventParticipant, Message,
    MessageConversation, MessageData, MessageDetails, MessageMediaParticipant, Object, OpenMessage,
    OpenNormalizedMessage, Participant,
};

/// What an object is, as its properties tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outline {
    Notification,
    EventBridge,
    Listing,
    MediaListing { of_messages: bool },
    Conversation,
    Media { of_messages: bool },
    EventConversation,
    EventMessageConversation,
    DetailEvent(&'static str),
    MessageData,
    MessageDataListing,
    OpenMessage(&'static str),
    Message,
    Foreign(ForeignKind),
    Analytics,
    AnalyticsAnswer,
    AnalyticsResults,
}

impl Outline {
    /// The name in messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Notification => "notification",
            Self::EventBridge => "event of EventBridge",
            Self::Listing | Self::MediaListing { .. } | Self::MessageDataListing => "listing",
            Self::Conversation => "conversation",
            Self::Media { .. } => "conversation of one medium",
            Self::EventConversation | Self::EventMessageConversation => "body of a notification",
            Self::DetailEvent(_) => "detail event",
            Self::MessageData => "body of a message",
            Self::OpenMessage(_) => "message of Open Messaging",
            Self::Message => "leg",
            Self::Foreign(_) => "text of another kind",
            Self::Analytics => "conversation of analytics details",
            Self::AnalyticsAnswer | Self::AnalyticsResults => "page of analytics details",
        }
    }

    /// Whether an object can be told to be this by a property of this name alone.
    pub(super) fn is_told_by(self, name: &str) -> bool {
        match self {
            Self::Message => Message::definition().property(name).is_some(),
            Self::Notification => name == "eventBody",
            Self::EventBridge => matches!(name, "detail" | "detail-type"),
            Self::Listing | Self::MediaListing { .. } | Self::MessageDataListing => {
                name == "entities"
            }
            Self::Conversation
            | Self::Media { .. }
            | Self::EventConversation
            | Self::EventMessageConversation => name == "participants",
            Self::DetailEvent(_) => matches!(name, "eventTime" | "conversationId"),
            Self::MessageData => OF_BODY.contains(&name),
            Self::OpenMessage(_) => {
                name == "channel" || OF_OPEN_MESSAGE.contains(&name) || OF_CHANNEL.contains(&name)
            }
            Self::Foreign(_) => false,
            Self::Analytics => matches!(name, "participants" | "conversationStart"),
            Self::AnalyticsAnswer => matches!(name, "conversations" | "totalHits"),
            Self::AnalyticsResults => matches!(name, "cursor" | "dataAvailabilityDate"),
        }
    }

    /// Recognises an object.
    ///
    /// # Errors
    ///
    /// If the text is no JSON object, or nothing in it tells what it is.
    pub(super) fn of(json: &str) -> Result<Self, DecodeError> {
        let Entries(entries) = from_json(json.as_bytes())?;
        Self::of_entries(&entries).ok_or_else(|| {
            DecodeError::of_whole(match entries.as_slice() {
                [] => format!("{EXPECTED}, found an empty object"),
                [(name, _)] if name == "id" => {
                    format!("{EXPECTED}, found an object with nothing but an id")
                }
                _ => format!("{EXPECTED}, found an object with none of their properties"),
            })
        })
    }

    /// Recognises an object that was written by this crate.
    pub(super) fn of_value(value: &RawValue) -> Option<Self> {
        let Entries(entries) = parse(value)?;
        Self::of_entries(&entries)
    }

    fn of_entries(entries: &[Entry<'_>]) -> Option<Self> {
        let value = |name: &str| entries.iter().find(|(known, _)| known == name);
        let has = |name: &str| value(name).is_some();
        if has("eventBody") {
            return Some(Self::Notification);
        }
        if has("detail-type") && has("detail") {
            return Some(Self::EventBridge);
        }
        if let Some((_, topic)) = value("topicName") {
            let topic: String = parse(topic).unwrap_or_default();
            return Some(Self::Foreign(ForeignKind::of_topic(&topic)));
        }
        if let Some((_, entities)) = value("entities") {
            return Some(Self::of_listing(entities));
        }
        if let Some((_, participants)) = value("participants") {
            return Some(Self::of_conversation(entries, participants));
        }
        if has("dataAvailabilityDate") || has("conversations") && has("cursor") {
            return Some(Self::AnalyticsResults);
        }
        if has("conversations") || has("totalHits") {
            return Some(Self::AnalyticsAnswer);
        }
        if has("conversationStart") && !has("sessionId") {
            return Some(Self::Analytics);
        }
        if has("eventTime") && (has("conversationId") || has("participantId")) {
            return Some(Self::DetailEvent(detail_event(entries)));
        }
        let other = other(entries);
        let is_telling =
            |(name, _): &&Entry<'_>| name != "id" && Message::definition().property(name).is_some();
        let is_of_leg = |(name, _): &Entry<'_>| TELLING.contains(&name.as_ref());
        match other {
            Some(other) if !entries.iter().any(is_of_leg) => Some(other),
            _ => entries.iter().find(is_telling).map(|_| Self::Message),
        }
    }

    fn of_listing(entities: &RawValue) -> Self {
        let all: Vec<&RawValue> = parse(entities).unwrap_or_default();
        let mut outlines = all.iter().filter_map(|one| Self::of_value(one));
        match outlines.find(|outline| !matches!(outline, Self::Message)) {
            Some(Self::Media { of_messages }) => Self::MediaListing { of_messages },
            Some(Self::EventMessageConversation) => Self::MediaListing { of_messages: true },
            Some(Self::Conversation | Self::EventConversation) => Self::Listing,
            Some(Self::MessageData) => Self::MessageDataListing,
            Some(_) => Self::Foreign(ForeignKind::Listing),
            // Conversations that show nothing but an id, or names that a conversation has.
            None if all.iter().all(|one| is_conversation_at_most(one)) => Self::Listing,
            None => Self::Foreign(ForeignKind::Listing),
        }
    }

    fn of_conversation(entries: &[Entry<'_>], participants: &RawValue) -> Self {
        let mut names = Names::default();
        names
            .top
            .extend(entries.iter().map(|(name, _)| name.as_ref()));
        let participants: Vec<&RawValue> = parse(participants).unwrap_or_default();
        let participants = participants.into_iter().take(LOOKED_AT);
        let participants: Vec<Entries<'_>> = participants.filter_map(parse).collect();
        let mut legs = Vec::new();
        for (name, value) in participants.iter().flat_map(|Entries(entries)| entries) {
            names.participants.insert(name);
            if name == "messages" {
                let messages: Vec<&RawValue> = parse(value).unwrap_or_default();
                legs.extend(
                    messages
                        .into_iter()
                        .take(LOOKED_AT)
                        .filter_map(parse::<Entries<'_>>),
                );
            }
        }
        let of_legs = legs.iter().flat_map(|Entries(entries)| entries);
        names.legs.extend(of_legs.map(|(name, _)| name.as_ref()));
        let is_of_analytics = |name: &&str| ["sessions", "participantId"].contains(name);
        if names.participants.iter().any(is_of_analytics) || names.top.contains("conversationStart")
        {
            return Self::Analytics;
        }
        let link = entries.iter().find(|(name, _)| name == "selfUri");
        let link: Option<String> = link.and_then(|(_, value)| parse(value));
        let of_messages = is_of_messages(link.as_deref());
        let unknown = VIEWS.map(|view| names.unknown_to(&view()));
        let least = unknown.iter().min().copied().unwrap_or_default();
        match unknown.iter().position(|count| *count == least) {
            Some(1) => Self::Media { of_messages },
            Some(2) => Self::EventConversation,
            Some(3) if of_messages => Self::EventMessageConversation,
            Some(3) => Self::Media { of_messages },
            _ => Self::Conversation,
        }
    }
}

/// Whether a conversation has all the names of the object, which may be none.
fn is_conversation_at_most(object: &RawValue) -> bool {
    let Entries(entries) = parse(object).unwrap_or_default();
    let is_known = |(name, _): &Entry<'_>| Conversation::definition().property(name).is_some();
    entries.iter().all(is_known)
}

type Entry<'a> = (std::borrow::Cow<'a, str>, &'a RawValue);

const EXPECTED: &str = "expected a leg, a conversation, a listing with `entities`, a notification with `eventBody`, a \
                        detail event with `eventTime`, the body of a message, a message of Open Messaging with \
                        `channel`, analytics details with `conversations`, or an array of these";

/// The first participants, and the first entries of their `messages`, tell what all of them are.
pub(super) const LOOKED_AT: usize = 8;

/// The properties of a leg that nothing else has.
const TELLING: [&str; 10] = [
    "state",
    "initialState",
    "held",
    "peerId",
    "connectedTime",
    "disconnectedTime",
    "startAlertingTime",
    "startHoldTime",
    "afterCallWork",
    "scriptId",
];

/// The definitions of a view: of the conversation, a participant, and an entry of its `messages`.
type View = [&'static Definition; 3];

/// The views that have participants, the one that is meant where several would do first.
const VIEWS: [fn() -> View; 4] = [
    || {
        [
            Conversation::definition(),
            Participant::definition(),
            Message::definition(),
        ]
    },
    || {
        [
            MessageConversation::definition(),
            MessageMediaParticipant::definition(),
            MessageDetails::definition(),
        ]
    },
    || {
        [
            EventConversation::definition(),
            EventParticipant::definition(),
            EventMessage::definition(),
        ]
    },
    || {
        [
            EventMessageConversation::definition(),
            EventMediaParticipant::definition(),
            EventMediaMessageDetails::definition(),
        ]
    },
];

/// The names of the properties in a conversation.
#[derive(Default)]
struct Names<'a> {
    top: BTreeSet<&'a str>,
    participants: BTreeSet<&'a str>,
    legs: BTreeSet<&'a str>,
}

impl Names<'_> {
    /// How many of the names a view does not know.
    fn unknown_to(&self, [top, participant, leg]: &View) -> usize {
        let count = |names: &BTreeSet<&str>, definition: &Definition| {
            let is_unknown = |name: &&&str| definition.property(name).is_none();
            names.iter().filter(is_unknown).count()
        };
        count(&self.top, top) + count(&self.participants, participant) + count(&self.legs, leg)
    }
}

/// Whether a conversation of one medium is of messages: its own link says so, if it has one.
pub(super) fn is_of_messages(link: Option<&str>) -> bool {
    let medium = link.and_then(|link| {
        let (_, rest) = link.split_once("/conversations/")?;
        rest.split_once('/').map(|(medium, _)| medium.to_owned())
    });
    // A link without a medium is that of the whole conversation.
    medium.is_none_or(|medium| medium == "messages" || medium_of(&topic(&medium)).is_none())
}

/// A topic of the medium, to ask whether it is one.
fn topic(medium: &str) -> String {
    format!("v2.users.a.conversations.{medium}")
}

/// The name of the detail event that knows most of these names, the earlier one where several do.
fn detail_event(entries: &[Entry<'_>]) -> &'static str {
    let unknown = |definition: &Definition| {
        let is_unknown = |(name, _): &&Entry<'_>| definition.property(name).is_none();
        entries.iter().filter(is_unknown).count()
    };
    let kinds = DetailEvent::kinds().map(|(name, definition)| (unknown(definition), name));
    let first = kinds.min_by_key(|(unknown, _)| *unknown);
    first.expect("there are kinds").1
}

/// The properties that only the body of a message has.
const OF_BODY: [&str; 6] = [
    "textBody",
    "normalizedMessage",
    "messengerType",
    "normalizedReceipts",
    "providerMessageId",
    "createdBy",
];

/// The properties that only a message of Open Messaging has.
const OF_OPEN_MESSAGE: [&str; 3] = ["isFinalReceipt", "originatingEntity", "buttonResponse"];

/// What stands beside `channel` in a message of Open Messaging.
const OF_CHANNEL: [&str; 7] = [
    "type",
    "direction",
    "text",
    "content",
    "events",
    "status",
    "reasons",
];

/// Whether an object has addresses as a body has them, as texts and not as objects, and nothing
/// that a body has not: one without a text, such as a sticker of an older release.
fn is_body_with_addresses(entries: &[Entry<'_>]) -> bool {
    let is_address = |(name, value): &Entry<'_>| {
        matches!(name.as_ref(), "fromAddress" | "toAddress") && value.get().starts_with('"')
    };
    let is_of_body = |(name, _): &Entry<'_>| MessageData::definition().property(name).is_some();
    entries.iter().any(is_address) && entries.iter().all(is_of_body)
}

/// What an object is that is no leg, if its names tell.
fn other(entries: &[Entry<'_>]) -> Option<Outline> {
    let has = |name: &str| entries.iter().any(|(known, _)| known == name);
    let any = |names: &[&str]| names.iter().any(|name| has(name));
    if any(&OF_BODY) || is_body_with_addresses(entries) {
        Some(Outline::MessageData)
    } else if (has("class") && any(&["body", "code"]))
        || (has("action") && any(&["token", "message"]))
    {
        Some(Outline::Foreign(ForeignKind::GuestFrame))
    } else if any(&OF_OPEN_MESSAGE) || (has("channel") && any(&OF_CHANNEL)) {
        Some(Outline::OpenMessage(open_message(entries)))
    } else if any(&["sessionId", "metrics", "conversationStart", "sessions"]) {
        Some(Outline::Foreign(ForeignKind::Analytics))
    } else {
        None
    }
}

/// The name of the kind of message that knows most of these names, and of those in its content: a
/// choice and a text differ there alone. Where several know as many, the direction counts: only the
/// webhook gets what is outbound. Then the earlier one is meant.
fn open_message(entries: &[Entry<'_>]) -> &'static str {
    let direction = entries.iter().find(|(name, _)| name == "direction");
    let direction: Option<String> = direction.and_then(|(_, value)| parse(value));
    let is_outbound = direction.map(|direction| direction == "Outbound");
    // Only what the business writes has it.
    let has_writer = entries.iter().any(|(name, _)| name == "originatingEntity");
    let is_outbound = is_outbound.or(has_writer.then_some(true));
    let unknown = |definition: &Definition| -> usize {
        let of_entry = |(name, value): &Entry<'_>| match definition.property(name) {
            Some(property) => unknown_of_elements(property.value, value),
            None => 1,
        };
        entries.iter().map(of_entry).sum()
    };
    let kinds = OpenMessage::kinds().map(|(name, definition)| {
        let is_webhook = definition.name == OpenNormalizedMessage::definition().name;
        let is_against = is_outbound.is_some_and(|is_outbound| is_outbound != is_webhook);
        ((unknown(definition), is_against), name)
    });
    let first = kinds.min_by_key(|(unlike, _)| *unlike);
    first.expect("there are kinds").1
}

/// How many names in the objects of an array their type does not know.
fn unknown_of_elements(of: Type, value: &RawValue) -> usize {
    let Type::Array(&Type::Object(definition)) = of else {
        return 0;
    };
    let elements: Vec<Entries<'_>> = parse(value).unwrap_or_default();
    let names = elements.iter().flat_map(|Entries(entries)| entries);
    let is_unknown = |(name, _): &&Entry<'_>| definition().property(name).is_none();
    names.filter(is_unknown).count()
}

/// The elements of an array, as slices of its text.
pub(super) fn elements(json: &str) -> Result<Vec<&RawValue>, DecodeError> {
    from_json(json.as_bytes())
}
