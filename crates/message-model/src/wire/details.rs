//! The messages on a leg.

use crate::wire::object::object;
use crate::wire::open_enum::open_enum;
use crate::{ConversationMessageMetadata, ErrorBody, Id, Timestamp};

object! {
    /// A message on a leg: a reference to its text, and its delivery status.
    ///
    /// ```
    /// use message_model::{decode, MessageDetails, MessageStatus};
    ///
    /// let message: MessageDetails = decode(r#"{"messageId": "a1", "messageStatus": "delivery-failed"}"#)?;
    /// assert_eq!(message.message_status, Some(MessageStatus::DeliveryFailed));
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    MessageDetails {
        /// The message's identifier.
        "messageId" since "19.0.0" => message_id: Id,
        /// The URI of the message itself. The only property name in the contract with `URI` in
        /// upper case.
        "messageURI" since "19.0.0" => message_uri: String,
        /// The delivery status of the message.
        "messageStatus" since "20.0.0" => message_status: MessageStatus,
        /// The number of parts that the text was split into; more than one only for SMS
        /// (documented).
        "messageSegmentCount" since "20.0.0" => message_segment_count: i64,
        /// When the message was sent or received.
        "messageTime" since "19.0.0" => message_time: Timestamp,
        /// The files attached to the message.
        "media" since "22.0.0" => media: Vec<MessageMedia>,
        /// The stickers sent with the message.
        "stickers" since "35.0.0" => stickers: Vec<MessageSticker>,
        /// The kind of content that the message has.
        "messageMetadata" since "144.0.0" => message_metadata: Box<ConversationMessageMetadata>,
        /// Who can see the message, on social media.
        "socialVisibility" since "212.0.0" => social_visibility: SocialVisibility,
        /// Why the message failed; present only with a failed status (documented).
        "errorInfo" since "141.0.0" => error_info: Box<ErrorBody>,
    }
}

open_enum! {
    /// The delivery status of a message.
    ///
    /// ```
    /// use message_model::MessageStatus;
    ///
    /// assert_eq!(MessageStatus::from_text("delivery-success"), MessageStatus::DeliverySuccess);
    /// assert_eq!(MessageStatus::DeliveryFailed.to_string(), "delivery-failed");
    /// ```
    MessageStatus {
        /// Accepted by the platform (documented). Since release 20.0.0.
        "queued" => Queued,
        /// Handed to the carrier or channel (documented). Since release 20.0.0.
        "sent" => Sent,
        /// Could not be sent: the message never left the platform (inferred). Since release 20.0.0.
        "failed" => Failed,
        /// Received from the customer (documented). Since release 20.0.0.
        "received" => Received,
        /// Delivered to the recipient; may follow `sent` after minutes or days (documented). Since
        /// release 44.0.0.
        "delivery-success" => DeliverySuccess,
        /// Not delivered to the recipient (documented). Since release 44.0.0.
        "delivery-failed" => DeliveryFailed,
        /// Read by the recipient (documented for WhatsApp). Since release 44.0.0.
        "read" => Read,
        /// Deleted by its sender (inferred). Since release 150.0.0.
        "removed" => Removed,
        /// Handed to the WhatsApp platform (documented). Since release 200.0.0.
        "published" => Published,
    }
}

open_enum! {
    /// Who can see a message on social media.
    SocialVisibility {
        /// Since release 212.0.0.
        "private" => Private,
        /// Since release 212.0.0.
        "public" => Public,
    }
}

object! {
    /// A file attached to a message.
    MessageMedia {
        /// The URL of the file.
        "url" since "22.0.0" => url: String,
        /// The MIME type of the file.
        "mediaType" since "22.0.0" => media_type: String,
        /// The size of the file in bytes.
        "contentLengthBytes" since "35.0.0" => content_length_bytes: i64,
        /// The name of the file.
        "name" since "35.0.0" => name: String,
        /// The identifier of the file.
        "id" since "35.0.0" => id: Id,
    }
}

object! {
    /// A sticker sent with a message.
    MessageSticker {
        /// The URL of the sticker.
        "url" since "35.0.0" => url: String,
        /// The identifier of the sticker.
        "id" since "35.0.0" => id: Id,
    }
}
