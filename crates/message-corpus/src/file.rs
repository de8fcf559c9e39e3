//! A file of the corpus as a value, with everything that the manifest says about it.

use std::borrow::Cow;

use message_faults::Verdict;
use message_generator::draw::Key;
use message_generator::shown::Covers;
use message_model::{ApiRevision, Evidence, Shape};
use serde::{Deserialize, Serialize};

/// The seed of the corpus.
pub const SEED: u64 = 1;

/// A file of the corpus: its bytes, and what the manifest says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct File {
    /// The path below `fixtures/`, with forward slashes.
    pub path: String,
    /// The content of the file.
    pub bytes: Vec<u8>,
    /// The kind of values that it contains.
    pub kind: Kind,
    /// The number of values that it contains.
    pub records: u64,
    /// The release whose contract it follows.
    pub revision: ApiRevision,
    /// The name of the scenario that it shows; empty if none.
    pub scenario: String,
    /// The path of the script from which it can be made again; empty if there is none.
    pub script: String,
    /// The content key of that script.
    pub key: Key,
    /// What a reader that handles the file correctly has shown, and at which path; empty for an
    /// ordinary file.
    pub exercises: String,
    /// Whether a real platform could have sent it. Files that merely fill the contract or go beyond
    /// it are not realistic.
    pub realistic: bool,
    /// The weakest evidence that the course of events rests on.
    pub evidence: Evidence,
    /// What occurs in it.
    pub covers: Covers,
    /// What a reader has to do with it.
    pub verdict: Verdict,
    /// The id of the rule that it is meant to break; empty if none.
    pub rule: &'static str,
    /// The fault that its cases have: a rule, a form, a dialect, a fault of streams or a preset;
    /// empty for a file without cases.
    pub fault: &'static str,
    /// For a file that is meant to break a rule, everything that the rules find in it.
    pub findings: Vec<ExpectedFinding>,
    /// For a script, the digest of its story, see [`Case::story`](super::Case::story); empty for
    /// other files.
    pub story: String,
}

impl File {
    /// A file of this release that comes from no play, with all further fields empty.
    pub(super) fn new(path: String, kind: Kind, revision: ApiRevision, text: String) -> Self {
        Self {
            path,
            bytes: text.into_bytes(),
            kind,
            records: 1,
            revision,
            scenario: String::new(),
            script: String::new(),
            key: Key::new(SEED, 0),
            exercises: String::new(),
            realistic: false,
            evidence: Evidence::Documented,
            covers: Covers::default(),
            verdict: Verdict::Accept,
            rule: "",
            fault: "",
            findings: Vec::new(),
            story: String::new(),
        }
    }

    /// A file about the corpus itself.
    pub(super) fn of_index(path: &str, text: String) -> Self {
        let file = Self::new(path.to_owned(), Kind::Index, ApiRevision::LATEST, text);
        Self {
            records: 0,
            verdict: Verdict::Either,
            ..file
        }
    }
}

/// One thing that the rules find in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ExpectedFinding {
    /// The id of the rule.
    pub rule: Cow<'static, str>,
    /// Its severity: `must` or `usually`.
    pub severity: Cow<'static, str>,
    /// The path of the offending place, from the top of the value; empty for the value itself.
    pub path: String,
    /// The number of the value in the file, from 1.
    pub record: u64,
}

message_model::closed_list! {
    /// The kind of values that a file of the corpus contains.
    pub enum Kind {
        /// A `Conversation`.
        Conversation = "conversation",
        /// A `Message`, that is, one leg.
        Message = "message",
        /// A `MessageConversation`, as `GET /api/v2/conversations/messages/{id}` answers.
        Media = "media",
        /// A notification in its envelope.
        Notification = "notification",
        /// A detail event in the envelope of a notification.
        DetailEvent = "detail-event",
        /// A `MessageData`: a message with its text.
        Body = "body",
        /// A message of Open Messaging, in either direction.
        OpenMessage = "open-message",
        /// An `AnalyticsConversation`, as the results of an analytics details job have it.
        Analytics = "analytics",
        /// Values of several views, one after another as a log has them.
        Mixed = "mixed",
        /// A case for consumers: records that are wrong on purpose, or a stream.
        Case = "case",
        /// What is right for a case.
        Label = "label",
        /// A script, from which other files are made.
        Script = "script",
        /// A file about the corpus itself: manifest, sums, readme.
        Index = "index",
    }
}

impl Kind {
    /// The name in the file names of several values.
    pub(super) const fn plural(self) -> &'static str {
        match self {
            Self::Conversation => "conversations",
            Self::Message => "messages",
            Self::Media => "media",
            Self::Notification => "notifications",
            Self::DetailEvent => "detail-events",
            Self::Body => "bodies",
            Self::OpenMessage => "open-messages",
            Self::Analytics => "analytics",
            Self::Mixed => "mixed",
            Self::Case => "cases",
            Self::Label => "labels",
            Self::Script => "scripts",
            Self::Index => "index",
        }
    }

    /// The contract's name of the type of the values, or `None` if they are no objects of the
    /// contract.
    ///
    /// ```
    /// use message_corpus::Kind;
    ///
    /// assert_eq!(Kind::Message.model(), Some("Message"));
    /// assert_eq!(Kind::Script.model(), None);
    /// ```
    #[must_use]
    pub const fn model(self) -> Option<&'static str> {
        match self {
            Self::Conversation => Some("Conversation"),
            Self::Message => Some("Message"),
            Self::Media => Some("MessageConversation"),
            Self::Body => Some("MessageData"),
            Self::Analytics => Some("AnalyticsConversation"),
            Self::Notification
            | Self::DetailEvent
            | Self::OpenMessage
            | Self::Mixed
            | Self::Case
            | Self::Label
            | Self::Script
            | Self::Index => None,
        }
    }

    /// The kind of these payloads together.
    pub(super) fn of_all(shapes: &[Shape]) -> Self {
        let mut kinds = shapes.iter().map(Self::of);
        let first = kinds.next().unwrap_or(Self::Mixed);
        match kinds.all(|kind| kind == first) {
            true => first,
            false => Self::Mixed,
        }
    }

    /// The kind of a payload of this shape. A listing counts as the conversations that it lists.
    const fn of(shape: &Shape) -> Self {
        match shape {
            Shape::Message(_) => Self::Message,
            Shape::Media(_) | Shape::MediaListing(_) => Self::Media,
            Shape::Notification(_) => Self::Notification,
            Shape::DetailEvent(_) => Self::DetailEvent,
            Shape::MessageData(_) | Shape::MessageDataListing(_) => Self::Body,
            Shape::OpenMessage(_) => Self::OpenMessage,
            Shape::Analytics(_) | Shape::AnalyticsAnswer(_) | Shape::AnalyticsResults(_) => {
                Self::Analytics
            }
            _ => Self::Conversation,
        }
    }
}
