//! Keyed draws: every random value is a function of what it is drawn for, not of what was drawn
//! before it.
//!
//! A [`Draw`] is determined by a [`Key`] (which conversation), a [`Path`] (which property), a
//! [`Label`] (of which leg, message or step) and an occurrence (which one of several). So
//! conversation 1,000,000 costs no more than conversation 0, a new property changes no other, and a
//! script that loses a step keeps the ids of everything that stays.
//!
//! Why is there no random number generator? A generator has an order: whoever draws once more
//! changes everything that follows. Why no cipher? One record takes some sixty values, and a cipher
//! block for each would cost more than writing the record. The mix below is two rounds of a
//! well-studied integer finaliser; its quality is tested in `tests/it/mix.rs`. It is not meant to
//! keep secrets.
//!
//! Changing what any function of this module returns is *value-breaking*: [`STREAM`] is raised and
//! the corpus changes.

mod key;
mod keyed;
mod mix;
mod number;
mod path;
mod place;
mod quantiles;

pub use self::key::{Key, STREAM};
pub use self::keyed::Draw;
pub(crate) use self::number::{Number, Question};
pub use self::path::{Label, Path, paths};
pub(crate) use self::place::{Place, Words};
pub use self::quantiles::{Quantiles, QuantilesError};
