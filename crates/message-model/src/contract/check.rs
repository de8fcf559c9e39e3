//! Checking a payload against the contract, to find what a release does not have.
//!
//! The payload is walked as text, so it need not fit this crate's types: a value of a wrong type is
//! a deviation here, where decoding would fail. A missing property is not a deviation, since any
//! property may be missing; neither is a null property that the release has, since it reads as
//! absent. Whatever is inside a property that the release does not have is not checked.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::definition::{Definition, Property, ValueType, within};
use super::deviation::{Deviation, DeviationKind};
use super::{Contract, Root};
use crate::value::decode::reason_of;
use crate::value::text_walk::{Entries, Path, shown};
use crate::{ApiRevision, DecodeError, EncodeError, Object, Timestamp, encode};

/// The nesting depth that serde_json allows.
const DEPTH_MAX: usize = 127;

/// Finds the properties, types and values that a payload has and a release does not, in payload
/// order.
///
/// # Errors
/// Fails if the text is not JSON, nests the contract's own objects more than 127 levels deep, or
/// repeats a property name in one of them.
///
/// ```
/// use message_model::ApiRevision;
/// use message_model::contract::{check, Root};
///
/// let payload = r#"{"participants": [{"messages": [{"state": "parked", "mood": 1}]}]}"#;
/// let deviations = check(payload, Root::Conversation, ApiRevision::V192)?;
/// let deviations: Vec<_> = deviations.iter().map(ToString::to_string).collect();
/// assert_eq!(deviations, [
///     "participants[0].messages[0].state: the value \"parked\" came with 238.0.0",
///     "participants[0].messages[0].mood: no known release has this property of Message",
/// ]);
/// # Ok::<(), message_model::DecodeError>(())
/// ```
pub fn check(json: &str, root: Root, revision: ApiRevision) -> Result<Vec<Deviation>, DecodeError> {
    walk(json, root.definition(), Some(revision))
}

/// Like [`check`], for a value that has already been decoded. Properties that were received as null
/// are absent from it, so they cannot be found.
///
/// ```
/// use message_model::contract::check_value;
/// use message_model::{ApiRevision, Message, MessageState};
///
/// let mut leg = Message::default();
/// leg.state = Some(MessageState::Parked);
/// let deviations = check_value(&leg, ApiRevision::V192)?;
/// assert_eq!(deviations[0].to_string(), "state: the value \"parked\" came with 238.0.0");
/// # Ok::<(), message_model::EncodeError>(())
/// ```
///
/// # Errors
/// Fails if the value cannot be written as JSON.
pub fn check_value<T: Object>(
    value: &T,
    revision: ApiRevision,
) -> Result<Vec<Deviation>, EncodeError> {
    let name = T::definition().name;
    let definition = Contract::get()
        .definition(name)
        .expect("the contract has every object of this crate");
    let json = encode(value)?;
    Ok(walk(&json, definition, Some(revision)).expect("what was written can be read"))
}

/// Lists the releases that a payload fits, those for which [`check`] finds nothing, oldest first.
///
/// # Errors
/// The same as [`check`].
///
/// ```
/// use message_model::ApiRevision;
/// use message_model::contract::{detect, Root};
///
/// let fitting = detect(r#"{"type": "telegram", "state": "alerting"}"#, Root::Message)?;
/// assert_eq!(fitting.first(), Some(&"32.0.0".parse()?));
/// assert!(!fitting.contains(&"55.0.0".parse()?), "55.0.0 alone lacks telegram");
/// assert_eq!(fitting.last(), Some(&ApiRevision::LATEST));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn detect(json: &str, root: Root) -> Result<Vec<ApiRevision>, DecodeError> {
    Ok(fitting(&walk(json, root.definition(), None)?))
}

/// The releases that have everything in `found`, which lists what some release lacks.
pub(crate) fn fitting(found: &[Deviation]) -> Vec<ApiRevision> {
    ApiRevision::all()
        .filter(|&revision| found.iter().all(|deviation| deviation.is_in(revision)))
        .collect()
}

