//! What a platform is started with: everything that differs between two of them.

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use message_faults::stream::Preset;
use message_generator::{Channel, Organisation};
use message_model::{ApiRevision, Timestamp};

use crate::events::EventTargets;
use crate::people::Rule;

/// What a platform is started with. [`Config::default`] is a small contact centre on a free port
/// of this machine whose clock stands still until it is advanced.
///
/// ```
/// use message_server::{Config, Pace};
///
/// let config = Config { seed: 7, pace: Pace::Fast, ..Config::default() };
/// assert!(config.address.ip().is_loopback());
/// assert_eq!(config.body_limit, 512_000);
/// ```
#[derive(Debug, Clone)]
pub struct Config {
    /// Determines every id, name and text. Two platforms with the same seed and the same requests
    /// at the same times give the same bytes. 1 by default.
    pub seed: u64,
    /// What the clock shows at first. If absent: the wall clock's time if the pace is
    /// [`Real`](Pace::Real), and 2026-01-05T09:00:00Z otherwise.
    pub start: Option<Timestamp>,
    /// How time passes. [`Stepped`](Pace::Stepped) by default.
    pub pace: Pace,
    /// The release that the platform runs. The latest by default.
    pub revision: ApiRevision,
    /// The business with its agents and queues; that of the seed if absent.
    pub organisation: Option<Organisation>,
    /// The labels of the queues, the first of which takes customers who name none. Every agent is a
    /// member of each. `support`, `billing` and `sales` by default; at least one.
    pub queues: Vec<String>,
    /// The channel of customers who name none. Web messaging by default.
    pub channel: Channel,
    /// Where to listen; port 0 takes a free one. 127.0.0.1:0 by default.
    pub address: SocketAddr,
    /// The secret that every client has to know, and that the controls ask for as a bearer token.
    /// If absent, which is allowed on a loopback address only, every secret is right.
    pub secret: Option<String>,
    /// The clients that get a token by client credentials, beside one for each agent whose id is
    /// that of the user. One with the id `msgleg` by default.
    pub clients: Vec<Client>,
    /// What agents do without a client, until they are given another rule. Nothing by default.
    pub rule: Option<Rule>,
    /// How long after its 202 an asynchronous call takes effect, in milliseconds. 0 by default:
    /// what is known is only that it comes later.
    pub effect_delay_ms: u32,
    /// How long the platform takes for what it does by itself.
    pub timings: Timings,
    /// Whether the agents are on the queue at first, ready for conversations. They are by default.
    pub starts_on_queue: bool,
    /// How many message conversations an agent takes at once. 4 by default.
    pub capacity: usize,
    /// How many requests a token may make in a minute. If absent, as by default, any number, while
    /// the headers name the platform's 300.
    pub rate_limit: Option<u32>,
    /// Status and code of a change of a leg that its state does not allow. The platform's are not
    /// known; 400 `bad.request` by default.
    pub wrong_state: (u16, String),
    /// The status for a client that is unknown or has the wrong secret: 400 by default; fakes also
    /// use 401.
    pub unknown_client_status: u16,
    /// How long a token is valid, in seconds. 86,399 by default.
    pub token_lifetime_s: u32,
    /// How long a notification channel lives without being subscribed again, in milliseconds. 24
    /// hours by default.
    pub channel_lifetime_ms: u32,
    /// The time between two heartbeats of a socket, in milliseconds, at least 1. 30,000 by default.
    pub heartbeat_ms: u32,
    /// The code with which a socket is closed that another one replaces. 1000 by default.
    pub close_replaced: u16,
    /// The code with which a socket is closed whose channel is gone. 1001 by default.
    pub close_gone: u16,
    /// How many frames wait for a reader before the socket is cut. 4,096 by default.
    pub socket_queue: usize,
    /// The most bytes of a request's body. The platform's 512,000 by default.
    pub body_limit: usize,
    /// How long a client may take to send the head or the body of a request, and to take a frame,
    /// in milliseconds; a connection that is idle for so long is closed. 30,000 by default.
    pub read_timeout_ms: u32,
    /// The `Access-Control-Allow-Origin` of every answer; none by default.
    pub cors: Option<String>,
    /// Host and port of the sockets' addresses; those that the client used if absent.
    pub public_host: Option<String>,
    /// Whether an inbound open message whose `messageId` came before is ignored. Not by default.
    pub ignores_duplicates: bool,
    /// For how long after its end a conversation with an address can be taken up again, in
    /// milliseconds; later, another one begins. 72 hours by default (assumed).
    pub threading_window_ms: u32,
    /// How many webhooks may wait; what is written beyond that fails. 1,000 by default.
    pub webhook_queue: usize,
    /// How long a webhook may take to answer, in milliseconds of the time outside. The platform's
    /// 10,000 by default.
    pub webhook_timeout_ms: u32,
    /// For how long a conversation is parked whose request names no time, in milliseconds. One hour
    /// by default.
    pub park_ms: u32,
    /// How long a job of analytics takes, in milliseconds. 0 by default.
    pub analytics_job_ms: u32,
    /// Where detail events go, beside the channels that are subscribed to them. Nowhere by default.
    pub events: EventTargets,
    /// What the line to sockets and webhooks does to what is sent on it. Nothing by default.
    pub stream: Preset,
    /// How many conversations that are over are kept, those that have been over for the longest
    /// going first: what is gone is answered as what never was. For how long the platform keeps
    /// them is not known; 10,000 by default, at least 1.
    pub conversations_kept: usize,
    /// How many requests are kept to be read back, the oldest going first. 10,000 by default.
    pub requests_kept: usize,
    /// A file that every change by request is written to before it is answered, and from which a
    /// [`Platform`](crate::Platform) goes on. None by default. What is changed through the handle
    /// is not written.
    pub state: Option<PathBuf>,
}

