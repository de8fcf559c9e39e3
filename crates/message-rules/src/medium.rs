//! Which views of a leg there are, of which media, and what parties legs belong to.

use std::fmt;

/// The forms in which the platform shows a leg. They differ in their properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// As `GET /api/v2/conversations/{id}` answers: a leg with segments.
    Api,
    /// As the topics `v2.users.{id}.conversations` and `v2.routing.queues.{id}.conversations` send it: without
    /// segments, `recordingId`, `startAlertingTime` and `messageURI` (documented).
    Notification,
    /// As `GET /api/v2/conversations/messages/{id}` and the topics of one medium show it: leg and participant are
    /// one flat object, with `peer` and `endTime` in place of `peerId` and `disconnectedTime` (documented).
    MediaParticipant,
}

/// A medium whose legs the rules read. Legs of further media pass unexamined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Medium {
    /// `participants[].messages[]`, and a leg by itself.
    Message,
    /// `participants[].chats[]`: the medium that messages grew out of.
    Chat,
    /// `participants[].callbacks[]`.
    Callback,
    /// `participants[].emails[]`.
    Email,
    /// `participants[].calls[]`.
    Call,
}

impl View {
    /// Every view.
    pub const ALL: [Self; 3] = [Self::Api, Self::Notification, Self::MediaParticipant];

    /// The view as one lower-case word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Notification => "notification",
            Self::MediaParticipant => "media-participant",
        }
    }
}

impl Medium {
    /// Every medium.
    pub const ALL: [Self; 5] = [Self::Message, Self::Chat, Self::Callback, Self::Email, Self::Call];

    /// The medium as one lower-case word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Chat => "chat",
            Self::Callback => "callback",
            Self::Email => "email",
            Self::Call => "call",
        }
    }

    /// The property of a participant that holds its legs.
    pub(crate) fn property(self) -> &'static str {
        match self {
            Self::Message => "messages",
            Self::Chat => "chats",
            Self::Callback => "callbacks",
            Self::Email => "emails",
            Self::Call => "calls",
        }
    }
}

impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for Medium {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What the party of a leg is, as far as rules tell parties apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The party outside of the organisation, whose leg the others are peers of.
    Customer,
    /// A flow or bot.
    Flow,
    /// A queue.
    Acd,
    /// A user.
    Agent,
    /// Anything else, and any that the payload does not name.
    Other,
}

impl Role {
    /// The role of a participant with that `purpose`, a free text whose values are documented for analytics.
    pub(crate) fn of(purpose: &str) -> Self {
        match purpose {
            "customer" | "external" => Self::Customer,
            "workflow" | "botflow" | "bot" | "ivr" => Self::Flow,
            "acd" => Self::Acd,
            "agent" | "user" => Self::Agent,
            _ => Self::Other,
        }
    }

    /// Whether the platform or the organisation is the party; false when that is not known.
    pub(crate) fn is_internal(self) -> bool {
        match self {
            Self::Flow | Self::Acd | Self::Agent => true,
            Self::Customer | Self::Other => false,
        }
    }
}
