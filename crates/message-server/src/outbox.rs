//! What is posted to the webhooks of integrations: when it is due, in which order, and what becomes
//! of it. Nothing is posted here: a post goes out as a value, and its outcome comes in as one, so
//! that the same outcomes at the same times give the same bytes.

use std::collections::{BTreeMap, VecDeque};

use message_generator::Key;
use message_generator::draw::{Draw, Label, Path};
use message_lifecycle::MessageIndex;
use message_model::Timestamp;
use uuid::Uuid;

use crate::integrations::Integration;
use crate::json::{Object, list};
use crate::webhook::{SIGNATURE_HEADER, signature};

const WEBHOOK: Path = Path::new("server/webhook");

/// A post to a webhook that is to be made now.
///
/// Whoever takes it with [`Core::take_posts`](crate::Core::take_posts) makes it, and hands in what
/// came of it with [`Core::webhook_answered`](crate::Core::webhook_answered).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// The id of what is posted, which is the same when it is posted again.
    pub webhook: Uuid,
    /// How often it was posted before.
    pub attempt: usize,
    /// Where to.
    pub url: String,
    /// The headers, with the signature; the names as they are to be sent.
    pub headers: Vec<(String, String)>,
    /// The body, of the form that its signature is of.
    pub body: String,
}

/// What came of a post to a webhook.
///
/// ```
/// use message_server::WebhookOutcome;
///
/// assert!(WebhookOutcome::Status(503).is_tried_again());
/// assert!(!WebhookOutcome::Status(404).is_tried_again());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WebhookOutcome {
    /// It was answered.
    Status(u16),
    /// It was not answered in time.
    TimedOut,
    /// There was nobody, or no answer: why.
    Unreachable(String),
}

impl WebhookOutcome {
    /// Whether it was accepted.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        matches!(self, Self::Status(200..=299))
    }

    /// Whether it is posted again: after a time-out, 429 and 5xx, as documented at
    /// <https://developer.genesys.cloud/commdigital/digital/openmessaging/validate.html>, and where
    /// nobody is there (inferred).
    #[must_use]
    pub fn is_tried_again(&self) -> bool {
        match self {
            Self::Status(status) => *status == 429 || *status >= 500,
            Self::TimedOut | Self::Unreachable(_) => true,
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Status(status) => status.to_string(),
            Self::TimedOut => "timed out".to_owned(),
            Self::Unreachable(why) => why.clone(),
        }
    }
}

/// How often a post is made again (documented).
const RETRIES_MAX: usize = 5;
/// From the end of an attempt to the next one, in milliseconds (documented).
const PAUSE_MS: i64 = 5_000;
/// The whole sequence of attempts, in milliseconds (documented).
const SEQUENCE_MS: i64 = 85_000;

#[derive(Debug, Clone)]
struct Attempt {
    at: Timestamp,
    /// What came of it, and when that was known.
    end: Option<(Timestamp, WebhookOutcome)>,
}

/// One thing that is posted, as often as it takes.
#[derive(Debug, Clone)]
pub(crate) struct Webhook {
    id: Uuid,
    pub(crate) conversation: Uuid,
    integration: Uuid,
    /// The message that is written to the contact, if it is one.
    pub(crate) message: Option<MessageIndex>,
    url: String,
    headers: Vec<(String, String)>,
    body: String,
    /// Whether its first attempt is lost on its way.
    is_lost: bool,
    made: Timestamp,
    attempts: Vec<Attempt>,
    state: WebhookState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WebhookState {
    /// For those before it, or for its next attempt.
    Waiting,
    InFlight,
    Accepted,
    Failed,
}

impl WebhookState {
    fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::InFlight => "in flight",
            Self::Accepted => "accepted",
            Self::Failed => "failed",
        }
    }
}

/// In whose turn something is posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    /// After what is posted of its conversation before.
    InOrder,
    /// The same, and its first attempt is lost on its way.
    InOrderButLost,
    /// By itself, whatever else waits.
    Alone,
}

/// What is to be posted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Draft<'a> {
    pub(crate) conversation: Uuid,
    pub(crate) integration: &'a Integration,
    /// The message that is written to the contact, if it is one.
    pub(crate) message: Option<MessageIndex>,
    pub(crate) body: &'a str,
}

