//! The wire types described as data: names, types and values.
//!
//! The descriptions come from the same lines that declare the types, so that a test can compare the
//! whole model with the contract, and tools can walk a payload without repeating property names.

/// An object of the contract as this crate models it.
///
/// [`contract::Definition`](crate::contract::Definition) is its counterpart in the contract, with
/// the history of each property.
///
/// ```
/// use message_model::{Message, Object, Type};
///
/// let state = Message::definition().property("state").expect("Message has a state");
/// assert_eq!(state.since, "19.0.0");
/// assert!(matches!(state.value, Type::Enum(texts) if texts.contains(&"parked")));
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Definition {
    /// The name that the contract gives the object, such as `MessageDetails`.
    pub name: &'static str,
    /// Its properties in declared order, which is the order in which they are written.
    pub properties: &'static [Property],
}

impl Definition {
    /// Whether this is an envelope around conversations, of which the contract says nothing.
    pub(crate) fn is_envelope(&self) -> bool {
        matches!(
            self.name,
            "ConversationEntityListing"
                | "Notification"
                | "NotificationMetadata"
                | "EventBridgeEvent"
        )
    }

    /// The property with the given wire name, if the object has one.
    ///
    /// ```
    /// use message_model::{Message, Object};
    ///
    /// let held = Message::definition().property("held").expect("a leg has it");
    /// assert_eq!(held.since, "19.0.0");
    /// assert!(Message::definition().property("mood").is_none());
    /// ```
    pub fn property(&self, name: &str) -> Option<&'static Property> {
        self.properties
            .iter()
            .find(|property| property.name == name)
    }
}

/// A property of a [`Definition`]; see the example there.
#[derive(Debug)]
#[non_exhaustive]
pub struct Property {
    /// The name on the wire, such as `disconnectedTime`.
    pub name: &'static str,
    /// The first release that has the property, such as `19.0.0`, which also stands for releases
    /// older than `Message` itself.
    pub since: &'static str,
    /// The type of its value.
    pub value: Type,
}

/// The type of a value on the wire; see the example of [`Definition`].
///
/// ```
/// use message_model::{Message, Object, Type};
///
/// let property = |name| Message::definition().property(name).expect("a leg has it").value;
/// assert!(matches!(property("held"), Type::Boolean));
/// assert!(matches!(property("state"), Type::Enum(values) if values.contains(&"parked")));
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Type {
    /// A string.
    String,
    /// `true` or `false`.
    Boolean,
    /// A whole number of up to 64 bits.
    Integer,
    /// A number of any size and precision.
    Number,
    /// A string that holds an RFC 3339 instant.
    DateTime,
    /// A string from a list that later releases may extend: all values that any known release has.
    Enum(&'static [&'static str]),
    /// An array of values of one type.
    Array(&'static Type),
    /// An object with arbitrary property names and values of one type.
    Map(&'static Type),
    /// An object of the contract that this crate models.
    Object(fn() -> &'static Definition),
    /// A value that is passed through as received, such as a leg of another medium.
    Opaque,
}
