//! Messages and receipts in the form that all channels share: `normalizedMessage` and
//! `normalizedReceipts` of a [`MessageData`](crate::MessageData).
//!
//! What is deep in a message and only shown to people (pickers, payments, forms, push
//! notifications) is passed through as received.

use std::collections::BTreeMap;

use crate::wire::object::object;
use crate::wire::open_enum::open_enum;
use crate::{ContentType, EventType, Id, MetadataType, Number, RawJson, Timestamp};

object! {
    /// A message or a receipt in the form that all channels share.
    ConversationNormalizedMessage {
        /// The message's identifier; of a receipt, that of the message that it is about
        /// (documented).
        "id" since "136.0.0" => id: Id,
        /// From whom and to whom it goes, on which platform, and when.
        "channel" since "136.0.0" => channel: Box<ConversationMessagingChannel>,
        /// The kind of message.
        "type" since "136.0.0" => r#type: MetadataType,
        /// The text.
        "text" since "136.0.0" => text: String,
        /// The content items.
        "content" since "136.0.0" => content: Vec<ConversationMessageContent>,
        /// What happened in place of a message.
        "events" since "136.0.0" => events: Vec<ConversationMessageEvent>,
        /// What became of the message; only of a receipt.
        "status" since "136.0.0" => status: ReceiptStatus,
        /// Why it failed.
        "reasons" since "136.0.0" => reasons: Vec<ConversationReason>,
        /// Who wrote it for the business (documented).
        "originatingEntity" since "136.0.0" => originating_entity: OriginatingEntity,
        /// Whether no other receipt follows.
        "isFinalReceipt" since "136.0.0" => is_final_receipt: bool,
        /// `Inbound` to the business, `Outbound` from it.
        "direction" since "136.0.0" => direction: ChannelDirection,
        /// The messages that belong to it.
        "relatedMessages" since "227.0.0" => related_messages: Vec<ConversationNormalizedMessage>,
        /// What the integration added, by name.
        "metadata" since "136.0.0" => metadata: BTreeMap<String, String>,
        /// What was found out about the text.
        "enrichment" since "227.0.0" => enrichment: Box<ConversationEnrichment>,
        /// The identifier of the integration for a bring-your-own SMS number.
        "byoSmsIntegrationId" since "168.0.0" => byo_sms_integration_id: Id,
    }
}

object! {
    /// Why a message failed.
    ConversationReason {
        /// The reason, for programs.
        "code" since "128.0.0" => code: ReasonCode,
        /// The reason, for people.
        "message" since "128.0.0" => message: String,
    }
}

object! {
    /// The way that a message took: the platform, from whom and to whom, and when.
    ConversationMessagingChannel {
        /// The integration's identifier.
        "id" since "136.0.0" => id: Id,
        /// The messaging platform.
        "platform" since "136.0.0" => platform: MessagingPlatform,
        /// Whether others can see the message.
        "type" since "227.0.0" => r#type: ChannelVisibility,
        /// The message's identifier at its provider.
        "messageId" since "136.0.0" => message_id: Id,
        /// The recipient.
        "to" since "136.0.0" => to: Box<ConversationMessagingRecipient>,
        /// The sender.
        "from" since "136.0.0" => from: Box<ConversationMessagingRecipient>,
        /// When it was sent.
        "time" since "136.0.0" => time: Timestamp,
        /// When it was changed.
        "dateModified" since "136.0.0" => date_modified: Timestamp,
        /// When it was deleted.
        "dateDeleted" since "136.0.0" => date_deleted: Timestamp,
        /// What a public message belongs to.
        "publicMetadata" since "227.0.0" => public_metadata: Box<ConversationPublicMetadata>,
    }
}

