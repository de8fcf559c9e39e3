//! The storyboards of captured payloads.

use anyhow::{Result, anyhow, bail, ensure};
use message_model::contract::View;
use message_model::{Capture, Document, ForeignKind};
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
        capture
            .documents()
            .for_each(|document| observed.add(&document));
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
    // The first that is not drawn, and how many there are.
    let mut not_drawn = None;
    let mut count = 0;
    for record in records {
        let record = record?;
        match read(&record) {
            Ok(capture) => {
                let (mut drawn, mut others) = (0, Vec::new());
                for document in capture.documents() {
                    match undrawn(&document) {
                        Some(kind) => others.push(kind),
                        None => drawn += 1,
                    }
                }
                can_be_drawn |= drawn > 0;
                look(&record, &capture)?;
                let foreign = capture.foreign().map(|(_, kind)| kind);
                let foreign = foreign.filter(|kind| !kind.is_expected());
                for kind in foreign.map(ForeignKind::as_str).chain(others) {
                    not_drawn.get_or_insert_with(|| (record.place(name), kind));
                    count += 1;
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
        let found = not_drawn.map_or("nothing that can be drawn", |(_, kind)| kind);
        bail!("{name}: found {found}, expected {EXPECTED}");
    }
    if let Some((place, kind)) = not_drawn {
        let more = match count {
            1 => String::new(),
            count => format!(", and {} more", count - 1),
        };
        console::remark(format_args!("not drawn: {place}: {kind}{more}"));
    }
    Ok(())
}

/// What a document is called that says nothing about legs.
fn undrawn(document: &Document<'_>) -> Option<&'static str> {
    match document.view() {
        View::Bodies => Some("the body of a message"),
        View::OpenMessaging => Some("a message of Open Messaging"),
        _ => None,
    }
}

/// The payload in a record, or why it has none.
fn read(record: &Record) -> Result<Capture<'_>, String> {
    let text = payload(record.text.as_deref().map_err(Clone::clone)?);
    Capture::read(text).map_err(|error| match record.line {
        Some(_) => on_its_line(&reason(text, &error)),
        None => reason(text, &error),
    })
}
