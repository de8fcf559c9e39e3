//! The moves: one short function for each way to get from a state to the next.
//!
//! A move from a state that it cannot start in returns `None`. The standard table never attempts
//! that; a table that a test has altered may, and the event is then illegal instead of a panic.

use crate::{Connection, Ending, LegState, Moment, Parking, Past, Role, StateName, Work, WorkEnd};

/// What a row does to the state of its leg.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Move {
    /// The leg opens in the state connected.
    Open,
    /// The leg opens in the state alerting.
    Alert,
    /// The alerting leg connects.
    Answer,
    /// The connected leg is held.
    Hold,
    /// The held leg is connected again.
    Resume,
    /// The connected leg is parked.
    Park,
    /// The parked leg is connected again.
    Unpark,
    /// The leg sends a message; its state stays the same.
    Send,
    /// The status of a message of the leg changes; the leg's state stays the same.
    Mark,
    /// The leg ends. If it is an agent's and was connected, after-call work begins.
    End,
    /// The leg ends, and the system completes any after-call work at the same instant.
    EndWrappedUp,
    /// The after-call work ends.
    WrapUp(WorkEnd),
}

/// What a move may read apart from the state.
pub(crate) struct Circumstance {
    pub(crate) now: Moment,
    pub(crate) role: Role,
    pub(crate) ending: Option<Ending>,
    pub(crate) parking: Option<Parking>,
}

impl Move {
    /// Every move.
    pub const ALL: [Move; 15] = [
        Move::Open,
        Move::Alert,
        Move::Answer,
        Move::Hold,
        Move::Resume,
        Move::Park,
        Move::Unpark,
        Move::Send,
        Move::Mark,
        Move::End,
        Move::EndWrappedUp,
        Move::WrapUp(WorkEnd::Completed),
        Move::WrapUp(WorkEnd::Skipped),
        Move::WrapUp(WorkEnd::TimedOut),
        Move::WrapUp(WorkEnd::BySystem),
    ];

    /// The state that the move leads to, or `None` if it leaves the state as it is.
    ///
    /// ```
    /// use message_lifecycle::{Move, StateName};
    ///
    /// assert_eq!(Move::Hold.next(), Some(StateName::Held));
    /// assert_eq!(Move::Send.next(), None);
    /// ```
    pub fn next(self) -> Option<StateName> {
        match self {
            Move::Open | Move::Answer | Move::Resume | Move::Unpark => Some(StateName::Connected),
            Move::Alert => Some(StateName::Alerting),
            Move::Hold => Some(StateName::Held),
            Move::Park => Some(StateName::Parked),
            Move::End | Move::EndWrappedUp => Some(StateName::Disconnected),
            Move::Send | Move::Mark | Move::WrapUp(_) => None,
        }
    }

    /// The states in which the move can be made. A row that starts from any other state is never
    /// taken.
    ///
    /// ```
    /// use message_lifecycle::Table;
    ///
    /// for row in &Table::standard().rows {
    ///     let starts_in = row.movement.starts_in();
    ///     assert!(row.from.iter().all(|state| starts_in.contains(state)), "{}", row.id);
    /// }
    /// ```
    pub fn starts_in(self) -> &'static [StateName] {
        use StateName::{Alerting, Connected, Disconnected, Held, New, Parked};
        match self {
            Move::Open | Move::Alert => &[New],
            Move::Answer => &[Alerting],
            Move::Hold | Move::Park => &[Connected],
            Move::Resume => &[Held],
            Move::Unpark => &[Parked],
            Move::Send | Move::Mark => &[Alerting, Connected, Held, Parked, Disconnected],
            Move::End | Move::EndWrappedUp => &[Alerting, Connected, Held, Parked],
            Move::WrapUp(_) => &[Disconnected],
        }
    }

    /// The state after the move, or `None` if the move cannot start from this state.
    pub(crate) fn make(
        self,
        state: Option<LegState>,
        circumstance: &Circumstance,
    ) -> Option<LegState> {
        let now = circumstance.now;
        match self {
            Move::Open => open(state, now),
            Move::Alert => alert(state, now),
            Move::Answer => answer(state?, now),
            Move::Hold => hold(state?, now),
            Move::Resume => resume(state?),
            Move::Park => park(state?, now, circumstance.parking?),
            Move::Unpark => unpark(state?),
            Move::Send | Move::Mark => state,
            Move::End => end(state?, circumstance, Work::Pending),
            Move::EndWrappedUp => end(
                state?,
                circumstance,
                Work::Over {
                    at: now,
                    how: WorkEnd::BySystem,
                },
            ),
            Move::WrapUp(how) => wrap_up(state?, now, how),
        }
    }
}

