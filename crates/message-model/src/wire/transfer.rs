//! Transfers, as a conversation lists them.

use crate::wire::object::object;
use crate::wire::open_enum::open_enum;
use crate::{EntityRef, Id, Timestamp};

object! {
    /// A transfer, as the API gives it.
    TransferResponse {
        /// The transfer's identifier.
        "id" since "164.0.0" => id: Id,
        /// The state of the transfer.
        "state" since "164.0.0" => state: TransferState,
        /// When the transfer was asked for.
        "dateIssued" since "164.0.0" => date_issued: Timestamp,
        /// Who asked for the transfer.
        "initiator" since "164.0.0" => initiator: TransferInitiator,
        /// Who changed the transfer last.
        "modifiedBy" since "172.0.0" => modified_by: EntityRef,
        /// Where the transfer goes.
        "destination" since "164.0.0" => destination: TransferDestination,
        /// The kind of transfer.
        "transferType" since "164.0.0" => transfer_type: TransferType,
    }
}

object! {
    /// A transfer, as notifications give it.
    EventTransferResponse as "ConversationEventTopicTransferResponse" {
        /// The transfer's identifier.
        "id" since "165.0.0" => id: Id,
        /// The state of the transfer.
        "state" since "165.0.0" => state: EventTransferState,
        /// When the transfer was asked for.
        "dateIssued" since "165.0.0" => date_issued: Timestamp,
        /// Who asked for the transfer.
        "initiator" since "165.0.0" => initiator: TransferInitiator,
        /// Who changed the transfer last.
        "modifiedBy" since "172.2.0" => modified_by: EntityRef,
        /// Where the transfer goes.
        "destination" since "165.0.0" => destination: TransferDestination,
        /// The kind of transfer.
        "transferType" since "165.0.0" => transfer_type: EventTransferType,
    }
}

object! {
    /// Who asked for a transfer.
    TransferInitiator {
        /// The identifier of the user.
        "userId" since "164.0.0" => user_id: Id,
    }
}

object! {
    /// Where a transfer goes.
    TransferDestination {
        /// The identifier of the user, if it is one.
        "userId" since "164.0.0" => user_id: Id,
        /// The address, if it is one.
        "address" since "164.0.0" => address: String,
    }
}

open_enum! {
    /// The state of a transfer, as the API gives it.
    TransferState {
        /// Since release 164.0.0.
        "Pending" => Pending,
        /// Since release 164.0.0.
        "Active" => Active,
        /// Since release 164.0.0.
        "Complete" => Complete,
        /// Since release 164.0.0.
        "Canceled" => Canceled,
        /// Since release 164.0.0.
        "Failed" => Failed,
        /// Since release 164.0.0.
        "Timeout" => Timeout,
        /// Since release 164.0.0.
        "Unknown" => Unknown,
    }
}

open_enum! {
    /// The state of a transfer, as notifications give it.
    EventTransferState {
        /// Since release 165.0.0.
        "pending" => Pending,
        /// Since release 165.0.0.
        "active" => Active,
        /// Since release 165.0.0.
        "complete" => Complete,
        /// Since release 165.0.0.
        "canceled" => Canceled,
        /// Since release 165.0.0.
        "failed" => Failed,
        /// Since release 165.0.0.
        "timeout" => Timeout,
        /// Since release 165.0.0.
        "unknown" => Unknown,
    }
}

open_enum! {
    /// The kind of a transfer, as the API gives it.
    TransferType {
        /// Since release 164.0.0.
        "Attended" => Attended,
        /// Since release 164.0.0.
        "Unattended" => Unattended,
    }
}

open_enum! {
    /// The kind of a transfer, as notifications give it.
    EventTransferType {
        /// Since release 165.0.0.
        "attended" => Attended,
        /// Since release 165.0.0.
        "unattended" => Unattended,
    }
}
