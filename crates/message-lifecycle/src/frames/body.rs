//! What a frame contains.

use message_model::{self as wire, DetailEvent, EncodeError, encode};

/// What a frame contains: the `eventBody` of a notification.
#[derive(Debug, Clone, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "it is written at once and shared by the topics that carry it"
)]
pub enum FrameBody {
    /// On the topics `conversations` of a user or a queue.
    Conversation(wire::EventConversation),
    /// On the topics `conversations.messages` of a user or a queue.
    Messages(wire::EventMessageConversation),
    /// On the topics of detail events.
    Detail(DetailEvent),
}

impl FrameBody {
    /// The body as compact JSON.
    ///
    /// # Errors
    ///
    /// If it contains an unknown value that cannot be written, which no projection does.
    pub fn to_json(&self) -> Result<String, EncodeError> {
        match self {
            Self::Conversation(conversation) => encode(conversation),
            Self::Messages(conversation) => encode(conversation),
            Self::Detail(event) => encode(event),
        }
    }
}
