//! A request for files of the corpus, as a manifest keeps it.

use message_generator::shown::Aspect;
use serde::{Deserialize, Serialize};

use super::file::Kind;

/// A request for files: what they have to show together, and which files come into question.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Wanted {
    /// What the files have to show together, by [name](Self::names). If empty, every file that fits
    /// the other fields is picked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covering: Vec<String>,
    /// Only files that show all of these, each as the name of a kind and that of a thing, such as
    /// `disconnect-types=takeover`. The kind may also be in the singular or in camel case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub showing: Vec<String>,
    /// Only files of this kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// Only files of this release, such as `269.0.0`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
}

/// The name of the rules that files are meant to break, which no conversation shows.
pub(super) const RULES: &str = "rules";

impl Wanted {
    /// The names of what files can be asked to show, sorted: the [aspects](Aspect) of what they
    /// cover, and `rules` for the rules that they are meant to break.
    ///
    /// ```
    /// use message_corpus::Wanted;
    ///
    /// assert!(Wanted::names().contains(&"disconnect-types"));
    /// assert!(Wanted::names().contains(&"rules"));
    /// ```
    #[must_use]
    pub fn names() -> Vec<&'static str> {
        let aspects = Aspect::ALL.map(Aspect::as_str);
        let mut names: Vec<_> = aspects.into_iter().chain([RULES]).collect();
        names.sort_unstable();
        names
    }
}