object! {
    /// One content item of a message; `contentType` says which of the others it has.
    ConversationMessageContent {
        /// The kind of content item.
        "contentType" since "136.0.0" => content_type: ContentType,
        /// A place.
        "location" since "136.0.0" => location: Box<ConversationContentLocation>,
        /// A file or link.
        "attachment" since "136.0.0" => attachment: Box<ConversationContentAttachment>,
        /// An answer that can be chosen.
        "quickReply" since "136.0.0" => quick_reply: Box<ConversationContentQuickReply>,
        /// What was chosen.
        "buttonResponse" since "136.0.0" => button_response: Box<ConversationContentButtonResponse>,
        /// A structured message as before 152.0.0, passed through as received. Gone since 152.0.0.
        "generic" since "136.0.0" => generic: RawJson,
        /// A message made from a template.
        "template" since "136.0.0" => template: Box<ConversationContentNotificationTemplate>,
        /// A story.
        "story" since "136.0.0" => story: Box<ConversationContentStory>,
        /// A card.
        "card" since "140.0.0" => card: Box<ConversationContentCard>,
        /// Several cards.
        "carousel" since "140.0.0" => carousel: Box<ConversationContentCarousel>,
        /// A text.
        "text" since "155.0.0" => text: Box<ConversationContentText>,
        /// A question with answers that can be chosen.
        "quickReplyV2" since "155.0.0" => quick_reply_v2: Box<ConversationContentQuickReplyV2>,
        /// How often the message got which reaction.
        "reactions" since "227.0.0" => reactions: Vec<ConversationContentReaction>,
        /// A choice of times, passed through as received.
        "datePicker" since "238.0.0" => date_picker: RawJson,
        /// An application in the message, passed through as received.
        "interactiveApplication" since "238.0.0" => interactive_application: RawJson,
        /// A choice from lists, passed through as received.
        "listPicker" since "238.0.0" => list_picker: RawJson,
        /// A request to pay, passed through as received.
        "paymentRequest" since "238.0.0" => payment_request: RawJson,
        /// What became of a request to pay, passed through as received.
        "paymentResponse" since "238.0.0" => payment_response: RawJson,
        /// A push notification, passed through as received.
        "push" since "229.0.0" => push: RawJson,
        /// A form, passed through as received.
        "form" since "238.0.0" => form: RawJson,
        /// An answer to a notification, passed through as received.
        "notificationResponse" since "257.0.0" => notification_response: RawJson,
    }
}

object! {
    /// Something that happened in place of a message.
    ConversationMessageEvent {
        /// The kind of event.
        "eventType" since "136.0.0" => event_type: EventType,
        /// An offer to browse together.
        "coBrowse" since "136.0.0" => co_browse: Box<ConversationEventCoBrowse>,
        /// Somebody is typing.
        "typing" since "137.0.0" => typing: Box<ConversationEventTyping>,
        /// The contact comes, goes or signs in.
        "presence" since "139.0.0" => presence: Box<ConversationEventPresence>,
        /// A video call, passed through as received.
        "video" since "202.0.0" => video: RawJson,
    }
}

object! {
    /// What was found out about a text.
    ConversationEnrichment {
        /// The language.
        "language" since "227.0.0" => language: Box<ConversationEnrichmentLanguage>,
        /// The sentiment.
        "sentimentV2" since "227.0.0" => sentiment_v2: Box<ConversationEnrichmentSentimentV2>,
    }
}

object! {
    /// A file or link that is attached to a message.
    ConversationContentAttachment {
        /// The identifier.
        "id" since "118.0.0" => id: Id,
        /// The kind of attachment.
        "mediaType" since "118.0.0" => media_type: AttachmentType,
        /// The URL.
        "url" since "118.0.0" => url: String,
        /// The MIME type.
        "mime" since "118.0.0" => mime: String,
        /// The text.
        "text" since "118.0.0" => text: String,
        /// The SHA-256 of the file, in hexadecimal digits.
        "sha256" since "118.0.0" => sha256: String,
        /// The name of the file.
        "filename" since "118.0.0" => filename: String,
        /// The size in bytes.
        "contentSizeBytes" since "152.0.0" => content_size_bytes: i64,
    }
}

object! {
    /// Somebody is typing.
    ConversationEventTyping {
        /// The kind.
        "type" since "137.0.0" => r#type: TypingType,
        /// For how long, in milliseconds.
        "duration" since "140.0.0" => duration: i64,
    }
}

object! {
    /// Whom a message is from or for, on its platform.
    ConversationMessagingRecipient as "ConversationMessagingToRecipient" {
        /// The display name.
        "nickname" since "136.0.0" => nickname: String,
        /// The identifier.
        "id" since "136.0.0" => id: Id,
        /// The kind of identifier.
        "idType" since "136.0.0" => id_type: RecipientIdType,
        /// The URL of a picture.
        "image" since "136.0.0" => image: String,
        /// The first name.
        "firstName" since "136.0.0" => first_name: String,
        /// The last name.
        "lastName" since "136.0.0" => last_name: String,
        /// The email address.
        "email" since "136.0.0" => email: String,
        /// The identifier of the external contact.
        "externalContactId" since "213.0.0" => external_contact_id: Id,
        /// The identifier of the external contact's division.
        "externalContactDivisionId" since "264.0.0" => external_contact_division_id: Id,
        /// Other identifiers of the same person.
        "additionalIds" since "139.0.0" => additional_ids: Vec<ConversationRecipientAdditionalIdentifier>,
    }
}

