//! Errors as the platform reports them inside a payload.

use std::collections::BTreeMap;

use crate::Limit;
use crate::object::object;

object! {
    /// An error of the platform. Errors may hold further errors, to any depth.
    ///
    /// ```
    /// use message_model::{decode, ErrorBody};
    ///
    /// let error: ErrorBody = decode(r#"{"code": "a", "errors": [{"code": "b", "errors": [{"code": "c"}]}]}"#)?;
    /// let inner = &error.errors.as_deref().unwrap_or_default()[0];
    /// assert_eq!(inner.errors.as_deref().unwrap_or_default()[0].code.as_deref(), Some("c"));
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    ErrorBody {
        /// What happened, for people.
        "message" since "19.0.0" => message: String,
        /// What happened, for programs. The values are not documented.
        "code" since "19.0.0" => code: String,
        /// The HTTP status.
        "status" since "19.0.0" => status: i64,
        /// The entity that the error is about. Free text: not every entity has a UUID.
        "entityId" since "19.0.0" => entity_id: String,
        /// The name of that entity.
        "entityName" since "19.0.0" => entity_name: String,
        /// `message` with places for `messageParams`.
        "messageWithParams" since "19.0.0" => message_with_params: String,
        /// What stands in those places, by name.
        "messageParams" since "19.0.0" => message_params: BTreeMap<String, String>,
        /// What to quote when asking the vendor about this error.
        "contextId" since "19.0.0" => context_id: String,
        /// What is wrong with single properties.
        "details" since "19.0.0" => details: Vec<Detail>,
        /// The errors that led to this one.
        "errors" since "19.0.0" => errors: Vec<ErrorBody>,
        /// The limit that was exceeded.
        "limit" since "174.0.0" => limit: Box<Limit>,
    }
}

object! {
    /// What is wrong with one property, in an [`ErrorBody`].
    Detail {
        /// What is wrong, for programs.
        "errorCode" since "19.0.0" => error_code: String,
        /// The property.
        "fieldName" since "19.0.0" => field_name: String,
        /// The entity that has it.
        "entityId" since "19.0.0" => entity_id: String,
        /// The name of that entity.
        "entityName" since "19.0.0" => entity_name: String,
    }
}
