//! What an agent does when the interaction is over.

use crate::Timestamp;
use crate::object::{object, open_enum};

object! {
    /// How an agent classified an interaction.
    Wrapup {
        /// The code chosen. `ININ-WRAP-UP-TIMEOUT` when the agent let the time run out (observed in report tools).
        "code" since "19.0.0" => code: String,
        /// The name of the code.
        "name" since "19.0.0" => name: String,
        /// What the agent noted.
        "notes" since "19.0.0" => notes: String,
        /// Words to find the interaction by.
        "tags" since "19.0.0" => tags: Vec<String>,
        /// How long the agent took, in seconds.
        "durationSeconds" since "19.0.0" => duration_seconds: i64,
        /// When the agent was done.
        "endTime" since "19.0.0" => end_time: Timestamp,
        /// Whether it may still change.
        "provisional" since "19.0.0" => provisional: bool,
    }
}

object! {
    /// The work after an interaction, with both times on the cloud clock (documented).
    ///
    /// Legs that never have any may carry it empty (observed on calls), which is not the same as absent:
    ///
    /// ```
    /// use message_model::{decode, encode, Message};
    ///
    /// let leg: Message = decode(r#"{"afterCallWork": {}}"#)?;
    /// assert_eq!(encode(&leg)?, r#"{"afterCallWork":{}}"#);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    AfterCallWork {
        /// When it began: with the leg's end (observed).
        "startTime" since "93.0.0" => start_time: Timestamp,
        /// When it ended; absent while it goes on.
        "endTime" since "93.0.0" => end_time: Timestamp,
        /// How far it got.
        "state" since "93.0.0" => state: AfterCallWorkState,
    }
}

open_enum! {
    /// How far the work after an interaction got.
    AfterCallWorkState {
        /// Since release 93.0.0.
        "unknown" => Unknown,
        /// There is none to do. Since release 93.0.0.
        "notApplicable" => NotApplicable,
        /// The agent did none (observed with equal start and end). Since release 93.0.0.
        "skipped" => Skipped,
        /// Going on (observed). Since release 93.0.0.
        "pending" => Pending,
        /// Done. Since release 93.0.0.
        "complete" => Complete,
    }
}
