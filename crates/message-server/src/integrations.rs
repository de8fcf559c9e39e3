//! Integrations of Open Messaging: where the platform posts what is written to the customers of a
//! channel.

use std::collections::BTreeMap;

use message_generator::Key;
use message_generator::draw::{Draw, Label, Path};
use message_model::Timestamp;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::body::{not_a, text_of, texts_of};
use crate::json::Object;
use crate::refusal::Refusal;

const INTEGRATION: Path = Path::new("server/integration");

/// An integration of Open Messaging.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Integration {
    pub(crate) id: Uuid,
    name: String,
    pub(crate) url: String,
    /// Under which webhooks are signed. It is never told.
    pub(crate) secret: String,
    /// What is sent with each webhook beside the platform's own headers.
    pub(crate) headers: BTreeMap<String, String>,
    /// References that are kept as they were given.
    supported_content: Option<Value>,
    messaging_setting: Option<Value>,
    created: Timestamp,
    modified: Option<Timestamp>,
    created_by: Option<Uuid>,
    modified_by: Option<Uuid>,
}

/// All integrations, in the order in which they were made.
#[derive(Debug, Clone, Default)]
pub(crate) struct Integrations {
    all: Vec<Integration>,
    made: u64,
}

impl Integrations {
    pub(crate) fn get(&self, id: Uuid) -> Option<&Integration> {
        self.all.iter().find(|one| one.id == id)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Integration> {
        self.all.iter()
    }

    /// Makes one of a body. Its id is a function of the seed and of how many there were.
    pub(crate) fn add(
        &mut self,
        seed: u64,
        body: &Map<String, Value>,
        (at, by): (Timestamp, Option<Uuid>),
    ) -> Result<&Integration, Refusal> {
        let missing = |name| not_a(name, "a text");
        let url = "outboundNotificationWebhookUrl";
        let secret = "outboundNotificationWebhookSignatureSecretToken";
        let draw = Draw::new(
            Key::new(seed, u64::MAX),
            INTEGRATION,
            Label::NONE,
            self.made,
        );
        let mut integration = Integration {
            id: draw.uuid(),
            name: String::new(),
            url: String::new(),
            secret: String::new(),
            headers: BTreeMap::new(),
            supported_content: None,
            messaging_setting: None,
            created: at,
            modified: None,
            created_by: by,
            modified_by: None,
        };
        for name in ["name", url, secret] {
            text_of(body, name)?.ok_or_else(|| missing(name))?;
        }
        integration.take(body)?;
        self.made += 1;
        self.all.push(integration);
        self.all.last().ok_or_else(|| missing("name"))
    }

    /// Changes what a body names.
    pub(crate) fn change(
        &mut self,
        id: Uuid,
        body: &Map<String, Value>,
        (at, by): (Timestamp, Option<Uuid>),
    ) -> Result<&Integration, Refusal> {
        let known = self.all.iter_mut().find(|one| one.id == id);
        let known = known.ok_or_else(|| missing(id))?;
        let mut changed = known.clone();
        changed.take(body)?;
        changed.modified = Some(at);
        changed.modified_by = by;
        *known = changed;
        Ok(known)
    }

    pub(crate) fn remove(&mut self, id: Uuid) -> Result<(), Refusal> {
        let place = self.all.iter().position(|one| one.id == id);
        self.all.remove(place.ok_or_else(|| missing(id))?);
        Ok(())
    }
}

pub(crate) fn missing(id: Uuid) -> Refusal {
    Refusal::not_found(format!(
        "The requested resource was not found: integration {id}"
    ))
}

impl Integration {
    /// Takes over what a body names; `null` is as absent.
    fn take(&mut self, body: &Map<String, Value>) -> Result<(), Refusal> {
        if let Some(name) = text_of(body, "name")? {
            if name.is_empty() {
                return Err(not_a("name", "a text that is not empty"));
            }
            self.name = name;
        }
        if let Some(url) = text_of(body, "outboundNotificationWebhookUrl")? {
            if !is_http(&url) {
                let expected = "an address that begins with http://: nothing is posted over TLS";
                return Err(not_a("outboundNotificationWebhookUrl", expected));
            }
            self.url = url;
        }
        let secret = "outboundNotificationWebhookSignatureSecretToken";
        if let Some(secret) = text_of(body, secret)? {
            self.secret = secret;
        }
        if matches!(body.get("webhookHeaders"), Some(Value::Object(_))) {
            let headers = texts_of(body, "webhookHeaders")?;
            let is_header = |(name, value): (&String, &String)| {
                let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
                !name.is_empty()
                    && name.bytes().all(is_name)
                    && value.bytes().all(|byte| (b' '..=b'~').contains(&byte))
            };
            if !headers.iter().all(is_header) {
                return Err(not_a("webhookHeaders", "names and values of HTTP headers"));
            }
            self.headers = headers;
        }
        for (name, kept) in [
            ("supportedContent", &mut self.supported_content),
            ("messagingSetting", &mut self.messaging_setting),
        ] {
            if let Some(given @ Value::Object(_)) = body.get(name) {
                *kept = Some(given.clone());
            }
        }
        Ok(())
    }

    /// `OpenIntegration`, without its secret.
    pub(crate) fn json(&self) -> String {
        let user = |id: Uuid| {
            let uri = format!("/api/v2/users/{id}");
            Object::new().id("id", id).put("selfUri", &uri).end()
        };
        let link = |integration: Object, name: &str, id: Option<Uuid>| match id {
            Some(id) => integration.raw(name, &user(id)),
            None => integration,
        };
        let integration = Object::new()
            .id("id", self.id)
            .put("name", &self.name)
            .maybe("supportedContent", self.supported_content.as_ref())
            .maybe("messagingSetting", self.messaging_setting.as_ref())
            .put("outboundNotificationWebhookUrl", &self.url)
            .put("webhookHeaders", &self.headers)
            .put("status", "Active")
            .time("dateCreated", self.created);
        let integration = match self.modified {
            Some(modified) => integration.time("dateModified", modified),
            None => integration,
        };
        let integration = link(integration, "createdBy", self.created_by);
        let integration = link(integration, "modifiedBy", self.modified_by);
        let uri = format!(
            "/api/v2/conversations/messaging/integrations/open/{}",
            self.id
        );
        integration
            .put("createStatus", "Completed")
            .put("selfUri", &uri)
            .end()
    }
}

/// Whether a webhook can be posted there: plain HTTP, with a host.
pub(crate) fn is_http(url: &str) -> bool {
    let rest = url.strip_prefix("http://").unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_plain = url.bytes().all(|byte| (b'!'..=b'~').contains(&byte));
    !host.is_empty() && !host.contains('@') && is_plain
}