object! {
    /// What a public message on social media belongs to.
    ConversationPublicMetadata {
        /// The identifier of the post.
        "rootId" since "227.0.0" => root_id: Id,
        /// The identifier of what it replies to.
        "replyToId" since "227.0.0" => reply_to_id: Id,
        /// The URL.
        "url" since "227.0.0" => url: String,
    }
}

object! {
    /// A place that was shared.
    ConversationContentLocation {
        /// The URL.
        "url" since "136.0.0" => url: String,
        /// The postal address.
        "address" since "136.0.0" => address: String,
        /// The text.
        "text" since "136.0.0" => text: String,
        /// The latitude in degrees.
        "latitude" since "136.0.0" => latitude: Number,
        /// The longitude in degrees.
        "longitude" since "136.0.0" => longitude: Number,
    }
}

object! {
    /// A story that a message mentions or replies to.
    ConversationContentStory {
        /// The kind.
        "type" since "136.0.0" => r#type: StoryType,
        /// The URL.
        "url" since "136.0.0" => url: String,
        /// The identifier of what it replies to.
        "replyToId" since "136.0.0" => reply_to_id: Id,
    }
}

object! {
    /// An answer that can be chosen at a touch.
    ConversationContentQuickReply {
        /// The text.
        "text" since "136.0.0" => text: String,
        /// What is sent back when it is chosen.
        "payload" since "136.0.0" => payload: String,
        /// The URL of a picture.
        "image" since "136.0.0" => image: String,
        /// What choosing it does.
        "action" since "136.0.0" => action: QuickReplyAction,
        /// The text that is shown when it is chosen.
        "summaryText" since "230.0.0" => summary_text: String,
    }
}

object! {
    /// A message made from a template.
    ConversationContentNotificationTemplate {
        /// The identifier.
        "id" since "136.0.0" => id: Id,
        /// The language.
        "language" since "136.0.0" => language: String,
        /// The header.
        "header" since "136.0.0" => header: Box<ConversationNotificationTemplateHeader>,
        /// The body.
        "body" since "136.0.0" => body: Box<ConversationNotificationTemplateBody>,
        /// The buttons.
        "buttons" since "223.0.0" => buttons: Vec<ConversationNotificationTemplateButton>,
        /// The footer.
        "footer" since "136.0.0" => footer: Box<ConversationNotificationTemplateFooter>,
    }
}

object! {
    /// What was chosen.
    ConversationContentButtonResponse {
        /// The identifier of the message that asked.
        "originatingMessageId" since "229.0.0" => originating_message_id: Id,
        /// The kind.
        "type" since "136.0.0" => r#type: ButtonResponseType,
        /// The text.
        "text" since "136.0.0" => text: String,
        /// What is sent back when it is chosen.
        "payload" since "136.0.0" => payload: String,
    }
}

object! {
    /// A card with a picture, a title and actions.
    ConversationContentCard {
        /// The title.
        "title" since "140.0.0" => title: String,
        /// The text below the title.
        "description" since "140.0.0" => description: String,
        /// The URL of a picture.
        "image" since "140.0.0" => image: String,
        /// The URL of a video.
        "video" since "140.0.0" => video: String,
        /// What a touch on the card does.
        "defaultAction" since "140.0.0" => default_action: Box<ConversationContentCardAction>,
        /// What can be chosen.
        "actions" since "140.0.0" => actions: Vec<ConversationContentCardAction>,
    }
}

object! {
    /// Several cards, of which one is shown at a time.
    ConversationContentCarousel {
        /// The cards.
        "cards" since "140.0.0" => cards: Vec<ConversationContentCard>,
    }
}

object! {
    /// A text that is a content item.
    ConversationContentText {
        /// The kind.
        "type" since "155.0.0" => r#type: ContentTextType,
        /// The body.
        "body" since "155.0.0" => body: String,
    }
}

object! {
    /// A question with answers that can be chosen at a touch.
    ConversationContentQuickReplyV2 {
        /// The title.
        "title" since "155.0.0" => title: String,
        /// What can be chosen.
        "actions" since "155.0.0" => actions: Vec<ConversationContentQuickReply>,
    }
}

object! {
    /// How often a message got a reaction.
    ConversationContentReaction {
        /// The reaction.
        "reactionType" since "227.0.0" => reaction_type: ReactionType,
        /// How often.
        "count" since "227.0.0" => count: i64,
    }
}

