//! Reading an object as what it is expected to be, without looking through it first.
//!
//! What was read then has to prove by itself that looking through would have said the same. Only
//! the shapes are tried whose values can: those that come by the million.

use super::outline::{LOOKED_AT, Outline, is_of_messages};
use super::payload::Shape;
use crate::{
    AnalyticsConversation, Conversation, EventBridgeEvent, Message, MessageConversation,
    Notification, UnknownProperties, decode,
};

impl Shape {
    /// Reads an object as what this outline says; `None` if it is not certain to be that, which
    /// says nothing about it.
    pub(super) fn as_expected(outline: Outline, json: &str) -> Option<Self> {
        match outline {
            Outline::Message => {
                let message: Box<Message> = decode(json).ok()?;
                is_message(&message).then_some(Self::Message(message))
            }
            Outline::Conversation => {
                let conversation: Box<Conversation> = decode(json).ok()?;
                is_conversation(&conversation).then_some(Self::Conversation(conversation))
            }
            Outline::Media { of_messages: true } => {
                let media: Box<MessageConversation> = decode(json).ok()?;
                is_media_of_messages(&media).then_some(Self::Media(media))
            }
            Outline::Notification => {
                let notification: Notification = decode(json).ok()?;
                // Nothing else has this property.
                let is_certain = notification.event_body.is_some();
                is_certain.then(|| Self::Notification(Box::new(notification)))
            }
            Outline::EventBridge => {
                let event: EventBridgeEvent = decode(json).ok()?;
                is_event_bridge(&event).then(|| Self::EventBridge(Box::new(event)))
            }
            Outline::Analytics => {
                let conversation: Box<AnalyticsConversation> = decode(json).ok()?;
                is_analytics(&conversation).then_some(Self::Analytics(conversation))
            }
            Outline::Listing
            | Outline::MediaListing { .. }
            | Outline::Media { of_messages: false }
            | Outline::EventConversation
            | Outline::EventMessageConversation
            | Outline::DetailEvent(_)
            | Outline::MessageData
            | Outline::MessageDataListing
            | Outline::OpenMessage(_)
            | Outline::Foreign(_)
            | Outline::AnalyticsAnswer
            | Outline::AnalyticsResults => None,
        }
    }
}

/// A leg knows no name that tells something else, and nothing else has its state.
fn is_message(message: &Message) -> bool {
    message.state.is_some() && message.unknown.is_empty()
}

/// The first of the views, and it knows all names.
fn is_conversation(conversation: &Conversation) -> bool {
    let Some(participants) = &conversation.participants else {
        return false;
    };
    let legs = participants
        .iter()
        .flat_map(|one| one.messages.iter().flatten());
    let of_participants = participants.iter().map(|one| &one.unknown);
    let of_legs = legs.map(|leg| &leg.unknown);
    conversation.unknown.is_empty() && all_known(of_participants.chain(of_legs))
}

/// The second of the views, and it knows all names; the first does not know the state of a
/// participant.
fn is_media_of_messages(media: &MessageConversation) -> bool {
    let participants = media.participants.as_deref().unwrap_or_default();
    let messages = participants
        .iter()
        .flat_map(|one| one.messages.iter().flatten());
    let of_participants = participants.iter().map(|one| &one.unknown);
    let of_messages = messages.map(|message| &message.unknown);
    let mut looked_at = participants.iter().take(LOOKED_AT);
    media.unknown.is_empty()
        && looked_at.any(|one| one.state.is_some())
        && all_known(of_participants.chain(of_messages))
        && is_of_messages(media.self_uri.as_deref())
}

fn is_event_bridge(event: &EventBridgeEvent) -> bool {
    event.detail_type.is_some() && event.detail.is_some() && event.unknown.is_empty()
}

/// Only conversations of analytics details have this beginning, and participants.
fn is_analytics(conversation: &AnalyticsConversation) -> bool {
    conversation.participants.is_some()
        && conversation.conversation_start.is_some()
        && conversation.unknown.is_empty()
}

fn all_known<'a>(mut unknown: impl Iterator<Item = &'a UnknownProperties>) -> bool {
    unknown.all(UnknownProperties::is_empty)
}

#[cfg(test)]
mod tests {
    use crate::{
        AnalyticsConversation, Conversation, Message, MessageConversation, MessageMediaParticipant,
        Object, Participant,
    };

    /// The names that tell an envelope, whatever else an object has.
    const OF_ENVELOPES: [&str; 5] = [
        "eventBody",
        "detail-type",
        "detail",
        "topicName",
        "entities",
    ];

    /// The names that tell analytics details.
    const OF_ANALYTICS: [&str; 3] = ["conversationStart", "sessions", "participantId"];

    #[test]
    fn what_has_no_unknown_names_has_none_that_tell_something_else() {
        let knows = |of: &[&str], one: fn() -> &'static crate::Definition| {
            let mut of = of.iter();
            of.any(|name| one().property(name).is_some())
        };
        for one in [
            Message::definition,
            Conversation::definition,
            MessageConversation::definition,
            AnalyticsConversation::definition,
        ] {
            assert!(!knows(&OF_ENVELOPES, one), "{}", one().name);
        }
        for one in [
            Conversation::definition,
            Participant::definition,
            MessageConversation::definition,
            MessageMediaParticipant::definition,
        ] {
            assert!(!knows(&OF_ANALYTICS, one), "{}", one().name);
        }
        let before_leg = [
            "participants",
            "dataAvailabilityDate",
            "conversations",
            "totalHits",
            "conversationStart",
            "eventTime",
        ];
        assert!(!knows(&before_leg, Message::definition));
        assert!(
            !knows(&["state"], Participant::definition),
            "the state of a flat participant"
        );
    }
}
