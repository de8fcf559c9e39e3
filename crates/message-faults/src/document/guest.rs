//! A participant who comes into a conversation for a fault: where a rule is about what the
//! conversation does not have, such as a second queue, it is added.

use message_model::Timestamp;
use message_model::contract::View;
use serde_json::{Map, Value, json};

use super::scene::{Edit, Leg, Record, Scene, later, text, time_of};
use crate::change::Change;

/// A participant with one leg, which joins after all others and has ended by the system unless
/// said otherwise.
#[derive(Clone)]
pub(super) struct Guest {
    view: View,
    /// When its leg connected.
    pub(super) from: Timestamp,
    participant: Map<String, Value>,
    leg: Map<String, Value>,
}

/// How long a guest is there, in milliseconds.
const STAY_MS: i64 = 10_000;

impl Guest {
    /// A guest of this purpose in a record, which is there for ten seconds; `number` tells it from
    /// other guests. `None` if the record has no legs.
    pub(super) fn of(scene: &Scene, record: &Record, purpose: &str, number: u64) -> Option<Self> {
        let legs = record.legs();
        let begins = legs.iter().filter_map(Leg::begin);
        let joined = record
            .participants()
            .iter()
            .filter_map(|it| time_of(it, "startTime"));
        let from = begins.chain(joined).max()?;
        let mut guest = Self {
            view: record.view,
            from,
            participant: Map::new(),
            leg: Map::new(),
        };
        guest.of_participant("id", scene.id(2 * number));
        guest.of_participant("purpose", purpose);
        if guest.view != View::Notification {
            guest.of_participant("startTime", text(from));
        }
        guest.of_participant("connectedTime", text(from));
        guest.set("state", "disconnected");
        guest.set("connectedTime", text(from));
        guest.set("disconnectType", "system");
        if !guest.is_flat() {
            guest.set("id", scene.id(2 * number + 1));
        }
        let peer = |one: &&Value| one["purpose"] == "customer";
        let customer = record.participants().iter().find(peer);
        let id = match (record.is_flat(), customer) {
            (false, Some(customer)) => customer["messages"][0]["id"].as_str(),
            (true, _) => {
                let internal = record
                    .participants()
                    .iter()
                    .filter(|one| one["purpose"] != "customer");
                internal.filter_map(|one| one["peer"].as_str()).next()
            }
            (false, None) => None,
        };
        if let Some(id) = id.filter(|_| purpose != "customer") {
            let id = id.to_owned();
            guest.set("peerId", id);
        }
        Some(guest.until(STAY_MS))
    }

    fn is_flat(&self) -> bool {
        matches!(self.view, View::Media | View::MediaNotification)
    }

    /// Sets a property of the leg, by its name in a `Message`.
    pub(super) fn set(&mut self, name: &str, value: impl Into<Value>) {
        let name = match (self.is_flat(), name) {
            (true, "peerId") => "peer",
            (true, "disconnectedTime") => "endTime",
            (_, name) => name,
        };
        self.leg.insert(name.to_owned(), value.into());
    }

    /// The same, as part of an expression.
    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.set(name, value);
        self
    }

    pub(super) fn without(mut self, name: &str) -> Self {
        self.leg.remove(name);
        self.participant.remove(name);
        if name == "disconnectedTime" {
            self.leg.remove("endTime");
            self.participant.remove("endTime");
        }
        self
    }

    fn of_participant(&mut self, name: &str, value: impl Into<Value>) {
        self.participant.insert(name.to_owned(), value.into());
    }

    /// Sets a property of the participant.
    pub(super) fn with_participant(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.of_participant(name, value);
        self
    }

    /// The user that it is.
    pub(super) fn with_user(self, id: &str) -> Self {
        if self.is_flat() {
            self.with_participant("user", json!({"id": id}))
        } else {
            self.with_participant("userId", id)
        }
    }

    /// Ends it some milliseconds after it connected.
    pub(super) fn until(mut self, millis: i64) -> Self {
        let end = later(self.from, millis);
        self.set("disconnectedTime", end.clone());
        if !self.is_flat() {
            self.of_participant("endTime", end);
        }
        self
    }

    /// When it ended after so many milliseconds, as text.
    pub(super) fn at(&self, millis: i64) -> String {
        later(self.from, millis)
    }

    /// It is there still, in a state.
    pub(super) fn live(self, state: &str) -> Self {
        let live = self.without("disconnectedTime").without("disconnectType");
        live.with("state", state)
    }

    /// Moves its beginning to another instant, and its end after that.
    pub(super) fn starting(mut self, from: Timestamp) -> Self {
        self.from = from;
        self.set("connectedTime", text(from));
        self.of_participant("connectedTime", text(from));
        if self.participant.contains_key("startTime") {
            self.of_participant("startTime", text(from));
        }
        self.until(STAY_MS)
    }

    /// The changes that let it in; the conversation goes on as long as it is there.
    pub(super) fn enters(self, record: &Record) -> Edit {
        let end = self.leg.get("disconnectedTime").and_then(Value::as_str);
        let end = end.and_then(|end| end.parse::<Timestamp>().ok());
        let mut edit = Edit::new();
        if let Some(ended) = time_of(record.body(), "endTime") {
            match end {
                Some(end) if end > ended => edit.push(record.set("endTime", text(end))),
                Some(_) => {}
                None if self.is_flat() => {}
                None => edit.push(record.drop("endTime")),
            }
        }
        let is_flat = self.is_flat();
        let mut participant = self.participant;
        if is_flat {
            participant.extend(self.leg);
        } else {
            participant.insert("messages".to_owned(), json!([self.leg]));
        }
        edit.push(record.push("participants", Value::Object(participant)));
        edit
    }
}

/// A message on a leg as the view of the record writes it: an id, a time and a status.
pub(super) fn message(record: &Record, id: &str, at: &str, status: &str) -> Value {
    let mut message = json!({"messageTime": at, "messageStatus": status});
    if record.view == View::MediaNotification {
        message["message"] = json!({"id": id});
    } else {
        message["messageId"] = json!(id);
    }
    message
}

/// Adds a participant that is no leg.
pub(super) fn bystander(record: &Record, participant: Value) -> Change {
    record.push("participants", participant)
}
