//! How well a fact about the platform is known.
//!
//! About half of what is known of message legs is inferred, so every rule, transition and scenario carries its mark
//! and says which half it rests on.

use std::fmt;

/// What a statement about the platform rests on, from the strongest to the weakest.
///
/// ```
/// use message_model::Evidence;
///
/// assert!(Evidence::Documented < Evidence::Inferred);
/// assert_eq!(Evidence::Observed.to_string(), "observed");
/// assert_eq!(Evidence::from_text("inferred"), Some(Evidence::Inferred));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// The vendor's documentation or the text of an official SDK says so.
    Documented,
    /// A real payload showed it.
    Observed,
    /// We conclude it from what is documented and observed.
    Inferred,
}

impl Evidence {
    /// Every mark, the strongest first.
    pub const ALL: [Self; 3] = [Self::Documented, Self::Observed, Self::Inferred];

    /// The mark as one lower-case word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Observed => "observed",
            Self::Inferred => "inferred",
        }
    }

    /// The mark that [`as_str`](Self::as_str) writes as `text`.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.as_str() == text)
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
