//! The message of the simulation: which leg sent it, when, and its status.

use message_model::Timestamp;

use crate::{LegIndex, Status};

/// One message of a simulated conversation. It belongs to the leg of its sender.
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
