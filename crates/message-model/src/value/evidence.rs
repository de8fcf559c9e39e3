//! How well a fact about the platform is supported.
//!
//! About half of what is known about message legs is inferred, so every rule, transition and
//! scenario states the evidence it rests on.

use std::fmt;

/// The evidence for a statement about the platform, from the strongest to the weakest.
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
    /// It was seen in a real payload.
    Observed,
    /// We conclude it from what is documented and observed.
    Inferred,
}

impl Evidence {
    /// All kinds of evidence, the strongest first.
    pub const ALL: [Self; 3] = [Self::Documented, Self::Observed, Self::Inferred];

    /// The evidence as one lower-case word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Observed => "observed",
            Self::Inferred => "inferred",
        }
    }

    /// The evidence that [`as_str`](Self::as_str) writes as `text`; `None` for any other text.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.as_str() == text)
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
