//! The contract of every release: which objects, properties, types and values the API of release N has.
//!
//! The facts are data, committed in this crate as `contract.json` in a format of our own: one property or value a
//! line, each with the releases that have it. They are read off the models of the official Python SDK, releases
//! 19.0.0 to 269.0.0 (documented): names, types, values and order from the model classes, `required` from the
//! documentation of the models, widths of integers from the SDK for Java. Contained are `Message`, all that it refers
//! to, and the objects around it, `Conversation` and `Participant`; legs of other media are named, not described.
//!
//! What a release lacks can be asked of a payload ([`check`]), of two releases ([`diff`]), and for other tools
//! ([`json_schema`]). For a value that came later than its property the data name an older equivalent, so that
//! `as_of` can give what an older release would have sent: these equivalents are our conclusions, and marked so.
//!
//! Why not compare whole SDKs? Notifications are other types than these and change at other releases; they are left
//! out here. Why are widths not checked? They are documented for few releases only, and a reader should take 64 bits.

mod check;
mod columns;
mod data;
mod definition;
mod diff;
mod finding;
mod payload;
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
    /// The contract that this crate carries; read on first use.
    pub fn get() -> &'static Self {
        static CONTRACT: OnceLock<Contract> = OnceLock::new();
        CONTRACT.get_or_init(|| data::read(include_str!("../../contract.json")))
    }

    /// Every object that any release has, outermost first.
    pub fn definitions(&self) -> &[Definition] {
        &self.definitions
    }

    /// The object of that name.
    pub fn definition(&self, name: &str) -> Option<&Definition> {
        self.definitions.iter().find(|definition| definition.name() == name)
    }

    /// Every published release, the oldest first.
    pub fn releases(&self) -> &[Release] {
        &self.releases
    }

    /// When and where a release was published; `None` for one that never was.
    pub(crate) fn release(&self, revision: ApiRevision) -> Option<&Release> {
        let place = self.releases.binary_search_by_key(&revision, Release::revision).ok()?;
        Some(&self.releases[place])
    }

    /// The contract as it stood at a release.
    pub fn at(&'static self, revision: ApiRevision) -> View {
        View::new(self, revision)
    }
}

/// A published release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    revision: ApiRevision,
    date: &'static str,
    on_pypi: bool,
}

impl Release {
    /// Its version.
    pub fn revision(&self) -> ApiRevision {
        self.revision
    }

    /// The day it was published, as `yyyy-MM-dd`: that of the release commit, or of the files in the package.
    pub fn date(&self) -> &'static str {
        self.date
    }

    /// Whether the Python SDK of this release is on PyPI; some were published as source only.
    pub fn is_on_pypi(&self) -> bool {
        self.on_pypi
    }
}

/// What a payload is, as a whole.
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
    /// Every kind of payload, outermost first.
    pub const ALL: [Self; 3] = [Self::Conversation, Self::Participant, Self::Message];

    /// The contract's name of the object.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Conversation => "Conversation",
            Self::Participant => "Participant",
            Self::Message => "Message",
        }
    }

    /// The kind that [`as_str`](Self::as_str) writes as `text`.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|root| root.as_str() == text)
    }

    /// What the contract says of the object.
    pub fn definition(self) -> &'static Definition {
        Contract::get().definition(self.as_str()).expect("the contract has every root")
    }
}

impl fmt::Display for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests;
