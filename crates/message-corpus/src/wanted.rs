//! A request for files of the corpus, as a manifest keeps it.

use serde::{Deserialize, Serialize};

use super::file::Kind;

/// A request for files: what they have to show together, and which files come into question.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Wanted {
    /// What the files have to show together, by [name](Self::NAMES). If empty, every file that fits
    /// the other fields is picked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covering: Vec<String>,
    /// Only files of this kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// Only files of this release, such as `269.0.0`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
}

impl Wanted {
    /// The names of what files can be asked to show: the [kinds](super::Covers::kinds) of what they
    /// cover, and `rules` for the rules that they are meant to break.
    pub const NAMES: [&str; 11] = [
        "channels",
        "disconnect-types",
        "properties",
        "purposes",
        "rules",
        "segment-types",
        "states",
        "status-changes",
        "statuses",
        "transitions",
        "values",
    ];
}
