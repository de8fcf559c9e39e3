//! The arguments of `validate`.

use clap::ValueEnum;
use message_model::ApiRevision;
use message_rules::View;

use crate::arguments::Jobs;
use crate::records::RECORD_MB_MAX;

/// What can be checked.
pub(in crate::commands) const EXPECTED: &str =
    "a leg, a conversation of any view, a notification about one or a detail event";

/// The arguments of `validate`.
#[derive(clap::Args)]
pub struct Args {
    /// Print one JSON object per record, or per rule
    #[arg(long)]
    pub(super) json: bool,
    /// Let findings of `usually` rules fail the check too, not only those of `must` rules, and
    /// mistakes on which clients lose data: a null in an enum property, a property whose name
    /// differs from a known one in upper and lower case
    #[arg(long)]
    pub(super) strict: bool,
    /// Print the sources of each rule with its findings
    #[arg(long, short)]
    pub(super) verbose: bool,
    /// Also check the records of each file as successive snapshots of conversations. `in-order`
    /// keeps the last snapshot of each conversation in memory, `unordered` keeps all of them
    #[arg(
        long,
        value_name = "DELIVERY",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "in-order",
    )]
    pub(super) sequence: Option<DeliveryArg>,
    /// Check every document as one from this source, instead of recognizing the source by what it
    /// contains
    #[arg(long, value_name = "VIEW")]
    pub(super) source: Option<ViewArg>,
    /// Also check that payloads contain nothing that this release does not have, such as `19`,
    /// `219.1.0` or `latest`
    #[arg(long, value_name = "RELEASE")]
    pub(super) as_of: Option<ApiRevision>,
    /// Print the releases that each payload fits
    #[arg(long)]
    pub(super) detect: bool,
    /// List every rule instead of checking files
    #[arg(long, conflicts_with_all = ["files", "explain"])]
    pub(super) rules: bool,
    /// Explain a rule instead of checking files, with an example that keeps it and one that breaks
    /// it
    #[arg(long, value_name = "RULE", conflicts_with = "files")]
    pub(super) explain: Option<String>,
    /// How many records are checked at a time [default: one for each processor]; reports and totals
    /// do not depend on it
    #[arg(long, value_name = "JOBS")]
    pub(super) jobs: Option<Jobs>,
    #[arg(required_unless_present_any = ["rules", "explain"], value_name = "FILE", help = format!(
        "Files of JSON or JSON Lines to check, `-` for standard input. A record is a Message, a Conversation, a listing \
         with `entities`, a detail event or a notification about a conversation, with or without its envelope or that of \
         EventBridge, an array of these, or what `generate --view snapshots` writes. A line, or the one value of a file, that is longer than {RECORD_MB_MAX} MB is not read and \
         counts as unreadable"
    ))]
    pub(super) files: Vec<String>,
}

/// How snapshots were delivered.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum DeliveryArg {
    /// In the order in which they were taken, each once
    InOrder,
    /// Possibly late or repeated, as notifications may be: puts them in order and reports what was
    /// late, repeated or missing
    Unordered,
}

/// The views that `contract --view` names; detail events cannot be mistaken for another.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum ViewArg {
    /// GET /api/v2/conversations/{id}
    #[value(alias = "api")]
    Conversation,
    /// GET /api/v2/conversations/messages/{id}
    #[value(alias = "media-participant")]
    Media,
    /// v2.users.{id}.conversations and v2.routing.queues.{id}.conversations
    Notification,
    /// The same topics with `.messages`
    MediaNotification,
}

impl From<ViewArg> for View {
    fn from(view: ViewArg) -> Self {
        match view {
            ViewArg::Conversation => Self::Conversation,
            ViewArg::Media => Self::Media,
            ViewArg::Notification => Self::Notification,
            ViewArg::MediaNotification => Self::MediaNotification,
        }
    }
}
