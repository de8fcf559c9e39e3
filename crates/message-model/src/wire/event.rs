//! Notifications about conversations, with participants and legs.
//!
//! The topics `v2.users.{id}.conversations` and `v2.routing.queues.{id}.conversations` declare the
//! same classes under two names, property for property, in every release (documented).

use std::collections::BTreeMap;

use crate::wire::object::object;
use crate::{
    Address, AfterCallWork, ConversationDivisionMembership, ConversationMessageMetadata,
    ConversationQueueMediaSettings, ConversationRoutingData, Direction, DisconnectType, EntityRef,
    EventTransferResponse, Id, JourneyContext, MessageMedia, MessageState, MessageStatus,
    MessageSticker, MessageType, RawJson, ScreenRecordingState, SocialVisibility, Timestamp,
    Wrapup,
};

object! {
    /// A conversation as a notification on `v2.users.{id}.conversations` or
    /// `v2.routing.queues.{id}.conversations` carries it: the whole state, never a change alone
    /// (observed).
    EventConversation as "ConversationEventTopicConversation" {
        /// The conversation's identifier.
        "id" since "46.0.0" => id: Id,
        /// The maximum number of participants in a conference.
        "maxParticipants" since "46.0.0" => max_participants: i64,
        /// The participants, in the order in which they joined (observed); required by the
        /// contract.
        "participants" since "46.0.0" => participants: Vec<EventParticipant>,
        /// The recent transfers.
        "recentTransfers" since "165.0.0" => recent_transfers: Vec<EventTransferResponse>,
        /// Whether the conversation is being recorded: `none`, in lower case where the API has
        /// `NONE` (observed). Free text.
        "recordingState" since "46.0.0" => recording_state: String,
        /// The address that the conversation was made to.
        "address" since "46.0.0" => address: String,
        /// A tag set by an external system.
        "externalTag" since "116.0.0" => external_tag: String,
        /// The utilization label, which decides how the conversation counts towards an agent's
        /// capacity.
        "utilizationLabelId" since "199.1.0" => utilization_label_id: Id,
        /// Attributes that decide who may see the conversation. Free text.
        "accessAttributes" since "257.0.0" => access_attributes: Vec<String>,
        /// Whether recording is paused to keep sensitive data out of it (secure pause).
        "securePause" since "172.2.0" => secure_pause: bool,
        /// When the inactivity timer expires: an instant, not a duration (documented).
        "inactivityTimeout" since "232.0.0" => inactivity_timeout: Timestamp,
        /// The conversation that this one is associated with.
        "associatedConversation" since "244.0.0" => associated_conversation: EntityRef,
        /// The consultations about this conversation.
        "consultationConversations" since "244.0.0" => consultation_conversations: Vec<EntityRef>,
        /// The divisions that the conversation belongs to.
        "divisions" since "216.0.0" => divisions: Vec<ConversationDivisionMembership>,
    }
}

