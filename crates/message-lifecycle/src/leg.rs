//! The leg of the simulation: one party's part in the conversation.

pub(crate) mod ending;
pub(crate) mod event;
pub(crate) mod index;
pub(crate) mod message;
pub(crate) mod role;
pub(crate) mod segment;
pub(crate) mod state;
pub(crate) mod status;

use message_model::Timestamp;

use crate::{
    Ending, LegIndex, LegState, MessageIndex, Moment, ParticipantIndex, Role, Segment,
    SegmentEffect, SegmentEnd, SegmentType, UserIndex,
};

/// One leg of a simulated conversation.
///
/// Only a [`Simulation`](crate::Simulation) changes it; all methods here are getters.
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
/// # use example::inbound;
/// use message_lifecycle::{Action, NewLeg, Role, StateName, UserIndex};
///
/// let simulation = inbound([
///     (0, Action::Enter(NewLeg::of(Role::Customer))),
///     (1, Action::Enter(NewLeg::of(Role::Acd))),
///     (2, Action::Offer(NewLeg::of_agent(UserIndex::new(7)))),
/// ]);
/// let conversation = simulation.conversation();
/// let leg = &conversation.legs()[2];
/// assert_eq!((leg.role(), leg.state().name()), (Role::Agent, StateName::Alerting));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leg {
    pub(crate) role: Role,
    pub(crate) user: Option<UserIndex>,
    pub(crate) alerting_timeout_ms: u32,
    pub(crate) participant: ParticipantIndex,
    pub(crate) peer: Option<LegIndex>,
    pub(crate) opened: Moment,
    pub(crate) changed: Timestamp,
    pub(crate) state: LegState,
    pub(crate) segments: Vec<Segment>,
    pub(crate) messages: Vec<MessageIndex>,
}

impl Leg {
    /// The role of its party.
    pub fn role(&self) -> Role {
        self.role
    }

    /// The user, if it is an agent's leg.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, NewLeg, Role, UserIndex};
    ///
    /// let simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    ///     (2, Action::Offer(NewLeg::of_agent(UserIndex::new(7)))),
    /// ]);
    /// let conversation = simulation.conversation();
    /// let leg = &conversation.legs()[2];
    /// assert_eq!(leg.user(), Some(UserIndex::new(7)));
    /// assert_eq!(conversation.legs()[0].user(), None);
    /// ```
    pub fn user(&self) -> Option<UserIndex> {
        self.user
    }

    /// How long an offer waits for an answer, in milliseconds.
    pub fn alerting_timeout_ms(&self) -> u32 {
        self.alerting_timeout_ms
    }

    /// The participant who holds the leg.
    pub fn participant(&self) -> ParticipantIndex {
        self.participant
    }

    /// The leg that its `peerId` refers to, if any.
    ///
    /// For the contact's leg this is the agent's leg that connected last; for every other leg it is
    /// the contact's leg.
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
    /// ]);
    /// let conversation = simulation.conversation();
    /// let leg = &conversation.legs()[2];
    /// assert_eq!(leg.peer(), Some(LegIndex::new(0)));
    /// assert_eq!(conversation.legs()[0].peer(), Some(LegIndex::new(2)));
    /// ```
    pub fn peer(&self) -> Option<LegIndex> {
        self.peer
    }

    /// When it opened.
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
    /// let leg = &conversation.legs()[1];
    /// assert_eq!(leg.opened().provider.to_string(), "2026-01-05T09:00:01.000Z");
    /// ```
    pub fn opened(&self) -> Moment {
        self.opened
    }

    /// Its state now.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, LegState, NewLeg, Role, UserIndex};
    ///
    /// let simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    ///     (2, Action::Offer(NewLeg::of_agent(UserIndex::new(7)))),
    ///     (2, Action::Answer),
    /// ]);
    /// let conversation = simulation.conversation();
    /// let leg = &conversation.legs()[2];
    /// let LegState::Connected { connection, hold: None } = leg.state() else {
    ///     panic!("the agent has answered");
    /// };
    /// let alerted = connection.alerted.expect("it was offered");
    /// assert!(alerted.cloud < connection.connected.cloud);
    /// ```
    pub fn state(&self) -> &LegState {
        &self.state
    }

    /// The segments of its life, in order; each begins when the one before ends.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, NewLeg, Role, SegmentType, UserIndex};
    ///
    /// let simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    ///     (2, Action::Offer(NewLeg::of_agent(UserIndex::new(7)))),
    ///     (2, Action::Answer),
    ///     (2, Action::Hold),
    /// ]);
    /// let conversation = simulation.conversation();
    /// let leg = &conversation.legs()[2];
    /// let kinds: Vec<_> = leg.segments().iter().map(|segment| segment.kind).collect();
    /// assert_eq!(kinds, [SegmentType::Alert, SegmentType::Interact, SegmentType::Hold]);
    /// assert_eq!(leg.segments()[2].end, None);
    /// ```
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The messages that its party has sent, in order.
    ///
    /// ```
    /// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
    /// # use example::inbound;
    /// use message_lifecycle::{Action, MessageIndex, NewLeg, Role, UserIndex};
    ///
    /// let simulation = inbound([
    ///     (0, Action::Enter(NewLeg::of(Role::Customer))),
    ///     (0, Action::Message),
    ///     (1, Action::Enter(NewLeg::of(Role::Acd))),
    ///     (2, Action::Offer(NewLeg::of_agent(UserIndex::new(7)))),
    ///     (2, Action::Answer),
    ///     (2, Action::Message),
    /// ]);
    /// let conversation = simulation.conversation();
    /// let leg = &conversation.legs()[2];
    /// assert_eq!(leg.messages(), [MessageIndex::new(1)], "the first is the customer's");
    /// ```
    pub fn messages(&self) -> &[MessageIndex] {
        &self.messages
    }

    pub(crate) fn take_segment(
        &mut self,
        effect: SegmentEffect,
        at: Timestamp,
        ending: Option<Ending>,
    ) {
        match effect {
            SegmentEffect::None => {}
            SegmentEffect::Open(kind) => self.open_segment(kind, at),
            SegmentEffect::Next(kind) => {
                self.close_segment(at, SegmentEnd::Next(kind));
                self.open_segment(kind, at);
            }
            SegmentEffect::Close => {
                // The standard table closes a segment only together with an ending; an altered one
                // may not, and is no reason to panic.
                if let Some(ending) = ending {
                    self.close_segment(at, SegmentEnd::Disconnect(ending));
                }
            }
        }
    }

    fn open_segment(&mut self, kind: SegmentType, start: Timestamp) {
        self.segments.push(Segment {
            kind,
            start,
            end: None,
        });
    }

    fn close_segment(&mut self, at: Timestamp, how: SegmentEnd) {
        if let Some(segment) = self
            .segments
            .last_mut()
            .filter(|segment| segment.end.is_none())
        {
            segment.end = Some((at, how));
        }
    }
}
