//! Conversations that a test builds step by step.

use message_lifecycle::{
    Action, Conversation, Event, EventKind, Illegal, LegIndex, NewLeg, Role, Setup, Simulation,
    Table, UserIndex,
};
use message_model::{Direction, MessageType, Timestamp};

/// A conversation being built: the steps of the test, with the follow-ups of the table applied in
/// between.
pub(crate) struct Story<'t> {
    pub(crate) simulation: Simulation<'t>,
    now: Timestamp,
    /// How many follow-ups could not happen when they were due.
    dropped: usize,
}

impl<'t> Story<'t> {
    pub(crate) fn over(table: &'t Table, channel: MessageType, direction: Direction) -> Self {
        Self::in_setup(table, Setup::new(channel, direction))
    }

    pub(crate) fn in_setup(table: &'t Table, setup: Setup) -> Self {
        Self {
            simulation: Simulation::new(table, setup),
            now: "2026-01-05T09:00:00.000Z".parse().unwrap(),
            dropped: 0,
        }
    }

    pub(crate) fn inbound() -> Self {
        Self::over(Table::standard(), MessageType::Sms, Direction::Inbound)
    }

    /// A new leg opens, `after_ms` after the step before.
    #[track_caller]
    pub(crate) fn open(&mut self, after_ms: i64, kind: EventKind, role: Role) -> LegIndex {
        let new = if role == Role::Agent {
            NewLeg::of_agent(UserIndex::new(0))
        } else {
            NewLeg::of(role)
        };
        let leg = self.conversation().next_leg();
        self.act(after_ms, leg, kind.opening(new).unwrap());
        leg
    }

    /// An event without data happens to a leg, `after_ms` after the step before.
    #[track_caller]
    pub(crate) fn step(&mut self, after_ms: i64, leg: LegIndex, kind: EventKind) {
        self.act(after_ms, leg, kind.plain().unwrap());
    }

    #[track_caller]
    pub(crate) fn act(&mut self, after_ms: i64, leg: LegIndex, action: Action) {
        self.try_act(after_ms, leg, action)
            .unwrap_or_else(|illegal| panic!("{illegal}"));
    }

    /// As [`act`](Self::act), for an event that may be illegal.
    pub(crate) fn try_act(
        &mut self,
        after_ms: i64,
        leg: LegIndex,
        action: Action,
    ) -> Result<(), Illegal> {
        self.now = self.now.checked_add_millis(after_ms).unwrap();
        self.follow(|simulation, now| simulation.advance(now).len());
        let event = Event {
            at: self.now,
            cloud_skew_ms: 7,
            leg,
            action,
        };
        self.simulation.apply(event).map(|_| ())
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.now
    }

    pub(crate) fn conversation(&self) -> &Conversation {
        self.simulation.conversation()
    }

    /// Applies every follow-up that is still due.
    #[track_caller]
    pub(crate) fn settle(&mut self) {
        self.try_settle().unwrap_or_else(|why| panic!("{why}"));
    }

    /// As [`settle`](Self::settle); the error says that a follow-up could not happen, now or at an
    /// earlier time.
    pub(crate) fn try_settle(&mut self) -> Result<(), String> {
        self.follow(|simulation, _| simulation.run_out().len());
        self.now = self
            .now
            .max(self.conversation().latest().unwrap_or(self.now));
        match self.dropped {
            0 => Ok(()),
            dropped => Err(format!("{dropped} follow-ups could not happen")),
        }
    }

    /// Lets follow-ups happen, and counts those that could not.
    fn follow(&mut self, go_on: impl FnOnce(&mut Simulation<'t>, Timestamp) -> usize) {
        let before = self.simulation.agenda().due().count();
        let happened = go_on(&mut self.simulation, self.now);
        let taken = before - self.simulation.agenda().due().count();
        self.dropped += taken - happened;
    }
}
