//! Reading `contract.json`.
//!
//! The file is part of this crate and tested, so any fault in it is a bug: reading panics with a
//! message that names it.

use serde::Deserialize;

use super::definition::{Definition, EnumValue, Property, PropertySpan, ValueType, Width};
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
    also: Option<&'a str>,
    since: &'a str,
    until: Option<&'a str>,
    #[serde(borrow)]
    properties: Vec<PropertyEntry<'a>>,
}

#[derive(Deserialize)]
struct PropertyEntry<'a> {
    name: &'a str,
    r#type: &'a str,
    format: Option<&'a str>,
    since: Option<&'a str>,
    #[serde(default, borrow)]
    r#in: Vec<SpanEntry<'a>>,
    #[serde(default)]
    required: bool,
    otherwise: Option<&'a str>,
    /// The first release that lists no values any more, so that any text may stand there.
    free: Option<&'a str>,
    #[serde(borrow)]
    repeats: Option<(&'a str, &'a str)>,
    #[serde(default, borrow)]
    values: Vec<ValueEntry<'a>>,
}

/// A span of releases, with the type that the property had in it if that is not its latest one.
#[derive(Deserialize)]
#[serde(untagged)]
enum SpanEntry<'a> {
    Latest(&'a str, Option<&'a str>),
    Earlier(&'a str, Option<&'a str>, &'a str),
}

#[derive(Deserialize)]
struct ValueEntry<'a> {
    value: &'a str,
    #[serde(borrow)]
    r#in: Vec<(&'a str, Option<&'a str>)>,
    declared: Option<(&'a str, &'a str)>,
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
        file.format, 2,
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
    assert!(
        entry.properties.len() <= u128::BITS as usize,
        "contract.json: {} has more properties than a walk can keep apart",
        entry.name
    );
    Definition {
        name: entry.name,
        also: entry.also,
        since: revision(entry.since),
        until: entry.until.map(revision),
        properties: entry
            .properties
            .into_iter()
            .map(|entry| property(entry, names))
            .collect(),
    }
}

fn property(entry: PropertyEntry<'static>, names: &[&str]) -> Property {
    let of = |text| value_type(text, entry.format, names);
    let mut spans: Vec<_> = entry
        .r#in
        .into_iter()
        .map(|span| match span {
            SpanEntry::Latest(from, until) => (from, until, entry.r#type),
            SpanEntry::Earlier(from, until, earlier) => (from, until, earlier),
        })
        .map(|(from, until, text)| PropertySpan {
            from: revision(from),
            until: until.map(revision),
            value_type: of(text),
        })
        .collect();
    spans.extend(entry.since.map(|since| PropertySpan {
        from: revision(since),
        until: None,
        value_type: of(entry.r#type),
    }));
    assert!(
        !spans.is_empty(),
        "contract.json: {} has a release",
        entry.name
    );
    Property {
        name: entry.name,
        spans,
        required: entry.required,
        otherwise: entry.otherwise,
        free: entry.free.map(revision),
        repeats: entry.repeats,
        values: entry.values.into_iter().map(value).collect(),
    }
}

fn value(entry: ValueEntry<'static>) -> EnumValue {
    let mark = |text: &str| {
        text.parse::<Evidence>()
            .unwrap_or_else(|error| panic!("contract.json: {error}"))
    };
    EnumValue {
        text: entry.value,
        spans: entry
            .r#in
            .into_iter()
            .map(|(from, until)| (revision(from), until.map(revision)))
            .collect(),
        declared: entry.declared.map(|(text, until)| (text, revision(until))),
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
    if let Some(name) = text.strip_prefix("foreign ") {
        return ValueType::Foreign(name);
    }
    if let Some(name) = text.strip_prefix("ref ") {
        // The file leaves some objects out, such as the legs of other media: a reference to one of
        // them is all that is known.
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
        ("object", None) => ValueType::Foreign("object"),
        ("number", Some("double")) => ValueType::Number,
        ("integer", Some("int32")) => ValueType::Integer(Width::Int32),
        ("integer", Some("int64")) => ValueType::Integer(Width::Int64),
        _ => panic!("contract.json: unknown type {text:?} with format {format:?}"),
    }
}
