//! Wrap-up and after-call work: what an agent does when the interaction is over.

use crate::Timestamp;
use crate::wire::object::object;
use crate::wire::open_enum::open_enum;

object! {
    /// A wrap-up: how an agent classified an interaction.
    ///
    /// ```
    /// use message_model::{decode, Wrapup};
    ///
    /// let wrapup: Wrapup = decode(r#"{"code": "c1", "name": "Solved", "durationSeconds": 12}"#)?;
    /// assert_eq!((wrapup.name.as_deref(), wrapup.duration_seconds), (Some("Solved"), Some(12)));
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    Wrapup {
        /// The wrap-up code; `ININ-WRAP-UP-TIMEOUT` when the agent ran out of time (observed in
        /// report tools).
        "code" since "19.0.0" => code: String,
        /// The name of the wrap-up code.
        "name" since "19.0.0" => name: String,
        /// The agent's notes.
        "notes" since "19.0.0" => notes: String,
        /// Tags for finding the interaction.
        "tags" since "19.0.0" => tags: Vec<String>,
        /// How long the wrap-up took, in seconds.
        "durationSeconds" since "19.0.0" => duration_seconds: i64,
        /// When the agent finished the wrap-up.
        "endTime" since "19.0.0" => end_time: Timestamp,
        /// Whether the wrap-up is provisional and may still change.
        "provisional" since "19.0.0" => provisional: bool,
    }
}

object! {
    /// The after-call work: what an agent does for an interaction after it has ended. Both times
    /// are on the cloud clock (documented).
    ///
    /// Legs that never have after-call work may carry an empty object (observed on calls), which is
    /// not the same as an absent one:
    ///
    /// ```
    /// use message_model::{decode, encode, Message};
    ///
    /// let leg: Message = decode(r#"{"afterCallWork": {}}"#)?;
    /// assert_eq!(encode(&leg)?, r#"{"afterCallWork":{}}"#);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    AfterCallWork {
        /// When the after-call work began: when the leg ended (observed).
        "startTime" since "93.0.0" => start_time: Timestamp,
        /// When the after-call work ended; absent while it is in progress.
        "endTime" since "93.0.0" => end_time: Timestamp,
        /// The state of the after-call work.
        "state" since "93.0.0" => state: AfterCallWorkState,
    }
}

open_enum! {
    /// The state of after-call work.
    ///
    /// ```
    /// use message_model::AfterCallWorkState;
    ///
    /// assert_eq!(AfterCallWorkState::from_text("pending"), AfterCallWorkState::Pending);
    /// ```
    AfterCallWorkState {
        /// Since release 93.0.0.
        "unknown" => Unknown,
        /// No after-call work applies. Since release 93.0.0.
        "notApplicable" => NotApplicable,
        /// Skipped by the agent (observed with equal start and end). Since release 93.0.0.
        "skipped" => Skipped,
        /// In progress (observed). Since release 93.0.0.
        "pending" => Pending,
        /// Completed. Since release 93.0.0.
        "complete" => Complete,
    }
}
