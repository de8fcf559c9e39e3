//! A file of the corpus as a value, with all that the manifest says of it.

use super::covers::Covers;
use crate::draw::Key;
use message_model::{ApiRevision, Evidence, Shape};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

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
    /// The rule that it is there to break; empty if none.
    pub rule: &'static str,
    /// Everything that the rules find in it, where it is there to break one.
    pub findings: Vec<ExpectedFinding>,
    /// For a script the digest of its story, see [`Case::story`](super::Case::story); empty for what tells none.
    pub story: String,
}

impl File {
    /// A file of this release that no play has made, with nothing else to be said of it.
    pub(super) fn new(path: String, kind: Kind, revision: ApiRevision, text: String) -> Self {
        Self {
            path,
            bytes: text.into_bytes(),
            kind,
            records: 1,
            revision,
            scenario: String::new(),
            script: String::new(),
            key: Key::new(super::SEED, 0),
            exercises: String::new(),
            realistic: false,
            evidence: Evidence::Documented,
            covers: Covers::default(),
            verdict: Verdict::Accept,
            rule: "",
            findings: Vec::new(),
            story: String::new(),
        }
    }
}

/// What the rules find in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ExpectedFinding {
    /// The id of the rule.
    pub rule: Cow<'static, str>,
    /// Its severity: `must` or `usually`.
    pub severity: Cow<'static, str>,
    /// The path to what breaks it, from the top of the value; empty for the value itself.
    pub path: String,
    /// Which value of the file it is, from 1.
    pub record: u64,
}

/// What a file of the corpus holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A `Conversation`.
    Conversation,
    /// A `Message`, which is one leg.
    Message,
    /// A conversation in the envelope of a notification.
    Notification,
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
            Self::Notification => "notification",
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
            Self::Notification | Self::Script | Self::Paper => None,
        }
    }

    /// What a payload of that shape is; a listing is a matter of its conversations.
    pub(super) const fn of(shape: &Shape) -> Self {
        match shape {
            Shape::Message(_) => Self::Message,
            Shape::Notification(_) => Self::Notification,
            _ => Self::Conversation,
        }
    }
}

/// What a reader is to make of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
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