object! {
    /// A participant of an [`EventConversation`].
    EventParticipant as "ConversationEventTopicParticipant" {
        /// The participant's identifier.
        "id" since "46.0.0" => id: Id,
        /// When the participant connected; absent on participants that never did.
        "connectedTime" since "46.0.0" => connected_time: Timestamp,
        /// When the participant left; absent until then.
        "endTime" since "46.0.0" => end_time: Timestamp,
        /// The identifier of the user, on an agent's participant.
        "userId" since "46.0.0" => user_id: Id,
        /// The identifier of the external contact, on a customer's participant.
        "externalContactId" since "46.0.0" => external_contact_id: Id,
        /// The division of that external contact; `*` stands for all divisions (observed).
        "externalContactInitialDivisionId" since "216.0.0" => external_contact_initial_division_id: Id,
        /// The identifier of the external contact's organisation.
        "externalOrganizationId" since "46.0.0" => external_organization_id: Id,
        /// The participant's display name.
        "name" since "46.0.0" => name: String,
        /// The identifier of the queue: the one that this participant is, or the one that offered
        /// the contact to this agent.
        "queueId" since "46.0.0" => queue_id: Id,
        /// The identifier of the group that this participant is.
        "groupId" since "46.0.0" => group_id: Id,
        /// The identifier of the user's team.
        "teamId" since "80.0.0" => team_id: Id,
        /// The participant's role: `customer`, `external`, `workflow`, `acd`, `agent` and others.
        /// Free text.
        "purpose" since "46.0.0" => purpose: String,
        /// The identifier of the participant being consulted.
        "consultParticipantId" since "46.0.0" => consult_participant_id: Id,
        /// The participant's address.
        "address" since "46.0.0" => address: String,
        /// Whether the participant is required to choose a wrap-up code.
        "wrapupRequired" since "46.0.0" => wrapup_required: bool,
        /// Whether the participant has a wrap-up to make: true for every agent, even one who never
        /// answered (observed).
        "wrapupExpected" since "46.0.0" => wrapup_expected: bool,
        /// How the participant is prompted for the wrap-up code. Free text.
        "wrapupPrompt" since "46.0.0" => wrapup_prompt: String,
        /// The time allowed for the wrap-up, in milliseconds.
        "wrapupTimeoutMs" since "46.0.0" => wrapup_timeout_ms: i64,
        /// The wrap-up that the participant chose.
        "wrapup" since "46.0.0" => wrapup: Box<Wrapup>,
        /// When the after-call work began, on the cloud clock (documented).
        "startAcwTime" since "68.0.0" => start_acw_time: Timestamp,
        /// When the after-call work ended, on the cloud clock (documented).
        "endAcwTime" since "68.0.0" => end_acw_time: Timestamp,
        /// The routing requirements.
        "conversationRoutingData" since "57.0.1" => conversation_routing_data: Box<ConversationRoutingData>,
        /// How long an offer alerts before it times out, in milliseconds; 30,000 was observed.
        "alertingTimeoutMs" since "46.0.0" => alerting_timeout_ms: i64,
        /// The identifier of the participant being monitored.
        "monitoredParticipantId" since "46.0.0" => monitored_participant_id: Id,
        /// The identifier of the participant whose screen is being monitored.
        "screenMonitoredParticipantId" since "256.0.0" => screen_monitored_participant_id: Id,
        /// The identifier of the participant being coached.
        "coachedParticipantId" since "101.0.0" => coached_participant_id: Id,
        /// The identifier of the participant being barged in on.
        "bargedParticipantId" since "139.0.0" => barged_participant_id: Id,
        /// The participant's media roles, such as `full` (observed): what it may do in the
        /// conversation. Free text.
        "mediaRoles" since "163.0.0" => media_roles: Vec<String>,
        /// Whether the participant's screen is being recorded.
        "screenRecordingState" since "46.0.0" => screen_recording_state: ScreenRecordingState,
        /// Why the participant was flagged.
        "flaggedReason" since "46.0.0" => flagged_reason: String,
        /// Attributes set by flows and integrations, by name.
        "attributes" since "46.0.0" => attributes: BTreeMap<String, String>,
        /// Call legs, passed through as received.
        "calls" since "46.0.0" => calls: Vec<RawJson>,
        /// Callback legs, passed through as received.
        "callbacks" since "46.0.0" => callbacks: Vec<RawJson>,
        /// Chat legs, passed through as received.
        "chats" since "46.0.0" => chats: Vec<RawJson>,
        /// Co-browsing legs, passed through as received.
        "cobrowsesessions" since "46.0.0" => cobrowsesessions: Vec<RawJson>,
        /// Email legs, passed through as received.
        "emails" since "46.0.0" => emails: Vec<RawJson>,
        /// Message legs.
        "messages" since "46.0.0" => messages: Vec<EventMessage>,
        /// Internal message legs (messages between users).
        "internalMessages" since "213.0.0" => internal_messages: Vec<InternalMessage>,
        /// Screen monitoring legs, passed through as received.
        "screenMonitorings" since "247.0.0" => screen_monitorings: Vec<RawJson>,
        /// Screen sharing legs, passed through as received.
        "screenshares" since "46.0.0" => screenshares: Vec<RawJson>,
        /// Social media legs, passed through as received.
        "socialExpressions" since "46.0.0" => social_expressions: Vec<RawJson>,
        /// Video legs, passed through as received.
        "videos" since "46.0.0" => videos: Vec<RawJson>,
        /// The flow, on a flow's participant.
        "workflow" since "147.0.0" => workflow: Workflow,
    }
}

