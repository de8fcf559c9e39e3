//! A row of the transition table.

use message_model::{ApiRevision, Evidence};

use crate::{Causes, Ending, EventKind, Follow, Guard, Move, Role, SegmentEffect, StateName};

/// One row of the transition table: what one event does to a leg.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The stable name of the row, in kebab case.
    pub id: &'static str,
    /// The event that the row applies to.
    pub event: EventKind,
    /// The roles of the legs that the row applies to.
    pub roles: Vec<Role>,
    /// The states of the legs that the row applies to.
    pub from: Vec<StateName>,
    /// The first release that has the row; `None` if the oldest known release has it.
    pub since: Option<ApiRevision>,
    /// The first release that no longer has the row; `None` if the latest release has it.
    pub before: Option<ApiRevision>,
    /// The conditions that must all hold of the conversation.
    pub guards: Vec<Guard>,
    /// What the row does to the state of the leg.
    pub movement: Move,
    /// What the row does to the segments of the leg.
    pub segment: SegmentEffect,
    /// How the leg ends, if the move ends it.
    pub ending: Option<Ending>,
    /// What follows on other legs.
    pub follows: Vec<Follow>,
    /// What the platform tells the world.
    pub causes: Causes,
    /// How well the row is known.
    pub evidence: Evidence,
    /// The source of that knowledge.
    pub source: &'static str,
}

impl Row {
    /// Whether this release has the row.
    ///
    /// ```
    /// use message_lifecycle::{Ending, Table};
    /// use message_model::ApiRevision;
    ///
    /// let mut rows = Table::standard().rows.iter();
    /// let expires = rows.find(|row| row.ending == Some(Ending::SessionExpired)).expect("such a row");
    /// assert!(expires.is_in(ApiRevision::V238) && !expires.is_in(ApiRevision::V192));
    /// ```
    pub fn is_in(&self, revision: ApiRevision) -> bool {
        self.since.is_none_or(|since| revision >= since)
            && self.before.is_none_or(|before| revision < before)
    }
}
