//! Projections into the wire types of `message_model`.

use message_model as wire;

use super::Projection;
use super::conversation::visit_conversation;
use super::details::visit_details;
use super::leg::visit_leg;
use super::participant::visit_participant;
use super::property::{
    ConversationProperty, DetailsProperty, LegProperty, ParticipantProperty, WorkSummary,
    WrapUpSummary,
};
use crate::{AddressContent, Content, LegIndex, MessageIndex, Segment, SegmentEnd, Text};

/// The leg as the wire's [`Message`](wire::Message), in its state now. Empty if the conversation
/// has no such leg.
pub fn to_message<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    index: LegIndex,
) -> wire::Message {
    let mut message = wire::Message::default();
    visit_leg(projection, index, |property| match property {
        LegProperty::State(state) => message.state = Some(state),
        LegProperty::InitialState(state) => message.initial_state = Some(state),
        LegProperty::Id(id) => message.id = Some(id.into()),
        LegProperty::Held(held) => message.held = Some(held),
        LegProperty::Segments(segments) => {
            message.segments = Some(segments.iter().map(to_segment).collect())
        }
        LegProperty::Direction(direction) => message.direction = Some(direction.clone()),
        LegProperty::RecordingId(id) => message.recording_id = Some(id.into()),
        LegProperty::ErrorInfo(error) => message.error_info = Some(Box::new(error.into_owned())),
        LegProperty::DisconnectType(ending) => {
            message.disconnect_type = Some(ending.disconnect_type())
        }
        LegProperty::StartHoldTime(time) => message.start_hold_time = Some(time),
        LegProperty::StartAlertingTime(time) => message.start_alerting_time = Some(time),
        LegProperty::ConnectedTime(time) => message.connected_time = Some(time),
        LegProperty::DisconnectedTime(time) => message.disconnected_time = Some(time),
        LegProperty::Provider(provider) => message.provider = Some(provider.into_owned()),
        LegProperty::Authenticated(authenticated) => message.authenticated = Some(authenticated),
        LegProperty::Type(channel) => message.r#type = Some(channel.into_owned()),
        LegProperty::RecipientCountry(country) => {
            message.recipient_country = Some(country.into_owned())
        }
        LegProperty::RecipientType(kind) => message.recipient_type = Some(kind.into_owned()),
        LegProperty::ScriptId(id) => message.script_id = Some(id.into()),
        LegProperty::PeerId(id) => message.peer_id = Some(id.into()),
        LegProperty::ToAddress(address) => message.to_address = Some(Box::new(to_address(address))),
        LegProperty::FromAddress(address) => {
            message.from_address = Some(Box::new(to_address(address)))
        }
        LegProperty::Messages(messages) => {
            message.messages = Some(
                messages
                    .iter()
                    .map(|&index| to_details(projection, index))
                    .collect(),
            );
        }
        LegProperty::JourneyContext(context) => {
            message.journey_context = Some(Box::new(context.into_owned()))
        }
        LegProperty::Wrapup(summary) => message.wrapup = Some(Box::new(to_wrapup(summary))),
        LegProperty::AfterCallWork(work) => {
            message.after_call_work = Some(Box::new(to_after_call_work(work)))
        }
        LegProperty::AfterCallWorkRequired(required) => {
            message.after_call_work_required = Some(required)
        }
        LegProperty::AgentAssistantId(id) => message.agent_assistant_id = Some(id.into()),
        LegProperty::ByoSmsIntegrationId(id) => message.byo_sms_integration_id = Some(id.into()),
        LegProperty::QueueMediaSettings(settings) => {
            message.queue_media_settings = Some(Box::new(settings.into_owned()))
        }
        LegProperty::EngagementSource(source) => message.engagement_source = Some(source),
        LegProperty::ResumeTime(time) => message.resume_time = Some(time),
        LegProperty::ParkTime(time) => message.park_time = Some(time),
    });
    message
}

