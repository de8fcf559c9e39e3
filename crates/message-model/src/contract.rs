//! The API contract of every release: the objects, properties, types and enum values that it has.
//!
//! The facts are data, committed in this crate as `contract.json`, in a format of our own: one
//! property or value per line, each with the releases that have it. They are taken from the
//! official Python SDK, releases 19.0.0 to 269.0.0 (documented): names, types, values and order
//! from the model classes, `required` from the models' documentation. Integer widths come from the
//! SDK for Java. The data cover `Message`, everything it refers to, and the objects around it,
//! `Conversation` and `Participant`. Legs of other media are named but not described.
//!
//! Use [`check`] to find what a payload has and a release does not, [`diff`] to compare two
//! releases, and [`json_schema`] to export a release for other tools. For an enum value that was
//! introduced after its property, the data name an older equivalent, so that `as_of` can give what
//! an older release would have sent. These equivalents are our own conclusions and marked as such.
//!
//! Why not whole SDKs? Notifications have types of their own, which change at other releases; they
//! are not covered. Why are integer widths not checked? They are documented for few releases only,
//! and a reader should accept 64 bits.

pub(crate) mod as_of;
pub(crate) mod check;
mod columns;
mod data;
mod definition;
mod diff;
pub(crate) mod finding;
pub mod future;
pub(crate) mod revision;
mod schema;
mod view;

use std::fmt;
use std::sync::OnceLock;

pub use check::{check, check_value, detect, detect_value};
pub use definition::{Definition, EnumValue, Property, ValueType, Width};
pub use diff::{Change, ChangeKind, Diff, diff};
pub use finding::{Finding, FindingKind};
pub use schema::json_schema;
pub use view::View;

use crate::ApiRevision;

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
        CONTRACT.get_or_init(|| data::read(include_str!("../contract.json")))
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

    /// The contract as it was at a release.
    pub fn at(&'static self, revision: ApiRevision) -> View {
        View::new(self, revision)
    }
}

/// A published release: its version, its date and where it was published.
///
/// ```
/// use message_model::ApiRevision;
///
/// let release = ApiRevision::LATEST.release();
/// assert_eq!(release.revision(), ApiRevision::LATEST);
/// assert_eq!(release.date(), "2026-10-08");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    revision: ApiRevision,
    date: &'static str,
    on_pypi: bool,
}

impl Release {
    /// The version.
    pub fn revision(&self) -> ApiRevision {
        self.revision
    }

    /// The publication date as `yyyy-MM-dd`: that of the release commit, or of the files in the
    /// package.
    pub fn date(&self) -> &'static str {
        self.date
    }

    /// Whether the Python SDK of this release is on PyPI; some were published as source only.
    pub fn is_on_pypi(&self) -> bool {
        self.on_pypi
    }
}

/// The type of a payload as a whole.
///
/// ```
/// use message_model::contract::Root;
///
/// assert_eq!(Root::from_text("Message"), Some(Root::Message));
/// assert_eq!(Root::Message.definition().name(), "Message");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Root {
    /// A conversation with its participants and their legs.
    Conversation,
    /// One participant of a conversation.
    Participant,
    /// One message leg.
    Message,
}

impl Root {
    /// Every root, outermost first.
    pub const ALL: [Self; 3] = [Self::Conversation, Self::Participant, Self::Message];

    /// The name of the object in the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Conversation => "Conversation",
            Self::Participant => "Participant",
            Self::Message => "Message",
        }
    }

    /// The root that [`as_str`](Self::as_str) writes as `text`; `None` for any other text.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|root| root.as_str() == text)
    }

    /// The contract's definition of the object.
    pub fn definition(self) -> &'static Definition {
        Contract::get()
            .definition(self.as_str())
            .expect("the contract has every root")
    }
}

impl fmt::Display for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests;
