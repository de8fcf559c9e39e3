//! The states of a leg, each with only the data that exists in it.
//!
//! So a `disconnectType` before the end, or a `startHoldTime` while nothing is held, cannot be
//! represented. What a leg keeps for the rest of its life (when it alerted, connected, was parked)
//! moves from variant to variant in [`Connection`].

use message_model::Timestamp;

use crate::{Ending, Parking};

/// One instant, as read from the two clocks that [`Event`](crate::Event) explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// By the provider's clock, which times segments, ends, messages and the participant.
    pub provider: Timestamp,
    /// By the cloud's clock, which times alerting, connecting, hold, parking and the end of
    /// after-call work.
    pub cloud: Timestamp,
}

message_model::closed_list! {
    /// The name of a state, as the table and the docs use it.
    ///
    /// On the wire `held` is not a state but a flag of a connected leg; here it is a state of its
    /// own, because different events are legal in it.
    pub enum StateName {
        /// The leg has not opened yet.
        New = "new",
        /// An offer waits for its answer.
        Alerting = "alerting",
        /// The party takes part in the conversation.
        Connected = "connected",
        /// Connected, but the agent is busy with another conversation.
        Held = "held",
        /// Put aside by the agent until a set time.
        Parked = "parked",
        /// Ended for good; only message receipts and after-call work can follow.
        Disconnected = "disconnected",
    }
}

/// The history that a leg has once it has connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connection {
    /// When it began to alert, if it did.
    pub alerted: Option<Moment>,
    /// When it connected.
    pub connected: Moment,
    /// When it was last parked, if ever; kept after the leg resumes (documented: "does not reset on
    /// resume").
    pub parked: Option<Moment>,
}

/// The state of a leg, with the data that exists in that state.
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
/// # use example::inbound;
/// use message_lifecycle::{Action, Ending, LegState, NewLeg, Past, Role, UserIndex};
///
/// let simulation = inbound([
///     (0, Action::Enter(NewLeg::of(Role::Customer))),
///     (1, Action::Enter(NewLeg::of(Role::Acd))),
///     (2, Action::Offer(NewLeg::of_agent(UserIndex::new(7)))),
///     (2, Action::Decline),
/// ]);
/// let conversation = simulation.conversation();
/// let LegState::Disconnected { past, ending, work, .. } = conversation.legs()[2].state() else {
///     panic!("the agent has declined");
/// };
/// assert!(matches!(past, Past::Unanswered { .. }));
/// assert_eq!((ending.as_str(), *work), ("client", None), "no talk, so no after-call work");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LegState {
    /// An offer waits for its answer.
    Alerting {
        /// When it began to alert.
        since: Moment,
    },
    /// The party takes part in the conversation.
    Connected {
        /// When it alerted, connected and was last parked.
        connection: Connection,
        /// When the hold began, while the leg is held.
        hold: Option<Moment>,
    },
    /// Put aside by the agent until a set time.
    Parked {
        /// When it alerted and connected; [`Connection::parked`] is the parking before this one.
        connection: Connection,
        /// When it was parked.
        since: Moment,
        /// Until when it is parked.
        parking: Parking,
    },
    /// Ended for good.
    Disconnected {
        /// The leg's history up to its end.
        past: Past,
        /// When it ended.
        at: Moment,
        /// Why it ended.
        ending: Ending,
        /// The after-call work, if the leg has any.
        work: Option<Work>,
    },
}

/// The history of an ended leg.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Past {
    /// It alerted and was never connected.
    Unanswered {
        /// When it began to alert.
        alerted: Moment,
    },
    /// It was connected.
    Connected(Connection),
}

/// After-call work, which begins when its leg ends.
///
/// Its start is documented as read from the cloud's clock; in every real payload it equals
/// `disconnectedTime`, which is read from the provider's, to the millisecond. We follow the
/// payloads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// It is not over yet.
    Pending,
    /// It is over.
    Over {
        /// When it ended.
        at: Moment,
        /// How it ended.
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
    /// Its allowed time ran out.
    TimedOut,
    /// An administrator disconnected the conversation.
    BySystem,
}

impl LegState {
    /// The name of the state.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, NewLeg, Role, StateName, UserIndex};
    ///
    /// let simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    ///     (2, Action::Offer(NewLeg::of_agent(UserIndex::new(7)))),
    /// ]);
    /// let conversation = simulation.conversation();
    /// let names: Vec<_> = conversation.legs().iter().map(|leg| leg.state().name()).collect();
    /// assert_eq!(names, [StateName::Connected, StateName::Connected, StateName::Alerting]);
    /// ```
    pub fn name(&self) -> StateName {
        match self {
            LegState::Alerting { .. } => StateName::Alerting,
            LegState::Connected { hold: None, .. } => StateName::Connected,
            LegState::Connected { hold: Some(_), .. } => StateName::Held,
            LegState::Parked { .. } => StateName::Parked,
            LegState::Disconnected { .. } => StateName::Disconnected,
        }
    }

