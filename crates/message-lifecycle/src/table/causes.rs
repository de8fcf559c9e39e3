//! What the platform tells the world because of a row.

/// The notifications and the detail event that a row causes.
///
/// ```
/// use message_lifecycle::{Causes, DetailMoment, Table};
///
/// let causes = |id| Table::standard().row(id).expect("a row").causes;
/// let start = Causes { notifies: true, detail: Some(DetailMoment::Start) };
/// assert_eq!(causes("queue-offers"), start);
/// assert_eq!(causes("answer"), Causes { notifies: true, detail: None });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Causes {
    /// Whether the topics of the users and queues in reach get a notification.
    pub notifies: bool,
    /// The moment in the life of the leg that a detail event tells of.
    pub detail: Option<DetailMoment>,
}

/// A moment in the life of a leg of which a detail event tells: `customer.start`, `user.end`,
/// `acw`, and so on. Which of them it is depends on the role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DetailMoment {
    /// The leg opened.
    Start,
    /// The leg ended.
    End,
    /// The after-call work of the leg was finished with a wrap-up.
    AfterCallWork,
}
