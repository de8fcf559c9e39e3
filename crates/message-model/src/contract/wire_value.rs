//! The Rust types of values: what the contract calls each, and how it is read.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error, MapAccess, Visitor};
use serde::ser::Serialize;

use super::as_of::Cut;
use crate::value::definition::Type;
use crate::value::integer;
use crate::value::present::Presence;
use crate::{Id, Number, RawJson, Timestamp};

/// A type that represents a JSON value in a payload.
///
/// Implemented by the types of this crate, and for arrays and maps of them. Other crates cannot
/// implement it.
pub trait WireValue: Serialize + DeserializeOwned + Cut + Presence {
    /// The type as the contract describes it.
    const TYPE: Type;

    /// Reads the value of a property.
    #[doc(hidden)]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
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
