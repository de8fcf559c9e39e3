//! The types of payloads as a whole.

use std::fmt;

use super::all_releases::Contract;
use super::definition::Definition;

/// The type of a payload as a whole.
///
/// ```
/// use message_model::contract::Root;
///
/// assert_eq!(Root::from_text("Message"), Some(Root::Message));
/// assert_eq!(Root::Message.definition().name(), "Message");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Root {
    /// A conversation with its participants and their legs.
    Conversation,
    /// One participant of a conversation.
    Participant,
    /// One message leg.
    Message,
    /// A messaging conversation, each participant with its leg in one object.
    MessageConversation,
    /// A page of messaging conversations.
    MessageConversationEntityListing,
    /// A conversation in a notification on `v2.users.{id}.conversations` or
    /// `v2.routing.queues.{id}.conversations`.
    EventConversation,
    /// A conversation in a notification on `v2.users.{id}.conversations.messages` or
    /// `v2.routing.queues.{id}.conversations.messages`.
    EventMessageConversation,
    /// The detail event `customer.start`.
    CustomerStartEvent,
    /// The detail event `customer.end`.
    CustomerEndEvent,
    /// The detail event `flow.start`.
    FlowStartEvent,
    /// The detail event `flow.end`.
    FlowEndEvent,
    /// The detail event `acd.start`.
    AcdStartEvent,
    /// The detail event `acd.end`.
    AcdEndEvent,
    /// The detail event `user.start`.
    UserStartEvent,
    /// The detail event `user.end`.
    UserEndEvent,
    /// The detail event `acw`.
    AfterCallWorkEvent,
    /// The detail event `wrapup`.
    WrapupEvent,
    /// The detail event `attributes`.
    AttributeUpdateEvent,
    /// The detail event `contact`.
    ContactUpdateEvent,
}

impl Root {
    /// Every root, those of `GET /api/v2/conversations/{id}` first.
    pub const ALL: [Self; 19] = [
        Self::Conversation,
        Self::Participant,
        Self::Message,
        Self::MessageConversation,
        Self::MessageConversationEntityListing,
        Self::EventConversation,
        Self::EventMessageConversation,
        Self::CustomerStartEvent,
        Self::CustomerEndEvent,
        Self::FlowStartEvent,
        Self::FlowEndEvent,
        Self::AcdStartEvent,
        Self::AcdEndEvent,
        Self::UserStartEvent,
        Self::UserEndEvent,
        Self::AfterCallWorkEvent,
        Self::WrapupEvent,
        Self::AttributeUpdateEvent,
        Self::ContactUpdateEvent,
    ];

    /// The name of the object in the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Conversation => "Conversation",
            Self::Participant => "Participant",
            Self::Message => "Message",
            Self::MessageConversation => "MessageConversation",
            Self::MessageConversationEntityListing => "MessageConversationEntityListing",
            Self::EventConversation => "ConversationEventTopicConversation",
            Self::EventMessageConversation => "ConversationMessageEventTopicMessageConversation",
            Self::CustomerStartEvent => "CustomerStartDetailEventTopicCustomerStartEvent",
            Self::CustomerEndEvent => "CustomerEndDetailEventTopicCustomerEndEvent",
            Self::FlowStartEvent => "FlowStartDetailEventTopicFlowStartEvent",
            Self::FlowEndEvent => "FlowEndDetailEventTopicFlowEndEvent",
            Self::AcdStartEvent => "AcdStartDetailEventTopicAcdStartEvent",
            Self::AcdEndEvent => "AcdEndDetailEventTopicAcdEndEvent",
            Self::UserStartEvent => "UserStartDetailEventTopicUserStartEvent",
            Self::UserEndEvent => "UserEndDetailEventTopicUserEndEvent",
            Self::AfterCallWorkEvent => "AcwDetailEventTopicAfterCallWorkEvent",
            Self::WrapupEvent => "WrapupDetailEventTopicWrapupEvent",
            Self::AttributeUpdateEvent => "AttributeDetailEventTopicAttributeUpdateEvent",
            Self::ContactUpdateEvent => "ContactDetailEventTopicContactUpdateEvent",
        }
    }

    /// The root that [`as_str`](Self::as_str) writes as `text`; `None` for any other text.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|root| root.as_str() == text)
    }

    /// The contract's definition of the object.
    pub fn definition(self) -> &'static Definition {
        Contract::get()
            .definition(self.as_str())
            .expect("the contract has every root")
    }
}

impl fmt::Display for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
