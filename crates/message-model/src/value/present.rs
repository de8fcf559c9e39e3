//! Which properties and listed values are present in a value, found without parsing its text.

use std::collections::BTreeMap;

use crate::value::definition::Definition;
use crate::{Id, Number, RawJson, Timestamp};

/// A property that is present in a value, or a listed enum value in such a property; see
/// [`Object::present`].
///
/// [`Object::present`]: crate::Object::present
///
/// ```
/// use message_model::{Message, Object, Present, decode};
///
/// let leg: Message = decode(r#"{"state": "parked"}"#)?;
/// let mut names = Vec::new();
/// leg.present(|present: Present| {
///     names.push(present.object.properties[present.property].name);
/// });
/// assert_eq!(names, ["state", "state"], "the property, and the value that it lists");
/// # Ok::<(), message_model::DecodeError>(())
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Present {
    /// The definition of the object that has the property.
    pub object: &'static Definition,
    /// The index of the property in [`Definition::properties`].
    pub property: usize,
    /// The index of the value in the list of its enum type; `None` for the property itself.
    pub value: Option<usize>,
}

/// A type that can report what is present in it. Public in name only: other crates cannot reach it.
pub trait Presence {
    /// Reports what is present in this value, which belongs to the property in the first argument
    /// (`None` at the top of a payload).
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
