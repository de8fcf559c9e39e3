//! Conversations that a test builds step by step.

use message_lifecycle::{
    Action, Agenda, Conversation, Event, EventKind, Illegal, LegIndex, NewLeg, Role, Setup, Table,
    Timeline, UserIndex,
};
use message_model::{Direction, MessageType, Timestamp};

/// A conversation being built: the steps of the test, with the follow-ups of the table applied in
/// between.
pub(crate) struct Story {
    pub(crate) table: Table,
    pub(crate) conversation: Conversation,
    pub(crate) timeline: Timeline,
    agenda: Agenda,
    now: Timestamp,
    /// The rows taken so far.
    pub(crate) rows: Vec<&'static str>,
}

impl Story {
    pub(crate) fn over(table: &Table, channel: MessageType, direction: Direction) -> Story {
        Story::in_setup(table, Setup::new(channel, direction))
    }

    pub(crate) fn in_setup(table: &Table, setup: Setup) -> Story {
        Story {
            table: table.clone(),
            conversation: Conversation::new(setup.clone()),
            timeline: Timeline::new(setup),
            agenda: Agenda::default(),
            now: "2026-01-05T09:00:00.000Z".parse().unwrap(),
            rows: Vec::new(),
        }
    }

    pub(crate) fn inbound() -> Story {
        Story::over(Table::standard(), MessageType::Sms, Direction::Inbound)
    }

    /// A new leg opens, `after_ms` after the step before.
    #[track_caller]
    pub(crate) fn open(&mut self, after_ms: i64, kind: EventKind, role: Role) -> LegIndex {
        let new = if role == Role::Agent {
            NewLeg::of_agent(UserIndex::new(0))
        } else {
            NewLeg::of(role)
        };
        let leg = self.conversation.next_leg();
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

    pub(crate) fn try_act(
        &mut self,
        after_ms: i64,
        leg: LegIndex,
        action: Action,
    ) -> Result<(), Illegal> {
        self.now = self.now.checked_add_millis(after_ms).unwrap();
        while let Some(due) = self.agenda.next_until(self.now) {
            self.apply(
                Event {
                    at: due.at,
                    cloud_skew_ms: 0,
                    leg: due.leg,
                    action: due.action,
                },
                false,
            )?;
        }
        self.apply(
            Event {
                at: self.now,
                cloud_skew_ms: 7,
                leg,
                action,
            },
            true,
        )
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.now
    }

    /// Applies every follow-up that is still due.
    #[track_caller]
    pub(crate) fn settle(&mut self) {
        self.try_settle()
            .unwrap_or_else(|illegal| panic!("{illegal}"));
    }

    pub(crate) fn try_settle(&mut self) -> Result<(), Illegal> {
        while let Some(due) = self.agenda.next_due() {
            self.now = self.now.max(due.at);
            self.apply(
                Event {
                    at: due.at,
                    cloud_skew_ms: 0,
                    leg: due.leg,
                    action: due.action,
                },
                false,
            )?;
        }
        Ok(())
    }

    fn apply(&mut self, event: Event, is_step: bool) -> Result<(), Illegal> {
        let applied = self.conversation.apply(&self.table, &event)?;
        self.rows.push(applied.row.id);
        if is_step {
            let follow_ups = applied.follow_ups;
            self.agenda.schedule(event.at, follow_ups, &[]);
        }
        self.timeline.push(event);
        Ok(())
    }
}
