//! Checking a whole capture against the contract: every leg and conversation in it.

use serde_json::value::RawValue;

use crate::contract::check::{fitting, walk};
use crate::contract::{Deviation, Root};
use crate::value::text_walk::Entries;
use crate::{ApiRevision, DecodeError, Payload, Shape};

impl Payload {
    /// Finds what the legs and conversations in the payload have and a release does not. Paths are
    /// from the top of the payload; `received` is the text that the payload was read from.
    ///
    /// # Errors
    /// The same as [`check`](crate::contract::check()).
    ///
    /// ```
    /// use message_model::{ApiRevision, Payload};
    ///
    /// let received = r#"{"entities": [{"participants": [{"messages": [{"type": "sms", "parkTime": null}]}]}]}"#;
    /// let payload = Payload::decode(received)?;
    /// let deviations = payload.check_contract(received, ApiRevision::V19)?;
    /// assert_eq!(deviations[0].path, "entities[0].participants[0].messages[0].type");
    /// assert_eq!(deviations[1].path, "entities[0].participants[0].messages[0].parkTime");
    /// assert!(payload.check_contract(received, ApiRevision::V257)?.is_empty());
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    pub fn check_contract(
        &self,
        received: &str,
        revision: ApiRevision,
    ) -> Result<Vec<Deviation>, DecodeError> {
        self.walk_contract(received, Some(revision))
    }

    /// The releases that all legs and conversations in the payload fit, oldest first. `received` is
    /// the text that the payload was read from.
    ///
    /// ```
    /// use message_model::{ApiRevision, Payload};
    ///
    /// let received = r#"[{"state": "parked"}, {"type": "sms"}]"#;
    /// let payload = Payload::decode(received)?;
    /// assert_eq!(payload.detect(received)?.first(), Some(&ApiRevision::V238));
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    ///
    /// # Errors
    /// The same as [`check`](crate::contract::check()).
    pub fn detect(&self, received: &str) -> Result<Vec<ApiRevision>, DecodeError> {
        Ok(fitting(&self.walk_contract(received, None)?))
    }

    fn walk_contract(
        &self,
        received: &str,
        revision: Option<ApiRevision>,
    ) -> Result<Vec<Deviation>, DecodeError> {
        let mut deviations = Vec::new();
        for Part { path, root, json } in self.parts(received) {
            let outer = if path.is_empty() {
                path
            } else {
                format!("{path}.")
            };
            let found = walk(json, root.definition(), revision)?;
            deviations.extend(found.into_iter().map(|inner| Deviation {
                path: format!("{outer}{}", inner.path),
                ..inner
            }));
        }
        Ok(deviations)
    }

    /// The text of each leg and conversation; none if `received` is not the text that the payload
    /// was read from.
    fn parts<'a>(&self, received: &'a str) -> Vec<Part<'a>> {
        let shapes = match self {
            Self::One(shape) => return shape.parts(String::new(), received.trim_ascii()),
            Self::Many(shapes) => shapes.iter(),
        };
        let elements = elements(received).enumerate();
        shapes
            .zip(elements)
            .flat_map(|(shape, (index, json))| shape.parts(format!("[{index}]"), json))
            .collect()
    }
}

/// A leg or conversation in the text of a payload.
struct Part<'a> {
    /// The path from the top of the payload; empty when the payload is this.
    path: String,
    root: Root,
    json: &'a str,
}

impl Shape {
    fn parts<'a>(&self, path: String, json: &'a str) -> Vec<Part<'a>> {
        let inside = |name: &str| {
            if path.is_empty() {
                name.to_owned()
            } else {
                format!("{path}.{name}")
            }
        };
        match self {
            Self::Message(_) => vec![Part {
                path,
                root: Root::Message,
                json,
            }],
            Self::Conversation(_) => vec![Part {
                path,
                root: Root::Conversation,
                json,
            }],
            Self::Listing(_) => {
                let entities = property(json, "entities")
                    .into_iter()
                    .flat_map(elements)
                    .enumerate();
                let path = |index| format!("{}[{index}]", inside("entities"));
                entities
                    .map(|(index, json)| Part {
                        path: path(index),
                        root: Root::Conversation,
                        json,
                    })
                    .collect()
            }
            Self::Notification(_) => {
                let body = property(json, "eventBody");
                body.map(|json| Part {
                    path: inside("eventBody"),
                    root: Root::Conversation,
                    json,
                })
                .into_iter()
                .collect()
            }
        }
    }
}

/// The text of a property's value; `None` if it is missing or null.
fn property<'a>(json: &'a str, name: &str) -> Option<&'a str> {
    let Entries(entries) = serde_json::from_str(json).unwrap_or_default();
    let value = entries
        .into_iter()
        .find(|(other, _)| other == name)
        .map(|(_, value)| value.get());
    value.filter(|&json| json != "null")
}

/// The texts of the elements of an array.
fn elements(json: &str) -> impl Iterator<Item = &str> {
    let elements: Vec<&RawValue> = serde_json::from_str(json).unwrap_or_default();
    elements.into_iter().map(RawValue::get)
}
