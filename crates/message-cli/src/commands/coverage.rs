//! `coverage`: prints how much of what there is to show the corpus shows.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use message_corpus::Coverage;

use crate::console;
use crate::corpus::Source;

/// The arguments of `coverage`.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    source: Source,
}

pub(crate) fn run(args: Args) -> Result<ExitCode> {
    let corpus = args.source.open()?;
    let read = |path: &str| String::from_utf8(corpus.read(path).ok()?).ok();
    let coverage = Coverage::of(corpus.manifest(), read);
    let faults = coverage.faults();
    let mut out = console::text();
    write!(out, "{coverage}")?;
    for fault in &faults {
        writeln!(out, "{fault}")?;
    }
    Ok(if faults.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
