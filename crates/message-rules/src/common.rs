//! A document of any view in the form of the API's conversation, which is what most rules read.
//!
//! The views say the same in other places: what a notification calls its error is a smaller object,
//! and in the views of one medium the participant is the leg. Only what rules compare is carried
//! over, and findings name the places of the document itself.

use std::borrow::Cow;

use message_model::contract::View;
use message_model::{
    Conversation, DetailEvent, Document, DocumentContent, EntityRef, ErrorBody, ErrorDetails,
    EventConversation, EventMediaMessageDetails, EventMediaParticipant, EventMessage,
    EventMessageConversation, EventMessageDetails, EventParticipant, Id, Message,
    MessageConversation, MessageDetails, MessageMediaParticipant, MessageState, Participant,
    WrapupPrompt,
};

use crate::medium::Medium;

/// A document in the common form.
#[derive(Debug, Clone)]
pub(crate) struct Common<'a> {
    /// The path from the top of the payload to the document; empty at the top.
    pub(crate) path: String,
    /// The view, if the document says which it is; what has no envelope may not.
    pub(crate) view: Option<View>,
    pub(crate) content: Content<'a>,
    /// The paths of the references with a link, in a view whose references have none.
    pub(crate) linked: Vec<String>,
}

/// What a document is in the common form.
#[derive(Debug, Clone)]
pub(crate) enum Content<'a> {
    /// A leg outside of any conversation.
    Message(Cow<'a, Message>),
    /// A conversation with its legs inside of participants.
    Nested(Cow<'a, Conversation>),
    /// A conversation whose participants are legs of this medium; each with its leg, if it is one.
    Flat(Box<Conversation>, Option<Medium>, Vec<Option<Message>>),
    /// A detail event.
    Event(Box<Cow<'a, DetailEvent>>),
    /// A document without legs.
    Nothing,
}

impl<'a> Common<'a> {
    /// The document in the common form.
    pub(crate) fn of(document: &Document<'a>) -> Self {
        let of_document = |view, content| Self {
            path: document.path.clone(),
            view,
            content,
            linked: Vec::new(),
        };
        let flat = |conversation: Conversation, legs: Vec<Option<Message>>| {
            let content = Content::Flat(Box::new(conversation), medium(document), legs);
            of_document(Some(document.view()), content)
        };
        match document.content {
            DocumentContent::Message(message) => {
                of_document(None, Content::Message(Cow::Borrowed(message)))
            }
            DocumentContent::Conversation(conversation) => {
                of_document(None, Content::Nested(Cow::Borrowed(conversation)))
            }
            DocumentContent::EventConversation(body) => {
                let conversation = Cow::Owned(nested(body));
                of_document(Some(View::Notification), Content::Nested(conversation))
            }
            DocumentContent::Media(media) => {
                let (conversation, legs) = of_media(media);
                flat(conversation, legs)
            }
            DocumentContent::EventMessageConversation(body) => {
                let (conversation, legs) = of_media_event(body);
                Self {
                    linked: linked(body),
                    ..flat(conversation, legs)
                }
            }
            DocumentContent::DetailEvent(event) => of_document(
                Some(View::DetailEvent),
                Content::Event(Box::new(Cow::Borrowed(event))),
            ),
            _ => of_document(None, Content::Nothing),
        }
    }

    /// The same, without the payload that it came in.
    pub(crate) fn into_owned(self) -> Common<'static> {
        Common {
            path: self.path,
            view: self.view,
            linked: self.linked,
            content: match self.content {
                Content::Message(message) => Content::Message(Cow::Owned(message.into_owned())),
                Content::Nested(one) => Content::Nested(Cow::Owned(one.into_owned())),
                Content::Flat(conversation, medium, legs) => {
                    Content::Flat(conversation, medium, legs)
                }
                Content::Event(event) => Content::Event(Box::new(Cow::Owned(event.into_owned()))),
                Content::Nothing => Content::Nothing,
            },
        }
    }
}

/// What distinguishes the sequences in a capture: one of each conversation, or single leg, in each
/// view. What one view shows later than another, or not at all, has neither come late nor vanished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Key<'a> {
    view: View,
    id: Option<&'a Id>,
}