/// Everything that is posted or was, in order for each conversation but for what goes by itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outbox {
    /// By the conversation, or by the id of a webhook that goes by itself.
    waiting: BTreeMap<Uuid, VecDeque<Webhook>>,
    done: VecDeque<Webhook>,
    /// How many there were.
    made: u64,
    /// Of which what waits first is to be posted now and has not been taken yet.
    posts: Vec<Uuid>,
    /// How the next posts are answered without being made.
    answers: VecDeque<WebhookOutcome>,
}

/// What follows on the outcome of an attempt.
pub(crate) enum Next {
    /// The next attempt of what waits there is due then.
    Due(Uuid, Timestamp),
    /// Nothing waits any more.
    Nothing,
}

impl Outbox {
    /// How many there were.
    pub(crate) fn made(&self) -> u64 {
        self.made
    }

    /// Takes something to be posted. Returns its id, where it waits, and whether it is the only one
    /// there, so that it is due at once.
    pub(crate) fn add(
        &mut self,
        seed: u64,
        now: Timestamp,
        draft: Draft<'_>,
        turn: Turn,
    ) -> (Uuid, Uuid, bool) {
        let Draft {
            conversation,
            integration,
            message,
            body,
        } = draft;
        let key = Key::new(seed, u64::MAX);
        let id = Draw::new(key, WEBHOOK, Label::NONE, self.made).uuid();
        self.made += 1;
        let own = [
            ("Content-Type".to_owned(), "application/json".to_owned()),
            (
                SIGNATURE_HEADER.to_owned(),
                signature(integration.secret.as_bytes(), body.as_bytes()),
            ),
        ];
        let given = integration.headers.clone().into_iter();
        let webhook = Webhook {
            id,
            conversation,
            integration: integration.id,
            message,
            url: integration.url.clone(),
            headers: own.into_iter().chain(given).collect(),
            body: body.to_owned(),
            is_lost: turn == Turn::InOrderButLost,
            made: now,
            attempts: Vec::new(),
            state: WebhookState::Waiting,
        };
        let place = match turn {
            Turn::InOrder | Turn::InOrderButLost => conversation,
            Turn::Alone => id,
        };
        let queue = self.waiting.entry(place).or_default();
        queue.push_back(webhook);
        (id, place, queue.len() == 1)
    }

    /// How many have not come to an end.
    pub(crate) fn count(&self) -> usize {
        self.waiting.values().map(VecDeque::len).sum()
    }

    /// How many have been posted, or are to be now, and have no outcome yet.
    pub(crate) fn in_flight(&self) -> usize {
        let heads = self.waiting.values().filter_map(VecDeque::front);
        heads
            .filter(|head| head.state == WebhookState::InFlight)
            .count()
    }

    /// Whether there is something to be posted now.
    pub(crate) fn has_posts(&self) -> bool {
        !self.posts.is_empty()
    }

    /// Begins the next attempt of what waits there. Returns its outcome, if that is decided
    /// already.
    pub(crate) fn begin(&mut self, place: Uuid, now: Timestamp) -> Option<(Uuid, WebhookOutcome)> {
        let head = self.waiting.get_mut(&place)?.front_mut()?;
        if head.state == WebhookState::InFlight {
            return None;
        }
        head.state = WebhookState::InFlight;
        head.attempts.push(Attempt { at: now, end: None });
        if head.is_lost && head.attempts.len() == 1 {
            return Some((head.id, WebhookOutcome::TimedOut));
        }
        if let Some(outcome) = self.answers.pop_front() {
            return Some((head.id, outcome));
        }
        self.posts.push(place);
        None
    }

    /// What is to be posted now.
    pub(crate) fn take_posts(&mut self) -> Vec<Post> {
        let due = std::mem::take(&mut self.posts);
        let heads = due
            .iter()
            .filter_map(|place| self.waiting.get(place)?.front());
        heads
            .map(|head| Post {
                webhook: head.id,
                attempt: head.attempts.len().saturating_sub(1),
                url: head.url.clone(),
                headers: head.headers.clone(),
                body: head.body.clone(),
            })
            .collect()
    }

