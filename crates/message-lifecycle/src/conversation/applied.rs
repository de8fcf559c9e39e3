//! What an event has done when it is applied.

use crate::{Action, LegIndex, MessageIndex, Row, StatusRow};

/// The result of applying an event: the row taken and what it did.
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
/// # use example::inbound;
/// use message_lifecycle::{Action, Event, LegIndex, MessageIndex, NewLeg, Role};
///
/// let mut simulation = inbound([
///     (0, Action::Enter(NewLeg::of(Role::Customer))),
/// ]);
/// let at = simulation.conversation().latest().expect("an event has happened");
/// let write = Event { at, cloud_skew_ms: 0, leg: LegIndex::new(0), action: Action::Message };
/// let applied = simulation.apply(write)?;
/// assert_eq!(applied.message, Some(MessageIndex::new(0)));
/// assert_eq!(applied.status_row.map(|row| row.id), Some("arrives"));
/// # Ok::<(), message_lifecycle::Illegal>(())
/// ```
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
