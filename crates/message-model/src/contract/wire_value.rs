//! The Rust types of values: what the contract calls each, and how it is read.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error, MapAccess, Visitor};
use serde::ser::Serialize;

use super::as_of::Cut;
use crate::value::decode::{DecodeError, from_json};
use crate::value::definition::Type;
use crate::value::integer;
use crate::value::present::Presence;
use crate::value::written::Written;
use crate::{Id, Number, RawJson, Timestamp};

/// A type that represents a JSON value in a payload.
///
/// Implemented by the types of this crate, and for arrays and maps of them. Other crates cannot
/// implement it.
pub trait WireValue: Serialize + DeserializeOwned + Cut + Presence + Written {
    /// The type as the contract describes it.
    const TYPE: Type;

    /// Reads the value of a property.
    #[doc(hidden)]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }

    /// Reads a whole text.
    ///
    /// Each object has one of its own, so that it is compiled here, once: reading is generic code
    /// down to every property, and a crate that called it by itself would compile all of it again.
    #[doc(hidden)]
    fn from_json(json: &[u8]) -> Result<Self, DecodeError> {
        from_json(json)
    }
}

/// Reads one JSON value, such as a [`Message`](crate::Message), from text or bytes.
///
/// Nothing is lost: what this crate does not know is kept, and what cannot be kept is an error.
///
/// # Errors
/// Fails if the input is not JSON, nests more than 128 levels deep, repeats a property name within
/// an object, or has a value whose type differs from the contract's. The error names the path to
/// the value, what was found and what was expected.
///
/// ```
/// use message_model::{decode, Conversation};
///
/// let error = decode::<Conversation>(
///     r#"{"participants": [{"messages": [{"connectedTime": "yesterday"}]}]}"#,
/// ).unwrap_err();
/// assert_eq!(error.path(), "participants[0].messages[0].connectedTime");
/// assert!(error.to_string().contains("invalid value: string \"yesterday\", expected an RFC 3339 timestamp"));
/// ```
pub fn decode<T: Decode>(json: impl AsRef<[u8]>) -> Result<T, DecodeError> {
    T::decode_json(json.as_ref())
}

/// A type that [`decode`] reads: every [`WireValue`], and the envelopes around them.
///
/// Other crates cannot implement it.
pub trait Decode: DeserializeOwned {
    /// Reads a whole text.
    #[doc(hidden)]
    fn decode_json(json: &[u8]) -> Result<Self, DecodeError>;
}

impl<T: WireValue> Decode for T {
    fn decode_json(json: &[u8]) -> Result<Self, DecodeError> {
        T::from_json(json)
    }
}

impl WireValue for String {
    const TYPE: Type = Type::String;
}

impl WireValue for bool {
    const TYPE: Type = Type::Boolean;
}

impl WireValue for i64 {
    const TYPE: Type = Type::Integer;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        integer::read(deserializer)
    }
}

impl WireValue for Timestamp {
    const TYPE: Type = Type::DateTime;
}

impl WireValue for Id {
    const TYPE: Type = Type::String;
}

impl WireValue for Number {
    const TYPE: Type = Type::Number;
}

impl WireValue for RawJson {
    const TYPE: Type = Type::Opaque;
}

impl<T: WireValue> WireValue for Box<T> {
    const TYPE: Type = T::TYPE;
}

impl<T: WireValue> WireValue for Vec<T> {
    const TYPE: Type = Type::Array(&T::TYPE);
}

impl<T: WireValue> WireValue for BTreeMap<String, T> {
    const TYPE: Type = Type::Map(&T::TYPE);

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        map(deserializer)
    }
}

/// A value read through [`WireValue::read`].
pub(crate) struct Received<T>(T);

impl<T> Received<T> {
    /// The value of a property; an explicit null reads as absent.
    #[inline]
    pub(crate) fn of_property(received: Option<Self>) -> Option<T> {
        received.map(|Self(value)| value)
    }
}

impl<'de, T: WireValue> Deserialize<'de> for Received<T> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
    }
}

/// Reads a map and rejects repeated names, where serde would silently keep the last value.
fn map<'de, T: WireValue, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, T>, D::Error> {
    struct MapVisitor<T>(PhantomData<T>);

    impl<'de, T: WireValue> Visitor<'de> for MapVisitor<T> {
        type Value = BTreeMap<String, T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut entries = BTreeMap::new();
            while let Some(name) = map.next_key()? {
                let value: Option<Received<T>> = map.next_value()?;
                match entries.entry(name) {
                    Entry::Vacant(place) => place.insert(value),
                    Entry::Occupied(place) => {
                        return Err(A::Error::custom(format_args!(
                            "duplicate field `{}`",
                            place.key()
                        )));
                    }
                };
            }
            // A null entry reads as absent, as a null property does.
            let present = entries.into_iter();
            Ok(present
                .filter_map(|(name, value)| Some((name, value?.0)))
                .collect())
        }
    }

    deserializer.deserialize_map(MapVisitor(PhantomData))
}