    /// Has everything that is in flight posted again: whoever was to do so is gone.
    pub(crate) fn post_again(&mut self) {
        let flying = self.waiting.iter().filter(|(_, queue)| {
            let head = queue.front();
            head.is_some_and(|head| head.state == WebhookState::InFlight)
        });
        self.posts = flying.map(|(place, _)| *place).collect();
    }

    /// Notes what came of an attempt. `None` if there is no such attempt in flight. Beside what
    /// follows, the webhook if it has come to an end, and whether it was accepted.
    pub(crate) fn answered(
        &mut self,
        id: Uuid,
        outcome: WebhookOutcome,
        now: Timestamp,
        timeout_ms: u32,
    ) -> Option<(Next, Option<(Webhook, bool)>)> {
        let mut heads = self.waiting.iter().filter_map(|(place, queue)| {
            let head = queue.front()?;
            (head.id == id && head.state == WebhookState::InFlight).then_some(*place)
        });
        let place = heads.next()?;
        self.posts.retain(|waiting| *waiting != place);
        let queue = self.waiting.get_mut(&place)?;
        let head = queue.front_mut()?;
        let (first, last) = (head.attempts.first()?.at, head.attempts.last_mut()?);
        // The clock may not have gone on while somebody waited for the answer.
        let ended = match outcome {
            WebhookOutcome::TimedOut => later(last.at, i64::from(timeout_ms)).max(now),
            _ => now,
        };
        last.end = Some((now, outcome.clone()));
        let due = later(ended, PAUSE_MS);
        let is_in_time = due.millis_since(first) + i64::from(timeout_ms) <= SEQUENCE_MS;
        if outcome.is_tried_again() && head.attempts.len() <= RETRIES_MAX && is_in_time {
            head.state = WebhookState::Waiting;
            return Some((Next::Due(place, due), None));
        }
        let is_accepted = outcome.is_accepted();
        head.state = match is_accepted {
            true => WebhookState::Accepted,
            false => WebhookState::Failed,
        };
        let ended = queue.pop_front()?;
        let next = match queue.is_empty() {
            true => {
                self.waiting.remove(&place);
                Next::Nothing
            }
            false => Next::Due(place, now),
        };
        Some((next, Some((ended, is_accepted))))
    }

    /// Keeps one that has come to an end, to be read back: the latest so many.
    pub(crate) fn keep(&mut self, webhook: Webhook, most: usize) {
        self.done.push_back(webhook);
        if self.done.len() > most {
            self.done.pop_front();
        }
    }

    /// Has the next posts answered like this without being made.
    pub(crate) fn answer_next(&mut self, outcome: WebhookOutcome, times: usize) {
        self.answers.extend(std::iter::repeat_n(outcome, times));
    }

    /// All that are kept, in the order in which they ended, and then those that have not.
    pub(crate) fn json(&self) -> String {
        let waiting = self.waiting.values().flatten();
        list(self.done.iter().chain(waiting).map(Webhook::json))
    }

    /// The numbers of webhooks go on from those of another state of the same platform, so that an
    /// outcome that comes late is taken for no other's.
    pub(crate) fn number_after(&mut self, other: &Self) {
        self.made = self.made.max(other.made);
    }
}

impl Webhook {
    fn json(&self) -> String {
        let attempts = self.attempts.iter().map(|attempt| {
            let told = Object::new().time("at", attempt.at);
            match &attempt.end {
                None => told.end(),
                Some((ended, outcome)) => {
                    let told = told.time("ended", *ended);
                    told.put("outcome", &outcome.text()).end()
                }
            }
        });
        let headers: BTreeMap<&String, &String> = self
            .headers
            .iter()
            .map(|(name, value)| (name, value))
            .collect();
        Object::new()
            .id("id", self.id)
            .time("at", self.made)
            .id("conversationId", self.conversation)
            .id("integrationId", self.integration)
            .put("url", &self.url)
            .put("headers", &headers)
            .raw("body", &self.body)
            .put("state", self.state.name())
            .raw("attempts", &list(attempts))
            .end()
    }
}

fn later(at: Timestamp, millis: i64) -> Timestamp {
    at.checked_add_millis(millis).unwrap_or(Timestamp::MAX)
}
