//! The properties of a record with the types that the contract gives them, wherever they stand.

use message_model::Capture;
use message_model::contract::{Contract, Definition, Property, Root, ValueType, View};
use serde_json::Value;

/// A property that the contract knows, at its place in a record.
pub(crate) struct Place {
    /// The view that its document is of.
    pub(crate) view: View,
    /// The path in the record, as findings write it.
    pub(crate) path: String,
    pub(crate) property: &'static Property,
    /// What is there; `None` if the object lacks the property.
    pub(crate) value: Option<Value>,
}

/// Every property that the contract knows in the objects of a record, present and absent, outermost
/// first; none if the record cannot be read.
pub(crate) fn places(text: &str) -> Vec<Place> {
    let (Ok(capture), Ok(whole)) = (Capture::read(text), serde_json::from_str::<Value>(text))
    else {
        return Vec::new();
    };
    let mut places = Vec::new();
    for document in capture.documents() {
        let view = document.view();
        let Some(body) = at(&whole, &document.path) else {
            continue;
        };
        if let Some(root) = root(view, body) {
            let mut walk = Walk {
                view,
                places: &mut places,
            };
            walk.object(body, root.definition(), &document.path);
        }
    }
    places
}

/// The value at the path of a document: names and numbers of elements.
fn at<'v>(whole: &'v Value, path: &str) -> Option<&'v Value> {
    let pointer = path.replace(['.', '['], "/").replace(']', "");
    let slash = if pointer.is_empty() || pointer.starts_with('/') {
        ""
    } else {
        "/"
    };
    whole.pointer(&format!("{slash}{pointer}"))
}

/// What the document is in the contract: the object of its view that knows most of its properties.
fn root(view: View, body: &Value) -> Option<Root> {
    let names: Vec<&String> = body.as_object()?.keys().collect();
    let roots = view
        .roots()
        .iter()
        .chain(matches!(view, View::Conversation).then_some(&Root::Message));
    let mut best: Option<(usize, Root)> = None;
    for root in roots {
        let definition = root.definition();
        let known = names
            .iter()
            .filter(|name| definition.property(name).is_some())
            .count();
        // Of those that know as many, the first.
        if best.is_none_or(|(most, _)| known > most) {
            best = Some((known, *root));
        }
    }
    best.map(|(_, root)| root)
}

/// A walk through one document.
struct Walk<'p> {
    view: View,
    places: &'p mut Vec<Place>,
}

impl Walk<'_> {
    fn object(&mut self, object: &Value, definition: &'static Definition, path: &str) {
        for property in definition.properties() {
            let own = match path {
                "" => property.name().to_owned(),
                path => format!("{path}.{}", property.name()),
            };
            let value = object.get(property.name());
            self.places.push(Place {
                view: self.view,
                path: own.clone(),
                property,
                value: value.cloned(),
            });
            if let Some(value) = value {
                self.inside(value, property.value_type(), &own);
            }
        }
    }

    fn inside(&mut self, value: &Value, of: &'static ValueType, path: &str) {
        match (of, value) {
            (ValueType::Object(name), Value::Object(_)) => {
                if let Some(definition) = Contract::get().definition(name) {
                    self.object(value, definition, path);
                }
            }
            (ValueType::Array(of), Value::Array(elements)) => {
                for (index, element) in elements.iter().enumerate() {
                    self.inside(element, of, &format!("{path}[{index}]"));
                }
            }
            _ => {}
        }
    }
}
