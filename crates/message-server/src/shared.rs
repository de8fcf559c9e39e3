//! What the tasks of a running platform share: the core, its clock, and the readers of its sockets.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, mpsc};
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::channels::{Sending, SocketId};
use crate::clock::Clock;
use crate::config::Config;
use crate::core::Core;
use crate::error::Error;
use crate::json::Object;
use crate::log::Log;
use crate::outbox::{Post, WebhookOutcome};
use crate::request::{Request, is_reading};
use crate::response::Response;

/// A running platform: it is gone when this is dropped.
#[derive(Debug)]
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    pub(crate) shared: Arc<Shared>,
    pub(crate) tasks: Vec<JoinHandle<()>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.shared.end();
        for task in &self.tasks {
            task.abort();
        }
    }
}

/// What the tasks of a running platform share.
#[derive(Debug)]
pub(crate) struct Shared {
    inner: Mutex<Inner>,
    /// Platforms that were forked by request, which last as long as this one.
    forks: Mutex<Vec<Running>>,
    /// Tells the timer that something may be due earlier.
    changed: Notify,
    /// Tells who waits that webhooks have been answered.
    answered: Notify,
}

/// What is to be posted.
pub(crate) struct ToPost {
    pub(crate) webhooks: mpsc::UnboundedReceiver<Post>,
    pub(crate) events: mpsc::Receiver<(String, String)>,
}

/// How many detail events wait for their target; later ones are lost, as the last of four days are.
const EVENTS_MAX: usize = 10_000;

#[derive(Debug)]
struct Inner {
    core: Core,
    clock: Clock,
    /// Where changes are written down, if anywhere.
    log: Option<Log>,
    readers: BTreeMap<SocketId, mpsc::Sender<Sending>>,
    /// Takes what is to be posted to webhooks; there are never more than the core has in flight.
    posts: mpsc::UnboundedSender<Post>,
    /// Takes detail events, with where they are posted to.
    events: mpsc::Sender<(String, String)>,
    /// The file to which they are added.
    event_file: Option<File>,
    /// Whether something is due at another time than the timer knows of.
    is_rescheduled: bool,
    is_gone: bool,
}

impl Shared {
    /// A platform whose detail events are added to this file, with what comes out of it to be
    /// posted.
    pub(crate) fn new(core: Core, log: Option<Log>, event_file: Option<File>) -> (Self, ToPost) {
        let clock = Clock::new(core.config().pace, core.now());
        let (posts, webhooks) = mpsc::unbounded_channel();
        let (events, events_to_post) = mpsc::channel(EVENTS_MAX);
        let shared = Self {
            inner: Mutex::new(Inner {
                core,
                clock,
                log,
                readers: BTreeMap::new(),
                posts,
                events,
                event_file,
                is_rescheduled: false,
                is_gone: false,
            }),
            forks: Mutex::default(),
            changed: Notify::new(),
            answered: Notify::new(),
        };
        let to_post = ToPost {
            webhooks,
            events: events_to_post,
        };
        (shared, to_post)
    }

    /// Keeps a fork for as long as this platform lasts.
    pub(crate) fn keep(&self, fork: Running) {
        let mut forks = self.forks.lock().unwrap_or_else(PoisonError::into_inner);
        forks.push(fork);
    }

    pub(crate) fn config(&self) -> Arc<Config> {
        self.lock().core.shared_config()
    }

    /// Does something with the core at the time that the clock shows, and passes on what goes out
    /// on sockets, in order.
    pub(crate) fn with<T>(&self, act: impl FnOnce(&mut Core) -> T) -> T {
        let mut inner = self.lock();
        let result = inner.act(act);
        self.let_go(inner);
        result
    }

    /// Answers a request once what it changes is written down.
    pub(crate) fn handle(&self, request: &Request) -> Response {
        let mut inner = self.lock();
        if inner.is_gone {
            let message = "the platform is gone";
            return inner.act(|core| core.refuse(503, "service.unavailable", message));
        }
        let mut log = inner.log.take();
        let response = inner.act(|core| answer(core, log.as_mut(), request));
        inner.log = log;
        self.let_go(inner);
        response
    }

    /// Hands in what came of a post, as the control that notes it.
    pub(crate) fn answered(&self, webhook: Uuid, outcome: &WebhookOutcome) -> Response {
        let body = match outcome {
            WebhookOutcome::Status(status) => Object::new().put("status", status),
            WebhookOutcome::TimedOut => Object::new().put("timedOut", &true),
            WebhookOutcome::Unreachable(why) => Object::new().put("unreachable", why),
        };
        let secret = self.config().secret.clone().unwrap_or_default();
        let request = Request::new("POST", &format!("/msgleg/webhooks/{webhook}"));
        let response = self.handle(&request.with_token(&secret).with_json(body.end()));
        self.answered.notify_waiters();
        response
    }

