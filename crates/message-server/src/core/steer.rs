//! What tests do with a platform beside its API, each as a control is, too.

use uuid::Uuid;

use super::Core;
use crate::contact::{Inbound, Written};
use crate::error::Error;
use crate::fault::Failure;
use crate::given::GivenOrganisation;
use crate::people::Rule;
use crate::received::Received;
use crate::refusal::Refusal;
use crate::rest::login;
use crate::world::PlayOrder;

impl Core {
    /// A token: of a user, or of a client of the configuration, the first one.
    ///
    /// ```
    /// use message_server::{Config, Core, Request};
    ///
    /// let mut core = Core::new(Config::default())?;
    /// let user = core.agents()[0].id;
    /// let request = Request::new("GET", "/api/v2/users/me");
    /// let token = core.token(Some(user))?;
    /// assert_eq!(core.handle(&request.clone().with_token(&token)).status, 200);
    /// let token = core.token(None)?;
    /// assert_eq!(core.handle(&request.with_token(&token)).status, 400, "no user");
    /// # Ok::<(), message_server::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is no such user.
    pub fn token(&mut self, user: Option<Uuid>) -> Result<String, Error> {
        let state = &mut self.world.state;
        if let Some(user) = user.filter(|user| state.person(*user).is_none()) {
            return Err(Error::new(format!("there is no user {user}")));
        }
        let client = match user {
            Some(user) => user.to_string(),
            None => {
                let first = state.config.clients.first();
                first.map(|client| client.id.clone()).unwrap_or_default()
            }
        };
        Ok(login::give(state, client, user))
    }

    /// The users who are agents, by id and name, in the order of the organisation's list.
    ///
    /// ```
    /// use message_server::{Config, Core};
    ///
    /// let core = Core::new(Config::default())?;
    /// assert_eq!(core.agents().len(), 40);
    /// # Ok::<(), message_server::Error>(())
    /// ```
    #[must_use]
    pub fn agents(&self) -> Vec<message_generator::Agent> {
        let people = self.world.state.people.iter();
        people.map(|person| person.agent.clone()).collect()
    }

    /// The ids of the queues, by label.
    ///
    /// ```
    /// use message_server::{Config, Core};
    ///
    /// let core = Core::new(Config::default())?;
    /// assert!(core.queue("support").is_some());
    /// assert_eq!(core.queue("nowhere"), None);
    /// # Ok::<(), message_server::Error>(())
    /// ```
    #[must_use]
    pub fn queue(&self, label: &str) -> Option<Uuid> {
        self.world.state.queue(label).map(|queue| queue.id)
    }

    /// The ids of the conversations, in the order in which they began.
    ///
    /// ```
    /// use message_server::{Config, Core, Inbound};
    ///
    /// let mut core = Core::new(Config::default())?;
    /// let id = core.customer_writes(Inbound::default())?.conversation;
    /// assert_eq!(core.conversations(), [id]);
    /// # Ok::<(), message_server::Error>(())
    /// ```
    #[must_use]
    pub fn conversations(&self) -> Vec<Uuid> {
        self.world.state.order.clone()
    }

    /// A customer writes.
    ///
    /// ```
    /// use message_server::{Config, Core, Inbound};
    ///
    /// let mut core = Core::new(Config::default())?;
    /// let text = Some("Hello".to_owned());
    /// let first = core.customer_writes(Inbound { text, ..Inbound::default() })?;
    /// let conversation = Some(first.conversation);
    /// let second = core.customer_writes(Inbound { conversation, ..Inbound::default() })?;
    /// assert_eq!(first.conversation, second.conversation);
    /// assert_ne!(first.message, second.message);
    /// # Ok::<(), message_server::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is no such queue or conversation, or nobody can write in it now.
    pub fn customer_writes(&mut self, inbound: Inbound) -> Result<Written, Error> {
        self.world.state.customer_writes(inbound).map_err(plain)
    }

    /// The customer of a conversation leaves.
    ///
    /// ```
    /// use message_server::{Config, Core, Inbound};
    ///
    /// let mut core = Core::new(Config::default())?;
    /// let id = core.customer_writes(Inbound::default())?.conversation;
    /// core.customer_leaves(id)?;
    /// assert!(core.customer_leaves(id).is_err(), "the customer has left");
    /// # Ok::<(), message_server::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the customer is not there.
    pub fn customer_leaves(&mut self, conversation: Uuid) -> Result<(), Error> {
        self.world
            .state
            .customer_leaves(conversation)
            .map_err(plain)
    }

    /// Has an agent, or all if none is named, act by a rule; without one, they wait for clients.
    ///
    /// ```
    /// use message_server::{Config, Core, Rule};
    ///
    /// let mut core = Core::new(Config::default())?;
    /// let nobody = uuid::Uuid::nil();
    /// assert!(core.set_rule(Some(nobody), Some(Rule::default())).is_err());
    /// assert!(core.set_rule(None, None).is_ok());
    /// # Ok::<(), message_server::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is no such agent.
    pub fn set_rule(&mut self, user: Option<Uuid>, rule: Option<Rule>) -> Result<(), Error> {
        self.world.set_rule(user, rule).map_err(plain)
    }

    /// Starts to play a scenario, profile or script. Returns the ids of its conversations.
    ///
    /// ```
    /// use message_server::{Config, Core, PlayOrder};
    ///
    /// let mut core = Core::new(Config::default())?;
    /// let scenario = Some("spam".to_owned());
    /// let ids = core.play(PlayOrder { scenario, ..PlayOrder::default() })?;
    /// core.finish_work();
    /// assert!(core.script(ids[0])?.contains(r#""event": "spam""#));
    /// # Ok::<(), message_server::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is no such scenario or profile, or the script is malformed.
    pub fn play(&mut self, order: PlayOrder) -> Result<Vec<Uuid>, Error> {
        self.world.play(order).map_err(plain)
    }

