//! The transition table: the single source of behaviour, as plain data.
//!
//! A row says to which event, roles, states and releases it applies, what must hold of the
//! conversation, which move it makes, what it does to the segments, how the leg ends, and what
//! follows on other legs. It contains no closures and no expressions, so that a test can copy the
//! table, alter a row and see whether anything notices. The step function, the walk, the coverage
//! goals and the docs read the table; the rules that payloads are judged by do not.

pub(crate) mod causes;
pub(crate) mod follow;
pub(crate) mod guard;
pub(crate) mod moves;
pub(crate) mod row;
mod rows;
mod source;
pub(crate) mod statuses;

use std::sync::LazyLock;

use crate::{Row, StatusRow};

/// The transition table: everything that can happen to a leg, and to the status of a message.
///
/// ```
/// use message_lifecycle::{EventKind, Table};
///
/// let answer = Table::standard().rows.iter().find(|row| row.id == "answer").unwrap();
/// assert_eq!(answer.event, EventKind::Answer);
/// assert!(answer.follows.iter().any(|follow| follow.event == EventKind::HandOn));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The transitions of legs. Where several rows fit an event, the first one is taken.
    pub rows: Vec<Row>,
    /// The transitions of messages: how their status can change. Where several rows fit, the first
    /// one is taken.
    pub statuses: Vec<StatusRow>,
}

impl Table {
    /// The table of the real platform, as far as its behaviour is known.
    ///
    /// ```
    /// use message_lifecycle::{EventKind, Table};
    ///
    /// let rows = &Table::standard().rows;
    /// for kind in EventKind::ALL {
    ///     assert!(rows.iter().any(|row| row.event == kind), "{kind} never happens");
    /// }
    /// ```
    pub fn standard() -> &'static Table {
        static STANDARD: LazyLock<Table> = LazyLock::new(|| Table {
            rows: rows::rows(),
            statuses: statuses::rows(),
        });
        &STANDARD
    }

    /// The row of that id, or `None` if there is none.
    ///
    /// ```
    /// use message_lifecycle::{Ending, Table};
    ///
    /// assert_eq!(Table::standard().row("answer").and_then(|row| row.ending), None);
    /// assert!(Table::standard().row("lunch").is_none());
    /// ```
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.id == id)
    }
}
