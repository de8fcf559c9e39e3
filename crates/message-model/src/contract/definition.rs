//! Objects, properties, types and values of the contract, each with the releases that have it.

use std::fmt;

use super::Contract;
use super::finding::within;
use crate::{ApiRevision, Evidence};

/// An object of the contract.
#[derive(Debug, PartialEq, Eq)]
pub struct Definition {
    pub(super) name: &'static str,
    pub(super) since: ApiRevision,
    pub(super) properties: Vec<Property>,
}

impl Definition {
    /// Its name, such as `MessageDetails`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The first release in which a conversation can hold it; 19.0.0 also stands for earlier.
    pub fn since(&self) -> ApiRevision {
        self.since
    }

    /// Every property that any release has, in declared order.
    pub fn properties(&self) -> &[Property] {
        &self.properties
    }

    /// The property of that name.
    pub fn property(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.name == name)
    }

    /// The properties that a release has, in declared order.
    pub fn properties_at(&self, revision: ApiRevision) -> impl Iterator<Item = &Property> {
        self.properties.iter().filter(move |property| property.is_in(revision))
    }

    /// The releases at which its own set of properties changed, the oldest first.
    pub fn revisions(&self) -> Vec<ApiRevision> {
        let mut revisions: Vec<_> = self.properties.iter().map(|property| property.since.max(self.since)).collect();
        revisions.sort_unstable();
        revisions.dedup();
        revisions
    }
}

/// A property of a [`Definition`].
#[derive(Debug, PartialEq, Eq)]
pub struct Property {
    pub(super) name: &'static str,
    pub(super) since: ApiRevision,
    pub(super) value_type: ValueType,
    pub(super) required: bool,
    pub(super) otherwise: Option<&'static str>,
    pub(super) repeats: Option<(&'static str, &'static str)>,
    pub(super) values: Vec<EnumValue>,
}

impl Property {
    /// The name on the wire, such as `disconnectedTime`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The first release that has it; 19.0.0 also stands for earlier. No property was ever taken back.
    pub fn since(&self) -> ApiRevision {
        self.since
    }

    /// Whether a release has it.
    pub fn is_in(&self, revision: ApiRevision) -> bool {
        self.since <= revision
    }

    /// The type of its value, the same in every release.
    pub fn value_type(&self) -> &ValueType {
        &self.value_type
    }

    /// Whether the documentation of the models calls it required. Real payloads leave some of these out.
    pub fn is_required(&self) -> bool {
        self.required
    }

    /// Every value that any release lists, in declared order; empty when the property is free text or no text.
    pub fn values(&self) -> &[EnumValue] {
        &self.values
    }

    /// The listed value with that text.
    pub fn value(&self, text: &str) -> Option<&EnumValue> {
        self.values.iter().find(|value| value.text == text)
    }

    /// The listed value that stands for what no release lists, such as `other` (inferred); `None` when there is none.
    pub fn otherwise(&self) -> Option<&'static str> {
        self.otherwise
    }

    /// The property whose listed values this free text repeats, without a list of its own: the disconnect type of a
    /// segment is that of its leg (observed).
    pub fn repeats(&self) -> Option<&'static Property> {
        let (definition, property) = self.repeats?;
        Contract::get().definition(definition)?.property(property)
    }

    /// What a release sends where a later one sends `text`, which the release does not list: the closest value that it
    /// does list, or [`otherwise`](Self::otherwise) for a text that no release lists; `None` when the release would
    /// leave the property out.
    ///
    /// ```
    /// use message_model::ApiRevision;
    /// use message_model::contract::Root;
    ///
    /// let reason = Root::Message.definition().property("disconnectType").expect("Message has it");
    /// assert_eq!(reason.older("takeover", ApiRevision::V19), Some("transfer"));
    /// assert_eq!(reason.older("teleported", ApiRevision::V19), Some("other"));
    /// ```
    pub fn older(&self, text: &str, revision: ApiRevision) -> Option<&'static str> {
        let candidates = match self.value(text) {
            Some(value) => value.older.as_slice(),
            None => self.otherwise.as_slice(),
        };
        candidates.iter().copied().find(|older| self.value(older).is_some_and(|value| value.is_in(revision)))
    }

    /// The texts that a release lists.
    pub fn values_at(&self, revision: ApiRevision) -> impl Iterator<Item = &'static str> {
        self.values.iter().filter(move |value| value.is_in(revision)).map(|value| value.text)
    }
}

/// A value that the contract lists for a property.
#[derive(Debug, PartialEq, Eq)]
pub struct EnumValue {
    pub(super) text: &'static str,
    pub(super) spans: Vec<(ApiRevision, Option<ApiRevision>)>,
    pub(super) older: Vec<&'static str>,
    pub(super) evidence: Option<Evidence>,
}

impl EnumValue {
    /// The value on the wire.
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// The releases that list it: from the first, until before the second; values came, went and came back.
    pub fn spans(&self) -> &[(ApiRevision, Option<ApiRevision>)] {
        &self.spans
    }

    /// The first release that lists it; 19.0.0 also stands for earlier.
    pub fn since(&self) -> ApiRevision {
        self.spans[0].0
    }

    /// Whether a release lists it.
    pub fn is_in(&self, revision: ApiRevision) -> bool {
        within(&self.spans, revision)
    }

    /// What releases without it would have sent in its place, the closest first; the first that the release lists is
    /// meant, and when it lists none, the property is left out.
    pub fn older(&self) -> &[&'static str] {
        &self.older
    }

    /// What [`older`](Self::older) rests on, documented or inferred; `None` when every release that has the property
    /// lists the value.
    pub fn evidence(&self) -> Option<Evidence> {
        self.evidence
    }
}

/// The type of a value on the wire, as the contract writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValueType {
    /// A text, free or out of a list.
    String,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(Width),
    /// A number, documented as a double.
    Number,
    /// A text that is an RFC 3339 instant.
    DateTime,
    /// An array of values of one type.
    Array(Box<ValueType>),
    /// An object with any names and values of one type.
    Map(Box<ValueType>),
    /// The object of that name in this contract.
    Object(&'static str),
    /// An object of that name which this contract does not describe, such as a leg of another medium.
    Foreign(&'static str),
}

/// How wide the vendor's documentation says a whole number is; not checked anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// Signed, 32 bits.
    Int32,
    /// Signed, 64 bits.
    Int64,
}

impl fmt::Display for ValueType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String => f.pad("string"),
            Self::Boolean => f.pad("boolean"),
            Self::Integer(_) => f.pad("integer"),
            Self::Number => f.pad("number"),
            Self::DateTime => f.pad("date-time"),
            Self::Array(of) => f.pad(&format!("array<{of}>")),
            Self::Map(of) => f.pad(&format!("map<{of}>")),
            Self::Object(name) | Self::Foreign(name) => f.pad(name),
        }
    }
}
