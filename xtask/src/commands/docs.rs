//! `cargo xtask docs`: the parts of the documentation that are computed from the transition table.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use message_lifecycle::docs::regenerate;

use crate::generated::Generated;
use crate::output::root;

/// The page that the table is told on.
const PAGE: &str = "crates/message-lifecycle/README.md";

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write nothing: show what differs, and fail if anything does
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(args: Args) -> Result<ExitCode> {
    let page = fs::read_to_string(root().join(PAGE)).with_context(|| format!("cannot read {PAGE}"))?;
    let page = regenerate(&page).with_context(|| PAGE.to_owned())?;
    let files = [(PathBuf::from(PAGE), page.into_bytes())].into();
    let generated = Generated { files, folder: None, command: "cargo xtask docs" };
    if args.check { generated.check() } else { generated.write() }
}
