//! A message with its text.

use std::collections::BTreeMap;

use message_model::{
    AdditionalIdType, AttachmentType, ButtonResponseType, CardActionType, ChannelDirection,
    ChannelVisibility, CoBrowseType, ContentTextType, ContentType, Direction, EventType, Id,
    MessageStatus, MessagingPlatform, MessengerType, MetadataType, Number, OriginatingEntity,
    PresenceType, QuickReplyAction, RawJson, ReactionType, ReasonCode, ReceiptStatus,
    RecipientIdType, SentimentTag, StoryType, TemplateButtonType, TemplateHeaderType, Timestamp,
    TypingType,
};
use serde::{Deserialize, Serialize};

use super::{MessageMedia, MessageSticker};

plain! {
    MessageData {
        "id" => id: Id,
        "name" => name: String,
        "providerMessageId" => provider_message_id: Id,
        "timestamp" => timestamp: Timestamp,
        "fromAddress" => from_address: String,
        "toAddress" => to_address: String,
        "direction" => direction: Direction,
        "messengerType" => messenger_type: MessengerType,
        "textBody" => text_body: String,
        "status" => status: MessageStatus,
        "media" => media: Vec<MessageMedia>,
        "normalizedMessage" => normalized_message: Box<ConversationNormalizedMessage>,
        "normalizedReceipts" => normalized_receipts: Vec<ConversationNormalizedMessage>,
        "createdBy" => created_by: RawJson,
        "conversationId" => conversation_id: Id,
        "selfUri" => self_uri: String,
        "stickers" => stickers: Vec<MessageSticker>,
    }
    ConversationNormalizedMessage {
        "id" => id: Id,
        "channel" => channel: Box<ConversationMessagingChannel>,
        "type" => r#type: MetadataType,
        "text" => text: String,
        "content" => content: Vec<ConversationMessageContent>,
        "events" => events: Vec<ConversationMessageEvent>,
        "status" => status: ReceiptStatus,
        "reasons" => reasons: Vec<ConversationReason>,
        "originatingEntity" => originating_entity: OriginatingEntity,
        "isFinalReceipt" => is_final_receipt: bool,
        "direction" => direction: ChannelDirection,
        "relatedMessages" => related_messages: Vec<ConversationNormalizedMessage>,
        "metadata" => metadata: BTreeMap<String, String>,
        "enrichment" => enrichment: Box<ConversationEnrichment>,
        "byoSmsIntegrationId" => byo_sms_integration_id: Id,
    }
    ConversationMessagingChannel {
        "id" => id: Id,
        "platform" => platform: MessagingPlatform,
        "type" => r#type: ChannelVisibility,
        "messageId" => message_id: Id,
        "to" => to: Box<ConversationMessagingRecipient>,
        "from" => from: Box<ConversationMessagingRecipient>,
        "time" => time: Timestamp,
        "dateModified" => date_modified: Timestamp,
        "dateDeleted" => date_deleted: Timestamp,
        "publicMetadata" => public_metadata: Box<ConversationPublicMetadata>,
    }
    ConversationMessageContent {
        "contentType" => content_type: ContentType,
        "location" => location: Box<ConversationContentLocation>,
        "attachment" => attachment: Box<ConversationContentAttachment>,
        "quickReply" => quick_reply: Box<ConversationContentQuickReply>,
        "buttonResponse" => button_response: Box<ConversationContentButtonResponse>,
        "generic" => generic: RawJson,
        "template" => template: Box<ConversationContentNotificationTemplate>,
        "story" => story: Box<ConversationContentStory>,
        "card" => card: Box<ConversationContentCard>,
        "carousel" => carousel: Box<ConversationContentCarousel>,
        "text" => text: Box<ConversationContentText>,
        "quickReplyV2" => quick_reply_v2: Box<ConversationContentQuickReplyV2>,
        "reactions" => reactions: Vec<ConversationContentReaction>,
        "datePicker" => date_picker: RawJson,
        "interactiveApplication" => interactive_application: RawJson,
        "listPicker" => list_picker: RawJson,
        "paymentRequest" => payment_request: RawJson,
        "paymentResponse" => payment_response: RawJson,
        "push" => push: RawJson,
        "form" => form: RawJson,
        "notificationResponse" => notification_response: RawJson,
    }
    ConversationMessageEvent {
        "eventType" => event_type: EventType,
        "coBrowse" => co_browse: Box<ConversationEventCoBrowse>,
        "typing" => typing: Box<ConversationEventTyping>,
        "presence" => presence: Box<ConversationEventPresence>,
        "video" => video: RawJson,
    }
    ConversationReason {
        "code" => code: ReasonCode,
        "message" => message: String,
    }
    ConversationEnrichment {
        "language" => language: Box<ConversationEnrichmentLanguage>,
        "sentimentV2" => sentiment_v2: Box<ConversationEnrichmentSentimentV2>,
    }
    ConversationMessagingRecipient {
        "nickname" => nickname: String,
        "id" => id: Id,
        "idType" => id_type: RecipientIdType,
        "image" => image: String,
        "firstName" => first_name: String,
        "lastName" => last_name: String,
        "email" => email: String,
        "externalContactId" => external_contact_id: Id,
        "externalContactDivisionId" => external_contact_division_id: Id,
        "additionalIds" => additional_ids: Vec<ConversationRecipientAdditionalIdentifier>,
    }
    ConversationPublicMetadata {
        "rootId" => root_id: Id,
        "replyToId" => reply_to_id: Id,
        "url" => url: String,
    }
    ConversationContentLocation {
        "url" => url: String,
        "address" => address: String,
        "text" => text: String,
        "latitude" => latitude: Number,
        "longitude" => longitude: Number,
    }
    ConversationContentAttachment {
        "id" => id: Id,
        "mediaType" => media_type: AttachmentType,
        "url" => url: String,
        "mime" => mime: String,
        "text" => text: String,
        "sha256" => sha256: String,
        "filename" => filename: String,
        "contentSizeBytes" => content_size_bytes: i64,
    }
    ConversationContentQuickReply {
        "text" => text: String,
        "payload" => payload: String,
        "image" => image: String,
        "action" => action: QuickReplyAction,
        "summaryText" => summary_text: String,
    }
    ConversationContentButtonResponse {
        "originatingMessageId" => originating_message_id: Id,
        "type" => r#type: ButtonResponseType,
        "text" => text: String,
        "payload" => payload: String,
    }
    ConversationContentNotificationTemplate {
        "id" => id: Id,
        "language" => language: String,
        "header" => header: Box<ConversationNotificationTemplateHeader>,
        "body" => body: Box<ConversationNotificationTemplateBody>,
        "buttons" => buttons: Vec<ConversationNotificationTemplateButton>,
        "footer" => footer: Box<ConversationNotificationTemplateFooter>,
    }
    ConversationContentStory {
        "type" => r#type: StoryType,
        "url" => url: String,
        "replyToId" => reply_to_id: Id,
    }
    ConversationContentCard {
        "title" => title: String,
        "description" => description: String,
        "image" => image: String,
        "video" => video: String,
        "defaultAction" => default_action: Box<ConversationContentCardAction>,
        "actions" => actions: Vec<ConversationContentCardAction>,
    }
    ConversationContentCarousel {
        "cards" => cards: Vec<ConversationContentCard>,
    }
    ConversationContentText {
        "type" => r#type: ContentTextType,
        "body" => body: String,
    }
    ConversationContentQuickReplyV2 {
        "title" => title: String,
        "actions" => actions: Vec<ConversationContentQuickReply>,
    }
    ConversationContentReaction {
        "reactionType" => reaction_type: ReactionType,
        "count" => count: i64,
    }
    ConversationEventCoBrowse {
        "type" => r#type: CoBrowseType,
        "sessionId" => session_id: Id,
        "sessionJoinToken" => session_join_token: String,
    }
    ConversationEventTyping {
        "type" => r#type: TypingType,
        "duration" => duration: i64,
    }
    ConversationEventPresence {
        "type" => r#type: PresenceType,
        "receivedMessage" => received_message: Box<ConversationContentReceivedReplyMessage>,
        "replyMessage" => reply_message: Box<ConversationContentReceivedReplyMessage>,
    }
    ConversationEnrichmentLanguage {
        "language" => language: String,
    }
    ConversationEnrichmentSentimentV2 {
        "tag" => tag: SentimentTag,
    }
    ConversationRecipientAdditionalIdentifier {
        "type" => r#type: AdditionalIdType,
        "value" => value: String,
    }
    ConversationNotificationTemplateHeader {
        "type" => r#type: TemplateHeaderType,
        "text" => text: String,
        "media" => media: Box<ConversationContentAttachment>,
        "parameters" => parameters: Vec<ConversationNotificationTemplateParameter>,
    }
    ConversationNotificationTemplateBody {
        "text" => text: String,
        "parameters" => parameters: Vec<ConversationNotificationTemplateParameter>,
    }
    ConversationNotificationTemplateButton {
        "type" => r#type: TemplateButtonType,
        "text" => text: String,
        "index" => index: i64,
        "phoneNumber" => phone_number: String,
        "url" => url: String,
        "payload" => payload: String,
        "parameters" => parameters: Vec<ConversationNotificationTemplateParameter>,
    }
    ConversationNotificationTemplateFooter {
        "text" => text: String,
    }
    ConversationContentCardAction {
        "type" => r#type: CardActionType,
        "text" => text: String,
        "payload" => payload: String,
        "url" => url: String,
    }
    ConversationContentReceivedReplyMessage {
        "header" => header: String,
        "title" => title: String,
        "subtitle" => subtitle: String,
        "buttonLabel" => button_label: String,
        "imageUrl" => image_url: String,
    }
    ConversationNotificationTemplateParameter {
        "name" => name: String,
        "text" => text: String,
    }
}
