//! One change of one leg, told apart from all others of its conversation.

use crate::{EventKind, LegIndex, MessageIndex, Status};

/// One change of one leg: an event of a timeline, and what tells it apart from all other events.
///
/// Apart from its position, a change stays the same when events of other legs, or of other kinds,
/// are taken out of the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The position of its event in the timeline, counted from 0.
    pub position: usize,
    /// The leg that changed.
    pub leg: LegIndex,
    /// What happened to it.
    pub kind: EventKind,
    /// How many events of this kind the leg had before.
    pub occurrence: u32,
    /// The message that was sent or whose status changed, if the change is one of a message.
    pub message: Option<MessageIndex>,
    /// The new status of that message; `None` if it was sent by this change.
    pub status: Option<Status>,
}
