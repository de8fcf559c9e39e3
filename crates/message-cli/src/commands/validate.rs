//! `validate`: checks whether payloads can be read without loss, keep the rules and fit a release,
//! and reports what in them no known release has; and lists and explains the rules.

mod report;
pub(super) mod unreadable;

use std::io::{IsTerminal, Write, stdout};
use std::iter;
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};
use clap::ValueEnum;
use message_model::{ApiRevision, ForeignKind, Payload, one_of};
use message_rules::{Delivery, Rule, Sequence, View, check_sequence, rule, rules};

use crate::columns::indented;
use crate::console;
use crate::payload_text::payload;
use crate::program::Program;
use crate::progress::Progress;
use crate::records::{RECORD_MB_MAX, Record, records};
use report::{Report, Totals};

/// What can be checked.
pub(super) const EXPECTED: &str =
    "a leg, a conversation of any view, a notification about one or a detail event";

/// The arguments of `validate`.
#[derive(clap::Args)]
pub struct Args {
    /// Print one JSON object per record, or per rule
    #[arg(long)]
    json: bool,
    /// Let findings of `usually` rules fail the check too, not only those of `must` rules, and
    /// mistakes on which clients lose data: a null in an enum property, a property whose name
    /// differs from a known one in upper and lower case
    #[arg(long)]
    strict: bool,
    /// Print the sources of each rule with its findings
    #[arg(long, short)]
    verbose: bool,
    /// Also check the records of each file as successive snapshots of conversations. `in-order`
    /// keeps the last snapshot of each conversation in memory, `unordered` keeps all of them
    #[arg(
        long,
        value_name = "DELIVERY",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "in-order",
    )]
    sequence: Option<DeliveryArg>,
    /// Check every document as one from this source, instead of recognizing the source by what it
    /// contains
    #[arg(long, value_name = "VIEW")]
    source: Option<ViewArg>,
    /// Also check that payloads contain nothing that this release does not have, such as `19`,
    /// `219.1.0` or `latest`
    #[arg(long, value_name = "RELEASE")]
    as_of: Option<ApiRevision>,
    /// Print the releases that each payload fits
    #[arg(long)]
    detect: bool,
    /// List every rule instead of checking files
    #[arg(long, conflicts_with_all = ["files", "explain"])]
    rules: bool,
    /// Explain a rule instead of checking files, with an example that keeps it and one that breaks
    /// it
    #[arg(long, value_name = "RULE", conflicts_with = "files")]
    explain: Option<String>,
    #[arg(required_unless_present_any = ["rules", "explain"], value_name = "FILE", help = format!(
        "Files of JSON or JSON Lines to check, `-` for standard input. A record is a Message, a Conversation, a listing \
         with `entities`, a detail event or a notification about a conversation, with or without its envelope or that of \
         EventBridge, an array of these, or what `generate --view snapshots` writes. A line, or the one value of a file, that is longer than {RECORD_MB_MAX} MB is not read and \
         counts as unreadable"
    ))]
    files: Vec<String>,
}

/// How snapshots were delivered.
#[derive(Clone, Copy, ValueEnum)]
enum DeliveryArg {
    /// In the order in which they were taken, each once
    InOrder,
    /// Possibly late or repeated, as notifications may be: puts them in order and reports what was
    /// late, repeated or missing
    Unordered,
}

/// The views that `contract --view` names; detail events cannot be mistaken for another.
#[derive(Clone, Copy, ValueEnum)]
enum ViewArg {
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

pub(crate) fn run(args: Args, program: Program) -> Result<ExitCode> {
    let mut out = console::many(args.json);
    if args.rules {
        // A program that reads a pipe wants a line for each rule.
        let is_narrow = stdout().is_terminal();
        return print_rules(rules(), &mut out, args.json, |rule| {
            summary(rule, is_narrow)
        });
    }
    if let Some(id) = &args.explain {
        return print_rules([known(id)?], &mut out, args.json, ToString::to_string);
    }
    let mut check = Check {
        args: &args,
        program,
        totals: Totals::new(args.strict),
        progress: Progress::beside_results(),
        out,
    };
    args.files.iter().try_for_each(|file| check.file(file))?;
    check.end()
}

/// The check of files, one after another.
struct Check<'a> {
    args: &'a Args,
    program: Program,
    totals: Totals,
    progress: Progress,
    out: Box<dyn Write>,
}

