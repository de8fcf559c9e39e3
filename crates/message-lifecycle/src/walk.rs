//! The random walk: turns a sequence of integers into a legal conversation, using nothing but the
//! table.
//!
//! The integers come from the caller, so the walk is a pure function, and whoever supplies them
//! decides how they are drawn and shrunk. The first integers fix the setup, switch some events off
//! and weight the rest unevenly (as in swarm testing): one walk is full of holds and another full
//! of transfers, whereas even weights would make every walk the same mixture. Each further integer
//! makes one step: which event, how long after the last one, how far the clocks differ. Zero is the
//! plainest choice everywhere.
//!
//! Where a row leaves something open, the walk stays close to what real payloads showed: offers
//! time out 100 to 250 ms after their alerting timeout, peers end 2 to 20 ms after the party that
//! ended the conversation, and a queue's leg ends between 13 ms before and 42 ms after the answer.

use message_model::{ApiRevision, Direction, MessageType, Timestamp};

use crate::{
    Action, Conversation, Event, EventKind, FollowUp, LegIndex, LegState, MessageIndex, NewLeg,
    Parking, Role, Setup, Simulation, Status, StatusChange, Table, Timeline, UserIndex,
};

/// The number of users to whom a walk can offer its conversation.
const USERS: u32 = 3;
/// The status can change only for this many of the latest messages.
const RECENT_MESSAGES: usize = 6;
/// 2026-01-05T09:00:00Z, when every walk begins, in microseconds since 1970.
const START_MICROS: i64 = 1_767_603_600_000_000;

/// Walks through the table at random: the first four integers decide the setup and the weights of
/// events, each further one makes a step.
///
/// Any integers will do; missing ones count as 0. With the same table, the same integers give the
/// same timeline. With the standard table, every timeline replays.
///
/// ```
/// use message_lifecycle::{Simulation, Table, walk};
///
/// let timeline = walk(Table::standard(), &[0, 0, 0, 0, 0, 2_000, 30_001]);
/// assert_eq!(timeline.events().len(), 3);
/// assert!(Simulation::replay(Table::standard(), &timeline).is_ok());
/// ```
pub fn walk(table: &Table, choices: &[u64]) -> Timeline {
    let (first, rest) = choices.split_first().unwrap_or((&0, &[]));
    walk_in(table, setup(*first), rest)
}

/// Walks through the table with the caller's setup: the first three integers decide the weights of
/// events, each further one makes a step.
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
    // A bit is set in both integers one time in four, so that most kinds of events stay on.
    let swarm = Swarm {
        off: next() & next(),
        weights: next(),
    };
    let mut walker = Walker::new(table, setup, swarm);
    for choice in choices {
        walker.step(Choice(choice));
    }
    walker.simulation.run_out();
    walker.simulation.into_parts().1
}

fn setup(choice: u64) -> Setup {
    let channels = [
        MessageType::Sms,
        MessageType::WhatsApp,
        MessageType::WebMessaging,
        MessageType::Open,
    ];
    let mut rest = Choice(choice);
    let channel = channels[rest.below(4) as usize].clone();
    let direction = if rest.below(4) == 3 {
        Direction::Outbound
    } else {
        Direction::Inbound
    };
    let revisions = [
        ApiRevision::LATEST,
        ApiRevision::V257,
        ApiRevision::V192,
        ApiRevision::V19,
    ];
    let revision = if rest.below(4) == 3 {
        revisions[rest.below(4) as usize]
    } else {
        ApiRevision::LATEST
    };
    Setup::new(channel, direction).at_revision(revision)
}

/// A random integer from which several small numbers are drawn, each using up part of it.
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

/// Which events a walk leaves out and how it weights the others: what makes one walk unlike the
/// next.
struct Swarm {
    /// One bit per event kind; if it is set, events of that kind do not occur.
    off: u64,
    /// Two bits per event kind, which choose one of four weights.
    weights: u64,
}

