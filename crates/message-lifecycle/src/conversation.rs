//! The simulated conversation: the state that results from the events so far.
//!
//! `Conversation::apply` is the step function. It finds the row of the table that fits the event,
//! lets the row's move change the leg, and returns the follow-ups on other legs; the
//! [`Simulation`](crate::Simulation) applies these when they are due. The cost of an event depends
//! on the number of live legs, not on the number that have ended.
//!
//! Five laws are not rows, because they hold for every row:
//!
//! - the events of one leg come in order of time, those of different legs within
//!   [`Conversation::OVERLAP_MS_MAX`];
//! - the times that a leg shows by the cloud's clock never run backwards;
//! - where another party begins the conversation or takes it up again, the contact is the next to
//!   join;
//! - once one party has ended the conversation, live legs can only end;
//! - a conversation has at most [`Conversation::LEGS_MAX`] legs.

pub(crate) mod agenda;
pub(crate) mod applied;
pub(crate) mod change;
mod choose;
mod commit;
pub(crate) mod illegal;
mod live;
pub(crate) mod setup;
pub(crate) mod simulation;
mod subject;
pub(crate) mod timeline;

use std::collections::BTreeMap;

use message_model::Timestamp;

use crate::leg::index::next_position;
use crate::{
    Applied, Event, EventKind, Illegal, Leg, LegIndex, MessageIndex, NewLeg, Sent, Setup, Status,
    StatusRow, Table,
};
use illegal::{CLOUD_SKEW_MS_MAX, LEGS_MAX, OVERLAP_MS_MAX};
use live::Live;
use subject::Subject;

/// A conversation with its legs and messages, at one point of its history: the state of a
/// [`Simulation`](crate::Simulation).
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
/// # use example::inbound;
/// use message_lifecycle::{Action, NewLeg, Role};
///
/// let simulation = inbound([
///     (0, Action::Enter(NewLeg::of(Role::Customer))),
///     (0, Action::Message),
///     (1, Action::Enter(NewLeg::of(Role::Acd))),
/// ]);
/// let conversation = simulation.conversation();
/// assert_eq!((conversation.legs().len(), conversation.messages().len()), (2, 1));
/// assert_eq!(conversation.ended(), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    setup: Setup,
    legs: Vec<Leg>,
    messages: Vec<Sent>,
    live: Live,
    /// The ended legs whose after-call work is pending.
    wrapping_up: Vec<LegIndex>,
    /// The live legs that must still end because another party has ended the conversation, each
    /// with the event that ends it.
    leaving: BTreeMap<LegIndex, EventKind>,
    met_contact: bool,
    /// Whether the contact's leg is the next to open, since another party has begun the
    /// conversation or taken it up again.
    awaits_contact: bool,
    /// The agent's leg that connected last.
    connected_last: Option<LegIndex>,
    /// Whether the platform has missed an end, so that the conversation has none until an
    /// administrator disconnects it.
    is_orphaned: bool,
    /// The leg of the message flow that handed on last.
    flow_handed_on_last: Option<LegIndex>,
    latest: Option<Timestamp>,
    last_end: Option<Timestamp>,
    last_written: Option<Timestamp>,
}

impl Conversation {
    /// The most by which an event may be earlier than an event applied before it to another leg, in
    /// milliseconds.
    ///
    /// Hand-overs overlap: a queue was seen to end up to 42 ms after the agent's connect and up to
    /// 12 ms before it.
    pub const OVERLAP_MS_MAX: i64 = OVERLAP_MS_MAX;

    /// The most by which the cloud's and the provider's clock may differ, in milliseconds
    /// (observed: up to 84).
    pub const CLOUD_SKEW_MS_MAX: i64 = CLOUD_SKEW_MS_MAX;

    /// The most legs that a conversation can have, those that have ended included (documented: the
    /// vendor's staff, developer.genesys.cloud/forum/t/15259; a conversation is ended after 100
    /// communications).
    ///
    /// How the platform ends it is not known, so that no row does by itself: its legs go on, and
    /// [`EventKind::ShutDown`] can end them.
    pub const LEGS_MAX: usize = LEGS_MAX;

    /// A conversation in which nothing has happened yet.
    pub(crate) fn new(setup: Setup) -> Conversation {
        Conversation {
            setup,
            legs: Vec::new(),
            messages: Vec::new(),
            live: Live::default(),
            wrapping_up: Vec::new(),
            leaving: BTreeMap::new(),
            met_contact: false,
            awaits_contact: false,
            connected_last: None,
            is_orphaned: false,
            flow_handed_on_last: None,
            latest: None,
            last_end: None,
            last_written: None,
        }
    }

