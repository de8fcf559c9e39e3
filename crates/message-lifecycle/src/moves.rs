//! The moves: from state to state, one short function each.
//!
//! A move on a state it is not for gives nothing. The standard table never does that; a table that a test has altered may,
//! and then the event is illegal rather than a panic.

use crate::{Connection, Ending, LegState, Moment, Parking, Past, Role, StateName, Work, WorkEnd};

/// What a row does to the state of its leg.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Move {
    /// The leg opens connected.
    Open,
    /// The leg opens alerting.
    Alert,
    /// The alerting leg connects.
    Answer,
    /// The connected leg is held.
    Hold,
    /// The held leg is held no more.
    Resume,
    /// The connected leg is put aside.
    Park,
    /// The parked leg comes back.
    Unpark,
    /// The leg sends a message; the state stays.
    Send,
    /// A message of the leg gets another status; the state stays.
    Mark,
    /// The leg ends. An agent's leg that was connected goes into after-call work.
    End,
    /// The leg ends, and the system does at once what after-call work it has.
    EndWrappedUp,
    /// The after-call work ends.
    WrapUp(WorkEnd),
}

/// What a move may read.
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

    /// The state after the move, if it does not stay as it is.
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

    /// The states that the move can be made in. A row that starts elsewhere is never taken.
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

    /// The state after the move; nothing if the move is not for this state.
    pub(crate) fn make(self, state: Option<LegState>, circumstance: &Circumstance) -> Option<LegState> {
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
            Move::EndWrappedUp => end(state?, circumstance, Work::Over { at: now, how: WorkEnd::BySystem }),
            Move::WrapUp(how) => wrap_up(state?, now, how),
        }
    }
}

fn open(state: Option<LegState>, now: Moment) -> Option<LegState> {
    match state {
        None => Some(LegState::Connected {
            connection: Connection { alerted: None, connected: now, parked: None },
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
            connection: Connection { alerted: Some(since), connected: now, parked: None },
            hold: None,
        }),
        LegState::Connected { .. } | LegState::Parked { .. } | LegState::Disconnected { .. } => None,
    }
}

fn hold(state: LegState, now: Moment) -> Option<LegState> {
    match state {
        LegState::Connected { connection, hold: None } => Some(LegState::Connected { connection, hold: Some(now) }),
        LegState::Connected { hold: Some(_), .. }
        | LegState::Alerting { .. }
        | LegState::Parked { .. }
        | LegState::Disconnected { .. } => None,
    }
}

fn resume(state: LegState) -> Option<LegState> {
    match state {
        LegState::Connected { connection, hold: Some(_) } => Some(LegState::Connected { connection, hold: None }),
        LegState::Connected { hold: None, .. }
        | LegState::Alerting { .. }
        | LegState::Parked { .. }
        | LegState::Disconnected { .. } => None,
    }
}

fn park(state: LegState, now: Moment, parking: Parking) -> Option<LegState> {
    match state {
        LegState::Connected { connection, hold: None } => Some(LegState::Parked { connection, since: now, parking }),
        LegState::Connected { hold: Some(_), .. }
        | LegState::Alerting { .. }
        | LegState::Parked { .. }
        | LegState::Disconnected { .. } => None,
    }
}

fn unpark(state: LegState) -> Option<LegState> {
    match state {
        LegState::Parked { connection, since, .. } => {
            Some(LegState::Connected { connection: Connection { parked: Some(since), ..connection }, hold: None })
        }
        LegState::Alerting { .. } | LegState::Connected { .. } | LegState::Disconnected { .. } => None,
    }
}

fn end(state: LegState, circumstance: &Circumstance, work: Work) -> Option<LegState> {
    let past = match state {
        LegState::Alerting { since } => Past::Unanswered { alerted: since },
        LegState::Connected { connection, .. } => Past::Connected(connection),
        LegState::Parked { connection, since, .. } => Past::Connected(Connection { parked: Some(since), ..connection }),
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
        LegState::Disconnected { past, at, ending, work: Some(Work::Pending) } => {
            Some(LegState::Disconnected { past, at, ending, work: Some(Work::Over { at: now, how }) })
        }
        LegState::Disconnected { work: None | Some(Work::Over { .. }), .. }
        | LegState::Alerting { .. }
        | LegState::Connected { .. }
        | LegState::Parked { .. } => None,
    }
}
