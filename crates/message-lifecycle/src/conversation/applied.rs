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
    /// The events on other legs that this one brings about, for the caller to apply when they are
    /// due.
    ///
    /// A follow-up does not cascade: when the event just applied was itself a follow-up, ignore
    /// this list.
    pub follow_ups: Vec<FollowUp>,
}

/// An event that another event brings about on another leg.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// The leg that it will happen to.
    pub leg: LegIndex,
    /// What will happen.
    pub action: Action,
    /// The default delay after its cause, in milliseconds; negative means earlier than the cause.
    pub delay_ms: i64,
}
