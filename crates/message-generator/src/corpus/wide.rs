//! Values that fill the contract: every property and every listed value, whether or not any conversation would have them.
//!
//! Read off the model's own description of the contract, so that nothing can be forgotten. They are marked as not
//! realistic in the manifest: for readers and writers, not for logic.

use super::covers::Covers;
use super::file::{File, Kind, Verdict};
use crate::draw::{Draw, Key, Label, paths};
use message_model::contract::Contract;
use message_model::{
    ApiRevision, Conversation, Definition, EncodeError, Evidence, Message, Object, Type, decode, encode, encode_pretty,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// The wide set, as a release would have sent it.
pub(super) fn files(folder: &str, revision: ApiRevision) -> Result<Vec<File>, EncodeError> {
    let message: Message = filled(0);
    let conversation: Conversation = filled(0);
    let (message, conversation) = (message.as_of(revision).value, conversation.as_of(revision).value);
    let mut covers = Covers::default();
    covers.add_properties(&message);
    let mut files = vec![file(
        folder,
        "every-property.message.json",
        Kind::Message,
        revision,
        covers,
        encode_pretty(&message)? + "\n",
    )];
    let mut covers = Covers::default();
    covers.add_properties(&conversation);
    let text = encode_pretty(&conversation)? + "\n";
    files.push(file(folder, "every-property.conversation.json", Kind::Conversation, revision, covers, text));
    let as_of = |message: Message| message.as_of(revision).value;
    files.push(every_value(folder, Kind::Message, revision, as_of)?);
    let as_of = |conversation: Conversation| conversation.as_of(revision).value;
    files.push(every_value(folder, Kind::Conversation, revision, as_of)?);
    Ok(files)
}

/// As many payloads as the longest list has values; the first is full, the others hold what they need to show theirs.
fn every_value<T: Object + Serialize + DeserializeOwned + PartialEq + Default>(
    folder: &str,
    kind: Kind,
    revision: ApiRevision,
    as_of: impl Fn(T) -> T,
) -> Result<File, EncodeError> {
    let mut covers = Covers::default();
    let mut lines: Vec<String> = Vec::new();
    for turn in 0.. {
        let payload: T = filled(turn);
        if payload == T::default() {
            break;
        }
        let payload = as_of(payload);
        let line = encode(&payload)?;
        if payload != T::default() && !lines.contains(&line) {
            covers.add_properties(&payload);
            lines.push(line);
        }
    }
    let records = lines.len() as u64;
    let name = format!("every-value.{}s.jsonl", kind.as_str());
    let file = file(folder, &name, kind, revision, covers, lines.join("\n") + "\n");
    Ok(File { records, ..file })
}

fn file(folder: &str, name: &str, kind: Kind, revision: ApiRevision, covers: Covers, text: String) -> File {
    File {
        path: format!("{folder}/{name}"),
        bytes: text.into_bytes(),
        kind,
        records: 1,
        revision,
        scenario: String::new(),
        script: String::new(),
        key: Key::new(super::SEED, 0),
        exercises: String::new(),
        realistic: false,
        evidence: Evidence::Documented,
        covers,
        verdict: Verdict::Accept,
        rule: "",
        findings: Vec::new(),
        story: String::new(),
    }
}

/// An object at one turn: at turn 0 it has all its properties, later those that lead to a list longer than the turn.
fn filled<T: Object + serde::de::DeserializeOwned>(turn: usize) -> T {
    let value = object(T::definition(), turn, &mut Vec::new()).unwrap_or_else(|| json!({}));
    decode(value.to_string()).expect("the model reads what it describes")
}

fn object(definition: &'static Definition, turn: usize, within: &mut Vec<&'static str>) -> Option<Value> {
    // An error holds errors: one inside another is enough.
    if within.iter().filter(|name| **name == definition.name).count() > 1 {
        return None;
    }
    within.push(definition.name);
    let mut properties = Map::new();
    for property in definition.properties {
        if let Some(value) = value(property.value, property.name, turn, within) {
            properties.insert(property.name.to_owned(), value);
        }
    }
    // A schema asks for what the documentation calls required, of an object that says anything.
    let required = Contract::get().definition(definition.name).filter(|_| !properties.is_empty());
    for known in required.iter().flat_map(|known| known.properties()).filter(|known| known.is_required()) {
        if let (false, Some(property)) = (properties.contains_key(known.name()), definition.property(known.name())) {
            properties
                .extend(value(property.value, property.name, 0, within).map(|value| (property.name.to_owned(), value)));
        }
    }
    within.pop();
    (turn == 0 || !properties.is_empty()).then_some(Value::Object(properties))
}

fn value(kind: Type, name: &str, turn: usize, within: &mut Vec<&'static str>) -> Option<Value> {
    let plain = match kind {
        Type::Enum(known) => return known.get(turn).map(|text| json!(text)),
        Type::Object(definition) => return object(definition(), turn, within),
        Type::Array(element) => return value(*element, name, turn, within).map(|value| json!([value])),
        Type::Map(element) => return value(*element, name, turn, within).map(|value| json!({ "name": value })),
        Type::String => json!(text(name, within)),
        Type::Boolean => json!(true),
        Type::Integer => json!(1),
        Type::Number => json!(1.5),
        Type::DateTime => json!("2026-01-05T09:00:00.000Z"),
        // An empty one would not show that it arrives.
        _ if name == "conversationRoutingData" => json!({"priority": 0}),
        _ => json!({}), // what passes through as received: an object, as all of them are
    };
    (turn == 0).then_some(plain)
}

/// An id where the name asks for one, a link where it asks for that, and otherwise its own name.
fn text(name: &str, within: &[&str]) -> String {
    if name == "id" || name.ends_with("Id") {
        let label = format!("{}/{name}", within.join("/"));
        return Draw::new(Key::new(super::SEED, 0), paths::WIDE_ID, Label::new(&label), 0).uuid().to_string();
    }
    match name {
        "url" | "messageURI" | "selfUri" | "userUri" => format!("https://media.example.com/{name}"),
        _ => name.to_owned(),
    }
}
