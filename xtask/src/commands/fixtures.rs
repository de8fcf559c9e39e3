//! `cargo xtask fixtures`: writes the corpus, or checks it by the same path with the writing off.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use message_generator::corpus;
use similar::TextDiff;

use crate::output::{root, write_file};

/// How many differing files a check shows in full.
const SHOWN: usize = 5;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write nothing: show what differs, and fail if anything does
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(args: Args) -> Result<ExitCode> {
    let folder = root().join("fixtures");
    let files = corpus::files()?;
    let count = files.len();
    let wanted: BTreeMap<PathBuf, Vec<u8>> =
        files.into_iter().map(|file| (folder.join(&file.path), file.bytes)).collect();
    let changes = changes(&folder, &wanted)?;
    if args.check {
        return check(&changes, count);
    }
    for change in &changes {
        change.make()?;
    }
    let (removed, written): (Vec<_>, Vec<_>) = changes.iter().partition(|change| change.after.is_none());
    println!("{count} files: {} written, {} removed", written.len(), removed.len());
    Ok(ExitCode::SUCCESS)
}

/// A file that is not as it should be.
struct Change<'a> {
    path: PathBuf,
    /// What it holds; `None` if it is missing.
    before: Option<Vec<u8>>,
    /// What it should hold; `None` if it should not be there.
    after: Option<&'a [u8]>,
}

impl Change<'_> {
    fn make(&self) -> Result<()> {
        match self.after {
            Some(bytes) => write_file(&self.path, bytes),
            None => {
                fs::remove_file(&self.path).with_context(|| format!("cannot remove {}", self.path.display()))?;
                // A folder goes with its last file; one that still holds something stays.
                let _ = self.path.parent().map(fs::remove_dir);
                Ok(())
            }
        }
    }

    /// The path from the top of the workspace.
    fn name(&self) -> String {
        self.path.strip_prefix(root()).unwrap_or(&self.path).display().to_string()
    }

    fn kind(&self) -> &'static str {
        match (&self.before, self.after) {
            (None, _) => "missing",
            (_, None) => "not of the corpus",
            (Some(_), Some(_)) => "differs",
        }
    }
}

/// Everything that stands between the folder and what is wanted, by path.
fn changes<'a>(folder: &Path, wanted: &'a BTreeMap<PathBuf, Vec<u8>>) -> Result<Vec<Change<'a>>> {
    let mut found = Vec::new();
    if folder.exists() {
        list(folder, &mut found)?;
    }
    let mut changes = Vec::new();
    for path in &found {
        let before = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let after = wanted.get(path).map(Vec::as_slice);
        if after != Some(&before) {
            changes.push(Change { path: path.clone(), before: Some(before), after });
        }
    }
    let missing = wanted.iter().filter(|(path, _)| found.binary_search(path).is_err());
    changes.extend(missing.map(|(path, bytes)| Change { path: path.clone(), before: None, after: Some(bytes) }));
    changes.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(changes)
}

/// All files below a folder, sorted.
fn list(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let context = || format!("cannot list {}", folder.display());
    for entry in fs::read_dir(folder).with_context(context)? {
        let path = entry.with_context(context)?.path();
        if path.is_dir() { list(&path, found)? } else { found.push(path) }
    }
    found.sort();
    Ok(())
}

fn check(changes: &[Change<'_>], count: usize) -> Result<ExitCode> {
    let mut out = stdout().lock();
    if changes.is_empty() {
        writeln!(out, "{count} files, all as they should be")?;
        return Ok(ExitCode::SUCCESS);
    }
    for (place, change) in changes.iter().enumerate() {
        writeln!(out, "{}: {}", change.name(), change.kind())?;
        if let (Some(before), Some(after), true) = (&change.before, change.after, place < SHOWN) {
            let (before, after) = (String::from_utf8_lossy(before), String::from_utf8_lossy(after));
            let name = change.name();
            let diff = TextDiff::from_lines(before.as_ref(), after.as_ref());
            write!(out, "{}", diff.unified_diff().context_radius(2).header(&name, "as it should be"))?;
        }
    }
    writeln!(out, "{} of {count} files are not as they should be; `cargo xtask fixtures` mends them", changes.len())?;
    Ok(ExitCode::FAILURE)
}
