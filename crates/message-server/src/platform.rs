//! A running platform: its address, its tokens, and the handle by which a test controls it.

use std::net::SocketAddr;

use message_model::Timestamp;
use uuid::Uuid;

use crate::clock::wall_clock;
use crate::config::{Config, Pace};
use crate::core::Core;
use crate::error::Error;
use crate::json::Object;
use crate::log::{Log, Opened};
use crate::request::Request;
use crate::response::Response;
use crate::serve::{pass_time, start};
use crate::shared::Running;

/// What a platform has gone on from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resumed {
    /// How many changes the file had.
    pub changes: usize,
    /// How many bytes were dropped: the end of a line that was cut off when the program was ended.
    /// Nobody was told of that change.
    pub dropped: usize,
}

/// A running platform. It is gone when this is dropped, with all connections; any number can run
/// side by side.
///
/// ```
/// use message_server::{Config, Inbound, Platform};
///
/// # tokio::runtime::Runtime::new().unwrap().block_on(async {
/// let platform = Platform::start(Config::default()).await?;
/// assert!(platform.base_url().starts_with("http://127.0.0.1:"));
/// let written = platform.with(|core| core.customer_writes(Inbound::default()))?;
/// platform.advance(1_000)?;
/// let script = platform.with(|core| core.script(written.conversation))?;
/// assert!(script.contains(r#""event": "offer""#), "the first agent has been asked");
/// # Ok::<(), message_server::Error>(())
/// # }).unwrap();
/// ```
#[derive(Debug)]
pub struct Platform {
    base_url: String,
    running: Running,
    resumed: Option<Resumed>,
}

impl Platform {
    /// Starts a platform.
    ///
    /// # Errors
    ///
    /// If the address cannot be listened on, it is not one of this machine alone and no secret is
    /// set, or the configuration has no queue.
    ///
    /// # Panics
    ///
    /// If there is no tokio runtime with time and IO.
    pub async fn start(mut config: Config) -> Result<Self, Error> {
        let opened = config.state.as_deref().map(Log::open).transpose()?;
        let before = opened.as_ref().and_then(Opened::start);
        if before.is_some() && config.start.is_none() {
            config.start = before;
        }
        if matches!(config.pace, Pace::Real | Pace::Times(_)) && config.start.is_none() {
            config.start = Some(wall_clock());
        }
        let is_real = config.pace == Pace::Real;
        let mut core = Core::new(config)?;
        let Some(opened) = opened else {
            return Self::start_with(core, None, None).await;
        };
        let (log, resumed) = resume(opened, &mut core)?;
        if is_real && before.is_some() && core.config().pace == Pace::Real {
            core.advance(wall_clock());
        }
        Self::start_with(core, Some(log), Some(resumed)).await
    }

    /// Starts a platform that goes on from this core.
    ///
    /// # Errors
    ///
    /// As [`start`](Self::start).
    ///
    /// # Panics
    ///
    /// As [`start`](Self::start).
    pub async fn start_core(core: Core) -> Result<Self, Error> {
        Self::start_with(core, None, None).await
    }

    async fn start_with(
        core: Core,
        log: Option<Log>,
        resumed: Option<Resumed>,
    ) -> Result<Self, Error> {
        let running = start(core, log).await?;
        Ok(Self {
            base_url: format!("http://{}", running.address),
            running,
            resumed,
        })
    }

    /// What it has gone on from, if it has a state file.
    #[must_use]
    pub fn resumed(&self) -> Option<Resumed> {
        self.resumed
    }

    /// The address on which it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.running.address
    }

    /// The address for clients, such as `http://127.0.0.1:4711`, without a slash at its end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Does something with the platform's core, which has all controls, at the time that the clock
    /// shows. What goes out on sockets because of it is passed on at once.
    pub fn with<T>(&self, act: impl FnOnce(&mut Core) -> T) -> T {
        self.running.shared.with(act)
    }

    /// Answers a request as if it had come in on a connection: what it changes is written to the
    /// state file, if there is one.
    #[must_use]
    pub fn handle(&self, request: &Request) -> Response {
        self.running.shared.handle(request)
    }

    /// A token of the first client of the configuration.
    ///
    /// # Errors
    ///
    /// Never: the client may have no name, and the token is one all the same.
    pub fn token(&self) -> Result<String, Error> {
        self.with(|core| core.token(None))
    }

    /// A token that is bound to a user.
    ///
    /// # Errors
    ///
    /// If there is no such user.
    pub fn user_token(&self, user: Uuid) -> Result<String, Error> {
        self.with(|core| core.token(Some(user)))
    }

    /// What its clock shows.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.with(|core| core.now())
    }

    /// Lets this many milliseconds pass, and waits at each webhook until it has been answered, as
    /// the control does. ([`advance`](Self::advance) waits for nobody: what is answered later is
    /// posted again later.)
    ///
    /// # Errors
    ///
    /// If the time would be after the year 9999, or the state file cannot be written.
    pub async fn pass(&self, millis: u32) -> Result<Timestamp, Error> {
        let body = Object::new().put("ms", &millis);
        let secret = self.with(|core| core.config().secret.clone());
        let request = Request::new("POST", "/msgleg/clock/advance").with_json(body.end());
        let request = request.with_token(&secret.unwrap_or_default());
        let response = pass_time(&self.running.shared, &request).await;
        match response.status {
            200 => Ok(self.now()),
            _ => Err(Error::new(response.body)),
        }
    }

    /// Lets this many milliseconds pass, and everything happen that is due.
    ///
    /// # Errors
    ///
    /// If the time would be after the year 9999.
    pub fn advance(&self, millis: u32) -> Result<Timestamp, Error> {
        self.with(|core| {
            let until = core.now().checked_add_millis(i64::from(millis));
            let until = until.ok_or_else(|| Error::new("the time would be past the year 9999"))?;
            core.advance(until);
            Ok(core.now())
        })
    }

    /// Lets time pass until then, and everything happen that is due.
    pub fn run_until(&self, until: Timestamp) {
        self.with(|core| core.advance(until));
    }

    /// The same platform once more, on a free port, with everything that there is but sockets.
    /// Tokens are valid on both.
    ///
    /// # Errors
    ///
    /// As [`start`](Self::start).
    pub async fn fork(&self) -> Result<Self, Error> {
        let core = self.with(|core| core.fork());
        Self::start_core(core).await
    }
}

/// Makes all changes of a log again, and notes that it is used from now on.
fn resume(mut opened: Opened, core: &mut Core) -> Result<(Log, Resumed), Error> {
    let times = opened.begin(core.started(), core.config())?;
    let mut changes = 0;
    for (line, change) in opened.changes() {
        let made = core.make_again(change);
        made.map_err(|error| opened.problem_of(line, &error))?;
        changes += 1;
    }
    core.restarted(times);
    let dropped = opened.dropped;
    Ok((opened.log, Resumed { changes, dropped }))
}
