//! The status of a message.

use message_model::MessageStatus;

message_model::closed_list! {
    /// The status of a message on its way: one of the values of `messageStatus`.
    ///
    /// ```
    /// use message_lifecycle::Status;
    ///
    /// assert_eq!("delivery-failed".parse(), Ok(Status::DeliveryFailed));
    /// assert!(Status::DeliveryFailed.is_failure());
    /// ```
    pub enum Status {
        /// It arrived from the contact.
        Received = "received",
        /// The platform accepted it for sending.
        Queued = "queued",
        /// It was handed to the provider.
        Sent = "sent",
        /// It was handed to the platform of the channel, such as WhatsApp's.
        Published = "published",
        /// It reached the contact's device.
        DeliverySuccess = "delivery-success",
        /// It did not reach the contact's device.
        DeliveryFailed = "delivery-failed",
        /// The contact has seen it.
        Read = "read",
        /// It never left the platform.
        Failed = "failed",
        /// Its sender took it back.
        Removed = "removed",
    }
}

impl Status {
    /// The `messageStatus` on the wire.
    ///
    /// ```
    /// use message_lifecycle::Status;
    ///
    /// for status in Status::ALL {
    ///     assert_eq!(status.message_status().as_str(), status.as_str());
    /// }
    /// ```
    pub fn message_status(self) -> MessageStatus {
        match self {
            Status::Received => MessageStatus::Received,
            Status::Queued => MessageStatus::Queued,
            Status::Sent => MessageStatus::Sent,
            Status::Published => MessageStatus::Published,
            Status::DeliverySuccess => MessageStatus::DeliverySuccess,
            Status::DeliveryFailed => MessageStatus::DeliveryFailed,
            Status::Read => MessageStatus::Read,
            Status::Failed => MessageStatus::Failed,
            Status::Removed => MessageStatus::Removed,
        }
    }

    /// Whether a message with this status carries an `errorInfo` (documented: failures show an
    /// error body).
    ///
    /// ```
    /// use message_lifecycle::Status;
    ///
    /// let failures = Status::ALL.into_iter().filter(|status| status.is_failure());
    /// assert!(failures.eq([Status::DeliveryFailed, Status::Failed]));
    /// ```
    pub fn is_failure(self) -> bool {
        matches!(self, Status::Failed | Status::DeliveryFailed)
    }
}
