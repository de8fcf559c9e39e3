//! Checks that both sides of the comparison do the same work.

use message_model::contract::{Contract, Root, View, check};
use message_model::{ApiRevision, Message, decode, encode};
use serde_json::Value;

use crate::{plain, records};

/// # Panics
/// If they do not.
pub(crate) fn hold() {
    same_properties();
    for record in records::known() {
        assert_eq!(unknown_in(&record), 0, "{record}");
        assert_eq!(
            written::<Message>(&record),
            written::<plain::Message>(&record),
            "both write the same text"
        );
        assert_eq!(
            value(&written::<Message>(&record)),
            value(&record),
            "and lose nothing"
        );
    }
    let (mut unknown, mut all) = (0, 0);
    for (record, known) in records::one_in_ten_unknown().iter().zip(records::known()) {
        unknown += unknown_in(record);
        all += unknown_in(record) + properties(&value(&known));
        assert_eq!(
            value(&written::<Message>(record)),
            value(record),
            "ours keeps the unknown"
        );
        assert_eq!(
            written::<plain::Message>(record),
            written::<plain::Message>(&known),
            "the plain one drops it"
        );
    }
    assert_eq!(unknown, all / 10, "unknown properties among {all}");
}

fn same_properties() {
    for (name, properties) in plain::OBJECTS {
        let definition = Contract::get()
            .definition(name)
            .expect("the contract has every plain object");
        let expected: Vec<_> = definition
            .properties()
            .iter()
            .map(|property| property.name())
            .collect();
        assert_eq!(*properties, expected, "{name}");
    }
    let envelope = [Root::Conversation, Root::Participant].len();
    assert_eq!(
        plain::OBJECTS.len(),
        View::Conversation.definitions().len() - envelope,
        "all that a leg can hold"
    );
}

/// The number of properties of a record that no release has.
fn unknown_in(record: &str) -> usize {
    check(record, Root::Message, ApiRevision::LATEST)
        .expect("the records are legs")
        .len()
}

/// The number of properties of all objects in a record; the names in `messageParams` are data and
/// not counted.
fn properties(value: &Value) -> usize {
    match value {
        Value::Object(object) => object
            .iter()
            .map(|(name, value)| {
                1 + if name == "messageParams" {
                    0
                } else {
                    properties(value)
                }
            })
            .sum(),
        Value::Array(elements) => elements.iter().map(properties).sum(),
        _ => 0,
    }
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).expect("the records are JSON")
}

fn written<T: serde::Serialize + serde::de::DeserializeOwned>(record: &str) -> String {
    encode(&decode::<T>(record).expect("the records are legs")).expect("legs can be written")
}