/// A key that outlives the payload it came from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct OwnKey {
    view: View,
    id: Option<Id>,
}

impl Key<'_> {
    pub(crate) fn into_owned(self) -> OwnKey {
        OwnKey {
            view: self.view,
            id: self.id.cloned(),
        }
    }
}

/// The key of a document.
pub(crate) fn key<'a>(document: &Document<'a>) -> Key<'a> {
    let id = match document.content {
        DocumentContent::Message(message) => message.id.as_ref(),
        DocumentContent::Conversation(conversation) => conversation.id.as_ref(),
        DocumentContent::Media(media) => media.id.as_ref(),
        DocumentContent::EventConversation(body) => body.id.as_ref(),
        DocumentContent::EventMessageConversation(body) => body.id.as_ref(),
        DocumentContent::DetailEvent(event) => event.conversation_id(),
        _ => None,
    };
    Key {
        view: document.view(),
        id,
    }
}

/// The medium of a view of one medium: its topic, its own link or the provider of its legs names
/// it. `None` if it is one whose legs the rules do not read.
fn medium(document: &Document<'_>) -> Option<Medium> {
    let link = match document.content {
        DocumentContent::Media(media) => media.self_uri.as_deref(),
        _ => None,
    };
    if !document.is_of_other_medium {
        let is_named = document.topic.is_some() || link.is_some();
        let of_provider = || providers(document).find_map(Medium::of_provider);
        let unnamed = (!is_named).then(of_provider).flatten();
        return Some(unnamed.unwrap_or(Medium::Message));
    }
    let of_link = link.and_then(|link| link.split_once("/conversations/"));
    let of_link = of_link.and_then(|(_, rest)| rest.split('/').next());
    let of_topic = document.topic.and_then(|topic| topic.rsplit('.').next());
    let name = of_topic.or(of_link)?;
    Medium::ALL
        .into_iter()
        .find(|medium| medium.property() == name)
}

/// The providers of the participants, in a view of one medium.
fn providers<'a>(document: &Document<'a>) -> Box<dyn Iterator<Item = &'a str> + 'a> {
    match document.content {
        DocumentContent::Media(media) => {
            let participants = media.participants.iter().flatten();
            Box::new(participants.filter_map(|one| one.provider.as_deref()))
        }
        DocumentContent::EventMessageConversation(body) => {
            let participants = body.participants.iter().flatten();
            Box::new(participants.filter_map(|one| one.provider.as_deref()))
        }
        _ => Box::new(std::iter::empty()),
    }
}

/// The body of a notification, with legs inside of participants.
fn nested(from: &EventConversation) -> Conversation {
    let mut to = Conversation::default();
    to.id = from.id.clone();
    to.inactivity_timeout = from.inactivity_timeout;
    to.participants = from
        .participants
        .as_ref()
        .map(|all| all.iter().map(participant).collect());
    to
}

fn participant(from: &EventParticipant) -> Participant {
    let mut to = Participant::default();
    to.id = from.id.clone();
    to.connected_time = from.connected_time;
    to.end_time = from.end_time;
    to.user_id = from.user_id.clone();
    to.queue_id = from.queue_id.clone();
    to.name = from.name.clone();
    to.purpose = from.purpose.clone();
    to.wrapup_required = from.wrapup_required;
    to.wrapup_prompt = from.wrapup_prompt.as_deref().map(WrapupPrompt::from_text);
    to.wrapup_timeout_ms = from.wrapup_timeout_ms;
    to.wrapup = from.wrapup.clone();
    to.start_acw_time = from.start_acw_time;
    to.end_acw_time = from.end_acw_time;
    to.alerting_timeout_ms = from.alerting_timeout_ms;
    to.calls = from.calls.clone();
    to.callbacks = from.callbacks.clone();
    to.chats = from.chats.clone();
    to.emails = from.emails.clone();
    to.messages = from
        .messages
        .as_ref()
        .map(|all| all.iter().map(leg).collect());
    to
}

