//! The people and the queues of the organisation, as the platform knows them.

use message_generator::{Agent, Organisation};
use message_model::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::json::{Object, text};

/// What an agent does without a client: each delay is in milliseconds; what is absent is left to a
/// client.
///
/// ```
/// use message_server::Rule;
///
/// let rule = Rule { answer_ms: Some(2_700), ..Rule::default() };
/// assert_eq!(rule.end_ms, None, "who answers may still leave the rest to a client");
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Rule {
    /// From the offer to the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_ms: Option<u32>,
    /// From the answer, and from each message of the contact, to a message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_ms: Option<u32>,
    /// From the answer to the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_ms: Option<u32>,
    /// From the end to the end of after-call work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrap_up_ms: Option<u32>,
}

/// The routing statuses that a user can have.
pub(crate) const ROUTING_STATUSES: [&str; 5] = [
    "OFF_QUEUE",
    "IDLE",
    "INTERACTING",
    "NOT_RESPONDING",
    "COMMUNICATING",
];

/// An agent.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) agent: Agent,
    division: Uuid,
    pub(crate) routing: &'static str,
    pub(crate) routing_since: Timestamp,
    pub(crate) presence: String,
    presence_id: Option<Uuid>,
    pub(crate) presence_message: String,
    pub(crate) presence_since: Timestamp,
    pub(crate) rule: Option<Rule>,
}

/// A queue.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// What scripts call it.
    pub(crate) label: String,
    pub(crate) id: Uuid,
    pub(crate) name: String,
    division: Uuid,
}

impl Person {
    pub(crate) fn new(
        agent: Agent,
        organisation: &Organisation,
        now: Timestamp,
        rule: Option<Rule>,
        on_queue: bool,
    ) -> Self {
        Self {
            division: organisation.division_of(agent.id),
            agent,
            routing: if on_queue { "IDLE" } else { "OFF_QUEUE" },
            routing_since: now,
            presence: "Available".to_owned(),
            presence_id: None,
            presence_message: String::new(),
            presence_since: now,
            rule,
        }
    }

    pub(crate) fn id(&self) -> Uuid {
        self.agent.id
    }

    pub(crate) fn set_presence(
        &mut self,
        presence: Option<String>,
        id: Option<Uuid>,
        message: Option<String>,
        now: Timestamp,
    ) {
        if let Some(presence) = presence {
            self.presence = presence;
        }
        self.presence_id = id.or(self.presence_id);
        self.presence_message = message.unwrap_or_default();
        self.presence_since = now;
    }

    /// A name that has no spaces and letters of other alphabets, at a domain for examples.
    fn email(&self) -> String {
        let name: String = self
            .agent
            .name
            .to_lowercase()
            .chars()
            .map(|letter| {
                if letter.is_ascii_alphanumeric() {
                    letter
                } else {
                    '.'
                }
            })
            .collect();
        format!("{name}@example.com")
    }

    /// `GET /api/v2/users/{id}`; `expand` names what else is wanted.
    pub(crate) fn json(&self, expand: &[String]) -> String {
        let id = self.id();
        let chat = Object::new().put("jabberId", &format!("{id}@example.com"));
        let mut user = Object::new()
            .id("id", id)
            .put("name", &self.agent.name)
            .raw("division", &division(self.division))
            .raw("chat", &chat.end())
            .put("email", &self.email())
            .put("username", &self.email())
            .put("state", "active")
            .put("version", &1)
            .put("acdAutoAnswer", &false);
        let wants = |name: &str| expand.iter().any(|known| known == name);
        if wants("routingStatus") {
            user = user.raw("routingStatus", &self.routing_json());
        }
        if wants("presence") {
            user = user.raw("presence", &self.presence_json());
        }
        user.put("selfUri", &format!("/api/v2/users/{id}")).end()
    }

    /// `GET /api/v2/users/{id}/routingstatus`
    pub(crate) fn routing_json(&self) -> String {
        Object::new()
            .id("userId", self.id())
            .put("status", self.routing)
            .time("startTime", self.routing_since)
            .end()
    }

    /// `GET /api/v2/users/{id}/presences/PURECLOUD`
    pub(crate) fn presence_json(&self) -> String {
        let definition = Object::new()
            .maybe("id", self.presence_id.map(|id| id.to_string()))
            .put("systemPresence", &self.presence);
        Object::new()
            .put("source", "PURECLOUD")
            .put("primary", &true)
            .raw("presenceDefinition", &definition.end())
            .put("message", &self.presence_message)
            .time("modifiedDate", self.presence_since)
            .put(
                "selfUri",
                &format!("/api/v2/users/{}/presences/PURECLOUD", self.id()),
            )
            .end()
    }
}

impl Line {
    pub(crate) fn new(label: &str, organisation: &Organisation) -> Self {
        let queue = organisation.queue(label);
        Self {
            label: label.to_owned(),
            id: queue.id,
            name: queue.name,
            division: organisation.division_of(queue.id),
        }
    }

    /// `GET /api/v2/routing/queues/{id}`
    pub(crate) fn json(&self, members: usize) -> String {
        Object::new()
            .id("id", self.id)
            .put("name", &self.name)
            .raw("division", &division(self.division))
            .put(
                "acwSettings",
                &AcwSettings {
                    wrapup_prompt: "MANDATORY_TIMEOUT",
                },
            )
            .put("memberCount", &members)
            .put("userMemberCount", &members)
            .put("joinedMemberCount", &members)
            .put("selfUri", &format!("/api/v2/routing/queues/{}", self.id))
            .end()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AcwSettings {
    wrapup_prompt: &'static str,
}

fn division(id: Uuid) -> String {
    Object::new()
        .id("id", id)
        .raw("name", &text("Home"))
        .put("selfUri", &format!("/api/v2/authorization/divisions/{id}"))
        .end()
}
