//! The conversation of `GET /api/v2/conversations/messages/{id}`.

use std::collections::BTreeMap;

use message_model::{
    Direction, DisconnectType, FlaggedReason, Id, MediaParticipantState, MessageType, Timestamp,
    TransferState, TransferType,
};
use serde::{Deserialize, Serialize};

use super::shared::{
    ConversationDivisionMembership, ConversationRoutingData, EntityRef, TransferDestination,
    TransferInitiator,
};
use super::{Address, ErrorBody, JourneyContext, MessageDetails, Wrapup};

plain! {
    MessageConversation {
        "id" => id: Id,
        "name" => name: String,
        "participants" => participants: Vec<MessageMediaParticipant>,
        "otherMediaUris" => other_media_uris: Vec<String>,
        "recentTransfers" => recent_transfers: Vec<TransferResponse>,
        "utilizationLabelId" => utilization_label_id: Id,
        "inactivityTimeout" => inactivity_timeout: Timestamp,
        "divisions" => divisions: Vec<ConversationDivisionMembership>,
        "selfUri" => self_uri: String,
    }
    MessageMediaParticipant {
        "id" => id: Id,
        "name" => name: String,
        "address" => address: String,
        "startTime" => start_time: Timestamp,
        "startAlertingTime" => start_alerting_time: Timestamp,
        "connectedTime" => connected_time: Timestamp,
        "endTime" => end_time: Timestamp,
        "startHoldTime" => start_hold_time: Timestamp,
        "purpose" => purpose: String,
        "state" => state: MediaParticipantState,
        "direction" => direction: Direction,
        "disconnectType" => disconnect_type: DisconnectType,
        "held" => held: bool,
        "wrapupRequired" => wrapup_required: bool,
        "wrapupPrompt" => wrapup_prompt: String,
        "mediaRoles" => media_roles: Vec<String>,
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
        "peer" => peer: Id,
        "flaggedReason" => flagged_reason: FlaggedReason,
        "journeyContext" => journey_context: Box<JourneyContext>,
        "conversationRoutingData" => conversation_routing_data: Box<ConversationRoutingData>,
        "startAcwTime" => start_acw_time: Timestamp,
        "endAcwTime" => end_acw_time: Timestamp,
        "parkTime" => park_time: Timestamp,
        "resumeTime" => resume_time: Timestamp,
        "toAddress" => to_address: Box<Address>,
        "fromAddress" => from_address: Box<Address>,
        "messages" => messages: Vec<MessageDetails>,
        "type" => r#type: MessageType,
        "recipientCountry" => recipient_country: String,
        "recipientType" => recipient_type: String,
        "authenticated" => authenticated: bool,
        "monitoredParticipantId" => monitored_participant_id: Id,
        "monitoredParticipant" => monitored_participant: EntityRef,
    }
    TransferResponse {
        "id" => id: Id,
        "state" => state: TransferState,
        "dateIssued" => date_issued: Timestamp,
        "initiator" => initiator: TransferInitiator,
        "modifiedBy" => modified_by: EntityRef,
        "destination" => destination: TransferDestination,
        "transferType" => transfer_type: TransferType,
    }
}
