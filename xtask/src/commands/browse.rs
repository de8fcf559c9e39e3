//! `cargo xtask browse`: writes the page of the corpus or of files to its default place, and checks
//! it in a browser.

mod check;

use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use message_cli::browse::{Place, What, page, relative_path, write};
use message_cli::files::write_file;
use message_cli::{Program, console};

use crate::workspace::root;

/// The default path of the page of the corpus, from the root of the workspace.
const PAGE: &str = "target/browse/index.html";

/// That of a page of files.
const FILES_PAGE: &str = "target/browse/files.html";

#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    what: What,
    /// The file to write; `-` for standard output [default: target/browse/index.html in the
    /// workspace, of files target/browse/files.html]
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    out: Option<String>,
    /// Write the page to its default place, test it in a headless Chromium, and save screenshots
    /// beside it; needs Node.js 20 or newer and Chromium
    #[arg(long, conflicts_with = "files")]
    check: bool,
}

pub(crate) fn run(args: Args, program: Program) -> Result<ExitCode> {
    if let Some(out) = args.out {
        // The page of the corpus may be sent to somebody who has no clone.
        let program = match args.what.is_corpus() {
            true => Program { name: "msgleg" },
            false => program,
        };
        write(&args.what, &out, program)?;
        return Ok(ExitCode::SUCCESS);
    }
    let path = match args.what.is_corpus() {
        true => root().join(PAGE),
        false => root().join(FILES_PAGE),
    };
    write_page(&args.what, &path, program)?;
    if args.check {
        check::run(&path, program)
    } else {
        Ok(ExitCode::SUCCESS)
    }
}

/// Writes a page into the workspace, from where it leads into the corpus, and says where it is.
fn write_page(what: &What, path: &Path, program: Program) -> Result<()> {
    let place = Place {
        program,
        folder: path.parent().map(Path::to_owned),
        corpus: Some(root().join("fixtures")),
    };
    let page = page(what, &place)?;
    write_file(path, page.as_bytes())?;
    writeln!(
        console::text(),
        "{}: {} bytes",
        from_here(path).display(),
        page.len()
    )?;
    Ok(())
}

/// A path as it is called in the current folder.
fn from_here(path: &Path) -> PathBuf {
    match env::current_dir() {
        Ok(here) => relative_path(path, &here),
        Err(_) => path.to_owned(),
    }
}
