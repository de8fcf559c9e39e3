//! Projections into the API for messages, `GET /api/v2/conversations/messages/{id}`: each
//! participant and its leg are one object.

use message_model as wire;

use super::Projection;
use super::model::{to_message, to_participant};
use super::routing::{linked, routing_data};
use crate::{Content, Leg, LegIndex, Role};

/// The conversation as the API for messages gives it in its state now, in the release of the
/// conversation's setup.
pub fn to_message_conversation<C: Content + ?Sized>(
    projection: Projection<'_, C>,
) -> wire::MessageConversation {
    let id = projection.content.conversation().id;
    let mut conversation = wire::MessageConversation::default();
    conversation.id = Some(id.into());
    conversation.participants = Some(
        projection
            .legs()
            .map(|(index, leg)| to_media_participant(projection, index, leg))
            .collect(),
    );
    conversation.other_media_uris = Some(Vec::new());
    conversation.self_uri = Some(format!("/api/v2/conversations/messages/{id}"));
    conversation.as_of(projection.revision()).value
}

fn to_media_participant<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    index: LegIndex,
    leg: &Leg,
) -> wire::MessageMediaParticipant {
    // Not yet cut down: this view had `parkTime` in 205, long before the legs of the other view in
    // 257. The caller cuts by this view's own history.
    let participant = to_participant(projection.newest(), index);
    let message = to_message(projection.newest(), index);
    let content = projection.content.participant(index, leg);
    let is_agent = leg.role() == Role::Agent;
    let mut to = wire::MessageMediaParticipant::default();
    to.id = participant.id;
    to.name = participant.name.filter(|_| !is_agent);
    to.address = participant.address;
    to.start_time = participant.start_time;
    to.start_alerting_time = message.start_alerting_time;
    to.connected_time = message.connected_time;
    to.end_time = message.disconnected_time;
    to.start_hold_time = message.start_hold_time;
    to.purpose = participant.purpose;
    to.state = message.state.as_ref().map(media_state);
    to.direction = message.direction;
    to.disconnect_type = message.disconnect_type;
    to.held = message.held;
    to.wrapup_required = participant.wrapup_required;
    to.wrapup_prompt = participant
        .wrapup_prompt
        .map(|prompt| prompt.as_str().to_owned());
    to.media_roles = participant.media_roles;
    to.user = content.user_id.map(|id| linked("users", id));
    to.queue = projection
        .queue_of(index, leg)
        .map(|(id, _)| linked("routing/queues", id));
    to.attributes = participant.attributes;
    // Cut down to message and code where the release has no more (since 75.0.0).
    to.error_info = message.error_info;
    to.script = message.script_id.map(|id| {
        let mut script = wire::EntityRef::default();
        script.self_uri = Some(format!("/api/v2/scripts/{id}"));
        script.id = Some(id);
        script
    });
    to.wrapup_timeout_ms = participant.wrapup_timeout_ms;
    to.wrapup_skipped = participant.wrapup_skipped;
    to.alerting_timeout_ms = participant.alerting_timeout_ms;
    to.provider = message.provider;
    to.external_contact = content
        .external_contact_id
        .map(|id| linked("externalcontacts/contacts", id));
    to.wrapup = participant.wrapup;
    to.peer = message.peer_id;
    to.journey_context = message.journey_context;
    to.conversation_routing_data = routing_data(projection, index, leg).map(Box::new);
    to.start_acw_time = participant.start_acw_time;
    to.end_acw_time = participant.end_acw_time;
    to.park_time = message.park_time;
    to.resume_time = message.resume_time;
    to.to_address = message.to_address;
    to.from_address = message.from_address;
    // Observed: without any message the list is empty, not absent.
    to.messages = Some(message.messages.unwrap_or_default());
    to.r#type = message.r#type;
    to.recipient_country = message.recipient_country;
    to.recipient_type = message.recipient_type;
    to.authenticated = message.authenticated;
    to
}

/// The same state in the wider list of views in which a participant is a leg.
pub(super) fn media_state(state: &wire::MessageState) -> wire::MediaParticipantState {
    wire::MediaParticipantState::from_text(state.as_str())
}
