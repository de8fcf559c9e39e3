//! `pick`: picks a small set of files of the corpus that together show everything of a kind.

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Result, ensure};
use clap::builder::PossibleValuesParser;
use message_corpus::{Kind, Manifest, Picked, Wanted};
use message_model::{one_of, printable};

use crate::console;
use crate::corpus::Source;

/// The arguments that choose files of the corpus.
#[derive(clap::Args)]
pub(crate) struct Choice {
    /// Choose a small set of files that together show everything of this kind, such as all
    /// transitions; may be given more than once. Without it, all files that fit the other options
    /// are chosen
    #[arg(long, value_name = "WHAT", value_parser = PossibleValuesParser::new(Wanted::names()))]
    covering: Vec<String>,
    /// Choose only files that show this, such as `disconnectType=takeover`; may be given more than
    /// once. The kinds are those of `--covering`
    #[arg(long, value_name = "KIND=NAME")]
    showing: Vec<String>,
    #[arg(long, value_parser = kind, help = format!("Choose only files of this kind: {}", kind_names()))]
    kind: Option<Kind>,
    /// Choose only files of this API release, such as 269.0.0
    #[arg(long)]
    revision: Option<String>,
}

/// The arguments of `pick`.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    source: Source,
}

pub(crate) fn run(args: Args) -> Result<ExitCode> {
    let Args { choice, source } = args;
    let what = choice.covering.join(" and ");
    let picked = pick(&choice.into_wanted(), source.open()?.manifest())?;
    let mut out = console::text();
    for path in &picked.paths {
        writeln!(out, "{}", printable(path))?;
    }
    if !what.is_empty() {
        console::remark(size(&picked, &what));
    }
    Ok(ExitCode::SUCCESS)
}

/// A sentence about the size of the set, and how small one could be.
fn size(picked: &Picked, what: &str) -> String {
    let (goals, least) = (picked.goals, picked.lower_bound);
    match picked.paths.len() {
        1 => format!("1 file shows all {goals} {what}"),
        files if files == least => format!("{files} files show all {goals} {what}; no fewer could"),
        files => format!("{files} files show all {goals} {what}; at least {least} are needed"),
    }
}

/// Picks the wanted files; an error if there are none.
pub(crate) fn pick(wanted: &Wanted, manifest: &Manifest) -> Result<Picked> {
    let picked = wanted.pick(manifest)?;
    ensure!(
        !picked.paths.is_empty(),
        "no file of the corpus is or shows what is asked for"
    );
    Ok(picked)
}

impl Choice {
    pub(crate) fn is_empty(&self) -> bool {
        self.covering.is_empty()
            && self.showing.is_empty()
            && self.kind.is_none()
            && self.revision.is_none()
    }

    pub(crate) fn into_wanted(self) -> Wanted {
        let mut wanted = Wanted::default();
        wanted.covering = self.covering;
        wanted.showing = self.showing;
        wanted.kind = self.kind;
        wanted.revision = self.revision;
        wanted
    }
}

fn kind(text: &str) -> Result<Kind, String> {
    let kind = KINDS.into_iter().find(|kind| kind.as_str() == text);
    kind.ok_or_else(|| format!("expected {}", one_of(text, KINDS.map(Kind::as_str))))
}

fn kind_names() -> String {
    KINDS.map(Kind::as_str).join(", ")
}

const KINDS: [Kind; 12] = [
    Kind::Conversation,
    Kind::Message,
    Kind::Media,
    Kind::Notification,
    Kind::DetailEvent,
    Kind::Body,
    Kind::OpenMessage,
    Kind::Analytics,
    Kind::Mixed,
    Kind::Case,
    Kind::Label,
    Kind::Script,
];
