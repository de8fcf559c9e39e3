//! The segments of a leg: the periods that its lifecycle consists of.

use crate::Timestamp;
use crate::wire::object::object;

object! {
    /// A period in a leg's lifecycle: alerting, interacting, on hold or parked.
    ///
    /// Segments follow each other without a gap: each begins at the instant at which the previous
    /// one ended (observed). Their `type`, `howEnded` and `disconnectType` are free text; the
    /// contract lists no values.
    ///
    /// ```
    /// use message_model::{decode, Segment};
    ///
    /// let open: Segment = decode(r#"{"startTime": "2026-01-05T09:00:00.000Z", "type": "Interact"}"#)?;
    /// assert!(open.end_time.is_none(), "a running segment has no end, although the contract requires one");
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    Segment {
        /// When the segment began, on the provider's clock (observed).
        "startTime" since "19.0.0" => start_time: Timestamp,
        /// When the segment ended, on the provider's clock; absent while the segment is running
        /// (observed).
        "endTime" since "19.0.0" => end_time: Timestamp,
        /// The kind of segment: `Alert`, `Interact`, `System`, `Delay`, `IVR` and `Scheduled` were
        /// observed; `Hold` and `Parked` are inferred.
        "type" since "19.0.0" => r#type: String,
        /// The type of the next segment, or `Disconnect` on the last one (observed); may be
        /// missing.
        "howEnded" since "19.0.0" => how_ended: String,
        /// The leg's disconnect type, on a segment that ended by `Disconnect` (observed).
        "disconnectType" since "19.0.0" => disconnect_type: String,
    }
}
