//! The messages on a leg.

use crate::object::{object, open_enum};
use crate::{ConversationMessageMetadata, ErrorBody, Id, Timestamp};

object! {
    /// A message on a leg: a reference to its text, and what became of it.
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
        /// Where to read the message itself. The only name of the contract with `URI` in upper case.
        "messageURI" since "19.0.0" => message_uri: String,
        /// How far the message got.
        "messageStatus" since "20.0.0" => message_status: MessageStatus,
        /// How many parts the text was cut into; more than one only for SMS (documented).
        "messageSegmentCount" since "20.0.0" => message_segment_count: i64,
        /// When the message was sent or received.
        "messageTime" since "19.0.0" => message_time: Timestamp,
        /// The files that came with it.
        "media" since "22.0.0" => media: Vec<MessageMedia>,
        /// The stickers that came with it.
        "stickers" since "35.0.0" => stickers: Vec<MessageSticker>,
        /// What kind of content it has.
        "messageMetadata" since "144.0.0" => message_metadata: Box<ConversationMessageMetadata>,
        /// Who can see it, on social media.
        "socialVisibility" since "212.0.0" => social_visibility: SocialVisibility,
        /// Why it failed; with a failed status only (documented).
        "errorInfo" since "141.0.0" => error_info: Box<ErrorBody>,
    }
}

open_enum! {
    /// How far a message got.
    MessageStatus {
        /// Accepted by the platform (documented). Since release 20.0.0.
        "queued" => Queued,
        /// Handed to the carrier or channel (documented). Since release 20.0.0.
        "sent" => Sent,
        /// Never left the platform (inferred). Since release 20.0.0.
        "failed" => Failed,
        /// Came from the customer (documented). Since release 20.0.0.
        "received" => Received,
        /// Reached the recipient; may come minutes to days after sent (documented). Since release 44.0.0.
        "delivery-success" => DeliverySuccess,
        /// Did not reach the recipient (documented). Since release 44.0.0.
        "delivery-failed" => DeliveryFailed,
        /// Seen by the recipient (documented for WhatsApp). Since release 44.0.0.
        "read" => Read,
        /// Taken back by its sender (inferred). Since release 150.0.0.
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
    /// A file that came with a message.
    MessageMedia {
        /// Where to read it.
        "url" since "22.0.0" => url: String,
        /// Its MIME type.
        "mediaType" since "22.0.0" => media_type: String,
        /// Its size in bytes.
        "contentLengthBytes" since "35.0.0" => content_length_bytes: i64,
        /// Its name.
        "name" since "35.0.0" => name: String,
        /// Its identifier.
        "id" since "35.0.0" => id: Id,
    }
}

object! {
    /// A sticker that came with a message.
    MessageSticker {
        /// Where to read it.
        "url" since "35.0.0" => url: String,
        /// Its identifier.
        "id" since "35.0.0" => id: Id,
    }
}
