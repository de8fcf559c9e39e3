//! `cargo xtask page`: uses the page of `msgleg serve` as a person would.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::browser::run_in_browser;
use crate::server::{Server, program};
use crate::workspace::root;

const SCRIPT: &str = "xtask/page/page.test.mjs";

#[derive(clap::Args)]
#[command(after_help = "\
Saves screenshots under target/page/. Needs Node.js 20 or newer and Chromium.")]
pub(crate) struct Args {
    /// The `msgleg` to start; built by cargo if absent
    #[arg(long, value_name = "PROGRAM")]
    msgleg: Option<PathBuf>,
}

/// Runs the command; failure if one of the tests fails.
pub(crate) fn run(args: Args) -> Result<ExitCode> {
    let server = Server::start(&program(args.msgleg)?, "stepped")?;
    let screenshots = root().join("target/page/screenshots");
    let platform = [("PLATFORM", server.address().as_ref())];
    run_in_browser(SCRIPT, &screenshots, &platform)
}
