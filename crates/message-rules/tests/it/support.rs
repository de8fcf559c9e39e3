//! Documents made by editing a legal one, and the ids of the rules that they break.

use std::collections::BTreeSet;

use message_model::Capture;
use message_rules::{Delivery, check, check_sequence};
use serde_json::Value;

/// A property's path as a JSON pointer, and the JSON to set it to; nothing removes it.
pub(crate) type Edit<'a> = (&'a str, &'a str);

/// `base` with every edit applied.
#[track_caller]
pub(crate) fn edited(base: &str, edits: &[Edit<'_>]) -> String {
    let mut document: Value = serde_json::from_str(base).expect("the base is JSON");
    for (pointer, value) in edits {
        let (parent, name) = pointer
            .rsplit_once('/')
            .expect("a pointer begins with a slash");
        let parent = document
            .pointer_mut(parent)
            .unwrap_or_else(|| panic!("no {parent} to edit"));
        let parsed =
            (!value.is_empty()).then(|| serde_json::from_str(value).expect("the value is JSON"));
        match (parent, parsed) {
            (Value::Object(object), Some(value)) => drop(object.insert(name.to_owned(), value)),
            (Value::Object(object), None) => {
                object
                    .remove(name)
                    .unwrap_or_else(|| panic!("no {pointer} to remove"));
            }
            (Value::Array(array), value) => edit_array(array, name, value),
            (other, _) => panic!("{other} has nothing to edit"),
        }
    }
    document.to_string()
}

fn edit_array(array: &mut Vec<Value>, name: &str, value: Option<Value>) {
    match (name, value) {
        ("-", Some(value)) => array.push(value),
        (index, Some(value)) => array[index.parse::<usize>().expect("a number")] = value,
        (index, None) => drop(array.remove(index.parse().expect("a number"))),
    }
}

/// The ids of the rules for documents that `json` breaks.
#[track_caller]
pub(crate) fn broken(json: &str) -> BTreeSet<&'static str> {
    let payload = Capture::read(json).unwrap_or_else(|error| panic!("{error} in {json}"));
    check(&payload)
        .iter()
        .map(|finding| finding.rule.id)
        .collect()
}

/// The ids of the rules of succession that the snapshots in the array `json` break, in their order.
#[track_caller]
pub(crate) fn broken_in_sequence(json: &str) -> BTreeSet<&'static str> {
    let payload = Capture::read(json).unwrap_or_else(|error| panic!("{error} in {json}"));
    let report = check_sequence(&payload, Delivery::InOrder, None);
    report
        .findings
        .iter()
        .map(|(_, finding)| finding.rule.id)
        .collect()
}

pub(crate) fn set(ids: &[&'static str]) -> BTreeSet<&'static str> {
    ids.iter().copied().collect()
}
