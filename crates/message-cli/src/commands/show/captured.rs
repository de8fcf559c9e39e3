//! The storyboards of captured payloads.

use anyhow::{Result, anyhow, bail, ensure};
use message_model::{Capture, ForeignKind};
use message_storyboard::{Observed, Storyboard};

use super::Source;
use crate::commands::validate::EXPECTED;
use crate::commands::validate::unreadable::{on_its_line, reason};
use crate::console;
use crate::payload_text::payload;
use crate::records::{Record, records};

/// The storyboards of what was captured in the file called `name` (`-` is standard input), or
/// `None` if it is not the file of a capture.
///
/// # Errors
///
/// If the file cannot be read, if nothing in it can be drawn, or if a record cannot be read; a
/// `lenient` drawing leaves that record out and says so.
pub(super) fn boards(
    name: &str,
    source: &Source,
    lenient: bool,
) -> Result<Option<Vec<Storyboard>>> {
    match source {
        Source::BuiltIn(_) => Ok(None),
        Source::Stream => drawn(name, records(name), lenient).map(Some),
        Source::File(file) => file
            .captured()
            .map(|records| drawn(name, records, lenient))
            .transpose(),
    }
}

fn drawn(
    name: &str,
    records: impl Iterator<Item = Result<Record>>,
    lenient: bool,
) -> Result<Vec<Storyboard>> {
    let mut observed = Observed::default();
    let mut foreign = None;
    for record in records {
        let record = record?;
        match read(&record) {
            Ok(capture) => {
                capture
                    .documents()
                    .for_each(|document| observed.add(&document));
                let telling = capture.foreign().find(|(_, kind)| !kind.is_expected());
                foreign = foreign.or(telling.map(|(_, kind)| (record.place(name), kind)));
            }
            Err(reason) => {
                let error = anyhow!("{}: {reason}", record.place(name));
                ensure!(lenient, error);
                console::remark(format_args!("left out: {error}"));
            }
        }
    }
    let boards = observed.boards();
    if boards.is_empty() {
        let found = foreign.map_or("nothing that can be drawn", |(_, kind)| kind.as_str());
        bail!("{name}: found {found}, expected {EXPECTED}");
    }
    if let Some((place, kind)) = foreign {
        remark_on(&place, kind);
    }
    Ok(boards)
}

fn remark_on(place: &str, kind: ForeignKind) {
    console::remark(format_args!("not drawn: {place}: {}", kind.as_str()));
}

/// The payload in a record, or why it has none.
fn read(record: &Record) -> Result<Capture<'_>, String> {
    let text = payload(record.text.as_deref().map_err(Clone::clone)?);
    Capture::read(text).map_err(|error| match record.line {
        Some(_) => on_its_line(&reason(text, &error)),
        None => reason(text, &error),
    })
}
