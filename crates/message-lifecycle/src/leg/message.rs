//! The message of the simulation: which leg sent it, when, and its status.

use message_model::Timestamp;

use crate::{LegIndex, Status};

/// One message of a simulated conversation. It belongs to the leg of its sender.
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
/// # use example::inbound;
/// use message_lifecycle::{Action, LegIndex, NewLeg, Role, Status};
///
/// let simulation = inbound([
///     (0, Action::Enter(NewLeg::of(Role::Customer))),
///     (0, Action::Message),
/// ]);
/// let conversation = simulation.conversation();
/// let sent = conversation.messages()[0];
/// assert_eq!((sent.leg(), sent.status()), (LegIndex::new(0), Status::Received));
/// assert_eq!(sent.at().to_string(), "2026-01-05T09:00:01.000Z");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    pub(crate) leg: LegIndex,
    pub(crate) at: Timestamp,
    pub(crate) status: Status,
}

impl Sent {
    /// The leg of its sender.
    pub fn leg(&self) -> LegIndex {
        self.leg
    }

    /// When it was sent, by the provider's clock.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Its status now.
    pub fn status(&self) -> Status {
        self.status
    }
}