object! {
    /// An offer to browse together, or what became of it.
    ConversationEventCoBrowse {
        /// The kind.
        "type" since "136.0.0" => r#type: CoBrowseType,
        /// The identifier of the session.
        "sessionId" since "136.0.0" => session_id: Id,
        /// What lets somebody join the session.
        "sessionJoinToken" since "136.0.0" => session_join_token: String,
    }
}

object! {
    /// The contact comes, goes or signs in.
    ConversationEventPresence {
        /// The kind.
        "type" since "139.0.0" => r#type: PresenceType,
        /// The message that is shown first.
        "receivedMessage" since "227.0.0" => received_message: Box<ConversationContentReceivedReplyMessage>,
        /// The message that is shown afterwards.
        "replyMessage" since "227.0.0" => reply_message: Box<ConversationContentReceivedReplyMessage>,
    }
}

object! {
    /// The language of a text.
    ConversationEnrichmentLanguage {
        /// The language.
        "language" since "227.0.0" => language: String,
    }
}

object! {
    /// The sentiment of a text.
    ConversationEnrichmentSentimentV2 {
        /// The sentiment.
        "tag" since "227.0.0" => tag: SentimentTag,
    }
}

object! {
    /// Another identifier of the same person.
    ConversationRecipientAdditionalIdentifier {
        /// The kind.
        "type" since "139.0.0" => r#type: AdditionalIdType,
        /// The identifier itself.
        "value" since "139.0.0" => value: String,
    }
}

object! {
    /// The header of a template.
    ConversationNotificationTemplateHeader {
        /// The kind.
        "type" since "136.0.0" => r#type: TemplateHeaderType,
        /// The text.
        "text" since "136.0.0" => text: String,
        /// The picture or file.
        "media" since "136.0.0" => media: Box<ConversationContentAttachment>,
        /// The values that were filled in.
        "parameters" since "136.0.0" => parameters: Vec<ConversationNotificationTemplateParameter>,
    }
}

object! {
    /// The body of a template.
    ConversationNotificationTemplateBody {
        /// The text.
        "text" since "136.0.0" => text: String,
        /// The values that were filled in.
        "parameters" since "136.0.0" => parameters: Vec<ConversationNotificationTemplateParameter>,
    }
}

object! {
    /// The footer of a template.
    ConversationNotificationTemplateFooter {
        /// The text.
        "text" since "136.0.0" => text: String,
    }
}

object! {
    /// A button of a template.
    ConversationNotificationTemplateButton {
        /// The kind.
        "type" since "223.0.0" => r#type: TemplateButtonType,
        /// The text.
        "text" since "223.0.0" => text: String,
        /// The place of the button.
        "index" since "223.0.0" => index: i64,
        /// The number to call.
        "phoneNumber" since "223.0.0" => phone_number: String,
        /// The URL.
        "url" since "223.0.0" => url: String,
        /// What is sent back when it is chosen.
        "payload" since "246.0.0" => payload: String,
        /// The values that were filled in.
        "parameters" since "223.0.0" => parameters: Vec<ConversationNotificationTemplateParameter>,
    }
}

object! {
    /// What a touch on a card does.
    ConversationContentCardAction {
        /// The kind.
        "type" since "140.0.0" => r#type: CardActionType,
        /// The text.
        "text" since "140.0.0" => text: String,
        /// What is sent back when it is chosen.
        "payload" since "140.0.0" => payload: String,
        /// The URL.
        "url" since "140.0.0" => url: String,
    }
}

object! {
    /// A message that is shown with a request to sign in, or with its answer.
    ConversationContentReceivedReplyMessage {
        /// The header.
        "header" since "243.0.0" => header: String,
        /// The title.
        "title" since "227.0.0" => title: String,
        /// The text below the title.
        "subtitle" since "227.0.0" => subtitle: String,
        /// The text of the button.
        "buttonLabel" since "243.0.0" => button_label: String,
        /// The URL of a picture.
        "imageUrl" since "227.0.0" => image_url: String,
    }
}

object! {
    /// A value that was filled into a template.
    ConversationNotificationTemplateParameter {
        /// The name.
        "name" since "136.0.0" => name: String,
        /// The text.
        "text" since "136.0.0" => text: String,
    }
}

open_enum! {
    /// The kind of an attachment.
    AttachmentType {
        /// Since release 118.0.0.
        "Image" => Image,
        /// Since release 118.0.0.
        "Video" => Video,
        /// Since release 118.0.0.
        "Audio" => Audio,
        /// Since release 118.0.0.
        "File" => File,
        /// Since release 120.0.0.
        "Link" => Link,
    }
}

