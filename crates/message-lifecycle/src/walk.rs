//! The random walk: from a sequence of integers to a legal conversation, straight from the table.
//!
//! The integers come from outside, so the walk is a pure function and whoever supplies them decides how they are drawn and
//! shrunk. It walks swarm style: the first integers fix the setting, switch some events off and weigh the rest unevenly, so
//! that one walk is all holds and another all transfers, where even choice would make every walk the same mixture. Each
//! further integer makes one step: which event, how long after the last, how far the clocks are apart. Zero is the plainest
//! choice everywhere.
//!
//! What a row does not say, the walk keeps to what real payloads showed: offers time out 100 to 250 ms after their time,
//! the others hang up 3 to 15 ms later, queues let go between 13 ms before and 42 ms after the answer.

use message_model::{ApiRevision, Direction, MessageType, Timestamp};

use crate::{
    Action, Agenda, Conversation, Event, EventKind, FollowUp, LegIndex, LegState, MessageIndex, NewLeg, Parking, Role,
    Setup, Status, StatusChange, Table, Timeline, UserIndex,
};

/// How many people can be offered a conversation of a walk.
const USERS: u32 = 3;
/// How many of the last messages can still get another status.
const RECENT_MESSAGES: usize = 6;
/// 2026-01-05T09:00:00Z, where every walk begins.
const START_MICROS: i64 = 1_767_603_600_000_000;

/// Walks through the table: the first four integers are the walk's character, each further one a step.
///
/// The same integers give the same timeline, with one table. With the standard table every timeline replays.
///
/// ```
/// use message_lifecycle::{Table, walk};
///
/// let timeline = walk(Table::standard(), &[0, 0, 0, 0, 0, 2_000, 30_001]);
/// assert_eq!(timeline.events().len(), 3);
/// assert!(timeline.replay(Table::standard()).is_ok());
/// ```
pub fn walk(table: &Table, choices: &[u64]) -> Timeline {
    let (first, rest) = choices.split_first().unwrap_or((&0, &[]));
    walk_in(table, setup(*first), rest)
}

/// Walks in a setting of the caller's: the first three integers are the walk's character, each further one a step.
///
/// ```
/// use message_lifecycle::{Setup, Table, walk_in};
/// use message_model::{Direction, MessageType};
///
/// let setup = Setup::new(MessageType::Line, Direction::Inbound);
/// let timeline = walk_in(Table::standard(), setup.clone(), &[0, 0, 0, 0, 2_000]);
/// assert_eq!(timeline.setup(), &setup);
/// ```
pub fn walk_in(table: &Table, setup: Setup, choices: &[u64]) -> Timeline {
    let mut choices = choices.iter().copied();
    let mut next = || choices.next().unwrap_or(0);
    let swarm = Swarm { off: next() & next(), weights: next() };
    let mut walker = Walker::new(table, setup, swarm);
    for choice in choices {
        walker.step(Choice(choice));
    }
    while let Some(due) = walker.agenda.next_due() {
        walker.follow_up(due.at, due.leg, due.action);
    }
    walker.timeline
}

fn setup(choice: u64) -> Setup {
    let channels = [MessageType::Sms, MessageType::WhatsApp, MessageType::WebMessaging, MessageType::Open];
    let mut rest = Choice(choice);
    let channel = channels[rest.below(4) as usize].clone();
    let direction = if rest.below(4) == 3 { Direction::Outbound } else { Direction::Inbound };
    let revisions = [ApiRevision::LATEST, ApiRevision::V257, ApiRevision::V192, ApiRevision::V19];
    let revision = if rest.below(4) == 3 { revisions[rest.below(4) as usize] } else { ApiRevision::LATEST };
    Setup::new(channel, direction).at_revision(revision)
}

/// An integer that is used up by drawing from it.
struct Choice(u64);

impl Choice {
    fn below(&mut self, bound: u64) -> u64 {
        let drawn = self.0 % bound;
        self.0 /= bound;
        drawn
    }

    fn millis_below(&mut self, bound: u64) -> i64 {
        i64::try_from(self.below(bound)).expect("bounds are days at most")
    }
}

/// What makes one walk unlike the next.
struct Swarm {
    /// One bit per event kind; set: it does not occur.
    off: u64,
    /// Two bits per event kind.
    weights: u64,
}

