//! `cargo xtask validate`: does a payload parse, is it lossless, what does it have that no known release has.

use std::io::{BufWriter, Write, stdout};
use std::process::ExitCode;

use anyhow::Result;
use message_model::Payload;
use serde::Serialize;

use crate::records::{Record, each_record};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Print one JSON object per record
    #[arg(long)]
    json: bool,
    /// Files of JSON or JSONL, `-` for standard input: a Message, a Conversation, a listing with `entities`, a
    /// notification with or without its envelope, or arrays of these
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
}

pub(crate) fn run(args: Args) -> Result<ExitCode> {
    let mut out = BufWriter::new(stdout().lock());
    let mut totals = Totals::default();
    for file in &args.files {
        each_record(file, |record| {
            let report = Report::of(file, &record);
            totals.add(&report);
            if args.json {
                serde_json::to_writer(&mut out, &report)?;
                writeln!(out)?;
            } else {
                report.write(&mut out)?;
            }
            Ok(())
        })?;
    }
    out.flush()?;
    if !args.json {
        eprintln!(
            "{} records: {} unreadable, {} with findings, {} notes",
            totals.records, totals.unreadable, totals.with_findings, totals.notes
        );
    }
    Ok(totals.status())
}

/// What is to be said of one record.
#[derive(Serialize)]
struct Report<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    documents: usize,
    /// Why the record could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    unreadable: Option<String>,
    /// What is wrong with it.
    findings: Vec<String>,
    /// What it has that no known release has: not wrong by itself.
    notes: Vec<String>,
}

impl<'a> Report<'a> {
    fn of(file: &'a str, record: &Record) -> Self {
        let mut report =
            Self { file, line: record.line, documents: 0, unreadable: None, findings: Vec::new(), notes: Vec::new() };
        match Payload::decode(&record.text) {
            Err(error) => report.unreadable = Some(error.to_string()),
            Ok(payload) => {
                report.documents = payload.documents().count();
                report.findings.extend(payload.check_lossless(&record.text).err().map(|loss| loss.to_string()));
                report.notes.extend(payload.beyond_contract(&record.text).iter().map(ToString::to_string));
            }
        }
        report
    }

    fn write(&self, out: &mut impl Write) -> Result<()> {
        let place = match self.line {
            Some(line) => format!("{}:{line}", self.file),
            None => self.file.to_owned(),
        };
        let unreadable = self.unreadable.iter().map(|text| ("unreadable", text));
        let findings = self.findings.iter().map(|text| ("lossy", text));
        let notes = self.notes.iter().map(|text| ("note", text));
        for (kind, text) in unreadable.chain(findings).chain(notes) {
            writeln!(out, "{place}: {kind}: {text}")?;
        }
        Ok(())
    }
}

#[derive(Default)]
struct Totals {
    records: usize,
    unreadable: usize,
    with_findings: usize,
    notes: usize,
}

impl Totals {
    fn add(&mut self, report: &Report<'_>) {
        self.records += 1;
        self.unreadable += usize::from(report.unreadable.is_some());
        self.with_findings += usize::from(!report.findings.is_empty());
        self.notes += report.notes.len();
    }

    fn status(&self) -> ExitCode {
        ExitCode::from(match self {
            Self { unreadable: 1.., .. } => 2,
            Self { with_findings: 1.., .. } => 1,
            _ => 0,
        })
    }
}
