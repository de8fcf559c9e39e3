//! The API contract of every release: the objects, properties, types and enum values that it has.
//!
//! The facts are data, committed in this crate as `contract.json`, in a format of our own: one
//! property or value per line, each with the releases that have it. They are taken from the
//! official Python SDK, releases 19.0.0 to 269.0.0 (documented): names, types, values and order
//! from the model classes, `required` from the models' documentation. Integer widths come from the
//! SDK for Java. The data cover every [`View`] of a conversation and everything that it refers to.
//! Legs of other media are named but not described.
//!
//! Use [`check`] to find what a payload has and a release does not, [`diff`] to compare two
//! releases, and [`json_schema`] to export a release for other tools. For an enum value that was
//! introduced after its property, the data name an older equivalent, so that `as_of` can give what
//! an older release would have sent. These equivalents are our own conclusions and marked as such.
//!
//! Notifications and the API for messages have objects of their own, which change at other
//! releases, so each view has its own history.
//!
//! Why are integer widths not checked? They are documented for few releases only, and a reader
//! should accept 64 bits.

mod all_releases;
pub(crate) mod as_of;
pub(crate) mod check;
mod columns;
mod data;
mod definition;
pub(crate) mod deviation;
mod diff;
mod edition;
pub mod future;
pub(crate) mod object;
pub(crate) mod published;
mod release;
pub(crate) mod revision;
mod root;
mod schema;
mod view;
pub(crate) mod walk;
pub(crate) mod wire_value;

pub use all_releases::Contract;
pub use check::{check, check_value, detect};
pub use definition::{Definition, EnumValue, Property, ValueType, Width};
pub use deviation::{Deviation, DeviationKind};
pub use diff::{Change, ChangeKind, Diff, diff};
pub use edition::Edition;
pub use release::Release;
pub use root::Root;
pub use schema::json_schema;
pub use view::View;

#[cfg(test)]
mod tests;
