//! Tests the page in a headless Chromium: that of the corpus, and one of files.

use std::iter;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;
use message_cli::Program;
use message_cli::browse::What;

use super::write_page;
use crate::browser::run_in_browser;
use crate::workspace::root;

const SCRIPT: &str = "xtask/browse/page.test.mjs";

/// The files of the second page that is tested: what a reader may have captured of a conversation,
/// in several views, and a script.
const FILES: [&str; 4] = [
    "fixtures/current/park-then-supervisor-takes/queue-notifications.jsonl",
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
    let of_files = page.with_file_name("files.html");
    let files = FILES.map(|file| root().join(file).display().to_string());
    let arguments = OfFiles::try_parse_from(iter::once(program.name.to_owned()).chain(files))?;
    write_page(&arguments.what, &of_files, program)?;
    let screenshots = page.with_file_name("screenshots");
    let pages = [
        ("PAGE", page.as_os_str()),
        ("FILES_PAGE", of_files.as_os_str()),
    ];
    run_in_browser(SCRIPT, &screenshots, &pages)
}
