//! What a payload has: its properties and listed values, without a look at its text.

use std::collections::BTreeMap;

use crate::definition::Definition;
use crate::{Id, Number, RawJson, Timestamp};

/// A property that a payload has, or one of the listed values that stand there; see [`Object::present`].
///
/// [`Object::present`]: crate::Object::present
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Present {
    /// The object that has the property.
    pub object: &'static Definition,
    /// The place of the property among those of the object.
    pub property: usize,
    /// The place of the value among those that its type lists; `None` for the property itself.
    pub value: Option<usize>,
}

/// What can be asked for what it has. Public in name only: no other crate can reach it.
pub trait Presence {
    /// Tells what this value has, which stands at the property `at`; `None` at the top of a payload.
    #[doc(hidden)]
    fn tell(&self, _: Option<Present>, _: &mut dyn FnMut(Present)) {}
}

impl Presence for String {}
impl Presence for bool {}
impl Presence for i64 {}
impl Presence for Timestamp {}
impl Presence for Id {}
impl Presence for Number {}
impl Presence for RawJson {}

impl<T: Presence> Presence for Box<T> {
    fn tell(&self, at: Option<Present>, to: &mut dyn FnMut(Present)) {
        (**self).tell(at, to);
    }
}

impl<T: Presence> Presence for Vec<T> {
    fn tell(&self, at: Option<Present>, to: &mut dyn FnMut(Present)) {
        self.iter().for_each(|element| element.tell(at, to));
    }
}

impl<T: Presence> Presence for BTreeMap<String, T> {
    fn tell(&self, at: Option<Present>, to: &mut dyn FnMut(Present)) {
        self.values().for_each(|value| value.tell(at, to));
    }
}