object! {
    /// A message leg of an [`EventParticipant`]: like [`Message`](crate::Message), without segments
    /// and
    /// message URIs.
    EventMessage as "ConversationEventTopicMessage" {
        /// The leg's identifier, never reused for another leg (documented; observed in all
        /// payloads).
        "id" since "46.0.0" => id: Id,
        /// The current state of the leg.
        "state" since "46.0.0" => state: MessageState,
        /// The state in which the leg began; set once and never changed (observed on chat, call and
        /// callback legs).
        "initialState" since "145.0.0" => initial_state: MessageState,
        /// Who started the conversation; the same on every leg of an inbound contact (observed).
        "direction" since "157.0.0" => direction: Direction,
        /// Whether the leg is on hold. For messaging, the platform counts the time an agent spends
        /// on other interactions as hold (documented), so an agent's leg can be held and resumed
        /// many times (observed).
        "held" since "46.0.0" => held: bool,
        /// The error, on a leg that failed.
        "errorInfo" since "92.0.0" => error_info: Box<ErrorDetails>,
        /// The provider of the medium: `PureCloud Messaging` for messages (documented, observed).
        "provider" since "46.0.0" => provider: String,
        /// The identifier of the script shown to the agent.
        "scriptId" since "46.0.0" => script_id: Id,
        /// The identifier of the leg that this one is paired with: on internal legs, the customer's
        /// leg (documented, observed).
        "peerId" since "46.0.0" => peer_id: Id,
        /// Why the leg ended; absent until then (documented).
        "disconnectType" since "46.0.0" => disconnect_type: DisconnectType,
        /// When the current hold began, on the cloud clock (documented); absent while the leg is
        /// not on hold.
        "startHoldTime" since "46.0.0" => start_hold_time: Timestamp,
        /// When the leg connected, on the cloud clock (documented); absent while alerting and on
        /// legs that never connected (observed).
        "connectedTime" since "46.0.0" => connected_time: Timestamp,
        /// When the leg ended, on the provider's clock (documented); equal to the end of its last
        /// segment (observed).
        "disconnectedTime" since "46.0.0" => disconnected_time: Timestamp,
        /// The address that the contact was made to.
        "toAddress" since "46.0.0" => to_address: Box<Address>,
        /// The address that the contact was made from.
        "fromAddress" since "46.0.0" => from_address: Box<Address>,
        /// The messages that this participant sent, oldest first (inferred), in every notification
        /// all of them (documented); absent without any.
        "messages" since "46.0.0" => messages: Vec<EventMessageDetails>,
        /// The address of a file with the transcript; when it is sent is unknown.
        "messagesTranscriptUri" since "46.0.0" => messages_transcript_uri: String,
        /// The messaging platform that the customer writes from.
        "type" since "46.0.0" => r#type: MessageType,
        /// The country of the recipient as ISO 3166-1 alpha-2 (documented).
        "recipientCountry" since "46.0.0" => recipient_country: String,
        /// The kind of the recipient's address, on platforms that have several kinds.
        "recipientType" since "46.0.0" => recipient_type: String,
        /// The customer's visit to a web site, as far as the platform knows it.
        "journeyContext" since "102.0.0" => journey_context: Box<JourneyContext>,
        /// The agent's wrap-up: how the interaction was classified.
        "wrapup" since "86.0.0" => wrapup: Box<Wrapup>,
        /// The after-call work; present on agents' legs that connected (observed).
        "afterCallWork" since "93.0.0" => after_call_work: Box<AfterCallWork>,
        /// Whether the agent is required to complete the after-call work.
        "afterCallWorkRequired" since "96.0.0" => after_call_work_required: bool,
        /// The identifier of the virtual assistant that supported the agent.
        "agentAssistantId" since "127.0.0" => agent_assistant_id: Id,
        /// The source of the customer's engagement, more specific than `type`. Free text.
        "engagementSource" since "239.0.0" => engagement_source: String,
        /// The identifier of the integration for a bring-your-own SMS number.
        "byoSmsIntegrationId" since "168.0.0" => byo_sms_integration_id: Id,
        /// The queue's settings for this medium.
        "queueMediaSettings" since "192.0.0" => queue_media_settings: Box<ConversationQueueMediaSettings>,
        /// When the parked leg resumes automatically; absent once it has resumed (inferred).
        "resumeTime" since "242.0.0" => resume_time: Timestamp,
        /// When the leg was last parked; kept after it resumes (documented).
        "parkTime" since "242.0.0" => park_time: Timestamp,
    }
}

