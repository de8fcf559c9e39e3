//! The leg that an event is about.

use crate::{Leg, LegIndex, NewLeg, Role, Row, StateName, UserIndex};

/// The leg that an event is about, as it is before the event.
pub(super) struct Subject {
    pub(super) leg: LegIndex,
    pub(super) role: Role,
    pub(super) state: StateName,
    pub(super) user: Option<UserIndex>,
    pub(super) new: Option<NewLeg>,
    pub(super) has_pending_work: bool,
}

impl Subject {
    pub(super) fn of_new(leg: LegIndex, new: NewLeg) -> Subject {
        Subject {
            leg,
            role: new.role,
            state: StateName::New,
            user: new.user,
            new: Some(new),
            has_pending_work: false,
        }
    }

    pub(super) fn of_leg(index: LegIndex, leg: &Leg) -> Subject {
        Subject {
            leg: index,
            role: leg.role,
            state: leg.state.name(),
            user: leg.user,
            new: None,
            has_pending_work: leg.state.has_pending_work(),
        }
    }
}

impl Row {
    pub(super) fn is_for(&self, subject: &Subject) -> bool {
        self.from.contains(&subject.state) && self.roles.contains(&subject.role)
    }
}