/// Finds what the payload has and the release does not; without a release, what the payload has and
/// some release does not.
pub(crate) fn walk(
    json: &str,
    definition: &'static Definition,
    revision: Option<ApiRevision>,
) -> Result<Vec<Deviation>, DecodeError> {
    let mut walk = Walk {
        json,
        depth: 0,
        revision,
        only_in: None,
        deviations: Vec::new(),
    };
    let path = &mut Path::default();
    let value: &RawValue = walk.read(path, json)?;
    walk.object(path, value.get(), definition)?;
    Ok(walk.deviations)
}

struct Walk<'a> {
    json: &'a str,
    depth: usize,
    revision: Option<ApiRevision>,
    /// The releases that the walk is about at this place, if not all.
    only_in: Option<(ApiRevision, Option<ApiRevision>)>,
    deviations: Vec<Deviation>,
}

impl<'a> Walk<'a> {
    fn object(
        &mut self,
        path: &mut Path,
        json: &'a str,
        definition: &'static Definition,
    ) -> Result<(), DecodeError> {
        if !json.starts_with('{') {
            self.wrong_type(path, json, &ValueType::Object(definition.name));
            return Ok(());
        }
        for (name, value) in self.entries(path, json)? {
            path.property(&name, |path| {
                self.entry(path, definition, definition.property(&name), value.get())
            })?;
        }
        Ok(())
    }

    fn entry(
        &mut self,
        path: &mut Path,
        definition: &'static Definition,
        property: Option<&'static Property>,
        json: &'a str,
    ) -> Result<(), DecodeError> {
        let is_new =
            property.is_none_or(|property| self.lacks(|revision| property.is_in(revision)));
        if is_new {
            let spans = property.map(Property::spans).unwrap_or_default();
            self.find(
                path,
                DeviationKind::Property {
                    definition: definition.name,
                    spans,
                },
            );
        }
        match property {
            Some(property) if json != "null" && (!is_new || self.revision.is_none()) => {
                self.property(path, json, property)
            }
            _ => Ok(()),
        }
    }

    fn property(
        &mut self,
        path: &mut Path,
        json: &'a str,
        property: &'static Property,
    ) -> Result<(), DecodeError> {
        if property.values.is_empty() || !json.starts_with('"') {
            return self.of_type(path, json, property);
        }
        let text: String = self.read(path, json)?;
        let spans = property.spans_of(&text);
        if self.lacks(|revision| within(&spans, revision)) {
            self.find(path, DeviationKind::Value { text, spans });
        }
        Ok(())
    }

    /// Checks a value by the type that its property has in the release. Without a release, by each
    /// type that it ever had, for the releases that have it.
    fn of_type(
        &mut self,
        path: &mut Path,
        json: &'a str,
        property: &'static Property,
    ) -> Result<(), DecodeError> {
        if let Some(revision) = self.revision {
            let expected = property.value_type_at(revision);
            return expected.map_or(Ok(()), |expected| self.value(path, json, expected));
        }
        if let [span] = property.spans.as_slice() {
            return self.value(path, json, &span.value_type);
        }
        let outer = self.only_in;
        for span in &property.spans {
            self.only_in = Some((span.from, span.until));
            self.value(path, json, &span.value_type)?;
        }
        self.only_in = outer;
        Ok(())
    }

