//! The conversation in a notification.

use std::collections::BTreeMap;

use message_model::{
    Direction, DisconnectType, EventTransferState, EventTransferType, Id, MessageState,
    MessageStatus, MessageType, RawJson, ScreenRecordingState, SocialVisibility, Timestamp,
};
use serde::{Deserialize, Serialize};

use super::shared::{
    ConversationDivisionMembership, ConversationRoutingData, EntityRef, ErrorDetails,
    TransferDestination, TransferInitiator,
};
use super::{
    Address, AfterCallWork, ConversationMessageMetadata, ConversationQueueMediaSettings,
    JourneyContext, MessageMedia, MessageSticker, Wrapup,
};

plain! {
    EventConversation {
        "id" => id: Id,
        "maxParticipants" => max_participants: i64,
        "participants" => participants: Vec<EventParticipant>,
        "recentTransfers" => recent_transfers: Vec<EventTransferResponse>,
        "recordingState" => recording_state: String,
        "address" => address: String,
        "externalTag" => external_tag: String,
        "utilizationLabelId" => utilization_label_id: Id,
        "accessAttributes" => access_attributes: Vec<String>,
        "securePause" => secure_pause: bool,
        "inactivityTimeout" => inactivity_timeout: Timestamp,
        "associatedConversation" => associated_conversation: EntityRef,
        "consultationConversations" => consultation_conversations: Vec<EntityRef>,
        "divisions" => divisions: Vec<ConversationDivisionMembership>,
    }
    EventParticipant {
        "id" => id: Id,
        "connectedTime" => connected_time: Timestamp,
        "endTime" => end_time: Timestamp,
        "userId" => user_id: Id,
        "externalContactId" => external_contact_id: Id,
        "externalContactInitialDivisionId" => external_contact_initial_division_id: Id,
        "externalOrganizationId" => external_organization_id: Id,
        "name" => name: String,
        "queueId" => queue_id: Id,
        "groupId" => group_id: Id,
        "teamId" => team_id: Id,
        "purpose" => purpose: String,
        "consultParticipantId" => consult_participant_id: Id,
        "address" => address: String,
        "wrapupRequired" => wrapup_required: bool,
        "wrapupExpected" => wrapup_expected: bool,
        "wrapupPrompt" => wrapup_prompt: String,
        "wrapupTimeoutMs" => wrapup_timeout_ms: i64,
        "wrapup" => wrapup: Box<Wrapup>,
        "startAcwTime" => start_acw_time: Timestamp,
        "endAcwTime" => end_acw_time: Timestamp,
        "conversationRoutingData" => conversation_routing_data: Box<ConversationRoutingData>,
        "alertingTimeoutMs" => alerting_timeout_ms: i64,
        "monitoredParticipantId" => monitored_participant_id: Id,
        "screenMonitoredParticipantId" => screen_monitored_participant_id: Id,
        "coachedParticipantId" => coached_participant_id: Id,
        "bargedParticipantId" => barged_participant_id: Id,
        "mediaRoles" => media_roles: Vec<String>,
        "screenRecordingState" => screen_recording_state: ScreenRecordingState,
        "flaggedReason" => flagged_reason: String,
        "attributes" => attributes: BTreeMap<String, String>,
        "calls" => calls: Vec<RawJson>,
        "callbacks" => callbacks: Vec<RawJson>,
        "chats" => chats: Vec<RawJson>,
        "cobrowsesessions" => cobrowsesessions: Vec<RawJson>,
        "emails" => emails: Vec<RawJson>,
        "messages" => messages: Vec<EventMessage>,
        "internalMessages" => internal_messages: Vec<InternalMessage>,
        "screenMonitorings" => screen_monitorings: Vec<RawJson>,
        "screenshares" => screenshares: Vec<RawJson>,
        "socialExpressions" => social_expressions: Vec<RawJson>,
        "videos" => videos: Vec<RawJson>,
        "workflow" => workflow: Workflow,
    }
    EventTransferResponse {
        "id" => id: Id,
        "state" => state: EventTransferState,
        "dateIssued" => date_issued: Timestamp,
        "initiator" => initiator: TransferInitiator,
        "modifiedBy" => modified_by: EntityRef,
        "destination" => destination: TransferDestination,
        "transferType" => transfer_type: EventTransferType,
    }
    EventMessage {
        "id" => id: Id,
        "state" => state: MessageState,
        "initialState" => initial_state: MessageState,
        "direction" => direction: Direction,
        "held" => held: bool,
        "errorInfo" => error_info: Box<ErrorDetails>,
        "provider" => provider: String,
        "scriptId" => script_id: Id,
        "peerId" => peer_id: Id,
        "disconnectType" => disconnect_type: DisconnectType,
        "startHoldTime" => start_hold_time: Timestamp,
        "connectedTime" => connected_time: Timestamp,
        "disconnectedTime" => disconnected_time: Timestamp,
        "toAddress" => to_address: Box<Address>,
        "fromAddress" => from_address: Box<Address>,
        "messages" => messages: Vec<EventMessageDetails>,
        "messagesTranscriptUri" => messages_transcript_uri: String,
        "type" => r#type: MessageType,
        "recipientCountry" => recipient_country: String,
        "recipientType" => recipient_type: String,
        "journeyContext" => journey_context: Box<JourneyContext>,
        "wrapup" => wrapup: Box<Wrapup>,
        "afterCallWork" => after_call_work: Box<AfterCallWork>,
        "afterCallWorkRequired" => after_call_work_required: bool,
        "agentAssistantId" => agent_assistant_id: Id,
        "engagementSource" => engagement_source: String,
        "byoSmsIntegrationId" => byo_sms_integration_id: Id,
        "queueMediaSettings" => queue_media_settings: Box<ConversationQueueMediaSettings>,
        "resumeTime" => resume_time: Timestamp,
        "parkTime" => park_time: Timestamp,
    }
    InternalMessage {
        "id" => id: Id,
        "state" => state: MessageState,
        "initialState" => initial_state: MessageState,
        "provider" => provider: String,
        "peerId" => peer_id: Id,
        "disconnectType" => disconnect_type: DisconnectType,
        "connectedTime" => connected_time: Timestamp,
        "disconnectedTime" => disconnected_time: Timestamp,
        "targetUserId" => target_user_id: Id,
        "sourceUserId" => source_user_id: Id,
        "toAddress" => to_address: Box<Address>,
        "fromAddress" => from_address: Box<Address>,
        "messages" => messages: Vec<InternalMessageDetails>,
    }
    Workflow {
        "workflowId" => workflow_id: Id,
    }
    EventMessageDetails {
        "messageId" => message_id: Id,
        "messageTime" => message_time: Timestamp,
        "messageStatus" => message_status: MessageStatus,
        "messageSegmentCount" => message_segment_count: i64,
        "media" => media: Vec<MessageMedia>,
        "errorInfo" => error_info: Box<ErrorDetails>,
        "stickers" => stickers: Vec<MessageSticker>,
        "messageMetadata" => message_metadata: Box<ConversationMessageMetadata>,
        "socialVisibility" => social_visibility: SocialVisibility,
    }
    InternalMessageDetails {
        "messageId" => message_id: Id,
        "messageTime" => message_time: Timestamp,
    }
}
