//! `generate --set` and `--drop`: one-off changes to every record, and a report of what was
//! changed.

use anyhow::{Result, ensure};
use message_faults::patch::{Patch, Patchable, Places};
use message_model::{Beyond, Capture, encode, encode_pretty};
use serde::Serialize;

use super::format::Format;
use crate::console::{self, counted};

#[derive(clap::Args, Default)]
pub(super) struct EditArgs {
    /// Set the value at a path in every record, such as `participants[*].messages[0].held=true`;
    /// the value is JSON, or a string if it is not valid JSON; the last property of the path is
    /// added where it is missing
    #[arg(long, value_name = "PATH=VALUE", value_parser = Patch::set)]
    set: Vec<Patch>,
    /// Drop the property or array element at a path from every record that has it; done after every
    /// `--set`
    #[arg(long, value_name = "PATH", value_parser = Patch::drop)]
    drop: Vec<Patch>,
}

impl EditArgs {
    /// Whether nothing is to be changed.
    pub(super) fn is_empty(&self) -> bool {
        self.set.is_empty() && self.drop.is_empty()
    }
}

/// The changes, with the places where each was made.
pub(super) struct Edits {
    edits: Vec<(Patch, Places)>,
    /// The first record as it was before each edit, for the error of an edit that fits no record.
    first: Vec<Patchable>,
    /// What the first record then has and no release does.
    beyond: Vec<Beyond>,
}

impl Edits {
    pub(super) fn of(args: &EditArgs) -> Self {
        let edits = args
            .set
            .iter()
            .chain(&args.drop)
            .map(|patch| (patch.clone(), Places::default()))
            .collect();
        Self {
            edits,
            first: Vec::new(),
            beyond: Vec::new(),
        }
    }

    /// The text of the record with every change made.
    pub(super) fn text<T: Serialize>(&mut self, record: &T, format: Format) -> Result<String> {
        if self.edits.is_empty() {
            return written(record, format);
        }
        let mut record = Patchable::from_text(&encode(record)?)?;
        let is_first = self.first.is_empty();
        for (patch, places) in &mut self.edits {
            if is_first {
                self.first.push(record.clone());
            }
            *places += patch.apply(&mut record);
        }
        let text = written(&record, format)?;
        if is_first && let Ok(capture) = Capture::read(text.as_str()) {
            self.beyond = capture.beyond_contract();
        }
        Ok(text)
    }

    /// Reports how often each change was made. It is an error if a change fitted no record at all.
    pub(super) fn report(&self) -> Result<()> {
        for ((patch, places), found) in self.edits.iter().zip(&self.first) {
            ensure!(
                places.count() > 0,
                "{}; that is the first record, and no other has the place",
                patch.not_found(found)
            );
            let beyond = self
                .beyond
                .iter()
                .find(|beyond| is_at(&beyond.path, patch.path()));
            match beyond {
                Some(beyond) => console::remark(format_args!("{beyond}, {}", told(*places))),
                None => console::remark(format_args!("{}: {}", patch.path(), told(*places))),
            }
        }
        Ok(())
    }
}

/// Whether a path leads to a place that a path with `[*]` for every element means too.
fn is_at(path: &str, of_patch: &str) -> bool {
    // Cut behind each mark, so that the `*]` of the one comes to stand beside the `3]` of the
    // other.
    let [path, of_patch]: [Vec<&str>; 2] =
        [path, of_patch].map(|path| path.split_inclusive(['[', ']', '.']).collect());
    let pairs = path.iter().zip(&of_patch);
    path.len() == of_patch.len()
        && pairs
            .into_iter()
            .all(|(one, other)| one == other || *other == "*]")
}

/// Where the change was made, such as `added in 1 place, replaced in 4 places`.
fn told(places: Places) -> String {
    let counts = [
        ("added", places.added),
        ("replaced", places.replaced),
        ("dropped", places.dropped),
    ];
    let told = counts.iter().filter(|(_, count)| *count > 0);
    let told: Vec<String> = told
        .map(|(how, count)| format!("{how} in {}", counted(*count, "place")))
        .collect();
    told.join(", ")
}

fn written<T: Serialize>(record: &T, format: Format) -> Result<String> {
    Ok(match format {
        Format::Jsonl => encode(record)?,
        Format::Json => encode_pretty(record)?,
    })
}
