//! The contract as JSON Schema, for validators in any language.
//!
//! A schema describes what a release sends, so it rejects properties and values that the release
//! does not have. A reader that should outlive the release must not reject them; to test that, use
//! the fixtures of a later release.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::Root;
use super::definition::{Definition, Property, ValueType, Width};
use super::view::reachable;
use crate::ApiRevision;

/// Properties that the documentation marks as required and real payloads omit: an open segment has
/// no end (observed).
const LEFT_OUT: [(&str, &str); 1] = [("Segment", "endTime")];

/// The format of instants as the platform and the official SDKs write them: RFC 3339 in upper case,
/// with up to six fractional digits. This crate also reads other spellings.
const INSTANT: &str = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})$";

/// Returns a JSON Schema (draft 2020-12) of a payload as a release sends it, indented, with a final
/// newline.
///
/// The schema rejects properties and values that the release does not have, and values of another
/// type. What the documentation requires is required, except for the end of an open segment.
/// Objects that the contract does not describe, such as legs of other media, may be any object.
///
/// ```
/// use message_model::ApiRevision;
/// use message_model::contract::{json_schema, Root};
///
/// let schema = json_schema(Root::Message, ApiRevision::V19);
/// assert!(schema.contains(r#""$schema": "https://json-schema.org/draft/2020-12/schema""#));
/// assert!(schema.contains(r#""startHoldTime""#) && !schema.contains(r#""startAlertingTime""#));
/// ```
pub fn json_schema(root: Root, revision: ApiRevision) -> String {
    let schema = Schema { root, revision };
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text.push('\n');
    text
}

struct Schema {
    root: Root,
    revision: ApiRevision,
}

impl Serialize for Schema {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("$schema", "https://json-schema.org/draft/2020-12/schema")?;
        map.serialize_entry("title", &format!("{} as of {}", self.root, self.revision))?;
        map.serialize_entry("$ref", &place(self.root.as_str()))?;
        let definitions = reachable(vec![self.root.definition()], |property| {
            let held = property.value_type_at(self.revision);
            held.and_then(ValueType::object).into_iter().collect()
        });
        let definitions = definitions
            .iter()
            .map(|found| (found.name(), ObjectSchema(found, self.revision)));
        map.serialize_entry("$defs", &Entries(definitions.collect()))?;
        map.end()
    }
}

fn place(name: &str) -> String {
    format!("#/$defs/{name}")
}

struct ObjectSchema(&'static Definition, ApiRevision);

impl Serialize for ObjectSchema {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(definition, revision) = *self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", "object")?;
        let properties = definition.properties_at(revision);
        let properties =
            properties.map(|property| (property.name(), PropertySchema(property, revision)));
        map.serialize_entry("properties", &Entries(properties.collect()))?;
        let required = definition.properties_at(revision).filter(|property| {
            property.is_required() && !LEFT_OUT.contains(&(definition.name(), property.name()))
        });
        let required: Vec<_> = required.map(Property::name).collect();
        if !required.is_empty() {
            map.serialize_entry("required", &required)?;
        }
        map.serialize_entry("additionalProperties", &false)?;
        map.end()
    }
}

struct PropertySchema(&'static Property, ApiRevision);

impl Serialize for PropertySchema {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(property, revision) = *self;
        if property.values().is_empty() || property.is_free_in(revision) {
            let value_type = property.value_type_at(revision);
            let value_type = value_type.unwrap_or_else(|| property.value_type());
            return TypeSchema(value_type).serialize(serializer);
        }
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("enum", &property.values_at(revision).collect::<Vec<_>>())?;
        map.end()
    }
}

struct TypeSchema<'a>(&'a ValueType);

impl Serialize for TypeSchema<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self.0 {
            ValueType::String => map.serialize_entry("type", "string")?,
            ValueType::Boolean => map.serialize_entry("type", "boolean")?,
            ValueType::Integer(width) => {
                map.serialize_entry("type", "integer")?;
                let format = match width {
                    Width::Int32 => "int32",
                    Width::Int64 => "int64",
                };
                map.serialize_entry("format", format)?;
            }
            ValueType::Number => {
                map.serialize_entry("type", "number")?;
                map.serialize_entry("format", "double")?;
            }
            ValueType::DateTime => {
                map.serialize_entry("type", "string")?;
                map.serialize_entry("format", "date-time")?;
                map.serialize_entry("pattern", INSTANT)?;
            }
            ValueType::Array(of) => {
                map.serialize_entry("type", "array")?;
                map.serialize_entry("items", &TypeSchema(of))?;
            }
            ValueType::Map(of) => {
                map.serialize_entry("type", "object")?;
                map.serialize_entry("additionalProperties", &TypeSchema(of))?;
            }
            ValueType::Object(name) => map.serialize_entry("$ref", &place(name))?,
            ValueType::Foreign(_) => map.serialize_entry("type", "object")?,
        }
        map.end()
    }
}

/// A JSON object that is written in the order of its entries.
struct Entries<T>(Vec<(&'static str, T)>);

impl<T: Serialize> Serialize for Entries<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}
