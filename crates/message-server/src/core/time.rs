//! Time passes on a platform when it is told to.

use message_model::Timestamp;

use super::Core;
use crate::config::Pace;
use crate::controls;
use crate::request::Request;
use crate::rest::{self, Part};
use crate::state::{Late, State, Task};

impl Core {
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

    /// Until when a request to the clock has time pass; `None` if it has none, or is malformed.
    pub(crate) fn until(&self, request: &Request) -> Option<Timestamp> {
        let path = request.path.strip_prefix("/msgleg/")?;
        controls::answer_clock(&self.world, request, path).ok()?
    }

    /// As [`finish_work`](Self::finish_work), but no further than to where a webhook is posted.
    /// Whether all is done.
    pub(super) fn finish_to_webhook(&mut self) -> bool {
        for _ in 0..ROUNDS_MAX {
            match self.world.state.last_work() {
                Some(last) if self.advance_to_webhook(last) => {}
                Some(_) => return false,
                None => break,
            }
        }
        true
    }
}

/// How often work may cause further work before a jump of the clock gives up.
const ROUNDS_MAX: usize = 100_000;

/// Lets time pass until then, and everything happen that is due.
fn advance(state: &mut State, until: Timestamp) {
    advance_to(state, until, false);
}

/// Lets time pass until then, or until a webhook is to be posted if it stops there. Whether it is
/// then.
pub(super) fn advance_to(state: &mut State, until: Timestamp, stops: bool) -> bool {
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
