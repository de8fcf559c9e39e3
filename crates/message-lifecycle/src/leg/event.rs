//! What can happen to a leg: the vocabulary of scenarios, scripts and timelines.
//!
//! [`EventKind`] is the bare name, used by the table, the walk and the docs; [`Action`] is the name
//! together with the data that only this kind of event has; [`Event`] is an action on a leg at a
//! time.
//!
//! There is no event "the conversation ends": it ends when all its legs and their after-call work
//! have ended.

use message_model::Timestamp;

use crate::{LegIndex, MessageIndex, Role, Status, UserIndex};

macro_rules! events {
    ($($(#[$doc:meta])* $variant:ident $(($data:ty))? = $name:literal,)*) => {
        message_model::closed_list! {
            /// The kind of an event. Its name is the one used in scenario files, scripts and the
            /// docs.
            ///
            /// ```
            /// use message_lifecycle::EventKind;
            ///
            /// assert_eq!(EventKind::TimeOut.as_str(), "time-out");
            /// assert_eq!("time-out".parse(), Ok(EventKind::TimeOut));
            /// assert!("timeout".parse::<EventKind>().is_err());
            /// ```
            pub enum EventKind {
                $($(#[$doc])* $variant = $name,)*
            }
        }

        /// What happened: the kind of an event, with the data that only this kind has.
        ///
        /// ```
        /// use message_lifecycle::{Action, EventKind, NewLeg, Role};
        ///
        /// assert_eq!(Action::Offer(NewLeg::of(Role::Agent)).kind(), EventKind::Offer);
        /// ```
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Action {
            $($(#[$doc])* $variant $(($data))?,)*
        }

        impl EventKind {
            /// The action of this kind, or `None` if the kind needs data.
            ///
            /// ```
            /// use message_lifecycle::{Action, EventKind};
            ///
            /// assert_eq!(EventKind::Hold.plain(), Some(Action::Hold));
            /// assert_eq!(EventKind::Park.plain(), None, "it needs to know until when");
            /// ```
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
    /// The contact, a flow or a queue joins; its leg is connected at once.
    Enter(NewLeg) = "enter",
    /// The conversation is offered to an agent; the leg alerts.
    Offer(NewLeg) = "offer",
    /// The conversation is assigned to an agent without an offer; the leg is connected at once.
    AutoAnswer(NewLeg) = "auto-answer",
    /// An agent takes the conversation over from a colleague; the agent's leg is connected at once.
    Pull(NewLeg) = "pull",
    /// An outbound conversation begins, or a program joins; the leg is connected at once.
    Start(NewLeg) = "start",
    /// The agent accepts the offer.
    Answer = "answer",
    /// The agent declines the offer.
    Decline = "decline",
    /// An offer from a queue is not answered in time.
    TimeOut = "time-out",
    /// An offer that came from a colleague's transfer is not answered in time.
    TransferTimeOut = "transfer-time-out",
    /// The target of a colleague's transfer cannot be reached.
    Unavailable = "unavailable",
    /// A supervisor reassigns the offer to another agent.
    Reassign = "reassign",
    /// The party of this leg sends a message.
    Message = "message",
    /// The status of a message of this leg changes; this can happen long after the leg has ended.
    Status(StatusChange) = "status",
    /// The agent turns to another conversation; the platform reports this one as held.
    Hold = "hold",
    /// The agent turns back to the held conversation.
    Resume = "resume",
    /// The agent parks the conversation until a set time.
    Park(Parking) = "park",
    /// The agent resumes the parked conversation.
    Unpark = "unpark",
    /// The parked conversation comes back because its time is reached.
    UnparkDue = "unpark-due",
    /// The parked conversation comes back because the contact has written.
    UnparkOnMessage = "unpark-on-message",
    /// The agent, or a supervisor if the leg is parked, makes a blind transfer.
    Transfer = "transfer",
    /// A flow or a queue hands the contact on to the next participant.
    HandOn = "hand-on",
    /// The party of this leg ends it: leaves, or ends the conversation.
    End = "end",
    /// The platform ends a flow or a program whose work is done.
    Finish = "finish",
    /// The leg ends because another party has ended the conversation.
    PeerEnd = "peer-end",
    /// The contact's session expires.
    Expire = "expire",
    /// The inactivity timer ends the conversation.
    Inactivity = "inactivity",
    /// The inactivity timer sends the conversation to a flow; the agent's leg ends with the
    /// disconnect type `inactivity`.
    InactivityToFlow = "inactivity-to-flow",
    /// The inactivity timer sends the conversation to a flow; the agent's leg ends with the
    /// disconnect type `transfer`.
    InactivityTransfer = "inactivity-transfer",
    /// The leg ends because a colleague has taken the conversation over.
    TakeOver = "take-over",
    /// A flow or the provider fails.
    Fail = "fail",
    /// An administrator disconnects the conversation.
    ShutDown = "shut-down",
    /// The contact is judged to be spam.
    Spam = "spam",
    /// The agent finishes the after-call work.
    WrapUp = "wrap-up",
    /// The agent skips the after-call work.
    SkipWrapUp = "skip-wrap-up",
    /// The time allowed for the after-call work runs out.
    TimeOutWrapUp = "time-out-wrap-up",
    /// The party of this leg ends it, and the platform misses what should end with it: the queue's
    /// leg, or the conversation.
    Orphan = "orphan",
}

impl EventKind {
    /// Whether the event opens a new leg.
    ///
    /// ```
    /// use message_lifecycle::EventKind;
    ///
    /// assert!(EventKind::Offer.opens());
    /// assert!(!EventKind::Answer.opens());
    /// ```
    pub fn opens(self) -> bool {
        self.opening(NewLeg::of(Role::Customer)).is_some()
    }

    /// The action of this kind that opens `leg`, or `None` if this kind of event opens no leg.
    ///
    /// ```
    /// use message_lifecycle::{Action, EventKind, NewLeg, Role};
    ///
    /// let queue = NewLeg::of(Role::Acd);
    /// assert_eq!(EventKind::Enter.opening(queue), Some(Action::Enter(queue)));
    /// assert_eq!(EventKind::Answer.opening(queue), None);
    /// ```
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

    /// Whether an event of this kind can end a leg as a consequence of another party ending the
    /// conversation.
    ///
    /// Until all legs have ended (2 to 17 ms, observed) these are the only events that a live leg
    /// can have.
    ///
    /// ```
    /// use message_lifecycle::EventKind;
    ///
    /// let hang_up: Vec<_> = EventKind::ALL.into_iter().filter(|kind| kind.hangs_up()).collect();
    /// assert!(hang_up.contains(&EventKind::PeerEnd) && hang_up.contains(&EventKind::ShutDown));
    /// assert!(!hang_up.contains(&EventKind::Transfer), "the contact goes on");
    /// ```
    pub fn hangs_up(self) -> bool {
        matches!(
            self,
            EventKind::End | EventKind::PeerEnd | EventKind::Inactivity | EventKind::ShutDown
        )
    }
}

/// Something that happened to one leg at one instant.
///
/// Two clocks are involved. [`at`](Event::at) is read from the *provider's* clock, which gives the
/// times of segments, ends and messages. The *cloud's* clock gives `startAlertingTime`,
/// `connectedTime`, `startHoldTime`, `parkTime` and the end of after-call work; at this instant it
/// shows `at` plus [`cloud_skew_ms`](Event::cloud_skew_ms). Which property is read from which clock
/// is documented; skews of 0 to +84 ms were observed.
///
/// So a leg that ends within milliseconds of its connect can have a `connectedTime` after its
/// `disconnectedTime`. Whoever computes how long a leg was connected has to expect a small negative
/// number.
///
/// ```
/// use message_lifecycle::{Action, Event, EventKind, LegIndex};
///
/// let at = "2026-01-05T09:00:00Z".parse().expect("a time as RFC 3339");
/// let answer = Event { at, cloud_skew_ms: 84, leg: LegIndex::new(2), action: Action::Answer };
/// assert_eq!(answer.kind(), EventKind::Answer);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When it happened, by the provider's clock.
    pub at: Timestamp,
    /// By how much the cloud's clock was ahead of the provider's, in milliseconds; negative if it
    /// was behind.
    ///
    /// At most [`CLOUD_SKEW_MS_MAX`](crate::Conversation::CLOUD_SKEW_MS_MAX) either way.
    pub cloud_skew_ms: i64,
    /// The leg it happened to. An event that opens a leg names the [next free
    /// index](crate::Conversation::next_leg).
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

/// What is known about a leg when it opens: the data of an event that opens one.
///
/// ```
/// use message_lifecycle::{NewLeg, Role, UserIndex};
///
/// assert_eq!(NewLeg::of(Role::Acd).user, None);
/// let agent = NewLeg::of_agent(UserIndex::new(3));
/// assert_eq!((agent.role, agent.alerting_timeout_ms), (Role::Agent, 30_000));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewLeg {
    /// Who joins.
    pub role: Role,
    /// The person, if an agent joins. Nobody has two live legs in one conversation.
    pub user: Option<UserIndex>,
    /// How long an offer waits for an answer, in milliseconds (`alertingTimeoutMs`; 30,000 was
    /// observed).
    pub alerting_timeout_ms: u32,
}

impl NewLeg {
    /// A leg of anybody but an agent, whose role is `role`.
    pub fn of(role: Role) -> NewLeg {
        NewLeg {
            role,
            user: None,
            alerting_timeout_ms: 30_000,
        }
    }

    /// A leg of this agent, with the observed alerting timeout of 30,000 ms.
    ///
    /// ```
    /// use message_lifecycle::{NewLeg, Role, UserIndex};
    ///
    /// let agent = NewLeg::of_agent(UserIndex::new(3));
    /// assert_eq!((agent.role, agent.user), (Role::Agent, Some(UserIndex::new(3))));
    /// ```
    pub fn of_agent(user: UserIndex) -> NewLeg {
        NewLeg {
            user: Some(user),
            ..NewLeg::of(Role::Agent)
        }
    }
}

/// A change of a message's status: the data of [`Action::Status`].
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
/// # use example::inbound;
/// use message_lifecycle::{Action, MessageIndex, NewLeg, Role, Status, StatusChange};
///
/// let taken_back = StatusChange { message: MessageIndex::new(0), status: Status::Removed };
/// let simulation = inbound([
///     (0, Action::Enter(NewLeg::of(Role::Customer))),
///     (0, Action::Message),
///     (0, Action::Status(taken_back)),
/// ]);
/// let conversation = simulation.conversation();
/// assert_eq!(conversation.messages()[0].status(), Status::Removed);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusChange {
    /// The message, which must belong to the leg of the event.
    pub message: MessageIndex,
    /// Its new status.
    pub status: Status,
}

/// For how long a conversation is parked: the data of [`Action::Park`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parking {
    /// When it is to come back (`resumeTime`), by the cloud's clock.
    pub resume: Timestamp,
}
