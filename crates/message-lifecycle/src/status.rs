//! The status of a message, and the status table: which status can follow which.

use message_model::{ApiRevision, Evidence, MessageStatus, MessageType};

use crate::{Setup, source};

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

/// One row of the status table: a change of a message from one status to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusRow {
    /// The stable name of the row.
    pub id: &'static str,
    /// The status before, or `None` for a new message.
    pub from: Option<Status>,
    /// The status after.
    pub to: Status,
    /// Whether the row is for messages from the contact rather than for messages to the contact.
    pub from_contact: bool,
    /// The channels on which the status exists; empty means all.
    pub channels: Vec<MessageType>,
    /// The first release whose contract has the status [`to`](Self::to).
    pub since: ApiRevision,
    /// How well the row is known.
    pub evidence: Evidence,
    /// The source of that knowledge.
    pub source: &'static str,
}

impl StatusRow {
    fn new(
        id: &'static str,
        from: Option<Status>,
        to: Status,
        evidence: Evidence,
        source: &'static str,
    ) -> StatusRow {
        StatusRow {
            id,
            from,
            to,
            from_contact: false,
            channels: Vec::new(),
            since: since(to),
            evidence,
            source,
        }
    }

    fn of_contact(self) -> StatusRow {
        StatusRow {
            from_contact: true,
            ..self
        }
    }

    fn only_on(self, channel: MessageType) -> StatusRow {
        StatusRow {
            channels: vec![channel],
            ..self
        }
    }

    /// Whether the row applies to a message with the status `from`, sent by that side, in a
    /// conversation with this setup.
    pub(crate) fn fits(&self, from: Option<Status>, from_contact: bool, setup: &Setup) -> bool {
        self.from == from
            && self.from_contact == from_contact
            && (self.channels.is_empty() || self.channels.contains(&setup.channel))
            && self.since <= setup.revision
    }
}

/// The release in which a status entered the contract.
///
/// Releases before 20 have no `messageStatus` at all, but messages are sent on them: the statuses
/// of sending and receiving count as there from the first release, and are left out when a view is
/// cut for such a release.
fn since(status: Status) -> ApiRevision {
    match status {
        Status::Received | Status::Queued | Status::Sent | Status::Failed => ApiRevision::V19,
        Status::DeliverySuccess | Status::DeliveryFailed | Status::Read => release("44.0.0"),
        Status::Removed => release("150.0.0"),
        Status::Published => release("200.0.0"),
    }
}

fn release(version: &str) -> ApiRevision {
    version
        .parse()
        .expect("the contract's history names this release")
}

/// The rows of the standard table.
pub(crate) fn rows() -> Vec<StatusRow> {
    use Evidence::{Documented, Inferred};
    use Status::{
        DeliveryFailed, DeliverySuccess, Failed, Published, Queued, Read, Received, Removed, Sent,
    };
    let row = StatusRow::new;
    vec![
        row(
            "arrives",
            None,
            Received,
            Documented,
            source::MESSAGE_DETAILS,
        )
        .of_contact(),
        row(
            "unsent",
            Some(Received),
            Removed,
            Inferred,
            source::MESSAGE_DETAILS,
        )
        .of_contact(),
        row("queued", None, Queued, Documented, source::AGENTLESS_SMS),
        row(
            "never-left",
            Some(Queued),
            Failed,
            Inferred,
            source::MESSAGE_DETAILS,
        ),
        row(
            "sent",
            Some(Queued),
            Sent,
            Documented,
            source::AGENTLESS_SMS,
        ),
        row(
            "published",
            Some(Sent),
            Published,
            Documented,
            source::WHATSAPP_RECEIPTS,
        )
        .only_on(MessageType::WhatsApp),
        row(
            "delivered",
            Some(Sent),
            DeliverySuccess,
            Documented,
            source::AGENTLESS_SMS,
        ),
        row(
            "undelivered",
            Some(Sent),
            DeliveryFailed,
            Documented,
            source::AGENTLESS_SMS,
        ),
        row(
            "published-delivered",
            Some(Published),
            DeliverySuccess,
            Inferred,
            source::WHATSAPP_RECEIPTS,
        ),
        row(
            "published-undelivered",
            Some(Published),
            DeliveryFailed,
            Inferred,
            source::WHATSAPP_RECEIPTS,
        ),
        row(
            "read",
            Some(DeliverySuccess),
            Read,
            Documented,
            source::WHATSAPP_RECEIPTS,
        )
        .only_on(MessageType::WhatsApp),
    ]
}
