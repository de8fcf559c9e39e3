//! The locales of the `fake` crate; none without the feature `fake`.

use std::cmp::Ordering;
use std::fmt;

use rand::rngs::ChaCha8Rng;

#[cfg(not(feature = "fake"))]
pub(super) const LOCALES: &[Locale] = &[];

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

impl PartialOrd for Locale {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Locale {
    fn cmp(&self, other: &Self) -> Ordering {
        self.name.cmp(other.name)
    }
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

#[cfg(feature = "fake")]
macro_rules! locales {
    ($($locale:ident),*) => {
        /// All locales of the pinned version, by name.
        pub(super) const LOCALES: &[Locale] = &[$(Locale {
            name: stringify!($locale),
            person: |rng| {
                let name = fake::faker::name::raw::Name(fake::locales::$locale);
                fake::Fake::fake_with_rng(&name, rng)
            },
            sentence: |rng| {
                let words = fake::faker::lorem::raw::Sentence(fake::locales::$locale, 4..10);
                fake::Fake::fake_with_rng(&words, rng)
            },
        }),*];
    };
}

#[cfg(feature = "fake")]
locales![
    AR_SA, CY_GB, DE_DE, EN, FA_IR, FR_FR, IT_IT, JA_JP, NL_NL, PT_BR, PT_PT, TR_TR, ZH_CN, ZH_TW
];