    /// A conversation that consists of this one leg, to compute the docs from.
    pub(crate) fn of_leg(setup: Setup, leg: Leg) -> Conversation {
        Conversation {
            legs: vec![leg],
            ..Conversation::new(setup)
        }
    }

    /// What was fixed before the conversation began.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, NewLeg, Role};
    ///
    /// let simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    /// ]);
    /// let conversation = simulation.conversation();
    /// assert_eq!(conversation.setup().channel, message_model::MessageType::Sms);
    /// ```
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// All legs, in order of opening.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, NewLeg, Role};
    ///
    /// let simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    /// ]);
    /// let conversation = simulation.conversation();
    /// let roles: Vec<_> = conversation.legs().iter().map(|leg| leg.role()).collect();
    /// assert_eq!(roles, [Role::Customer, Role::Acd]);
    /// ```
    pub fn legs(&self) -> &[Leg] {
        &self.legs
    }

    /// The leg of this index, or `None` if it has not opened.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, LegIndex, NewLeg, Role};
    ///
    /// let simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    /// ]);
    /// let conversation = simulation.conversation();
    /// assert_eq!(conversation.leg(LegIndex::new(1)).map(|leg| leg.role()), Some(Role::Acd));
    /// assert_eq!(conversation.leg(LegIndex::new(2)), None);
    /// ```
    pub fn leg(&self, index: LegIndex) -> Option<&Leg> {
        self.legs.get(index.position())
    }

    /// All messages, in order of sending.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, LegIndex, NewLeg, Role, Status};
    ///
    /// let simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (0, Action::Message),
    /// ]);
    /// let conversation = simulation.conversation();
    /// let sent = conversation.messages()[0];
    /// assert_eq!((sent.leg(), sent.status()), (LegIndex::new(0), Status::Received));
    /// ```
    pub fn messages(&self) -> &[Sent] {
        &self.messages
    }

    /// The message of this index, or `None` if it has not been sent.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, MessageIndex, NewLeg, Role};
    ///
    /// let simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (0, Action::Message),
    /// ]);
    /// let conversation = simulation.conversation();
    /// assert!(conversation.message(MessageIndex::new(0)).is_some());
    /// assert!(conversation.message(MessageIndex::new(1)).is_none());
    /// ```
    pub fn message(&self, index: MessageIndex) -> Option<&Sent> {
        self.messages.get(index.position())
    }

    /// The legs that have not ended, in order of opening.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, LegIndex, NewLeg, Role};
    ///
    /// let simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    ///     (0, Action::End),
    /// ]);
    /// let conversation = simulation.conversation();
    /// assert_eq!(conversation.live(), [LegIndex::new(1)], "the queue has still to follow");
    /// ```
    pub fn live(&self) -> &[LegIndex] {
        self.live.as_slice()
    }

    /// The ended legs whose after-call work is pending.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, LegIndex, NewLeg, Role, UserIndex};
    ///
    /// let simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    ///     (2, Action::Offer(NewLeg::of_agent(UserIndex::new(7)))),
    ///     (2, Action::Answer),
    ///     (2, Action::End),
    /// ]);
    /// let conversation = simulation.conversation();
    /// assert_eq!(conversation.wrapping_up(), [LegIndex::new(2)]);
    /// assert_eq!(conversation.ended(), None, "the agent has still to wrap up");
    /// ```
    pub fn wrapping_up(&self) -> &[LegIndex] {
        &self.wrapping_up
    }

    /// Whether one party has ended the conversation and legs of others have still to end.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, NewLeg, Role};
    ///
    /// let mut simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    ///     (0, Action::End),
    /// ]);
    /// assert!(simulation.conversation().is_hanging_up());
    /// simulation.run_out();
    /// assert!(!simulation.conversation().is_hanging_up());
    /// ```
    pub fn is_hanging_up(&self) -> bool {
        !self.leaving.is_empty()
    }

