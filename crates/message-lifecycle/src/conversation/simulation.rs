//! The simulation: a conversation that is stepped, with what is still to come and what has
//! happened.

use message_model::Timestamp;

use crate::{Agenda, Applied, Conversation, Event, FollowUp, Illegal, Setup, Table, Timeline};

/// A conversation that is stepped: its state, the follow-ups that are still to come, and the log of
/// what has happened.
///
/// This is the only way to step a conversation. Whoever drives it (a script, the random walk, a
/// client's request) applies events; the simulation applies what follows on them when it is due,
/// and records both.
///
/// ```
/// use message_lifecycle::{Action, Event, LegIndex, NewLeg, Role, Setup, Simulation, Table};
/// use message_model::{Direction, MessageType, Timestamp};
///
/// let start: Timestamp = "2026-01-05T09:00:00Z".parse().expect("a time as RFC 3339");
/// let at = |millis| start.checked_add_millis(millis).expect("a time of the same day");
/// let event = |millis, leg, action| Event { at: at(millis), cloud_skew_ms: 0, leg, action };
///
/// let setup = Setup::new(MessageType::Sms, Direction::Inbound);
/// let mut simulation = Simulation::new(Table::standard(), setup);
/// let (customer, queue) = (LegIndex::new(0), LegIndex::new(1));
/// simulation.apply(event(0, customer, Action::Enter(NewLeg::of(Role::Customer))))?;
/// simulation.apply(event(5, queue, Action::Enter(NewLeg::of(Role::Acd))))?;
///
/// // The customer ends; that the queue ends as well follows on it by itself.
/// let ended = simulation.apply(event(9_000, customer, Action::End))?;
/// assert_eq!(ended.follow_ups.len(), 1);
/// assert_eq!(simulation.conversation().live(), [queue]);
/// assert_eq!(simulation.advance(at(60_000)).len(), 1);
/// assert!(simulation.conversation().ended().is_some());
///
/// let again = Simulation::replay(Table::standard(), simulation.timeline())?;
/// assert_eq!(again, simulation);
/// # Ok::<(), message_lifecycle::Illegal>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Simulation<'t> {
    table: &'t Table,
    conversation: Conversation,
    agenda: Agenda,
    timeline: Timeline,
}

impl<'t> Simulation<'t> {
    /// A simulation in which nothing has happened yet, driven by this table.
    #[must_use]
    pub fn new(table: &'t Table, setup: Setup) -> Self {
        Self {
            table,
            conversation: Conversation::new(setup.clone()),
            agenda: Agenda::default(),
            timeline: Timeline::new(setup),
        }
    }

    /// The simulation after the last event of a timeline.
    ///
    /// Its agenda is empty: a timeline says what has happened, not what was still to come. Use
    /// [`apply_alone`](Self::apply_alone) to look at the conversation after each event.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, NewLeg, Role, Simulation, Table};
    ///
    /// let mut simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    ///     (0, Action::End),
    /// ]);
    /// let again = Simulation::replay(Table::standard(), simulation.timeline())?;
    /// assert_eq!(again.conversation(), simulation.conversation());
    /// assert_eq!(again.agenda().due().count(), 0, "that the queue ends was still to come");
    /// simulation.run_out();
    /// # Ok::<(), message_lifecycle::Illegal>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the table does not allow an event. That cannot happen if the timeline is that of a
    /// simulation with the same table.
    pub fn replay(table: &'t Table, timeline: &Timeline) -> Result<Self, Illegal> {
        let mut simulation = Self::new(table, timeline.setup().clone());
        for event in timeline.events() {
            simulation.apply_alone(event.clone())?;
        }
        Ok(simulation)
    }

