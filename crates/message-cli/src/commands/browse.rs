//! `browse`: writes one HTML page for looking through conversations: all plays of the corpus, or
//! what files of one's own hold.
//!
//! The page is made from the libraries and not from the files of a corpus, which are made from the
//! same values. So it shows the effect of a change of the code before anything is written. A frozen
//! play whose script gives different files today is left out. The page is a single file that needs
//! nothing else and is not allowed to fetch anything: its content security policy admits its own
//! script and style by their digests, and no address at all. It may have links to files, which a
//! reader follows.

mod corpus;
mod glossary;
mod own;
mod page;
mod place;
mod play;
mod steps;
mod view;

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, ensure};

use crate::commands::show::source::PlayArgs;
use crate::output::{is_stdout, with_output};
use crate::program::Program;
pub use place::{Place, relative_path};
use steps::Lines;

/// The largest size of the page of the corpus, in bytes: it must stay small enough to be attached
/// to a mail or a review.
const PAGE_MAX: usize = 4_000_000;

/// The largest size of a page of one's own files, in bytes: what a browser opens without trouble.
const OWN_PAGE_MAX: usize = 64_000_000;

/// What the page shows.
#[derive(Debug, Clone, clap::Args)]
pub struct What {
    /// What to show in place of the corpus, each as `show` takes it: names of built-in scenarios
    /// and profiles, or files of scenarios, scripts, profiles or captured payloads of any view (`-`
    /// for standard input). What several files have captured of one conversation is shown together
    #[arg(value_name = "NAME|FILE")]
    files: Vec<String>,
    #[command(flatten)]
    play: PlayArgs,
}

/// The arguments of `browse`.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    what: What,
    /// The file to write; `-` for standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    out: String,
}

/// Writes the page.
///
/// # Errors
///
/// If it cannot be made, as [`page()`] says, or cannot be written.
pub fn run(args: Args, program: Program) -> Result<ExitCode> {
    write(&args.what, &args.out, program)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes the page to `out`, which is a file or, as `-`, standard output. It leads to the files
/// that it was made of, and not into a corpus, since it may be sent to somebody who has none.
///
/// # Errors
///
/// If it cannot be made, as [`page()`] says, or cannot be written.
pub fn write(what: &What, out: &str, program: Program) -> Result<()> {
    let place = Place {
        program,
        folder: folder_of(out),
        corpus: None,
    };
    let page = page(what, &place)?;
    with_output(out, |out| Ok(out.write_all(page.as_bytes())?))
}

/// The absolute path of the folder that a file is written into.
fn folder_of(out: &str) -> Option<PathBuf> {
    if is_stdout(out) {
        return None;
    }
    let folder = match Path::new(out).parent()? {
        folder if folder.as_os_str().is_empty() => env::current_dir().ok()?,
        folder => folder.to_owned(),
    };
    folder.canonicalize().ok()
}

impl What {
    /// Whether it is the corpus.
    ///
    /// ```
    /// use clap::Parser;
    ///
    /// #[derive(Parser)]
    /// struct Arguments {
    ///     #[command(flatten)]
    ///     what: message_cli::browse::What,
    /// }
    ///
    /// let arguments = |all: &[&str]| Arguments::try_parse_from(all);
    /// assert!(arguments(&["mine"])?.what.is_corpus());
    /// assert!(!arguments(&["mine", "capture.json"])?.what.is_corpus());
    /// # Ok::<(), clap::Error>(())
    /// ```
    #[must_use]
    pub fn is_corpus(&self) -> bool {
        self.files.is_empty()
    }
}

/// The page, in HTML, as it is to be at this place.
///
/// # Errors
///
/// If a file cannot be read or is not what was expected, if a step of one cannot happen, or if the
/// page becomes too large: that of the corpus to be mailed, which a test would notice, that of
/// others to be opened.
pub fn page(what: &What, place: &Place) -> Result<String> {
    let mut lines = Lines::default();
    let (plays, most, hint) = match what.is_corpus() {
        true => (corpus::plays(place, &mut lines)?, PAGE_MAX, ""),
        false => {
            let plays = own::plays(&what.files, &what.play, place, &mut lines)?;
            (plays, OWN_PAGE_MAX, "; take a part of the records")
        }
    };
    let page = page::page(&plays, lines.texts(), what.is_corpus())?;
    ensure!(
        page.len() <= most,
        "the page has {} bytes, expected at most {most}{hint}",
        page.len()
    );
    Ok(page)
}
