//! The segments of a leg: the stretches of its life.

use message_model::Timestamp;

use crate::Ending;

/// A segment: a stretch of a leg's life. Its counterpart on the wire is [`message_model::Segment`].
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
/// # use example::inbound;
/// use message_lifecycle::{Action, NewLeg, Role, SegmentEnd, SegmentType, UserIndex};
///
/// let simulation = inbound([
///     (0, Action::Enter(NewLeg::of(Role::Customer))),
///     (1, Action::Enter(NewLeg::of(Role::Acd))),
///     (2, Action::Offer(NewLeg::of_agent(UserIndex::new(7)))),
///     (2, Action::Answer),
/// ]);
/// let conversation = simulation.conversation();
/// let alert = conversation.legs()[2].segments()[0];
/// assert_eq!(alert.kind, SegmentType::Alert);
/// let (end, how) = alert.end.expect("the agent has answered");
/// assert!(alert.start < end);
/// assert_eq!(how, SegmentEnd::Next(SegmentType::Interact));
/// ```
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
    ///
    /// ```
    /// use message_lifecycle::{Ending, SegmentEnd, SegmentType};
    ///
    /// assert_eq!(SegmentEnd::Next(SegmentType::Interact).how_ended(), "Interact");
    /// assert_eq!(SegmentEnd::Disconnect(Ending::Client).how_ended(), "Disconnect");
    /// ```
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
