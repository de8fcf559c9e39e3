//! `cargo xtask browse`: writes one HTML page for looking through the plays of the corpus, and checks that page in a
//! browser.
//!
//! The page is made from the libraries and not from the files under `fixtures/`, which are made from the same values.
//! So it shows the effect of a change of the code before anything is written. Only the frozen sets are read, since
//! nothing makes them again; a frozen play whose script gives different files today is left out. The page is a single
//! file that needs nothing else and is not allowed to fetch anything: its content security policy admits its own script
//! and style by their digests, and no address at all.

mod check;
mod page;
mod play;
mod steps;

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Result, ensure};

use crate::console;
use crate::files::write_file;
use crate::output::{root, with_output};
use steps::Lines;

/// The largest size of the page, in bytes: it must stay small enough to be attached to a mail or a review.
const PAGE_MAX: usize = 3_000_000;

/// The default path of the page, from the root of the workspace.
const PAGE: &str = "target/browse/index.html";

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The file to write; `-` for standard output [default: target/browse/index.html]
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    out: Option<String>,
    /// Write the page to its default place, test it in a headless Chromium, and save screenshots beside it; needs
    /// Node.js 20 or newer and Chromium
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(args: Args) -> Result<ExitCode> {
    let mut lines = Lines::default();
    let plays = play::plays(&mut lines)?;
    let page = page::page(&plays, lines.texts())?;
    ensure!(page.len() <= PAGE_MAX, "the page has {} bytes, expected at most {PAGE_MAX}", page.len());
    if let Some(out) = args.out {
        with_output(&out, |out| Ok(out.write_all(page.as_bytes())?))?;
        return Ok(ExitCode::SUCCESS);
    }
    let path = root().join(PAGE);
    write_file(&path, page.as_bytes())?;
    writeln!(console::text(), "{PAGE}: {} bytes", page.len())?;
    if args.check { check::run(&path) } else { Ok(ExitCode::SUCCESS) }
}
