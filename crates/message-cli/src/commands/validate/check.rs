//! The check of files as a whole: reports in the order of the records, what successive records say
//! of each other, and the totals.

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Result, anyhow};
use message_model::{ForeignKind, Payload};
use message_rules::{Delivery, Sequence, View, check_sequence};

use super::args::{Args, DeliveryArg, EXPECTED};
use super::block::{Checked, CheckedRecord};
use super::report::{self, Report, Totals};
use crate::console;
use crate::program::Program;
use crate::progress::Progress;

/// The check of files, one after another.
pub(super) struct Check<'a> {
    args: &'a Args,
    program: Program,
    totals: Totals,
    progress: Progress,
    out: Box<dyn Write>,
    /// The file whose records are coming.
    file: Option<InFile<'a>>,
}

/// What is kept of a file while its records come.
struct InFile<'a> {
    name: &'a str,
    snapshots: Snapshots,
    /// How many records of earlier files were checked or unreadable, and how many were not.
    seen_before: (usize, usize),
    /// What the first record was taken for that could not be checked.
    first: Option<ForeignKind>,
}

impl<'a> Check<'a> {
    pub(super) fn new(args: &'a Args, program: Program, out: Box<dyn Write>) -> Self {
        Self {
            args,
            program,
            totals: Totals::new(args.strict),
            progress: Progress::beside_results(),
            out,
            file: None,
        }
    }

    /// Takes the next block of records. A file that cannot be read, or not to its end, is told and
    /// counted, and the next one is checked.
    pub(super) fn take(&mut self, checked: Checked<'a>) -> Result<()> {
        if checked.is_first {
            self.end_file()?;
        }
        let mut file = self.file.take().unwrap_or_else(|| InFile {
            name: checked.file,
            snapshots: Snapshots::new(self.args),
            seen_before: self.totals.seen(),
            first: None,
        });
        for record in checked.records {
            match record {
                Ok(record) => self.record(&mut file, record)?,
                Err(error) => {
                    console::error(&error);
                    self.totals.add_unread_file();
                }
            }
        }
        self.file = Some(file);
        Ok(())
    }

    fn record(&mut self, file: &mut InFile<'a>, record: CheckedRecord<'a>) -> Result<()> {
        let CheckedRecord {
            line,
            mut report,
            payload,
        } = record;
        if let Some(payload) = payload {
            file.snapshots.take(line, payload, &mut report);
        }
        file.first = file.first.or(report.taken_for());
        self.report(&report)
    }

    /// Says what is to be said when all records of a file have come.
    fn end_file(&mut self) -> Result<()> {
        let Some(file) = self.file.take() else {
            return Ok(());
        };
        let (checked, others) = file.seen_before;
        let (checked_now, others_now) = self.totals.seen();
        let is_unchecked = checked_now == checked && others_now > others;
        if let Some(kind) = file.first.filter(|_| is_unchecked) {
            self.totals.add_unchecked_file();
            console::error(&anyhow!(
                "{}: nothing could be checked: found {kind}, expected {EXPECTED}",
                file.name
            ));
        }
        let reports = file.snapshots.unordered(file.name);
        reports.iter().try_for_each(|report| self.report(report))
    }

    fn report(&mut self, report: &Report<'_>) -> Result<()> {
        self.totals.add(report);
        self.progress.step(&self.totals);
        if self.args.json {
            return report.write_json(&mut self.out);
        }
        report.write(self.args.verbose, self.program, &mut self.out)
    }

    pub(super) fn end(mut self) -> Result<ExitCode> {
        self.end_file()?;
        self.out.flush()?;
        drop(self.progress);
        if !self.args.json {
            console::remark(&self.totals);
            self.totals.by_rule().for_each(console::remark);
        }
        Ok(self.totals.status())
    }
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

    fn take(&mut self, line: Option<usize>, payload: Payload, report: &mut Report<'_>) {
        match self {
            Self::Apart => {}
            Self::InOrder(sequence) => report.add_sequence(sequence.push(&payload)),
            Self::Unordered(payloads, lines, _) => {
                lines.extend(payload.documents().map(|_| line));
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
