//! The simulated conversation: what the events so far have made of it.
//!
//! [`Conversation::apply`] is the step function. It asks the table which row fits, lets the row's move change the leg, and
//! says what follows on other legs; whoever drives the conversation applies these follow-ups when they are due. What an
//! event costs depends on the legs that are live, not on those that have ended.
//!
//! Four laws are not rows, because they hold for every row: a leg's events come in order of time (those of different legs
//! within [`Conversation::OVERLAP_MS_MAX`]); what a leg shows of the cloud's clock never runs back; nothing happens before
//! the contact is there; and while one party hangs up, nothing else begins.

mod choose;
mod commit;
mod subject;

use message_model::{ApiRevision, Direction, MessageType, Timestamp};

use crate::index::next_position;
use crate::{
    Action, Event, EventKind, Illegal, Leg, LegIndex, MessageIndex, NewLeg, Row, Sent, Status, StatusRow, Table,
};
use subject::Subject;

/// What is fixed before a conversation begins.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Setup {
    /// The channel: the `type` of every leg.
    pub channel: MessageType,
    /// The `direction` of every leg (observed: the agent's leg of an inbound contact is inbound too).
    pub direction: Direction,
    /// The release that the platform runs; [`ApiRevision::LATEST`] unless said otherwise.
    pub revision: ApiRevision,
}

impl Setup {
    /// A conversation over this channel, begun by the contact or by us.
    pub fn new(channel: MessageType, direction: Direction) -> Setup {
        Setup { channel, direction, revision: ApiRevision::LATEST }
    }

    /// The same conversation on a platform that runs this release.
    pub fn at_revision(self, revision: ApiRevision) -> Setup {
        Setup { revision, ..self }
    }
}

/// A conversation and its legs, at one point of its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    setup: Setup,
    legs: Vec<Leg>,
    messages: Vec<Sent>,
    /// The legs that have not ended, in order of opening.
    live: Vec<LegIndex>,
    /// The ended legs whose after-call work waits.
    wrapping_up: Vec<LegIndex>,
    /// Who has yet to leave because another party has ended the conversation, and by which event.
    leaving: Vec<(LegIndex, EventKind)>,
    met_contact: bool,
    /// The agent's leg that connected last.
    connected_last: Option<LegIndex>,
    latest: Option<Timestamp>,
    last_end: Option<Timestamp>,
    last_written: Option<Timestamp>,
}

/// What an event did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied<'t> {
    /// The row that was taken.
    pub row: &'t Row,
    /// The row of the status table that was taken, if a message was sent or got another status.
    pub status_row: Option<&'t StatusRow>,
    /// The leg it happened to.
    pub leg: LegIndex,
    /// The message that was sent.
    pub message: Option<MessageIndex>,
    /// What shall follow on other legs. A follow-up has no follow-ups of its own: ignore this list of one.
    pub follow_ups: Vec<FollowUp>,
}

/// An event that another one brings about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// The leg it shall happen to.
    pub leg: LegIndex,
    /// What shall happen.
    pub action: Action,
    /// How much later than its cause, in milliseconds, if nobody says otherwise; negative means a little earlier.
    pub delay_ms: i64,
}

impl Conversation {
    /// How much earlier an event may be than one that came before it on another leg, in milliseconds.
    ///
    /// Hand-overs overlap: a queue was seen to end up to 42 ms after the agent's connect and up to 12 ms before it.
    pub const OVERLAP_MS_MAX: i64 = 50;

    /// How far the two clocks may be apart, in milliseconds (observed: up to 84).
    pub const CLOUD_SKEW_MS_MAX: i64 = 100;

    /// A conversation in which nothing has happened yet.
    pub fn new(setup: Setup) -> Conversation {
        Conversation {
            setup,
            legs: Vec::new(),
            messages: Vec::new(),
            live: Vec::new(),
            wrapping_up: Vec::new(),
            leaving: Vec::new(),
            met_contact: false,
            connected_last: None,
            latest: None,
            last_end: None,
            last_written: None,
        }
    }

