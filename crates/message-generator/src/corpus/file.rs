//! A file of the corpus as a value, with all that the manifest says of it.

use super::covers::Covers;
use crate::draw::Key;
use message_model::{ApiRevision, Evidence};

/// A file of the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct File {
    /// Where it stands below `fixtures/`, with forward slashes.
    pub path: String,
    /// All of it.
    pub bytes: Vec<u8>,
    /// What it holds.
    pub kind: Kind,
    /// How many values it holds.
    pub records: u64,
    /// The release whose contract it follows.
    pub revision: ApiRevision,
    /// The scenario that it shows; empty if none.
    pub scenario: String,
    /// The path of the script that makes it again; empty if none.
    pub script: String,
    /// The content key of that script.
    pub key: Key,
    /// What a reader that takes it has shown, and where; empty for what is merely today's.
    pub exercises: String,
    /// Whether it could have happened; what only fills the contract or goes beyond it could not.
    pub realistic: bool,
    /// The weakest evidence that it rests on.
    pub evidence: Evidence,
    /// What occurs in it.
    pub covers: Covers,
    /// What a reader is to make of it.
    pub verdict: Verdict,
}

/// What a file of the corpus holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A `Conversation`.
    Conversation,
    /// A `Message`, which is one leg.
    Message,
    /// A script, which makes other files.
    Script,
    /// The corpus' own papers: manifest, sums, readme.
    Paper,
}

impl Kind {
    /// The name in the manifest.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Conversation => "conversation",
            Self::Message => "message",
            Self::Script => "script",
            Self::Paper => "paper",
        }
    }

    /// The type of the values, by the contract's name.
    #[must_use]
    pub const fn model(self) -> Option<&'static str> {
        match self {
            Self::Conversation => Some("Conversation"),
            Self::Message => Some("Message"),
            Self::Script | Self::Paper => None,
        }
    }
}

/// What a reader is to make of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// A reader has to take it.
    Accept,
    /// A reader has to refuse it.
    Reject,
    /// A reader may do either.
    Either,
}

impl Verdict {
    /// The name in the manifest.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Either => "either",
        }
    }
}
