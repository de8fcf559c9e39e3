//! The customer's visit to a web site, as far as the platform knows it.

use crate::Id;
use crate::wire::object::object;

object! {
    /// The web visit that led to the conversation.
    ///
    /// ```
    /// use message_model::{decode, JourneyContext};
    ///
    /// let journey: JourneyContext = decode(r#"{"customer": {"id": "c1", "idType": "cookie"}}"#)?;
    /// assert_eq!(journey.customer.and_then(|customer| customer.id_type).as_deref(), Some("cookie"));
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    JourneyContext {
        /// The visitor; required by the contract.
        "customer" since "50.0.0" => customer: Box<JourneyCustomer>,
        /// The visit.
        "customerSession" since "50.0.0" => customer_session: Box<JourneyCustomerSession>,
        /// The action that started the conversation.
        "triggeringAction" since "50.0.0" => triggering_action: Box<JourneyAction>,
    }
}

object! {
    /// A visitor.
    JourneyCustomer {
        /// The visitor's identifier, of the kind given by `idType`; required by the contract.
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
        /// The rule (action map) that triggered the action; required by the contract.
        "actionMap" since "50.0.0" => action_map: Box<JourneyActionMap>,
    }
}

object! {
    /// A rule (action map) that triggers actions during a visit.
    JourneyActionMap {
        /// The identifier; required by the contract.
        "id" since "50.0.0" => id: Id,
        /// The version of the rule; required by the contract.
        "version" since "50.0.0" => version: i64,
    }
}
