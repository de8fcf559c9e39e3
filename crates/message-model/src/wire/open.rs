//! Open Messaging, in both directions: what the middleware of a channel posts to the platform, what
//! that answers, and what it posts to the webhook of the integration.

use std::collections::BTreeMap;

use crate::wire::object::object;
use crate::{
    AttachmentType, ButtonResponseType, ChannelDirection, ChannelVisibility, ContentType,
    ConversationContentAttachment, ConversationEventTyping, ConversationReason, EventType, Id,
    MessagingPlatform, MetadataType, RawJson, ReceiptStatus, RecipientIdType, Timestamp,
};

object! {
    /// What the platform posts to the webhook of an Open Messaging integration: a message for the
    /// contact, that somebody is typing, or a receipt for a message of the contact. Before 183.0.0
    /// also what the middleware posts to the platform.
    OpenNormalizedMessage {
        /// The identifier.
        "id" since "118.0.0" => id: Id,
        /// From whom and to whom it goes, on which platform, and when.
        "channel" since "118.0.0" => channel: Box<OpenMessagingChannel>,
        /// The kind.
        "type" since "118.0.0" => r#type: MetadataType,
        /// The text.
        "text" since "118.0.0" => text: String,
        /// The content items.
        "content" since "118.0.0" => content: Vec<OpenMessageContent>,
        /// What became of the message; only of a receipt.
        "status" since "128.0.0" => status: ReceiptStatus,
        /// Why it failed.
        "reasons" since "128.0.0" => reasons: Vec<ConversationReason>,
        /// Whether no other receipt follows.
        "isFinalReceipt" since "128.0.0" => is_final_receipt: bool,
        /// `Inbound` to the business, `Outbound` from it.
        "direction" since "118.0.0" => direction: ChannelDirection,
        /// What the integration added, by name.
        "metadata" since "128.0.0" => metadata: BTreeMap<String, String>,
        /// What happened in place of a message. Gone since 159.0.0.
        "events" since "154.0.0" => events: Vec<OpenMessageEvent>,
    }
}

object! {
    /// A message of the contact, as the middleware posts it to the platform
    /// (`.../inbound/open/message`).
    OpenInboundMessage as "OpenInboundNormalizedMessage" {
        /// From whom and to whom it goes, on which platform, and when.
        "channel" since "183.0.0" => channel: Box<OpenInboundMessageChannel>,
        /// The text.
        "text" since "183.0.0" => text: String,
        /// The content items.
        "content" since "183.0.0" => content: Vec<OpenInboundMessageContent>,
        /// What the integration added, by name.
        "metadata" since "183.0.0" => metadata: BTreeMap<String, String>,
    }
}

object! {
    /// Something that the contact does, as the middleware posts it to the platform
    /// (`.../inbound/open/event`).
    OpenInboundEvent as "OpenInboundNormalizedEvent" {
        /// From whom and to whom it goes, on which platform, and when.
        "channel" since "183.0.0" => channel: Box<OpenInboundEventChannel>,
        /// What happened in place of a message.
        "events" since "183.0.0" => events: Vec<OpenEvent>,
    }
}

object! {
    /// What became of a message of the platform, as the middleware posts it
    /// (`.../inbound/open/receipt`).
    OpenInboundReceipt as "OpenInboundNormalizedReceipt" {
        /// The identifier.
        "id" since "183.0.0" => id: Id,
        /// From whom and to whom it goes, on which platform, and when.
        "channel" since "183.0.0" => channel: Box<OpenInboundReceiptChannel>,
        /// What became of the message; only of a receipt.
        "status" since "183.0.0" => status: ReceiptStatus,
        /// Why it failed.
        "reasons" since "183.0.0" => reasons: Vec<ConversationReason>,
        /// Whether no other receipt follows.
        "isFinalReceipt" since "183.0.0" => is_final_receipt: bool,
    }
}

object! {
    /// What the contact chose, as the middleware posts it (`.../inbound/open/structured/response`).
    OpenInboundStructuredResponse as "OpenInboundStructuredResponseMessage" {
        /// From whom and to whom it goes, on which platform, and when.
        "channel" since "231.0.0" => channel: Box<OpenInboundMessageChannel>,
        /// What was chosen.
        "buttonResponse" since "231.0.0" => button_response: Box<ContentButtonResponse>,
        /// The identifier of the message that asked.
        "originatingMessageId" since "231.0.0" => originating_message_id: Id,
    }
}

