//! The simulated conversation: what the events so far have made of it.
//!
//! [`Conversation::apply`] is the step function. It asks the table which row fits, lets the row's move change the leg, and
//! says what follows on other legs; whoever drives the conversation applies these follow-ups when they are due. What an
//! event costs depends on the legs that are live, not on those that have ended.
//!
//! Three laws are not rows, because they hold for every row: a leg's events come in order of time (those of different legs
//! within [`Conversation::OVERLAP_MS_MAX`]); nothing happens before the contact is there; and while one party hangs up,
//! nothing else begins.

use message_model::{ApiRevision, Direction, MessageType, Timestamp};

use crate::illegal::{Illegal, Reason};
use crate::index::next_position;
use crate::moves::Circumstance;
use crate::{
    Action, Event, EventKind, Guard, Leg, LegIndex, LegSelector, LegState, MessageIndex, Moment, Move, NewLeg,
    ParticipantIndex, Role, Row, Sent, StateName, Status, StatusChange, StatusRow, Table,
};

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

    fn legal_for(&self, table: &Table, subject: &Subject) -> Vec<EventKind> {
        let mut kinds: Vec<EventKind> = table
            .rows
            .iter()
            .filter(|row| row.is_for(subject) && row.is_in(self.setup.revision))
            .filter(|row| self.law_of_hanging_up(subject, row.event) && self.law_of_beginning(subject))
            .filter(|row| {
                row.guards.iter().all(|&guard| guard == Guard::ParkingOver || self.holds(guard, subject, None))
            })
            .map(|row| row.event)
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    fn moment(&self, event: &Event) -> Result<Moment, Reason> {
        if event.cloud_skew_ms.abs() > Self::CLOUD_SKEW_MS_MAX {
            return Err(Reason::SkewTooLarge(event.cloud_skew_ms));
        }
        let cloud = event.at.checked_add_millis(event.cloud_skew_ms).ok_or(Reason::OutOfTime)?;
        if let Some(leg) = self.leg(event.leg)
            && event.at < leg.changed
        {
            return Err(Reason::BeforeOwnPast(leg.changed));
        }
        match self.latest {
            Some(latest) if latest.millis_since(event.at) > Self::OVERLAP_MS_MAX => Err(Reason::BeforePast(latest)),
            _ => Ok(Moment { provider: event.at, cloud }),
        }
    }

    fn take<'t>(&self, table: &'t Table, event: &Event, now: Moment) -> Result<Taken<'t>, Reason> {
        let subject = self.subject(event)?;
        if !self.law_of_hanging_up(&subject, event.kind()) {
            return Err(Reason::HangingUp);
        }
        if !self.law_of_beginning(&subject) {
            return Err(Reason::BeforeContact);
        }
        let row = self.row(table, event.kind(), &subject, now)?;
        let circumstance = Circumstance {
            now,
            role: subject.role,
            ending: row.ending,
            parking: match event.action {
                Action::Park(parking) if parking.resume <= now.cloud => return Err(Reason::ResumeBeforePark),
                Action::Park(parking) => Some(parking),
                _ => None,
            },
        };
        let state = self.leg(subject.leg).map(|leg| leg.state);
        let next = row.movement.make(state, &circumstance).ok_or(Reason::MoveDoesNotFit(row.movement))?;
        let status = self.status(table, event, row, &subject)?;
        Ok(Taken { row, subject, next, status })
    }

    fn subject(&self, event: &Event) -> Result<Subject, Reason> {
        match (&event.action, self.leg(event.leg)) {
            (
                Action::Enter(new)
                | Action::Offer(new)
                | Action::AutoAnswer(new)
                | Action::Pull(new)
                | Action::Start(new),
                _,
            ) => {
                if event.leg == self.next_leg() {
                    Ok(Subject::of_new(event.leg, *new))
                } else {
                    Err(Reason::NotTheNextLeg(self.next_leg()))
                }
            }
            (_, Some(leg)) => Ok(Subject::of_leg(event.leg, leg)),
            (_, None) => Err(Reason::NoSuchLeg),
        }
    }

    fn row<'t>(&self, table: &'t Table, kind: EventKind, subject: &Subject, now: Moment) -> Result<&'t Row, Reason> {
        let mut reason = Reason::NoRow;
        for row in table.rows.iter().filter(|row| row.event == kind && row.is_for(subject)) {
            if !row.is_in(self.setup.revision) {
                reason = Reason::Release { has: self.setup.revision, since: row.since, before: row.before };
                continue;
            }
            match row.guards.iter().find(|&&guard| !self.holds(guard, subject, Some(now))) {
                None => return Ok(row),
                Some(&guard) => reason = Reason::Guard(guard),
            }
        }
        Err(reason)
    }

    /// While one party hangs up nothing else begins: who is still there can only leave.
    fn law_of_hanging_up(&self, subject: &Subject, kind: EventKind) -> bool {
        self.leaving.is_empty()
            || subject.state == StateName::Disconnected
            || kind == EventKind::Status
            || self.leaving.contains(&(subject.leg, kind))
    }

    /// Who begins a conversation waits for the contact to be there, before anything else can happen.
    fn law_of_beginning(&self, subject: &Subject) -> bool {
        self.met_contact || self.legs.is_empty() || subject.role.is_contact()
    }

    fn status<'t>(
        &self,
        table: &'t Table,
        event: &Event,
        row: &Row,
        subject: &Subject,
    ) -> Result<Option<(MessageIndex, &'t StatusRow)>, Reason> {
        let find = |from, to: Option<Status>| {
            let fits = |step: &&StatusRow| {
                step.fits(from, subject.role.is_contact(), &self.setup) && to.is_none_or(|to| step.to == to)
            };
            table.statuses.iter().find(fits)
        };
        match (row.movement, &event.action) {
            (Move::Send, _) => {
                let step = find(None, None).ok_or(Reason::NoFirstStatus)?;
                Ok(Some((self.next_message(), step)))
            }
            (Move::Mark, Action::Status(StatusChange { message, status })) => {
                let sent = self.message(*message).filter(|sent| sent.leg == subject.leg);
                let from = sent.ok_or(Reason::NotItsMessage(*message))?.status;
                let step = find(Some(from), Some(*status)).ok_or(Reason::Status { from, to: *status })?;
                Ok(Some((*message, step)))
            }
            _ => Ok(None),
        }
    }

    fn commit<'t>(&mut self, taken: Taken<'t>, event: &Event, now: Moment) -> Applied<'t> {
        let Taken { row, subject, next, status } = taken;
        let index = subject.leg;
        if subject.state == StateName::New {
            self.open(&subject, next, now);
        }
        let leg = &mut self.legs[index.position()];
        let was_engaged = subject.state != StateName::New && leg.state.is_engaged();
        leg.state = next;
        leg.changed = now.provider;
        leg.take_segment(row.segment, now.provider, row.ending);
        self.latest = self.latest.max(Some(now.provider));
        let message = self.note_message(row.movement, status, index, now);
        self.note_end(index, &subject, now);
        if next.is_live() && next.is_engaged() && !was_engaged {
            self.point_contact(index);
        }
        let follow_ups = self.follow_ups(row, index, event);
        self.note_leaving(index, &follow_ups);
        Applied { row, status_row: status.map(|(_, step)| step), leg: index, message, follow_ups }
    }

    fn open(&mut self, subject: &Subject, state: LegState, now: Moment) {
        let contact = self.live_legs().find(|(_, leg)| leg.role.is_contact()).map(|(index, _)| index);
        if subject.role.is_contact() {
            self.met_contact = true;
            for index in &self.live {
                self.legs[index.position()].peer = Some(subject.leg);
            }
        }
        self.legs.push(Leg {
            role: subject.role,
            user: subject.new.and_then(|new| new.user),
            alerting_timeout_ms: subject.new.map_or(0, |new| new.alerting_timeout_ms),
            participant: ParticipantIndex::new(next_position(self.legs.len())),
            peer: contact.filter(|_| !subject.role.is_contact()),
            opened: now,
            changed: now.provider,
            state,
            segments: Vec::new(),
            messages: Vec::new(),
        });
        self.live.push(subject.leg);
    }

    /// The contact's leg points to the agent's leg that connected last (observed in analytics of a message conversation;
    /// documented for SMS as where an agent's leg is found).
    fn point_contact(&mut self, index: LegIndex) {
        let agent = match self.legs[index.position()].role {
            Role::Agent => Some(index),
            role if role.is_contact() => {
                self.live_legs().filter(|(_, leg)| leg.role == Role::Agent).map(|(index, _)| index).last()
            }
            _ => None,
        };
        let contact = self.live_legs().find(|(_, leg)| leg.role.is_contact()).map(|(index, _)| index);
        if let (Some(agent), Some(contact)) = (agent, contact) {
            self.legs[contact.position()].peer = Some(agent);
        }
    }

    fn note_message(
        &mut self,
        movement: Move,
        status: Option<(MessageIndex, &StatusRow)>,
        leg: LegIndex,
        now: Moment,
    ) -> Option<MessageIndex> {
        let (message, step) = status?;
        if movement == Move::Mark {
            self.messages[message.position()].status = step.to;
            return None;
        }
        self.messages.push(Sent { leg, at: now.provider, status: step.to });
        self.legs[leg.position()].messages.push(message);
        if step.from_contact {
            self.last_written = Some(now.provider);
        }
        Some(message)
    }

    fn note_end(&mut self, index: LegIndex, subject: &Subject, now: Moment) {
        let leg = &self.legs[index.position()];
        let ends = !leg.state.is_live() && subject.state != StateName::Disconnected;
        let work_ends = subject.has_pending_work && !leg.state.has_pending_work();
        let work_begins = ends && leg.state.has_pending_work();
        if ends {
            self.live.retain(|&live| live != index);
        }
        if work_begins {
            self.wrapping_up.push(index);
        }
        if work_ends {
            self.wrapping_up.retain(|&waiting| waiting != index);
        }
        if ends || work_ends {
            self.last_end = self.last_end.max(Some(now.provider));
        }
    }

    fn note_leaving(&mut self, index: LegIndex, follow_ups: &[FollowUp]) {
        if self.leaving.is_empty() {
            let leaving = follow_ups.iter().map(|follow_up| (follow_up.leg, follow_up.action.kind()));
            let legs = &self.legs;
            self.leaving.extend(leaving.filter(|(leg, kind)| kind.hangs_up() && legs[leg.position()].state.is_live()));
        } else if !self.legs[index.position()].state.is_live() {
            self.leaving.retain(|&(leg, _)| leg != index);
        }
    }

    fn follow_ups(&self, row: &Row, cause: LegIndex, event: &Event) -> Vec<FollowUp> {
        debug_assert_eq!(row.event, event.kind());
        let mut follow_ups: Vec<FollowUp> = Vec::new();
        for follow in &row.follows {
            for leg in self.selected(follow.legs, cause) {
                if let Some(action) = follow.event.plain()
                    && follow_ups.iter().all(|earlier| earlier.leg != leg)
                {
                    follow_ups.push(FollowUp { leg, action, delay_ms: follow.delay_ms });
                }
            }
        }
        follow_ups
    }

    fn selected(&self, legs: LegSelector, cause: LegIndex) -> Vec<LegIndex> {
        let others = || self.live_legs().filter(move |&(index, _)| index != cause);
        let only = |wanted: fn(&Leg) -> bool| others().filter(|(_, leg)| wanted(leg)).map(|(index, _)| index).collect();
        match legs {
            LegSelector::Queue => only(|leg| leg.role == Role::Acd),
            LegSelector::Colleagues => only(|leg| leg.role == Role::Agent),
            LegSelector::EngagedColleagues => only(|leg| leg.role == Role::Agent && leg.state.is_engaged()),
            LegSelector::ActiveColleagues => {
                only(|leg| leg.role == Role::Agent && matches!(leg.state, LegState::Connected { .. }))
            }
            LegSelector::ParkedAgents => only(|leg| leg.state.name() == StateName::Parked),
            LegSelector::Others => only(|_| true),
            LegSelector::ContactLeftAlone if others().count() == 1 => only(|leg| leg.role.is_contact()),
            LegSelector::ContactLeftAlone => Vec::new(),
            LegSelector::WrappingUp => self.wrapping_up.clone(),
        }
    }

    fn live_legs(&self) -> impl Iterator<Item = (LegIndex, &Leg)> {
        self.live.iter().map(|&index| (index, &self.legs[index.position()]))
    }

    fn illegal(&self, table: &Table, event: &Event, reason: Reason) -> Illegal {
        let (role, state, legal) = match self.subject(event) {
            Ok(subject) => (Some(subject.role), subject.state, self.legal_for(table, &subject)),
            Err(_) => (None, StateName::New, Vec::new()),
        };
        Illegal::new(event, role, state, legal, reason)
    }

    /// Whether the guard holds for an event on this leg. Without a time, what depends on the time is taken to hold.
    fn holds(&self, guard: Guard, subject: &Subject, now: Option<Moment>) -> bool {
        let others = || self.live_legs().filter(|&(index, _)| index != subject.leg).map(|(_, leg)| leg);
        let agents = || others().filter(|leg| leg.role == Role::Agent);
        match guard {
            Guard::Inbound => self.setup.direction == Direction::Inbound,
            Guard::Outbound => self.setup.direction == Direction::Outbound,
            Guard::Beginning => self.legs.is_empty(),
            Guard::AllEnded => self.met_contact && self.live.is_empty(),
            Guard::SomebodyLive => others().next().is_some(),
            Guard::ContactLive => others().any(|leg| leg.role.is_contact()),
            Guard::NoContactLive => !others().any(|leg| leg.role.is_contact()),
            Guard::NoFlowLive => !others().any(|leg| leg.role.is_flow()),
            Guard::QueueLive => others().any(|leg| leg.role == Role::Acd),
            Guard::NoQueueLive => !others().any(|leg| leg.role == Role::Acd),
            Guard::ColleagueLive => agents().next().is_some(),
            Guard::ColleagueEngaged => agents().any(|leg| leg.state.is_engaged()),
            Guard::NoColleagueEngaged => !agents().any(|leg| leg.state.is_engaged()),
            Guard::NoColleagueAlerting => !agents().any(|leg| leg.state.name() == StateName::Alerting),
            Guard::PulledAway => self.live_legs().any(|(index, leg)| {
                let came_unasked = leg.state.is_engaged() && leg.state.alerted().is_none();
                index > subject.leg && leg.role == Role::Agent && came_unasked
            }),
            Guard::UserFree => agents().all(|leg| leg.user != subject.user),
            Guard::ParkingOver => match self.leg(subject.leg).map(|leg| leg.state) {
                Some(LegState::Parked { parking, .. }) => now.is_none_or(|now| now.cloud >= parking.resume),
                _ => false,
            },
            Guard::ContactWrote => match self.leg(subject.leg).map(|leg| leg.state) {
                Some(LegState::Parked { since, .. }) => self.last_written >= Some(since.provider),
                _ => false,
            },
            Guard::HangingUp => !self.leaving.is_empty(),
            Guard::WorkPending => subject.has_pending_work,
        }
    }
}

/// A row that fits, with what it makes of the leg.
struct Taken<'t> {
    row: &'t Row,
    subject: Subject,
    next: LegState,
    status: Option<(MessageIndex, &'t StatusRow)>,
}

/// The leg that an event is about, before it happens.
pub(crate) struct Subject {
    leg: LegIndex,
    role: Role,
    state: StateName,
    user: Option<crate::UserIndex>,
    new: Option<NewLeg>,
    has_pending_work: bool,
}

impl Subject {
    fn of_new(leg: LegIndex, new: NewLeg) -> Subject {
        Subject { leg, role: new.role, state: StateName::New, user: new.user, new: Some(new), has_pending_work: false }
    }

    fn of_leg(index: LegIndex, leg: &Leg) -> Subject {
        Subject {
            leg: index,
            role: leg.role,
            state: leg.state.name(),
            user: leg.user,
            new: None,
            has_pending_work: leg.state.has_pending_work(),
        }
    }
}

impl Row {
    fn is_for(&self, subject: &Subject) -> bool {
        self.from.contains(&subject.state) && self.roles.contains(&subject.role)
    }
}
