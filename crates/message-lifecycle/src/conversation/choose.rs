//! Chooses the row that an event takes, or finds the reason why it takes none. Nothing is changed
//! here.

use message_model::{ApiRevision, Direction};

use super::Conversation;
use super::illegal::{Illegal, Reason};
use super::subject::Subject;
use crate::table::moves::Circumstance;
use crate::{
    Action, Event, EventKind, Guard, Leg, LegIndex, LegState, MessageIndex, Moment, Move, Role,
    Row, Setup, StateName, Status, StatusChange, StatusRow, Table,
};

/// The row that an event takes, and the state of the leg after it.
pub(super) struct Taken<'t> {
    pub(super) row: &'t Row,
    pub(super) subject: Subject,
    pub(super) next: LegState,
    pub(super) status: Option<(MessageIndex, &'t StatusRow)>,
}
impl Conversation {
    pub(super) fn legal_for(&self, table: &Table, subject: &Subject) -> Vec<EventKind> {
        let mut kinds: Vec<EventKind> = table
            .rows
            .iter()
            .filter(|row| row.is_for(subject) && row.is_in(self.setup.revision))
            .filter(|row| {
                self.law_of_hanging_up(subject, row.event)
                    && self.law_of_beginning(subject)
                    && self.law_of_number(subject)
            })
            .filter(|row| {
                row.guards
                    .iter()
                    // Whether a parking is over depends on the time, which nobody has given here:
                    // what may happen at some time counts as legal.
                    .all(|&guard| guard == Guard::ParkingOver || self.holds(guard, subject, None))
            })
            .map(|row| row.event)
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    pub(super) fn moment(&self, event: &Event) -> Result<Moment, Reason> {
        if event.cloud_skew_ms.unsigned_abs() > Self::CLOUD_SKEW_MS_MAX.unsigned_abs() {
            return Err(Reason::SkewTooLarge(event.cloud_skew_ms));
        }
        let cloud = event
            .at
            .checked_add_millis(event.cloud_skew_ms)
            .ok_or(Reason::OutOfTime)?;
        // Events of one leg come in order; only those of different legs may overlap.
        if let Some(leg) = self.leg(event.leg)
            && event.at < leg.changed
        {
            return Err(Reason::BeforeOwnPast(leg.changed));
        }
        match self.latest {
            Some(latest) if latest.millis_since(event.at) > Self::OVERLAP_MS_MAX => {
                Err(Reason::BeforePast(latest))
            }
            _ => Ok(Moment {
                provider: event.at,
                cloud,
            }),
        }
    }

    pub(super) fn take<'t>(
        &self,
        table: &'t Table,
        event: &Event,
        now: Moment,
    ) -> Result<Taken<'t>, Reason> {
        let subject = self.subject(event)?;
        if !self.law_of_hanging_up(&subject, event.kind()) {
            return Err(Reason::HangingUp);
        }
        if !self.law_of_beginning(&subject) {
            return Err(Reason::BeforeContact);
        }
        if !self.law_of_number(&subject) {
            return Err(Reason::Full);
        }
        let row = self.row(table, event.kind(), &subject, now)?;
        let circumstance = Circumstance {
            now,
            role: subject.role,
            ending: row.ending,
            parking: match event.action {
                Action::Park(parking) if parking.resume <= now.cloud => {
                    return Err(Reason::ResumeBeforePark);
                }
                Action::Park(parking) => Some(parking),
                _ => None,
            },
        };
        let state = self.leg(subject.leg).map(|leg| leg.state);
        let next = row
            .movement
            .make(state, &circumstance)
            .ok_or(Reason::MoveDoesNotFit(row.movement))?;
        // The skew may differ from event to event, so that the cloud's clock could show a connect
        // before its alert although the provider's does not.
        if !next.cloud_readings().is_sorted() {
            return Err(Reason::CloudRunsBack(now.cloud));
        }
        let status = self.status(table, event, row, &subject)?;
        Ok(Taken {
            row,
            subject,
            next,
            status,
        })
    }

    pub(super) fn subject(&self, event: &Event) -> Result<Subject, Reason> {
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

    pub(super) fn row<'t>(
        &self,
        table: &'t Table,
        kind: EventKind,
        subject: &Subject,
        now: Moment,
    ) -> Result<&'t Row, Reason> {
        let mut reason = Reason::NoRow;
        for row in table
            .rows
            .iter()
            .filter(|row| row.event == kind && row.is_for(subject))
        {
            if !row.is_in(self.setup.revision) {
                reason = Reason::Release {
                    has: self.setup.revision,
                    since: row.since,
                    before: row.before,
                };
                continue;
            }
            match row
                .guards
                .iter()
                .find(|&&guard| !self.holds(guard, subject, Some(now)))
            {
                None => return Ok(row),
                Some(&guard) => reason = Reason::Guard(guard),
            }
        }
        Err(reason)
    }

    /// Whether the event respects the law that, once one party has ended the conversation, live
    /// legs can only end.
    pub(super) fn law_of_hanging_up(&self, subject: &Subject, kind: EventKind) -> bool {
        self.leaving.is_empty()
            // After-call work and receipts go on while the others leave.
            || subject.state == StateName::Disconnected
            || kind == EventKind::Status
            || self.leaving.get(&subject.leg) == Some(&kind)
    }

    /// Whether the event respects the law that nothing else happens before the contact has joined:
    /// where another party began the conversation or took it up again, the contact's leg is the
    /// next to open.
    pub(super) fn law_of_beginning(&self, subject: &Subject) -> bool {
        !self.awaits_contact
            || subject.role.is_contact()
            // Work after an earlier contact, and receipts of its messages, go on.
            || subject.state == StateName::Disconnected
    }

    /// Whether the event respects the law that a conversation has so many legs at most, those that
    /// have ended included.
    pub(super) fn law_of_number(&self, subject: &Subject) -> bool {
        subject.state != StateName::New || self.legs.len() < Self::LEGS_MAX
    }

    pub(super) fn status<'t>(
        &self,
        table: &'t Table,
        event: &Event,
        row: &Row,
        subject: &Subject,
    ) -> Result<Option<(MessageIndex, &'t StatusRow)>, Reason> {
        let Setup {
            channel, revision, ..
        } = &self.setup;
        let find = |from, to: Option<Status>| {
            let fits = |step: &&StatusRow| {
                step.fits(from, subject.role.is_contact(), channel, *revision)
                    && to.is_none_or(|to| step.to == to)
            };
            table.statuses.iter().find(fits)
        };
        match (row.movement, &event.action) {
            (Move::Send, _) => {
                let step = find(None, None).ok_or(Reason::NoFirstStatus)?;
                Ok(Some((self.next_message(), step)))
            }
            (Move::Mark, Action::Status(StatusChange { message, status })) => {
                let sent = self
                    .message(*message)
                    .filter(|sent| sent.leg == subject.leg);
                let from = sent.ok_or(Reason::NotItsMessage(*message))?.status;
                let step = find(Some(from), Some(*status)).ok_or_else(|| {
                    let latest = ApiRevision::LATEST;
                    let from_contact = subject.role.is_contact();
                    // The error tells the two cases apart: never possible, or only on a later
                    // release.
                    let later = table.statuses.iter().find(|step| {
                        step.to == *status && step.fits(Some(from), from_contact, channel, latest)
                    });
                    later.map_or(Reason::Status { from, to: *status }, |step| {
                        Reason::Release {
                            has: self.setup.revision,
                            since: Some(step.since),
                            before: None,
                        }
                    })
                })?;
                Ok(Some((*message, step)))
            }
            _ => Ok(None),
        }
    }

    pub(super) fn illegal(&self, table: &Table, event: &Event, reason: Reason) -> Illegal {
        let (role, state, legal) = match self.subject(event) {
            Ok(subject) => (
                Some(subject.role),
                subject.state,
                self.legal_for(table, &subject),
            ),
            Err(_) => (None, StateName::New, Vec::new()),
        };
        Illegal::new(event, role, state, legal, reason)
    }

    /// Whether an agent has connected since this leg opened. The agent may have alerted before.
    fn has_connected_since(&self, index: LegIndex) -> bool {
        let last = self.connected_last;
        let connected = last.and_then(|agent| self.leg(agent)?.state.connection());
        let opened = self.leg(index).map(|leg| leg.opened.provider);
        let is_later = connected
            .zip(opened)
            .is_some_and(|(connection, opened)| connection.connected.provider > opened);
        last > Some(index) || is_later
    }

    /// Whether the guard holds for an event on this leg. Without a time, a guard that depends on
    /// the time is taken to hold.
    pub(super) fn holds(&self, guard: Guard, subject: &Subject, now: Option<Moment>) -> bool {
        let others = || {
            self.live_parties()
                .filter(|&(index, _)| index != subject.leg)
                .map(|(_, leg)| leg)
        };
        let agents = || others().filter(|leg| leg.role == Role::Agent);
        match guard {
            Guard::Inbound => self.setup.direction == Direction::Inbound,
            Guard::Outbound => self.setup.direction == Direction::Outbound,
            Guard::Beginning => self.legs.is_empty(),
            Guard::AllEnded => self.met_contact && self.live().is_empty(),
            Guard::ContactAwaited => self.awaits_contact,
            Guard::ContactLive => others().any(|leg| leg.role.is_contact()),
            Guard::NoFlowLive => !others().any(|leg| leg.role.is_flow()),
            Guard::NoBotLive => !others().any(|leg| leg.role == Role::Bot),
            Guard::WorkflowLive => others().any(|leg| leg.role == Role::Workflow),
            Guard::QueueLive => others().any(|leg| leg.role == Role::Acd),
            Guard::NoQueueLive => !others().any(|leg| leg.role == Role::Acd),
            Guard::ColleagueLive => agents().next().is_some(),
            Guard::ColleagueEngaged => agents().any(|leg| leg.state.is_engaged()),
            Guard::NoColleagueEngaged => !agents().any(|leg| leg.state.is_engaged()),
            // Indices are given in order of opening, so that a higher one opened later.
            Guard::AgentConnected => self.connected_last > Some(subject.leg),
            Guard::ContactServed => {
                let serves = |leg: &Leg| match leg.role {
                    Role::Acd => true,
                    Role::Agent => leg.state.is_engaged(),
                    _ => false,
                };
                // Who connected may be gone again within milliseconds; the contact was taken over
                // all the same.
                others().any(serves) || self.has_connected_since(subject.leg)
            }
            Guard::FlowHandedOn => self.flow_handed_on_last > Some(subject.leg),
            Guard::NoColleagueAlerting => {
                !agents().any(|leg| leg.state.name() == StateName::Alerting)
            }
            Guard::PulledAway => self.live_parties().any(|(index, leg)| {
                // Who was offered the conversation has alerted; who pulled it, or had it assigned,
                // has not.
                let came_unasked = leg.state.is_engaged() && leg.state.alerted().is_none();
                index > subject.leg && leg.role == Role::Agent && came_unasked
            }),
            Guard::UserFree => agents().all(|leg| leg.user != subject.user),
            Guard::ParkingOver => match self.leg(subject.leg).map(|leg| leg.state) {
                Some(LegState::Parked { parking, .. }) => {
                    now.is_none_or(|now| now.cloud >= parking.resume)
                }
                _ => false,
            },
            Guard::ContactWrote => match self.leg(subject.leg).map(|leg| leg.state) {
                // `None` is less than every `Some`, so that a contact who has never written unparks
                // nobody.
                Some(LegState::Parked { since, .. }) => self.last_written >= Some(since.provider),
                _ => false,
            },
            Guard::HangingUp => !self.leaving.is_empty(),
            Guard::WorkPending => subject.has_pending_work,
        }
    }
}
