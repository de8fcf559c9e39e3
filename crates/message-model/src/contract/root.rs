//! The types of payloads as a whole.

use super::all_releases::Contract;
use super::definition::Definition;

crate::closed_list! {
    /// The type of a payload as a whole.
    ///
    /// ```
    /// use message_model::contract::Root;
    ///
    /// assert_eq!("Message".parse(), Ok(Root::Message));
    /// assert_eq!(Root::Message.definition().name(), "Message");
    /// ```
    pub enum Root {
        /// A conversation with its participants and their legs.
        Conversation = "Conversation",
        /// One participant of a conversation.
        Participant = "Participant",
        /// One message leg.
        Message = "Message",
        /// A messaging conversation, each participant with its leg in one object.
        MessageConversation = "MessageConversation",
        /// A page of messaging conversations.
        MessageConversationEntityListing = "MessageConversationEntityListing",
        /// A conversation in a notification on `v2.users.{id}.conversations` or
        /// `v2.routing.queues.{id}.conversations`.
        EventConversation = "ConversationEventTopicConversation",
        /// A conversation in a notification on `v2.users.{id}.conversations.messages` or
        /// `v2.routing.queues.{id}.conversations.messages`.
        EventMessageConversation = "ConversationMessageEventTopicMessageConversation",
        /// The detail event `customer.start`.
        CustomerStartEvent = "CustomerStartDetailEventTopicCustomerStartEvent",
        /// The detail event `customer.end`.
        CustomerEndEvent = "CustomerEndDetailEventTopicCustomerEndEvent",
        /// The detail event `flow.start`.
        FlowStartEvent = "FlowStartDetailEventTopicFlowStartEvent",
        /// The detail event `flow.end`.
        FlowEndEvent = "FlowEndDetailEventTopicFlowEndEvent",
        /// The detail event `acd.start`.
        AcdStartEvent = "AcdStartDetailEventTopicAcdStartEvent",
        /// The detail event `acd.end`.
        AcdEndEvent = "AcdEndDetailEventTopicAcdEndEvent",
        /// The detail event `user.start`.
        UserStartEvent = "UserStartDetailEventTopicUserStartEvent",
        /// The detail event `user.end`.
        UserEndEvent = "UserEndDetailEventTopicUserEndEvent",
        /// The detail event `acw`.
        AfterCallWorkEvent = "AcwDetailEventTopicAfterCallWorkEvent",
        /// The detail event `wrapup`.
        WrapupEvent = "WrapupDetailEventTopicWrapupEvent",
        /// The detail event `attributes`.
        AttributeUpdateEvent = "AttributeDetailEventTopicAttributeUpdateEvent",
        /// The detail event `contact`.
        ContactUpdateEvent = "ContactDetailEventTopicContactUpdateEvent",
        /// A message with its text.
        MessageData = "MessageData",
        /// Several messages with their texts.
        TextMessageListing = "TextMessageListing",
        /// A message of the contact, as the middleware of a channel posts it.
        OpenInboundMessage = "OpenInboundNormalizedMessage",
        /// Something that the contact does, as the middleware posts it.
        OpenInboundEvent = "OpenInboundNormalizedEvent",
        /// What became of a message of the platform, as the middleware posts it.
        OpenInboundReceipt = "OpenInboundNormalizedReceipt",
        /// What the contact chose, as the middleware posts it.
        OpenInboundStructuredResponse = "OpenInboundStructuredResponseMessage",
        /// The platform's answer to a message of the contact.
        OpenMessageAnswer = "OpenMessageNormalizedMessage",
        /// The platform's answer to an event; also that somebody is typing.
        OpenEventAnswer = "OpenEventNormalizedMessage",
        /// The platform's answer to a receipt.
        OpenReceiptAnswer = "OpenReceiptNormalizedMessage",
        /// The platform's answer to a choice of the contact.
        OpenStructuredAnswer = "OpenStructuredResponseNormalizedMessage",
        /// What the platform posts to the webhook of an integration; before 183.0.0 also what the
        /// middleware posts.
        OpenNormalizedMessage = "OpenNormalizedMessage",
        /// A conversation of the analytics details, as the results of a job have it.
        AnalyticsConversation = "AnalyticsConversation",
        /// The same as queries have it: without the attributes of participants.
        AnalyticsConversationWithoutAttributes = "AnalyticsConversationWithoutAttributes",
        /// A page of a query of analytics details.
        AnalyticsQueryAnswer = "AnalyticsConversationQueryResponse",
        /// A page of the results of a job of analytics details.
        AnalyticsJobResults = "AnalyticsConversationAsyncQueryResponse",
    }
}

impl Root {
    /// The contract's definition of the object.
    ///
    /// ```
    /// use message_model::contract::Root;
    ///
    /// for root in Root::ALL {
    ///     assert_eq!(root.definition().name(), root.as_str());
    /// }
    /// ```
    pub fn definition(self) -> &'static Definition {
        Contract::get()
            .definition(self.as_str())
            .expect("the contract has every root")
    }
}
