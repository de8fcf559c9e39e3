//! The locales of the `fake` crate.

use super::people::Locale;
use fake::Fake;
use fake::faker::lorem::raw::Sentence;
use fake::faker::name::raw::Name;

macro_rules! locales {
    ($($locale:ident),*) => {
        /// All locales of the pinned version, by name.
        pub(super) const LOCALES: &[Locale] = &[$(Locale {
            name: stringify!($locale),
            person: |rng| Name(fake::locales::$locale).fake_with_rng(rng),
            sentence: |rng| Sentence(fake::locales::$locale, 4..10).fake_with_rng(rng),
        }),*];
    };
}

locales![AR_SA, CY_GB, DE_DE, EN, FA_IR, FR_FR, IT_IT, JA_JP, NL_NL, PT_BR, PT_PT, TR_TR, ZH_CN, ZH_TW];
