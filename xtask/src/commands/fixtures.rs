//! `cargo xtask fixtures`: the corpus.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use message_generator::corpus;

use crate::generated::Generated;
use crate::promoted;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write nothing: show what differs, and fail if anything does
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(args: Args) -> Result<ExitCode> {
    let generated = generated()?;
    if args.check { generated.check() } else { generated.write() }
}

/// Writes the corpus.
pub(crate) fn write() -> Result<ExitCode> {
    generated()?.write()
}

fn generated() -> Result<Generated> {
    let folder = PathBuf::from("fixtures");
    let files = corpus::files(&promoted::cases()?)?;
    let files = files.into_iter().map(|file| (folder.join(file.path), file.bytes)).collect();
    Ok(Generated { files, folder: Some(folder), command: "cargo xtask fixtures" })
}
