//! Whose names and words are used: our own tables, or a locale of the `fake` crate.
//!
//! The locales are for looking at a screen full of Turkish names, and for finding out what a consumer does with Chinese
//! texts. What they give is a function of the key for one version of `fake`, but moves when that crate does, so it is no
//! part of any promise and never in the corpus. Addresses and numbers stay our own: those of `fake` can be anybody's.

use super::names;
use super::texts::{self, Speech};
use crate::draw::{Draw, Key, Label, paths};
use crate::error::Error;
use rand::rngs::ChaCha8Rng;
use std::fmt;

#[cfg(feature = "fake")]
use super::locales::LOCALES;
/// Without the feature there are none.
#[cfg(not(feature = "fake"))]
const LOCALES: &[Locale] = &[];

/// Where people's names and what they say come from.
///
/// ```
/// use message_generator::People;
///
/// assert_eq!(People::from_name("own")?, People::default());
/// # #[cfg(feature = "fake")]
/// assert_eq!(People::from_name("fake:ja-jp")?.to_string(), "fake:JA_JP");
/// let error = People::from_name("fake:KLINGON").unwrap_err();
/// assert!(error.to_string().starts_with("found locale \"KLINGON\", expected "));
/// # Ok::<(), message_generator::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct People(Option<Locale>);

impl People {
    /// `own`, or `fake:LOCALE` for a locale of the `fake` crate, whatever its case.
    ///
    /// Only `ZH_CN` has texts of its own there; in all others people speak Latin.
    ///
    /// # Errors
    ///
    /// If it is neither, or the crate has no such locale; the error lists those that it has. Without the feature `fake`
    /// there are none.
    pub fn from_name(name: &str) -> Result<Self, Error> {
        if name == "own" {
            return Ok(Self(None));
        }
        let Some(wanted) = name.strip_prefix("fake:") else {
            return Err(Error::new("", format!("found {name:?}, expected `own` or `fake:LOCALE`")));
        };
        let locale = LOCALES.iter().find(|locale| locale.name.eq_ignore_ascii_case(&wanted.replace('-', "_")));
        locale.map(|locale| Self(Some(*locale))).ok_or_else(|| {
            let known: Vec<_> = LOCALES.iter().map(|locale| locale.name).collect();
            let expected = match known.is_empty() {
                true => "the feature `fake` to be on".to_owned(),
                false => format!("one of {}", known.join(", ")),
            };
            Error::new("", format!("found locale {wanted:?}, expected {expected}"))
        })
    }

    /// The full name of the person with this label.
    pub(super) fn person(self, key: Key, label: Label) -> String {
        match self.0 {
            None => names::person(key, label),
            Some(locale) => (locale.person)(&mut Draw::new(key, paths::PERSON_FIRST_NAME, label, 0).rng()),
        }
    }

    /// The text of a message: one sentence, or as many as it takes to reach `length` characters.
    pub(super) fn message(self, key: Key, label: Label, speech: Speech, length: Option<u32>) -> String {
        let Some(locale) = self.0 else { return texts::message(key, label, speech, length) };
        let mut rng = Draw::new(key, paths::MESSAGE_TEXT, label, 0).rng();
        let mut text = (locale.sentence)(&mut rng);
        let Some(length) = length.and_then(|length| usize::try_from(length).ok()) else { return text };
        while text.chars().count() < length {
            text = format!("{text} {}", (locale.sentence)(&mut rng));
        }
        text.chars().take(length).collect()
    }
}

impl fmt::Display for People {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => formatter.write_str("own"),
            Some(locale) => write!(formatter, "fake:{}", locale.name),
        }
    }
}

/// A locale of the `fake` crate.
#[derive(Clone, Copy)]
pub(super) struct Locale {
    pub(super) name: &'static str,
    pub(super) person: fn(&mut ChaCha8Rng) -> String,
    pub(super) sentence: fn(&mut ChaCha8Rng) -> String,
}

impl PartialEq for Locale {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Locale {}

impl fmt::Debug for Locale {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}