open_enum! {
    /// Why a message failed.
    ReasonCode {
        /// Since release 128.0.0.
        "MessageExpired" => MessageExpired,
        /// Since release 128.0.0.
        "RateLimited" => RateLimited,
        /// Since release 128.0.0.
        "MessageNotAllowed" => MessageNotAllowed,
        /// Since release 128.0.0.
        "GeneralError" => GeneralError,
        /// Since release 128.0.0.
        "UnsupportedMessage" => UnsupportedMessage,
        /// Since release 128.0.0.
        "UnknownMessage" => UnknownMessage,
        /// Since release 128.0.0.
        "InvalidMessageStructure" => InvalidMessageStructure,
        /// Since release 128.0.0.
        "InvalidDestination" => InvalidDestination,
        /// Since release 128.0.0.
        "ServerError" => ServerError,
        /// Since release 128.0.0.
        "MediaTypeNotAllowed" => MediaTypeNotAllowed,
        /// Since release 128.0.0.
        "InvalidMediaContentLength" => InvalidMediaContentLength,
        /// Since release 128.0.0.
        "RecipientOptedOut" => RecipientOptedOut,
        /// Since release 237.0.0.
        "DataFiltered" => DataFiltered,
    }
}

open_enum! {
    /// What the typing is about.
    TypingType {
        /// Since release 137.0.0.
        "On" => On,
    }
}

open_enum! {
    /// The kind of an identifier.
    RecipientIdType {
        /// Since release 118.0.0.
        "Email" => Email,
        /// Since release 118.0.0.
        "Phone" => Phone,
        /// Since release 118.0.0.
        "Opaque" => Opaque,
        /// Since release 212.0.0.
        "Topic" => Topic,
    }
}

open_enum! {
    /// The kind of an action.
    CardActionType {
        /// Since release 140.0.0.
        "Link" => Link,
        /// Since release 140.0.0.
        "Postback" => Postback,
        /// Since release 140.0.0.
        "Unknown" => Unknown,
    }
}

open_enum! {
    /// What became of a message, as the channel spells it.
    ReceiptStatus {
        /// Since release 128.0.0.
        "Sent" => Sent,
        /// Since release 128.0.0.
        "Delivered" => Delivered,
        /// Since release 128.0.0.
        "Read" => Read,
        /// Since release 128.0.0.
        "Failed" => Failed,
        /// Since release 128.0.0.
        "Published" => Published,
        /// Since release 128.0.0.
        "Removed" => Removed,
    }
}

open_enum! {
    /// Who wrote a message for the business.
    OriginatingEntity {
        /// Since release 136.0.0.
        "Human" => Human,
        /// Since release 136.0.0.
        "Bot" => Bot,
    }
}

open_enum! {
    /// The direction of a message, as the channel spells it.
    ChannelDirection {
        /// Since release 118.0.0.
        "Inbound" => Inbound,
        /// Since release 118.0.0.
        "Outbound" => Outbound,
    }
}

open_enum! {
    /// The messaging platform, as the channel spells it.
    MessagingPlatform {
        /// Since release 136.0.0.
        "Twitter" => Twitter,
        /// Since release 136.0.0.
        "Facebook" => Facebook,
        /// Since release 136.0.0.
        "Instagram" => Instagram,
        /// Since release 136.0.0.
        "Line" => Line,
        /// Since release 136.0.0.
        "Whatsapp" => Whatsapp,
        /// Since release 136.0.0.
        "WebMessaging" => WebMessaging,
        /// Since release 118.0.0.
        "Open" => Open,
        /// Since release 136.0.0.
        "Sms" => Sms,
        /// Since release 212.0.0.
        "Apple" => Apple,
        /// Since release 264.0.0.
        "LinkedIn" => LinkedIn,
    }
}

open_enum! {
    /// Whether others can see a message.
    ChannelVisibility {
        /// Since release 227.0.0.
        "Public" => Public,
        /// Since release 118.0.0.
        "Private" => Private,
    }
}

open_enum! {
    /// What a message does with a story.
    StoryType {
        /// Since release 136.0.0.
        "Mention" => Mention,
        /// Since release 136.0.0.
        "Reply" => Reply,
    }
}

open_enum! {
    /// What choosing an answer does.
    QuickReplyAction {
        /// Since release 136.0.0.
        "Message" => Message,
    }
}

