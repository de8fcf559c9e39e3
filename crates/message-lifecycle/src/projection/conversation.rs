//! The properties of a conversation: the wire's `Conversation`.

use message_model::RecordingState;

use super::Projection;
use super::property::ConversationProperty;
use crate::Content;

/// Calls `visit` with each property that the conversation has now, in the contract's order.
pub fn visit_conversation<'v, C: Content + ?Sized>(
    projection: Projection<'v, C>,
    mut visit: impl FnMut(ConversationProperty<'v>),
) {
    let content = projection.content.conversation();
    let legs = projection.conversation.legs();
    let mut push = |property: Option<ConversationProperty<'v>>| {
        if let Some(property) = property.and_then(|property| projection.as_sent(property)) {
            visit(property);
        }
    };
    push(Some(ConversationProperty::Id(content.id)));
    push(content.external_tag.map(ConversationProperty::ExternalTag));
    push(
        legs.first()
            .map(|leg| ConversationProperty::StartTime(leg.opened.provider)),
    );
    push(
        projection
            .conversation
            .ended()
            .map(ConversationProperty::EndTime),
    );
    push(content.address.map(ConversationProperty::Address));
    push(Some(ConversationProperty::Participants(legs)));
    push(Some(ConversationProperty::RecordingState(
        RecordingState::None,
    ))); // Observed where nothing is recorded.
    push(Some(ConversationProperty::SelfUri(content.id)));
}
