//! The properties that a visit shows, each with its name on the wire.

use message_model::ApiRevision;
use message_model::contract::{Definition, Property};

/// Defines the properties of one object of the contract: an enum with a variant for each property
/// that a projection can show, which holds its value and knows its name.
macro_rules! properties {
    (
        $(#[$meta:meta])*
        pub enum $name:ident<'p> of $object:literal {
            $( $(#[$property_meta:meta])* $property:ident($value:ty) = $text:literal, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub enum $name<'p> {
            $(
                #[doc = concat!("`", $text, "`\n\n")]
                $(#[$property_meta])*
                $property($value),
            )*
        }

        impl $name<'_> {
            /// The name of the property on the wire.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self {
                    $( Self::$property(_) => $text, )*
                }
            }
        }

        impl $crate::projection::property::Named for $name<'_> {
            const OBJECT: &'static str = $object;
            const NAMES: &'static [&'static str] = &[$($text),*];

            fn place(&self) -> usize {
                enum Place {
                    $( $property, )*
                }
                match self {
                    $( Self::$property(_) => Place::$property as usize, )*
                }
            }
        }
    };
}

pub(super) use properties;

/// The properties of one object, by their names.
pub(super) trait Named {
    /// The name of the object in the contract.
    const OBJECT: &'static str;
    /// The names of its properties, in the order of the enum.
    const NAMES: &'static [&'static str];

    /// The place of this property among the names.
    fn place(&self) -> usize;
}

/// What a release shows of a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Nothing: the release does not have it.
    Not,
    /// Every value that it can have.
    Whole,
    /// Older values in place of those that came later.
    Older(&'static Property),
}

impl Shown {
    /// What a release shows of each property of an object, in the order of the names.
    pub(super) fn of(
        definition: &'static Definition,
        names: &[&str],
        revision: ApiRevision,
    ) -> Vec<Self> {
        let of = |name: &&str| match definition.property(name) {
            Some(property) if !property.is_in(revision) => Self::Not,
            Some(property) if !property.is_whole_in(revision) => Self::Older(property),
            Some(_) => Self::Whole,
            None => Self::Not,
        };
        names.iter().map(of).collect()
    }
}
