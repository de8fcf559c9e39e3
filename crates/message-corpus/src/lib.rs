//! The fixture corpus, computed as values: which files there are, and what each contains.
//!
//! Nothing here writes a file: `cargo xtask fixtures` does, and with `--check` compares. Every
//! scenario is played once, under the conversation number of its position in the list. Where a
//! scenario's choices leave something out, further plays of it are added as long as they show
//! something that no file shows yet: a transition, a disconnect type, a status, a channel, a
//! property.
//!
//! For each release that changed `Message`, the same plays are made on a platform of that release,
//! as far as it can have them; those that show more than the ones before them are kept.

mod archive;
mod built_in;
mod case;
mod cause;
mod coverage;
mod digest;
mod faults;
mod file;
mod files;
mod freeze;
mod frozen;
mod future;
mod index;
mod invalid;
mod manifest;
mod pick;
mod plays;
mod wanted;
mod wide;

pub use self::archive::Archive;
pub use self::built_in::Corpus;
pub use self::case::Case;
pub use self::cause::{Cause, causes};
pub use self::coverage::{Coverage, Measure};
pub use self::file::{ExpectedFinding, File, Kind, SEED};
pub use self::files::{files, files_with_frozen};
pub use self::freeze::freeze;
pub use self::frozen::{FROZEN, FrozenSet, frozen_manifest_faults};
pub use self::index::{MANIFEST, README, SUMS, export_index};
pub use self::manifest::{Entry, Manifest, Origin};
pub use self::pick::Picked;
pub use self::plays::{case, cases, cases_as_of};
pub use self::wanted::Wanted;
pub use message_faults::Verdict;

/// Runs the code of the README as a doctest.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
