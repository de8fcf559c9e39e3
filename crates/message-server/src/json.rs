//! JSON objects that are written property by property, in the order in which the platform declares
//! them, and independent of how a build has set up the JSON library.

use message_model::{Timestamp, encode};
use serde::Serialize;
use uuid::Uuid;

/// The text of a JSON object.
#[derive(Debug, Default)]
pub(crate) struct Object(String);

impl Object {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds a property whose value is JSON already.
    pub(crate) fn raw(mut self, name: &str, json: &str) -> Self {
        if !self.0.is_empty() {
            self.0.push(',');
        }
        self.0.push_str(&text(name));
        self.0.push(':');
        self.0.push_str(json);
        self
    }

    pub(crate) fn put<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.raw(name, &text(value))
    }

    pub(crate) fn maybe<T: Serialize>(self, name: &str, value: Option<T>) -> Self {
        match value {
            Some(value) => self.put(name, &value),
            None => self,
        }
    }

    pub(crate) fn id(self, name: &str, id: Uuid) -> Self {
        self.raw(name, &format!("\"{id}\""))
    }

    pub(crate) fn time(self, name: &str, at: Timestamp) -> Self {
        self.raw(name, &format!("\"{at}\""))
    }

    /// The text of the object.
    pub(crate) fn end(self) -> String {
        format!("{{{}}}", self.0)
    }
}

/// The JSON of a value of ours, none of which can fail to be written.
pub(crate) fn text<T: Serialize + ?Sized>(value: &T) -> String {
    encode(&value).unwrap_or_else(|_| "null".to_owned())
}

/// The JSON of a list of values that are JSON already.
pub(crate) fn list<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> String {
    let items: Vec<T> = items.into_iter().collect();
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    format!("[{}]", items.join(","))
}
