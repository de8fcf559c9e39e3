//! The conversation of one medium in a notification.

use std::collections::BTreeMap;

use message_model::{
    Direction, DisconnectType, FlaggedReason, Id, MediaParticipantState, MessageStatus,
    MessageType, SocialVisibility, Timestamp,
};
use serde::{Deserialize, Serialize};

use super::shared::{
    ConversationDivisionMembership, ConversationRoutingData, EntityRef, ErrorDetails,
};
use super::{
    ConversationMessageMetadata, ConversationQueueMediaSettings, ErrorBody, JourneyContext,
    MessageMedia, MessageSticker, Wrapup,
};

plain! {
    EventMessageConversation {
        "id" => id: Id,
        "name" => name: String,
        "participants" => participants: Vec<EventMediaParticipant>,
        "otherMediaUris" => other_media_uris: Vec<String>,
        "address" => address: String,
        "utilizationLabelId" => utilization_label_id: Id,
        "accessAttributes" => access_attributes: Vec<String>,
        "inactivityTimeout" => inactivity_timeout: Timestamp,
        "divisions" => divisions: Vec<ConversationDivisionMembership>,
    }
    EventMediaParticipant {
        "id" => id: Id,
        "name" => name: String,
        "address" => address: String,
        "startTime" => start_time: Timestamp,
        "connectedTime" => connected_time: Timestamp,
        "endTime" => end_time: Timestamp,
        "startHoldTime" => start_hold_time: Timestamp,
        "purpose" => purpose: String,
        "state" => state: MediaParticipantState,
        "initialState" => initial_state: MediaParticipantState,
        "direction" => direction: Direction,
        "disconnectType" => disconnect_type: DisconnectType,
        "held" => held: bool,
        "wrapupRequired" => wrapup_required: bool,
        "wrapupPrompt" => wrapup_prompt: String,
        "user" => user: EntityRef,
        "queue" => queue: EntityRef,
        "team" => team: EntityRef,
        "attributes" => attributes: BTreeMap<String, String>,
        "errorInfo" => error_info: Box<ErrorBody>,
        "script" => script: EntityRef,
        "wrapupTimeoutMs" => wrapup_timeout_ms: i64,
        "wrapupSkipped" => wrapup_skipped: bool,
        "alertingTimeoutMs" => alerting_timeout_ms: i64,
        "provider" => provider: String,
        "externalContact" => external_contact: EntityRef,
        "externalContactInitialDivisionId" => external_contact_initial_division_id: Id,
        "externalOrganization" => external_organization: EntityRef,
        "wrapup" => wrapup: Box<Wrapup>,
        "conversationRoutingData" => conversation_routing_data: Box<ConversationRoutingData>,
        "peer" => peer: Id,
        "screenRecordingState" => screen_recording_state: String,
        "flaggedReason" => flagged_reason: FlaggedReason,
        "journeyContext" => journey_context: Box<JourneyContext>,
        "startAcwTime" => start_acw_time: Timestamp,
        "endAcwTime" => end_acw_time: Timestamp,
        "resumeTime" => resume_time: Timestamp,
        "parkTime" => park_time: Timestamp,
        "mediaRoles" => media_roles: Vec<String>,
        "queueMediaSettings" => queue_media_settings: Box<ConversationQueueMediaSettings>,
        "messages" => messages: Vec<EventMediaMessageDetails>,
        "type" => r#type: MessageType,
        "recipientCountry" => recipient_country: String,
        "recipientType" => recipient_type: String,
        "byoSmsIntegrationId" => byo_sms_integration_id: Id,
        "engagementSource" => engagement_source: String,
        "monitoredParticipantId" => monitored_participant_id: Id,
    }
    EventMediaMessageDetails {
        "message" => message: EntityRef,
        "messageTime" => message_time: Timestamp,
        "messageSegmentCount" => message_segment_count: i64,
        "messageStatus" => message_status: MessageStatus,
        "media" => media: Vec<MessageMedia>,
        "stickers" => stickers: Vec<MessageSticker>,
        "errorInfo" => error_info: Box<ErrorDetails>,
        "messageMetadata" => message_metadata: Box<ConversationMessageMetadata>,
        "socialVisibility" => social_visibility: SocialVisibility,
    }
}
