//! The contract of all releases together, as read from the data that this crate holds.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::data;
use super::definition::{Definition, Property, ValueType};
use super::release::Release;
use super::revision::ApiRevision;

/// The contract of every known release.
///
/// ```
/// use message_model::ApiRevision;
/// use message_model::contract::Contract;
///
/// let message = Contract::get().definition("Message").expect("the contract has Message");
/// assert_eq!(message.properties_at(ApiRevision::V19).count(), 17);
/// assert_eq!(message.properties_at(ApiRevision::LATEST).count(), 33);
/// ```
#[derive(Debug)]
pub struct Contract {
    definitions: Vec<Definition>,
    /// The place of each definition by its name.
    places: HashMap<&'static str, usize>,
    releases: Vec<Release>,
}

impl Contract {
    /// The contract contained in this crate, parsed on first use.
    ///
    /// ```
    /// use message_model::contract::Contract;
    ///
    /// assert!(std::ptr::eq(Contract::get(), Contract::get()), "it is read once");
    /// ```
    pub fn get() -> &'static Self {
        static CONTRACT: OnceLock<Contract> = OnceLock::new();
        CONTRACT.get_or_init(|| {
            let (definitions, releases) = data::read(include_str!("../../contract.json"));
            let names = definitions.iter().map(Definition::name);
            Self {
                places: names.zip(0..).collect(),
                definitions,
                releases,
            }
        })
    }

    /// Every object that any view has in any release, those of a conversation first.
    ///
    /// ```
    /// use message_model::contract::Contract;
    ///
    /// assert_eq!(Contract::get().definitions()[0].name(), "Conversation");
    /// ```
    pub fn definitions(&self) -> &[Definition] {
        &self.definitions
    }

    /// The object with the given name, if any release has it.
    ///
    /// ```
    /// use message_model::contract::Contract;
    ///
    /// assert!(Contract::get().definition("MessageDetails").is_some());
    /// assert!(Contract::get().definition("Call").is_none(), "legs of other media are not described");
    /// ```
    pub fn definition(&self, name: &str) -> Option<&Definition> {
        let place = self.places.get(name)?;
        Some(&self.definitions[*place])
    }

    /// Every published release, the oldest first.
    ///
    /// ```
    /// use message_model::ApiRevision;
    /// use message_model::contract::Contract;
    ///
    /// let releases = Contract::get().releases();
    /// assert!(releases.is_sorted_by_key(|release| release.revision()));
    /// assert_eq!(releases.last().map(|release| release.revision()), Some(ApiRevision::LATEST));
    /// ```
    pub fn releases(&self) -> &[Release] {
        &self.releases
    }

    /// The release with this version; `None` if it was never published.
    pub(crate) fn release(&self, revision: ApiRevision) -> Option<&Release> {
        let place = self
            .releases
            .binary_search_by_key(&revision, Release::revision)
            .ok()?;
        Some(&self.releases[place])
    }
}

impl Property {
    /// The property whose listed values this free-text property repeats. The disconnect type of a
    /// segment has no list of its own but repeats that of its leg (observed).
    ///
    /// ```
    /// use message_model::contract::{Contract, Root};
    ///
    /// let segment = Contract::get().definition("Segment").expect("the contract has it");
    /// let repeated = segment.property("disconnectType").and_then(|property| property.repeats());
    /// assert_eq!(repeated, Root::Message.definition().property("disconnectType"));
    /// ```
    pub fn repeats(&self) -> Option<&'static Property> {
        let (definition, property) = self.repeats?;
        Contract::get().definition(definition)?.property(property)
    }

    /// The object that the property holds in a release, itself or as the elements of an array or
    /// map. Where the release has something there that the contract does not describe, it is the
    /// object of a later release.
    pub(crate) fn object_at(&self, revision: ApiRevision) -> Option<&'static Definition> {
        let at = self.value_type_at(revision).and_then(ValueType::object);
        at.or_else(|| self.value_type().object())
    }

    /// Whether the contract describes the object that the property holds in a release.
    pub(crate) fn describes(&self, revision: ApiRevision) -> bool {
        let at = self.value_type_at(revision).and_then(ValueType::object);
        at.is_some()
    }

    /// Every object that the property holds in some release.
    pub(super) fn objects(&self) -> Vec<&'static Definition> {
        let types = self.spans.iter().map(|span| &span.value_type);
        types.filter_map(ValueType::object).collect()
    }
}

impl ValueType {
    /// The object of this type, or of the elements of this array or map.
    pub(super) fn object(&self) -> Option<&'static Definition> {
        match self {
            Self::Object(name) => Contract::get().definition(name),
            Self::Array(of) | Self::Map(of) => of.object(),
            Self::String
            | Self::Boolean
            | Self::Integer(_)
            | Self::Number
            | Self::DateTime
            | Self::Foreign(_) => None,
        }
    }
}
