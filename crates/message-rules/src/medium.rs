//! The media of legs, and the roles of participants.

message_model::closed_list! {
    /// A medium whose legs the rules read. Legs of other media are not checked.
    ///
    /// ```
    /// use message_rules::Medium;
    ///
    /// assert_eq!(Medium::ALL.map(Medium::as_str), ["message", "chat", "callback", "email", "call"]);
    /// ```
    pub enum Medium {
        /// `participants[].messages[]`, and legs outside of any conversation.
        Message = "message",
        /// `participants[].chats[]`: the medium that messaging evolved from.
        Chat = "chat",
        /// `participants[].callbacks[]`.
        Callback = "callback",
        /// `participants[].emails[]`.
        Email = "email",
        /// `participants[].calls[]`.
        Call = "call",
    }
}

impl Medium {
    /// The medium that has this provider, if it is one that was seen with one medium only
    /// (observed).
    pub(crate) fn of_provider(provider: &str) -> Option<Self> {
        match provider {
            "PureCloud Messaging" => Some(Self::Message),
            "PureCloud Webchat v2" => Some(Self::Chat),
            "PureCloud Callback" => Some(Self::Callback),
            "Edge" => Some(Self::Call),
            _ => None,
        }
    }

    /// The medium whose legs this property of a participant holds.
    pub(crate) fn of_property(property: &str) -> Option<Self> {
        let mut media = Self::ALL.into_iter();
        media.find(|medium| medium.property() == property)
    }

    /// The participant's property that holds legs of this medium.
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

/// The role of a leg's participant, as far as rules distinguish roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The participant outside the organisation, whose leg is the peer of the others.
    Customer,
    /// A flow or bot.
    Flow,
    /// A queue.
    Acd,
    /// A user.
    Agent,
    /// Any other role, or one that the payload does not name.
    Other,
}

impl Role {
    /// The role of a participant with this `purpose`, which is free text whose values are
    /// documented for analytics.
    pub(crate) fn of(purpose: &str) -> Self {
        match purpose {
            "customer" | "external" => Self::Customer,
            "workflow" | "botflow" | "bot" | "ivr" => Self::Flow,
            "acd" => Self::Acd,
            "agent" | "user" => Self::Agent,
            _ => Self::Other,
        }
    }

    /// Whether the participant belongs to the platform or the organisation; false if unknown.
    pub(crate) fn is_internal(self) -> bool {
        match self {
            Self::Flow | Self::Acd | Self::Agent => true,
            Self::Customer | Self::Other => false,
        }
    }
}
