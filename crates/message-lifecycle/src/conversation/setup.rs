//! What is fixed before a conversation begins.

use message_model::{ApiRevision, Direction, MessageType};

/// What is fixed before a conversation begins: channel, direction and release.
///
/// ```
/// use message_lifecycle::Setup;
/// use message_model::{ApiRevision, Direction, MessageType};
///
/// let setup = Setup::new(MessageType::Sms, Direction::Outbound).at_revision(ApiRevision::V19);
/// assert_eq!((setup.channel, setup.revision), (MessageType::Sms, ApiRevision::V19));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Setup {
    /// The channel, which is the `type` of every leg.
    pub channel: MessageType,
    /// The `direction` of every leg (observed: the agent's leg of an inbound contact is inbound
    /// too).
    pub direction: Direction,
    /// The release that the platform runs; [`ApiRevision::LATEST`] by default.
    pub revision: ApiRevision,
}

impl Setup {
    /// A conversation over this channel on the latest release, begun by the contact (inbound) or by
    /// the business (outbound).
    pub fn new(channel: MessageType, direction: Direction) -> Setup {
        Setup {
            channel,
            direction,
            revision: ApiRevision::LATEST,
        }
    }

    /// The same setup on a platform that runs this release.
    ///
    /// ```
    /// use message_lifecycle::Setup;
    /// use message_model::{ApiRevision, Direction, MessageType};
    ///
    /// let setup = Setup::new(MessageType::Line, Direction::Inbound);
    /// assert_eq!(setup.revision, ApiRevision::LATEST);
    /// assert_eq!(setup.at_revision(ApiRevision::V19).revision, ApiRevision::V19);
    /// ```
    pub fn at_revision(self, revision: ApiRevision) -> Setup {
        Setup { revision, ..self }
    }
}
