//! What a frame contains.

use message_model::{self as wire, EncodeError, encode};

use crate::projection::DetailEvent;

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
            Self::Detail(event) => match event {
                DetailEvent::CustomerStart(event) => encode(event),
                DetailEvent::CustomerEnd(event) => encode(event),
                DetailEvent::FlowStart(event) => encode(event),
                DetailEvent::FlowEnd(event) => encode(event),
                DetailEvent::AcdStart(event) => encode(event),
                DetailEvent::AcdEnd(event) => encode(event),
                DetailEvent::UserStart(event) => encode(event),
                DetailEvent::UserEnd(event) => encode(event),
                DetailEvent::AfterCallWork(event) => encode(event),
            },
        }
    }
}
