//! A message, as the simulation knows it: where it lies, when it was sent, how far it has come.

use message_model::Timestamp;

use crate::{LegIndex, Status};

/// One message of a simulated conversation. It lies on the leg of its sender.
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

    /// How far it has come.
    pub fn status(&self) -> Status {
        self.status
    }
}
