//! The notification service: what channels are subscribed to, what their sockets say, and when they
//! end.

use std::collections::BTreeSet;

use message_model::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use crate::channels::{SocketId, Subscription, TOPICS_MAX};
use crate::json::{Object, text};
use crate::refusal::Refusal;
use crate::secret;
use crate::state::{State, Task};
use crate::tokens::Caller;
use crate::topics::{self, NAME_LENGTH_MAX, Whose};

/// How long before it ends a channel says so, in milliseconds (documented: about a minute).
const WARNING_MS: i64 = 60_000;

/// How the topics of a channel are to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// Those that are there stay.
    Add,
    /// All others go.
    Replace,
}

impl State {
    /// Subscribes a channel to topics, single or combined.
    ///
    /// Without `ignores_errors` one topic that is not permitted refuses all (documented); with it,
    /// such topics are listed as rejected. A combined topic is listed as permitted, and each of its
    /// parts that is not as rejected (observed).
    pub(crate) fn subscribe(
        &mut self,
        channel: &str,
        caller: &Caller,
        ids: &[String],
        change: Change,
        ignores_errors: bool,
    ) -> Result<(), Refusal> {
        let mut listed = Vec::new();
        let mut permitted = BTreeSet::new();
        for id in ids {
            if id.chars().count() > NAME_LENGTH_MAX {
                return Err(invalid_topic(id));
            }
            let parts = topics::parts(id);
            let is_combined = id.contains('?');
            if is_combined {
                let id = id.clone();
                listed.push(Subscription { id, rejected: None });
            }
            for part in parts {
                match self.topic_rejected(&part, caller) {
                    None => {
                        if !is_combined {
                            let id = part.clone();
                            listed.push(Subscription { id, rejected: None });
                        }
                        permitted.insert(part);
                    }
                    Some(Rejected::Invalid) if !ignores_errors => {
                        return Err(invalid_topic(&part));
                    }
                    Some(Rejected::Missing(permission)) if !ignores_errors => {
                        let message = format!("not permitted: topic {part} needs {permission}");
                        let refusal = Refusal::new(403, "notification.unauthorized.topic", message);
                        return Err(refusal.about(&part, permission));
                    }
                    Some(Rejected::Invalid) => listed.push(Subscription {
                        id: part,
                        rejected: Some(("invalid topic".to_owned(), Vec::new())),
                    }),
                    Some(Rejected::Missing(permission)) => listed.push(Subscription {
                        id: part,
                        rejected: Some(("missing permissions".to_owned(), vec![permission])),
                    }),
                }
            }
        }
        let expires = self.in_ms(self.config.channel_lifetime_ms);
        let Some(known) = self.channels.touch(channel) else {
            return Err(no_channel(channel));
        };
        let kept = match change {
            Change::Add => known.topic_count(),
            Change::Replace => 0,
        };
        let new = permitted.iter();
        let new = new.filter(|topic| change == Change::Replace || !known.has_topic(topic));
        if kept + new.count() > TOPICS_MAX {
            let message = format!("at most {TOPICS_MAX} topics can be subscribed on a channel");
            let code = "notification.subscription.too.many.subscriptions";
            return Err(Refusal::new(400, code, message));
        }
        if change == Change::Replace {
            known.unsubscribe(None, &[]);
        }
        known.subscribe(listed, permitted);
        known.expires = expires;
        self.schedule_end(channel, expires);
        Ok(())
    }

    /// `{entities: [...]}` of a channel's subscriptions.
    pub(crate) fn subscriptions_json(&self, channel: &str) -> Result<String, Refusal> {
        let known = self
            .channels
            .get(channel)
            .ok_or_else(|| no_channel(channel))?;
        let entities = known.subscriptions.iter().map(|one| {
            let entity = Object::new().put("id", &one.id);
            let entity = match &one.rejected {
                None => entity.put("state", "Permitted"),
                Some((reason, missing)) => entity
                    .put("state", "Rejected")
                    .put("rejectionReason", reason)
                    .put("missingPermissions", missing),
            };
            entity
                .put(
                    "selfUri",
                    &format!("/api/v2/notifications/availabletopics/{}", one.id),
                )
                .end()
        });
        let entities = crate::json::list(entities);
        Ok(Object::new().raw("entities", &entities).end())
    }

