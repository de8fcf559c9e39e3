//! The objects that a payload can be as a whole.

use std::fmt;

use super::all_releases::Contract;
use super::definition::Definition;

/// The type of a payload as a whole.
///
/// ```
/// use message_model::contract::Root;
///
/// assert_eq!(Root::from_text("Message"), Some(Root::Message));
/// assert_eq!(Root::Message.definition().name(), "Message");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Root {
    /// A conversation with its participants and their legs.
    Conversation,
    /// One participant of a conversation.
    Participant,
    /// One message leg.
    Message,
}

impl Root {
    /// Every root, outermost first.
    pub const ALL: [Self; 3] = [Self::Conversation, Self::Participant, Self::Message];

    /// The name of the object in the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Conversation => "Conversation",
            Self::Participant => "Participant",
            Self::Message => "Message",
        }
    }

    /// The root that [`as_str`](Self::as_str) writes as `text`; `None` for any other text.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|root| root.as_str() == text)
    }

    /// The contract's definition of the object.
    pub fn definition(self) -> &'static Definition {
        Contract::get()
            .definition(self.as_str())
            .expect("the contract has every root")
    }
}

impl fmt::Display for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
