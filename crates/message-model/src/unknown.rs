//! What later releases send and this crate does not know: kept, and written again as received.

use std::fmt;

use smol_str::SmolStr;
use thin_vec::ThinVec;

use crate::RawJson;

/// The properties of an object that this crate does not know, in the order received.
///
/// Names are unique, and none of them is a name that the object itself knows; writing an object whose unknown
/// properties break the latter is an error.
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
    /// Every object has them and few have any: one word while there are none. Names are mostly short enough to need no
    /// memory of their own.
    ThinVec<(SmolStr, RawJson)>,
);

/// Up to this many names are compared each with each; more are sorted first, so that no payload makes it quadratic.
const COMPARED_PAIRWISE: usize = 16;

impl UnknownProperties {
    /// Adds a property without asking whether its name is there already; [`duplicate`](Self::duplicate) asks later.
    #[inline]
    pub(crate) fn push(&mut self, name: SmolStr, value: RawJson) {
        self.0.push((name, value));
    }

    /// A name that stands more than once.
    #[inline]
    pub(crate) fn duplicate(&self) -> Option<&str> {
        if self.0.len() < 2 {
            return None;
        }
        let names = self.0.iter().map(|(name, _)| name.as_str());
        if self.0.len() <= COMPARED_PAIRWISE {
            return names
                .enumerate()
                .find_map(|(place, name)| self.0[..place].iter().any(|(earlier, _)| earlier == name).then_some(name));
        }
        let mut sorted: Vec<&str> = names.collect();
        sorted.sort_unstable();
        sorted.windows(2).find_map(|pair| (pair[0] == pair[1]).then_some(pair[0]))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The value of the property with that name.
    pub fn get(&self, name: &str) -> Option<&RawJson> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Names and values in the order received.
    #[inline]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &RawJson)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Sets the property with that name, and returns the value it had.
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

    /// Removes the property with that name, and returns the value it had.
    pub fn remove(&mut self, name: &str) -> Option<RawJson> {
        let place = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.remove(place).1)
    }

    /// Removes them all.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

impl fmt::Debug for UnknownProperties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// The text of an enum value that no known release has.
///
/// Only reading a text makes one, so that a value which is known never comes back as unknown.
///
/// ```
/// use message_model::DisconnectType;
///
/// assert_eq!(DisconnectType::from_text("peer"), DisconnectType::Peer);
/// assert!(matches!(DisconnectType::from_text("teleported"), DisconnectType::Unrecognized(_)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UnknownValue(
    /// Boxed twice, since it is rare: so every enum takes two words.
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
