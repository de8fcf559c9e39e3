//! The platform as a value: requests go in, answers and what goes out on sockets come out.

mod exchange;
mod steer;
mod time;

use std::sync::Arc;

use message_model::Timestamp;
use uuid::Uuid;

use crate::channels::{Output, SocketId};
use crate::config::Config;
use crate::error::Error;
use crate::outbox::{Post, WebhookOutcome};
use crate::state::Task;
use crate::world::World;

/// A platform without a socket and without a clock of its own. Time passes only when it is told to;
/// the same requests at the same times give the same bytes.
///
/// [`Platform`](crate::Platform) puts it behind a socket; a test that needs none can use it as it
/// is.
///
/// ```
/// use message_server::{Config, Core, Inbound, Request};
///
/// let mut core = Core::new(Config::default())?;
/// let written = core.customer_writes(Inbound::default())?;
/// let token = core.token(None)?;
/// let path = format!("/api/v2/conversations/{}", written.conversation);
/// let answer = core.handle(&Request::new("GET", &path).with_token(&token));
/// assert_eq!(answer.status, 200);
/// assert!(answer.body.contains(r#""purpose":"customer""#));
/// # Ok::<(), message_server::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Core {
    world: World,
}

impl Core {
    /// A platform that has just been started.
    ///
    /// # Errors
    ///
    /// If the configuration has no queue or no time between heartbeats.
    pub fn new(config: Config) -> Result<Self, Error> {
        let world = World::new(config)?;
        Ok(Self { world })
    }

