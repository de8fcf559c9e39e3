//! What a notification says of itself.

use crate::Id;
use crate::wire::object::object;

object! {
    /// What a notification says of itself.
    NotificationMetadata {
        /// The identifier of the change that caused it: the same on every topic (observed).
        "CorrelationId" since "46.0.0" => correlation_id: Id,
    }
}
