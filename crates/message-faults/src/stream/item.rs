//! What arrives at a reader.

use message_model::{Timestamp, closed_list};
use serde::Serialize;

/// A frame or an answer that arrives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Item {
    /// The number of the frame on the tape, from 0; for an answer that of the last frame before it.
    pub frame: usize,
    /// When it arrived, by the reader's clock.
    pub at: Timestamp,
    /// A notification, or an answer that the reader asked for.
    pub source: Source,
    /// The JSON.
    #[serde(skip)]
    pub text: String,
}

closed_list! {
    /// How an item comes to its reader.
    pub enum Source {
        /// A notification of the socket.
        Notification = "notification",
        /// An answer of `GET /api/v2/conversations/{id}`.
        Api = "api",
    }
}
