//! How a text is written, compared with how this crate writes what was read from it.

use super::payload::{Payload, Shape};
use crate::value::written::{Rest, Written};

/// What the comparison tells without reading the text once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    /// Byte for byte the same, and all of it is known: nothing is lost, and nothing is beyond the
    /// contract. A null of the contract's would not be written, so there is none.
    OursAndKnown,
    /// Byte for byte the same, with something that this crate does not know.
    Ours,
    /// White space, another order, or another form of a value: nothing is told.
    Another,
}

impl Spelling {
    /// How the text is written that a payload was read from.
    pub(super) fn of(payload: &Payload, text: &str) -> Self {
        let mut rest = Rest::of(text.trim_ascii());
        let is_ours = payload.take_from(&mut rest) && rest.is_empty();
        match (is_ours, rest.has_news()) {
            (true, false) => Self::OursAndKnown,
            (true, true) => Self::Ours,
            (false, _) => Self::Another,
        }
    }
}

impl Written for Payload {
    fn take_from(&self, rest: &mut Rest<'_>) -> bool {
        match self {
            Self::One(shape) => shape.take_from(rest),
            Self::Many(shapes) => shapes.take_from(rest),
        }
    }
}

impl Written for Shape {
    fn take_from(&self, rest: &mut Rest<'_>) -> bool {
        match self {
            Self::Message(message) => message.take_from(rest),
            Self::Conversation(conversation) => conversation.take_from(rest),
            Self::Listing(listing) => listing.take_from(rest),
            Self::Media(media) | Self::OtherMedium(media) => media.take_from(rest),
            Self::MediaListing(listing) | Self::OtherMediumListing(listing) => {
                listing.take_from(rest)
            }
            Self::EventConversation(body) => body.take_from(rest),
            Self::EventMessageConversation(body) => body.take_from(rest),
            Self::DetailEvent(event) => event.take_from(rest),
            Self::MessageData(data) => data.take_from(rest),
            Self::MessageDataListing(listing) => listing.take_from(rest),
            Self::OpenMessage(message) => message.take_from(rest),
            Self::Notification(notification) => notification.take_from(rest),
            Self::EventBridge(event) => event.take_from(rest),
            Self::Foreign(foreign) => foreign.text.take_from(rest),
            Self::Analytics(conversation) => conversation.take_from(rest),
            Self::AnalyticsAnswer(answer) => answer.take_from(rest),
            Self::AnalyticsResults(results) => results.take_from(rest),
        }
    }
}
