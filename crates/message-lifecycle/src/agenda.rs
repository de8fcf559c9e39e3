//! What is due: follow-ups wait here for their time.
//!
//! Whoever drives a conversation (a script, the walk) asks before each event of its own what comes first.

use message_model::Timestamp;

use crate::{Action, FollowUp, LegIndex};

/// The follow-ups that have not happened yet, by time.
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
    /// Latest first, so that the next one is at the end.
    due: Vec<Due>,
}

/// A follow-up with its time.
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
    /// Takes in what follows on an event at that time. The first delays, in milliseconds, replace the table's.
    ///
    /// A follow-up outside the years 0 to 9999 is left out: no event could happen there.
    pub fn schedule(&mut self, cause: Timestamp, follow_ups: Vec<FollowUp>, delays_ms: &[i64]) {
        for (position, follow_up) in follow_ups.into_iter().enumerate() {
            let delay_ms = delays_ms.get(position).copied().unwrap_or(follow_up.delay_ms);
            if let Some(at) = cause.checked_add_millis(delay_ms) {
                let place = self.due.partition_point(|due| due.at > at);
                self.due.insert(place, Due { at, leg: follow_up.leg, action: follow_up.action });
            }
        }
    }

    /// Takes out the next follow-up that is due at this time or earlier.
    pub fn next_until(&mut self, until: Timestamp) -> Option<Due> {
        self.due.pop_if(|due| due.at <= until)
    }

    /// Takes out the next follow-up, whenever it is due.
    pub fn next_due(&mut self) -> Option<Due> {
        self.due.pop()
    }
}