object! {
    /// A message on an [`EventMessage`].
    EventMessageDetails as "ConversationEventTopicMessageDetails" {
        /// The message's identifier.
        "messageId" since "46.0.0" => message_id: Id,
        /// When the message was sent or received.
        "messageTime" since "46.0.0" => message_time: Timestamp,
        /// The delivery status of the message.
        "messageStatus" since "46.0.0" => message_status: MessageStatus,
        /// The number of parts that the text was split into; more than one only for SMS
        /// (documented).
        "messageSegmentCount" since "46.0.0" => message_segment_count: i64,
        /// The files attached to the message.
        "media" since "46.0.0" => media: Vec<MessageMedia>,
        /// Why the message failed; present only with a failed status (documented).
        "errorInfo" since "141.0.0" => error_info: Box<ErrorDetails>,
        /// The stickers sent with the message.
        "stickers" since "46.0.0" => stickers: Vec<MessageSticker>,
        /// The kind of content that the message has.
        "messageMetadata" since "145.0.0" => message_metadata: Box<ConversationMessageMetadata>,
        /// Who can see the message, on social media.
        "socialVisibility" since "213.0.0" => social_visibility: SocialVisibility,
    }
}

object! {
    /// An error, as notifications give it.
    ErrorDetails as "ConversationEventTopicErrorDetails" {
        /// The HTTP status code.
        "status" since "46.0.0" => status: i64,
        /// The error code, for programs. Its values are not documented.
        "code" since "46.0.0" => code: String,
        /// The error message, for people.
        "message" since "46.0.0" => message: String,
        /// The `message` with placeholders for `messageParams`.
        "messageWithParams" since "46.0.0" => message_with_params: String,
        /// The values of those placeholders, by name.
        "messageParams" since "46.0.0" => message_params: BTreeMap<String, String>,
        /// The correlation id to quote when asking the vendor about this error.
        "contextId" since "46.0.0" => context_id: String,
        /// The URI that the error is about.
        "uri" since "46.0.0" => uri: String,
    }
}

object! {
    /// A flow, on its participant.
    Workflow as "ConversationEventTopicWorkflow" {
        /// The flow's identifier.
        "workflowId" since "147.0.0" => workflow_id: Id,
    }
}

object! {
    /// A leg of messages between two users.
    InternalMessage as "ConversationEventTopicInternalMessage" {
        /// The leg's identifier, never reused for another leg (documented; observed in all
        /// payloads).
        "id" since "213.0.0" => id: Id,
        /// The current state of the leg.
        "state" since "213.0.0" => state: MessageState,
        /// The state in which the leg began; set once and never changed (observed on chat, call and
        /// callback legs).
        "initialState" since "213.0.0" => initial_state: MessageState,
        /// The provider of the medium: `PureCloud Messaging` for messages (documented, observed).
        "provider" since "213.0.0" => provider: String,
        /// The identifier of the leg that this one is paired with: on internal legs, the customer's
        /// leg (documented, observed).
        "peerId" since "213.0.0" => peer_id: Id,
        /// Why the leg ended; absent until then (documented).
        "disconnectType" since "213.0.0" => disconnect_type: DisconnectType,
        /// When the leg connected, on the cloud clock (documented); absent while alerting and on
        /// legs that never connected (observed).
        "connectedTime" since "213.0.0" => connected_time: Timestamp,
        /// When the leg ended, on the provider's clock (documented); equal to the end of its last
        /// segment (observed).
        "disconnectedTime" since "213.0.0" => disconnected_time: Timestamp,
        /// The identifier of the user who was written to.
        "targetUserId" since "213.0.0" => target_user_id: Id,
        /// The identifier of the user who wrote first.
        "sourceUserId" since "213.0.0" => source_user_id: Id,
        /// The address that the contact was made to.
        "toAddress" since "213.0.0" => to_address: Box<Address>,
        /// The address that the contact was made from.
        "fromAddress" since "213.0.0" => from_address: Box<Address>,
        /// The messages, oldest first.
        "messages" since "213.0.0" => messages: Vec<InternalMessageDetails>,
    }
}

object! {
    /// A message between two users.
    InternalMessageDetails as "ConversationEventTopicInternalMessageDetails" {
        /// The message's identifier.
        "messageId" since "213.0.0" => message_id: Id,
        /// When the message was sent or received.
        "messageTime" since "213.0.0" => message_time: Timestamp,
    }
}
