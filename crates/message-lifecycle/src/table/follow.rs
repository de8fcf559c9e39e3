//! What follows on other legs when a row is taken.

use crate::EventKind;

/// An event that follows on other legs when a row is taken.
///
/// ```
/// use message_lifecycle::{EventKind, LegSelector, Table};
///
/// let answer = Table::standard().row("answer").expect("there is such a row");
/// let mut follows = answer.follows.iter().map(|follow| (follow.legs, follow.event));
/// assert!(follows.any(|it| it == (LegSelector::Queue, EventKind::HandOn)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Follow {
    /// The legs on which it follows. A leg that an earlier entry of the row selects is not selected
    /// again.
    pub legs: LegSelector,
    /// The event that happens to each of them.
    pub event: EventKind,
    /// The default delay, in milliseconds; negative means that the event on that leg is a little
    /// earlier than its cause.
    pub delay_ms: i64,
}

/// Selects legs of the conversation other than the one that an event happened to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LegSelector {
    /// The live leg of a queue.
    Queue,
    /// The live legs of other agents.
    Colleagues,
    /// The legs of other agents that are connected, held or parked.
    EngagedColleagues,
    /// The legs of other agents that are connected or held.
    ActiveColleagues,
    /// The legs of other agents that are parked.
    ParkedAgents,
    /// The live legs of flows and bots.
    Flows,
    /// Every other live leg.
    Others,
    /// Every other live leg but that of a queue.
    OthersButQueue,
    /// The contact's leg, if it is the only other live leg.
    ContactLeftAlone,
    /// The ended legs whose after-call work is pending.
    WrappingUp,
}

impl LegSelector {
    /// The selection in words, for the docs.
    pub fn text(self) -> &'static str {
        match self {
            LegSelector::Queue => "the queue",
            LegSelector::Colleagues => "other live agents",
            LegSelector::EngagedColleagues => "other agents taking part",
            LegSelector::ActiveColleagues => "other agents, connected or held",
            LegSelector::ParkedAgents => "parked agents",
            LegSelector::Flows => "flows and bots",
            LegSelector::Others => "every other live leg",
            LegSelector::OthersButQueue => "every other live leg but the queue's",
            LegSelector::ContactLeftAlone => "the contact, if left alone",
            LegSelector::WrappingUp => "ended legs with pending work",
        }
    }
}
