//! Wild values: structurally valid, wide and odd, for property tests and dummies.
//!
//! What is drawn is a [`Node`], an untyped tree along the types of the model, and the types are built from it. So one
//! drawing and one shrinking serve every type and both of `proptest` and `fake`, and a new property costs no code.
//! Strategies put together type by type would cost minutes of compile time, and shrink a leg property by property only
//! after shrinking what each holds. Nothing here is realistic: for that there is `message-generator`.

mod draw;
mod node;
#[cfg(feature = "proptest")]
mod shrink;

#[cfg(feature = "proptest")]
pub(crate) use draw::draw_unknown;
pub(crate) use draw::{Dice, draw};
pub(crate) use node::{Build, Node, unknown};
#[cfg(feature = "proptest")]
pub(crate) use shrink::Shrinking;

use crate::{Id, Number, RawJson, Timestamp};

crate::object::wild!(Id);
crate::object::wild!(Number);
crate::object::wild!(RawJson);
crate::object::wild!(Timestamp);
