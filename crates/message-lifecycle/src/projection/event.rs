//! Projections into the notifications on `v2.users.{id}.conversations` and
//! `v2.routing.queues.{id}.conversations`.
//!
//! A notification carries the whole conversation, so it is the API's conversation with other names,
//! without what notifications leave out, and cut down by a history of its own.

use message_model as wire;

use super::Projection;
use super::model::to_participant;
use super::routing::notified_routing_data;
use crate::{Content, Leg, LegIndex, Role};

/// The conversation as a notification carries it in its state now, in the release of the
/// conversation's setup.
pub fn to_event_conversation<C: Content + ?Sized>(
    projection: Projection<'_, C>,
) -> wire::EventConversation {
    let content = projection.content.conversation();
    let mut conversation = wire::EventConversation::default();
    conversation.id = Some(content.id.into());
    conversation.participants = Some(
        projection
            .legs()
            .map(|(index, leg)| to_event_participant(projection, index, leg))
            .collect(),
    );
    // Observed where nothing is recorded, in lower case unlike the API.
    conversation.recording_state = Some(String::from("none"));
    conversation.address = content.address.map(|address| address.into_owned());
    conversation.external_tag = content.external_tag.map(|tag| tag.into_owned());
    conversation.as_of(projection.revision()).value
}

fn to_event_participant<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    index: LegIndex,
    leg: &Leg,
) -> wire::EventParticipant {
    // Not yet cut down: notifications had some properties before the API, such as `parkTime` in 242
    // and not only in 257. The caller cuts by their own history.
    let from = to_participant(projection.newest(), index);
    let content = projection.content.participant(index, leg);
    let is_agent = leg.role() == Role::Agent;
    let mut to = wire::EventParticipant::default();
    to.id = from.id;
    to.connected_time = from.connected_time;
    to.end_time = from.end_time;
    to.user_id = from.user_id;
    to.external_contact_id = from.external_contact_id;
    // Observed on chats and callbacks: an agent's participant has no name.
    to.name = from.name.filter(|_| !is_agent);
    to.queue_id = projection.queue_of(index, leg).map(|(id, _)| id.into());
    to.purpose = from.purpose;
    to.address = from.address;
    to.wrapup_required = from.wrapup_required;
    // Observed: true for every agent, even one who never answered.
    to.wrapup_expected = Some(is_agent);
    to.wrapup_prompt = from.wrapup_prompt.map(|prompt| prompt.as_str().to_owned());
    to.wrapup_timeout_ms = from.wrapup_timeout_ms;
    to.wrapup = from.wrapup.map(without_name);
    to.start_acw_time = from.start_acw_time;
    to.end_acw_time = from.end_acw_time;
    to.conversation_routing_data = notified_routing_data(projection, index, leg).map(Box::new);
    to.alerting_timeout_ms = from.alerting_timeout_ms;
    to.media_roles = from.media_roles;
    to.attributes = from.attributes;
    to.messages = from
        .messages
        .map(|messages| messages.into_iter().map(to_event_message).collect());
    to.workflow = content.flow.map(|flow| {
        let mut workflow = wire::Workflow::default();
        workflow.workflow_id = Some(flow.id.into());
        workflow
    });
    to
}

fn to_event_message(from: wire::Message) -> wire::EventMessage {
    let mut to = wire::EventMessage::default();
    to.id = from.id;
    to.state = from.state;
    to.initial_state = from.initial_state;
    to.direction = from.direction;
    to.held = from.held;
    to.error_info = from.error_info.map(to_error_details);
    to.provider = from.provider;
    to.script_id = from.script_id;
    to.peer_id = from.peer_id;
    to.disconnect_type = from.disconnect_type;
    to.start_hold_time = from.start_hold_time;
    to.connected_time = from.connected_time;
    to.disconnected_time = from.disconnected_time;
    to.to_address = from.to_address;
    to.from_address = from.from_address;
    to.messages = from
        .messages
        .map(|messages| messages.into_iter().map(to_event_details).collect());
    to.r#type = from.r#type;
    to.recipient_country = from.recipient_country;
    to.recipient_type = from.recipient_type;
    to.journey_context = from.journey_context;
    to.wrapup = from.wrapup.map(without_name);
    to.after_call_work = from.after_call_work;
    to.after_call_work_required = from.after_call_work_required;
    to.agent_assistant_id = from.agent_assistant_id;
    to.engagement_source = from
        .engagement_source
        .map(|source| source.as_str().to_owned());
    to.byo_sms_integration_id = from.byo_sms_integration_id;
    to.queue_media_settings = from.queue_media_settings;
    to.resume_time = from.resume_time;
    to.park_time = from.park_time;
    to
}

fn to_event_details(from: wire::MessageDetails) -> wire::EventMessageDetails {
    let mut to = wire::EventMessageDetails::default();
    to.message_id = from.message_id;
    to.message_time = from.message_time;
    to.message_status = from.message_status;
    to.message_segment_count = from.message_segment_count;
    to.media = from.media;
    to.error_info = from.error_info.map(to_error_details);
    to.stickers = from.stickers;
    to.message_metadata = from.message_metadata;
    to.social_visibility = from.social_visibility;
    to
}

/// The error as notifications give it: without the thing that it is about, nested errors and
/// limits.
pub(super) fn to_error_details(from: Box<wire::ErrorBody>) -> Box<wire::ErrorDetails> {
    let mut to = wire::ErrorDetails::default();
    to.status = from.status;
    to.code = from.code;
    to.message = from.message;
    to.message_with_params = from.message_with_params;
    to.message_params = from.message_params;
    to.context_id = from.context_id;
    Box::new(to)
}

/// The wrap-up as notifications give it: the code alone says which one it is.
pub(super) fn without_name(mut wrapup: Box<wire::Wrapup>) -> Box<wire::Wrapup> {
    wrapup.name = None;
    wrapup.provisional = None;
    wrapup
}
