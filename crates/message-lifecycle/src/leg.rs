//! The leg of the simulation: one party's part in the conversation.

use message_model::Timestamp;

use crate::{Ending, LegIndex, LegState, MessageIndex, Moment, ParticipantIndex, Role, UserIndex};

/// One leg of a simulated conversation.
///
/// Only [`Conversation::apply`](crate::Conversation::apply) changes it; all methods here are
/// getters.
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

/// A segment: a stretch of a leg's life. Its counterpart on the wire is [`message_model::Segment`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// What the leg is doing in it.
    pub kind: SegmentType,
    /// When it began, by the provider's clock.
    pub start: Timestamp,
    /// When it ended, by the provider's clock, and what comes after it; `None` while it is open.
    pub end: Option<(Timestamp, SegmentEnd)>,
}

/// The type of a segment: what the leg is doing in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SegmentType {
    /// The leg is alerting: an offer waits for its answer.
    Alert,
    /// The leg is connected.
    Interact,
    /// The leg is held: the agent is busy with another conversation.
    Hold,
    /// The leg is parked.
    Parked,
}

impl SegmentType {
    /// Every type.
    pub const ALL: [SegmentType; 4] = [
        SegmentType::Alert,
        SegmentType::Interact,
        SegmentType::Hold,
        SegmentType::Parked,
    ];

    /// The segment's `type` on the wire (observed: `Alert`, `Interact`; inferred: `Hold`, `Parked`,
    /// by the same spelling).
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
    /// Another segment, of this type.
    Next(SegmentType),
    /// The end of the leg, for this reason.
    Disconnect(Ending),
}

impl SegmentEnd {
    /// The segment's `howEnded` on the wire: the type of the next segment, or `Disconnect`
    /// (observed).
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
    /// It leaves them as they are.
    None,
    /// It opens the leg's first segment, of this type.
    Open(SegmentType),
    /// It closes the open segment and opens one of this type at the same instant.
    ///
    /// The `howEnded` of the closed segment is the type of the new one.
    Next(SegmentType),
    /// It closes the open segment; its `howEnded` is `Disconnect`.
    Close,
}
