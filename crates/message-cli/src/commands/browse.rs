//! `browse`: writes one HTML page for looking through the plays of the corpus.
//!
//! The page is made from the libraries and not from the files of a corpus, which are made from the
//! same values. So it shows the effect of a change of the code before anything is written. A frozen
//! play whose script gives different files today is left out. The page is a single file that needs
//! nothing else and is not allowed to fetch anything: its content security policy admits its own
//! script and style by their digests, and no address at all.

mod page;
mod play;
mod steps;

use std::process::ExitCode;

use anyhow::{Result, ensure};

use crate::output::with_output;
use steps::Lines;

/// The largest size of the page, in bytes: it must stay small enough to be attached to a mail or a
/// review.
const PAGE_MAX: usize = 3_000_000;

/// The arguments of `browse`.
#[derive(clap::Args)]
pub struct Args {
    /// The file to write; `-` for standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    out: String,
}

/// Writes the page.
///
/// # Errors
///
/// If it cannot be written.
pub fn run(args: Args) -> Result<ExitCode> {
    let page = page()?;
    with_output(&args.out, |out| Ok(out.write_all(page.as_bytes())?))?;
    Ok(ExitCode::SUCCESS)
}

/// The page, in HTML.
///
/// # Errors
///
/// If it becomes too large to be mailed, which a test would notice.
pub fn page() -> Result<String> {
    let mut lines = Lines::default();
    let plays = play::plays(&mut lines)?;
    let page = page::page(&plays, lines.texts())?;
    ensure!(
        page.len() <= PAGE_MAX,
        "the page has {} bytes, expected at most {PAGE_MAX}",
        page.len()
    );
    Ok(page)
}