    fn value(
        &mut self,
        path: &mut Path,
        json: &'a str,
        expected: &'static ValueType,
    ) -> Result<(), DecodeError> {
        let fits = match expected {
            ValueType::Object(name) => {
                let definition = Contract::get()
                    .definition(name)
                    .expect("objects of the contract are in it");
                return self.deeper(path, json, |walk, path| walk.object(path, json, definition));
            }
            ValueType::Array(of) if json.starts_with('[') => {
                return self.deeper(path, json, |walk, path| walk.array(path, json, of));
            }
            ValueType::Map(of) if json.starts_with('{') => {
                return self.deeper(path, json, |walk, path| walk.map(path, json, of));
            }
            ValueType::Array(_) | ValueType::Map(_) => false,
            ValueType::Foreign(_) => json.starts_with('{'),
            ValueType::String => json.starts_with('"'),
            ValueType::Boolean => matches!(json, "true" | "false"),
            // Minus zero parses as a floating-point number.
            ValueType::Integer(_) => json.parse::<i64>().is_ok() && json != "-0",
            ValueType::Number => {
                json.starts_with(|first: char| first == '-' || first.is_ascii_digit())
            }
            ValueType::DateTime => {
                json.starts_with('"')
                    && self
                        .read::<String>(path, json)?
                        .parse::<Timestamp>()
                        .is_ok()
            }
        };
        if !fits {
            self.wrong_type(path, json, expected);
        }
        Ok(())
    }

    fn array(
        &mut self,
        path: &mut Path,
        json: &'a str,
        of: &'static ValueType,
    ) -> Result<(), DecodeError> {
        let items: Vec<&RawValue> = self.read(path, json)?;
        for (index, item) in items.into_iter().enumerate() {
            path.element(index, |path| self.value(path, item.get(), of))?;
        }
        Ok(())
    }

    fn map(
        &mut self,
        path: &mut Path,
        json: &'a str,
        of: &'static ValueType,
    ) -> Result<(), DecodeError> {
        for (name, value) in self.entries(path, json)? {
            path.property(&name, |path| self.value(path, value.get(), of))?;
        }
        Ok(())
    }

    fn deeper(
        &mut self,
        path: &mut Path,
        json: &str,
        inside: impl FnOnce(&mut Self, &mut Path) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        if self.depth == DEPTH_MAX {
            return Err(DecodeError::in_part(
                self.json,
                json,
                path.to_string(),
                "recursion limit exceeded",
            ));
        }
        self.depth += 1;
        inside(self, path)?;
        self.depth -= 1;
        Ok(())
    }

    /// Whether the release in question lacks what `is_in` tests; without a release, whether any
    /// release lacks it.
    fn lacks(&self, is_in: impl Fn(ApiRevision) -> bool) -> bool {
        match self.revision {
            Some(revision) => !is_in(revision),
            None => !ApiRevision::all().all(is_in),
        }
    }

    fn wrong_type(&mut self, path: &Path, json: &str, expected: &ValueType) {
        self.find(
            path,
            DeviationKind::Type {
                expected: expected.clone(),
                found: shown(json),
            },
        );
    }

    fn find(&mut self, path: &Path, kind: DeviationKind) {
        self.deviations.push(Deviation {
            path: path.to_string(),
            kind,
            only_in: self.only_in,
        });
    }

    /// The properties of an object; a repeated name is an error.
    fn entries(
        &self,
        path: &Path,
        json: &'a str,
    ) -> Result<Vec<(Cow<'a, str>, &'a RawValue)>, DecodeError> {
        let Entries(entries) = self.read(path, json)?;
        let mut names: Vec<&str> = entries.iter().map(|(name, _)| name.as_ref()).collect();
        names.sort_unstable();
        match names.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => {
                let reason = format!("duplicate field `{}`", pair[0]);
                Err(DecodeError::in_part(
                    self.json,
                    json,
                    path.to_string(),
                    &reason,
                ))
            }
            None => Ok(entries),
        }
    }

    /// Reads one level of `json`, which is a part of the payload.
    fn read<T: Deserialize<'a>>(&self, path: &Path, json: &'a str) -> Result<T, DecodeError> {
        let fail =
            |error| DecodeError::in_part(self.json, json, path.to_string(), &reason_of(&error));
        serde_json::from_str(json).map_err(fail)
    }
}
