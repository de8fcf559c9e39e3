//! What the manifest says that a file shows, held against the file: read as plain JSON, by the
//! lists of the contract alone.

use std::collections::BTreeSet;

use message_model::ApiRevision;
use message_model::contract::{Contract, Definition, Property, ValueType};
use serde_json::{Map, Value};

use crate::corpus::{manifest, read, text};

type Names = BTreeSet<String>;

/// The table `covers` of the manifest, and the names that its rows speak of by number.
struct Claims(Value);

impl Claims {
    fn read() -> Self {
        Self(serde_json::from_str(&read("manifest.json")).unwrap())
    }

    /// What is claimed of a file under one heading of the table.
    fn of(&self, entry: &Value, heading: &str) -> Names {
        let row = &self.0["covers"][entry["covers"].as_u64().unwrap() as usize];
        let name = |one: &Value| match one.as_u64() {
            Some(place) => self.0[heading][place as usize].as_str().unwrap().to_owned(),
            None => one.as_str().unwrap().to_owned(),
        };
        row[heading].as_array().unwrap().iter().map(name).collect()
    }
}

/// The payloads of a file.
fn payloads(path: &str) -> Vec<Value> {
    let text = read(path);
    let one_a_line = path.ends_with(".jsonl");
    let texts: Vec<&str> = if one_a_line {
        text.lines().collect()
    } else {
        vec![&text]
    };
    texts
        .into_iter()
        .map(|text| serde_json::from_str(text).unwrap())
        .collect()
}

#[test]
fn every_property_and_listed_value_that_is_claimed_is_there_and_no_other() {
    let claims = Claims::read();
    let mut compared = 0;
    for entry in manifest().iter().filter(|entry| entry["model"].is_string()) {
        let path = text(entry, "path");
        let definition = Contract::get().definition(text(entry, "model")).unwrap();
        let mut found = Found {
            is_before_error_info: text(entry, "revision").parse::<ApiRevision>().unwrap()
                < "75".parse().unwrap(),
            ..Found::default()
        };
        for payload in payloads(path) {
            // Some sequences tell of a conversation and of what is said in it.
            let of = match payload.get("messengerType").is_some() {
                true => Contract::get().definition("MessageData").unwrap(),
                false => definition,
            };
            found.take_object(payload.as_object().unwrap(), of);
        }
        assert_eq!(claims.of(entry, "properties"), found.properties, "{path}");
        assert_eq!(claims.of(entry, "values"), found.values, "{path}");
        compared += 1;
    }
    assert!(compared > 1_000, "{compared} files");
}

/// The properties and values that occur in payloads.
#[derive(Default)]
struct Found {
    /// Whether the release is before 75, when the error of a participant had all properties.
    is_before_error_info: bool,
    properties: Names,
    values: Names,
}

impl Found {
    fn take_object(&mut self, object: &Map<String, Value>, definition: &Definition) {
        for (name, value) in object {
            if let Some(property) = definition.property(name) {
                let name = format!("{}.{name}", one_name(definition.name()));
                self.take_value(value, &name, property, property.value_type());
                self.properties.insert(name);
            }
        }
    }

    fn take_value(&mut self, value: &Value, name: &str, property: &Property, of: &ValueType) {
        match (of, value) {
            // Where any text may stand today, what older releases list is none of the values.
            (ValueType::String, Value::String(text))
                if property.value(text).is_some()
                    && property.values_at(ApiRevision::LATEST).next().is_some() =>
            {
                self.values.insert(format!("{name}={text}"));
            }
            (ValueType::Array(of), Value::Array(all)) => {
                all.iter()
                    .for_each(|one| self.take_value(one, name, property, of));
            }
            (ValueType::Map(of), Value::Object(all)) => {
                all.values()
                    .for_each(|one| self.take_value(one, name, property, of));
            }
            (ValueType::Object(inner), Value::Object(object)) => {
                let inner = match self.is_before_error_info && *inner == "ErrorInfo" {
                    true => "ErrorBody",
                    false => inner,
                };
                self.take_object(object, Contract::get().definition(inner).unwrap());
            }
            _ => {}
        }
    }
}

/// References and errors go by one name in the manifest.
fn one_name(name: &str) -> &str {
    match name {
        "AddressableEntityRef" | "TransferResponseModifiedBy" => "DomainEntityRef",
        "ErrorInfo" => "ErrorBody",
        "ConversationMessagingFromRecipient" => "ConversationMessagingToRecipient",
        name => name,
    }
}

/// How a leg stands at its end is a part of what has happened to it; what its segments are is all
/// of it.
#[test]
fn what_is_claimed_of_the_course_of_events_can_be_seen_in_what_came_of_it() {
    let claims = Claims::read();
    let mut legs_seen = 0;
    let played = |entry: &&Value| entry["realistic"] == true && entry["model"].is_string();
    for entry in manifest()
        .iter()
        .filter(played)
        // In words of their own; that they agree with the conversation is tested where they are
        // made.
        .filter(|entry| entry["kind"] != "analytics")
        .filter(|entry| entry["revision"] == "269.0.0")
    {
        let path = text(entry, "path");
        let payload = payloads(path).remove(0);
        let participants = list(&payload, "participants");
        let legs: Vec<&Value> = match text(entry, "model") {
            "Message" => vec![&payload],
            // It has no legs; of their course it shows the statuses of messages alone.
            "MessageData" => {
                let bodies = payloads(path);
                let all = |name: &str| {
                    let texts = bodies.iter().filter_map(|body| body[name].as_str());
                    texts.map(str::to_owned).collect::<Names>()
                };
                assert_eq!(claims.of(entry, "channels"), all("messengerType"), "{path}");
                let claimed = claims.of(entry, "statuses");
                assert!(claimed.is_superset(&all("status")), "{path}");
                for aspect in ["purposes", "states", "disconnectTypes", "segmentTypes"] {
                    assert_eq!(claims.of(entry, aspect), Names::new(), "{path}");
                }
                continue;
            }
            "MessageConversation" => participants.iter().collect(),
            _ => participants
                .iter()
                .flat_map(|participant| list(participant, "messages"))
                .collect(),
        };
        let of_legs = |name| {
            legs.iter()
                .filter_map(|leg| leg[name].as_str())
                .map(str::to_owned)
                .collect::<Names>()
        };
        let within = |inner, name: &str| {
            let all = legs
                .iter()
                .flat_map(|leg| list(leg, inner))
                .filter_map(|one| one[name].as_str());
            all.map(str::to_owned).collect::<Names>()
        };
        assert_eq!(claims.of(entry, "channels"), of_legs("type"), "{path}");
        assert_eq!(
            claims.of(entry, "disconnectTypes"),
            of_legs("disconnectType"),
            "{path}"
        );
        assert_eq!(
            claims.of(entry, "segmentTypes"),
            within("segments", "type"),
            "{path}"
        );
        assert!(
            claims.of(entry, "states").is_superset(&of_legs("state")),
            "{path}"
        );
        assert!(
            claims
                .of(entry, "statuses")
                .is_superset(&within("messages", "messageStatus")),
            "{path}"
        );
        if !participants.is_empty() {
            let purposes = participants
                .iter()
                .filter_map(|one| one["purpose"].as_str())
                .map(str::to_owned);
            assert_eq!(claims.of(entry, "purposes"), purposes.collect(), "{path}");
        }
        legs_seen += legs.len();
    }
    assert!(legs_seen > 300, "{legs_seen} legs");
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default()
}
