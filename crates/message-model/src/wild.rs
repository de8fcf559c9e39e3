//! Structurally valid but unrealistic values, for property tests and dummies.
//!
//! Drawing gives a [`Node`], an untyped tree that follows the types of the model, and the types are
//! built from it. One drawing and one shrinking algorithm therefore serve every type, for both
//! `proptest` and `fake`, and a new property needs no code. Strategies composed type by type would
//! take minutes to compile, and would shrink the contents of every property before removing any of
//! them. Nothing here is realistic: for realistic values, use `message-generator`.

#[cfg(feature = "proptest")]
pub(crate) mod arbitrary;
#[cfg(any(feature = "proptest", feature = "fake"))]
mod draw;
#[cfg(feature = "fake")]
pub(crate) mod dummy;
pub(crate) mod implement;
#[cfg(any(feature = "proptest", feature = "fake"))]
mod node;
#[cfg(feature = "proptest")]
mod shrink;

#[cfg(feature = "proptest")]
pub(crate) use draw::draw_unknown;
#[cfg(any(feature = "proptest", feature = "fake"))]
pub(crate) use draw::{Dice, Draw, draw, object, raw_object};
#[cfg(any(feature = "proptest", feature = "fake"))]
pub(crate) use node::{Build, Node, unknown};
#[cfg(feature = "proptest")]
pub(crate) use shrink::Shrinking;

#[cfg(any(feature = "proptest", feature = "fake"))]
use crate::{Id, Number, RawJson, Timestamp};

implement::wild!(Id);
implement::wild!(Number);
implement::wild!(RawJson);
implement::wild!(Timestamp);
