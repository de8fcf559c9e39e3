//! The macro that declares the objects.
//!
//! A wire object is a struct whose properties are all optional, plus the properties that were
//! unknown when this crate was written. serde's derive can express that only with `flatten`, which
//! buffers every value, loses the spelling of numbers and hides the path of an error; so `object!`
//! implements the two serde traits itself. Each property is declared on one line, the only place
//! that states its name, type and first release; [`Definition`](crate::Definition) is built from
//! the same line.

use std::fmt::{self, Formatter};

/// Says in an error message what was expected: the name of a type with its indefinite article, and
/// what it is.
pub(crate) fn expecting(f: &mut Formatter<'_>, name: &str, what: &str) -> fmt::Result {
    let article = if name.starts_with(['A', 'E', 'I', 'O', 'U']) {
        "an"
    } else {
        "a"
    };
    write!(f, "{article} {name} {what}")
}

/// Declares the struct for an object of the contract, with its serde traits and its [`Definition`].
///
/// Properties are listed in the order in which the contract declares them, which is the order in
/// which they are written. `as` gives the contract's name for the object where the type has another
/// one; a type that the contract declares under several names has the first of them.
macro_rules! object {
    (
        $(#[$meta:meta])*
        $name:ident $(as $contract:literal)? {
            $(
                $(#[$property_meta:meta])*
                $wire:literal since $since:literal => $property:ident: $type:ty,
            )*
        }
    ) => {
        $(#[$meta])*
        ///
        /// Every property is optional, because any property may be missing from a payload. Start
        /// from `default()` and assign the ones you need.
        #[derive(Debug, Clone, PartialEq, Eq, Default)]
        #[non_exhaustive]
        pub struct $name {
            $(
                $(#[$property_meta])*
                #[doc = concat!("\n\nWire name `", $wire, "`, since release ", $since, ".")]
                pub $property: Option<$type>,
            )*
            /// The properties that this crate does not know, in the order received.
            pub unknown: $crate::UnknownProperties,
        }

        const _: () = {
            use std::sync::OnceLock;

            use $crate::contract::as_of::{AsOf, Cut, Cutter};
            use $crate::contract;
            use $crate::value::definition::{Definition, Property, Type};
            use $crate::{DecodeError, Object, WireValue};
            use $crate::value::decode::from_json;
            use $crate::value::present::{Presence, Present};
            use $crate::value::written::{Rest, Written};
            use $crate::contract::wire_value::Received;
            use serde::de::{
                Deserialize, DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor,
            };
            use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

            static DEFINITION: Definition = Definition {
                name: $crate::wire::object::contract_name!($name $($contract)?),
                properties: &[
                    $( Property {
                        name: $wire,
                        since: $since,
                        value: <$type as WireValue>::TYPE,
                    }, )*
                ],
            };

            impl Object for $name {
                fn definition() -> &'static Definition {
                    &DEFINITION
                }
            }

            impl Cut for $name {
                fn cut(
                    &mut self,
                    property: Option<&'static contract::Property>,
                    cutter: &mut Cutter,
                ) -> bool {
                    // Looked up once for each type rather than for each object that is cut.
                    static CONTRACT: OnceLock<Option<&'static contract::Definition>> =
                        OnceLock::new();
                    let mut object = cutter.definition(property, &CONTRACT, DEFINITION.name);
                    $( cutter.property(&mut object, $wire, &mut self.$property); )*
                    // No release has unknown properties. The contract says nothing about envelopes,
                    // so theirs stay.
                    if cutter.end(&object) {
                        self.unknown.clear();
                    }
                    true
                }
            }

            impl Presence for $name {
                fn tell(&self, _: Option<Present>, to: &mut dyn FnMut(Present)) {
                    $(
                        if let Some(value) = &self.$property {
                            let property = Known::$property as usize;
                            let present = Present { object: &DEFINITION, property, value: None };
                            to(present);
                            value.tell(Some(present), to);
                        }
                    )*
                }
            }

            impl Written for $name {
                fn take_from(&self, rest: &mut Rest<'_>) -> bool {
                    let mut mark = b'{';
                    $(
                        if let Some(value) = &self.$property {
                            let name = concat!("\"", $wire, "\":").as_bytes();
                            let is_next = rest.take_before_part(&mut mark)
                                && rest.take(name)
                                && value.take_from(rest);
                            if !is_next {
                                return false;
                            }
                        }
                    )*
                    rest.take_unknown(&mut mark, &self.unknown, DEFINITION.properties)
                        && rest.take_end(mark, b'}')
                }
            }

            impl $name {
                /// Cuts this value down to what a release would have sent: removes properties that
                /// the release does not have, and replaces values that it does not list with older
                /// ones.
                ///
                /// See [`AsOf`] for the replacements and an example.
                pub fn as_of(self, revision: $crate::ApiRevision) -> $crate::AsOf<Self> {
                    AsOf::cut(self, revision)
                }
            }

            impl WireValue for $name {
                const TYPE: Type = Type::Object(<$name as Object>::definition);

                fn from_json(json: &[u8]) -> Result<Self, DecodeError> {
                    from_json(json)
                }
            }

            #[cfg(any(feature = "proptest", feature = "fake"))]
            impl $crate::wild::Build for $name {
                fn build(node: $crate::wild::Node) -> Self {
                    let $crate::wild::Node::Object { properties, unknown } = node else {
                        unreachable!("drawn for {}: {node:?}", stringify!($name));
                    };
                    let mut properties = properties.into_iter();
                    $name {
                        $(
                            $property:
                                properties.next().flatten().map($crate::wild::Build::build),
                        )*
                        unknown: $crate::wild::unknown(unknown, &|name| {
                            Known::from_name(name).is_some()
                        }),
                    }
                }
            }

            #[allow(non_camel_case_types)]
            #[derive(Clone, Copy)]
            enum Known {
                $( $property, )*
            }

            impl Known {
                #[inline]
                fn from_name(name: &str) -> Option<Self> {
                    match name {
                        $( $wire => Some(Self::$property), )*
                        _ => None,
                    }
                }

                /// The property's bit in a set of properties.
                #[inline]
                fn bit(self) -> u128 {
                    const { assert!(DEFINITION.properties.len() <= u128::BITS as usize) }
                    1 << self as u32
                }
            }

            /// Reads a property name; an unknown name is stored in the string.
            struct Name<'a>(&'a mut smol_str::SmolStr);

            impl<'de> DeserializeSeed<'de> for Name<'_> {
                type Value = Option<Known>;

                fn deserialize<D: Deserializer<'de>>(
                    self,
                    deserializer: D,
                ) -> Result<Option<Known>, D::Error> {
                    deserializer.deserialize_identifier(self)
                }
            }

            impl Visitor<'_> for Name<'_> {
                type Value = Option<Known>;

                fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str("a property name")
                }

                fn visit_str<E>(self, name: &str) -> Result<Option<Known>, E> {
                    let known = Known::from_name(name);
                    if known.is_none() {
                        *self.0 = smol_str::SmolStr::new(name);
                    }
                    Ok(known)
                }
            }

            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    struct ObjectVisitor;

                    impl<'de> Visitor<'de> for ObjectVisitor {
                        type Value = $name;

                        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                            $crate::wire::object::expecting(f, stringify!($name), "object")
                        }

                        fn visit_map<A: MapAccess<'de>>(
                            self,
                            mut map: A,
                        ) -> Result<$name, A::Error> {
                            let mut object = $name::default();
                            let mut seen = 0;
                            // Only a name that is not known is stored here: those of the contract
                            // cost no copy.
                            let mut name = smol_str::SmolStr::default();
                            while let Some(known) = map.next_key_seed(Name(&mut name))? {
                                // Not `property`: one object has a property of that name.
                                let Some(one) = known else {
                                    let name = std::mem::take(&mut name);
                                    object.unknown.push(name, map.next_value()?);
                                    continue;
                                };
                                if seen & one.bit() != 0 {
                                    let name = DEFINITION.properties[one as usize].name;
                                    return Err(A::Error::duplicate_field(name));
                                }
                                seen |= one.bit();
                                match one {
                                    $( Known::$property => {
                                        object.$property = Received::of_property(map.next_value()?);
                                    } )*
                                }
                            }
                            match object.unknown.duplicate() {
                                Some(name) => Err(A::Error::custom(format_args!("duplicate field `{name}`"))),
                                None => Ok(object),
                            }
                        }
                    }

                    deserializer.deserialize_map(ObjectVisitor)
                }
            }

            impl Serialize for $name {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    let mut map = serializer.serialize_map(None)?;
                    $(
                        if let Some(value) = &self.$property {
                            map.serialize_entry($wire, value)?;
                        }
                    )*
                    for (name, value) in self.unknown.iter() {
                        if Known::from_name(name).is_some() {
                            return Err(S::Error::custom(format_args!(
                                concat!(
                                    "expected only unknown names among the unknown properties of ",
                                    stringify!($name), ", found its property `{}`",
                                ),
                                name,
                            )));
                        }
                        map.serialize_entry(name, value)?;
                    }
                    map.end()
                }
            }
        };

        #[cfg(any(feature = "proptest", feature = "fake"))]
        $crate::wild::implement::wild!($name);
    };
}

/// The name that the contract gives an object: that of the type, unless another one is given.
macro_rules! contract_name {
    ($name:ident) => {
        stringify!($name)
    };
    ($name:ident $contract:literal) => {
        $contract
    };
}

pub(crate) use {contract_name, object};
