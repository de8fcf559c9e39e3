//! Message metadata: the kind of content a message has.

use crate::wire::object::object;
use crate::wire::open_enum::open_enum;

object! {
    /// The kind of content that a message has, without the content itself.
    ///
    /// ```
    /// use message_model::{decode, ConversationMessageMetadata, MetadataType};
    ///
    /// let metadata: ConversationMessageMetadata = decode(r#"{"type": "Text"}"#)?;
    /// assert_eq!(metadata.r#type, Some(MetadataType::Text));
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    ConversationMessageMetadata {
        /// The kind of message.
        "type" since "144.0.0" => r#type: MetadataType,
        /// The events that the message represents.
        "events" since "144.0.0" => events: Vec<ConversationMessageMetadataEvent>,
        /// The content items of the message.
        "content" since "144.0.0" => content: Vec<ConversationMessageMetadataContent>,
    }
}

object! {
    /// An event that a message represents, such as typing or a co-browsing offer.
    ConversationMessageMetadataEvent {
        /// The kind of event.
        "eventType" since "144.0.0" => event_type: EventType,
        /// The kind of event within `eventType`.
        "subType" since "144.0.0" => sub_type: EventSubType,
    }
}

object! {
    /// A content item of a message.
    ConversationMessageMetadataContent {
        /// The kind of content item.
        "contentType" since "144.0.0" => content_type: ContentType,
        /// The kind of content item within `contentType`.
        "subType" since "144.0.0" => sub_type: ContentSubType,
    }
}

open_enum! {
    /// The kind of a message.
    MetadataType {
        /// Since release 144.0.0.
        "Text" => Text,
        /// Since release 144.0.0.
        "Structured" => Structured,
        /// Since release 144.0.0.
        "Receipt" => Receipt,
        /// Since release 144.0.0.
        "Event" => Event,
        /// Since release 155.0.0.
        "Message" => Message,
        /// Since release 144.0.0.
        "Unknown" => Unknown,
    }
}

open_enum! {
    /// The kind of event that a message represents.
    EventType {
        /// Since release 144.0.0.
        "CoBrowse" => CoBrowse,
        /// Since release 144.0.0.
        "Typing" => Typing,
        /// Since release 144.0.0.
        "Presence" => Presence,
        /// Since release 202.0.0.
        "Video" => Video,
        /// Since release 144.0.0.
        "Unknown" => Unknown,
    }
}

open_enum! {
    /// The kind of event within an [`EventType`].
    EventSubType {
        /// Since release 144.0.0.
        "On" => On,
        /// Since release 144.0.0.
        "Join" => Join,
        /// Since release 144.0.0.
        "Offering" => Offering,
        /// Since release 144.0.0.
        "OfferingExpired" => OfferingExpired,
        /// Since release 144.0.0.
        "OfferingAccepted" => OfferingAccepted,
        /// Since release 144.0.0.
        "OfferingRejected" => OfferingRejected,
        /// Since release 149.0.0.
        "Disconnect" => Disconnect,
        /// Since release 172.0.0.
        "Clear" => Clear,
        /// Since release 188.0.0.
        "SignIn" => SignIn,
        /// Since release 223.0.0.
        "SessionExpired" => SessionExpired,
        /// Since release 234.0.0.
        "Authenticate" => Authenticate,
        /// Since release 234.0.0.
        "AuthenticateFailure" => AuthenticateFailure,
        /// Since release 234.0.0.
        "AuthenticateCancel" => AuthenticateCancel,
        /// Since release 144.0.0.
        "Unknown" => Unknown,
    }
}

open_enum! {
    /// The kind of a content item.
    ContentType {
        /// From release 144.0.0 until before 152.0.0, and again since release 211.1.0.
        "Reactions" => Reactions,
        /// Since release 144.0.0.
        "Attachment" => Attachment,
        /// Since release 144.0.0.
        "Location" => Location,
        /// Since release 144.0.0.
        "QuickReply" => QuickReply,
        /// Since release 144.0.0.
        "Notification" => Notification,
        /// Since release 144.0.0.
        "ButtonResponse" => ButtonResponse,
        /// Since release 144.0.0.
        "Story" => Story,
        /// Since release 144.0.0.
        "Mention" => Mention,
        /// Since release 144.0.0.
        "Card" => Card,
        /// Since release 144.0.0.
        "Carousel" => Carousel,
        /// Since release 155.0.0.
        "Text" => Text,
        /// Since release 155.0.0.
        "QuickReplyV2" => QuickReplyV2,
        /// Since release 218.0.0.
        "DatePicker" => DatePicker,
        /// Since release 225.0.0.
        "InteractiveApplication" => InteractiveApplication,
        /// Since release 227.0.0.
        "ListPicker" => ListPicker,
        /// Since release 229.0.0.
        "PaymentRequest" => PaymentRequest,
        /// Since release 229.0.0.
        "PaymentResponse" => PaymentResponse,
        /// Since release 229.0.0.
        "Push" => Push,
        /// Since release 230.0.0.
        "Form" => Form,
        /// Since release 232.0.0.
        "RoadsideAssistance" => RoadsideAssistance,
        /// Since release 243.0.0.
        "RichLink" => RichLink,
        /// Since release 257.0.0.
        "NotificationResponse" => NotificationResponse,
        /// Since release 144.0.0.
        "Unknown" => Unknown,
        /// From release 144.0.0 until before 152.0.0.
        "GenericTemplate" => GenericTemplate,
        /// From release 144.0.0 until before 152.0.0.
        "ListTemplate" => ListTemplate,
        /// From release 144.0.0 until before 152.0.0.
        "Postback" => Postback,
    }
}

open_enum! {
    /// The kind of a content item within a [`ContentType`].
    ContentSubType {
        /// Since release 144.0.0.
        "Image" => Image,
        /// Since release 144.0.0.
        "Video" => Video,
        /// Since release 144.0.0.
        "Audio" => Audio,
        /// Since release 144.0.0.
        "File" => File,
        /// Since release 144.0.0.
        "Link" => Link,
        /// Since release 144.0.0.
        "Mention" => Mention,
        /// Since release 144.0.0.
        "Reply" => Reply,
        /// Since release 144.0.0.
        "Button" => Button,
        /// Since release 144.0.0.
        "QuickReply" => QuickReply,
        /// Since release 144.0.0.
        "Postback" => Postback,
        /// Since release 144.0.0.
        "Unknown" => Unknown,
    }
}
