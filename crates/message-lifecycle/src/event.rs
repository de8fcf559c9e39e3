//! What happens to a leg: the vocabulary of scenarios, scripts and timelines.
//!
//! [`EventKind`] is the bare name, which the table, the walk and the docs use; [`Action`] is the name with the data that
//! only this kind has; [`Event`] is an action at a time on a leg.
//!
//! There is no event "conversation ends": it ends when its last leg and that leg's after-call work have ended.

use std::fmt;

use message_model::Timestamp;

use crate::{LegIndex, MessageIndex, Role, Status, UserIndex};

macro_rules! events {
    ($($(#[$doc:meta])* $variant:ident $(($data:ty))? = $name:literal,)*) => {
        /// The kind of an event, by the name it has in scenario files, scripts and the docs.
        ///
        /// ```
        /// use message_lifecycle::EventKind;
        ///
        /// assert_eq!(EventKind::TimeOut.name(), "time-out");
        /// assert_eq!(EventKind::from_name("time-out"), Some(EventKind::TimeOut));
        /// assert_eq!(EventKind::from_name("timeout"), None);
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum EventKind {
            $($(#[$doc])* $variant,)*
        }

        /// What happened, with the data that only this kind of event has.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Action {
            $($(#[$doc])* $variant $(($data))?,)*
        }

        impl EventKind {
            /// Every kind, in the order of a leg's life.
            pub const ALL: [EventKind; [$($name),*].len()] = [$(EventKind::$variant),*];

            /// The kebab-case name.
            pub fn name(self) -> &'static str {
                match self {
                    $(EventKind::$variant => $name,)*
                }
            }

            /// The action of this kind, if the kind has no data.
            pub fn plain(self) -> Option<Action> {
                match self {
                    $(EventKind::$variant => events!(@plain $variant $(($data))?),)*
                }
            }
        }

        impl Action {
            /// The kind of the action.
            pub fn kind(&self) -> EventKind {
                match self {
                    $(Action::$variant { .. } => EventKind::$variant,)*
                }
            }
        }
    };
    (@plain $variant:ident) => { Some(Action::$variant) };
    (@plain $variant:ident ($data:ty)) => { None };
}

events! {
    /// The contact, a flow or a queue joins; connected at once.
    Enter(NewLeg) = "enter",
    /// An agent is asked; alerting.
    Offer(NewLeg) = "offer",
    /// An agent gets the conversation without being asked; connected at once.
    AutoAnswer(NewLeg) = "auto-answer",
    /// An agent takes the conversation away from a colleague; connected at once.
    Pull(NewLeg) = "pull",
    /// An outbound conversation begins, or a program joins; connected at once.
    Start(NewLeg) = "start",
    /// The agent accepts the offer.
    Answer = "answer",
    /// The agent refuses the offer.
    Decline = "decline",
    /// The offer from a queue is not answered in time.
    TimeOut = "time-out",
    /// The offer of a colleague who transfers is not answered in time.
    TransferTimeOut = "transfer-time-out",
    /// The person to whom a colleague transfers cannot be reached.
    Unavailable = "unavailable",
    /// A supervisor gives the offer to someone else.
    Reassign = "reassign",
    /// The party of this leg sends a message.
    Message = "message",
    /// A message of this leg gets another status; also long after the end.
    Status(StatusChange) = "status",
    /// The agent turns to other work; the platform counts that as hold.
    Hold = "hold",
    /// The agent turns back.
    Resume = "resume",
    /// The agent puts the conversation aside until a set time.
    Park(Parking) = "park",
    /// The agent takes the parked conversation up again.
    Unpark = "unpark",
    /// The parked conversation comes back because its time is reached.
    UnparkDue = "unpark-due",
    /// The parked conversation comes back because the contact has written.
    UnparkOnMessage = "unpark-on-message",
    /// The agent, or the supervisor of a parked leg, transfers blindly.
    Transfer = "transfer",
    /// A flow or a queue hands the contact on.
    HandOn = "hand-on",
    /// The party of this leg ends it.
    End = "end",
    /// The platform ends a flow or a program whose work is done.
    Finish = "finish",
    /// The leg ends because another party has ended the conversation.
    PeerEnd = "peer-end",
    /// The contact's session runs out.
    Expire = "expire",
    /// The inactivity timer ends the conversation.
    Inactivity = "inactivity",
    /// The inactivity timer sends the conversation to a flow; the agent's leg ends with the type of the timer.
    InactivityToFlow = "inactivity-to-flow",
    /// The inactivity timer sends the conversation to a flow; the agent's leg ends like any transfer.
    InactivityTransfer = "inactivity-transfer",
    /// A colleague has taken the conversation away.
    TakeOver = "take-over",
    /// A flow or the provider breaks.
    Fail = "fail",
    /// An administrator disconnects the conversation.
    ShutDown = "shut-down",
    /// The contact is judged to be spam.
    Spam = "spam",
    /// The agent finishes the after-call work.
    WrapUp = "wrap-up",
    /// The agent skips the after-call work.
    SkipWrapUp = "skip-wrap-up",
    /// The time for the after-call work is over.
    TimeOutWrapUp = "time-out-wrap-up",
}

impl EventKind {
    /// The kind of that name, or nothing.
    pub fn from_name(name: &str) -> Option<EventKind> {
        EventKind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether the event opens a new leg.
    pub fn opens(self) -> bool {
        self.opening(NewLeg::of(Role::Customer)).is_some()
    }

    /// The action of this kind that opens the leg, if the kind opens one.
    pub fn opening(self, leg: NewLeg) -> Option<Action> {
        let open = match self {
            EventKind::Enter => Action::Enter,
            EventKind::Offer => Action::Offer,
            EventKind::AutoAnswer => Action::AutoAnswer,
            EventKind::Pull => Action::Pull,
            EventKind::Start => Action::Start,
            _ => return None, // every other kind happens to a leg that exists
        };
        Some(open(leg))
    }

    /// Whether the event can end a leg because the conversation is being ended.
    ///
    /// While a conversation hangs up (3 to 15 ms, observed) these are the only events that a live leg can have.
    pub fn hangs_up(self) -> bool {
        matches!(self, EventKind::PeerEnd | EventKind::Inactivity | EventKind::ShutDown)
    }
}

impl fmt::Display for EventKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// Something that happened to one leg at one time.
///
/// Two machines tell the time. [`at`](Event::at) is the *provider's* clock, from which segments, ends and messages are
/// read; the *cloud's* clock, from which `startAlertingTime`, `connectedTime`, `startHoldTime`, `parkTime` and the end of
/// after-call work are read, shows `at` plus [`cloud_skew_ms`](Event::cloud_skew_ms) at that moment (documented: which
/// property is read off which clock; observed: skews of 0 to +84 ms).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When it happened, by the provider's clock.
    pub at: Timestamp,
    /// What the cloud's clock showed more than the provider's, in milliseconds; either sign.
    pub cloud_skew_ms: i64,
    /// The leg it happened to. A new leg has the next free index.
    pub leg: LegIndex,
    /// What happened.
    pub action: Action,
}

impl Event {
    /// The kind of the event.
    pub fn kind(&self) -> EventKind {
        self.action.kind()
    }
}

/// The leg that an opening event opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewLeg {
    /// Who joins.
    pub role: Role,
    /// The person, if an agent joins: nobody has two live legs in one conversation.
    pub user: Option<UserIndex>,
    /// How long an offer may wait for its answer, in milliseconds (`alertingTimeoutMs`; 30,000 was observed).
    pub alerting_timeout_ms: u32,
}

impl NewLeg {
    /// A leg of anybody but an agent.
    pub fn of(role: Role) -> NewLeg {
        NewLeg { role, user: None, alerting_timeout_ms: 30_000 }
    }

    /// A leg of this agent.
    pub fn of_agent(user: UserIndex) -> NewLeg {
        NewLeg { user: Some(user), ..NewLeg::of(Role::Agent) }
    }
}

/// A message gets another status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusChange {
    /// The message; it lies on the leg of the event.
    pub message: MessageIndex,
    /// Its new status.
    pub status: Status,
}

/// A conversation is put aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parking {
    /// When it shall come back (`resumeTime`), by the cloud's clock.
    pub resume: Timestamp,
}
