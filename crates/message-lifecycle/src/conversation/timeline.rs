//! The event log: the single source from which every view is projected.

use crate::{Event, Setup};

/// The log of a conversation: its setup, and every event in the order of cause and effect.
///
/// The order may differ from that of the events' times: events of different legs may overlap by up
/// to [`Conversation::OVERLAP_MS_MAX`](crate::Conversation::OVERLAP_MS_MAX).
///
/// ```
/// use message_lifecycle::{Action, Event, LegIndex, NewLeg, Role, Setup};
/// use message_lifecycle::{Simulation, Table, Timeline};
/// use message_model::{Direction, MessageType};
///
/// let mut timeline = Timeline::new(Setup::new(MessageType::Sms, Direction::Inbound));
/// let at = "2026-01-05T09:00:00Z".parse().expect("a time as RFC 3339");
/// let action = Action::Enter(NewLeg::of(Role::Customer));
/// timeline.push(Event { at, cloud_skew_ms: 0, leg: LegIndex::new(0), action });
/// let after = Simulation::replay(Table::standard(), &timeline)?;
/// assert_eq!(after.conversation().legs().len(), 1);
/// # Ok::<(), message_lifecycle::Illegal>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    setup: Setup,
    events: Vec<Event>,
}

impl Timeline {
    /// An empty log.
    pub fn new(setup: Setup) -> Timeline {
        Timeline {
            setup,
            events: Vec::new(),
        }
    }

    /// Appends an event. Whether it is legal is checked by [`Simulation`](crate::Simulation), not
    /// here.
    pub fn push(&mut self, event: Event) {
        self.events.push(event);
    }

    /// What was fixed before the conversation began.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// Every event, in the order of cause and effect.
    pub fn events(&self) -> &[Event] {
        &self.events
    }
}
