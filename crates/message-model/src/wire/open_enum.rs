//! The macro that declares the enums: lists of values that later releases may extend.

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
                        $crate::wire::object::expecting(f, stringify!($name), "as text")
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
            fn tell(
                &self,
                at: Option<$crate::value::present::Present>,
                to: &mut dyn FnMut($crate::value::present::Present),
            ) {
                let value = Self::KNOWN.iter().position(|known| known == self);
                if let (Some(at), Some(_)) = (at, value) {
                    to($crate::value::present::Present { value, ..at });
                }
            }
        }

        impl $crate::value::written::Written for $name {
            fn take_from(&self, rest: &mut $crate::value::written::Rest<'_>) -> bool {
                match self {
                    $( Self::$value => rest.take(concat!("\"", $text, "\"").as_bytes()), )*
                    Self::Unrecognized(value) => {
                        rest.note_news();
                        rest.take_string(value.as_str())
                    }
                }
            }
        }

        impl $crate::WireValue for $name {
            const TYPE: $crate::value::definition::Type =
                $crate::value::definition::Type::Enum(Self::TEXTS);
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

        #[cfg(any(feature = "proptest", feature = "fake"))]
        $crate::wild::implement::wild!($name);
    };
}

pub(crate) use open_enum;
