//! The segments of a leg: the stretches of its life.

use message_model::Timestamp;

use crate::Ending;

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

message_model::closed_list! {
    /// The type of a segment: what the leg is doing in it.
    pub enum SegmentType {
        /// The leg is alerting: an offer waits for its answer.
        Alert = "Alert",
        /// The leg is connected.
        Interact = "Interact",
        /// The leg is held: the agent is busy with another conversation.
        Hold = "Hold",
        /// The leg is parked.
        Parked = "Parked",
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
            SegmentEnd::Next(kind) => kind.as_str(),
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
