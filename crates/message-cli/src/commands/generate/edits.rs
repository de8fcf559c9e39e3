//! `generate --set` and `--drop`: one-off changes to every record, and a report of what was
//! changed.

use anyhow::{Result, ensure};
use message_faults::patch::{Patch, Patchable};
use message_model::{encode, encode_pretty};
use serde::Serialize;

use super::format::Format;
use crate::console;

#[derive(clap::Args)]
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

/// The changes, with the number of places where each was made.
pub(super) struct Edits {
    edits: Vec<(Patch, usize)>,
    /// The first record as it was before each edit, for the error of an edit that fits no record.
    first: Vec<Patchable>,
}

impl Edits {
    pub(super) fn of(args: &EditArgs) -> Self {
        let edits = args
            .set
            .iter()
            .chain(&args.drop)
            .map(|patch| (patch.clone(), 0))
            .collect();
        Self {
            edits,
            first: Vec::new(),
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
        written(&record, format)
    }

    /// Reports how often each change was made. It is an error if a change fitted no record at all.
    pub(super) fn report(&self) -> Result<()> {
        for ((patch, places), found) in self.edits.iter().zip(&self.first) {
            ensure!(
                *places > 0,
                "{}; that is the first record, and no other has the place",
                patch.misfit(found)
            );
            console::remark(format_args!("{}: changed in {places} places", patch.path()));
        }
        Ok(())
    }
}

fn written<T: Serialize>(record: &T, format: Format) -> Result<String> {
    Ok(match format {
        Format::Jsonl => encode(record)?,
        Format::Json => encode_pretty(record)?,
    })
}
