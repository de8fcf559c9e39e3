//! A leg: one party's part in the conversation, as the simulation knows it.

use message_model::Timestamp;

use crate::{Ending, LegIndex, LegState, MessageIndex, Moment, ParticipantIndex, Role, UserIndex};

/// One leg of a simulated conversation.
///
/// Only [`Conversation::apply`](crate::Conversation::apply) changes it; everything here is to read.
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
    /// Who the leg stands for.
    pub fn role(&self) -> Role {
        self.role
    }

    /// The person, if it is an agent's leg.
    pub fn user(&self) -> Option<UserIndex> {
        self.user
    }

    /// How long an offer may wait for its answer, in milliseconds.
    pub fn alerting_timeout_ms(&self) -> u32 {
        self.alerting_timeout_ms
    }

    /// The participant who holds the leg.
    pub fn participant(&self) -> ParticipantIndex {
        self.participant
    }

    /// The leg it points to: for everybody else the contact's leg, for the contact the last agent's leg, if any.
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

    /// The stretches of its life, in order; each begins when the one before ends.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// What its party has sent, in order.
    pub fn messages(&self) -> &[MessageIndex] {
        &self.messages
    }

    pub(crate) fn take_segment(&mut self, effect: SegmentEffect, at: Timestamp, ending: Option<Ending>) {
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
        self.segments.push(Segment { kind, start, end: None });
    }

    fn close_segment(&mut self, at: Timestamp, how: SegmentEnd) {
        if let Some(segment) = self.segments.last_mut().filter(|segment| segment.end.is_none()) {
            segment.end = Some((at, how));
        }
    }
}

/// A stretch of a leg's life. The wire's is `message_model::Segment`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// What the leg does meanwhile.
    pub kind: SegmentType,
    /// Since when, by the provider's clock.
    pub start: Timestamp,
    /// Until when, by the provider's clock, and what comes then.
    pub end: Option<(Timestamp, SegmentEnd)>,
}

/// What a segment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SegmentType {
    /// An offer waits.
    Alert,
    /// The party takes part.
    Interact,
    /// The agent is busy with other work.
    Hold,
    /// The conversation is put aside.
    Parked,
}

impl SegmentType {
    /// Every type.
    pub const ALL: [SegmentType; 4] =
        [SegmentType::Alert, SegmentType::Interact, SegmentType::Hold, SegmentType::Parked];

    /// The segment's `type` on the wire (observed: `Alert`, `Interact`; inferred: `Hold`, `Parked`, by the same spelling).
    pub fn name(self) -> &'static str {
        match self {
            SegmentType::Alert => "Alert",
            SegmentType::Interact => "Interact",
            SegmentType::Hold => "Hold",
            SegmentType::Parked => "Parked",
        }
    }
}

/// What comes after a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SegmentEnd {
    /// A segment of this type.
    Next(SegmentType),
    /// The end of the leg.
    Disconnect(Ending),
}

impl SegmentEnd {
    /// The segment's `howEnded` on the wire: the type of the next segment, or `Disconnect` (observed).
    pub fn how_ended(self) -> &'static str {
        match self {
            SegmentEnd::Next(kind) => kind.name(),
            SegmentEnd::Disconnect(_) => "Disconnect",
        }
    }
}

/// What a row does to the segments of its leg.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SegmentEffect {
    /// Nothing.
    None,
    /// The first segment opens.
    Open(SegmentType),
    /// The open segment ends by the next one's name; the next one opens at the same instant.
    Next(SegmentType),
    /// The open segment ends by `Disconnect`.
    Close,
}