impl Swarm {
    fn weight(&self, kind: EventKind) -> u64 {
        let bit = kind as u32;
        // Without its first events no conversation begins.
        let can_be_off = !matches!(kind, EventKind::Enter | EventKind::Start);
        if can_be_off && self.off >> bit & 1 == 1 {
            return 0;
        }
        let uneven = [1, 2, 5, 12][(self.weights.rotate_right(2 * bit) & 3) as usize];
        // Talk is what most of a conversation is.
        let usual = match kind {
            EventKind::Message => 6,
            EventKind::Hold | EventKind::Resume | EventKind::Answer => 3,
            _ => 1,
        };
        uneven * usual
    }
}

struct Walker<'t> {
    table: &'t Table,
    swarm: Swarm,
    conversation: Conversation,
    timeline: Timeline,
    agenda: Agenda,
    now: Timestamp,
}

impl<'t> Walker<'t> {
    fn new(table: &'t Table, setup: Setup, swarm: Swarm) -> Walker<'t> {
        Walker {
            table,
            swarm,
            conversation: Conversation::new(setup.clone()),
            timeline: Timeline::new(setup),
            agenda: Agenda::default(),
            now: Timestamp::from_micros(START_MICROS).expect("the year 2026 is in range"),
        }
    }

    fn step(&mut self, mut choice: Choice) {
        let span = [1_000, 20, 90_000, 7_200_000][choice.below(4) as usize];
        let pick = choice.below(1 << 20);
        let until = later(self.now, choice.millis_below(span));
        self.catch_up(until);
        if self.conversation.ended().is_some() && choice.below(3) > 0 {
            return; // Mostly nobody comes back.
        }
        let candidates = self.candidates();
        let total: u64 = candidates.iter().map(|candidate| candidate.weight).sum();
        let Some(mut rest) = pick.checked_rem(total) else { return };
        let picked = candidates.into_iter().find(|candidate| {
            let here = rest < candidate.weight;
            rest = rest.saturating_sub(candidate.weight);
            here
        });
        if let Some(picked) = picked {
            self.do_it(picked, choice);
        }
    }

    /// Lets everything happen that comes by itself until then.
    fn catch_up(&mut self, until: Timestamp) {
        loop {
            let deadline = self.first_deadline().filter(|(at, _)| *at <= until);
            let due_until = deadline.map_or(until, |(at, _)| at);
            if let Some(due) = self.agenda.next_until(due_until) {
                self.follow_up(due.at, due.leg, due.action);
            } else if let Some((at, leg)) = deadline {
                self.now = at;
                let timed_out =
                    self.time_out(leg).is_some_and(|action| self.happen(at, 0, leg, action, &mut Choice(0)));
                if !timed_out {
                    break;
                }
            } else {
                break;
            }
        }
        self.now = self.now.max(until);
    }

    /// The alerting leg whose time is over first, if its offer can time out.
    fn first_deadline(&self) -> Option<(Timestamp, LegIndex)> {
        let legs = self.conversation.live().iter();
        legs.filter(|&&leg| self.time_out(leg).is_some()).filter_map(|&leg| Some((self.deadline(leg)?, leg))).min()
    }

    fn deadline(&self, index: LegIndex) -> Option<Timestamp> {
        let leg = self.conversation.leg(index)?;
        match leg.state() {
            LegState::Alerting { since } => {
                let lag = 100 + 37 * i64::from(u32::from(index) % 5);
                Some(later(since.provider, i64::from(leg.alerting_timeout_ms()) + lag))
            }
            LegState::Connected { .. } | LegState::Parked { .. } | LegState::Disconnected { .. } => None,
        }
    }

    fn time_out(&self, leg: LegIndex) -> Option<Action> {
        let legal = self.conversation.legal(self.table, leg);
        let kinds = [EventKind::TimeOut, EventKind::TransferTimeOut];
        kinds.into_iter().find(|kind| legal.contains(kind)).and_then(EventKind::plain)
    }

    fn candidates(&self) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        let mut add = |leg, kind, what| {
            let weight = self.swarm.weight(kind);
            if weight > 0 {
                candidates.push(Candidate { weight, leg, what });
            }
        };
        for new in joiners() {
            for kind in self.conversation.legal_openings(self.table, new) {
                add(self.conversation.next_leg(), kind, What::Open(kind, new));
            }
        }
        let waiting = self.conversation.wrapping_up().iter();
        for &leg in self.conversation.live().iter().chain(waiting) {
            for kind in self.conversation.legal(self.table, leg) {
                match kind {
                    EventKind::Status => {}
                    EventKind::Park => add(leg, kind, What::Park),
                    kind => {
                        if let Some(action) = kind.plain() {
                            add(leg, kind, What::Plain(action));
                        }
                    }
                }
            }
        }
        for (leg, change) in self.status_changes() {
            add(leg, EventKind::Status, What::Plain(Action::Status(change)));
        }
        candidates
    }

