//! The two macros that declare the wire types, and the traits that these types share.
//!
//! A wire object is a struct whose properties are all optional, plus the properties that were
//! unknown when this crate was written. serde's derive can express that only with `flatten`, which
//! buffers every value, loses the spelling of numbers and hides the path of an error; so `object!`
//! implements the two serde traits itself. Each property is declared on one line, the only place
//! that states its name, type and first release; [`Definition`] is built from the same line.

use std::collections::BTreeMap;

use serde::de::{DeserializeOwned, Deserializer};
use serde::ser::Serialize;

use crate::contract::as_of::Cut;
use crate::value::definition::{Definition, Type};
use crate::value::present::{Presence, Present};
use crate::wire::received;

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

impl WireValue for String {
    const TYPE: Type = Type::String;
}

impl WireValue for bool {
    const TYPE: Type = Type::Boolean;
}

impl WireValue for i64 {
    const TYPE: Type = Type::Integer;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        received::integer(deserializer)
    }
}

impl WireValue for crate::Timestamp {
    const TYPE: Type = Type::DateTime;
}

impl WireValue for crate::Id {
    const TYPE: Type = Type::String;
}

impl WireValue for crate::Number {
    const TYPE: Type = Type::Number;
}

impl WireValue for crate::RawJson {
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
        received::map(deserializer)
    }
}

