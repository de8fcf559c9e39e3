//! The properties of a conversation: the wire's `Conversation`.

use message_model::{RecordingState, Timestamp};
use uuid::Uuid;

use super::view::View;
use crate::{Content, Leg, Text};

/// One property of a conversation, with its value.
#[derive(Debug, Clone, PartialEq)]
pub enum ConversationProperty<'p> {
    /// `id`
    Id(Uuid),
    /// `externalTag`
    ExternalTag(Text<'p>),
    /// `startTime`
    StartTime(Timestamp),
    /// `endTime`
    EndTime(Timestamp),
    /// `address`
    Address(Text<'p>),
    /// `participants`: one for each leg; visit each with
    /// [`visit_participant`](super::visit_participant)
    Participants(&'p [Leg]),
    /// `recordingState`
    RecordingState(RecordingState),
    /// `selfUri`, which is made from this id
    SelfUri(Uuid),
}

/// Calls `visit` with each property that the conversation has now, in the contract's order.
pub fn visit_conversation<'v, C: Content + ?Sized>(
    view: View<'v, C>,
    mut visit: impl FnMut(ConversationProperty<'v>),
) {
    let content = view.content.conversation();
    let legs = view.conversation.legs();
    let mut push = |property: Option<ConversationProperty<'v>>| {
        if let Some(property) = property {
            visit(property);
        }
    };
    push(Some(ConversationProperty::Id(content.id)));
    push(content.external_tag.map(ConversationProperty::ExternalTag));
    push(
        legs.first()
            .map(|leg| ConversationProperty::StartTime(leg.opened.provider)),
    );
    push(view.conversation.ended().map(ConversationProperty::EndTime));
    push(content.address.map(ConversationProperty::Address));
    push(Some(ConversationProperty::Participants(legs)));
    push(Some(ConversationProperty::RecordingState(
        RecordingState::None,
    ))); // Observed where nothing is recorded.
    push(Some(ConversationProperty::SelfUri(content.id)));
}