object! {
    /// The platform's answer to an [`OpenInboundMessage`].
    OpenMessageAnswer as "OpenMessageNormalizedMessage" {
        /// The identifier.
        "id" since "183.0.0" => id: Id,
        /// From whom and to whom it goes, on which platform, and when.
        "channel" since "183.0.0" => channel: Box<OpenMessagingChannel>,
        /// The kind.
        "type" since "183.0.0" => r#type: MetadataType,
        /// The text.
        "text" since "183.0.0" => text: String,
        /// The content items.
        "content" since "183.0.0" => content: Vec<OpenMessageContent>,
        /// What the integration added, by name.
        "metadata" since "183.0.0" => metadata: BTreeMap<String, String>,
        /// The conversation's identifier.
        "conversationId" since "213.0.0" => conversation_id: Id,
    }
}

object! {
    /// The platform's answer to an [`OpenInboundEvent`]; and, since it no longer declares another
    /// class for it, that somebody is typing (inferred).
    OpenEventAnswer as "OpenEventNormalizedMessage" {
        /// The identifier.
        "id" since "183.0.0" => id: Id,
        /// From whom and to whom it goes, on which platform, and when.
        "channel" since "183.0.0" => channel: Box<OpenMessagingChannel>,
        /// The kind.
        "type" since "183.0.0" => r#type: MetadataType,
        /// What happened in place of a message.
        "events" since "183.0.0" => events: Vec<OpenMessageEvent>,
    }
}

object! {
    /// The platform's answer to an [`OpenInboundReceipt`].
    OpenReceiptAnswer as "OpenReceiptNormalizedMessage" {
        /// The identifier.
        "id" since "183.0.0" => id: Id,
        /// From whom and to whom it goes, on which platform, and when.
        "channel" since "183.0.0" => channel: Box<OpenMessagingChannel>,
        /// The kind.
        "type" since "183.0.0" => r#type: MetadataType,
        /// What became of the message; only of a receipt.
        "status" since "183.0.0" => status: ReceiptStatus,
        /// Why it failed.
        "reasons" since "183.0.0" => reasons: Vec<ConversationReason>,
        /// Whether no other receipt follows.
        "isFinalReceipt" since "183.0.0" => is_final_receipt: bool,
        /// `Inbound` to the business, `Outbound` from it.
        "direction" since "183.0.0" => direction: ChannelDirection,
    }
}

object! {
    /// The platform's answer to an [`OpenInboundStructuredResponse`].
    OpenStructuredAnswer as "OpenStructuredResponseNormalizedMessage" {
        /// The identifier.
        "id" since "231.0.0" => id: Id,
        /// From whom and to whom it goes, on which platform, and when.
        "channel" since "231.0.0" => channel: Box<OpenMessagingChannel>,
        /// The kind.
        "type" since "231.0.0" => r#type: MetadataType,
        /// `Inbound` to the business, `Outbound` from it.
        "direction" since "231.0.0" => direction: ChannelDirection,
        /// The content items.
        "content" since "231.0.0" => content: Vec<OpenStructuredContent>,
        /// What the integration added, by name.
        "metadata" since "231.0.0" => metadata: BTreeMap<String, String>,
    }
}

object! {
    /// The way that a message of Open Messaging took.
    OpenMessagingChannel {
        /// The integration's identifier.
        "id" since "118.0.0" => id: Id,
        /// The messaging platform.
        "platform" since "118.0.0" => platform: MessagingPlatform,
        /// Always `Private`.
        "type" since "118.0.0" => r#type: ChannelVisibility,
        /// The message's identifier at its provider.
        "messageId" since "118.0.0" => message_id: Id,
        /// The recipient.
        "to" since "118.0.0" => to: Box<OpenMessagingRecipient>,
        /// The sender.
        "from" since "118.0.0" => from: Box<OpenMessagingRecipient>,
        /// When it was sent.
        "time" since "118.0.0" => time: Timestamp,
        /// What the integration added, such as `customAttributes` (documented); passed through as
        /// received.
        "metadata" since "131.0.0" => metadata: RawJson,
    }
}

object! {
    /// One content item of a message of Open Messaging.
    OpenMessageContent {
        /// The kind of content item.
        "contentType" since "118.0.0" => content_type: ContentType,
        /// A file or link.
        "attachment" since "118.0.0" => attachment: Box<ConversationContentAttachment>,
    }
}

