//! Properties and enum values that this crate does not know: kept, and written back as received.

use std::fmt;

use smol_str::SmolStr;
use thin_vec::ThinVec;

use crate::RawJson;

/// The properties of an object that this crate does not know, in the order received.
///
/// Names are unique, and none is a name that the object itself knows. Writing an object that breaks
/// the second rule is an error.
///
/// ```
/// use message_model::{decode, encode, Message};
///
/// let message: Message = decode(r#"{"id": "a", "mood": {"score": 1.10}}"#)?;
/// assert_eq!(message.unknown.get("mood").map(|value| value.as_str()), Some(r#"{"score":1.10}"#));
/// assert_eq!(encode(&message)?, r#"{"id":"a","mood":{"score":1.10}}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Default)]
pub struct UnknownProperties(
    /// Every object has this field and few objects use it, so it takes one word while empty. Most
    /// names are short enough to be stored inline.
    ThinVec<(SmolStr, RawJson)>,
);

/// Up to this many names are compared pairwise; more are sorted first, so that no payload takes
/// quadratic time.
const COMPARED_PAIRWISE: usize = 16;

impl UnknownProperties {
    /// Adds a property without checking for duplicate names; [`duplicate`](Self::duplicate) checks
    /// afterwards.
    #[inline]
    pub(crate) fn push(&mut self, name: SmolStr, value: RawJson) {
        self.0.push((name, value));
    }

    /// A name that occurs more than once, if there is one.
    #[inline]
    pub(crate) fn duplicate(&self) -> Option<&str> {
        if self.0.len() < 2 {
            return None;
        }
        let names = self.0.iter().map(|(name, _)| name.as_str());
        if self.0.len() <= COMPARED_PAIRWISE {
            return names.enumerate().find_map(|(place, name)| {
                self.0[..place]
                    .iter()
                    .any(|(earlier, _)| earlier == name)
                    .then_some(name)
            });
        }
        let mut sorted: Vec<&str> = names.collect();
        sorted.sort_unstable();
        sorted
            .windows(2)
            .find_map(|pair| (pair[0] == pair[1]).then_some(pair[0]))
    }

    /// Whether there are no unknown properties.
    ///
    /// ```
    /// use message_model::{Message, decode};
    ///
    /// assert!(decode::<Message>(r#"{"state": "parked"}"#)?.unknown.is_empty());
    /// assert!(!decode::<Message>(r#"{"mood": 3}"#)?.unknown.is_empty());
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of unknown properties.
    ///
    /// ```
    /// use message_model::{Message, decode};
    ///
    /// let leg: Message = decode(r#"{"mood": 3, "state": "parked", "colour": "red"}"#)?;
    /// assert_eq!(leg.unknown.len(), 2, "a leg has a state");
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The value of the property with the given name, if present.
    ///
    /// ```
    /// use message_model::{Message, decode};
    ///
    /// let leg: Message = decode(r#"{"mood": 3, "state": "parked", "colour": "red"}"#)?;
    /// assert_eq!(leg.unknown.get("colour").map(|value| value.as_str()), Some("\"red\""));
    /// assert_eq!(leg.unknown.get("state"), None);
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    pub fn get(&self, name: &str) -> Option<&RawJson> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value)
    }

    /// Names and values in the order received.
    ///
    /// ```
    /// use message_model::{Message, decode};
    ///
    /// let leg: Message = decode(r#"{"mood": 3, "state": "parked", "colour": "red"}"#)?;
    /// assert!(leg.unknown.iter().map(|(name, _)| name).eq(["mood", "colour"]));
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    #[inline]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &RawJson)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Sets the property with the given name and returns its previous value.
    ///
    /// ```
    /// use message_model::{encode, Message, RawJson};
    ///
    /// let mut message = Message::default();
    /// assert!(message.unknown.insert("mood", RawJson::from_text("3")?).is_none());
    /// assert_eq!(encode(&message)?, r#"{"mood":3}"#);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn insert(&mut self, name: impl Into<String>, value: RawJson) -> Option<RawJson> {
        let name = SmolStr::from(name.into());
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, slot)) => Some(std::mem::replace(slot, value)),
            None => {
                self.0.push((name, value));
                None
            }
        }
    }

    /// Removes the property with the given name and returns its value, if present.
    ///
    /// ```
    /// use message_model::{Message, decode};
    ///
    /// let mut leg: Message = decode(r#"{"mood": 3, "state": "parked", "colour": "red"}"#)?;
    /// assert!(leg.unknown.remove("mood").is_some());
    /// assert!(leg.unknown.get("mood").is_none());
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    pub fn remove(&mut self, name: &str) -> Option<RawJson> {
        let place = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.remove(place).1)
    }

    /// Removes all unknown properties.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

impl fmt::Debug for UnknownProperties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// The text of an enum value that no known release has, kept as received.
///
/// Only reading text creates one, so that a known value never appears as unknown.
///
/// ```
/// use message_model::DisconnectType;
///
/// assert_eq!(DisconnectType::from_text("peer"), DisconnectType::Peer);
/// assert!(matches!(DisconnectType::from_text("teleported"), DisconnectType::Unrecognized(_)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UnknownValue(
    /// Boxed twice, since unknown values are rare: this keeps every enum at two words.
    Box<Box<str>>,
);

impl UnknownValue {
    pub(crate) fn new(text: &str) -> Self {
        Self(Box::new(text.into()))
    }

    /// The value as received.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
