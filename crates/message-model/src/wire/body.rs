//! Messages with their texts: `MessageData`, and the page of them.

use crate::wire::object::object;
use crate::wire::open_enum::open_enum;
use crate::{
    ConversationNormalizedMessage, Direction, Id, MessageMedia, MessageStatus, MessageSticker,
    RawJson, Timestamp,
};

object! {
    /// Several messages, as `POST /api/v2/conversations/messages/{id}/messages/bulk` answers.
    TextMessageListing {
        /// The messages, newest first (inferred).
        "entities" since "27.0.0" => entities: Vec<MessageData>,
        /// The size of a page. Gone since 173.0.0.
        "pageSize" since "27.0.0" => page_size: i64,
        /// The number of the page, from 1. Gone since 173.0.0.
        "pageNumber" since "27.0.0" => page_number: i64,
        /// The number of messages on all pages. Gone since 173.0.0.
        "total" since "27.0.0" => total: i64,
        /// The URI of the page. Gone since 173.0.0.
        "selfUri" since "27.0.0" => self_uri: String,
        /// The URI of the first page. Gone since 173.0.0.
        "firstUri" since "27.0.0" => first_uri: String,
        /// The URI of the page before. Gone since 173.0.0.
        "previousUri" since "27.0.0" => previous_uri: String,
        /// The URI of the page after. Gone since 173.0.0.
        "nextUri" since "27.0.0" => next_uri: String,
        /// The URI of the last page. Gone since 173.0.0.
        "lastUri" since "27.0.0" => last_uri: String,
        /// The number of pages. Gone since 173.0.0.
        "pageCount" since "27.0.0" => page_count: i64,
    }
}

object! {
    /// A message with its text: `GET /api/v2/conversations/messages/{id}/messages/{id}`.
    MessageData {
        /// The message's identifier: `messageId` on its leg (documented).
        "id" since "27.0.0" => id: Id,
        /// A name; it is not known what gives it.
        "name" since "27.0.0" => name: String,
        /// The message's identifier at its provider; outbound from `sent` on (inferred).
        "providerMessageId" since "27.0.0" => provider_message_id: Id,
        /// When it was sent or received: `messageTime` on its leg (inferred).
        "timestamp" since "27.0.0" => timestamp: Timestamp,
        /// The sender's address (inferred: of the message, not of the leg).
        "fromAddress" since "27.0.0" => from_address: String,
        /// The recipient's address (inferred: of the message, not of the leg).
        "toAddress" since "27.0.0" => to_address: String,
        /// `inbound` from the contact, `outbound` from the business.
        "direction" since "27.0.0" => direction: Direction,
        /// The messaging platform.
        "messengerType" since "27.0.0" => messenger_type: MessengerType,
        /// The text; null or absent without one (observed, documented). `normalizedMessage.text`
        /// since 265.0.0. Gone since 265.0.0.
        "textBody" since "27.0.0" => text_body: String,
        /// The delivery status: as on the leg at that moment (documented).
        "status" since "27.0.0" => status: MessageStatus,
        /// The attachments. `normalizedMessage.content` since 265.0.0. Gone since 265.0.0.
        "media" since "27.0.0" => media: Vec<MessageMedia>,
        /// The message in the form that all channels share.
        "normalizedMessage" since "136.0.0" => normalized_message: Box<ConversationNormalizedMessage>,
        /// The delivery events so far, of an outbound message (documented).
        "normalizedReceipts" since "136.0.0" => normalized_receipts: Vec<ConversationNormalizedMessage>,
        /// The user who wrote it, passed through as received; only of messages of agents
        /// (inferred).
        "createdBy" since "27.0.0" => created_by: RawJson,
        /// The conversation's identifier.
        "conversationId" since "126.0.0" => conversation_id: Id,
        /// The URI in the API.
        "selfUri" since "27.0.0" => self_uri: String,
        /// The stickers. Gone since 229.0.0.
        "stickers" since "35.0.0" => stickers: Vec<MessageSticker>,
    }
}

open_enum! {
    /// The messaging platform of a [`MessageData`].
    MessengerType {
        /// Since release 27.0.0.
        "sms" => Sms,
        /// Since release 27.0.0.
        "facebook" => Facebook,
        /// Since release 27.0.0.
        "twitter" => Twitter,
        /// From release 27.0.0 until before 203.0.0.
        "line" => Line,
        /// Since release 32.0.0.
        "whatsapp" => WhatsApp,
        /// From release 32.0.0 until before 55.0.0.
        "telegram" => Telegram,
        /// From release 32.0.0 until before 55.0.0.
        "kakao" => Kakao,
        /// Since release 95.0.0.
        "webmessaging" => WebMessaging,
        /// Since release 112.0.0.
        "open" => Open,
        /// Since release 128.0.0.
        "instagram" => Instagram,
        /// Since release 212.0.0.
        "apple" => Apple,
        /// Since release 269.0.0.
        "linkedin" => LinkedIn,
    }
}