    /// What it was started with.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.world.state.config
    }

    /// The same, shared.
    pub(crate) fn shared_config(&self) -> Arc<Config> {
        Arc::clone(&self.world.state.config)
    }

    /// What its clock shows.
    ///
    /// ```
    /// use message_server::{Config, Core};
    ///
    /// let core = Core::new(Config::default())?;
    /// assert_eq!(core.now().to_string(), "2026-01-05T09:00:00.000Z");
    /// assert_eq!(core.now(), core.started());
    /// # Ok::<(), message_server::Error>(())
    /// ```
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.world.state.now
    }

    /// What its clock showed when it was started.
    #[must_use]
    pub fn started(&self) -> Timestamp {
        self.world.started()
    }

    /// Takes note that a log was used this many times before: no token or channel is given out that
    /// somebody may have from then.
    pub(crate) fn restarted(&mut self, times: u32) {
        let state = &mut self.world.state;
        state.tokens.given = u64::from(times) << 32;
        state.channels_opened = u64::from(times) << 32;
    }

    /// A new socket on a channel, which replaces the one that is there. `None` if there is no such
    /// channel.
    ///
    /// ```
    /// use message_server::{Config, Core};
    ///
    /// let mut core = Core::new(Config::default())?;
    /// assert_eq!(core.connect("streaming-4-guess"), None);
    /// # Ok::<(), message_server::Error>(())
    /// ```
    pub fn connect(&mut self, channel: &str) -> Option<SocketId> {
        let state = &mut self.world.state;
        let socket = state
            .channels
            .connect(channel, state.config.close_replaced)?;
        let next = state.in_ms(state.config.heartbeat_ms);
        state.schedule(next, Task::Heartbeat(socket));
        Some(socket)
    }

    /// Takes a text that came in on a socket.
    pub fn socket_text(&mut self, socket: SocketId, text: &str) {
        self.world.state.socket_text(socket, text);
    }

    /// Forgets a socket that is gone.
    pub fn socket_gone(&mut self, socket: SocketId) {
        self.world.state.channels.forget(socket);
    }

    /// What is to be sent on sockets since this was last asked, in order.
    pub fn take_outputs(&mut self) -> Vec<Output> {
        self.world.state.channels.take_outputs()
    }

    /// The posts to webhooks that are due now and have not been taken yet. For each there has to be
    /// a [`webhook_answered`](Self::webhook_answered): until then the next one of its conversation
    /// waits.
    ///
    /// ```
    /// use message_server::{Config, Core, Request, WebhookOutcome};
    ///
    /// let mut core = Core::new(Config::default())?;
    /// let token = core.token(None)?;
    /// let mut call = |path: &str, body: &str| {
    ///     let request = Request::new("POST", path).with_token(&token).with_json(body);
    ///     core.handle(&request).body
    /// };
    /// let made = call("/api/v2/conversations/messaging/integrations/open", r#"{"name": "Shop",
    ///     "outboundNotificationWebhookUrl": "http://127.0.0.1:8080/",
    ///     "outboundNotificationWebhookSignatureSecretToken": "secret"}"#);
    /// let integration = made.split('"').nth(3).unwrap().to_owned();
    /// let path = format!("/api/v2/conversations/messages/{integration}/inbound/open/message");
    /// call(&path, r#"{"channel": {"from": {"id": "zoe@example.com"}}, "text": "Hello"}"#);
    /// core.advance(core.now());
    /// let posts = core.take_posts();
    /// assert!(posts[0].body.contains(r#""type":"Receipt""#), "the message has come in");
    /// assert!(core.webhook_answered(posts[0].webhook, WebhookOutcome::Status(200)));
    /// # Ok::<(), message_server::Error>(())
    /// ```
    pub fn take_posts(&mut self) -> Vec<Post> {
        self.world.state.outbox.take_posts()
    }

    /// Takes what came of a post, at the time that the clock shows. Whether one was under way.
    ///
    /// ```
    /// use message_server::{Config, Core, WebhookOutcome};
    ///
    /// let mut core = Core::new(Config::default())?;
    /// assert_eq!(core.webhooks_in_flight(), 0);
    /// assert!(!core.webhook_answered(uuid::Uuid::nil(), WebhookOutcome::Status(200)));
    /// # Ok::<(), message_server::Error>(())
    /// ```
    pub fn webhook_answered(&mut self, webhook: Uuid, outcome: WebhookOutcome) -> bool {
        self.world.state.webhook_answered(webhook, outcome)
    }

    /// The detail events that have happened since this was last asked, each as the JSON that
    /// EventBridge passes on. There are none unless [`Config::events`] names a target.
    ///
    /// ```
    /// use message_server::{Config, Core, EventTargets, Inbound};
    ///
    /// let url = Some("http://127.0.0.1:8080/".to_owned());
    /// let events = EventTargets { url, ..EventTargets::default() };
    /// let mut core = Core::new(Config { events, ..Config::default() })?;
    /// core.customer_writes(Inbound::default())?;
    /// core.finish_work();
    /// let first = &core.take_events()[0];
    /// assert!(first.contains("v2.detail.events.conversation.{id}.customer.start"));
    /// # Ok::<(), message_server::Error>(())
    /// ```
    pub fn take_events(&mut self) -> Vec<String> {
        self.world.state.events.take()
    }

    /// Where detail events are posted to now.
    pub(crate) fn event_url(&self) -> Option<String> {
        self.world.state.events.targets.url.clone()
    }

    /// How many posts are due now or under way.
    #[must_use]
    pub fn webhooks_in_flight(&self) -> usize {
        self.world.state.outbox.in_flight()
    }

    /// Has all posts that are under way made once more: whoever was to make them is gone.
    pub(crate) fn post_again(&mut self) {
        self.world.state.outbox.post_again();
    }

    /// Whether there is an integration, so that webhooks may be posted.
    pub(crate) fn has_integrations(&self) -> bool {
        self.world.state.integrations.iter().next().is_some()
    }

    /// The same platform once more, on which nobody has connected.
    ///
    /// ```
    /// use message_server::{Config, Core, Inbound};
    ///
    /// let core = Core::new(Config::default())?;
    /// let mut fork = core.fork();
    /// fork.customer_writes(Inbound::default())?;
    /// assert!(core.conversations().is_empty());
    /// # Ok::<(), message_server::Error>(())
    /// ```
    #[must_use]
    pub fn fork(&self) -> Self {
        Self {
            world: self.world.fork(),
        }
    }
}
