//! The platform as a value: requests go in, answers and what goes out on sockets come out.

use std::sync::Arc;

use message_model::{Id, Timestamp};
use uuid::Uuid;

use crate::channels::{Output, SocketId};
use crate::config::{Config, Pace};
use crate::contact::{Inbound, Written};
use crate::controls;
use crate::date::http_date;
use crate::error::Error;
use crate::fault::{self, Failure};
use crate::given::GivenOrganisation;
use crate::log::Change;
use crate::outbox::{Post, WebhookOutcome};
use crate::people::Rule;
use crate::received::Received;
use crate::refusal::Refusal;
use crate::request::{Request, basic, is_reading};
use crate::response::Response;
use crate::rest::{self, Part, login};
use crate::secret;
use crate::state::{Late, State, Task};
use crate::tokens::{Caller, Usage};
use crate::world::{PlayOrder, World};

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

    /// When something happens by itself, if anything does.
    ///
    /// ```
    /// use message_server::{Config, Core, Inbound};
    ///
    /// let mut core = Core::new(Config::default())?;
    /// assert_eq!(core.next_due(), None);
    /// core.customer_writes(Inbound::default())?;
    /// assert!(core.next_due() > Some(core.now()), "frames, and an offer");
    /// # Ok::<(), message_server::Error>(())
    /// ```
    #[must_use]
    pub fn next_due(&self) -> Option<Timestamp> {
        self.world.state.next_due()
    }

    /// Lets time pass until then, and everything happen that is due. A time that is past changes
    /// nothing.
    ///
    /// ```
    /// use message_server::{Config, Core, Inbound};
    ///
    /// let mut core = Core::new(Config::default())?;
    /// let id = core.customer_writes(Inbound::default())?.conversation;
    /// let later = core.now().checked_add_millis(1_000).expect("a time of the same day");
    /// core.advance(later);
    /// assert_eq!(core.now(), later);
    /// assert!(core.script(id)?.contains(r#""event": "offer""#));
    /// # Ok::<(), message_server::Error>(())
    /// ```
    pub fn advance(&mut self, until: Timestamp) {
        advance(&mut self.world.state, until);
    }

    /// Lets time pass until the platform and its automatic agents have done what they have to do,
    /// if the pace is [`Fast`](Pace::Fast).
    pub fn catch_up(&mut self) {
        if self.config().pace == Pace::Fast {
            self.finish_work();
        }
    }

    /// Lets time pass until the platform and its automatic agents have done what they have to do.
    ///
    /// ```
    /// use message_server::{Config, Core, Inbound, Rule};
    ///
    /// let mut core = Core::new(Config::default())?;
    /// let rule = Rule { answer_ms: Some(2_000), ..Rule::default() };
    /// core.set_rule(None, Some(rule))?;
    /// let id = core.customer_writes(Inbound::default())?.conversation;
    /// core.finish_work();
    /// assert!(core.script(id)?.contains(r#""event": "answer""#));
    /// # Ok::<(), message_server::Error>(())
    /// ```
    pub fn finish_work(&mut self) {
        for _ in 0..ROUNDS_MAX {
            match self.world.state.last_work() {
                Some(last) => self.advance(last),
                None => break,
            }
        }
    }

    /// Answers a request.
    ///
    /// ```
    /// use message_server::{Config, Core, Request};
    ///
    /// let mut core = Core::new(Config::default())?;
    /// let request = Request::new("GET", "/msgleg/clock");
    /// assert!(core.handle(&request).body.contains("2026-01-05T09:00:00.000Z"));
    /// # Ok::<(), message_server::Error>(())
    /// ```
    pub fn handle(&mut self, request: &Request) -> Response {
        self.respond(request, false).0
    }

    /// Answers a request. If it has changed something that outlives a restart, that is noted.
    pub(crate) fn handle_noting(&mut self, request: &Request) -> (Response, Option<Change>) {
        self.respond(request, true)
    }

    fn respond(&mut self, request: &Request, notes: bool) -> (Response, Option<Change>) {
        let state = &mut self.world.state;
        let number = state.requests;
        state.requests += 1;
        let correlation = secret::correlation(state.config.seed, number).to_string();
        let at = state.now;
        let mut used: Option<(Caller, Usage)> = None;
        let mut effect: Option<u16> = None;
        let mut has_failed = false;
        let result = match rest::part(&request.path) {
            Part::Controls(path) => {
                let path = path.to_owned();
                let result = self.control(request, &path);
                effect = result.as_ref().ok().map(|response| response.status);
                result
            }
            part => {
                let (response, failure) =
                    self.platform(request, part, &correlation, &mut used, &mut effect);
                has_failed = failure;
                Ok(response)
            }
        };
        let noted = effect.filter(|_| notes && is_noted(request));
        let change = noted.map(|status| {
            let caller = used.as_ref().map(|(caller, _)| caller.clone());
            Change {
                at,
                number,
                user: caller.as_ref().and_then(|caller| caller.user.map(Id::from)),
                client: caller.map(|caller| caller.client).unwrap_or_default(),
                method: request.method.clone(),
                path: request.path.clone(),
                query: request.query.clone(),
                body: String::from_utf8_lossy(&request.body).into_owned(),
                status,
            }
        });
        let mut response = result.unwrap_or_else(|refusal| refusal.response(&correlation));
        let state = &mut self.world.state;
        let mut header = |name: &str, value: String| response.headers.push((name.into(), value));
        header("date", http_date(state.now));
        header("inin-correlation-id", correlation.clone());
        header("genesys-correlation-id", correlation);
        if let Some((_, usage)) = &used {
            let allowed = state.config.rate_limit.unwrap_or(RATE_ALLOWED);
            header("inin-ratelimit-count", usage.count.to_string());
            header("inin-ratelimit-allowed", allowed.to_string());
            header("inin-ratelimit-reset", usage.resets_in_s.to_string());
        }
        if let Some(origin) = &state.config.cors {
            header("access-control-allow-origin", origin.clone());
            header(
                "access-control-allow-headers",
                "*, authorization".to_owned(),
            );
            header("access-control-allow-methods", METHODS.to_owned());
        }
        if request.method == "HEAD" {
            response.body.clear();
        }
        if !matches!(rest::part(&request.path), Part::Controls(_)) {
            let mut request = request.clone();
            if matches!(rest::part(&request.path), Part::Login) {
                request.body.clear();
            }
            let caller = used.map(|(caller, _)| caller);
            let state = &mut self.world.state;
            let (kept, most) = (&mut state.received, state.config.requests_kept);
            kept.keep((number, at), request, &response, has_failed, caller, most);
        }
        self.catch_up();
        (response, change)
    }

    /// Makes a change once more, at its time.
    pub(crate) fn make_again(&mut self, change: &Change) -> Result<(), Error> {
        self.advance(change.at);
        let state = &mut self.world.state;
        state.requests = change.number.saturating_add(1);
        let mut request = Request::new(&change.method, &change.path);
        request.query.clone_from(&change.query);
        request.body = change.body.clone().into_bytes();
        let result = match rest::part(&change.path) {
            Part::Controls(path) => self.controlled(&request, path),
            Part::Api(path) => {
                let caller = Caller {
                    client: change.client.clone(),
                    user: change.user.as_ref().and_then(Id::as_uuid),
                    token: String::new(),
                };
                call(state, &request, path, "", &caller)
            }
            Part::Login | Part::Other => Ok(Response::empty(0)),
        };
        self.catch_up();
        // Whoever made these posts has handed in what came of them, or they are made again later.
        self.take_posts();
        self.take_events();
        let (status, problem) = match result {
            Ok(response) => (response.status, String::new()),
            Err(refusal) => (refusal.status, format!(": {}", refusal.message())),
        };
        if status == change.status {
            return Ok(());
        }
        let Change { method, path, .. } = change;
        let expected = change.status;
        let problem =
            format!("{method} {path}: found status {status}{problem}, expected {expected}");
        Err(Error::new(problem))
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

    /// Until when a request to the clock has time pass; `None` if it has none, or is malformed.
    pub(crate) fn until(&self, request: &Request) -> Option<Timestamp> {
        let path = request.path.strip_prefix("/msgleg/")?;
        controls::answer_clock(&self.world, request, path).ok()?
    }

    /// Lets time pass until then, or until a webhook is to be posted. Whether it is then.
    ///
    /// ```
    /// use message_server::{Config, Core};
    ///
    /// let mut core = Core::new(Config::default())?;
    /// let later = core.now().checked_add_millis(1_000).expect("a time of the same day");
    /// assert!(core.advance_to_webhook(later), "nothing is to be posted");
    /// assert_eq!(core.now(), later);
    /// # Ok::<(), message_server::Error>(())
    /// ```
    pub fn advance_to_webhook(&mut self, until: Timestamp) -> bool {
        advance_to(&mut self.world.state, until, true)
    }

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

    /// The answer to a request that the socket's side refuses, such as one that is too long.
    pub(crate) fn refuse(&mut self, status: u16, code: &str, message: &str) -> Response {
        self.refused(Refusal::new(status, code, message))
    }

    fn refused(&mut self, refusal: Refusal) -> Response {
        let state = &mut self.world.state;
        let number = state.requests;
        state.requests += 1;
        let correlation = secret::correlation(state.config.seed, number).to_string();
        let mut response = refusal.response(&correlation);
        let headers = &mut response.headers;
        headers.push(("date".to_owned(), http_date(state.now)));
        headers.push(("inin-correlation-id".to_owned(), correlation));
        response
    }

    /// The same platform once more, for whoever may use the controls.
    pub(crate) fn fork_for(&mut self, request: &Request) -> Result<Self, Response> {
        match self.may_control(request) {
            Ok(()) => Ok(self.fork()),
            Err(refusal) => Err(self.refused(refusal)),
        }
    }

    /// Whether a request may use the controls: it has the secret, if there is one, and a browser
    /// does not send it for a page of another site, unless such pages may use the platform.
    fn may_control(&self, request: &Request) -> Result<(), Refusal> {
        let given = request.header("authorization").unwrap_or_default();
        let has = |secret: &str| {
            let basic = || basic(given).is_some_and(|(_, password)| password == secret);
            given.strip_prefix("Bearer ") == Some(secret) || basic()
        };
        if self
            .config()
            .secret
            .as_deref()
            .is_some_and(|secret| !has(secret))
        {
            let message = "the controls need the secret, as a bearer token or a password";
            let refusal = Refusal::new(401, "authentication.required", message);
            // A browser asks its user.
            return Err(refusal.with_header("www-authenticate", "Basic realm=\"msgleg\""));
        }
        let is_other_site = matches!(
            request.header("sec-fetch-site"),
            Some("cross-site" | "same-site")
        );
        if is_other_site && !is_reading(request) && self.config().cors.is_none() {
            let message = "a page of another site may not use the controls";
            return Err(Refusal::new(403, "not.authorized", message));
        }
        Ok(())
    }

    fn control(&mut self, request: &Request, path: &str) -> Result<Response, Refusal> {
        self.may_control(request)?;
        self.controlled(request, path)
    }

    /// As [`finish_work`](Self::finish_work), but no further than to where a webhook is posted.
    /// Whether all is done.
    fn finish_to_webhook(&mut self) -> bool {
        for _ in 0..ROUNDS_MAX {
            match self.world.state.last_work() {
                Some(last) if self.advance_to_webhook(last) => {}
                Some(_) => return false,
                None => break,
            }
        }
        true
    }

    /// Does what a control asks of whoever may.
    fn controlled(&mut self, request: &Request, path: &str) -> Result<Response, Refusal> {
        // Whatever a tool says that it sends: `curl -d` calls everything a form.
        let mut request = request.clone();
        request.headers.remove("content-type");
        let request = &request;
        let stops = controls::stops_at_webhooks(request, path);
        if path == "clock/finish" && request.method == "POST" {
            let is_done = match stops {
                true => self.finish_to_webhook(),
                false => {
                    self.finish_work();
                    true
                }
            };
            return controls::clock(&self.world, is_done);
        }
        let until = controls::answer_clock(&self.world, request, path)?;
        if let Some(until) = until {
            let is_done = advance_to(&mut self.world.state, until, stops);
            return controls::clock(&self.world, is_done);
        }
        controls::answer(&mut self.world, request, path)
    }

    /// Answers a request on the platform's paths, and says whether that is a failure that was asked
    /// for.
    fn platform(
        &mut self,
        request: &Request,
        part: Part<'_>,
        correlation: &str,
        used: &mut Option<(Caller, Usage)>,
        effect: &mut Option<u16>,
    ) -> (Response, bool) {
        let state = &mut self.world.state;
        if request.method == "OPTIONS" && state.config.cors.is_some() {
            return (Response::empty(204), false);
        }
        let failure = fault::take(&mut state.failures, request);
        let replaces = failure.as_ref().filter(|failure| failure.replaces());
        let result = match replaces {
            Some(failure) if !failure.has_effect => None,
            _ => Some(answer(state, request, part, used)),
        };
        *effect = result
            .as_ref()
            .and_then(|result| Some(result.as_ref().ok()?.status));
        let real =
            result.map(|result| result.unwrap_or_else(|refusal| refusal.response(correlation)));
        let mut response = match (replaces, real) {
            // Nobody sees it; what is kept of the request tells what was lost.
            (Some(failure), real) if failure.cut => real.unwrap_or_else(|| Response::empty(0)),
            (Some(failure), _) => failure.answer(correlation),
            (None, real) => real.unwrap_or_else(|| Response::empty(0)),
        };
        if let Some(failure) = &failure {
            response.delivery = failure.delivery();
        }
        (response, replaces.is_some())
    }
}