open_enum! {
    /// What a choice was made with.
    ButtonResponseType {
        /// Since release 136.0.0.
        "Button" => Button,
        /// Since release 136.0.0.
        "QuickReply" => QuickReply,
        /// Since release 218.0.0.
        "DatePicker" => DatePicker,
        /// Since release 227.0.0.
        "ListPicker" => ListPicker,
        /// Since release 230.0.0.
        "Form" => Form,
    }
}

open_enum! {
    /// The kind of a text.
    ContentTextType {
        /// Since release 155.0.0.
        "Text" => Text,
    }
}

open_enum! {
    /// A reaction to a message.
    ReactionType {
        /// Since release 227.0.0.
        "None" => None,
        /// Since release 227.0.0.
        "Like" => Like,
        /// Since release 227.0.0.
        "Love" => Love,
        /// Since release 227.0.0.
        "Wow" => Wow,
        /// Since release 227.0.0.
        "Haha" => Haha,
        /// Since release 227.0.0.
        "Sad" => Sad,
        /// Since release 227.0.0.
        "Angry" => Angry,
        /// Since release 227.0.0.
        "Thankful" => Thankful,
        /// Since release 227.0.0.
        "Pride" => Pride,
        /// Since release 227.0.0.
        "Care" => Care,
        /// Since release 227.0.0.
        "Share" => Share,
        /// Since release 227.0.0.
        "Comment" => Comment,
        /// Since release 227.0.0.
        "View" => View,
        /// Since release 227.0.0.
        "Rating" => Rating,
        /// Since release 263.0.0.
        "Repost" => Repost,
        /// Since release 263.0.0.
        "Save" => Save,
    }
}

open_enum! {
    /// What became of an offer to browse together.
    CoBrowseType {
        /// Since release 136.0.0.
        "Offering" => Offering,
        /// Since release 136.0.0.
        "OfferingExpired" => OfferingExpired,
        /// Since release 136.0.0.
        "OfferingAccepted" => OfferingAccepted,
        /// Since release 136.0.0.
        "OfferingRejected" => OfferingRejected,
    }
}

open_enum! {
    /// What the contact does.
    PresenceType {
        /// Since release 139.0.0.
        "Join" => Join,
        /// Since release 149.0.0.
        "Disconnect" => Disconnect,
        /// Since release 172.0.0.
        "Clear" => Clear,
        /// Since release 188.0.0.
        "SignIn" => SignIn,
        /// Since release 223.0.0.
        "SessionExpired" => SessionExpired,
        /// Since release 227.0.0.
        "Authenticate" => Authenticate,
        /// Since release 228.0.0.
        "AuthenticateFailure" => AuthenticateFailure,
        /// Since release 228.0.0.
        "AuthenticateCancel" => AuthenticateCancel,
    }
}

open_enum! {
    /// The sentiment of a text.
    SentimentTag {
        /// Since release 227.0.0.
        "Unknown" => Unknown,
        /// Since release 227.0.0.
        "Positive" => Positive,
        /// Since release 227.0.0.
        "Negative" => Negative,
        /// Since release 227.0.0.
        "Neutral" => Neutral,
    }
}

open_enum! {
    /// The kind of another identifier.
    AdditionalIdType {
        /// Since release 139.0.0.
        "Deployment" => Deployment,
        /// Since release 139.0.0.
        "Subject" => Subject,
        /// Since release 139.0.0.
        "Unknown" => Unknown,
        /// Since release 208.0.0.
        "Topic" => Topic,
        /// Since release 208.0.0.
        "IngestionRule" => IngestionRule,
        /// Since release 208.0.0.
        "IngestionRuleVersion" => IngestionRuleVersion,
        /// Since release 249.0.0.
        "PhoneNumber" => PhoneNumber,
        /// Since release 259.0.0.
        "Bsuid" => Bsuid,
        /// Since release 259.0.0.
        "ParentBsuid" => ParentBsuid,
        /// Since release 259.0.0.
        "Username" => Username,
    }
}

open_enum! {
    /// The kind of a header.
    TemplateHeaderType {
        /// Since release 136.0.0.
        "Text" => Text,
        /// Since release 136.0.0.
        "Media" => Media,
    }
}

open_enum! {
    /// The kind of a button.
    TemplateButtonType {
        /// Since release 223.0.0.
        "QuickReply" => QuickReply,
        /// Since release 223.0.0.
        "PhoneNumber" => PhoneNumber,
        /// Since release 223.0.0.
        "Url" => Url,
    }
}
