//! What is recognised and not modelled: it is named, kept as received, and not checked.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::RawJson;

/// Something of the platform that this crate recognises and does not model.
///
/// ```
/// use message_model::{Capture, ForeignKind};
///
/// let frame = r#"{"type": "message", "class": "StructuredMessage", "code": 200, "body": {}}"#;
/// let capture = Capture::read(frame)?;
/// let foreign: Vec<_> = capture.foreign().map(|(_, kind)| kind).collect();
/// assert_eq!(foreign, [ForeignKind::GuestFrame]);
/// assert_eq!(capture.documents().count(), 0, "nothing is checked");
/// # Ok::<(), message_model::DecodeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Foreign {
    /// What it is.
    pub kind: ForeignKind,
    /// The text as received.
    pub text: RawJson,
}

/// What something foreign is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ForeignKind {
    /// A frame between a web messenger and the platform.
    GuestFrame,
    /// A part of a conversation of the analytics details, outside of it.
    Analytics,
    /// A page of something else than conversations.
    Listing,
    /// The heartbeat of a notification channel, or what the platform says about the channel.
    ChannelFrame,
    /// A notification on a topic that is not modelled.
    Notification,
}

impl ForeignKind {
    /// What it is, as a phrase.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::GuestFrame => "a frame of a web messenger",
            Self::Analytics => "a part of the analytics details of a conversation",
            Self::Listing => "a page of something else than conversations",
            Self::ChannelFrame => "a frame about the notification channel",
            Self::Notification => "a notification on a topic that is not modelled",
        }
    }

    /// What a notification is on a topic whose body is not modelled.
    pub(super) fn of_topic(topic: &str) -> Self {
        match topic == "channel.metadata" || topic.starts_with("v2.system.") {
            true => Self::ChannelFrame,
            false => Self::Notification,
        }
    }

    /// Whether it is part of every log, and says nothing that could be checked: heartbeats.
    #[must_use]
    pub const fn is_expected(self) -> bool {
        matches!(self, Self::ChannelFrame)
    }
}

impl fmt::Display for ForeignKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Foreign {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.text.serialize(serializer)
    }
}
