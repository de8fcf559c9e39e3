//! References to things of the organization, and the divisions of a conversation.

use crate::wire::object::object;
use crate::{Id, Timestamp};

object! {
    /// A reference to something of the organization: a queue, a user, a flow, a division.
    ///
    /// The contract has ten names for it, which differ in the properties that they declare.
    EntityRef as "DomainEntityRef" {
        /// The identifier.
        "id" since "19.0.0" => id: Id,
        /// The name; some views never have it.
        "name" since "19.0.0" => name: String,
        /// The URI in the API; notifications never have it (documented), but for the divisions.
        "selfUri" since "19.0.0" => self_uri: String,
    }
}

object! {
    /// A reference to something that belongs to a division.
    DivisionEntityRef {
        /// The identifier.
        "id" since "19.0.0" => id: Id,
        /// The name.
        "name" since "19.0.0" => name: String,
        /// The URI in the API.
        "selfUri" since "19.0.0" => self_uri: String,
        /// When the division was last assigned.
        "dateDivisionUpdated" since "213.0.0" => date_division_updated: Timestamp,
    }
}

object! {
    /// A division that a conversation belongs to.
    ConversationDivisionMembership {
        /// The division.
        "division" since "58.0.0" => division: EntityRef,
        /// What the conversation has to do with the division.
        "entities" since "58.0.0" => entities: Vec<DivisionEntityRef>,
    }
}