    /// When the conversation ended, by the provider's clock; `None` while a leg is live or
    /// after-call work is pending, and for an [orphan](EventKind::Orphan).
    ///
    /// The end is that of the last leg or the last after-call work, whichever is later. In
    /// analytics it is the end of the last after-call work (observed); the API's documentation says
    /// "when the last participant left".
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, NewLeg, Role};
    ///
    /// let mut simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    ///     (0, Action::End),
    /// ]);
    /// assert_eq!(simulation.conversation().ended(), None);
    /// simulation.run_out();
    /// assert_eq!(simulation.conversation().ended(), simulation.conversation().latest());
    /// ```
    pub fn ended(&self) -> Option<Timestamp> {
        let is_over = self.live().is_empty() && self.wrapping_up.is_empty() && !self.is_orphaned;
        self.last_end.filter(|_| is_over)
    }

    /// The time of the latest event so far, by the provider's clock.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, NewLeg, Role};
    ///
    /// let simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (0, Action::Message),
    /// ]);
    /// let conversation = simulation.conversation();
    /// let latest = conversation.latest().map(|at| at.to_string());
    /// assert_eq!(latest.as_deref(), Some("2026-01-05T09:00:01.000Z"));
    /// ```
    pub fn latest(&self) -> Option<Timestamp> {
        self.latest
    }

    /// The index that the next leg to open will have.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, LegIndex, NewLeg, Role};
    ///
    /// let simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    /// ]);
    /// let conversation = simulation.conversation();
    /// assert_eq!(conversation.next_leg(), LegIndex::new(2));
    /// ```
    pub fn next_leg(&self) -> LegIndex {
        LegIndex::new(next_position(self.legs.len()))
    }

    /// The index that the next message to be sent will have.
    pub fn next_message(&self) -> MessageIndex {
        MessageIndex::new(next_position(self.messages.len()))
    }

    /// Applies an event: finds the row of the table that fits, and changes the leg as the row says.
    ///
    /// # Errors
    ///
    /// If no row of the table allows the event now. The conversation is then unchanged.
    pub(crate) fn apply<'t>(
        &mut self,
        table: &'t Table,
        event: &Event,
    ) -> Result<Applied<'t>, Illegal> {
        let now = self
            .moment(event)
            .map_err(|reason| self.illegal(table, event, reason))?;
        let taken = self
            .take(table, event, now)
            .map_err(|reason| self.illegal(table, event, reason))?;
        Ok(self.commit(taken, event, now))
    }

    /// The kinds of event that the table allows for this leg now, for some data and some time.
    /// Empty if there is no such leg.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, EventKind, LegIndex, NewLeg, Role, Table, UserIndex};
    ///
    /// let simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    ///     (2, Action::Offer(NewLeg::of_agent(UserIndex::new(7)))),
    /// ]);
    /// let conversation = simulation.conversation();
    /// let legal = conversation.legal(Table::standard(), LegIndex::new(2));
    /// assert!(legal.contains(&EventKind::Answer) && legal.contains(&EventKind::TimeOut));
    /// assert!(!legal.contains(&EventKind::Hold), "what is not answered cannot be held");
    /// ```
    pub fn legal(&self, table: &Table, leg: LegIndex) -> Vec<EventKind> {
        let Some(subject) = self.leg(leg).map(|at| Subject::of_leg(leg, at)) else {
            return Vec::new();
        };
        self.legal_for(table, &subject)
    }

    /// The kinds of event by which a leg like `new` could open now.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, EventKind, NewLeg, Role, Table, UserIndex};
    ///
    /// let simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    /// ]);
    /// let conversation = simulation.conversation();
    /// let agent = NewLeg::of_agent(UserIndex::new(7));
    /// let legal = conversation.legal_openings(Table::standard(), agent);
    /// assert!(legal.contains(&EventKind::Offer));
    /// ```
    pub fn legal_openings(&self, table: &Table, new: NewLeg) -> Vec<EventKind> {
        self.legal_for(table, &Subject::of_new(self.next_leg(), new))
    }

    /// Whether the status of this message can change to `status` now.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, MessageIndex, NewLeg, Role, Status, Table};
    ///
    /// let simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (0, Action::Message),
    /// ]);
    /// let conversation = simulation.conversation();
    /// let allows = |status| {
    ///     conversation.allows_status(Table::standard(), MessageIndex::new(0), status)
    /// };
    /// assert!(allows(Status::Removed));
    /// assert!(!allows(Status::Sent), "the contact has sent it, not the platform");
    /// ```
    pub fn allows_status(&self, table: &Table, message: MessageIndex, status: Status) -> bool {
        self.message(message).is_some_and(|sent| {
            let from_contact = self.legs[sent.leg.position()].role.is_contact();
            let Setup {
                channel, revision, ..
            } = &self.setup;
            let fits = |row: &StatusRow| {
                row.to == status && row.fits(Some(sent.status), from_contact, channel, *revision)
            };
            table.statuses.iter().any(fits)
        })
    }

    /// The live legs but for those of programs.
    fn live_parties(&self) -> impl DoubleEndedIterator<Item = (LegIndex, &Leg)> {
        self.live
            .parties()
            .iter()
            .map(|&index| (index, &self.legs[index.position()]))
    }
}
