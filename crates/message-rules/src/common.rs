//! A document of any view in the form of the API's conversation, which is what most rules read.
//!
//! What the rules add to the common form of the model: the medium of a flat conversation, and what
//! only its own view can break. Findings name the places of the document itself.

use std::borrow::Cow;

use message_model::contract::View;
use message_model::{
    AnalyticsConversation, CommonForm, Conversation, DetailEvent, Document, DocumentContent,
    EntityRef, Id, Message, MessageData, OpenMessage,
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
    /// The body of a message.
    Data(Box<Cow<'a, MessageData>>),
    /// A message of Open Messaging.
    Open(Box<Cow<'a, OpenMessage>>),
    /// A conversation of the analytics details.
    Details(Box<Cow<'a, AnalyticsConversation>>),
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
        match document.common_form() {
            CommonForm::Message(message) => {
                of_document(None, Content::Message(Cow::Borrowed(message)))
            }
            CommonForm::Nested(conversation) => {
                // The API's has no envelope that says so.
                let view = Some(document.view()).filter(|view| *view == View::Notification);
                of_document(view, Content::Nested(conversation))
            }
            CommonForm::Flat(conversation, legs) => Self {
                linked: linked(document),
                ..of_document(
                    Some(document.view()),
                    Content::Flat(conversation, medium(document), legs),
                )
            },
            CommonForm::DetailEvent(event) => of_document(
                Some(View::DetailEvent),
                Content::Event(Box::new(Cow::Borrowed(event))),
            ),
            CommonForm::MessageData(data) => of_document(
                Some(View::Bodies),
                Content::Data(Box::new(Cow::Borrowed(data))),
            ),
            CommonForm::OpenMessage(message) => of_document(
                Some(View::OpenMessaging),
                Content::Open(Box::new(Cow::Borrowed(message))),
            ),
            CommonForm::Analytics(conversation) => of_document(
                Some(View::Analytics),
                Content::Details(Box::new(Cow::Borrowed(conversation))),
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
                Content::Data(data) => Content::Data(Box::new(Cow::Owned(data.into_owned()))),
                Content::Open(message) => Content::Open(Box::new(Cow::Owned(message.into_owned()))),
                Content::Details(details) => {
                    Content::Details(Box::new(Cow::Owned(details.into_owned())))
                }
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

impl<'a> Key<'a> {
    /// The conversation, or the single leg.
    pub(crate) fn id(&self) -> Option<&'a Id> {
        self.id
    }

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
        DocumentContent::MessageData(data) => data.conversation_id.as_ref(),
        DocumentContent::Analytics(conversation) => conversation.conversation_id.as_ref(),
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
    Medium::of_property(of_topic.or(of_link)?)
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

/// The paths of the references that have a link, in the view whose references have none.
fn linked(document: &Document<'_>) -> Vec<String> {
    let mut paths = Vec::new();
    let DocumentContent::EventMessageConversation(body) = document.content else {
        return paths;
    };
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
