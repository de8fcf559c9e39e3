//! Readers for the types where serde would drop data silently, or would describe an error in terms
//! of Rust types rather than JSON types.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};

use crate::WireValue;

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
pub(crate) fn map<'de, T: WireValue, D: Deserializer<'de>>(
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
                let Received(value) = map.next_value()?;
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
            Ok(entries)
        }
    }

    deserializer.deserialize_map(MapVisitor(PhantomData))
}

/// Reads an integer, written with digits only: where the contract says `30`, it has no `30.0`.
pub(crate) fn integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    struct IntegerVisitor;

    impl Visitor<'_> for IntegerVisitor {
        type Value = i64;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an integer of up to 64 bits")
        }

        fn visit_i64<E>(self, value: i64) -> Result<i64, E> {
            Ok(value)
        }

        fn visit_u64<E: Error>(self, value: u64) -> Result<i64, E> {
            i64::try_from(value).map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
        }
    }

    deserializer.deserialize_i64(IntegerVisitor)
}