/// The name of a type with its indefinite article, for error messages.
pub(crate) fn with_article(name: &str) -> String {
    let article = if name.starts_with(['A', 'E', 'I', 'O', 'U']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {name}")
}

/// Declares the struct for an object of the contract, with its serde traits and its [`Definition`].
///
/// Properties are listed in the order in which the contract declares them, which is the order in
/// which they are written.
macro_rules! object {
    (
        $(#[$meta:meta])*
        $name:ident {
            $( $(#[$property_meta:meta])* $wire:literal since $since:literal => $property:ident: $type:ty, )*
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

            use $crate::contract::as_of::{AsOf, Cut, Cutter, NewerValues};
            use $crate::contract;
            use $crate::value::definition::{Definition, Property, Type};
            use $crate::wire::object::{Object, WireValue};
            use $crate::value::present::{Presence, Present};
            use $crate::wire::received::Received;
            use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor};
            use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

            static DEFINITION: Definition = Definition {
                name: stringify!($name),
                properties: &[
                    $( Property { name: $wire, since: $since, value: <$type as WireValue>::TYPE }, )*
                ],
            };

            impl Object for $name {
                fn definition() -> &'static Definition {
                    &DEFINITION
                }
            }

            impl Cut for $name {
                fn cut(&mut self, _: Option<&'static contract::Property>, cutter: &mut Cutter) -> bool {
                    static CONTRACT: OnceLock<Option<&'static contract::Definition>> = OnceLock::new();
                    let definition =
                        *CONTRACT.get_or_init(|| contract::Contract::get().definition(stringify!($name)));
                    // The model declares properties in the contract's order, which a test checks.
                    let mut properties = definition.map(|definition| definition.properties().iter());
                    $(
                        let property = properties.as_mut().and_then(Iterator::next);
                        cutter.property($wire, property, &mut self.$property);
                    )*
                    // No release has unknown properties. The contract says nothing about envelopes,
                    // so theirs stay.
                    if definition.is_some() {
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

            impl $name {
                /// Cuts this value down to what a release would have sent: removes properties that
                /// the release does not have, and replaces values that it does not list with older
                /// ones.
                ///
                /// See [`AsOf`] for the replacements and an example.
                pub fn as_of(self, revision: $crate::ApiRevision) -> $crate::AsOf<Self> {
                    AsOf::cut(self, revision, NewerValues::Replace)
                }

                /// Like [`as_of`](Self::as_of), but keeps every enum value as it is: this is what a
                /// release sends after its lists of values have grown without a new release.
                pub fn as_of_keeping_values(self, revision: $crate::ApiRevision) -> Self {
                    AsOf::cut(self, revision, NewerValues::Keep).value
                }
            }

            impl WireValue for $name {
                const TYPE: Type = Type::Object(<$name as Object>::definition);
            }

            #[cfg(any(feature = "proptest", feature = "fake"))]
            impl $crate::wild::Build for $name {
                fn build(node: $crate::wild::Node) -> Self {
                    let $crate::wild::Node::Object { properties, unknown } = node else {
                        unreachable!("drawn for {}: {node:?}", stringify!($name));
                    };
                    let mut properties = properties.into_iter();
                    $name {
                        $( $property: properties.next().flatten().map($crate::wild::Build::build), )*
                        unknown: $crate::wild::unknown(unknown, |name| Known::from_name(name).is_some()),
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
                fn bit(self) -> u64 {
                    const { assert!(DEFINITION.properties.len() <= u64::BITS as usize) }
                    1 << self as u32
                }
            }

            /// Reads a property name; an unknown name is stored in the string.
            struct Name<'a>(&'a mut smol_str::SmolStr);

            impl<'de> DeserializeSeed<'de> for Name<'_> {
                type Value = Option<Known>;

                fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Known>, D::Error> {
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
                            write!(f, "{} object", $crate::wire::object::with_article(stringify!($name)))
                        }

                        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                            let mut object = $name::default();
                            let mut seen = 0;
                            let mut name = smol_str::SmolStr::default();
                            while let Some(known) = map.next_key_seed(Name(&mut name))? {
                                let Some(property) = known else {
                                    object.unknown.push(std::mem::take(&mut name), map.next_value()?);
                                    continue;
                                };
                                if seen & property.bit() != 0 {
                                    let name = DEFINITION.properties[property as usize].name;
                                    return Err(A::Error::duplicate_field(name));
                                }
                                seen |= property.bit();
                                match property {
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

        $crate::wire::object::wild!($name);
    };
}

/// Implements `Arbitrary` and `Dummy` for a type that can be built from a drawn node.
macro_rules! wild {
    ($name:ident) => {
        #[cfg(feature = "proptest")]
        impl proptest::arbitrary::Arbitrary for $name {
            /// The release to generate values for; `None` for any value, including unknown ones.
            type Parameters = Option<$crate::ApiRevision>;
            type Strategy = proptest::strategy::BoxedStrategy<Self>;

            fn arbitrary_with(revision: Self::Parameters) -> Self::Strategy {
                $crate::wild::arbitrary::values(revision)
            }
        }

        #[cfg(feature = "fake")]
        impl fake::Dummy<fake::Faker> for $name {
            fn dummy_with_rng<R: rand::RngExt + ?Sized>(_: &fake::Faker, rng: &mut R) -> Self {
                $crate::wild::dummy::value(None, rng)
            }
        }

        #[cfg(feature = "fake")]
        impl fake::Dummy<$crate::ApiRevision> for $name {
            fn dummy_with_rng<R: rand::RngExt + ?Sized>(
                revision: &$crate::ApiRevision,
                rng: &mut R,
            ) -> Self {
                $crate::wild::dummy::value(Some(*revision), rng)
            }
        }
    };
}

/// Declares an enum for a property whose values the contract lists. The enum is open to values that
/// later releases add.
///
/// A value that a release removed stays a variant, since older releases sent it.
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        $name:ident {
            $( $(#[$value_meta:meta])* $text:literal => $value:ident, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(
                #[doc = concat!("`", $text, "`. ")]
                $(#[$value_meta])*
                $value,
            )*
            /// A value that no known release has, kept as received.
            Unrecognized($crate::UnknownValue),
        }

        impl $name {
            /// The wire text of every value that any known release has.
            pub const TEXTS: &'static [&'static str] = &[$($text,)*];

            /// Every value that any known release has, in the order of [`TEXTS`](Self::TEXTS).
            pub const KNOWN: &'static [Self] = &[$(Self::$value,)*];

            /// The value whose wire text is `text`, or [`Unrecognized`](Self::Unrecognized) if
            /// there is none. Case is significant.
            pub fn from_text(text: &str) -> Self {
                match text {
                    $( $text => Self::$value, )*
                    _ => Self::Unrecognized($crate::UnknownValue::new(text)),
                }
            }

            /// The wire text of the value.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$value => $text, )*
                    Self::Unrecognized(value) => value.as_str(),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct TextVisitor;

                impl serde::de::Visitor<'_> for TextVisitor {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(f, "{} as text", $crate::wire::object::with_article(stringify!($name)))
                    }

                    fn visit_str<E>(self, text: &str) -> Result<$name, E> {
                        Ok($name::from_text(text))
                    }
                }

                deserializer.deserialize_str(TextVisitor)
            }
        }

        impl $crate::contract::as_of::Cut for $name {
            fn cut(
                &mut self,
                property: Option<&'static $crate::contract::Property>,
                cutter: &mut $crate::contract::as_of::Cutter,
            ) -> bool {
                match cutter.value(self.as_str(), property) {
                    $crate::contract::as_of::Verdict::Keep => true,
                    $crate::contract::as_of::Verdict::Replace(older) => {
                        *self = Self::from_text(older);
                        true
                    }
                    $crate::contract::as_of::Verdict::LeaveOut => false,
                }
            }
        }

        impl $crate::value::present::Presence for $name {
            fn tell(&self, at: Option<$crate::value::present::Present>, to: &mut dyn FnMut($crate::value::present::Present)) {
                let value = Self::KNOWN.iter().position(|known| known == self);
                if let (Some(at), Some(_)) = (at, value) {
                    to($crate::value::present::Present { value, ..at });
                }
            }
        }

        impl $crate::wire::object::WireValue for $name {
            const TYPE: $crate::value::definition::Type = $crate::value::definition::Type::Enum(Self::TEXTS);
        }

        #[cfg(any(feature = "proptest", feature = "fake"))]
        impl $crate::wild::Build for $name {
            fn build(node: $crate::wild::Node) -> Self {
                match node {
                    $crate::wild::Node::Choice(text, _) => Self::from_text(text),
                    $crate::wild::Node::Text(text) => Self::from_text(&text),
                    other => unreachable!("drawn for {}: {other:?}", stringify!($name)),
                }
            }
        }

        $crate::wire::object::wild!($name);
    };
}

pub(crate) use {object, open_enum, wild};
