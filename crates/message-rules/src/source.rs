//! The sources of the facts that the rules state.

/// A document or recorded payload that a rule is based on.
///
/// ```
/// use message_rules::{SourceKind, rule};
///
/// let rule = rule("disconnect-type-before-end").expect("a rule of this crate");
/// assert_eq!((rule.sources[0].name, rule.sources[0].kind), ("sdk", SourceKind::Documentation));
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Source {
    /// A short name in kebab case, for reference.
    pub name: &'static str,
    /// A description of the source, and where to find it.
    pub text: &'static str,
    /// The kind of source.
    pub kind: SourceKind,
}

message_model::closed_list! {
    /// The kind of a [`Source`].
    ///
    /// ```
    /// use message_rules::{SourceKind, rule};
    ///
    /// let rule = rule("one-customer-leg-live").expect("a rule of this crate");
    /// assert!(rule.sources.iter().all(|source| source.kind != SourceKind::Documentation));
    /// ```
    pub enum SourceKind {
        /// The vendor's documentation, or the text of an official SDK.
        Documentation = "documentation",
        /// A recorded payload of the API or of a notification.
        Payload = "payload",
        /// A recorded payload of analytics, which shows the same lifecycle in another form.
        Analytics = "analytics",
        /// Our own conclusion.
        Conclusion = "conclusion",
    }
}

macro_rules! sources {
    ($( $constant:ident = $name:literal, $kind:ident, $text:literal; )*) => {
        $(
            pub(crate) static $constant: Source =
                Source { name: $name, text: $text, kind: SourceKind::$kind };
        )*
    };
}

sources! {
    SDK = "sdk", Documentation,
        "platform-client-sdk-python 257.1.0 @f80f2db2, models/message.py, message_details.py, segment.py, participant.py, \
         conversation.py";
    SDK_NOTIFICATION = "sdk-notification", Documentation,
        "platform-client-sdk-python 257.1.0 @f80f2db2, models/conversation_event_topic_message.py";
    SDK_MEDIA_NOTIFICATION = "sdk-media-notification", Documentation,
        "platform-client-sdk-python 257.1.0 @f80f2db2, models/conversation_message_event_topic_message_media_participant.py, \
         conversation_message_event_topic_uri_reference.py";
    SDK_DETAIL = "sdk-detail", Documentation,
        "platform-client-sdk-python 257.1.0 @f80f2db2, models/user_end_detail_event_topic_user_end_event.py and those of \
         the other detail events";
    SDK_ANALYTICS_DETAILS = "sdk-analytics-details", Documentation,
        "platform-client-sdk-python 257.1.0 @f80f2db2, models/analytics_conversation.py, analytics_participant.py, \
         analytics_session.py, analytics_conversation_segment.py, analytics_session_metric.py";
    FORUM_SESSIONS = "forum-sessions", Documentation,
        "developer.genesys.cloud/forum/t/16758: when a conversation of the analytics details has an end";
    SDK_ANALYTICS = "sdk-analytics", Documentation,
        "platform-client-sdk-python 257.1.0 @f80f2db2, models/analytics_session.py (peer_id)";
    BLOG_SMS = "blog-sms", Documentation,
        "developer-center-blog @1e5c598d, 2024-09-27-agentless-sms-api";
    RESOURCE_CENTER = "resource-center", Documentation,
        "Genesys Cloud Resource Center, character limit for SMS";
    CHAT_ARTICLE = "chat-article", Payload,
        "developer-center-blog @1e5c598d, 2021-03-08-accessing-collected-chat-v2-information: GET conversation, the \
         customer's leg of a chat";
    CALL_CONVERSATION = "call-conversation", Payload,
        "gildas/go-gcloudcx @8448e4df, testdata/conversation.json: GET conversation, a call with customer, ivr, acd and \
         agent";
    CHAT_LISTING = "chat-listing", Payload,
        "mock data of a video partner, captured 2022-03-08: GET conversations, a chat with two missed offers and an \
         answer";
    CALLBACK_NOTIFICATION = "callback-notification", Payload,
        "mock data of a video partner, captured 2022-07-04: v2.users.{id}.conversations, a callback declined, missed \
         and answered";
    CHAT_NOTIFICATION = "chat-notification", Payload,
        "mock data of a video partner, captured 2022-03-08: v2.users.{id}.conversations.chats, a chat that the agent \
         ended";
    CHAT_CONVERSATION = "chat-conversation", Payload,
        "a recorded chat that its customer ended: GET conversation";
    CALLBACK_CONVERSATION = "callback-conversation", Payload,
        "a recorded callback with four missed offers: GET conversation and notifications";
    MESSAGE_ANALYTICS = "message-analytics", Analytics,
        "analytics details of a web messaging conversation with five blind transfers, from a \
         report tool";
    CHAT_ANALYTICS = "chat-analytics", Analytics,
        "GenesysCloudBlueprints/conversation-model-to-sql-blueprint @e80eb8b9, conversation1.json: a chat that ended on \
         hold";
    EVENT_BRIDGE = "event-bridge", Payload,
        "GenesysCloudBlueprints/genesys-cloud-event-streaming-blueprint @0bf58001, src/test/resources/input: \
         customer.start and customer.end of a chat";
    ACD_EVENTS = "acd-events", Payload,
        "developer.genesys.cloud/forum/t/21472: acd.end of a queue that an agent answered";
    SDK_BODY = "sdk-body", Documentation,
        "platform-client-sdk-python 269.0.0, models/message_data.py, conversation_normalized_message.py, \
         conversation_reason.py";
    SDK_OPEN = "sdk-open", Documentation,
        "platform-client-sdk-python 269.0.0, models/open_inbound_normalized_message.py and those of the other inbound \
         messages";
    OPEN_MESSAGING = "open-messaging", Documentation,
        "developer.genesys.cloud/commdigital/digital/openmessaging: outboundMessages, inboundReceiptMessages";
    OPEN_SAMPLES = "open-samples", Payload,
        "gildas/go-gcloudcx @8448e4df, testdata/openmessaging-*.json: messages and receipts of Open Messaging";
    TEXT_BODY = "text-body-removal", Documentation,
        "community.genesys.com: deprecation and removal of textBody, media and stickers from messaging API responses";
    FORUM_CAPS = "forum-caps", Documentation,
        "developer.genesys.cloud/forum/t/15259: the vendor's staff on the limits of a conversation, and on external and \
         customer";
    CONCLUSION = "conclusion", Conclusion,
        "concluded from what is documented and was observed";
}
