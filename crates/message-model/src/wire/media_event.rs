//! Notifications about messaging conversations: each participant and its leg are one object.
//!
//! The topics `v2.users.{id}.conversations.messages` and
//! `v2.routing.queues.{id}.conversations.messages` declare the same classes under two names
//! (documented).

use std::collections::BTreeMap;

use crate::wire::object::object;
use crate::{
    ConversationDivisionMembership, ConversationMessageMetadata, ConversationQueueMediaSettings,
    ConversationRoutingData, Direction, DisconnectType, EntityRef, ErrorBody, ErrorDetails,
    FlaggedReason, Id, JourneyContext, MediaParticipantState, MessageMedia, MessageStatus,
    MessageSticker, MessageType, SocialVisibility, Timestamp, Wrapup,
};

object! {
    /// A conversation as a notification on `v2.users.{id}.conversations.messages` or
    /// `v2.routing.queues.{id}.conversations.messages` carries it.
    EventMessageConversation as "ConversationMessageEventTopicMessageConversation" {
        /// The conversation's identifier.
        "id" since "46.0.0" => id: Id,
        /// The conversation's name.
        "name" since "46.0.0" => name: String,
        /// The participants, in the order in which they joined (observed), each with its leg.
        "participants" since "46.0.0" => participants: Vec<EventMediaParticipant>,
        /// The URIs of the conversation in other media.
        "otherMediaUris" since "46.0.0" => other_media_uris: Vec<String>,
        /// The address that the conversation was made to.
        "address" since "198.0.0" => address: String,
        /// The utilization label, which decides how the conversation counts towards an agent's
        /// capacity.
        "utilizationLabelId" since "199.1.0" => utilization_label_id: Id,
        /// Attributes that decide who may see the conversation. Free text.
        "accessAttributes" since "257.0.0" => access_attributes: Vec<String>,
        /// When the inactivity timer expires: an instant, not a duration (documented).
        "inactivityTimeout" since "232.0.0" => inactivity_timeout: Timestamp,
        /// The divisions that the conversation belongs to.
        "divisions" since "216.0.0" => divisions: Vec<ConversationDivisionMembership>,
    }
}