    /// Schedules the end of a channel, and the warning before it.
    pub(crate) fn schedule_end(&mut self, channel: &str, expires: Timestamp) {
        if let Some(warning) = expires.checked_add_millis(-WARNING_MS)
            && warning > self.now
        {
            self.schedule(warning, Task::ChannelWarns(channel.to_owned()));
        }
        self.schedule(expires, Task::ChannelEnds(channel.to_owned()));
    }

    pub(crate) fn channel_warns(&mut self, channel: &str) {
        let Some(known) = self.channels.get(channel) else {
            return;
        };
        if known.expires.millis_since(self.now) <= WARNING_MS
            && let Some(socket) = known.socket
        {
            self.announce_close(socket);
        }
    }

    pub(crate) fn channel_ends(&mut self, channel: &str) {
        let is_over = self
            .channels
            .get(channel)
            .is_some_and(|one| one.expires <= self.now);
        if is_over {
            let code = self.config.close_gone;
            self.channels.remove(channel, code, "channel expired");
        }
    }

    /// Says on a socket that it will be closed.
    pub(crate) fn announce_close(&mut self, socket: SocketId) {
        let body = Object::new().put("message", "WebSocket will be closed soon");
        let frame = system_frame("v2.system.socket_closing", &body.end());
        self.channels.send(socket, frame);
    }

    /// Ends a channel whose token has been ended, which its socket is told first.
    pub(crate) fn channel_loses_token(&mut self, channel: &str) {
        if let Some(socket) = self.channels.get(channel).and_then(|known| known.socket) {
            let body = Object::new()
                .put("channelId", channel)
                .put("systemTopicType", "token_revoked")
                .put("reason", "user_tokens_revoked")
                .end();
            let topic = format!("v2.system.token_revoked.{channel}");
            self.channels.send(socket, system_frame(&topic, &body));
        }
        let code = self.config.close_gone;
        self.channels.remove(channel, code, "token revoked");
    }

    pub(crate) fn heartbeat(&mut self, socket: SocketId) {
        if self.channels.channel_of(socket).is_none() {
            return;
        }
        let pause_ms = i64::from(self.config.heartbeat_ms);
        // After a jump one heartbeat is enough: a reader has had no time for more.
        let left_ms = self.passing_until.millis_since(self.now);
        if left_ms < pause_ms {
            let body = Object::new().put("message", "WebSocket Heartbeat").end();
            self.channels
                .send(socket, system_frame("channel.metadata", &body));
        }
        let skipped = (left_ms / pause_ms).max(1);
        let next = self
            .now
            .checked_add_millis(pause_ms.saturating_mul(skipped));
        self.schedule(next.unwrap_or(Timestamp::MAX), Task::Heartbeat(socket));
    }

    /// What a client says on its socket. Anything that is not known is ignored: a client sends
    /// plain text to keep the socket open (observed).
    pub(crate) fn socket_text(&mut self, socket: SocketId, said: &str) {
        let Ok(said) = serde_json::from_str::<Value>(said) else {
            return;
        };
        match said.get("message").and_then(Value::as_str) {
            Some("ping") => {
                let body = Object::new().put("message", "pong").end();
                self.channels
                    .send(socket, system_frame("channel.metadata", &body));
            }
            Some(verb @ ("subscribe" | "unsubscribe")) => {
                let answer = self.subscribe_on_socket(socket, verb, &said);
                self.channels.send(socket, answer);
            }
            _ => {}
        }
    }

    fn subscribe_on_socket(&mut self, socket: SocketId, verb: &str, said: &Value) -> String {
        let topics = said.get("topics").and_then(Value::as_array);
        let topics = topics.map(|topics| {
            let names = topics.iter().filter_map(Value::as_str);
            names.map(str::to_owned).collect::<Vec<_>>()
        });
        let correlation = said.get("correlationId").cloned();
        let answer = |result: &str, status: &str| {
            Object::new()
                .put("result", result)
                .put("status", status)
                .maybe("correlationId", correlation.clone())
        };
        let Some(channel) = self.channels.channel_of(socket).map(str::to_owned) else {
            return answer("404", "error").end();
        };
        let Some(topics) = topics else {
            let problem = "topics: found none, expected a list of names";
            return answer("400", "error").put("message", problem).end();
        };
        if verb == "unsubscribe" {
            let parts: Vec<String> = topics.iter().flat_map(|id| topics::parts(id)).collect();
            if let Some(known) = self.channels.touch(&channel) {
                known.unsubscribe(Some(&topics), &parts);
            }
            return answer("200", "unsubscribed").end();
        }
        let owner = self.channels.get(&channel).map(|known| Caller {
            client: known.owner.0.clone(),
            user: known.owner.1,
            token: known.token.clone(),
        });
        let Some(owner) = owner else {
            return answer("404", "error").end();
        };
        match self.subscribe(&channel, &owner, &topics, Change::Add, false) {
            Ok(()) => answer("200", "subscribed").end(),
            Err(refusal) => answer("400", "failure")
                .put("message", refusal.message())
                .end(),
        }
    }