    /// Whether the leg has not ended yet.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, NewLeg, Role};
    ///
    /// let simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    ///     (0, Action::End),
    /// ]);
    /// let conversation = simulation.conversation();
    /// let live: Vec<_> = conversation.legs().iter().map(|leg| leg.state().is_live()).collect();
    /// assert_eq!(live, [false, true]);
    /// ```
    pub fn is_live(&self) -> bool {
        !matches!(self, LegState::Disconnected { .. })
    }

    /// Whether the leg is connected, held or parked.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, NewLeg, Role, UserIndex};
    ///
    /// let simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    ///     (2, Action::Offer(NewLeg::of_agent(UserIndex::new(7)))),
    /// ]);
    /// let conversation = simulation.conversation();
    /// let agent = conversation.legs()[2].state();
    /// assert!(agent.is_live() && !agent.is_engaged(), "it only alerts");
    /// ```
    pub fn is_engaged(&self) -> bool {
        matches!(self, LegState::Connected { .. } | LegState::Parked { .. })
    }

    /// Whether the leg has ended and its after-call work is pending.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, NewLeg, Role, UserIndex};
    ///
    /// let simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    ///     (2, Action::Offer(NewLeg::of_agent(UserIndex::new(7)))),
    ///     (2, Action::Answer),
    ///     (2, Action::End),
    /// ]);
    /// let conversation = simulation.conversation();
    /// assert!(conversation.legs()[2].state().has_pending_work());
    /// assert!(!conversation.legs()[0].state().has_pending_work(), "only agents wrap up");
    /// ```
    pub fn has_pending_work(&self) -> bool {
        matches!(
            self,
            LegState::Disconnected {
                work: Some(Work::Pending),
                ..
            }
        )
    }

    /// The leg's history since it connected, or `None` if it never has.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, NewLeg, Role, UserIndex};
    ///
    /// let simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    ///     (2, Action::Offer(NewLeg::of_agent(UserIndex::new(7)))),
    /// ]);
    /// let conversation = simulation.conversation();
    /// assert!(conversation.legs()[0].state().connection().is_some());
    /// assert_eq!(conversation.legs()[2].state().connection(), None, "nobody has answered");
    /// ```
    pub fn connection(&self) -> Option<&Connection> {
        match self {
            LegState::Alerting { .. } => None,
            LegState::Connected { connection, .. } | LegState::Parked { connection, .. } => {
                Some(connection)
            }
            LegState::Disconnected {
                past: Past::Connected(connection),
                ..
            } => Some(connection),
            LegState::Disconnected {
                past: Past::Unanswered { .. },
                ..
            } => None,
        }
    }

    /// When the leg began to alert, or `None` if it opened connected.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, NewLeg, Role, UserIndex};
    ///
    /// let simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    ///     (2, Action::Offer(NewLeg::of_agent(UserIndex::new(7)))),
    ///     (2, Action::Answer),
    /// ]);
    /// let conversation = simulation.conversation();
    /// let agent = &conversation.legs()[2];
    /// assert_eq!(agent.state().alerted(), Some(agent.opened()));
    /// assert_eq!(conversation.legs()[0].state().alerted(), None);
    /// ```
    pub fn alerted(&self) -> Option<Moment> {
        match self {
            LegState::Alerting { since } => Some(*since),
            LegState::Disconnected {
                past: Past::Unanswered { alerted },
                ..
            } => Some(*alerted),
            LegState::Connected { .. }
            | LegState::Parked { .. }
            | LegState::Disconnected { .. } => {
                self.connection().and_then(|connection| connection.alerted)
            }
        }
    }

    /// The times that the leg shows by the cloud's clock, in the order in which they were read.
    ///
    /// The end of after-call work is left out: it is never shown earlier than its start, which is
    /// the provider's time.
    pub(crate) fn cloud_readings(&self) -> impl Iterator<Item = Timestamp> {
        let connection = self.connection();
        let connected = connection.map(|connection| connection.connected);
        let parked = connection.and_then(|connection| connection.parked);
        let latest = match self {
            LegState::Connected { hold, .. } => *hold,
            LegState::Parked { since, .. } => Some(*since),
            LegState::Alerting { .. } | LegState::Disconnected { .. } => None,
        };
        // A hold leaves nothing behind once it is over, so one that is still on began after the
        // last parking.
        [self.alerted(), connected, parked, latest]
            .into_iter()
            .flatten()
            .map(|moment| moment.cloud)
    }
}
