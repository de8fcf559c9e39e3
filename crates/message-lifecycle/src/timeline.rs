//! The event log: the single source from which everything else is projected.

use crate::{Conversation, Event, Illegal, Setup, Table};

/// What was fixed before the conversation began, and everything that happened in it, in order.
///
/// Two legs' events may stand in the log the other way round than their times say, by at most
/// [`Conversation::OVERLAP_MS_MAX`]: the log is in the order of cause and effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    setup: Setup,
    events: Vec<Event>,
}

impl Timeline {
    /// A log with nothing in it.
    pub fn new(setup: Setup) -> Timeline {
        Timeline { setup, events: Vec::new() }
    }

    /// Writes down an event that has been applied.
    pub fn push(&mut self, event: Event) {
        self.events.push(event);
    }

    /// What was fixed before the conversation began.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// Everything that happened, in order.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The conversation after the last event.
    ///
    /// # Errors
    /// If the table does not allow an event, which cannot be when the log was written with the same table.
    pub fn replay(&self, table: &Table) -> Result<Conversation, Illegal> {
        let mut conversation = Conversation::new(self.setup.clone());
        for event in &self.events {
            conversation.apply(table, event)?;
        }
        Ok(conversation)
    }
}
