//! Which webhooks follow on what happens in a conversation of an open channel, and what follows on
//! their outcomes.

use message_generator::{Channel, Role};
use message_lifecycle::projection::{OpenParty, Projection, open_posts, open_typing};
use message_lifecycle::{LegIndex, MessageIndex, Status};
use message_model::{Timestamp, encode};
use serde_json::Value;
use uuid::Uuid;

use crate::integrations::Integration;
use crate::live::Live;
use crate::outbox::{Draft, Next, Turn, WebhookOutcome};
use crate::secret;
use crate::state::{State, Task};
use crate::stream::Sent;
use crate::webhook::stringified;

impl State {
    /// The integration through which a conversation goes, if it is one of this platform.
    pub(crate) fn integration_of(&self, live: &Live) -> Option<&Integration> {
        let business = live.business.as_deref()?.parse().ok()?;
        let known = self.integrations.get(business)?;
        (live.channel() == Channel::Open).then_some(known)
    }

    /// Posts what a new message is to the middleware: itself if it is for the contact, and a
    /// receipt if it is from the contact.
    pub(crate) fn post_message(&mut self, id: Uuid, message: MessageIndex) {
        let Some(live) = self.conversations.get(&id) else {
            return;
        };
        if self.integration_of(live).is_none() {
            return;
        }
        let Some((sent, content)) = live.state().message(message).zip(live.message(message)) else {
            return;
        };
        let is_outbound = !live.role(sent.leg()).is_some_and(Role::is_contact);
        let own = content.id.to_string();
        let told = live.content();
        let projection = Projection::new(live.state(), &told);
        let posts = open_posts(projection, live.simulation().timeline());
        let by_platform = posts
            .into_iter()
            .filter(|post| post.by == OpenParty::Platform);
        let mut bodies = by_platform.filter_map(|post| encode(&post.body).ok());
        // The receipt of a message has the message's own id; typing has one of its own.
        let body = bodies.find(|body| id_of(body).as_deref() == Some(own.as_str()));
        if let Some(body) = body {
            self.post(id, is_outbound.then_some(message), &body);
        }
    }

    /// Posts that an agent types.
    pub(crate) fn post_typing(&mut self, id: Uuid, leg: LegIndex) {
        let Some(live) = self.conversations.get(&id) else {
            return;
        };
        let event = secret::correlation(self.config.seed, self.requests);
        let told = live.content();
        let projection = Projection::new(live.state(), &told);
        let body = open_typing(projection, leg, event, self.now);
        if let Some(body) = body.and_then(|body| encode(&body).ok()) {
            self.post(id, None, &body);
        }
    }

    fn post(&mut self, id: Uuid, message: Option<MessageIndex>, body: &str) {
        let live = self.conversations.get(&id);
        let Some(integration) = live.and_then(|live| self.integration_of(live)).cloned() else {
            return;
        };
        let body = stringified(body).unwrap_or_else(|_| body.to_owned());
        let (seed, now) = (self.config.seed, self.now);
        if self.outbox.count() >= self.config.webhook_queue {
            if let Some(message) = message {
                self.fail_message(id, message);
            }
            return;
        }
        let draft = Draft {
            conversation: id,
            integration: &integration,
            message,
            body: &body,
        };
        let fate = self.stream.fate(seed, WEBHOOKS, self.outbox.made());
        let turn = match fate.delays_ms.is_empty() {
            true => Turn::InOrderButLost,
            false => Turn::InOrder,
        };
        if fate.faults.is_empty() || turn == Turn::InOrderButLost {
            let (webhook, place, is_due) = self.outbox.add(seed, now, draft, turn);
            if is_due {
                self.schedule(now, Task::Webhook(place));
            }
            if turn == Turn::InOrderButLost {
                self.stream.note(now, Sent::Webhooks(vec![webhook]), fate);
            }
            return;
        }
        let mut webhooks = Vec::new();
        for delay_ms in &fate.delays_ms {
            // Of those that say the same, the first is the message.
            let message = draft.message.filter(|_| webhooks.is_empty());
            let copy = Draft { message, ..draft };
            let (webhook, place, _) = self.outbox.add(seed, now, copy, Turn::Alone);
            let at = now.checked_add_millis(*delay_ms);
            self.schedule(at.unwrap_or(Timestamp::MAX), Task::Webhook(place));
            webhooks.push(webhook);
        }
        self.stream.note(now, Sent::Webhooks(webhooks), fate);
    }

    /// Begins the next post of what waits there.
    pub(crate) fn run_webhook(&mut self, place: Uuid) {
        if let Some((webhook, outcome)) = self.outbox.begin(place, self.now) {
            self.webhook_answered(webhook, outcome);
        }
    }

    /// Takes what came of a post. Whether there is such a post.
    pub(crate) fn webhook_answered(&mut self, webhook: Uuid, outcome: WebhookOutcome) -> bool {
        let (now, timeout_ms) = (self.now, self.config.webhook_timeout_ms);
        let answered = self.outbox.answered(webhook, outcome, now, timeout_ms);
        let Some((next, ended)) = answered else {
            return false;
        };
        if let Some((ended, is_accepted)) = ended {
            if let Some(message) = ended.message {
                match is_accepted {
                    true => self.message_has_left(ended.conversation, message),
                    false => self.fail_message(ended.conversation, message),
                }
            }
            let most = self.config.requests_kept;
            self.outbox.keep(ended, most);
        }
        if let Next::Due(place, at) = next {
            self.schedule(at, Task::Webhook(place));
        }
        true
    }

    /// A message has been accepted: it is sent, and stays so until a receipt comes (documented).
    fn message_has_left(&mut self, id: Uuid, message: MessageIndex) {
        self.leave_queued(id, message, Status::Sent, None);
    }

    /// A message has not been accepted: it never left.
    fn fail_message(&mut self, id: Uuid, message: MessageIndex) {
        let error = Some(REFUSED.to_owned());
        self.leave_queued(id, message, Status::Failed, error);
    }

    fn leave_queued(
        &mut self,
        id: Uuid,
        message: MessageIndex,
        status: Status,
        error: Option<String>,
    ) {
        let live = self.conversations.get(&id);
        let sent = live.and_then(|live| live.state().message(message).copied());
        // A receipt may have come before the answer.
        if let Some(sent) = sent.filter(|sent| sent.status() == Status::Queued) {
            let _ = self.change_status(id, sent.leg(), message, status, error);
        }
    }
}

/// The way on which webhooks go; those of frames are numbered by channel.
const WEBHOOKS: u64 = u64::MAX;

/// The code of a message that no webhook accepted (inferred).
const REFUSED: &str = "GeneralError";

/// The id that a body has.
fn id_of(body: &str) -> Option<String> {
    let body: Value = serde_json::from_str(body).ok()?;
    body.get("id")?.as_str().map(str::to_owned)
}
