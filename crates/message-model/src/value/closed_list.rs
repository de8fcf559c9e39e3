//! Closed lists: enums whose values are all known, each with a name.
//!
//! They are ours, such as the kinds of evidence, and so unlike the platform's enums, which may get
//! further values at any time and keep what they do not know.

use std::fmt;

use crate::one_of;

/// Defines an enum of which every value has a name, with all that goes by the names.
///
/// The enum gets `ALL` with its values in their order, `as_str` for the name,
/// [`Display`](fmt::Display), [`FromStr`](std::str::FromStr) with [`UnknownName`] as its error, and
/// is written and read as its name by serde.
///
/// ```
/// message_model::closed_list! {
///     /// How loud it is.
///     pub enum Volume {
///         /// Nobody hears it.
///         Quiet = "quiet",
///         /// Everybody does.
///         Loud = "loud",
///     }
/// }
///
/// assert_eq!(Volume::ALL.map(Volume::as_str), ["quiet", "loud"]);
/// assert_eq!("loud".parse(), Ok(Volume::Loud));
/// let error = "lout".parse::<Volume>().unwrap_err();
/// assert_eq!(error.to_string(), r#"found "lout", expected one of quiet, loud; did you mean loud?"#);
/// ```
#[macro_export]
macro_rules! closed_list {
    (
        $(#[$meta:meta])*
        $visibility:vis enum $name:ident {
            $( $(#[$value_meta:meta])* $value:ident = $text:literal, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $visibility enum $name {
            $( $(#[$value_meta])* $value, )*
        }

        impl $name {
            /// All of them, in their order.
            pub const ALL: [Self; [$($text),*].len()] = [$(Self::$value),*];

            /// The name, as files, commands and messages have it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $( Self::$value => $text, )*
                }
            }
        }

        $crate::closed_list!(@names $name);
    };
    (@names $name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownName;

            fn from_str(text: &str) -> Result<Self, $crate::UnknownName> {
                let known = Self::ALL.into_iter().find(|value| value.as_str() == text);
                known.ok_or_else(|| $crate::UnknownName::new(text, &Self::ALL.map(Self::as_str)))
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> Result<S::Ok, S::Error>
            where
                S: $crate::serde::Serializer,
            {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> Result<Self, D::Error>
            where
                D: $crate::serde::Deserializer<'de>,
            {
                let text = <String as $crate::serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err($crate::serde::de::Error::custom)
            }
        }
    };
}

/// The error of a text that is not a name of a [closed list](crate::closed_list).
///
/// ```
/// use message_model::Evidence;
///
/// let error = "infered".parse::<Evidence>().unwrap_err();
/// assert_eq!(error.found(), "infered");
/// let expected = "one of documented, observed, inferred; did you mean inferred?";
/// assert_eq!(error.expected(), expected);
/// assert_eq!(error.to_string(), format!("found \"infered\", expected {expected}"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName {
    found: String,
    known: Vec<&'static str>,
}

impl UnknownName {
    /// For [`closed_list`](crate::closed_list).
    #[doc(hidden)]
    #[must_use]
    pub fn new(found: &str, known: &[&'static str]) -> Self {
        Self {
            found: found.to_owned(),
            known: known.to_vec(),
        }
    }

    /// The text that is not a name of the list. [`UnknownName`] has an example.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }

    /// The known names, and the one that was probably meant.
    ///
    /// ```
    /// use message_model::contract::View;
    ///
    /// let error = "medium".parse::<View>().unwrap_err();
    /// assert!(error.expected().starts_with("one of conversation, media, notification"));
    /// ```
    #[must_use]
    pub fn expected(&self) -> String {
        one_of(&self.found, self.known.iter().copied())
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "found {:?}, expected {}", self.found, self.expected())
    }
}

impl std::error::Error for UnknownName {}
