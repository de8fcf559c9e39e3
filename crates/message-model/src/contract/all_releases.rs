//! The contract of all releases together, as read from the data that this crate holds.

use std::sync::OnceLock;

use super::data;
use super::definition::{Definition, Property};
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
    releases: Vec<Release>,
}

impl Contract {
    /// The contract contained in this crate, parsed on first use.
    pub fn get() -> &'static Self {
        static CONTRACT: OnceLock<Contract> = OnceLock::new();
        CONTRACT.get_or_init(|| {
            let (definitions, releases) = data::read(include_str!("../../contract.json"));
            Self {
                definitions,
                releases,
            }
        })
    }

    /// Every object that any release has, outermost first.
    pub fn definitions(&self) -> &[Definition] {
        &self.definitions
    }

    /// The object with the given name, if any release has it.
    pub fn definition(&self, name: &str) -> Option<&Definition> {
        self.definitions
            .iter()
            .find(|definition| definition.name() == name)
    }

    /// Every published release, the oldest first.
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
    pub fn repeats(&self) -> Option<&'static Property> {
        let (definition, property) = self.repeats?;
        Contract::get().definition(definition)?.property(property)
    }
}