fn leg(from: &EventMessage) -> Message {
    let mut to = Message::default();
    to.state = from.state.clone();
    to.initial_state = from.initial_state.clone();
    to.id = from.id.clone();
    to.direction = from.direction.clone();
    to.held = from.held;
    to.error_info = from.error_info.as_deref().map(error);
    to.provider = from.provider.clone();
    to.peer_id = from.peer_id.clone();
    to.disconnect_type = from.disconnect_type.clone();
    to.start_hold_time = from.start_hold_time;
    // Notifications never have it, which a rule says better than the contract.
    let alerting_since = from.unknown.get("startAlertingTime");
    to.start_alerting_time = alerting_since.and_then(|time| time.decode().ok());
    to.connected_time = from.connected_time;
    to.disconnected_time = from.disconnected_time;
    to.to_address = from.to_address.clone();
    to.from_address = from.from_address.clone();
    to.r#type = from.r#type.clone();
    to.recipient_country = from.recipient_country.clone();
    to.wrapup = from.wrapup.clone();
    to.after_call_work = from.after_call_work.clone();
    to.after_call_work_required = from.after_call_work_required;
    to.queue_media_settings = from.queue_media_settings.clone();
    to.resume_time = from.resume_time;
    to.park_time = from.park_time;
    to.messages = from
        .messages
        .as_ref()
        .map(|all| all.iter().map(details).collect());
    to
}

fn details(from: &EventMessageDetails) -> MessageDetails {
    let mut to = MessageDetails::default();
    to.message_id = from.message_id.clone();
    to.message_time = from.message_time;
    to.message_status = from.message_status.clone();
    to.message_segment_count = from.message_segment_count;
    to.error_info = from.error_info.as_deref().map(error);
    to
}

/// The smaller error of notifications.
fn error(from: &ErrorDetails) -> Box<ErrorBody> {
    let mut to = ErrorBody::default();
    to.status = from.status;
    to.code = from.code.clone();
    to.message = from.message.clone();
    Box::new(to)
}

/// `GET /api/v2/conversations/messages/{id}`.
fn of_media(from: &MessageConversation) -> (Conversation, Vec<Option<Message>>) {
    let mut to = Conversation::default();
    to.id = from.id.clone();
    to.inactivity_timeout = from.inactivity_timeout;
    let participants = from.participants.as_deref();
    let legs = participants.unwrap_or_default().iter().map(flat_leg);
    to.participants = participants.map(|all| all.iter().map(flat_participant).collect());
    (to, legs.collect())
}

fn flat_participant(from: &MessageMediaParticipant) -> Participant {
    let mut to = Participant::default();
    to.id = from.id.clone();
    to.start_time = from.start_time;
    to.connected_time = from.connected_time;
    to.end_time = from.end_time;
    to.user_id = id_of(from.user.as_ref());
    to.queue_id = id_of(from.queue.as_ref());
    to.name = from.name.clone();
    to.purpose = from.purpose.clone();
    to.wrapup_required = from.wrapup_required;
    to.wrapup_prompt = from.wrapup_prompt.as_deref().map(WrapupPrompt::from_text);
    to.wrapup_timeout_ms = from.wrapup_timeout_ms;
    to.alerting_timeout_ms = from.alerting_timeout_ms;
    to.wrapup = from.wrapup.clone();
    to.start_acw_time = from.start_acw_time;
    to.end_acw_time = from.end_acw_time;
    to
}

fn flat_leg(from: &MessageMediaParticipant) -> Option<Message> {
    let mut to = Message::default();
    to.state = Some(MessageState::from_text(from.state.as_ref()?.as_str()));
    to.id = from.id.clone();
    to.direction = from.direction.clone();
    to.held = from.held;
    to.error_info = from.error_info.clone();
    to.provider = from.provider.clone();
    to.peer_id = from.peer.clone();
    to.disconnect_type = from.disconnect_type.clone();
    to.start_hold_time = from.start_hold_time;
    to.start_alerting_time = from.start_alerting_time;
    to.connected_time = from.connected_time;
    to.disconnected_time = from.end_time;
    to.to_address = from.to_address.clone();
    to.from_address = from.from_address.clone();
    to.r#type = from.r#type.clone();
    to.recipient_country = from.recipient_country.clone();
    to.resume_time = from.resume_time;
    to.park_time = from.park_time;
    to.messages = from.messages.clone();
    Some(to)
}