object! {
    /// A participant and its message leg in one object, as notifications give it.
    EventMediaParticipant as "ConversationMessageEventTopicMessageMediaParticipant" {
        /// The participant's identifier.
        "id" since "46.0.0" => id: Id,
        /// The participant's display name.
        "name" since "46.0.0" => name: String,
        /// The participant's address.
        "address" since "46.0.0" => address: String,
        /// When the participant joined; equal to the start of its first segment (observed).
        "startTime" since "46.0.0" => start_time: Timestamp,
        /// When the leg connected, on the cloud clock (documented).
        "connectedTime" since "46.0.0" => connected_time: Timestamp,
        /// When the leg ended; absent until then.
        "endTime" since "46.0.0" => end_time: Timestamp,
        /// When the current hold began, on the cloud clock (documented); absent while the leg is
        /// not on hold.
        "startHoldTime" since "46.0.0" => start_hold_time: Timestamp,
        /// The participant's role: `customer`, `external`, `workflow`, `acd`, `agent` and others.
        /// Free text.
        "purpose" since "46.0.0" => purpose: String,
        /// The current state of the leg. Of the wider list, a message leg uses alerting, connected,
        /// parked and disconnected only (inferred).
        "state" since "46.0.0" => state: MediaParticipantState,
        /// The state in which the leg began; set once and never changed (observed on chat, call and
        /// callback legs).
        "initialState" since "152.0.0" => initial_state: MediaParticipantState,
        /// Who started the conversation; the same on every leg of an inbound contact (observed).
        "direction" since "46.0.0" => direction: Direction,
        /// Why the leg ended; absent until then (documented).
        "disconnectType" since "46.0.0" => disconnect_type: DisconnectType,
        /// Whether the leg is on hold. For messaging, the platform counts the time an agent spends
        /// on other interactions as hold (documented), so an agent's leg can be held and resumed
        /// many times (observed).
        "held" since "46.0.0" => held: bool,
        /// Whether the participant is required to choose a wrap-up code.
        "wrapupRequired" since "46.0.0" => wrapup_required: bool,
        /// How the participant is prompted for the wrap-up code. Free text.
        "wrapupPrompt" since "46.0.0" => wrapup_prompt: String,
        /// The user, on an agent's participant.
        "user" since "46.0.0" => user: EntityRef,
        /// The queue.
        "queue" since "46.0.0" => queue: EntityRef,
        /// The user's team.
        "team" since "80.0.0" => team: EntityRef,
        /// Attributes set by flows and integrations, by name.
        "attributes" since "46.0.0" => attributes: BTreeMap<String, String>,
        /// The error, on a leg that failed.
        "errorInfo" since "46.0.0" => error_info: Box<ErrorBody>,
        /// The script shown to the agent.
        "script" since "46.0.0" => script: EntityRef,
        /// The time allowed for the wrap-up, in milliseconds.
        "wrapupTimeoutMs" since "46.0.0" => wrapup_timeout_ms: i64,
        /// Whether the participant skipped the wrap-up.
        "wrapupSkipped" since "46.0.0" => wrapup_skipped: bool,
        /// How long an offer alerts before it times out, in milliseconds; 30,000 was observed.
        "alertingTimeoutMs" since "46.0.0" => alerting_timeout_ms: i64,
        /// The provider of the medium: `PureCloud Messaging` for messages (documented, observed).
        "provider" since "46.0.0" => provider: String,
        /// The external contact, on a customer's participant.
        "externalContact" since "46.0.0" => external_contact: EntityRef,
        /// The division of that external contact; `*` stands for all divisions (observed).
        "externalContactInitialDivisionId" since "216.0.0" => external_contact_initial_division_id: Id,
        /// The external organization of the customer.
        "externalOrganization" since "46.0.0" => external_organization: EntityRef,
        /// The agent's wrap-up: how the interaction was classified.
        "wrapup" since "46.0.0" => wrapup: Box<Wrapup>,
        /// The routing requirements.
        "conversationRoutingData" since "57.0.1" => conversation_routing_data: Box<ConversationRoutingData>,
        /// The identifier of the leg that this one is paired with: on internal legs, the customer's
        /// leg; on the customer's, that of the newest agent (documented, observed).
        "peer" since "46.0.0" => peer: Id,
        /// Whether the participant's screen is being recorded. Free text.
        "screenRecordingState" since "46.0.0" => screen_recording_state: String,
        /// Why the participant was flagged.
        "flaggedReason" since "46.0.0" => flagged_reason: FlaggedReason,
        /// The customer's visit to a web site, as far as the platform knows it.
        "journeyContext" since "52.0.0" => journey_context: Box<JourneyContext>,
        /// When the after-call work began, on the cloud clock (documented).
        "startAcwTime" since "68.0.0" => start_acw_time: Timestamp,
        /// When the after-call work ended, on the cloud clock (documented).
        "endAcwTime" since "68.0.0" => end_acw_time: Timestamp,
        /// When the parked leg resumes automatically; absent once it has resumed (inferred).
        "resumeTime" since "199.1.0" => resume_time: Timestamp,
        /// When the leg was last parked; kept after it resumes (documented).
        "parkTime" since "200.0.0" => park_time: Timestamp,
        /// The participant's media roles, such as `full` (observed): what it may do in the
        /// conversation. Free text.
        "mediaRoles" since "163.0.0" => media_roles: Vec<String>,
        /// The queue's settings for this medium.
        "queueMediaSettings" since "192.0.0" => queue_media_settings: Box<ConversationQueueMediaSettings>,
        /// The messages that this participant sent, oldest first (inferred).
        "messages" since "46.0.0" => messages: Vec<EventMediaMessageDetails>,
        /// The messaging platform that the customer writes from.
        "type" since "46.0.0" => r#type: MessageType,
        /// The country of the recipient as ISO 3166-1 alpha-2 (documented).
        "recipientCountry" since "46.0.0" => recipient_country: String,
        /// The kind of the recipient's address, on platforms that have several kinds.
        "recipientType" since "46.0.0" => recipient_type: String,
        /// The identifier of the integration for a bring-your-own SMS number.
        "byoSmsIntegrationId" since "168.0.0" => byo_sms_integration_id: Id,
        /// The source of the customer's engagement, more specific than `type`. Free text.
        "engagementSource" since "239.0.0" => engagement_source: String,
        /// The identifier of the participant being monitored.
        "monitoredParticipantId" since "171.0.0" => monitored_participant_id: Id,
    }
}

object! {
    /// A message of an [`EventMediaParticipant`].
    EventMediaMessageDetails as "ConversationMessageEventTopicMessageDetails" {
        /// The message, by its identifier.
        "message" since "46.0.0" => message: EntityRef,
        /// When the message was sent or received.
        "messageTime" since "46.0.0" => message_time: Timestamp,
        /// The number of parts that the text was split into; more than one only for SMS
        /// (documented).
        "messageSegmentCount" since "46.0.0" => message_segment_count: i64,
        /// The delivery status of the message.
        "messageStatus" since "46.0.0" => message_status: MessageStatus,
        /// The files attached to the message.
        "media" since "46.0.0" => media: Vec<MessageMedia>,
        /// The stickers sent with the message.
        "stickers" since "46.0.0" => stickers: Vec<MessageSticker>,
        /// Why the message failed; present only with a failed status (documented).
        "errorInfo" since "141.0.0" => error_info: Box<ErrorDetails>,
        /// The kind of content that the message has.
        "messageMetadata" since "145.0.0" => message_metadata: Box<ConversationMessageMetadata>,
        /// Who can see the message, on social media.
        "socialVisibility" since "213.0.0" => social_visibility: SocialVisibility,
    }
}
