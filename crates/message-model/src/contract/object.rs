//! The Rust types of the objects of the contract.

use super::wire_value::WireValue;
use crate::value::definition::Definition;
use crate::value::present::Present;

/// A type that represents a JSON object of the contract, such as [`Message`](crate::Message).
///
/// Implemented only by the types of this crate.
///
/// ```
/// use message_model::{Message, Object};
///
/// assert_eq!(Message::definition().name, "Message");
/// assert_eq!(Message::definition().properties.len(), 33);
/// ```
pub trait Object: WireValue {
    /// The name and properties of the object, as this crate models them.
    fn definition() -> &'static Definition;

    /// Calls `to` for every known property that is present, at every depth, and for every listed
    /// enum value.
    ///
    /// ```
    /// use message_model::{Message, MessageState, Object};
    ///
    /// let mut message = Message::default();
    /// message.state = Some(MessageState::Parked);
    /// let mut found = Vec::new();
    /// message.present(|present| {
    ///     let value = present.value.map(|place| MessageState::TEXTS[place]);
    ///     found.push((present.object.properties[present.property].name, value));
    /// });
    /// assert_eq!(found, [("state", None), ("state", Some("parked"))]);
    /// ```
    fn present(&self, mut to: impl FnMut(Present)) {
        self.tell(None, &mut to);
    }
}
