//! What a frame contains.

use message_model as wire;

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