/// The body of a notification about one medium.
fn of_media_event(from: &EventMessageConversation) -> (Conversation, Vec<Option<Message>>) {
    let mut to = Conversation::default();
    to.id = from.id.clone();
    to.inactivity_timeout = from.inactivity_timeout;
    let participants = from.participants.as_deref();
    let legs = participants.unwrap_or_default().iter().map(event_leg);
    to.participants = participants.map(|all| all.iter().map(event_participant).collect());
    (to, legs.collect())
}

/// The paths of the references that have a link.
fn linked(body: &EventMessageConversation) -> Vec<String> {
    let mut paths = Vec::new();
    for (index, participant) in body.participants.iter().flatten().enumerate() {
        let references = [
            ("user", &participant.user),
            ("queue", &participant.queue),
            ("team", &participant.team),
            ("script", &participant.script),
            ("externalContact", &participant.external_contact),
            ("externalOrganization", &participant.external_organization),
        ];
        for (name, reference) in references {
            if has_link(reference.as_ref()) {
                paths.push(format!("participants[{index}].{name}.selfUri"));
            }
        }
        for (number, message) in participant.messages.iter().flatten().enumerate() {
            if has_link(message.message.as_ref()) {
                paths.push(format!(
                    "participants[{index}].messages[{number}].message.selfUri"
                ));
            }
        }
    }
    paths
}

fn has_link(reference: Option<&EntityRef>) -> bool {
    reference.is_some_and(|reference| reference.self_uri.is_some())
}

fn event_participant(from: &EventMediaParticipant) -> Participant {
    let mut to = Participant::default();
    to.id = from.id.clone();
    to.start_time = from.start_time;
    to.connected_time = from.connected_time;
    to.end_time = from.end_time;
    to.user_id = id_of(from.user.as_ref());
    to.queue_id = id_of(from.queue.as_ref());
    to.name = from.name.clone();
    to.purpose = from.purpose.clone();
    to.wrapup_required = from.wrapup_required;
    to.wrapup_prompt = from.wrapup_prompt.as_deref().map(WrapupPrompt::from_text);
    to.wrapup_timeout_ms = from.wrapup_timeout_ms;
    to.alerting_timeout_ms = from.alerting_timeout_ms;
    to.wrapup = from.wrapup.clone();
    to.start_acw_time = from.start_acw_time;
    to.end_acw_time = from.end_acw_time;
    to
}

fn event_leg(from: &EventMediaParticipant) -> Option<Message> {
    let mut to = Message::default();
    to.state = Some(MessageState::from_text(from.state.as_ref()?.as_str()));
    to.initial_state = from
        .initial_state
        .as_ref()
        .map(|state| MessageState::from_text(state.as_str()));
    to.id = from.id.clone();
    to.direction = from.direction.clone();
    to.held = from.held;
    to.error_info = from.error_info.clone();
    to.provider = from.provider.clone();
    to.peer_id = from.peer.clone();
    to.disconnect_type = from.disconnect_type.clone();
    to.start_hold_time = from.start_hold_time;
    // Notifications never have it, which a rule says better than the contract.
    let alerting_since = from.unknown.get("startAlertingTime");
    to.start_alerting_time = alerting_since.and_then(|time| time.decode().ok());
    to.connected_time = from.connected_time;
    to.disconnected_time = from.end_time;
    to.r#type = from.r#type.clone();
    to.recipient_country = from.recipient_country.clone();
    to.queue_media_settings = from.queue_media_settings.clone();
    to.resume_time = from.resume_time;
    to.park_time = from.park_time;
    to.messages = from
        .messages
        .as_ref()
        .map(|all| all.iter().map(media_details).collect());
    Some(to)
}

fn media_details(from: &EventMediaMessageDetails) -> MessageDetails {
    let mut to = MessageDetails::default();
    to.message_id = id_of(from.message.as_ref());
    to.message_time = from.message_time;
    to.message_status = from.message_status.clone();
    to.message_segment_count = from.message_segment_count;
    to.error_info = from.error_info.as_deref().map(error);
    to
}

fn id_of(reference: Option<&EntityRef>) -> Option<Id> {
    reference?.id.clone()
}
