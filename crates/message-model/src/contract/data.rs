//! Reading `contract.json`.
//!
//! The file is part of this crate and tested, so any fault in it is a bug: reading panics with a
//! message that names it.

use serde::Deserialize;

use super::definition::{Definition, EnumValue, Property, ValueType, Width};
use super::release::Release;
use super::revision::ApiRevision;
use crate::Evidence;

#[derive(Deserialize)]
struct File<'a> {
    format: u32,
    #[serde(borrow)]
    definitions: Vec<DefinitionEntry<'a>>,
    #[serde(borrow)]
    releases: Vec<ReleaseEntry<'a>>,
}

#[derive(Deserialize)]
struct DefinitionEntry<'a> {
    name: &'a str,
    since: &'a str,
    #[serde(borrow)]
    properties: Vec<PropertyEntry<'a>>,
}

#[derive(Deserialize)]
struct PropertyEntry<'a> {
    name: &'a str,
    r#type: &'a str,
    format: Option<&'a str>,
    since: &'a str,
    #[serde(default)]
    required: bool,
    otherwise: Option<&'a str>,
    #[serde(borrow)]
    repeats: Option<(&'a str, &'a str)>,
    #[serde(default, borrow)]
    values: Vec<ValueEntry<'a>>,
}

#[derive(Deserialize)]
struct ValueEntry<'a> {
    value: &'a str,
    #[serde(borrow)]
    r#in: Vec<(&'a str, Option<&'a str>)>,
    #[serde(default, borrow)]
    older: Vec<&'a str>,
    evidence: Option<&'a str>,
}

#[derive(Deserialize)]
struct ReleaseEntry<'a> {
    version: &'a str,
    date: &'a str,
    pypi: bool,
}

/// Parses the objects and the releases of the contract from the text.
pub(super) fn read(text: &'static str) -> (Vec<Definition>, Vec<Release>) {
    let file: File = serde_json::from_str(text).expect("contract.json has the form of this module");
    assert_eq!(
        file.format, 1,
        "contract.json is in a format that this code reads"
    );
    let names: Vec<_> = file
        .definitions
        .iter()
        .map(|definition| definition.name)
        .collect();
    (
        file.definitions
            .into_iter()
            .map(|entry| definition(entry, &names))
            .collect(),
        file.releases.into_iter().map(release).collect(),
    )
}

fn definition(entry: DefinitionEntry<'static>, names: &[&str]) -> Definition {
    Definition {
        name: entry.name,
        since: revision(entry.since),
        properties: entry
            .properties
            .into_iter()
            .map(|entry| property(entry, names))
            .collect(),
    }
}

fn property(entry: PropertyEntry<'static>, names: &[&str]) -> Property {
    Property {
        name: entry.name,
        since: revision(entry.since),
        value_type: value_type(entry.r#type, entry.format, names),
        required: entry.required,
        otherwise: entry.otherwise,
        repeats: entry.repeats,
        values: entry.values.into_iter().map(value).collect(),
    }
}

fn value(entry: ValueEntry<'static>) -> EnumValue {
    let mark = |text| {
        Evidence::from_text(text)
            .unwrap_or_else(|| panic!("contract.json: unknown evidence {text:?}"))
    };
    EnumValue {
        text: entry.value,
        spans: entry
            .r#in
            .into_iter()
            .map(|(from, until)| (revision(from), until.map(revision)))
            .collect(),
        older: entry.older,
        evidence: entry.evidence.map(mark),
    }
}

fn release(entry: ReleaseEntry<'static>) -> Release {
    Release {
        revision: revision(entry.version),
        date: entry.date,
        on_pypi: entry.pypi,
    }
}

fn revision(text: &str) -> ApiRevision {
    ApiRevision::from_version(text)
        .unwrap_or_else(|| panic!("contract.json: {text:?} is no version"))
}

fn value_type(text: &'static str, format: Option<&str>, names: &[&str]) -> ValueType {
    let of = |start: &str| text.strip_prefix(start)?.strip_suffix('>');
    if let Some(item) = of("array<") {
        return ValueType::Array(Box::new(value_type(item, format, names)));
    }
    if let Some(item) = of("map<") {
        return ValueType::Map(Box::new(value_type(item, format, names)));
    }
    if let Some(name) = text.strip_prefix("ref ") {
        return if names.contains(&name) {
            ValueType::Object(name)
        } else {
            ValueType::Foreign(name)
        };
    }
    match (text, format) {
        ("string", None) => ValueType::String,
        ("boolean", None) => ValueType::Boolean,
        ("date-time", None) => ValueType::DateTime,
        ("number", Some("double")) => ValueType::Number,
        ("integer", Some("int32")) => ValueType::Integer(Width::Int32),
        ("integer", Some("int64")) => ValueType::Integer(Width::Int64),
        _ => panic!("contract.json: unknown type {text:?} with format {format:?}"),
    }
}
