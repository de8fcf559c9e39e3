//! What the platform posts to the webhook of an Open Messaging integration.

use std::collections::BTreeMap;

use message_model::{
    ChannelDirection, ChannelVisibility, ContentType, EventType, Id, MessagingPlatform,
    MetadataType, RawJson, ReceiptStatus, RecipientIdType, Timestamp,
};
use serde::{Deserialize, Serialize};

use super::bodies::{ConversationContentAttachment, ConversationEventTyping, ConversationReason};

plain! {
    OpenNormalizedMessage {
        "id" => id: Id,
        "channel" => channel: Box<OpenMessagingChannel>,
        "type" => r#type: MetadataType,
        "text" => text: String,
        "content" => content: Vec<OpenMessageContent>,
        "status" => status: ReceiptStatus,
        "reasons" => reasons: Vec<ConversationReason>,
        "isFinalReceipt" => is_final_receipt: bool,
        "direction" => direction: ChannelDirection,
        "metadata" => metadata: BTreeMap<String, String>,
        "events" => events: Vec<OpenMessageEvent>,
    }
    OpenMessagingChannel {
        "id" => id: Id,
        "platform" => platform: MessagingPlatform,
        "type" => r#type: ChannelVisibility,
        "messageId" => message_id: Id,
        "to" => to: Box<OpenMessagingRecipient>,
        "from" => from: Box<OpenMessagingRecipient>,
        "time" => time: Timestamp,
        "metadata" => metadata: RawJson,
    }
    OpenMessageContent {
        "contentType" => content_type: ContentType,
        "attachment" => attachment: Box<ConversationContentAttachment>,
    }
    OpenMessageEvent {
        "eventType" => event_type: EventType,
        "typing" => typing: Box<ConversationEventTyping>,
    }
    OpenMessagingRecipient {
        "nickname" => nickname: String,
        "id" => id: Id,
        "idType" => id_type: RecipientIdType,
        "firstName" => first_name: String,
        "lastName" => last_name: String,
        "image" => image: String,
        "email" => email: String,
    }
}
