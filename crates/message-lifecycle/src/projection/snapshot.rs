//! The snapshot of a simulation.

use message_model as wire;

use super::Projection;
use super::model::to_conversation;
use crate::{Content, Simulation};

impl Simulation<'_> {
    /// The wire's [`Conversation`](wire::Conversation) as it is now, with this content.
    ///
    /// ```
    /// # fn show(content: &dyn message_lifecycle::Content) {
    /// use message_lifecycle::{Simulation, Table, walk};
    ///
    /// let timeline = walk(Table::standard(), &[0, 0, 0, 0, 0, 2_000, 30_001]);
    /// let simulation = Simulation::replay(Table::standard(), &timeline).expect("a walk is legal");
    /// let parties = simulation.snapshot(content).participants.expect("the contact has entered");
    /// assert_eq!(parties.len(), simulation.conversation().legs().len());
    /// # }
    /// ```
    #[must_use]
    pub fn snapshot<C: Content + ?Sized>(&self, content: &C) -> wire::Conversation {
        to_conversation(Projection::new(self.conversation(), content))
    }
}