/// How often work may cause further work before a jump of the clock gives up.
const ROUNDS_MAX: usize = 100_000;
/// How many requests a token may make in a minute on the platform (documented).
const RATE_ALLOWED: u32 = 300;
/// The paths of calls that only ask, whatever their method.
const ANALYTICS: &str = "analytics/";
const METHODS: &str = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

/// Lets time pass until then, and everything happen that is due.
fn advance(state: &mut State, until: Timestamp) {
    advance_to(state, until, false);
}

/// Lets time pass until then, or until a webhook is to be posted if it stops there. Whether it is
/// then.
fn advance_to(state: &mut State, until: Timestamp, stops: bool) -> bool {
    state.passing_until = until.max(state.now);
    loop {
        if stops && state.outbox.has_posts() {
            state.passing_until = state.now;
            return false;
        }
        let Some((at, task)) = state.take_due(until) else {
            break;
        };
        state.now = state.now.max(at);
        match task {
            Task::Effect(late) => {
                let Late {
                    number,
                    request,
                    caller,
                } = *late;
                if let Part::Api(path) = rest::part(&request.path)
                    && let Err(refusal) = rest::call(state, &request, path, "", &caller)
                {
                    // It was possible when it was answered, and the client cannot be told any more.
                    state.received.refused_later(number, refusal.message());
                }
            }
            task => state.run(task),
        }
    }
    state.now = state.now.max(until);
    true
}

