//! The same objects with the same field types, with serde's own derive: unknown properties are
//! ignored. Here is the leg; what the views have beside it is in a file for each.

use std::collections::BTreeMap;

use message_model::{
    AfterCallWorkState, ContentSubType, ContentType, Definition, Direction, DisconnectType,
    EngagementSource, EventSubType, EventType, Id, LimitNamespace, MessageState, MessageStatus,
    MessageType, MetadataType, Number, SocialVisibility, Timestamp,
};
use serde::{Deserialize, Serialize};

macro_rules! plain {
    ($($name:ident { $($wire:literal => $property:ident: $type:ty,)* })*) => {
        $(
            #[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
            pub(crate) struct $name {
                $(
                    #[serde(rename = $wire, skip_serializing_if = "Option::is_none")]
                    pub(crate) $property: Option<$type>,
                )*
            }
        )*

        /// Every object with its counterpart in the model and its properties.
        pub(crate) const OBJECTS: &[$crate::plain::Plain] = &[$(
            (<message_model::$name as message_model::Object>::definition, &[$($wire,)*]),
        )*];
    };
}

/// The counterpart of an object in the model, and the properties of the object here.
pub(crate) type Plain = (fn() -> &'static Definition, &'static [&'static str]);

pub(crate) mod analytics;
pub(crate) mod bodies;
pub(crate) mod conversation;
pub(crate) mod detail_event;
pub(crate) mod media;
pub(crate) mod media_notification;
pub(crate) mod notification;
pub(crate) mod open_messaging;
pub(crate) mod shared;

plain! {
    Message {
        "state" => state: MessageState,
        "initialState" => initial_state: MessageState,
        "id" => id: Id,
        "held" => held: bool,
        "segments" => segments: Vec<Segment>,
        "direction" => direction: Direction,
        "recordingId" => recording_id: Id,
        "errorInfo" => error_info: Box<ErrorBody>,
        "disconnectType" => disconnect_type: DisconnectType,
        "startHoldTime" => start_hold_time: Timestamp,
        "startAlertingTime" => start_alerting_time: Timestamp,
        "connectedTime" => connected_time: Timestamp,
        "disconnectedTime" => disconnected_time: Timestamp,
        "provider" => provider: String,
        "authenticated" => authenticated: bool,
        "type" => r#type: MessageType,
        "recipientCountry" => recipient_country: String,
        "recipientType" => recipient_type: String,
        "scriptId" => script_id: Id,
        "peerId" => peer_id: Id,
        "toAddress" => to_address: Box<Address>,
        "fromAddress" => from_address: Box<Address>,
        "messages" => messages: Vec<MessageDetails>,
        "journeyContext" => journey_context: Box<JourneyContext>,
        "wrapup" => wrapup: Box<Wrapup>,
        "afterCallWork" => after_call_work: Box<AfterCallWork>,
        "afterCallWorkRequired" => after_call_work_required: bool,
        "agentAssistantId" => agent_assistant_id: Id,
        "byoSmsIntegrationId" => byo_sms_integration_id: Id,
        "queueMediaSettings" => queue_media_settings: Box<ConversationQueueMediaSettings>,
        "engagementSource" => engagement_source: EngagementSource,
        "resumeTime" => resume_time: Timestamp,
        "parkTime" => park_time: Timestamp,
    }
    Segment {
        "startTime" => start_time: Timestamp,
        "endTime" => end_time: Timestamp,
        "type" => r#type: String,
        "howEnded" => how_ended: String,
        "disconnectType" => disconnect_type: String,
    }
    ErrorBody {
        "message" => message: String,
        "code" => code: String,
        "status" => status: i64,
        "entityId" => entity_id: String,
        "entityName" => entity_name: String,
        "messageWithParams" => message_with_params: String,
        "messageParams" => message_params: BTreeMap<String, String>,
        "contextId" => context_id: String,
        "details" => details: Vec<Detail>,
        "errors" => errors: Vec<ErrorBody>,
        "limit" => limit: Box<Limit>,
    }
    Detail {
        "errorCode" => error_code: String,
        "fieldName" => field_name: String,
        "entityId" => entity_id: String,
        "entityName" => entity_name: String,
    }
    Limit {
        "key" => key: String,
        "namespace" => namespace: LimitNamespace,
        "value" => value: i64,
        "documented" => documented: bool,
    }
    Address {
        "name" => name: String,
        "nameRaw" => name_raw: String,
        "addressNormalized" => address_normalized: String,
        "addressRaw" => address_raw: String,
        "addressDisplayable" => address_displayable: String,
    }
    MessageDetails {
        "messageId" => message_id: Id,
        "messageURI" => message_uri: String,
        "messageStatus" => message_status: MessageStatus,
        "messageSegmentCount" => message_segment_count: i64,
        "messageTime" => message_time: Timestamp,
        "media" => media: Vec<MessageMedia>,
        "stickers" => stickers: Vec<MessageSticker>,
        "messageMetadata" => message_metadata: Box<ConversationMessageMetadata>,
        "socialVisibility" => social_visibility: SocialVisibility,
        "errorInfo" => error_info: Box<ErrorBody>,
    }
    MessageMedia {
        "url" => url: String,
        "mediaType" => media_type: String,
        "contentLengthBytes" => content_length_bytes: i64,
        "name" => name: String,
        "id" => id: Id,
    }
    MessageSticker {
        "url" => url: String,
        "id" => id: Id,
    }
    ConversationMessageMetadata {
        "type" => r#type: MetadataType,
        "events" => events: Vec<ConversationMessageMetadataEvent>,
        "content" => content: Vec<ConversationMessageMetadataContent>,
    }
    ConversationMessageMetadataEvent {
        "eventType" => event_type: EventType,
        "subType" => sub_type: EventSubType,
    }
    ConversationMessageMetadataContent {
        "contentType" => content_type: ContentType,
        "subType" => sub_type: ContentSubType,
    }
    JourneyContext {
        "customer" => customer: Box<JourneyCustomer>,
        "customerSession" => customer_session: Box<JourneyCustomerSession>,
        "triggeringAction" => triggering_action: Box<JourneyAction>,
    }
    JourneyCustomer {
        "id" => id: Id,
        "idType" => id_type: String,
    }
    JourneyCustomerSession {
        "id" => id: Id,
        "type" => r#type: String,
    }
    JourneyAction {
        "id" => id: Id,
        "actionMap" => action_map: Box<JourneyActionMap>,
    }
    JourneyActionMap {
        "id" => id: Id,
        "version" => version: i64,
    }
    Wrapup {
        "code" => code: String,
        "name" => name: String,
        "notes" => notes: String,
        "tags" => tags: Vec<String>,
        "durationSeconds" => duration_seconds: i64,
        "endTime" => end_time: Timestamp,
        "provisional" => provisional: bool,
    }
    AfterCallWork {
        "startTime" => start_time: Timestamp,
        "endTime" => end_time: Timestamp,
        "state" => state: AfterCallWorkState,
    }
    ConversationQueueMediaSettings {
        "alertingTimeoutSeconds" => alerting_timeout_seconds: i64,
        "autoAnswerAlertToneSeconds" => auto_answer_alert_tone_seconds: Number,
        "manualAnswerAlertToneSeconds" => manual_answer_alert_tone_seconds: Number,
        "enableAutoAnswer" => enable_auto_answer: bool,
    }
}
