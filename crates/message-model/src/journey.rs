//! What the platform knows of a customer's visit to a web site.

use crate::Id;
use crate::object::object;

object! {
    /// The visit that led to the conversation.
    JourneyContext {
        /// Who came; required by the contract.
        "customer" since "50.0.0" => customer: Box<JourneyCustomer>,
        /// The visit.
        "customerSession" since "50.0.0" => customer_session: Box<JourneyCustomerSession>,
        /// What set off the conversation.
        "triggeringAction" since "50.0.0" => triggering_action: Box<JourneyAction>,
    }
}

object! {
    /// A visitor.
    JourneyCustomer {
        /// The identifier, of the kind that `idType` says; required by the contract.
        "id" since "50.0.0" => id: Id,
        /// The kind of identifier, such as `cookie` (observed); required by the contract.
        "idType" since "51.0.0" => id_type: String,
    }
}

object! {
    /// A visit.
    JourneyCustomerSession {
        /// The identifier; required by the contract.
        "id" since "50.0.0" => id: Id,
        /// The kind of visit, such as `web` (observed); required by the contract.
        "type" since "50.0.0" => r#type: String,
    }
}

object! {
    /// An action that the platform took during a visit.
    JourneyAction {
        /// The identifier; required by the contract.
        "id" since "50.0.0" => id: Id,
        /// The rule that led to it; required by the contract.
        "actionMap" since "50.0.0" => action_map: Box<JourneyActionMap>,
    }
}

object! {
    /// A rule that sets off actions during a visit.
    JourneyActionMap {
        /// The identifier; required by the contract.
        "id" since "50.0.0" => id: Id,
        /// The version of the rule; required by the contract.
        "version" since "50.0.0" => version: i64,
    }
}
