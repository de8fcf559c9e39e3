//! The queue of follow-ups that are not yet due.
//!
//! Whoever drives a conversation (a script, the walk) takes from it, before each event of its own,
//! the follow-ups that are due earlier.

use std::collections::{BTreeMap, VecDeque};

use message_model::Timestamp;

use crate::{Action, FollowUp, LegIndex};

/// The follow-ups that have not happened yet, ordered by time.
///
/// ```
/// use message_lifecycle::{Action, Agenda, FollowUp, LegIndex};
/// use message_model::Timestamp;
///
/// let ended: Timestamp = "2026-01-05T09:00:00.000Z".parse()?;
/// let mut agenda = Agenda::default();
/// agenda.schedule(ended, vec![FollowUp { leg: LegIndex::new(0), action: Action::PeerEnd, delay_ms: 4 }], &[9]);
/// assert!(agenda.next_until(ended).is_none());
/// let due = agenda.next_until(ended.checked_add_millis(1_000).unwrap()).unwrap();
/// assert_eq!(due.at.to_string(), "2026-01-05T09:00:00.009Z");
/// # Ok::<(), message_model::TimestampError>(())
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
    /// Adds the follow-ups of an event that happened at `cause`.
    ///
    /// `delays_ms` overrides the delays of the follow-ups, in order and in milliseconds; where it
    /// is shorter than `follow_ups`, the rest keep the delays that the table gave them. A follow-up
    /// that would fall outside the years 0 to 9999 is dropped, since no event can happen there.
    pub fn schedule(&mut self, cause: Timestamp, follow_ups: Vec<FollowUp>, delays_ms: &[i64]) {
        for (position, follow_up) in follow_ups.into_iter().enumerate() {
            let delay_ms = delays_ms
                .get(position)
                .copied()
                .unwrap_or(follow_up.delay_ms);
            if let Some(at) = cause.checked_add_millis(delay_ms) {
                self.due.entry(at).or_default().push_back(Due {
                    at,
                    leg: follow_up.leg,
                    action: follow_up.action,
                });
            }
        }
    }

    /// Removes and returns the next follow-up that is due at `until` or earlier.
    pub fn next_until(&mut self, until: Timestamp) -> Option<Due> {
        let (at, _) = self.due.first_key_value()?;
        if *at <= until { self.next_due() } else { None }
    }

    /// Removes and returns the next follow-up, whenever it is due.
    pub fn next_due(&mut self) -> Option<Due> {
        let mut first = self.due.first_entry()?;
        let due = first.get_mut().pop_front();
        if first.get().is_empty() {
            first.remove();
        }
        due
    }
}