fn open(state: Option<LegState>, now: Moment) -> Option<LegState> {
    match state {
        None => Some(LegState::Connected {
            connection: Connection {
                alerted: None,
                connected: now,
                parked: None,
            },
            hold: None,
        }),
        Some(_) => None,
    }
}

fn alert(state: Option<LegState>, now: Moment) -> Option<LegState> {
    match state {
        None => Some(LegState::Alerting { since: now }),
        Some(_) => None,
    }
}

fn answer(state: LegState, now: Moment) -> Option<LegState> {
    match state {
        LegState::Alerting { since } => Some(LegState::Connected {
            connection: Connection {
                alerted: Some(since),
                connected: now,
                parked: None,
            },
            hold: None,
        }),
        LegState::Connected { .. } | LegState::Parked { .. } | LegState::Disconnected { .. } => {
            None
        }
    }
}

fn hold(state: LegState, now: Moment) -> Option<LegState> {
    match state {
        LegState::Connected {
            connection,
            hold: None,
        } => Some(LegState::Connected {
            connection,
            hold: Some(now),
        }),
        LegState::Connected { hold: Some(_), .. }
        | LegState::Alerting { .. }
        | LegState::Parked { .. }
        | LegState::Disconnected { .. } => None,
    }
}

fn resume(state: LegState) -> Option<LegState> {
    match state {
        LegState::Connected {
            connection,
            hold: Some(_),
        } => Some(LegState::Connected {
            connection,
            hold: None,
        }),
        LegState::Connected { hold: None, .. }
        | LegState::Alerting { .. }
        | LegState::Parked { .. }
        | LegState::Disconnected { .. } => None,
    }
}

fn park(state: LegState, now: Moment, parking: Parking) -> Option<LegState> {
    match state {
        LegState::Connected {
            connection,
            hold: None,
        } => Some(LegState::Parked {
            connection,
            since: now,
            parking,
        }),
        LegState::Connected { hold: Some(_), .. }
        | LegState::Alerting { .. }
        | LegState::Parked { .. }
        | LegState::Disconnected { .. } => None,
    }
}

fn unpark(state: LegState) -> Option<LegState> {
    match state {
        LegState::Parked {
            connection, since, ..
        } => Some(LegState::Connected {
            connection: Connection {
                parked: Some(since),
                ..connection
            },
            hold: None,
        }),
        LegState::Alerting { .. } | LegState::Connected { .. } | LegState::Disconnected { .. } => {
            None
        }
    }
}

fn end(state: LegState, circumstance: &Circumstance, work: Work) -> Option<LegState> {
    let past = match state {
        LegState::Alerting { since } => Past::Unanswered { alerted: since },
        LegState::Connected { connection, .. } => Past::Connected(connection),
        LegState::Parked {
            connection, since, ..
        } => Past::Connected(Connection {
            parked: Some(since),
            ..connection
        }),
        LegState::Disconnected { .. } => return None,
    };
    let has_work = circumstance.role == Role::Agent && matches!(past, Past::Connected(_));
    Some(LegState::Disconnected {
        past,
        at: circumstance.now,
        ending: circumstance.ending?,
        work: has_work.then_some(work),
    })
}

fn wrap_up(state: LegState, now: Moment, how: WorkEnd) -> Option<LegState> {
    match state {
        LegState::Disconnected {
            past,
            at,
            ending,
            work: Some(Work::Pending),
        } => Some(LegState::Disconnected {
            past,
            at,
            ending,
            work: Some(Work::Over { at: now, how }),
        }),
        LegState::Disconnected {
            work: None | Some(Work::Over { .. }),
            ..
        }
        | LegState::Alerting { .. }
        | LegState::Connected { .. }
        | LegState::Parked { .. } => None,
    }
}
