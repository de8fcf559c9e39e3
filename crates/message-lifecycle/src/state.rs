//! The states of a leg, each with only what exists in it.
//!
//! A `disconnectType` before the end, or a `startHoldTime` while nothing is held, cannot be written. What a leg keeps for
//! the rest of its life (when it alerted, connected, was parked) moves from variant to variant inside [`Connection`].

use std::fmt;

use message_model::Timestamp;

use crate::{Ending, Parking};

/// One instant as the two machines tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// By the provider's clock: segments, ends, messages, the participant's times.
    pub provider: Timestamp,
    /// By the cloud's clock: alerting, connected, hold, park, the end of after-call work.
    pub cloud: Timestamp,
}

/// The name of a state, as the table and the docs use it.
///
/// On the wire `held` is not a state but a flag of a connected leg; here it is a state of its own, because other events
/// are legal in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StateName {
    /// There is no leg yet.
    New,
    /// An offer waits for its answer.
    Alerting,
    /// The party takes part.
    Connected,
    /// Connected, and the agent is busy with other work.
    Held,
    /// Put aside until a set time.
    Parked,
    /// Over for good; only receipts and after-call work can follow.
    Disconnected,
}

impl StateName {
    /// Every name.
    pub const ALL: [StateName; 6] = [
        StateName::New,
        StateName::Alerting,
        StateName::Connected,
        StateName::Held,
        StateName::Parked,
        StateName::Disconnected,
    ];

    /// The name in errors and docs.
    pub fn name(self) -> &'static str {
        match self {
            StateName::New => "new",
            StateName::Alerting => "alerting",
            StateName::Connected => "connected",
            StateName::Held => "held",
            StateName::Parked => "parked",
            StateName::Disconnected => "disconnected",
        }
    }
}

impl fmt::Display for StateName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// What a leg has behind it once it was connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connection {
    /// When it began to alert, if it did.
    pub alerted: Option<Moment>,
    /// When it connected.
    pub connected: Moment,
    /// When it was last parked, if ever; survives the resume (documented: "does not reset on resume").
    pub parked: Option<Moment>,
}

/// The state of a leg.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LegState {
    /// An offer waits for its answer.
    Alerting {
        /// Since when.
        since: Moment,
    },
    /// The party takes part.
    Connected {
        /// How it came to be connected.
        connection: Connection,
        /// Since when it is held, while it is.
        hold: Option<Moment>,
    },
    /// Put aside.
    Parked {
        /// How it came to be connected; [`Connection::parked`] is the last parking but this.
        connection: Connection,
        /// Since when.
        since: Moment,
        /// Until when.
        parking: Parking,
    },
    /// Over.
    Disconnected {
        /// What the leg has behind it.
        past: Past,
        /// When it ended.
        at: Moment,
        /// Why it ended.
        ending: Ending,
        /// The after-call work, if it has any.
        work: Option<Work>,
    },
}

/// What an ended leg has behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Past {
    /// It only ever alerted.
    Unanswered {
        /// Since when it had alerted.
        alerted: Moment,
    },
    /// It was connected.
    Connected(Connection),
}

/// After-call work. It begins with the end of its leg.
///
/// Its start is documented as read off the cloud's clock; in every real payload it equals `disconnectedTime`, which is
/// the provider's, to the millisecond. We follow the payloads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Not done yet.
    Pending,
    /// Over.
    Over {
        /// When.
        at: Moment,
        /// How.
        how: WorkEnd,
    },
}

/// How after-call work ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WorkEnd {
    /// The agent finished it.
    Completed,
    /// The agent skipped it; its end then equals its start (observed).
    Skipped,
    /// Its time was over.
    TimedOut,
    /// An administrator disconnected the conversation.
    BySystem,
}

impl LegState {
    /// The name of the state.
    pub fn name(&self) -> StateName {
        match self {
            LegState::Alerting { .. } => StateName::Alerting,
            LegState::Connected { hold: None, .. } => StateName::Connected,
            LegState::Connected { hold: Some(_), .. } => StateName::Held,
            LegState::Parked { .. } => StateName::Parked,
            LegState::Disconnected { .. } => StateName::Disconnected,
        }
    }

    /// Whether the leg has not ended.
    pub fn is_live(&self) -> bool {
        !matches!(self, LegState::Disconnected { .. })
    }

    /// Whether the party takes part, held and parked included.
    pub fn is_engaged(&self) -> bool {
        matches!(self, LegState::Connected { .. } | LegState::Parked { .. })
    }

    /// Whether after-call work waits.
    pub fn has_pending_work(&self) -> bool {
        matches!(self, LegState::Disconnected { work: Some(Work::Pending), .. })
    }

    /// What the leg has behind it from having been connected, if it was.
    pub fn connection(&self) -> Option<&Connection> {
        match self {
            LegState::Alerting { .. } => None,
            LegState::Connected { connection, .. } | LegState::Parked { connection, .. } => Some(connection),
            LegState::Disconnected { past: Past::Connected(connection), .. } => Some(connection),
            LegState::Disconnected { past: Past::Unanswered { .. }, .. } => None,
        }
    }

    /// When the leg began to alert, if it did.
    pub fn alerted(&self) -> Option<Moment> {
        match self {
            LegState::Alerting { since } => Some(*since),
            LegState::Disconnected { past: Past::Unanswered { alerted }, .. } => Some(*alerted),
            LegState::Connected { .. } | LegState::Parked { .. } | LegState::Disconnected { .. } => {
                self.connection().and_then(|connection| connection.alerted)
            }
        }
    }

    /// What the leg shows of the cloud's clock, in the order in which it was read; but for after-call work, whose end is
    /// shown no earlier than its start, the provider's.
    pub(crate) fn cloud_readings(&self) -> impl Iterator<Item = Timestamp> {
        let connection = self.connection();
        let connected = connection.map(|connection| connection.connected);
        let parked = connection.and_then(|connection| connection.parked);
        let latest = match self {
            LegState::Connected { hold, .. } => *hold,
            LegState::Parked { since, .. } => Some(*since),
            LegState::Alerting { .. } | LegState::Disconnected { .. } => None,
        };
        [self.alerted(), connected, parked, latest].into_iter().flatten().map(|moment| moment.cloud)
    }
}