    fn status_changes(&self) -> Vec<(LegIndex, StatusChange)> {
        let sent = self.conversation.messages();
        let recent = sent.len().saturating_sub(RECENT_MESSAGES)..sent.len();
        let mut changes = Vec::new();
        for (position, message) in recent.clone().zip(&sent[recent]) {
            let index = u32::try_from(position).map(MessageIndex::new);
            let Ok(index) = index else { continue };
            for status in Status::ALL {
                if self.conversation.allows_status(self.table, index, status) {
                    changes.push((message.leg(), StatusChange { message: index, status }));
                }
            }
        }
        changes
    }

    fn do_it(&mut self, candidate: Candidate, mut choice: Choice) {
        let Candidate { leg, what, .. } = candidate;
        let skew = [0, 7, 15, 66, 84, -20, -3][choice.below(7) as usize];
        let (at, action) = match what {
            What::Open(kind, new) => (self.now, kind.opening(new)),
            What::Park => {
                let wait = 60_000 + choice.millis_below(86_400_000);
                (self.now, Some(Action::Park(Parking { resume: later(self.now, wait) })))
            }
            What::Plain(action) => (self.time_of(leg, &action), Some(action)),
        };
        // An event that has to wait lets what is due happen before it.
        self.catch_up(at);
        if let Some(action) = action {
            self.happen(at, skew, leg, action, &mut choice);
        }
    }

    /// When the event can happen: mostly now.
    fn time_of(&self, leg: LegIndex, action: &Action) -> Timestamp {
        let state = self.conversation.leg(leg).map(|leg| *leg.state());
        let earliest = match (action.kind(), state) {
            (EventKind::TimeOut | EventKind::TransferTimeOut, _) => self.deadline(leg),
            // By the cloud's clock, which may be behind.
            (EventKind::UnparkDue, Some(LegState::Parked { parking, .. })) => Some(later(parking.resume, 20)),
            _ => None,
        };
        earliest.map_or(self.now, |earliest| earliest.max(self.now))
    }

    fn happen(&mut self, at: Timestamp, skew_ms: i64, leg: LegIndex, action: Action, choice: &mut Choice) -> bool {
        let event = Event { at, cloud_skew_ms: skew_ms, leg, action };
        let Ok(applied) = self.conversation.apply(self.table, &event) else { return false };
        let follow_ups = applied.follow_ups;
        let delays: Vec<i64> = follow_ups.iter().map(|follow_up| self.delay(at, follow_up, choice)).collect();
        self.agenda.schedule(at, follow_ups, &delays);
        self.timeline.push(event);
        true
    }

    fn delay(&self, at: Timestamp, follow_up: &FollowUp, choice: &mut Choice) -> i64 {
        let delay = match follow_up.action.kind() {
            EventKind::HandOn => [3, -13, 12, 42, 0, -2, 23][choice.below(7) as usize],
            kind if kind.hangs_up() => 3 + choice.millis_below(13),
            _ => follow_up.delay_ms,
        };
        // Not before what happened to that leg last: it may have joined this very instant.
        let earliest = self.conversation.leg(follow_up.leg).map_or(at, |leg| leg.changed);
        delay.max(earliest.millis_since(at))
    }

    fn follow_up(&mut self, at: Timestamp, leg: LegIndex, action: Action) {
        let event = Event { at, cloud_skew_ms: 0, leg, action };
        if self.conversation.apply(self.table, &event).is_ok() {
            self.timeline.push(event);
        }
        self.now = self.now.max(at);
    }
}

struct Candidate {
    weight: u64,
    leg: LegIndex,
    what: What,
}

enum What {
    Open(EventKind, NewLeg),
    Park,
    Plain(Action),
}

/// Everybody who could join.
fn joiners() -> impl Iterator<Item = NewLeg> {
    let others = Role::ALL.into_iter().filter(|&role| role != Role::Agent).map(NewLeg::of);
    others.chain((0..USERS).map(|user| NewLeg::of_agent(UserIndex::new(user))))
}

/// The time so many milliseconds later, or the same time where the calendar ends.
fn later(time: Timestamp, millis: i64) -> Timestamp {
    time.checked_add_millis(millis).unwrap_or(time)
}
