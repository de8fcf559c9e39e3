//! The storyboards of captured payloads.

use anyhow::{Result, anyhow, bail, ensure};
use message_model::Capture;
use message_storyboard::{Observed, Storyboard};

use crate::commands::validate::EXPECTED;
use crate::commands::validate::unreadable::{on_its_line, reason};
use crate::console;
use crate::payload_text::payload;
use crate::records::Record;

/// The storyboards of what was captured in the file called `name` (`-` is standard input).
///
/// # Errors
///
/// If the file cannot be read, if nothing in it can be drawn, or if a record cannot be read; a
/// `lenient` drawing leaves that record out and says so.
pub(super) fn boards(
    name: &str,
    records: Box<dyn Iterator<Item = Result<Record>> + '_>,
    lenient: bool,
) -> Result<Vec<Storyboard>> {
    let mut observed = Observed::default();
    for_each(name, records, lenient, |_, capture| {
        capture.documents().for_each(|document| {
            observed.add(&document);
        });
        Ok(())
    })?;
    Ok(observed.boards())
}

/// Calls `look` with each record of the file called `name` and what it was read as.
///
/// # Errors
///
/// As [`boards`], and those of `look`.
pub(crate) fn for_each(
    name: &str,
    records: impl Iterator<Item = Result<Record>>,
    lenient: bool,
    mut look: impl FnMut(&Record, &Capture<'_>) -> Result<()>,
) -> Result<()> {
    let mut can_be_drawn = false;
    // The first, and how many there are.
    let mut foreign = None;
    let mut foreign_count = 0;
    for record in records {
        let record = record?;
        match read(&record) {
            Ok(capture) => {
                can_be_drawn |= capture.documents().next().is_some();
                look(&record, &capture)?;
                for (_, kind) in capture.foreign().filter(|(_, kind)| !kind.is_expected()) {
                    foreign.get_or_insert_with(|| (record.place(name), kind));
                    foreign_count += 1;
                }
            }
            Err(reason) => {
                let error = anyhow!("{}: {reason}", record.place(name));
                ensure!(lenient, error);
                console::remark(format_args!("left out: {error}"));
            }
        }
    }
    if !can_be_drawn {
        let found = foreign.map_or("nothing that can be drawn", |(_, kind)| kind.as_str());
        bail!("{name}: found {found}, expected {EXPECTED}");
    }
    if let Some((place, kind)) = foreign {
        let more = match foreign_count {
            1 => String::new(),
            count => format!(", and {} more", count - 1),
        };
        console::remark(format_args!("not drawn: {place}: {}{more}", kind.as_str()));
    }
    Ok(())
}

/// The payload in a record, or why it has none.
fn read(record: &Record) -> Result<Capture<'_>, String> {
    let text = payload(record.text.as_deref().map_err(Clone::clone)?);
    Capture::read(text).map_err(|error| match record.line {
        Some(_) => on_its_line(&reason(text, &error)),
        None => reason(text, &error),
    })
}
