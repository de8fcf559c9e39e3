//! The status of a message.

use message_model::MessageStatus;

/// The status of a message on its way: one of the values of `messageStatus`.
///
/// ```
/// use message_lifecycle::Status;
///
/// assert_eq!(Status::from_name("delivery-failed"), Some(Status::DeliveryFailed));
/// assert!(Status::DeliveryFailed.is_failure());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It arrived from the contact.
    Received,
    /// The platform accepted it for sending.
    Queued,
    /// It was handed to the provider.
    Sent,
    /// It was handed to the platform of the channel, such as WhatsApp's.
    Published,
    /// It reached the contact's device.
    DeliverySuccess,
    /// It did not reach the contact's device.
    DeliveryFailed,
    /// The contact has seen it.
    Read,
    /// It never left the platform.
    Failed,
    /// Its sender took it back.
    Removed,
}

impl Status {
    /// Every status.
    pub const ALL: [Status; 9] = [
        Status::Received,
        Status::Queued,
        Status::Sent,
        Status::Published,
        Status::DeliverySuccess,
        Status::DeliveryFailed,
        Status::Read,
        Status::Failed,
        Status::Removed,
    ];

    /// The name on the wire, which files and docs use too.
    pub fn name(self) -> &'static str {
        match self {
            Status::Received => "received",
            Status::Queued => "queued",
            Status::Sent => "sent",
            Status::Published => "published",
            Status::DeliverySuccess => "delivery-success",
            Status::DeliveryFailed => "delivery-failed",
            Status::Read => "read",
            Status::Failed => "failed",
            Status::Removed => "removed",
        }
    }

    /// The status of that name, or `None` if there is none.
    pub fn from_name(name: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.name() == name)
    }

    /// The `messageStatus` on the wire.
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
    pub fn is_failure(self) -> bool {
        matches!(self, Status::Failed | Status::DeliveryFailed)
    }
}
