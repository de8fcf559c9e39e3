//! The status of a message, and the second small table: which status can follow which.

use message_model::{ApiRevision, Evidence, MessageStatus, MessageType};

use crate::{Setup, source};

/// The status of a message.
///
/// ```
/// use message_lifecycle::Status;
///
/// assert_eq!(Status::from_name("delivery-failed"), Some(Status::DeliveryFailed));
/// assert!(Status::DeliveryFailed.is_failure());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Came in from the contact.
    Received,
    /// Accepted by the platform for sending.
    Queued,
    /// Handed to the provider.
    Sent,
    /// Handed to the platform of the channel.
    Published,
    /// Reached the device.
    DeliverySuccess,
    /// Did not reach the device.
    DeliveryFailed,
    /// Seen by the contact.
    Read,
    /// Never left the platform.
    Failed,
    /// Taken back by its sender.
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

    /// The name in files and docs, which is the wire's.
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

    /// The status of that name, or nothing.
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

    /// Whether the message carries an `errorInfo` with it (documented: failures show an error body).
    pub fn is_failure(self) -> bool {
        matches!(self, Status::Failed | Status::DeliveryFailed)
    }
}

/// One step of a message from status to status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusRow {
    /// The stable name of the row.
    pub id: &'static str,
    /// The status before; nothing if the message is new.
    pub from: Option<Status>,
    /// The status after.
    pub to: Status,
    /// Whether the row is for what the contact sends, rather than for what is sent to the contact.
    pub from_contact: bool,
    /// The channels that know the status; all of them if empty.
    pub channels: Vec<MessageType>,
    /// The first release whose contract has the status after.
    pub since: ApiRevision,
    /// How we know.
    pub evidence: Evidence,
    /// From where we know.
    pub source: &'static str,
}

impl StatusRow {
    fn new(id: &'static str, from: Option<Status>, to: Status, evidence: Evidence, source: &'static str) -> StatusRow {
        StatusRow { id, from, to, from_contact: false, channels: Vec::new(), since: since(to), evidence, source }
    }

    fn of_contact(self) -> StatusRow {
        StatusRow { from_contact: true, ..self }
    }

    fn only_on(self, channel: MessageType) -> StatusRow {
        StatusRow { channels: vec![channel], ..self }
    }

    /// Whether the row takes a message of that side of such a conversation on from that status.
    pub(crate) fn fits(&self, from: Option<Status>, from_contact: bool, setup: &Setup) -> bool {
        self.from == from
            && self.from_contact == from_contact
            && (self.channels.is_empty() || self.channels.contains(&setup.channel))
            && self.since <= setup.revision
    }
}

/// The release in which a status entered the contract. Releases before 20 have no status to show; messages are sent there
/// all the same.
fn since(status: Status) -> ApiRevision {
    match status {
        Status::Received | Status::Queued | Status::Sent | Status::Failed => ApiRevision::V19,
        Status::DeliverySuccess | Status::DeliveryFailed | Status::Read => release("44.0.0"),
        Status::Removed => release("150.0.0"),
        Status::Published => release("200.0.0"),
    }
}

fn release(version: &str) -> ApiRevision {
    version.parse().expect("the contract's history names this release")
}

/// The rows of the standard table.
pub(crate) fn rows() -> Vec<StatusRow> {
    use Evidence::{Documented, Inferred};
    use Status::{DeliveryFailed, DeliverySuccess, Failed, Published, Queued, Read, Received, Removed, Sent};
    let row = StatusRow::new;
    vec![
        row("arrives", None, Received, Documented, source::MESSAGE_DETAILS).of_contact(),
        row("unsent", Some(Received), Removed, Inferred, source::MESSAGE_DETAILS).of_contact(),
        row("queued", None, Queued, Documented, source::AGENTLESS_SMS),
        row("never-left", Some(Queued), Failed, Inferred, source::MESSAGE_DETAILS),
        row("sent", Some(Queued), Sent, Documented, source::AGENTLESS_SMS),
        row("published", Some(Sent), Published, Documented, source::WHATSAPP_RECEIPTS).only_on(MessageType::WhatsApp),
        row("delivered", Some(Sent), DeliverySuccess, Documented, source::AGENTLESS_SMS),
        row("undelivered", Some(Sent), DeliveryFailed, Documented, source::AGENTLESS_SMS),
        row("published-delivered", Some(Published), DeliverySuccess, Inferred, source::WHATSAPP_RECEIPTS),
        row("published-undelivered", Some(Published), DeliveryFailed, Inferred, source::WHATSAPP_RECEIPTS),
        row("read", Some(DeliverySuccess), Read, Documented, source::WHATSAPP_RECEIPTS).only_on(MessageType::WhatsApp),
    ]
}