/// A client that gets tokens by client credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// The client id.
    pub id: String,
    /// The permissions that it lacks, such as `conversation:message:create`. It has all others.
    pub lacks: BTreeSet<String>,
}

impl Client {
    /// A client with every permission.
    ///
    /// ```
    /// let client = message_server::Client::of("reports");
    /// assert!(client.lacks.is_empty());
    /// ```
    #[must_use]
    pub fn of(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            lacks: BTreeSet::new(),
        }
    }
}

/// How time passes on a platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// As outside.
    Real,
    /// This many times as fast as outside, at least once.
    Times(u32),
    /// Only when it is told to: nothing that takes time happens before the clock is advanced.
    Stepped,
    /// As [`Stepped`](Self::Stepped), but after each request the clock jumps to the end of all that
    /// the platform and its automatic agents have still to do. It does not jump to where people are
    /// waited for: an offer that is not answered, a parked leg, after-call work.
    Fast,
}

/// How long the platform takes for what it does by itself, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timings {
    /// From the entry into a queue to the first offer (observed: 131 to 261).
    pub offer_ms: u32,
    /// From an offer that was not taken to the next (observed: 340 and more).
    pub reoffer_ms: u32,
    /// From an offer that was not taken to the next one to the same person (assumed).
    pub same_person_ms: u32,
    /// How long an offer alerts (observed in every real one: 30,000).
    pub alerting_ms: u32,
    /// From the end of that time to the end of the leg (observed: 100 to 250).
    pub unanswered_ms: u32,
    /// From a message's `queued` to its `sent` (assumed).
    pub sent_ms: u32,
    /// From a message's `sent` to its `delivery-success` (assumed).
    pub delivered_ms: u32,
}

impl Default for Timings {
    fn default() -> Self {
        Self {
            offer_ms: 150,
            reoffer_ms: 340,
            same_person_ms: 10_000,
            alerting_ms: 30_000,
            unanswered_ms: 150,
            sent_ms: 200,
            delivered_ms: 700,
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            seed: 1,
            start: None,
            pace: Pace::Stepped,
            revision: ApiRevision::LATEST,
            organisation: None,
            queues: ["support", "billing", "sales"].map(str::to_owned).to_vec(),
            channel: Channel::Webmessaging,
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            secret: None,
            clients: vec![Client::of(CLIENT)],
            rule: None,
            effect_delay_ms: 0,
            timings: Timings::default(),
            starts_on_queue: true,
            capacity: 4,
            rate_limit: None,
            wrong_state: (400, "bad.request".to_owned()),
            unknown_client_status: 400,
            token_lifetime_s: 86_399,
            channel_lifetime_ms: 86_400_000,
            heartbeat_ms: 30_000,
            close_replaced: 1000,
            close_gone: 1001,
            socket_queue: 4_096,
            body_limit: 512_000,
            read_timeout_ms: 30_000,
            cors: None,
            public_host: None,
            ignores_duplicates: false,
            threading_window_ms: 259_200_000,
            webhook_queue: 1_000,
            webhook_timeout_ms: 10_000,
            park_ms: 3_600_000,
            analytics_job_ms: 0,
            events: EventTargets::default(),
            stream: Preset::Lossless,
            conversations_kept: 10_000,
            requests_kept: 10_000,
            state: None,
        }
    }
}

/// The id of the client that there is by default.
pub(crate) const CLIENT: &str = "msgleg";