/// Answers a request on the platform's paths.
fn answer(
    state: &mut State,
    request: &Request,
    part: Part<'_>,
    used: &mut Option<(Caller, Usage)>,
) -> Result<Response, Refusal> {
    match part {
        Part::Login => Ok(login::token(state, request)),
        Part::Api(path) => {
            let host = host_of(state, request);
            let caller = rest::caller(state, request, used)?;
            call(state, request, path, &host, &caller)
        }
        Part::Controls(_) | Part::Other => {
            let path = &request.path;
            Err(Refusal::not_found(format!(
                "{path} is no path of the platform's API"
            )))
        }
    }
}

/// Answers a call of the API.
fn call(
    state: &mut State,
    request: &Request,
    path: &str,
    host: &str,
    caller: &Caller,
) -> Result<Response, Refusal> {
    let is_change = !matches!(request.method.as_str(), "GET" | "HEAD");
    let is_change = is_change && !path.starts_with(ANALYTICS);
    if state.config.effect_delay_ms == 0 || !is_change {
        return rest::call(state, request, path, host, caller);
    }
    // What is answered by 202 is tried out and takes effect later.
    let mut tried = state.clone();
    let result = rest::call(&mut tried, request, path, host, caller);
    match &result {
        Ok(response) if response.status == 202 => {
            let at = state.in_ms(state.config.effect_delay_ms);
            let late = Box::new(Late {
                // Counted when it came.
                number: state.requests.saturating_sub(1),
                request: request.clone(),
                caller: caller.clone(),
            });
            state.schedule(at, Task::Effect(late));
        }
        _ => *state = tried,
    }
    result
}

/// Whether what a request changes outlives a restart: all but tokens, channels, failures that were
/// asked for, jobs of analytics and what can be read back.
fn is_noted(request: &Request) -> bool {
    let first = |path: &str| path.split('/').next().unwrap_or_default().to_owned();
    !is_reading(request)
        && match rest::part(&request.path) {
            Part::Api(path) => first(path) != "notifications" && !path.starts_with(ANALYTICS),
            Part::Controls(path) => {
                let passing = [
                    "channels", "events", "failures", "fork", "frames", "requests", "sockets",
                    "tokens",
                ];
                !passing.contains(&first(path).as_str())
            }
            Part::Login | Part::Other => false,
        }
}

/// The address by which the client knows the platform.
fn host_of(state: &State, request: &Request) -> String {
    let config = Arc::clone(&state.config);
    let known = config.public_host.clone();
    let used = || request.header("host").map(str::to_owned);
    known
        .or_else(used)
        .unwrap_or_else(|| config.address.to_string())
}

fn plain(refusal: Refusal) -> Error {
    Error::new(refusal.message())
}
