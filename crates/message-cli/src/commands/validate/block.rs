//! The records of files in blocks, each checked by itself, wherever that is done.

use anyhow::Result;
use message_model::{CaptureReader, Payload};
use message_rules::View;

use super::args::Args;
use super::report::Report;
use crate::payload_text::payload;
use crate::records::{BLOCK, Record, blocks};

/// The most bytes of records that are read and not yet reported: some blocks for each worker. A
/// record that is longer is checked alone.
pub(super) const ROOM: usize = 64 * BLOCK;

/// Some records of a file that follow each other.
pub(super) struct Block<'a> {
    pub(super) file: &'a str,
    /// Whether they are the first of the file.
    pub(super) is_first: bool,
    pub(super) records: Vec<Result<Record>>,
}

/// What was found in a block.
pub(super) struct Checked<'a> {
    pub(super) file: &'a str,
    pub(super) is_first: bool,
    pub(super) records: Vec<Result<CheckedRecord<'a>>>,
}

/// What was found in a record.
pub(super) struct CheckedRecord<'a> {
    pub(super) line: Option<usize>,
    pub(super) report: Report<'a>,
    /// What it holds, if that is to be compared with other records.
    pub(super) payload: Option<Payload>,
}

/// The blocks of files, one file after another.
pub(super) fn blocks_of(files: &[String]) -> impl Iterator<Item = Block<'_>> {
    files.iter().flat_map(|file| {
        let firsts = std::iter::once(true).chain(std::iter::repeat(false));
        let blocks = blocks(file).zip(firsts);
        blocks.map(|(records, is_first)| Block {
            file,
            is_first,
            records,
        })
    })
}

impl Block<'_> {
    /// The number of bytes in it.
    pub(super) fn length(&self) -> usize {
        let records = self
            .records
            .iter()
            .filter_map(|record| record.as_ref().ok());
        records.map(Record::length).sum()
    }
}

/// A worker that checks blocks.
pub(super) fn checker<'a>(args: &Args) -> impl FnMut(Block<'a>) -> Checked<'a> {
    let mut reader = CaptureReader::default();
    move |block| {
        let Block {
            file,
            is_first,
            records,
        } = block;
        let records = records.into_iter();
        Checked {
            file,
            is_first,
            records: records
                .map(|record| Ok(check(args, file, &record?, &mut reader)))
                .collect(),
        }
    }
}

fn check<'a>(
    args: &Args,
    file: &'a str,
    record: &Record,
    reader: &mut CaptureReader,
) -> CheckedRecord<'a> {
    let text = record.text.as_deref().map(payload);
    let view = args.source.map(View::from);
    let (mut report, capture) = Report::of(file, record.line, text, view, reader);
    if let Some(capture) = &capture {
        report.add_contract(capture, args.as_of, args.detect);
        report.add_beyond(capture.beyond_contract());
    }
    let is_compared = args.sequence.is_some();
    CheckedRecord {
        line: record.line,
        report,
        payload: capture
            .filter(|_| is_compared)
            .map(|one| one.into_payload()),
    }
}
