//! Documents of all views in the form of the API's conversation, for who reads them all alike.
//!
//! The views say the same in other places: what a notification calls its error is a smaller object,
//! and in the views of one medium the participant is the leg.

use std::borrow::Cow;

use crate::{
    AnalyticsConversation, Conversation, DetailEvent, Document, DocumentContent, EntityRef,
    ErrorBody, ErrorDetails, EventConversation, EventMediaMessageDetails, EventMediaParticipant,
    EventMessage, EventMessageConversation, EventMessageDetails, EventParticipant, Id, Message,
    MessageConversation, MessageData, MessageDetails, MessageMediaParticipant, MessageState,
    OpenMessage, Participant, WrapupPrompt,
};

/// A document in the form of the API's conversation, whichever view it was seen in.
///
/// Who took part and what happened when is carried over: identifiers, names, states, times, peers,
/// errors and wrap-ups. The rest, such as attributes and routing, stays in the document.
///
/// ```
/// use message_model::{Capture, CommonForm};
///
/// let text = r#"{"topicName": "v2.users.a.conversations.messages",
///     "eventBody": {"participants": [{"purpose": "agent", "state": "alerting"}]}}"#;
/// let capture = Capture::read(text)?;
/// let document = capture.documents().next().unwrap();
/// let CommonForm::Flat(conversation, legs) = document.common_form() else { panic!("{document:?}") };
/// assert_eq!(conversation.participants.unwrap()[0].purpose.as_deref(), Some("agent"));
/// assert_eq!(legs[0].as_ref().unwrap().state.as_ref().unwrap().as_str(), "alerting");
/// # Ok::<(), message_model::DecodeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[allow(
    clippy::large_enum_variant,
    reason = "it is read at once and never stored in numbers"
)]
pub enum CommonForm<'a> {
    /// A leg outside of any conversation.
    Message(&'a Message),
    /// A conversation with its legs inside of participants.
    Nested(Cow<'a, Conversation>),
    /// A conversation whose participants are legs themselves: for each participant its leg, if it
    /// is one. The participants of the conversation hold no legs.
    Flat(Box<Conversation>, Vec<Option<Message>>),
    /// A detail event.
    DetailEvent(&'a DetailEvent),
    /// A message with its text.
    MessageData(&'a MessageData),
    /// A message of Open Messaging.
    OpenMessage(&'a OpenMessage),
    /// A conversation of the analytics details, which has no legs but sessions.
    Analytics(&'a AnalyticsConversation),
}

impl<'a> Document<'a> {
    /// The document in the form of the API's conversation.
    #[must_use]
    pub fn common_form(&self) -> CommonForm<'a> {
        let flat = |(conversation, legs)| CommonForm::Flat(Box::new(conversation), legs);
        match self.content {
            DocumentContent::Message(message) => CommonForm::Message(message),
            DocumentContent::Conversation(conversation) => {
                CommonForm::Nested(Cow::Borrowed(conversation))
            }
            DocumentContent::EventConversation(body) => {
                CommonForm::Nested(Cow::Owned(nested(body)))
            }
            DocumentContent::Media(media) => flat(of_media(media)),
            DocumentContent::EventMessageConversation(body) => flat(of_media_event(body)),
            DocumentContent::DetailEvent(event) => CommonForm::DetailEvent(event),
            DocumentContent::MessageData(data) => CommonForm::MessageData(data),
            DocumentContent::OpenMessage(message) => CommonForm::OpenMessage(message),
            DocumentContent::Analytics(conversation) => CommonForm::Analytics(conversation),
        }
    }
}

/// The body of a notification, with legs inside of participants.
fn nested(from: &EventConversation) -> Conversation {
    Conversation {
        id: from.id.clone(),
        inactivity_timeout: from.inactivity_timeout,
        participants: from
            .participants
            .as_ref()
            .map(|all| all.iter().map(participant).collect()),
        ..Conversation::default()
    }
}

fn participant(from: &EventParticipant) -> Participant {
    Participant {
        id: from.id.clone(),
        connected_time: from.connected_time,
        end_time: from.end_time,
        user_id: from.user_id.clone(),
        queue_id: from.queue_id.clone(),
        name: from.name.clone(),
        purpose: from.purpose.clone(),
        wrapup_required: from.wrapup_required,
        wrapup_prompt: from.wrapup_prompt.as_deref().map(WrapupPrompt::from_text),
        wrapup_timeout_ms: from.wrapup_timeout_ms,
        wrapup: from.wrapup.clone(),
        start_acw_time: from.start_acw_time,
        end_acw_time: from.end_acw_time,
        alerting_timeout_ms: from.alerting_timeout_ms,
        calls: from.calls.clone(),
        callbacks: from.callbacks.clone(),
        chats: from.chats.clone(),
        emails: from.emails.clone(),
        messages: from
            .messages
            .as_ref()
            .map(|all| all.iter().map(leg).collect()),
        ..Participant::default()
    }
}

fn leg(from: &EventMessage) -> Message {
    // Notifications never have it (documented); one that has it is a find for who compares views.
    let alerting_since = from.unknown.get("startAlertingTime");
    Message {
        state: from.state.clone(),
        initial_state: from.initial_state.clone(),
        id: from.id.clone(),
        direction: from.direction.clone(),
        held: from.held,
        error_info: from.error_info.as_deref().map(error),
        provider: from.provider.clone(),
        peer_id: from.peer_id.clone(),
        disconnect_type: from.disconnect_type.clone(),
        start_hold_time: from.start_hold_time,
        start_alerting_time: alerting_since.and_then(|time| time.decode().ok()),
        connected_time: from.connected_time,
        disconnected_time: from.disconnected_time,
        to_address: from.to_address.clone(),
        from_address: from.from_address.clone(),
        r#type: from.r#type.clone(),
        recipient_country: from.recipient_country.clone(),
        wrapup: from.wrapup.clone(),
        after_call_work: from.after_call_work.clone(),
        after_call_work_required: from.after_call_work_required,
        queue_media_settings: from.queue_media_settings.clone(),
        resume_time: from.resume_time,
        park_time: from.park_time,
        messages: from
            .messages
            .as_ref()
            .map(|all| all.iter().map(details).collect()),
        ..Message::default()
    }
}

fn details(from: &EventMessageDetails) -> MessageDetails {
    MessageDetails {
        message_id: from.message_id.clone(),
        message_time: from.message_time,
        message_status: from.message_status.clone(),
        message_segment_count: from.message_segment_count,
        error_info: from.error_info.as_deref().map(error),
        ..MessageDetails::default()
    }
}

/// The smaller error of notifications.
fn error(from: &ErrorDetails) -> Box<ErrorBody> {
    Box::new(ErrorBody {
        status: from.status,
        code: from.code.clone(),
        message: from.message.clone(),
        ..ErrorBody::default()
    })
}

/// The participant of a view where it is the leg too.
macro_rules! flat_participant {
    ($from:expr) => {
        Participant {
            id: $from.id.clone(),
            start_time: $from.start_time,
            connected_time: $from.connected_time,
            end_time: $from.end_time,
            user_id: id_of($from.user.as_ref()),
            queue_id: id_of($from.queue.as_ref()),
            name: $from.name.clone(),
            purpose: $from.purpose.clone(),
            wrapup_required: $from.wrapup_required,
            wrapup_prompt: $from.wrapup_prompt.as_deref().map(WrapupPrompt::from_text),
            wrapup_timeout_ms: $from.wrapup_timeout_ms,
            wrapup_skipped: $from.wrapup_skipped,
            alerting_timeout_ms: $from.alerting_timeout_ms,
            wrapup: $from.wrapup.clone(),
            start_acw_time: $from.start_acw_time,
            end_acw_time: $from.end_acw_time,
            ..Participant::default()
        }
    };
}

/// `GET /api/v2/conversations/messages/{id}`.
fn of_media(from: &MessageConversation) -> (Conversation, Vec<Option<Message>>) {
    let participants = from.participants.as_deref();
    let legs = participants.unwrap_or_default().iter().map(flat_leg);
    let to = Conversation {
        id: from.id.clone(),
        inactivity_timeout: from.inactivity_timeout,
        participants: participants
            .map(|all| all.iter().map(|from| flat_participant!(from)).collect()),
        ..Conversation::default()
    };
    (to, legs.collect())
}

fn flat_leg(from: &MessageMediaParticipant) -> Option<Message> {
    Some(Message {
        state: Some(MessageState::from_text(from.state.as_ref()?.as_str())),
        id: from.id.clone(),
        direction: from.direction.clone(),
        held: from.held,
        error_info: from.error_info.clone(),
        provider: from.provider.clone(),
        peer_id: from.peer.clone(),
        disconnect_type: from.disconnect_type.clone(),
        start_hold_time: from.start_hold_time,
        start_alerting_time: from.start_alerting_time,
        connected_time: from.connected_time,
        disconnected_time: from.end_time,
        to_address: from.to_address.clone(),
        from_address: from.from_address.clone(),
        r#type: from.r#type.clone(),
        recipient_country: from.recipient_country.clone(),
        resume_time: from.resume_time,
        park_time: from.park_time,
        messages: from.messages.clone(),
        ..Message::default()
    })
}

/// The body of a notification about one medium.
fn of_media_event(from: &EventMessageConversation) -> (Conversation, Vec<Option<Message>>) {
    let participants = from.participants.as_deref();
    let legs = participants.unwrap_or_default().iter().map(event_leg);
    let to = Conversation {
        id: from.id.clone(),
        inactivity_timeout: from.inactivity_timeout,
        participants: participants
            .map(|all| all.iter().map(|from| flat_participant!(from)).collect()),
        ..Conversation::default()
    };
    (to, legs.collect())
}

fn event_leg(from: &EventMediaParticipant) -> Option<Message> {
    // Notifications never have it (documented); one that has it is a find for who compares views.
    let alerting_since = from.unknown.get("startAlertingTime");
    Some(Message {
        state: Some(MessageState::from_text(from.state.as_ref()?.as_str())),
        initial_state: from
            .initial_state
            .as_ref()
            .map(|state| MessageState::from_text(state.as_str())),
        id: from.id.clone(),
        direction: from.direction.clone(),
        held: from.held,
        error_info: from.error_info.clone(),
        provider: from.provider.clone(),
        peer_id: from.peer.clone(),
        disconnect_type: from.disconnect_type.clone(),
        start_hold_time: from.start_hold_time,
        start_alerting_time: alerting_since.and_then(|time| time.decode().ok()),
        connected_time: from.connected_time,
        disconnected_time: from.end_time,
        r#type: from.r#type.clone(),
        recipient_country: from.recipient_country.clone(),
        queue_media_settings: from.queue_media_settings.clone(),
        resume_time: from.resume_time,
        park_time: from.park_time,
        messages: from
            .messages
            .as_ref()
            .map(|all| all.iter().map(media_details).collect()),
        ..Message::default()
    })
}

fn media_details(from: &EventMediaMessageDetails) -> MessageDetails {
    MessageDetails {
        message_id: id_of(from.message.as_ref()),
        message_time: from.message_time,
        message_status: from.message_status.clone(),
        message_segment_count: from.message_segment_count,
        error_info: from.error_info.as_deref().map(error),
        ..MessageDetails::default()
    }
}

fn id_of(reference: Option<&EntityRef>) -> Option<Id> {
    reference?.id.clone()
}