    /// A conversation that consists of this one leg, for the docs.
    pub(crate) fn of_leg(setup: Setup, leg: Leg) -> Conversation {
        Conversation { legs: vec![leg], ..Conversation::new(setup) }
    }

    /// What was fixed before it began.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// All its legs, in order of opening.
    pub fn legs(&self) -> &[Leg] {
        &self.legs
    }

    /// One leg, or nothing if it has not opened.
    pub fn leg(&self, index: LegIndex) -> Option<&Leg> {
        self.legs.get(index.position())
    }

    /// All its messages, in order of sending.
    pub fn messages(&self) -> &[Sent] {
        &self.messages
    }

    /// One message, or nothing if it was not sent.
    pub fn message(&self, index: MessageIndex) -> Option<&Sent> {
        self.messages.get(index.position())
    }

    /// The legs that have not ended, in order of opening.
    pub fn live(&self) -> &[LegIndex] {
        &self.live
    }

    /// The ended legs whose after-call work waits.
    pub fn wrapping_up(&self) -> &[LegIndex] {
        &self.wrapping_up
    }

    /// Whether one party has ended it and others have yet to follow.
    pub fn is_hanging_up(&self) -> bool {
        !self.leaving.is_empty()
    }

    /// When it ended, by the provider's clock: with its last leg and that leg's after-call work. Nothing while it goes on.
    ///
    /// In analytics the end is that of the last after-call work (observed); the API's documentation says "when the last
    /// participant left".
    pub fn ended(&self) -> Option<Timestamp> {
        self.last_end.filter(|_| self.live.is_empty() && self.wrapping_up.is_empty())
    }

    /// The time of the latest event so far, by the provider's clock.
    pub fn latest(&self) -> Option<Timestamp> {
        self.latest
    }

    /// The index that the next leg to open will have.
    pub fn next_leg(&self) -> LegIndex {
        LegIndex::new(next_position(self.legs.len()))
    }

    /// The index that the next message to be sent will have.
    pub fn next_message(&self) -> MessageIndex {
        MessageIndex::new(next_position(self.messages.len()))
    }

    /// Lets an event happen.
    ///
    /// # Errors
    /// If no row of the table is for this event now. The conversation is then as it was.
    pub fn apply<'t>(&mut self, table: &'t Table, event: &Event) -> Result<Applied<'t>, Illegal> {
        let now = self.moment(event).map_err(|reason| self.illegal(table, event, reason))?;
        let taken = self.take(table, event, now).map_err(|reason| self.illegal(table, event, reason))?;
        Ok(self.commit(taken, event, now))
    }

    /// The kinds of event that the table has for this leg now, whatever their data.
    pub fn legal(&self, table: &Table, leg: LegIndex) -> Vec<EventKind> {
        let Some(subject) = self.leg(leg).map(|at| Subject::of_leg(leg, at)) else { return Vec::new() };
        self.legal_for(table, &subject)
    }

    /// The kinds of event that could open this leg now.
    pub fn legal_openings(&self, table: &Table, new: NewLeg) -> Vec<EventKind> {
        self.legal_for(table, &Subject::of_new(self.next_leg(), new))
    }

    /// Whether this message can get this status now.
    pub fn allows_status(&self, table: &Table, message: MessageIndex, status: Status) -> bool {
        self.message(message).is_some_and(|sent| {
            let from_contact = self.legs[sent.leg.position()].role.is_contact();
            let fits = |row: &StatusRow| row.to == status && row.fits(Some(sent.status), from_contact, &self.setup);
            table.statuses.iter().any(fits)
        })
    }

    fn live_legs(&self) -> impl Iterator<Item = (LegIndex, &Leg)> {
        self.live.iter().map(|&index| (index, &self.legs[index.position()]))
    }
}