    /// The table that says what can happen.
    #[must_use]
    pub fn table(&self) -> &'t Table {
        self.table
    }

    /// The conversation as it is now.
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
    /// assert_eq!(simulation.conversation().live().len(), 1);
    /// simulation.run_out();
    /// assert!(simulation.conversation().live().is_empty());
    /// ```
    #[must_use]
    pub fn conversation(&self) -> &Conversation {
        &self.conversation
    }

    /// The follow-ups that are still to come.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, EventKind, NewLeg, Role};
    ///
    /// let simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    ///     (0, Action::End),
    /// ]);
    /// let due: Vec<_> = simulation.agenda().due().map(|due| due.action.kind()).collect();
    /// assert_eq!(due, [EventKind::PeerEnd]);
    /// ```
    #[must_use]
    pub fn agenda(&self) -> &Agenda {
        &self.agenda
    }

    /// Everything that has happened.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, EventKind, NewLeg, Role};
    ///
    /// let mut simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    ///     (0, Action::End),
    /// ]);
    /// simulation.run_out();
    /// let events = simulation.timeline().events();
    /// let last = events.last().map(|event| event.kind());
    /// assert_eq!((events.len(), last), (4, Some(EventKind::PeerEnd)));
    /// ```
    #[must_use]
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// The conversation as it is now, and everything that has happened.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, NewLeg, Role};
    ///
    /// let simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    ///     (0, Action::End),
    /// ]);
    /// let (conversation, timeline) = simulation.into_parts();
    /// assert_eq!(conversation.latest(), timeline.events().last().map(|event| event.at));
    /// ```
    #[must_use]
    pub fn into_parts(self) -> (Conversation, Timeline) {
        (self.conversation, self.timeline)
    }

    /// Applies an event after the follow-ups that are due by then. What follows on it comes after
    /// the delays that the table gives.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, Event, LegIndex, NewLeg, Role, UserIndex};
    ///
    /// let mut simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    ///     (2, Action::Offer(NewLeg::of_agent(UserIndex::new(7)))),
    /// ]);
    /// let at = simulation.conversation().latest().expect("events have happened");
    /// let answer = Event { at, cloud_skew_ms: 0, leg: LegIndex::new(2), action: Action::Answer };
    /// let applied = simulation.apply(answer)?;
    /// assert_eq!(applied.row.id, "answer");
    /// assert_eq!(applied.follow_ups[0].leg, LegIndex::new(1), "the queue hands the contact on");
    /// # Ok::<(), message_lifecycle::Illegal>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the table does not allow the event. It has then had no effect; the follow-ups that were
    /// due before it have happened all the same.
    pub fn apply(&mut self, event: Event) -> Result<Applied<'t>, Illegal> {
        self.apply_with(event, |_, follow_up| follow_up.delay_ms)
    }

    /// As [`apply`](Self::apply), with the delay of each follow-up as the caller decides.
    ///
    /// `delay_ms` is asked for each follow-up in order, with the conversation after the event; its
    /// answer is in milliseconds after the event, negative for before it.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, Event, LegIndex, NewLeg, Role};
    ///
    /// let mut simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    /// ]);
    /// let at = simulation.conversation().latest().expect("events have happened");
    /// let end = Event { at, cloud_skew_ms: 0, leg: LegIndex::new(0), action: Action::End };
    /// simulation.apply_with(end, |_, _| 250)?;
    /// let queue_ends = simulation.agenda().due().next().map(|due| due.at);
    /// assert_eq!(queue_ends, at.checked_add_millis(250));
    /// # Ok::<(), message_lifecycle::Illegal>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`apply`](Self::apply).
    pub fn apply_with(
        &mut self,
        event: Event,
        mut delay_ms: impl FnMut(&Conversation, &FollowUp) -> i64,
    ) -> Result<Applied<'t>, Illegal> {
        self.advance(event.at);
        let cause = event.at;
        let mut applied = self.apply_alone(event)?;
        for follow_up in &mut applied.follow_ups {
            follow_up.delay_ms = delay_ms(&self.conversation, follow_up);
            self.agenda.schedule(cause, follow_up);
        }
        Ok(applied)
    }

    /// Applies an event on which nothing is to follow, such as one of a timeline, where what
    /// followed on it stands as an event of its own. The agenda stays as it is.
    ///
    /// # Errors
    ///
    /// If the table does not allow the event. The simulation is then unchanged.
    ///
    /// ```
    /// use message_lifecycle::{Simulation, Table, walk};
    ///
    /// let timeline = walk(Table::standard(), &[0, 0, 0, 0, 0, 2_000, 30_001]);
    /// let mut simulation = Simulation::new(Table::standard(), timeline.setup().clone());
    /// let mut rows = Vec::new();
    /// for event in timeline.events() {
    ///     rows.push(simulation.apply_alone(event.clone())?.row.id);
    /// }
    /// assert_eq!(rows[0], "contact-enters");
    /// assert_eq!(simulation.timeline(), &timeline);
    /// # Ok::<(), message_lifecycle::Illegal>(())
    /// ```
    pub fn apply_alone(&mut self, event: Event) -> Result<Applied<'t>, Illegal> {
        let applied = self.conversation.apply(self.table, &event)?;
        self.timeline.push(event);
        Ok(applied)
    }

    /// Applies every follow-up that is due at `until` or earlier, and returns what has happened.
    ///
    /// A follow-up that is no longer possible when it is due, because its leg has ended otherwise
    /// in the meantime, does not happen.
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
    /// let at = simulation.conversation().latest().expect("events have happened");
    /// assert!(simulation.advance(at).is_empty(), "a peer ends some milliseconds later");
    /// let later = at.checked_add_millis(1_000).expect("a time of the same day");
    /// assert_eq!(simulation.advance(later).len(), 1);
    /// ```
    pub fn advance(&mut self, until: Timestamp) -> &[Event] {
        self.follow_while(|at| at <= until)
    }

    /// Applies every follow-up that is still to come, and returns what has happened, as
    /// [`advance`](Self::advance) does.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, EventKind, NewLeg, Role};
    ///
    /// let mut simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    ///     (0, Action::End),
    /// ]);
    /// assert_eq!(simulation.run_out()[0].kind(), EventKind::PeerEnd);
    /// assert!(simulation.run_out().is_empty());
    /// ```
    pub fn run_out(&mut self) -> &[Event] {
        self.follow_while(|_| true)
    }

    fn follow_while(&mut self, is_due: impl Fn(Timestamp) -> bool) -> &[Event] {
        let before = self.timeline.events().len();
        while let Some(due) = self.agenda.take_if(&is_due) {
            let event = Event {
                at: due.at,
                cloud_skew_ms: 0,
                leg: due.leg,
                action: due.action,
            };
            // An event that ended the leg first makes this one illegal: it is dropped.
            let _ = self.apply_alone(event);
        }
        &self.timeline.events()[before..]
    }
}
