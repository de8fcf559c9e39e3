//! A detail event.

use message_model::{
    DetailDirection, DetailDisconnectType, DetailMediaType, DetailMessageType, Id,
};
use serde::{Deserialize, Serialize};

plain! {
    UserEndEvent {
        "eventTime" => event_time: i64,
        "conversationId" => conversation_id: Id,
        "participantId" => participant_id: Id,
        "sessionId" => session_id: Id,
        "disconnectType" => disconnect_type: DetailDisconnectType,
        "mediaType" => media_type: DetailMediaType,
        "provider" => provider: String,
        "direction" => direction: DetailDirection,
        "ani" => ani: String,
        "dnis" => dnis: String,
        "addressTo" => address_to: String,
        "addressFrom" => address_from: String,
        "callbackUserName" => callback_user_name: String,
        "callbackNumbers" => callback_numbers: Vec<String>,
        "callbackScheduledTime" => callback_scheduled_time: i64,
        "subject" => subject: String,
        "messageType" => message_type: DetailMessageType,
        "userId" => user_id: Id,
        "divisionId" => division_id: Id,
        "queueId" => queue_id: Id,
        "interactingDurationMs" => interacting_duration_ms: i64,
        "heldDurationMs" => held_duration_ms: i64,
        "alertingDurationMs" => alerting_duration_ms: i64,
        "contactingDurationMs" => contacting_duration_ms: i64,
        "dialingDurationMs" => dialing_duration_ms: i64,
        "callbackDurationMs" => callback_duration_ms: i64,
        "conversationExternalContactIds" => conversation_external_contact_ids: Vec<Id>,
        "conversationExternalOrganizationIds" => conversation_external_organization_ids: Vec<Id>,
        "utilizationLabel" => utilization_label: String,
    }
}