/// The message as the wire's [`MessageDetails`](wire::MessageDetails), in its state now. Empty if
/// the conversation has no such message.
pub fn to_details<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    index: MessageIndex,
) -> wire::MessageDetails {
    let mut details = wire::MessageDetails::default();
    visit_details(projection, index, |property| match property {
        DetailsProperty::MessageId(id) => details.message_id = Some(id.into()),
        DetailsProperty::MessageUri(uri) => details.message_uri = Some(uri.into_owned()),
        DetailsProperty::MessageStatus(status) => {
            details.message_status = Some(status.message_status())
        }
        DetailsProperty::MessageSegmentCount(count) => details.message_segment_count = Some(count),
        DetailsProperty::MessageTime(time) => details.message_time = Some(time),
        DetailsProperty::Media(media) => details.media = Some(media.into_owned()),
        DetailsProperty::Stickers(stickers) => details.stickers = Some(stickers.into_owned()),
        DetailsProperty::MessageMetadata(metadata) => {
            details.message_metadata = Some(Box::new(metadata.into_owned()))
        }
        DetailsProperty::SocialVisibility(visibility) => {
            details.social_visibility = Some(visibility)
        }
        DetailsProperty::ErrorInfo(error) => {
            details.error_info = Some(Box::new(error.into_owned()))
        }
    });
    details
}

/// The participant who holds the leg, as the wire's [`Participant`](wire::Participant). Empty if
/// the conversation has no such leg.
pub fn to_participant<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    index: LegIndex,
) -> wire::Participant {
    let mut participant = wire::Participant::default();
    visit_participant(projection, index, |property| match property {
        ParticipantProperty::Id(id) => participant.id = Some(id.into()),
        ParticipantProperty::StartTime(time) => participant.start_time = Some(time),
        ParticipantProperty::EndTime(time) => participant.end_time = Some(time),
        ParticipantProperty::ConnectedTime(time) => participant.connected_time = Some(time),
        ParticipantProperty::Name(name) => participant.name = Some(name.into_owned()),
        ParticipantProperty::User(id) => {
            participant.user_uri = Some(format!("/api/v2/users/{id}"));
            participant.user_id = Some(id.into());
        }
        ParticipantProperty::ExternalContactId(id) => {
            participant.external_contact_id = Some(id.into())
        }
        ParticipantProperty::QueueId(id) => participant.queue_id = Some(id.into()),
        ParticipantProperty::QueueName(name) => participant.queue_name = Some(name.into_owned()),
        ParticipantProperty::Purpose(role) => participant.purpose = Some(role.purpose().to_owned()),
        ParticipantProperty::ParticipantType(kind) => {
            participant.participant_type = Some(kind.to_owned())
        }
        ParticipantProperty::Address(address) => participant.address = Some(address.into_owned()),
        ParticipantProperty::WrapupRequired(required) => {
            participant.wrapup_required = Some(required)
        }
        ParticipantProperty::WrapupPrompt(prompt) => participant.wrapup_prompt = Some(prompt),
        ParticipantProperty::WrapupTimeoutMs(timeout) => {
            participant.wrapup_timeout_ms = Some(timeout)
        }
        ParticipantProperty::WrapupSkipped(skipped) => participant.wrapup_skipped = Some(skipped),
        ParticipantProperty::Wrapup(summary) => {
            participant.wrapup = Some(Box::new(to_wrapup(summary)))
        }
        ParticipantProperty::MediaRoles(roles) => {
            participant.media_roles = Some(roles.iter().map(|&role| role.to_owned()).collect());
        }
        ParticipantProperty::ConversationRoutingData(data) => {
            // The contract of this view names no properties of it, so the model keeps it as JSON.
            participant.conversation_routing_data = wire::RawJson::from_value(&data).ok();
        }
        ParticipantProperty::AlertingTimeoutMs(timeout) => {
            participant.alerting_timeout_ms = Some(timeout)
        }
        ParticipantProperty::Attributes(attributes) => {
            let own = |(name, value): (Text<'_>, Text<'_>)| (name.into_owned(), value.into_owned());
            participant.attributes = Some(attributes.into_iter().map(own).collect());
        }
        ParticipantProperty::Messages(leg) => {
            participant.messages = Some(vec![to_message(projection, leg)])
        }
        ParticipantProperty::StartAcwTime(time) => participant.start_acw_time = Some(time),
        ParticipantProperty::EndAcwTime(time) => participant.end_acw_time = Some(time),
    });
    participant
}

