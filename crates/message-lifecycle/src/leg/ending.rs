//! The ways a leg can end.

use message_model::DisconnectType;

message_model::closed_list! {
    /// Why a message leg ended: one of the disconnect types that the table can produce.
    ///
    /// The contract's [`DisconnectType`] allows more; [`Ending::NOT_PRODUCED`] lists the others
    /// with the reason why no row produces them.
    ///
    /// ```
    /// use message_lifecycle::Ending;
    /// use message_model::DisconnectType;
    ///
    /// assert_eq!(Ending::SessionExpired.as_str(), "session.expired");
    /// assert_eq!(Ending::Peer.disconnect_type(), DisconnectType::Peer);
    /// ```
    pub enum Ending {
        /// The party of this leg ended it.
        Client = "client",
        /// Another party ended the conversation.
        Peer = "peer",
        /// The platform ended it.
        System = "system",
        /// The conversation was transferred or handed on to another participant.
        Transfer = "transfer",
        /// This leg was the target of a colleague's transfer and was not answered in time.
        TransferNoAnswer = "transfer.noanswer",
        /// This leg was the target of a colleague's transfer and the person could not be reached.
        TransferNotAvailable = "transfer.notavailable",
        /// The contact's session expired; releases before 238 report it this way.
        Timeout = "timeout",
        /// The contact's session expired.
        SessionExpired = "session.expired",
        /// Nobody wrote for longer than the inactivity timeout.
        Inactivity = "inactivity",
        /// A colleague took the conversation over.
        TakeOver = "takeover",
        /// A flow or the provider failed.
        Error = "error",
        /// The contact was judged to be spam.
        Spam = "spam",
    }
}

impl Ending {
    /// The disconnect types that the contract allows and no row produces on a message leg, each
    /// with the reason.
    ///
    /// ```
    /// use message_lifecycle::{Ending, Table};
    ///
    /// for (unused, reason) in Ending::NOT_PRODUCED {
    ///     let mut endings = Table::standard().rows.iter().filter_map(|row| row.ending);
    ///     assert!(endings.all(|ending| ending.disconnect_type() != unused), "{reason}");
    /// }
    /// ```
    pub const NOT_PRODUCED: [(DisconnectType, &'static str); 7] = [
        (
            DisconnectType::Endpoint,
            "a device hangs up; a message leg has none (inferred)",
        ),
        (
            DisconnectType::TransferConference,
            "messages have no conference (documented: the only barge permission is for calls)",
        ),
        (
            DisconnectType::TransferConsult,
            "messages have no consult transfer (documented: the button is missing for them)",
        ),
        (
            DisconnectType::TransferForward,
            "forwarding is a setting of phones (inferred)",
        ),
        (
            DisconnectType::TransportFailure,
            "the carrier of a call breaks; a message fails by itself instead (inferred)",
        ),
        (
            DisconnectType::Uncallable,
            "the number of an outbound call cannot be called (inferred)",
        ),
        (
            DisconnectType::Other,
            "says nothing; no source ties it to a message leg (inferred)",
        ),
    ];

    /// The leg's `disconnectType` on the wire.
    ///
    /// ```
    /// use message_lifecycle::Ending;
    ///
    /// for ending in Ending::ALL {
    ///     assert_eq!(ending.disconnect_type().as_str(), ending.as_str());
    /// }
    /// ```
    pub fn disconnect_type(self) -> DisconnectType {
        match self {
            Ending::Client => DisconnectType::Client,
            Ending::Peer => DisconnectType::Peer,
            Ending::System => DisconnectType::System,
            Ending::Transfer => DisconnectType::Transfer,
            Ending::TransferNoAnswer => DisconnectType::TransferNoAnswer,
            Ending::TransferNotAvailable => DisconnectType::TransferNotAvailable,
            Ending::Timeout => DisconnectType::Timeout,
            Ending::SessionExpired => DisconnectType::SessionExpired,
            Ending::Inactivity => DisconnectType::Inactivity,
            Ending::TakeOver => DisconnectType::Takeover,
            Ending::Error => DisconnectType::Error,
            Ending::Spam => DisconnectType::Spam,
        }
    }
}
