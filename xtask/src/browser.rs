//! Tests of pages in a headless Chromium, by scripts for Node's own test runner.
//!
//! A script talks to the browser over a pipe, so that it needs no package, no port and no network.
//! The browser is searched for and never installed; installing it is up to the owner of the
//! machine.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};
use message_cli::console;

use crate::workspace::root;

/// The environment variable that gives the path of the browser where the search does not find it.
const VARIABLE: &str = "CHROMIUM";

const NAMES: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];

/// Runs the tests of a script, which is named from the root of the workspace and finds browser,
/// folder of screenshots and these variables in its environment; failure if one of them fails.
pub(crate) fn run_in_browser(
    script: &str,
    screenshots: &Path,
    variables: &[(&str, &OsStr)],
) -> Result<ExitCode> {
    let browser = browser()?;
    fs::create_dir_all(screenshots)?;
    let mut node = Command::new("node");
    node.args(["--test", script]).current_dir(root());
    node.envs(variables.iter().copied())
        .env("SCREENSHOTS", screenshots)
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
