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
    pub fn peer(&self) -> Option<LegIndex> {
        self.peer
    }

    /// When it opened.
    pub fn opened(&self) -> Moment {
        self.opened
    }

    /// Its state now.
    pub fn state(&self) -> &LegState {
        &self.state
    }

    /// The segments of its life, in order; each begins when the one before ends.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The messages that its party has sent, in order.
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
