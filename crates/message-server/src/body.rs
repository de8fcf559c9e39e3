//! The properties of a body that is a JSON object.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::refusal::Refusal;

/// The text of a property; `None` if it is absent or null.
pub(crate) fn text_of(body: &Map<String, Value>, name: &str) -> Result<Option<String>, Refusal> {
    match body.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(value)) => Ok(Some(value.clone())),
        Some(_) => Err(not_a(name, "a text")),
    }
}

/// The texts of a property that is an object; none if it is absent or null.
pub(crate) fn texts_of(
    body: &Map<String, Value>,
    name: &str,
) -> Result<BTreeMap<String, String>, Refusal> {
    let texts = match body.get(name) {
        None | Some(Value::Null) => return Ok(BTreeMap::new()),
        Some(Value::Object(texts)) => texts,
        Some(_) => return Err(not_a(name, "an object with texts")),
    };
    let texts = texts.iter().map(|(key, value)| match value {
        Value::String(value) => Ok((key.clone(), value.clone())),
        _ => Err(not_a(&format!("{name}.{key}"), "a text")),
    });
    texts.collect()
}

/// The truth of a property; `None` if it is absent or null.
pub(crate) fn flag_of(body: &Map<String, Value>, name: &str) -> Result<Option<bool>, Refusal> {
    match body.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Bool(value)) => Ok(Some(*value)),
        Some(_) => Err(not_a(name, "true or false")),
    }
}

/// The id of a property; `None` if it is absent or null.
pub(crate) fn id_of(body: &Map<String, Value>, name: &str) -> Result<Option<Uuid>, Refusal> {
    text_of(body, name)?
        .map(|value| value.parse().map_err(|_| not_a(name, "a UUID")))
        .transpose()
}

pub(crate) fn not_a(name: &str, expected: &str) -> Refusal {
    let reason = format!("expected {expected}");
    Refusal::bad_request(format!("{name}: {reason}")).about(name, reason)
}
