//! The stretches of a leg's life.

use crate::Timestamp;
use crate::object::object;

object! {
    /// A stretch of a leg's life: alerting, interacting, on hold, parked.
    ///
    /// Segments follow each other without a gap: each begins at the instant at which the one before it ended
    /// (observed). Their texts are free strings; the contract lists no values.
    ///
    /// ```
    /// use message_model::{decode, Segment};
    ///
    /// let open: Segment = decode(r#"{"startTime": "2026-01-05T09:00:00.000Z", "type": "Interact"}"#)?;
    /// assert!(open.end_time.is_none(), "a running segment has no end, although the contract requires one");
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    Segment {
        /// When it began, on the provider's clock (observed).
        "startTime" since "19.0.0" => start_time: Timestamp,
        /// When it ended, on the provider's clock; absent while it runs (observed).
        "endTime" since "19.0.0" => end_time: Timestamp,
        /// What the party was doing: `Alert`, `Interact`, `System`, `Delay`, `IVR` and `Scheduled` were observed;
        /// `Hold` and `Parked` are inferred.
        "type" since "19.0.0" => r#type: String,
        /// The type of the next segment, or `Disconnect` on the last (observed); may be missing.
        "howEnded" since "19.0.0" => how_ended: String,
        /// The leg's disconnect type, on a segment that ended by `Disconnect` (observed).
        "disconnectType" since "19.0.0" => disconnect_type: String,
    }
}
