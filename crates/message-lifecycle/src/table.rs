//! The transition table: the single source of behaviour, as plain data.
//!
//! A row says to which event, roles, states and releases it applies, what must hold of the
//! conversation, which move it makes, what it does to the segments, how the leg ends, and what
//! follows on other legs. It contains no closures and no expressions, so that a test can copy the
//! table, alter a row and see whether anything notices. The step function, the walk, the coverage
//! goals and the docs read the table; the rules that payloads are judged by do not.

mod rows;

use std::sync::LazyLock;

use message_model::{ApiRevision, Evidence};

use crate::{Ending, EventKind, Move, Role, SegmentEffect, StateName, StatusRow, status};

/// The transition table: everything that can happen to a leg, and to the status of a message.
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
    /// The transitions of legs. Where several rows fit an event, the first one is taken.
    pub rows: Vec<Row>,
    /// The transitions of messages: how their status can change. Where several rows fit, the first
    /// one is taken.
    pub statuses: Vec<StatusRow>,
}

impl Table {
    /// The table of the real platform, as far as its behaviour is known.
    pub fn standard() -> &'static Table {
        static STANDARD: LazyLock<Table> = LazyLock::new(|| Table {
            rows: rows::rows(),
            statuses: status::rows(),
        });
        &STANDARD
    }

    /// The row of that id, or `None` if there is none.
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.id == id)
    }
}

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
    /// How well the row is known.
    pub evidence: Evidence,
    /// The source of that knowledge.
    pub source: &'static str,
}

impl Row {
    /// Whether this release has the row.
    pub fn is_in(&self, revision: ApiRevision) -> bool {
        self.since.is_none_or(|since| revision >= since)
            && self.before.is_none_or(|before| revision < before)
    }
}

/// A condition that must hold of the conversation for a row to be taken.
///
/// "Other" and "colleague" mean legs other than the one that the event happens to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guard {
    /// The conversation is inbound.
    Inbound,
    /// The conversation is outbound.
    Outbound,
    /// No leg has opened yet.
    Beginning,
    /// The contact has joined at some time, and every leg has ended.
    AllEnded,
    /// Another leg is live.
    SomebodyLive,
    /// The contact's leg is live.
    ContactLive,
    /// No contact's leg is live.
    NoContactLive,
    /// No leg of a flow or bot is live.
    NoFlowLive,
    /// The leg of a queue is live.
    QueueLive,
    /// No leg of a queue is live.
    NoQueueLive,
    /// Another agent's leg is live.
    ColleagueLive,
    /// Another agent's leg is connected, held or parked.
    ColleagueEngaged,
    /// No other agent's leg is connected, held or parked.
    NoColleagueEngaged,
    /// An agent whose leg opened after this one has connected. That leg may have ended since.
    AgentConnected,
    /// No other agent's leg is alerting.
    NoColleagueAlerting,
    /// Another agent's leg that opened after this one takes part and never alerted: its agent
    /// pulled the conversation.
    PulledAway,
    /// The user of the leg has no other live leg in the conversation.
    UserFree,
    /// The time until which the leg is parked is reached.
    ParkingOver,
    /// The contact has sent a message since the leg was parked.
    ContactWrote,
    /// Another party has ended the conversation, and legs have still to end because of it.
    HangingUp,
    /// The leg has pending after-call work.
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

    /// The guard in words, to go on a sentence that begins with "only if", for errors and docs.
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

/// An event that follows on other legs when a row is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Follow {
    /// The legs on which it follows. A leg that an earlier entry of the row selects is not selected
    /// again.
    pub legs: LegSelector,
    /// The event that happens to each of them.
    pub event: EventKind,
    /// The default delay, in milliseconds; negative means that the event on that leg is a little
    /// earlier than its cause.
    pub delay_ms: i64,
}

/// Selects legs of the conversation other than the one that an event happened to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LegSelector {
    /// The live leg of a queue.
    Queue,
    /// The live legs of other agents.
    Colleagues,
    /// The legs of other agents that are connected, held or parked.
    EngagedColleagues,
    /// The legs of other agents that are connected or held.
    ActiveColleagues,
    /// The legs of other agents that are parked.
    ParkedAgents,
    /// Every other live leg.
    Others,
    /// The contact's leg, if it is the only other live leg.
    ContactLeftAlone,
    /// The ended legs whose after-call work is pending.
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
