//! The transition table: the single source of behaviour, as plain data.
//!
//! A row says for which event, roles, states and releases it is, what must hold of the conversation, which move it makes,
//! what it does to the segments, how the leg ends, and what follows on other legs. There are no closures and no
//! expressions in it, so that a test can copy a table, alter a row and see who notices. The step function, the walk, the
//! coverage goals and the docs read the table; the rules that payloads are judged by do not.

mod rows;

use std::sync::LazyLock;

use message_model::{ApiRevision, Evidence};

use crate::{Ending, EventKind, Move, Role, SegmentEffect, StateName, StatusRow, status};

/// The transition table.
///
/// ```
/// use message_lifecycle::{EventKind, Table};
///
/// let answer = Table::standard().rows.iter().find(|row| row.id == "answer").unwrap();
/// assert_eq!(answer.event, EventKind::Answer);
/// assert_eq!(answer.follows[0].event, EventKind::HandOn);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What can happen to a leg. Where several rows fit an event, the first one counts.
    pub rows: Vec<Row>,
    /// How the status of a message can change.
    pub statuses: Vec<StatusRow>,
}

impl Table {
    /// The table of the platform as far as it is known.
    pub fn standard() -> &'static Table {
        static STANDARD: LazyLock<Table> = LazyLock::new(|| Table { rows: rows::rows(), statuses: status::rows() });
        &STANDARD
    }

    /// The row of that id, or nothing.
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.id == id)
    }
}

/// One row: what one event does to a leg.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The stable name of the row.
    pub id: &'static str,
    /// The event.
    pub event: EventKind,
    /// The roles whose legs it is for.
    pub roles: Vec<Role>,
    /// The states it starts from.
    pub from: Vec<StateName>,
    /// The first release that has it, if the first of all did not.
    pub since: Option<ApiRevision>,
    /// The first release that has it no more, if any.
    pub before: Option<ApiRevision>,
    /// What must hold of the conversation.
    pub guards: Vec<Guard>,
    /// What it does to the state.
    pub movement: Move,
    /// What it does to the segments.
    pub segment: SegmentEffect,
    /// How the leg ends, if the move ends it.
    pub ending: Option<Ending>,
    /// What follows on other legs.
    pub follows: Vec<Follow>,
    /// How we know.
    pub evidence: Evidence,
    /// From where we know.
    pub source: &'static str,
}

impl Row {
    /// Whether that release has it.
    pub fn is_in(&self, revision: ApiRevision) -> bool {
        self.since.is_none_or(|since| revision >= since) && self.before.is_none_or(|before| revision < before)
    }
}

/// What must hold of the conversation for a row to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guard {
    /// The conversation is inbound.
    Inbound,
    /// The conversation is outbound.
    Outbound,
    /// No leg has opened yet.
    Beginning,
    /// The contact has been here, and every leg has ended.
    AllEnded,
    /// Somebody is live.
    SomebodyLive,
    /// The contact's leg is live.
    ContactLive,
    /// No contact's leg is live.
    NoContactLive,
    /// No flow is live.
    NoFlowLive,
    /// A queue is live.
    QueueLive,
    /// No queue is live.
    NoQueueLive,
    /// Another agent's leg is live.
    ColleagueLive,
    /// Another agent takes part: connected, held or parked.
    ColleagueEngaged,
    /// No other agent takes part.
    NoColleagueEngaged,
    /// An agent who joined after this leg has connected; that agent may be gone again.
    AgentConnected,
    /// No other agent alerts.
    NoColleagueAlerting,
    /// Another agent has joined since without being asked.
    PulledAway,
    /// The person has no other live leg here.
    UserFree,
    /// The time until which the leg is parked is reached.
    ParkingOver,
    /// The contact has written since the leg was parked.
    ContactWrote,
    /// The conversation is being ended by another party.
    HangingUp,
    /// The leg has after-call work that waits.
    WorkPending,
}

impl Guard {
    /// Every guard.
    pub const ALL: [Guard; 21] = [
        Guard::Inbound,
        Guard::Outbound,
        Guard::Beginning,
        Guard::AllEnded,
        Guard::SomebodyLive,
        Guard::ContactLive,
        Guard::NoContactLive,
        Guard::NoFlowLive,
        Guard::QueueLive,
        Guard::NoQueueLive,
        Guard::ColleagueLive,
        Guard::ColleagueEngaged,
        Guard::NoColleagueEngaged,
        Guard::AgentConnected,
        Guard::NoColleagueAlerting,
        Guard::PulledAway,
        Guard::UserFree,
        Guard::ParkingOver,
        Guard::ContactWrote,
        Guard::HangingUp,
        Guard::WorkPending,
    ];

    /// The guard as the end of a sentence that begins with "only if", for errors and docs.
    pub fn text(self) -> &'static str {
        match self {
            Guard::Inbound => "the conversation is inbound",
            Guard::Outbound => "the conversation is outbound",
            Guard::Beginning => "no leg has opened yet",
            Guard::AllEnded => "the contact has been here and every leg has ended",
            Guard::SomebodyLive => "another leg is live",
            Guard::ContactLive => "the contact's leg is live",
            Guard::NoContactLive => "no contact's leg is live",
            Guard::NoFlowLive => "no flow is live",
            Guard::QueueLive => "a queue is live",
            Guard::NoQueueLive => "no queue is live",
            Guard::ColleagueLive => "another agent's leg is live",
            Guard::ColleagueEngaged => "another agent takes part",
            Guard::NoColleagueEngaged => "no other agent takes part",
            Guard::AgentConnected => "an agent has connected since",
            Guard::NoColleagueAlerting => "no other agent alerts",
            Guard::PulledAway => "another agent has pulled the conversation",
            Guard::UserFree => "the person has no other live leg",
            Guard::ParkingOver => "the resume time is reached",
            Guard::ContactWrote => "the contact has written since the leg was parked",
            Guard::HangingUp => "another party has ended the conversation",
            Guard::WorkPending => "after-call work is pending",
        }
    }
}

/// What follows on other legs when a row is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Follow {
    /// On which legs; a leg that an earlier entry of the row selects is not selected again.
    pub legs: LegSelector,
    /// What happens to each of them.
    pub event: EventKind,
    /// How much later, in milliseconds, if nobody says otherwise. Negative: that leg was a little earlier.
    pub delay_ms: i64,
}

/// Which other legs of the conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LegSelector {
    /// The live queue.
    Queue,
    /// The other live agents.
    Colleagues,
    /// The other agents who take part: connected, held or parked.
    EngagedColleagues,
    /// The other agents who are connected or held.
    ActiveColleagues,
    /// The agents who have parked the conversation.
    ParkedAgents,
    /// Every other live leg.
    Others,
    /// The contact, if no third leg is live.
    ContactLeftAlone,
    /// The ended legs whose after-call work waits.
    WrappingUp,
}

impl LegSelector {
    /// The selection in words, for the docs.
    pub fn text(self) -> &'static str {
        match self {
            LegSelector::Queue => "the queue",
            LegSelector::Colleagues => "other live agents",
            LegSelector::EngagedColleagues => "other agents taking part",
            LegSelector::ActiveColleagues => "other agents, connected or held",
            LegSelector::ParkedAgents => "parked agents",
            LegSelector::Others => "every other live leg",
            LegSelector::ContactLeftAlone => "the contact, if left alone",
            LegSelector::WrappingUp => "ended legs with pending work",
        }
    }
}
