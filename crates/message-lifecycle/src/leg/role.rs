//! The roles that parties play in a conversation.
//!
//! These are the purposes that occur in message conversations. Voice-only ones (`station`, `fax`,
//! `voicemail`) and outbound campaigns are left out: no source shows them with a message leg.

message_model::closed_list! {
    /// The role of a leg's participant in the conversation.
    ///
    /// ```
    /// use message_lifecycle::Role;
    ///
    /// assert_eq!("bot".parse(), Ok(Role::Bot));
    /// assert_eq!(Role::Bot.purpose(), "botflow");
    /// assert!(Role::Customer.is_contact() && !Role::Agent.is_contact());
    /// ```
    pub enum Role {
        /// The person who contacts the business; their leg lasts as long as the contact does.
        Customer = "customer",
        /// An outside party who is written to, or writes, without being known as a customer.
        ///
        /// A conversation created through the API without a contact has the purpose `external` in
        /// place of `customer` (observed).
        External = "external",
        /// An Architect flow: an inbound message flow, or the flow to which the inactivity timer
        /// sends a conversation.
        Workflow = "workflow",
        /// A bot flow.
        Bot = "bot",
        /// A stay in a queue. Every entry into a queue is a new participant (observed).
        Acd = "acd",
        /// A person who answers for the business. Every offer is a new participant, even to the
        /// same person (observed).
        Agent = "agent",
        /// A program that sends messages without an agent or a queue ("agentless").
        Api = "api",
    }
}

impl Role {
    /// The participant's `purpose` on the wire (documented: the purposes of analytics
    /// participants).
    ///
    /// ```
    /// use message_lifecycle::Role;
    ///
    /// assert_eq!(Role::Bot.purpose(), "botflow");
    /// assert_eq!(Role::Acd.purpose(), "acd");
    /// ```
    pub fn purpose(self) -> &'static str {
        match self {
            Role::Bot => "botflow",
            other => other.as_str(),
        }
    }

    /// The letter for this role in storyboards and lists.
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

    /// Whether this is the outside party ("the contact"), to whose leg the `peerId` of all other
    /// legs refers.
    ///
    /// ```
    /// use message_lifecycle::Role;
    ///
    /// let contacts: Vec<_> = Role::ALL.into_iter().filter(|role| role.is_contact()).collect();
    /// assert_eq!(contacts, [Role::Customer, Role::External]);
    /// ```
    pub fn is_contact(self) -> bool {
        matches!(self, Role::Customer | Role::External)
    }

    /// Whether this is a flow or a bot flow, which hands the contact on or ends by itself.
    ///
    /// ```
    /// use message_lifecycle::Role;
    ///
    /// assert!(Role::Bot.is_flow() && !Role::Acd.is_flow());
    /// ```
    pub fn is_flow(self) -> bool {
        matches!(self, Role::Workflow | Role::Bot)
    }
}
