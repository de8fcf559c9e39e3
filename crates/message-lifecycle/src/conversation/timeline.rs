//! The event log: the single source from which every view is projected.

use crate::{Conversation, Event, Illegal, Setup, Table};

/// The log of a conversation: its setup, and every event in the order of cause and effect.
///
/// The order may differ from that of the events' times: events of different legs may overlap by up
/// to [`Conversation::OVERLAP_MS_MAX`].
///
/// ```
/// use message_lifecycle::{Action, Event, LegIndex, NewLeg, Role, Setup, Table, Timeline};
/// use message_model::{Direction, MessageType};
///
/// let mut timeline = Timeline::new(Setup::new(MessageType::Sms, Direction::Inbound));
/// let at = "2026-01-05T09:00:00Z".parse().expect("a time as RFC 3339");
/// let action = Action::Enter(NewLeg::of(Role::Customer));
/// timeline.push(Event { at, cloud_skew_ms: 0, leg: LegIndex::new(0), action });
/// assert_eq!(timeline.replay(Table::standard())?.legs().len(), 1);
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

    /// Appends an event. Whether it is legal is checked by [`Conversation::apply`] and
    /// [`replay`](Self::replay), not here.
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

    /// Applies all events and returns the conversation after the last one.
    ///
    /// # Errors
    /// If the table does not allow an event. That cannot happen if each event was applied with the
    /// same table before it was pushed.
    pub fn replay(&self, table: &Table) -> Result<Conversation, Illegal> {
        let mut conversation = Conversation::new(self.setup.clone());
        for event in &self.events {
            conversation.apply(table, event)?;
        }
        Ok(conversation)
    }
}