    /// Tells listeners of a user's routing status.
    pub(crate) fn tell_routing(&mut self, user: Uuid) {
        let Some(person) = self.person(user) else {
            return;
        };
        let body = Object::new()
            .id("id", user)
            .raw("routingStatus", &person.routing_json());
        self.tell_user(user, "routingStatus", &body.end());
    }

    /// Tells listeners of a user's presence.
    pub(crate) fn tell_presence(&mut self, user: Uuid) {
        let Some(person) = self.person(user) else {
            return;
        };
        let body = person.presence_json();
        self.tell_user(user, "presence", &body);
    }

    /// Tells the agents who talk with a customer that the customer types: `message` is the
    /// normalized message that says so. The body is that of the vendor's clients
    /// (`V2ConversationMessageTypingEventForUserTopicMessageData` of Python 269).
    pub(crate) fn tell_typing(&mut self, conversation: Uuid, message: &str) {
        let Some(live) = self.conversations.get(&conversation) else {
            return;
        };
        let legs = live.state().live().iter();
        let users: Vec<Uuid> = legs.filter_map(|leg| live.user(*leg)).collect();
        let body = Object::new()
            .id("conversationId", conversation)
            .raw("normalizedMessage", message)
            .end();
        for user in users {
            self.tell_user(user, "conversations.inbound.typing.event", &body);
        }
    }

    fn tell_user(&mut self, user: Uuid, what: &str, body: &str) {
        let topic = format!("v2.users.{user}.{what}");
        let correlation = secret::correlation(self.config.seed, self.requests);
        let metadata = Object::new().id("CorrelationId", correlation).end();
        let frame = Object::new()
            .put("topicName", &topic)
            .put("version", "2")
            .raw("eventBody", body)
            .raw("metadata", &metadata);
        self.schedule(self.now, Task::Frame(topic, frame.end().into()));
    }

    /// Why a caller cannot have a single topic. Whose topics need which permission is inferred:
    /// those of the user itself need none.
    fn topic_rejected(&self, topic: &str, caller: &Caller) -> Option<Rejected> {
        let permission = match topics::whose(topic) {
            None => return Some(Rejected::Invalid),
            Some(Whose::User(user)) if Some(user) == caller.user => return None,
            Some(Whose::User(_) | Whose::Queue(_)) => "conversation:communication:view",
            Some(Whose::Conversation(_)) => "analytics:conversationDetail:view",
            Some(Whose::Workflow(_) | Whose::Deployment(_)) => "conversation:message:view",
        };
        let lacks = self.lacks(caller, permission);
        lacks.then(|| Rejected::Missing(permission.to_owned()))
    }

    /// Whether the caller's client lacks a permission.
    pub(crate) fn lacks(&self, caller: &Caller, permission: &str) -> bool {
        let mut clients = self.config.clients.iter();
        clients.any(|one| one.id == caller.client && one.lacks.contains(permission))
    }
}

enum Rejected {
    Invalid,
    Missing(String),
}

pub(crate) fn no_channel(channel: &str) -> Refusal {
    Refusal::not_found(format!(
        "The requested resource was not found: channel {channel}"
    ))
}

fn invalid_topic(topic: &str) -> Refusal {
    let message = format!("Invalid topic {}", text(topic));
    Refusal::new(400, "notification.invalid.topic", message)
        .about("id", "expected the name of a topic that is notified of")
}

fn system_frame(topic: &str, body: &str) -> String {
    Object::new()
        .put("topicName", topic)
        .raw("eventBody", body)
        .end()
}