    /// Waits until all posts that are under way have been answered.
    pub(crate) async fn webhooks_answered(&self) {
        loop {
            let answered = self.answered.notified();
            tokio::pin!(answered);
            // So that none is missed that comes before it is awaited.
            answered.as_mut().enable();
            if self.with(|core| core.webhooks_in_flight()) == 0 {
                return;
            }
            answered.await;
        }
    }

    /// Opens a socket on a channel, with what is to be sent on it. `None` if there is no such
    /// channel.
    pub(crate) fn connect(&self, channel: &str) -> Option<(SocketId, mpsc::Receiver<Sending>)> {
        let mut inner = self.lock();
        let room = inner.core.config().socket_queue.max(1);
        let socket = inner.act(|core| core.connect(channel))?;
        let (sender, receiver) = mpsc::channel(room);
        if !inner.is_gone {
            inner.readers.insert(socket, sender);
        }
        self.let_go(inner);
        Some((socket, receiver))
    }

    /// Forgets a socket that is gone.
    pub(crate) fn disconnect(&self, socket: SocketId) {
        let mut inner = self.lock();
        inner.readers.remove(&socket);
        inner.act(|core| core.socket_gone(socket));
    }

    /// Ends all sockets.
    pub(crate) fn end(&self) {
        let mut inner = self.lock();
        inner.is_gone = true;
        // Now, and not when the last task has let go of this: the next platform may want it.
        inner.log = None;
        inner.readers.clear();
        drop(inner);
        let mut forks = self.forks.lock().unwrap_or_else(PoisonError::into_inner);
        forks.clear();
    }

    /// Lets things happen when they are due, for as long as it is polled.
    pub(crate) async fn keep_time(&self) {
        loop {
            let wait = {
                let mut inner = self.lock();
                inner.act(|_| ());
                let due = inner.core.next_due();
                due.and_then(|due| inner.clock.until(due))
            };
            match wait {
                Some(wait) => {
                    let _ = tokio::time::timeout(wait, self.changed.notified()).await;
                }
                None => self.changed.notified().await,
            }
        }
    }

    /// Lets others have the platform, and tells the timer if it has to look again.
    fn let_go(&self, mut inner: MutexGuard<'_, Inner>) {
        let is_rescheduled = std::mem::take(&mut inner.is_rescheduled);
        drop(inner);
        if is_rescheduled {
            self.changed.notify_one();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // A panic while it was held is a bug of ours; the others go on with what there is.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Answers a request. While changes cannot be written, none is made: what has already happened and
/// could not be told is written first.
fn answer(core: &mut Core, log: Option<&mut Log>, request: &Request) -> Response {
    let Some(log) = log else {
        return core.handle(request);
    };
    let refuse = |core: &mut Core, error: &Error| {
        core.refuse(503, "service.unavailable", &error.to_string())
    };
    if !is_reading(request)
        && let Err(error) = log.write_pending()
    {
        return refuse(core, &error);
    }
    let (response, change) = core.handle_noting(request);
    match change.map(|change| log.add(change)) {
        Some(Err(error)) => refuse(core, &error),
        Some(Ok(())) | None => response,
    }
}

impl Inner {
    fn act<T>(&mut self, act: impl FnOnce(&mut Core) -> T) -> T {
        if let Some(now) = self.clock.now() {
            self.core.advance(now);
        }
        let (before, pace) = (self.core.now(), self.core.config().pace);
        let due = self.core.next_due();
        let result = act(&mut self.core);
        self.core.catch_up();
        let is_reset = self.core.config().pace != pace || self.core.now() != before;
        if self.core.config().pace != pace {
            self.clock = Clock::new(self.core.config().pace, self.core.now());
        } else if is_reset {
            self.clock.set(self.core.now());
        }
        self.pass_on();
        self.is_rescheduled |= is_reset || self.core.next_due() != due;
        result
    }

    /// Puts what goes out before its readers and those who post. A reader who has too much before
    /// it already is cut, so that the others do not wait for it.
    fn pass_on(&mut self) {
        for post in self.core.take_posts() {
            // Nobody takes it only when the platform is gone.
            let _ = self.posts.send(post);
        }
        let url = self.core.event_url();
        for event in self.core.take_events() {
            if let Some(file) = &mut self.event_file {
                // Whoever reads the file sees what is missing; the platform goes on.
                let _ = file.write_all(format!("{event}\n").as_bytes());
            }
            if let Some(url) = &url {
                let _ = self.events.try_send((url.clone(), event));
            }
        }
        for output in self.core.take_outputs() {
            let Some(reader) = self.readers.get(&output.socket) else {
                continue;
            };
            let is_end = !matches!(output.sending, Sending::Text(_));
            let is_full = reader.try_send(output.sending).is_err();
            if is_end || is_full {
                self.readers.remove(&output.socket);
                self.core.socket_gone(output.socket);
            }
        }
    }
}
