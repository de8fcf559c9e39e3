//! The properties of a conversation: the wire's `Conversation`.

use message_model::contract::Property;
use message_model::{ApiRevision, RecordingState, Timestamp};
use uuid::Uuid;

use super::Projection;
use super::older::{Cut, Older};
use super::property::{Shown, properties};
use crate::{Content, Leg, Text};

properties! {
    /// One property of a conversation, with its value.
    pub enum ConversationProperty<'p> of "Conversation" {
        Id(Uuid) = "id",
        ExternalTag(Text<'p>) = "externalTag",
        StartTime(Timestamp) = "startTime",
        EndTime(Timestamp) = "endTime",
        Address(Text<'p>) = "address",
        /// One for each leg; visit each with [`visit_participant`](super::visit_participant).
        Participants(&'p [Leg]) = "participants",
        RecordingState(RecordingState) = "recordingState",
        /// It is made from this id.
        SelfUri(Uuid) = "selfUri",
    }
}

impl Cut for ConversationProperty<'_> {
    fn shown(older: &Older) -> &[Shown] {
        &older.conversation
    }

    fn cut(self, property: &'static Property, revision: ApiRevision) -> Option<Self> {
        let sent = |text| property.as_sent(text, revision);
        Some(match self {
            Self::RecordingState(state) => {
                Self::RecordingState(RecordingState::from_text(sent(state.as_str())?))
            }
            // Participants have a visit of their own; the rest has one form in all releases.
            other => other,
        })
    }
}

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
