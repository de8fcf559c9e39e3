//! What the wire types say of themselves: names, types and values, as data.
//!
//! Read off the same lines that declare the types, so that a test can hold the whole model against the contract and
//! tools can walk a payload without naming a property twice.

/// An object of the contract as this crate models it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Definition {
    /// The name that the contract gives the object, such as `MessageDetails`.
    pub name: &'static str,
    /// Its properties in declared order, which is the order in which they are written.
    pub properties: &'static [Property],
}

impl Definition {
    /// Whether this is an envelope around conversations, which is no part of the contract of `Message`.
    pub(crate) fn is_envelope(&self) -> bool {
        matches!(self.name, "ConversationEntityListing" | "ConversationNotification")
    }

    /// The property with that wire name.
    pub fn property(&self, name: &str) -> Option<&'static Property> {
        self.properties.iter().find(|property| property.name == name)
    }
}

/// A property of a [`Definition`].
#[derive(Debug)]
#[non_exhaustive]
pub struct Property {
    /// The name on the wire, such as `disconnectedTime`.
    pub name: &'static str,
    /// The first release that has it, such as `19.0.0`; 19.0.0 also stands for what is older than `Message` itself.
    pub since: &'static str,
    /// The type of its value.
    pub value: Type,
}

/// The type of a value on the wire.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Type {
    /// A text.
    String,
    /// `true` or `false`.
    Boolean,
    /// A whole number of up to 64 bits.
    Integer,
    /// A number of any size and precision.
    Number,
    /// A text that is an RFC 3339 instant.
    DateTime,
    /// A text out of a list that later releases may extend: every value that any known release has.
    Enum(&'static [&'static str]),
    /// An array of values of one type.
    Array(&'static Type),
    /// An object with any names and values of one type.
    Map(&'static Type),
    /// An object of the contract that this crate models.
    Object(fn() -> &'static Definition),
    /// A value that passes through as received, such as a leg of another medium.
    Opaque,
}
