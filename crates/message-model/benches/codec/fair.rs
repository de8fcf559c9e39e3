//! Checks that both sides of the comparison do the same work.

use message_model::contract::{Root, View, check};
use message_model::{ApiRevision, encode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::plain;
use crate::records::{IS_DATA, Records};

/// Checks that `Ours` and `Plain` read and write the records alike.
///
/// # Panics
/// If they do not.
pub(crate) fn hold<Ours, Plain>(root: Root, records: &Records)
where
    Ours: Serialize + DeserializeOwned,
    Plain: Serialize + DeserializeOwned,
{
    for record in &records.known {
        assert_eq!(unknown_in(record, root), 0, "{record}");
        assert_eq!(
            written::<Ours>(record),
            written::<Plain>(record),
            "both write the same text"
        );
        assert_eq!(
            value(&written::<Ours>(record)),
            value(record),
            "and lose nothing"
        );
    }
    let (mut unknown, mut all) = (0, 0);
    for (record, known) in records.one_in_ten_unknown.iter().zip(&records.known) {
        unknown += unknown_in(record, root);
        all += unknown_in(record, root) + properties(&value(known));
        assert_eq!(
            value(&written::<Ours>(record)),
            value(record),
            "ours keeps the unknown"
        );
        assert_eq!(
            written::<Plain>(record),
            written::<Plain>(known),
            "the plain one drops it"
        );
    }
    assert_eq!(unknown, all / 10, "unknown properties among {all}");
}

/// Checks that the objects of both sides have the same properties.
///
/// # Panics
/// If they do not.
pub(crate) fn same_properties() {
    let all = [
        plain::OBJECTS,
        plain::shared::OBJECTS,
        plain::conversation::OBJECTS,
        plain::media::OBJECTS,
        plain::notification::OBJECTS,
        plain::media_notification::OBJECTS,
        plain::detail_event::OBJECTS,
        plain::bodies::OBJECTS,
        plain::open_messaging::OBJECTS,
        plain::analytics::OBJECTS,
    ];
    for (definition, properties) in all.into_iter().flatten() {
        let known = definition().properties.iter().map(|property| property.name);
        assert!(
            known.eq(properties.iter().copied()),
            "{}",
            definition().name
        );
    }
    let envelope = [Root::Conversation, Root::Participant].len();
    assert_eq!(
        plain::OBJECTS.len(),
        View::Conversation.definitions().len() - envelope,
        "all that a leg can hold"
    );
}

/// The number of properties of a record that no release has.
fn unknown_in(record: &str, root: Root) -> usize {
    check(record, root, ApiRevision::LATEST)
        .expect("the records are of this type")
        .len()
}

/// The number of properties of all objects in a record, without names that are data.
fn properties(value: &Value) -> usize {
    match value {
        Value::Object(object) => object
            .iter()
            .map(|(name, value)| {
                1 + if IS_DATA.contains(&name.as_str()) {
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

fn written<T: Serialize + DeserializeOwned>(record: &str) -> String {
    let read = serde_json::from_str::<T>(record).expect("the records are of this type");
    encode(&read).expect("what was read can be written")
}
