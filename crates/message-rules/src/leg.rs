//! The common form of a leg that the rules read, whichever medium and view it comes from.

use std::ops::Deref;

use message_model::contract::View;
use message_model::{Id, Message, MessageState, Participant, Segment, Timestamp};

use crate::medium::{Medium, Role};

/// A leg, with its participant and its place in the document.
pub(crate) struct Leg<'a> {
    pub(crate) facts: Facts<'a>,
    pub(crate) medium: Medium,
    pub(crate) view: View,
    /// The participant that has the leg; `None` for a leg outside of any conversation.
    pub(crate) participant: Option<&'a Participant>,
    /// The user that the participant is, if any.
    pub(crate) user_id: Option<&'a Id>,
    pub(crate) role: Role,
    pub(crate) place: Place,
}

/// The properties of a leg, in the form of a `Message`.
pub(crate) enum Facts<'a> {
    /// A `Message` of the payload.
    Borrowed(&'a Message),
    /// Converted from another form. Boxed, since a `Message` is large and there may be a million of
    /// them.
    Read(Box<Message>),
}

/// The place of a leg in its document.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Place {
    /// The document is the leg.
    Whole,
    /// In the flat view, the participant with this index is the leg itself.
    Participant(usize),
    /// The index of the participant, and the index of the leg among the participant's legs of that
    /// medium.
    Leg(usize, usize),
}

/// The phase of a leg's lifecycle, as far as rules distinguish states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Alerting, connected, parked, or an equivalent state of another medium.
    Live,
    /// Disconnected, or (for calls) terminated.
    Ended,
}

impl Deref for Facts<'_> {
    type Target = Message;

    fn deref(&self) -> &Message {
        match self {
            Self::Borrowed(message) => message,
            Self::Read(message) => message,
        }
    }
}

impl Deref for Leg<'_> {
    type Target = Message;

    fn deref(&self) -> &Message {
        &self.facts
    }
}

impl Leg<'_> {
    /// The path from the top of the document to a property of this leg, given its name in a
    /// `Message`.
    pub(crate) fn property(&self, name: &str) -> String {
        match self.place {
            Place::Whole => name.to_owned(),
            Place::Participant(participant) => {
                let of_reference = (self.view == View::MediaNotification)
                    .then(|| name.strip_suffix(".messageId"))
                    .flatten();
                match of_reference {
                    Some(message) => format!("participants[{participant}].{message}.message.id"),
                    None => format!("participants[{participant}].{}", flat_name(name)),
                }
            }
            Place::Leg(participant, leg) => {
                format!(
                    "participants[{participant}].{}[{leg}].{name}",
                    self.medium.property()
                )
            }
        }
    }

    /// The path from the top of the document to this leg.
    pub(crate) fn path(&self) -> String {
        match self.place {
            Place::Whole => String::new(),
            Place::Participant(participant) => format!("participants[{participant}]"),
            Place::Leg(participant, leg) => format!(
                "participants[{participant}].{}[{leg}]",
                self.medium.property()
            ),
        }
    }

    pub(crate) fn phase(&self) -> Option<Phase> {
        self.state.as_ref().and_then(phase)
    }

    pub(crate) fn is_live(&self) -> bool {
        self.phase() == Some(Phase::Live)
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.phase() == Some(Phase::Ended)
    }

    pub(crate) fn segments(&self) -> &[Segment] {
        self.facts.segments.as_deref().unwrap_or_default()
    }

    /// When the leg began: the earliest of its times; `None` if it has none.
    pub(crate) fn begin(&self) -> Option<Timestamp> {
        let first_segment = self
            .segments()
            .first()
            .and_then(|segment| segment.start_time);
        // The segment first, since it is on the provider's clock, as the leg's end is; the other
        // two are on the cloud's.
        first_segment
            .or(self.start_alerting_time)
            .or(self.connected_time)
    }

    /// When the leg ended; `None` if it has not, or does not say when.
    pub(crate) fn end(&self) -> Option<Timestamp> {
        if self.has_ended() {
            self.disconnected_time
        } else {
            None
        }
    }

    /// The state for display in a finding.
    pub(crate) fn state_shown(&self) -> String {
        crate::quote::shown(self.state.as_ref())
    }
}

/// The name that the flat view uses for a property of a leg.
fn flat_name(name: &str) -> &str {
    match name {
        "peerId" => "peer",
        "disconnectedTime" => "endTime",
        _ => name,
    }
}

/// The phase of a state; `None` for a state that no known release has.
pub(crate) fn phase(state: &MessageState) -> Option<Phase> {
    match state {
        MessageState::Alerting | MessageState::Connected | MessageState::Parked => {
            Some(Phase::Live)
        }
        MessageState::Disconnected => Some(Phase::Ended),
        // The one wide state that is an end, so it is taken before the others of the list.
        MessageState::Unrecognized(text) if text.as_str() == "terminated" => Some(Phase::Ended),
        MessageState::Unrecognized(text) if WIDE_STATES.contains(&text.as_str()) => {
            Some(Phase::Live)
        }
        _ => None,
    }
}

/// The states that the flat view and other media have in addition to those of a `Message`
/// (documented).
pub(crate) const WIDE_STATES: [&str; 9] = [
    "dialing",
    "contacting",
    "offering",
    "scheduled",
    "terminated",
    "converting",
    "uploading",
    "transmitting",
    "none",
];
