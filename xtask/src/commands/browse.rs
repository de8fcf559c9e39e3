//! `cargo xtask browse`: writes the page of the corpus to its default place, and checks it in a
//! browser.

mod check;

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use message_cli::browse::page;
use message_cli::console;
use message_cli::files::write_file;
use message_cli::output::with_output;

use crate::workspace::root;

/// The default path of the page, from the root of the workspace.
const PAGE: &str = "target/browse/index.html";

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The file to write; `-` for standard output [default: target/browse/index.html]
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    out: Option<String>,
    /// Write the page to its default place, test it in a headless Chromium, and save screenshots
    /// beside it; needs Node.js 20 or newer and Chromium
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(args: Args) -> Result<ExitCode> {
    let page = page()?;
    if let Some(out) = args.out {
        with_output(&out, |out| Ok(out.write_all(page.as_bytes())?))?;
        return Ok(ExitCode::SUCCESS);
    }
    let path = root().join(PAGE);
    write_file(&path, page.as_bytes())?;
    writeln!(console::text(), "{PAGE}: {} bytes", page.len())?;
    if args.check {
        check::run(&path)
    } else {
        Ok(ExitCode::SUCCESS)
    }
}
