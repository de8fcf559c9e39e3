//! Reading whole numbers, where serde would describe an error in terms of Rust types.

use std::fmt;

use serde::de::{Deserializer, Error, Unexpected, Visitor};

/// Reads an integer, written with digits only: where the contract says `30`, it has no `30.0`.
pub(crate) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
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