/// The conversation as the wire's [`Conversation`](wire::Conversation), in its state now.
///
/// ```no_run
/// # use message_lifecycle::{Content, projection::Projection};
/// # fn show(projection: Projection<'_, dyn Content>) {
/// use message_lifecycle::projection::{to_conversation, to_message};
/// use message_lifecycle::LegIndex;
///
/// let conversation = to_conversation(projection);
/// let legs = conversation.participants.unwrap()[0].messages.clone().unwrap();
/// assert_eq!(legs, [to_message(projection, LegIndex::new(0))]);
/// # }
/// ```
pub fn to_conversation<C: Content + ?Sized>(projection: Projection<'_, C>) -> wire::Conversation {
    let mut conversation = wire::Conversation::default();
    visit_conversation(projection, |property| match property {
        ConversationProperty::Id(id) => conversation.id = Some(id.into()),
        ConversationProperty::ExternalTag(tag) => {
            conversation.external_tag = Some(tag.into_owned())
        }
        ConversationProperty::StartTime(time) => conversation.start_time = Some(time),
        ConversationProperty::EndTime(time) => conversation.end_time = Some(time),
        ConversationProperty::Address(address) => conversation.address = Some(address.into_owned()),
        ConversationProperty::Participants(legs) => {
            let indexes = (0u32..).map(LegIndex::new).take(legs.len());
            conversation.participants = Some(
                indexes
                    .map(|index| to_participant(projection, index))
                    .collect(),
            );
        }
        ConversationProperty::RecordingState(state) => conversation.recording_state = Some(state),
        ConversationProperty::SelfUri(id) => {
            conversation.self_uri = Some(format!("/api/v2/conversations/{id}"))
        }
    });
    conversation
}

fn to_segment(segment: Segment) -> wire::Segment {
    let mut wire = wire::Segment::default();
    wire.start_time = Some(segment.start);
    wire.r#type = Some(segment.kind.as_str().to_owned());
    if let Some((at, how)) = segment.end {
        wire.end_time = Some(at);
        wire.how_ended = Some(how.how_ended().to_owned());
        wire.disconnect_type = match how {
            SegmentEnd::Next(_) => None,
            SegmentEnd::Disconnect(ending) => Some(ending.as_str().to_owned()),
        };
    }
    wire
}

fn to_address(content: AddressContent<'_>) -> wire::Address {
    let own = |text: Option<Text<'_>>| text.map(Text::into_owned);
    let mut address = wire::Address::default();
    address.name = own(content.name);
    address.name_raw = own(content.name_raw);
    address.address_normalized = own(content.normalized);
    address.address_raw = own(content.raw);
    address.address_displayable = own(content.displayable);
    address
}

fn to_wrapup(summary: WrapUpSummary<'_>) -> wire::Wrapup {
    let mut wrapup = wire::Wrapup::default();
    wrapup.code = Some(summary.content.code.into_owned());
    wrapup.name = summary.content.name.map(Text::into_owned);
    wrapup.notes = summary.content.notes.map(Text::into_owned);
    wrapup.duration_seconds = Some(summary.duration_seconds);
    wrapup.end_time = Some(summary.end);
    wrapup
}

fn to_after_call_work(summary: WorkSummary) -> wire::AfterCallWork {
    let mut work = wire::AfterCallWork::default();
    work.start_time = Some(summary.start);
    work.end_time = summary.end;
    work.state = Some(summary.state);
    work
}
