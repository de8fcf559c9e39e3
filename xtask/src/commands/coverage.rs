//! `cargo xtask coverage`: prints how much of what there is to show the corpus shows.

use std::fs;
use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use message_corpus::Coverage;

use crate::console;
use crate::corpus_folder::Folder;

#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    folder: Folder,
}

pub(crate) fn run(args: Args) -> Result<ExitCode> {
    let manifest = args.folder.manifest()?;
    let coverage = Coverage::of(&manifest, |path| fs::read_to_string(args.folder.file(path)).ok());
    let faults = coverage.faults();
    let mut out = console::text();
    write!(out, "{coverage}")?;
    for fault in &faults {
        writeln!(out, "{fault}")?;
    }
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
