//! Who a leg stands for.
//!
//! Only the purposes that a message conversation shows are here. Voice-only ones (`station`, `fax`, `voicemail`) and
//! outbound campaigns are left out: no source ties them to a message leg.

use std::fmt;

/// What the participant of a leg is in the conversation.
///
/// ```
/// use message_lifecycle::Role;
///
/// assert_eq!(Role::from_name("bot"), Some(Role::Bot));
/// assert_eq!(Role::Bot.purpose(), "botflow");
/// assert!(Role::Customer.is_contact() && !Role::Agent.is_contact());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The person who writes in; their leg spans the whole contact.
    Customer,
    /// Who is written to, or writes in, without being known as a customer.
    ///
    /// A conversation made through the API without a contact shows `external` in place of `customer` (observed).
    External,
    /// An Architect flow: an inbound message flow, or the one a silent conversation is sent to.
    Workflow,
    /// A bot flow.
    Bot,
    /// A stay in a queue. Every entry into a queue is a new participant (observed).
    Acd,
    /// A person who answers. Every offer is a new participant, also to the same person (observed).
    Agent,
    /// A program that sends without a person or a queue ("agentless").
    Api,
}

impl Role {
    /// Every role, in the order in which a conversation usually meets them.
    pub const ALL: [Role; 7] =
        [Role::Customer, Role::External, Role::Workflow, Role::Bot, Role::Acd, Role::Agent, Role::Api];

    /// The name used in scenario files, in scripts and in the docs.
    pub fn name(self) -> &'static str {
        match self {
            Role::Customer => "customer",
            Role::External => "external",
            Role::Workflow => "workflow",
            Role::Bot => "bot",
            Role::Acd => "acd",
            Role::Agent => "agent",
            Role::Api => "api",
        }
    }

    /// The role of that name, or nothing.
    pub fn from_name(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }

    /// The participant's `purpose` on the wire (documented: the purposes of analytics participants).
    pub fn purpose(self) -> &'static str {
        match self {
            Role::Bot => "botflow",
            other => other.name(),
        }
    }

    /// The letter that stands for it in storyboards and lists.
    pub fn letter(self) -> &'static str {
        match self {
            Role::Customer => "C",
            Role::External => "X",
            Role::Workflow => "W",
            Role::Bot => "B",
            Role::Acd => "Q",
            Role::Agent => "A",
            Role::Api => "P",
        }
    }

    /// Whether this is the outside party, to whose leg all the others point.
    pub fn is_contact(self) -> bool {
        matches!(self, Role::Customer | Role::External)
    }

    /// Whether this is a flow, which hands the contact on or ends it by itself.
    pub fn is_flow(self) -> bool {
        matches!(self, Role::Workflow | Role::Bot)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
