//! The rows of the API that are modelled, each by the number that it has in the table of the
//! crate's docs. Calls go to the core as values.

mod messages;
mod participants;
mod people;
mod reading;
mod tokens;
mod transfers;

use message_server::{Config, Core, Inbound, Request, Written};
use serde_json::Value;
use uuid::Uuid;

use crate::support::{Caller, last_of, text};

fn core() -> Core {
    Core::new(Config::default()).unwrap()
}

fn later(core: &mut Core, millis: i64) {
    let until = core.now().checked_add_millis(millis).unwrap();
    core.advance(until);
}

fn hello(core: &mut Core) -> Written {
    let text = Some("Hello".to_owned());
    core.customer_writes(Inbound {
        text,
        ..Inbound::default()
    })
    .unwrap()
}

/// A conversation that the first agent has answered, if `answered`, and is asked to otherwise.
struct Desk {
    core: Core,
    agent: Caller,
    id: Uuid,
    participant: String,
    communication: String,
}

impl Desk {
    fn of(config: Config, answered: bool) -> Self {
        let mut core = Core::new(config).unwrap();
        let id = hello(&mut core).conversation;
        later(&mut core, 1_000);
        let agent = Caller::agent(&mut core, 0);
        let conversation = agent.get(&mut core, &format!("/api/v2/conversations/{id}"));
        let own = last_of(&conversation, "agent");
        let mut desk = Self {
            participant: text(&own["id"]),
            communication: text(&own["messages"][0]["id"]),
            core,
            agent,
            id,
        };
        if answered {
            desk.patch("participants/{p}", r#"{"state": "connected"}"#, 202);
            later(&mut desk.core, 1_000);
        }
        desk
    }

    fn answered() -> Self {
        Self::of(Config::default(), true)
    }

    fn path(&self, base: &str, end: &str) -> String {
        let end = end
            .replace("{p}", &self.participant)
            .replace("{k}", &self.communication);
        format!("/api/v2/conversations/{base}{}/{end}", self.id)
    }

    #[track_caller]
    fn patch(&mut self, end: &str, body: &str, status: u16) {
        let call = format!("PATCH {}", self.path("messages/", end));
        self.agent.done(&mut self.core, &call, body, status);
    }

    #[track_caller]
    fn post(&mut self, base: &str, end: &str, body: &str, status: u16) -> String {
        let call = format!("POST {}", self.path(base, end));
        self.agent.done(&mut self.core, &call, body, status).body
    }

    #[track_caller]
    fn refused(&mut self, method: &str, base: &str, end: &str, body: &str, code: &str) -> Value {
        let call = format!("{method} {}", self.path(base, end));
        self.agent.refused(&mut self.core, &call, body, (400, code))
    }

    fn see(&mut self) -> Value {
        let path = format!("/api/v2/conversations/{}", self.id);
        self.agent.get(&mut self.core, &path)
    }

    fn leg(&mut self) -> Value {
        let conversation = self.see();
        let all = conversation["participants"].as_array().unwrap();
        let own = all
            .iter()
            .find(|one| one["id"] == self.participant.as_str());
        own.unwrap()["messages"][0].clone()
    }
}

#[test]
fn what_is_not_modelled_names_what_is() {
    let mut core = core();
    let client = Caller::client(&mut core);
    let call = "POST /api/v2/analytics/conversations/aggregates/query";
    let body = client.refused(&mut core, call, "{}", (501, "not.implemented"));
    let details = body["details"].as_array().unwrap();
    let knows = |name: &str| details.iter().any(|detail| detail["fieldName"] == name);
    assert!(knows("GET /api/v2/conversations/{}"));
    let request = Request::new("GET", "/api/v3/users").with_token(&client.token);
    assert_eq!(core.handle(&request).status, 404);
}
