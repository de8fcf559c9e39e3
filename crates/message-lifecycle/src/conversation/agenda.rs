//! The queue of follow-ups that are not yet due.

use std::collections::{BTreeMap, VecDeque};

use message_model::Timestamp;

use crate::{Action, FollowUp, LegIndex};

/// The follow-ups that have not happened yet, ordered by time: what a
/// [`Simulation`](crate::Simulation) will do by itself.
///
/// ```
/// use message_lifecycle::{Action, Event, LegIndex, NewLeg, Role, Setup, Simulation, Table};
/// use message_model::{Direction, MessageType};
///
/// let setup = Setup::new(MessageType::Sms, Direction::Inbound);
/// let mut simulation = Simulation::new(Table::standard(), setup);
/// let at = "2026-01-05T09:00:00Z".parse().expect("a time as RFC 3339");
/// for (leg, action) in [
///     (0, Action::Enter(NewLeg::of(Role::Customer))),
///     (1, Action::Enter(NewLeg::of(Role::Acd))),
///     (0, Action::End),
/// ] {
///     let leg = LegIndex::new(leg);
///     simulation.apply(Event { at, cloud_skew_ms: 0, leg, action })?;
/// }
/// let due: Vec<_> = simulation.agenda().due().collect();
/// assert_eq!(due.len(), 1);
/// assert_eq!((due[0].leg, &due[0].action), (LegIndex::new(1), &Action::PeerEnd));
/// assert!(due[0].at > at);
/// # Ok::<(), message_lifecycle::Illegal>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agenda {
    /// By time; those of the same time in the order of scheduling. No list is empty.
    due: BTreeMap<Timestamp, VecDeque<Due>>,
}

/// A follow-up and the time at which it is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// When it happens, by the provider's clock.
    pub at: Timestamp,
    /// The leg it happens to.
    pub leg: LegIndex,
    /// What happens.
    pub action: Action,
}

impl Agenda {
    /// The follow-ups in the order in which they are due.
    pub fn due(&self) -> impl Iterator<Item = &Due> {
        self.due.values().flatten()
    }

    /// Adds a follow-up of an event that happened at `cause`.
    ///
    /// A follow-up that would fall outside the years 0 to 9999 is dropped, since no event can
    /// happen there.
    pub(super) fn schedule(&mut self, cause: Timestamp, follow_up: &FollowUp) {
        if let Some(at) = cause.checked_add_millis(follow_up.delay_ms) {
            self.due.entry(at).or_default().push_back(Due {
                at,
                leg: follow_up.leg,
                action: follow_up.action.clone(),
            });
        }
    }

    /// Removes and returns the next follow-up if its time is wanted.
    pub(super) fn take_if(&mut self, is_wanted: impl Fn(Timestamp) -> bool) -> Option<Due> {
        let mut first = self
            .due
            .first_entry()
            .filter(|first| is_wanted(*first.key()))?;
        let due = first.get_mut().pop_front();
        if first.get().is_empty() {
            first.remove();
        }
        due
    }
}