    /// What has happened in all conversations, as JSON that [`load`](Self::load) takes: for each a
    /// script, which plays by itself too, and what clients said that no script carries.
    ///
    /// ```
    /// use message_server::{Config, Core, Inbound};
    ///
    /// let mut core = Core::new(Config::default())?;
    /// core.customer_writes(Inbound::default())?;
    /// let recording = core.recording()?;
    /// let mut again = Core::new(Config::default())?;
    /// again.load(&recording)?;
    /// again.advance(core.now());
    /// assert_eq!(again.recording()?, recording);
    /// # Ok::<(), message_server::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Never for what this platform has recorded.
    pub fn recording(&self) -> Result<String, Error> {
        self.world.recording(None).map_err(plain)
    }

    /// The script of a conversation so far, as a file for every command that takes one.
    ///
    /// # Errors
    ///
    /// If there is no such conversation.
    pub fn script(&self, conversation: Uuid) -> Result<String, Error> {
        self.world.script(conversation).map_err(plain)
    }

    /// Plays what was recorded again, at the times at which it happened.
    ///
    /// # Errors
    ///
    /// If it is no recording, its first time is past, or a conversation of it is there already.
    pub fn load(&mut self, recording: &str) -> Result<Vec<Uuid>, Error> {
        self.world.load(recording.as_bytes()).map_err(plain)
    }

    /// A conversation as a storyboard, in text.
    ///
    /// ```
    /// use message_server::{Config, Core, Inbound};
    ///
    /// let mut core = Core::new(Config::default())?;
    /// let text = Some("Where is it?".to_owned());
    /// let id = core.customer_writes(Inbound { text, ..Inbound::default() })?.conversation;
    /// assert!(core.storyboard(id)?.contains("Where is it?"));
    /// # Ok::<(), message_server::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is no such conversation.
    pub fn storyboard(&self, conversation: Uuid) -> Result<String, Error> {
        self.world.storyboard(conversation).map_err(plain)
    }

    /// The requests that came in on the platform's paths, in order.
    ///
    /// ```
    /// use message_server::{Config, Core, Request};
    ///
    /// let mut core = Core::new(Config::default())?;
    /// core.handle(&Request::new("GET", "/api/v2/users"));
    /// let received: Vec<u16> = core.received().map(|one| one.status).collect();
    /// assert_eq!(received, [401]);
    /// # Ok::<(), message_server::Error>(())
    /// ```
    pub fn received(&self) -> impl Iterator<Item = &Received> {
        self.world.state.received.iter()
    }

    /// Has the next requests that fit fail.
    ///
    /// ```
    /// use message_server::{Config, Core, Failure, Request};
    ///
    /// let mut core = Core::new(Config::default())?;
    /// core.fail(Failure { status: Some(503), ..Failure::default() });
    /// let request = Request::new("GET", "/api/v2/users");
    /// let statuses = [core.handle(&request).status, core.handle(&request).status];
    /// assert_eq!(statuses, [503, 401]);
    /// # Ok::<(), message_server::Error>(())
    /// ```
    pub fn fail(&mut self, failure: Failure) {
        self.world.state.failures.push(failure);
    }

    /// Begins anew: no conversation, no token, no channel. The clock goes on.
    ///
    /// ```
    /// use message_server::{Config, Core, Inbound};
    ///
    /// let mut core = Core::new(Config::default())?;
    /// core.customer_writes(Inbound::default())?;
    /// core.reset()?;
    /// assert!(core.conversations().is_empty());
    /// # Ok::<(), message_server::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Never for a configuration that the platform was started with.
    pub fn reset(&mut self) -> Result<(), Error> {
        self.world.reset()
    }

    /// Begins anew with another organisation.
    ///
    /// ```
    /// use message_server::{Config, Core, GivenOrganisation};
    ///
    /// let mut core = Core::new(Config::default())?;
    /// let given = r#"{"agents": [{"name": "Ada"}]}"#;
    /// core.organise(GivenOrganisation::from_json(given)?)?;
    /// assert_eq!(core.agents().len(), 1);
    /// # Ok::<(), message_server::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If an id is no UUID, or two agents or two queues have one id or label.
    pub fn organise(&mut self, given: GivenOrganisation) -> Result<(), Error> {
        self.world.organise(given)
    }

    /// Keeps the state under a name, a label of lower-case letters, digits and hyphens.
    ///
    /// ```
    /// use message_server::{Config, Core, Inbound};
    ///
    /// let mut core = Core::new(Config::default())?;
    /// core.snapshot("empty")?;
    /// core.customer_writes(Inbound::default())?;
    /// core.restore("empty")?;
    /// assert!(core.conversations().is_empty());
    /// assert!(core.restore("full").is_err());
    /// # Ok::<(), message_server::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the name is no label.
    pub fn snapshot(&mut self, name: &str) -> Result<(), Error> {
        self.world.snapshot(name).map_err(plain)
    }

    /// Goes back to a state that was kept, with its time. Sockets are closed.
    ///
    /// # Errors
    ///
    /// If none was kept under this name.
    pub fn restore(&mut self, name: &str) -> Result<(), Error> {
        self.world.restore(name).map_err(plain)
    }
}

fn plain(refusal: Refusal) -> Error {
    Error::new(refusal.message())
}