impl Check<'_> {
    /// Checks a file. One that cannot be read, or not to its end, is told and counted, and the next
    /// one is checked.
    fn file(&mut self, file: &str) -> Result<()> {
        let mut snapshots = Snapshots::new(self.args);
        let (checked, others) = self.totals.seen();
        let mut first = None;
        for record in records(file) {
            match record {
                Ok(record) => {
                    let kind = self.record(file, &record, &mut snapshots)?;
                    first = first.or(kind);
                }
                Err(error) => {
                    console::error(&error);
                    self.totals.add_unread_file();
                }
            }
        }
        let (checked_now, others_now) = self.totals.seen();
        if let Some(kind) = first.filter(|_| checked_now == checked && others_now > others) {
            self.totals.add_unchecked_file();
            console::error(&anyhow!(
                "{file}: nothing could be checked: found {kind}, expected {EXPECTED}"
            ));
        }
        snapshots
            .unordered(file)
            .into_iter()
            .try_for_each(|report| self.report(&report))
    }

    /// Checks a record; returns what it was taken for, if nothing in it could be checked.
    fn record(
        &mut self,
        file: &str,
        record: &Record,
        snapshots: &mut Snapshots,
    ) -> Result<Option<ForeignKind>> {
        let text = record.text.as_deref().map(payload);
        let (mut report, capture) =
            Report::of(file, record.line, text, self.args.source.map(View::from));
        if let Some(capture) = capture {
            report.add_contract(&capture, self.args.as_of, self.args.detect);
            report.add_beyond(capture.beyond_contract());
            snapshots.take(record, capture.into_payload(), &mut report);
        }
        self.report(&report)?;
        Ok(report.taken_for())
    }

    fn report(&mut self, report: &Report<'_>) -> Result<()> {
        self.totals.add(report);
        self.progress.step(&self.totals);
        if self.args.json {
            return report.write_json(&mut self.out);
        }
        report.write(self.args.verbose, self.program, &mut self.out)
    }

    fn end(mut self) -> Result<ExitCode> {
        self.out.flush()?;
        drop(self.progress);
        if !self.args.json {
            console::remark(&self.totals);
            self.totals.by_rule().for_each(console::remark);
        }
        Ok(self.totals.status())
    }
}

/// A rule on a line, or with its reason below, so that it fits a terminal.
fn summary(rule: &Rule, is_narrow: bool) -> String {
    let of_succession = match rule.is_of_succession() {
        true => " (succession)",
        false => "",
    };
    let Rule {
        id,
        severity,
        evidence,
        reason,
        ..
    } = rule;
    let head = format!("{id:<38} {severity:<8} {evidence:<11}");
    if !is_narrow {
        return format!("{head} {reason}{of_succession}");
    }
    let head = format!("{}{of_succession}", head.trim_end());
    let lines: Vec<String> = iter::once(head).chain(indented(reason)).collect();
    lines.join("\n")
}

fn print_rules(
    rules: impl IntoIterator<Item = &'static Rule>,
    out: &mut impl Write,
    json: bool,
    text: impl Fn(&Rule) -> String,
) -> Result<ExitCode> {
    for rule in rules {
        let line = if json {
            serde_json::to_string(rule)?
        } else {
            text(rule)
        };
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn known(id: &str) -> Result<&'static Rule> {
    rule(id).with_context(|| {
        let mut known: Vec<&str> = rules().map(|rule| rule.id).collect();
        known.sort_unstable();
        format!("no rule {id:?}, expected {}", one_of(id, known))
    })
}

/// The records of a file as successive snapshots.
enum Snapshots {
    /// Records stand each by itself.
    Apart,
    /// Compared as they come; the last of each conversation stays in memory.
    InOrder(Sequence),
    /// Kept to the end, with the line of each snapshot: any one may be the first.
    Unordered(Vec<Payload>, Vec<Option<usize>>, Option<View>),
}

impl Snapshots {
    fn new(args: &Args) -> Self {
        let view = args.source.map(View::from);
        match args.sequence {
            None => Self::Apart,
            Some(DeliveryArg::InOrder) => Self::InOrder(Sequence::new(view)),
            Some(DeliveryArg::Unordered) => Self::Unordered(Vec::new(), Vec::new(), view),
        }
    }

    fn take<'a>(&mut self, record: &Record, payload: Payload, report: &mut Report<'a>) {
        match self {
            Self::Apart => {}
            Self::InOrder(sequence) => report.add_sequence(sequence.push(&payload)),
            Self::Unordered(payloads, lines, _) => {
                lines.extend(payload.documents().map(|_| record.line));
                payloads.push(payload);
            }
        }
    }

    /// What is to be said when all snapshots have come, snapshot by snapshot.
    fn unordered(self, file: &str) -> Vec<Report<'_>> {
        let Self::Unordered(payloads, lines, view) = self else {
            return Vec::new();
        };
        report::of_snapshots(
            file,
            &lines,
            check_sequence(&payloads, Delivery::Unordered, view),
        )
    }
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
