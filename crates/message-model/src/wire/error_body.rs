//! Errors as the platform reports them inside a payload.

use std::collections::BTreeMap;

use crate::Limit;
use crate::wire::object::object;

object! {
    /// An error reported by the platform. Errors can contain further errors, to any depth.
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
        /// The error message, for people.
        "message" since "19.0.0" => message: String,
        /// The error code, for programs. Its values are not documented.
        "code" since "19.0.0" => code: String,
        /// The HTTP status code.
        "status" since "19.0.0" => status: i64,
        /// The identifier of the entity that the error is about. Free text: not every entity has a
        /// UUID.
        "entityId" since "19.0.0" => entity_id: String,
        /// The name of that entity.
        "entityName" since "19.0.0" => entity_name: String,
        /// The `message` with placeholders for `messageParams`.
        "messageWithParams" since "19.0.0" => message_with_params: String,
        /// The values of those placeholders, by name.
        "messageParams" since "19.0.0" => message_params: BTreeMap<String, String>,
        /// The correlation id to quote when asking the vendor about this error.
        "contextId" since "19.0.0" => context_id: String,
        /// Errors in individual properties.
        "details" since "19.0.0" => details: Vec<Detail>,
        /// The errors that caused this one.
        "errors" since "19.0.0" => errors: Vec<ErrorBody>,
        /// The limit that was exceeded.
        "limit" since "174.0.0" => limit: Box<Limit>,
    }
}

object! {
    /// An error in one property, as part of an [`ErrorBody`].
    Detail {
        /// The error code, for programs.
        "errorCode" since "19.0.0" => error_code: String,
        /// The name of the property.
        "fieldName" since "19.0.0" => field_name: String,
        /// The identifier of the entity that has the property.
        "entityId" since "19.0.0" => entity_id: String,
        /// The name of that entity.
        "entityName" since "19.0.0" => entity_name: String,
    }
}
