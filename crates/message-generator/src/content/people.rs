//! The source of names and texts: our own tables, or a locale of the `fake` crate.
//!
//! The locales are for looking at a screen full of Turkish names, and for finding out what a
//! consumer does with Chinese texts. For one version of `fake` their values are a function of the
//! key, but they may change with that crate; so they are part of no promise and never in the
//! corpus. Addresses and telephone numbers stay our own, since those of `fake` could belong to real
//! people.

use std::fmt;

use super::locales::{LOCALES, Locale};
use super::names;
use super::texts::{self, Speech};
use crate::draw::{Draw, Key, Label, paths};
use crate::error::Error;

/// The source of people's names and texts: our own tables by default, or a locale of the `fake`
/// crate.
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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct People(Option<Locale>);

impl People {
    /// Our own tables.
    pub(super) const OWN: Self = Self(None);

    /// Reads `own`, or `fake:LOCALE` for a locale of the `fake` crate, in upper or lower case.
    ///
    /// Of the locales, only `ZH_CN` has texts in its language; all others give the `fake` crate's
    /// Latin filler text.
    ///
    /// # Errors
    ///
    /// If the name is neither, or `fake` has no such locale; the error lists the locales that there
    /// are. Without the feature `fake` there are none.
    pub fn from_name(name: &str) -> Result<Self, Error> {
        if name == "own" {
            return Ok(Self(None));
        }
        let Some(wanted) = name.strip_prefix("fake:") else {
            let found = format!("{name:?}");
            return Err(Error::found("", found, "`own` or `fake:LOCALE`"));
        };
        let locale = LOCALES
            .iter()
            .find(|locale| locale.name.eq_ignore_ascii_case(&wanted.replace('-', "_")));
        locale.map(|locale| Self(Some(*locale))).ok_or_else(|| {
            let known: Vec<_> = LOCALES.iter().map(|locale| locale.name).collect();
            let expected = match known.is_empty() {
                true => "the feature `fake` to be on".to_owned(),
                false => format!("one of {}", known.join(", ")),
            };
            Error::found("", format!("locale {wanted:?}"), expected)
        })
    }

    /// The full name of the person with this label.
    pub(super) fn person(self, key: Key, label: Label) -> String {
        match self.0 {
            None => names::person(key, label),
            Some(locale) => {
                (locale.person)(&mut Draw::new(key, paths::PERSON_FIRST_NAME, label, 0).rng())
            }
        }
    }

    /// The text of a message: one sentence, or as many as it takes to reach `length` characters.
    pub(super) fn message(
        self,
        key: Key,
        label: Label,
        speech: Speech,
        length: Option<u32>,
    ) -> String {
        let Some(locale) = self.0 else {
            return texts::message(key, label, speech, length);
        };
        let mut rng = Draw::new(key, paths::MESSAGE_TEXT, label, 0).rng();
        let mut text = (locale.sentence)(&mut rng);
        let Some(length) = length.and_then(|length| usize::try_from(length).ok()) else {
            return text;
        };
        while text.chars().count() < length {
            text = format!("{text} {}", (locale.sentence)(&mut rng));
        }
        text.chars().take(length).collect()
    }
}

impl fmt::Display for People {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => f.write_str("own"),
            Some(locale) => write!(f, "fake:{}", locale.name),
        }
    }
}