impl Swarm {
    fn weight(&self, kind: EventKind) -> u64 {
        let bit = kind as u32;
        // Without these events no conversation could begin.
        let can_be_off = !matches!(kind, EventKind::Enter | EventKind::Start);
        if can_be_off && self.off >> bit & 1 == 1 {
            return 0;
        }
        // There are more kinds than pairs of bits. Rotating, unlike shifting, is defined for all of
        // them: the last kinds share a pair with the first.
        let uneven = [1, 2, 5, 12][(self.weights.rotate_right(2 * bit) & 3) as usize];
        // Most events of a conversation are messages.
        let usual = match kind {
            EventKind::Message => 6,
            EventKind::Hold | EventKind::Resume | EventKind::Answer => 3,
            _ => 1,
        };
        uneven * usual
    }
}

struct Walker<'t> {
    swarm: Swarm,
    simulation: Simulation<'t>,
    now: Timestamp,
}

impl<'t> Walker<'t> {
    fn new(table: &'t Table, setup: Setup, swarm: Swarm) -> Walker<'t> {
        Walker {
            swarm,
            simulation: Simulation::new(table, setup),
            now: Timestamp::from_micros(START_MICROS).expect("the year 2026 is in range"),
        }
    }

    fn conversation(&self) -> &Conversation {
        self.simulation.conversation()
    }

    fn step(&mut self, mut choice: Choice) {
        let span = [1_000, 20, 90_000, 7_200_000][choice.below(4) as usize];
        // Drawn with a fixed bound, before the candidates are known: what is drawn after it must
        // not depend on how many there are.
        let pick = choice.below(1 << 20);
        let until = later(self.now, choice.millis_below(span));
        self.catch_up(until);
        if self.conversation().ended().is_some() && choice.below(3) > 0 {
            return; // After the end, mostly nobody comes back.
        }
        let candidates = self.candidates();
        let total: u64 = candidates.iter().map(|candidate| candidate.weight).sum();
        let Some(mut rest) = pick.checked_rem(total) else {
            return;
        };
        let picked = candidates.into_iter().find(|candidate| {
            let here = rest < candidate.weight;
            rest = rest.saturating_sub(candidate.weight);
            here
        });
        if let Some(picked) = picked {
            self.do_it(picked, choice);
        }
    }

    /// Applies every follow-up and time-out that is due until then.
    fn catch_up(&mut self, until: Timestamp) {
        loop {
            let deadline = self.first_deadline().filter(|(at, _)| *at <= until);
            let due_until = deadline.map_or(until, |(at, _)| at);
            if !self.simulation.advance(due_until).is_empty() {
                // What has followed may have ended the leg whose offer was to time out.
                continue;
            }
            let Some((at, leg)) = deadline else { break };
            self.now = at;
            let timed_out = self
                .time_out(leg)
                .is_some_and(|action| self.happen(at, 0, leg, action, &mut Choice(0)));
            // An offer that does not time out stays the first deadline, and the loop would not end.
            if !timed_out {
                break;
            }
        }
        self.now = self.now.max(until);
    }

    /// The alerting leg whose offer times out first, with the time, if there is one.
    fn first_deadline(&self) -> Option<(Timestamp, LegIndex)> {
        let legs = self.conversation().live().iter();
        legs.filter(|&&leg| self.time_out(leg).is_some())
            .filter_map(|&leg| Some((self.deadline(leg)?, leg)))
            .min()
    }

    fn deadline(&self, index: LegIndex) -> Option<Timestamp> {
        let leg = self.conversation().leg(index)?;
        match leg.state() {
            LegState::Alerting { since } => {
                // Within the 100 to 250 ms that were observed. Not drawn, since the deadline is
                // asked for again before each step and must not move.
                let lag = 100 + 37 * i64::from(u32::from(index) % 5);
                Some(later(
                    since.provider,
                    i64::from(leg.alerting_timeout_ms()) + lag,
                ))
            }
            LegState::Connected { .. }
            | LegState::Parked { .. }
            | LegState::Disconnected { .. } => None,
        }
    }

    fn time_out(&self, leg: LegIndex) -> Option<Action> {
        let legal = self.conversation().legal(self.simulation.table(), leg);
        let kinds = [EventKind::TimeOut, EventKind::TransferTimeOut];
        kinds
            .into_iter()
            .find(|kind| legal.contains(kind))
            .and_then(EventKind::plain)
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
            for kind in self
                .conversation()
                .legal_openings(self.simulation.table(), new)
            {
                add(self.conversation().next_leg(), kind, What::Open(kind, new));
            }
        }
        let waiting = self.conversation().wrapping_up().iter();
        for &leg in self.conversation().live().iter().chain(waiting) {
            for kind in self.conversation().legal(self.simulation.table(), leg) {
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
        let sent = self.conversation().messages();
        let recent = sent.len().saturating_sub(RECENT_MESSAGES)..sent.len();
        let mut changes = Vec::new();
        for (position, message) in recent.clone().zip(&sent[recent]) {
            let index = u32::try_from(position).map(MessageIndex::new);
            let Ok(index) = index else { continue };
            for status in Status::ALL {
                if self
                    .conversation()
                    .allows_status(self.simulation.table(), index, status)
                {
                    changes.push((
                        message.leg(),
                        StatusChange {
                            message: index,
                            status,
                        },
                    ));
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
                (
                    self.now,
                    Some(Action::Park(Parking {
                        resume: later(self.now, wait),
                    })),
                )
            }
            What::Plain(action) => (self.time_of(leg, &action), Some(action)),
        };
        // If the event has to wait, whatever is due in the meantime happens first.
        self.catch_up(at);
        if let Some(action) = action {
            self.happen(at, skew, leg, action, &mut choice);
        }
    }

    /// The time at which the event can happen, which is mostly now.
    fn time_of(&self, leg: LegIndex, action: &Action) -> Timestamp {
        let state = self.conversation().leg(leg).map(|leg| *leg.state());
        let earliest = match (action.kind(), state) {
            (EventKind::TimeOut | EventKind::TransferTimeOut, _) => self.deadline(leg),
            // The resume time is by the cloud's clock, which no walk draws more than 20 ms behind.
            (EventKind::UnparkDue, Some(LegState::Parked { parking, .. })) => {
                Some(later(parking.resume, 20))
            }
            _ => None,
        };
        earliest.map_or(self.now, |earliest| earliest.max(self.now))
    }

    fn happen(
        &mut self,
        at: Timestamp,
        skew_ms: i64,
        leg: LegIndex,
        action: Action,
        choice: &mut Choice,
    ) -> bool {
        let event = Event {
            at,
            cloud_skew_ms: skew_ms,
            leg,
            action,
        };
        self.simulation
            .apply_with(event, |after, follow_up| {
                delay(after, at, follow_up, choice)
            })
            .is_ok()
    }
}

/// The delay of a follow-up of an event that happened at `at`.
fn delay(after: &Conversation, at: Timestamp, follow_up: &FollowUp, choice: &mut Choice) -> i64 {
    let delay = match follow_up.action.kind() {
        EventKind::HandOn => [3, -13, 12, 42, 0, -2, 23][choice.below(7) as usize],
        kind if kind.hangs_up() => 2 + choice.millis_below(19),
        _ => follow_up.delay_ms,
    };
    // Never before the last event of that leg, which may have opened at this very instant.
    let earliest = after.leg(follow_up.leg).map_or(at, |leg| leg.changed);
    delay.max(earliest.millis_since(at))
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

/// Every leg that could open.
fn joiners() -> impl Iterator<Item = NewLeg> {
    let others = Role::ALL
        .into_iter()
        .filter(|&role| role != Role::Agent)
        .map(NewLeg::of);
    others.chain((0..USERS).map(|user| NewLeg::of_agent(UserIndex::new(user))))
}

/// The time this many milliseconds later, or the same time if the result is beyond the last year
/// that a timestamp has.
fn later(time: Timestamp, millis: i64) -> Timestamp {
    time.checked_add_millis(millis).unwrap_or(time)
}
