//! Tests the page in a headless Chromium, by a script for Node's own test runner.
//!
//! The script talks to the browser over a pipe, so that it needs no package, no port and no
//! network. The browser is searched for and never installed; installing it is up to the owner of
//! the machine.

use std::env;
use std::io::Write;
use std::iter;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};
use clap::Parser;
use message_cli::browse::What;
use message_cli::{Program, console};

use super::write_page;
use crate::workspace::root;

const SCRIPT: &str = "xtask/browse/page.test.mjs";

/// The environment variable that gives the path of the browser where the search does not find it.
const VARIABLE: &str = "CHROMIUM";

const NAMES: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];

/// The files of the second page that is tested: what a reader may have captured of a conversation,
/// in several views, and a script.
const FILES: [&str; 4] = [
    "fixtures/current/park-then-supervisor-takes/notifications.jsonl",
    "fixtures/current/park-then-supervisor-takes/detail-events.jsonl",
    "fixtures/current/park-then-supervisor-takes/conversation.json",
    "fixtures/current/spam/script.json",
];

/// What the second page shows, as a reader would ask for it.
#[derive(Parser)]
struct OfFiles {
    #[command(flatten)]
    what: What,
}

/// Runs the tests; returns failure if one of them fails.
pub(super) fn run(page: &Path, program: Program) -> Result<ExitCode> {
    let browser = browser()?;
    let screenshots = page.with_file_name("screenshots");
    std::fs::create_dir_all(&screenshots)?;
    let of_files = page.with_file_name("files.html");
    let files = FILES.map(|file| root().join(file).display().to_string());
    let arguments = OfFiles::try_parse_from(iter::once(program.name.to_owned()).chain(files))?;
    write_page(&arguments.what, &of_files, program)?;
    let mut node = Command::new("node");
    node.args(["--test", SCRIPT]).current_dir(root());
    node.env("PAGE", page)
        .env("FILES_PAGE", &of_files)
        .env("SCREENSHOTS", &screenshots)
        .env(VARIABLE, browser);
    let status = node
        .status()
        .context("the check needs node 20 or newer (on Debian: apt-get install nodejs)")?;
    writeln!(console::text(), "screenshots: {}", screenshots.display())?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn browser() -> Result<PathBuf> {
    if let Some(named) = env::var_os(VARIABLE) {
        return Ok(named.into());
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let found = NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    found.into_iter().find(|file| file.is_file()).with_context(|| {
        format!(
            "the check needs Chromium (on Debian: apt-get install chromium), found none of {} on PATH; {VARIABLE} may \
             name one elsewhere",
            NAMES.join(", ")
        )
    })
}