object! {
    /// Something that happened in place of a message of Open Messaging.
    OpenMessageEvent {
        /// The kind of event.
        "eventType" since "154.0.0" => event_type: EventType,
        /// Somebody is typing.
        "typing" since "154.0.0" => typing: Box<ConversationEventTyping>,
    }
}

object! {
    /// The way that a message of the contact took.
    OpenInboundMessageChannel as "OpenInboundMessageMessagingChannel" {
        /// The sender.
        "from" since "183.0.0" => from: Box<OpenMessagingRecipient>,
        /// When it was sent.
        "time" since "183.0.0" => time: Timestamp,
        /// The message's identifier at its provider.
        "messageId" since "183.0.0" => message_id: Id,
        /// What the integration added, such as `customAttributes` (documented); passed through as
        /// received.
        "metadata" since "183.0.0" => metadata: RawJson,
    }
}

object! {
    /// One content item of a message of the contact.
    OpenInboundMessageContent {
        /// A file or link.
        "attachment" since "183.0.0" => attachment: Box<OpenContentAttachment>,
    }
}

object! {
    /// Who does something, and when.
    OpenInboundEventChannel as "OpenInboundMessagingChannel" {
        /// The sender.
        "from" since "183.0.0" => from: Box<OpenMessagingRecipient>,
        /// When it was sent.
        "time" since "183.0.0" => time: Timestamp,
    }
}

object! {
    /// What the contact does: types.
    OpenEvent {
        /// The kind of event.
        "eventType" since "183.0.0" => event_type: EventType,
    }
}

object! {
    /// To whom the message went, and when the receipt is of.
    OpenInboundReceiptChannel as "OpenInboundMessagingReceiptChannel" {
        /// The recipient.
        "to" since "183.0.0" => to: Box<OpenMessagingRecipient>,
        /// When it was sent.
        "time" since "183.0.0" => time: Timestamp,
    }
}

object! {
    /// What the contact chose.
    ContentButtonResponse {
        /// The identifier.
        "id" since "231.0.0" => id: Id,
        /// The kind.
        "type" since "231.0.0" => r#type: ButtonResponseType,
        /// The text.
        "text" since "231.0.0" => text: String,
        /// What is sent back when it is chosen.
        "payload" since "231.0.0" => payload: String,
    }
}

object! {
    /// One content item of an [`OpenStructuredAnswer`].
    OpenStructuredContent as "OpenInboundStructuredResponseNormalizedMessageContent" {
        /// The kind of content item.
        "contentType" since "231.0.0" => content_type: ContentType,
        /// What was chosen.
        "buttonResponse" since "231.0.0" => button_response: Box<ContentButtonResponse>,
    }
}

object! {
    /// Whom a message of Open Messaging is from or for.
    OpenMessagingRecipient as "OpenMessagingToRecipient" {
        /// The display name.
        "nickname" since "118.0.0" => nickname: String,
        /// The identifier.
        "id" since "118.0.0" => id: Id,
        /// The kind of identifier.
        "idType" since "118.0.0" => id_type: RecipientIdType,
        /// The first name.
        "firstName" since "118.0.0" => first_name: String,
        /// The last name.
        "lastName" since "118.0.0" => last_name: String,
        /// The URL of a picture.
        "image" since "128.0.0" => image: String,
        /// The email address.
        "email" since "128.0.0" => email: String,
    }
}

object! {
    /// A file or link that the contact attached.
    OpenContentAttachment {
        /// The identifier.
        "id" since "183.0.0" => id: Id,
        /// The kind of attachment.
        "mediaType" since "183.0.0" => media_type: AttachmentType,
        /// The URL.
        "url" since "183.0.0" => url: String,
        /// The MIME type.
        "mime" since "183.0.0" => mime: String,
        /// The text.
        "text" since "183.0.0" => text: String,
        /// The SHA-256 of the file, in hexadecimal digits.
        "sha256" since "183.0.0" => sha256: String,
        /// The name of the file.
        "filename" since "183.0.0" => filename: String,
        /// A small picture of it.
        "thumbnail" since "269.0.0" => thumbnail: Box<OpenContentThumbnail>,
    }
}

object! {
    /// A small picture of an attachment.
    OpenContentThumbnail {
        /// The URL.
        "url" since "269.0.0" => url: String,
        /// The MIME type.
        "mime" since "269.0.0" => mime: String,
        /// The SHA-256 of the file, in hexadecimal digits.
        "sha256" since "269.0.0" => sha256: String,
        /// The size in bytes.
        "contentSizeBytes" since "269.0.0" => content_size_bytes: i64,
    }
}
