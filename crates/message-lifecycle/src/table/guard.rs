//! The conditions of rows.

/// A condition that must hold of the conversation for a row to be taken.
///
/// "Other" and "colleague" mean legs other than the one that the event happens to.
///
/// ```
/// use message_lifecycle::{Guard, Table};
///
/// let mut rows = Table::standard().rows.iter();
/// assert!(rows.any(|row| row.guards.contains(&Guard::QueueLive)));
/// assert_eq!(Guard::QueueLive.text(), "a queue is live");
/// ```
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
    /// Another party has begun the conversation or taken it up again, and the contact is next.
    ContactAwaited,
    /// The contact's leg is live.
    ContactLive,
    /// No leg of a flow or bot is live.
    NoFlowLive,
    /// No leg of a bot is live.
    NoBotLive,
    /// The leg of a message flow is live.
    WorkflowLive,
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
    /// The leg of a queue is live, or another agent's leg is connected, held or parked or has been
    /// since this leg opened.
    ContactServed,
    /// A message flow whose leg opened after this one has handed on.
    FlowHandedOn,
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
    pub const ALL: [Guard; 24] = [
        Guard::Inbound,
        Guard::Outbound,
        Guard::Beginning,
        Guard::AllEnded,
        Guard::ContactAwaited,
        Guard::ContactLive,
        Guard::NoFlowLive,
        Guard::NoBotLive,
        Guard::WorkflowLive,
        Guard::QueueLive,
        Guard::NoQueueLive,
        Guard::ColleagueLive,
        Guard::ColleagueEngaged,
        Guard::NoColleagueEngaged,
        Guard::AgentConnected,
        Guard::ContactServed,
        Guard::FlowHandedOn,
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
            Guard::ContactAwaited => "another party has begun and waits for the contact",
            Guard::ContactLive => "the contact's leg is live",
            Guard::NoFlowLive => "no flow is live",
            Guard::NoBotLive => "no bot is live",
            Guard::WorkflowLive => "a message flow is live",
            Guard::QueueLive => "a queue is live",
            Guard::NoQueueLive => "no queue is live",
            Guard::ColleagueLive => "another agent's leg is live",
            Guard::ColleagueEngaged => "another agent takes part",
            Guard::NoColleagueEngaged => "no other agent takes part",
            Guard::AgentConnected => "an agent has connected since",
            Guard::ContactServed => "a queue is live, or another agent takes part or has since",
            Guard::FlowHandedOn => "a message flow has handed on since",
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
