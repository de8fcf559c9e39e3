//! Projections into the notifications on `v2.users.{id}.conversations.messages` and
//! `v2.routing.queues.{id}.conversations.messages`: each participant and its leg are one object.

use message_model as wire;

use super::Projection;
use super::event::{to_error_details, without_name};
use super::media::media_state;
use super::model::{to_message, to_participant};
use super::routing::{notified_routing_data, reference};
use crate::{Content, Leg, LegIndex, Role};

/// The conversation as such a notification carries it in its state now, in the release of the
/// conversation's setup.
pub fn to_event_message_conversation<C: Content + ?Sized>(
    projection: Projection<'_, C>,
) -> wire::EventMessageConversation {
    let content = projection.content.conversation();
    let mut conversation = wire::EventMessageConversation::default();
    conversation.id = Some(content.id.into());
    conversation.participants = Some(
        projection
            .legs()
            .map(|(index, leg)| to_event_media_participant(projection, index, leg))
            .collect(),
    );
    conversation.address = content.address.map(|address| address.into_owned());
    conversation.as_of(projection.revision()).value
}

fn to_event_media_participant<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    index: LegIndex,
    leg: &Leg,
) -> wire::EventMediaParticipant {
    let participant = to_participant(projection.newest(), index);
    let message = to_message(projection.newest(), index);
    let is_agent = leg.role() == Role::Agent;
    let mut to = wire::EventMediaParticipant::default();
    to.id = participant.id;
    to.name = participant.name.filter(|_| !is_agent);
    to.address = participant.address;
    // No `startTime` here, unlike in the API for messages: these notifications declare it, but are
    // believed to leave it out (inferred).
    to.connected_time = message.connected_time;
    to.end_time = message.disconnected_time;
    to.start_hold_time = message.start_hold_time;
    to.purpose = participant.purpose;
    to.state = message.state.as_ref().map(media_state);
    to.initial_state = message.initial_state.as_ref().map(media_state);
    to.direction = message.direction;
    to.disconnect_type = message.disconnect_type;
    to.held = message.held;
    to.wrapup_required = participant.wrapup_required;
    to.wrapup_prompt = participant
        .wrapup_prompt
        .map(|prompt| prompt.as_str().to_owned());
    let content = projection.content.participant(index, leg);
    to.user = content.user_id.map(reference);
    to.queue = projection.queue_of(index, leg).map(|(id, _)| reference(id));
    to.attributes = participant.attributes;
    to.error_info = message.error_info;
    to.script = message.script_id.map(reference);
    to.wrapup_timeout_ms = participant.wrapup_timeout_ms;
    to.wrapup_skipped = participant.wrapup_skipped;
    to.alerting_timeout_ms = participant.alerting_timeout_ms;
    to.provider = message.provider;
    to.external_contact = content.external_contact_id.map(reference);
    to.wrapup = participant.wrapup.map(without_name);
    to.conversation_routing_data = notified_routing_data(projection, index, leg).map(Box::new);
    to.peer = message.peer_id;
    to.journey_context = message.journey_context;
    to.start_acw_time = participant.start_acw_time;
    to.end_acw_time = participant.end_acw_time;
    to.resume_time = message.resume_time;
    to.park_time = message.park_time;
    to.media_roles = participant.media_roles;
    to.queue_media_settings = message.queue_media_settings;
    to.messages = message
        .messages
        .map(|messages| messages.into_iter().map(to_details).collect());
    to.r#type = message.r#type;
    to.recipient_country = message.recipient_country;
    to.recipient_type = message.recipient_type;
    to.byo_sms_integration_id = message.byo_sms_integration_id;
    to.engagement_source = message
        .engagement_source
        .map(|source| source.as_str().to_owned());
    to
}

fn to_details(from: wire::MessageDetails) -> wire::EventMediaMessageDetails {
    let mut to = wire::EventMediaMessageDetails::default();
    to.message = from.message_id.map(reference);
    to.message_time = from.message_time;
    to.message_segment_count = from.message_segment_count;
    to.message_status = from.message_status;
    to.media = from.media;
    to.stickers = from.stickers;
    to.error_info = from.error_info.map(to_error_details);
    to.message_metadata = from.message_metadata;
    to.social_visibility = from.social_visibility;
    to
}
