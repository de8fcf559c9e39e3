//! What an event has done when it is applied.

use crate::{Action, LegIndex, MessageIndex, Row, StatusRow};

/// The result of applying an event: the row taken and what it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied<'t> {
    /// The row that was taken.
    pub row: &'t Row,
    /// The row of the status table that was taken, if a message was sent or its status changed.
    pub status_row: Option<&'t StatusRow>,
    /// The leg that the event happened to.
    pub leg: LegIndex,
    /// The message that was sent, if the event sent one.
    pub message: Option<MessageIndex>,
    /// The events on other legs that this one brings about, with the delays after which they
    /// happen.
    ///
    /// A follow-up does not cascade: nothing follows on an event that was itself a follow-up.
    pub follow_ups: Vec<FollowUp>,
}

/// An event that another event brings about on another leg.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// The leg that it will happen to.
    pub leg: LegIndex,
    /// What will happen.
    pub action: Action,
    /// The delay after its cause, in milliseconds; negative means earlier than the cause.
    pub delay_ms: i64,
}
