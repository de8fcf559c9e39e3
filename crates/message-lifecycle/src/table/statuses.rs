//! The status table: which status of a message can follow which.

use message_model::{ApiRevision, Evidence, MessageType};

use super::source;
use crate::Status;

/// One row of the status table: a change of a message from one status to the next.
///
/// ```
/// use message_lifecycle::{Status, Table};
///
/// let mut rows = Table::standard().statuses.iter();
/// let read = rows.find(|row| row.to == Status::Read).expect("messages are read");
/// assert_eq!(read.from, Some(Status::DeliverySuccess));
/// assert_eq!(read.since.to_string(), "44.0.0");
/// ```
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
    /// conversation over this channel on this release.
    pub(crate) fn fits(
        &self,
        from: Option<Status>,
        from_contact: bool,
        channel: &MessageType,
        revision: ApiRevision,
    ) -> bool {
        self.from == from
            && self.from_contact == from_contact
            && (self.channels.is_empty() || self.channels.contains(channel))
            && self.since <= revision
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
