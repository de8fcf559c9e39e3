//! Files that are computed: written where they differ, or checked by the same path with the writing off.

use std::collections::BTreeMap;
use std::fs;
use std::io::{ErrorKind, Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use message_generator::in_parallel;
use similar::TextDiff;

use crate::output::{root, write_file};

/// How many differing files a check shows in full.
const SHOWN: usize = 5;

/// Files as they should be.
pub(crate) struct Generated {
    /// The bytes of each file, by its path from the top of the workspace.
    pub(crate) files: BTreeMap<PathBuf, Vec<u8>>,
    /// A folder that holds nothing but these files, if there is one.
    pub(crate) folder: Option<PathBuf>,
    /// Folders in it whose files are not computed, and left alone.
    pub(crate) kept: Vec<PathBuf>,
    /// The command that writes them.
    pub(crate) command: &'static str,
}

impl Generated {
    /// Writes what differs and removes what does not belong; a file that is as it should be is not touched.
    pub(crate) fn write(&self) -> Result<ExitCode> {
        let changes = self.changes()?;
        for change in &changes {
            change.make()?;
        }
        let removed = changes.iter().filter(|change| change.after.is_none()).count();
        writeln!(stdout(), "{} files: {} written, {removed} removed", self.files.len(), changes.len() - removed)?;
        Ok(ExitCode::SUCCESS)
    }

    /// Shows what differs and how to mend it; failure if anything does.
    pub(crate) fn check(&self) -> Result<ExitCode> {
        self.check_with(|_| None)
    }

    /// As [`check`](Self::check), with a remark on what differs.
    pub(crate) fn check_with(&self, remark: impl Fn(&Path) -> Option<String>) -> Result<ExitCode> {
        let changes = self.changes()?;
        let mut out = stdout().lock();
        for (place, change) in changes.iter().enumerate() {
            let remark = remark(&change.path).map(|remark| format!(" ({remark})")).unwrap_or_default();
            change.show(&mut out, &remark, place < SHOWN)?;
        }
        let count = self.files.len();
        if changes.is_empty() {
            writeln!(out, "{count} files, all as they should be")?;
            return Ok(ExitCode::SUCCESS);
        }
        let command = self.command;
        writeln!(out, "{} files are not as they should be; `{command}` mends them", changes.len())?;
        Ok(ExitCode::FAILURE)
    }

    /// The paths of what is not as it should be.
    pub(crate) fn differing(&self) -> Result<Vec<PathBuf>> {
        Ok(self.changes()?.into_iter().map(|change| change.path).collect())
    }

    /// Everything that stands between what is there and what should be, by path.
    fn changes(&self) -> Result<Vec<Change<'_>>> {
        let mut paths: Vec<PathBuf> = self.files.keys().cloned().collect();
        if let Some(folder) = &self.folder {
            list(folder, &self.kept, &mut paths)?;
        }
        paths.sort();
        paths.dedup();
        let changes = in_parallel(&paths, |path| self.change(path));
        changes.into_iter().filter_map(Result::transpose).collect()
    }

    fn change(&self, path: &Path) -> Result<Option<Change<'_>>> {
        let before = match fs::read(root().join(path)) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
        };
        let after = self.files.get(path).map(Vec::as_slice);
        Ok((before.as_deref() != after).then(|| Change { path: path.to_owned(), before, after }))
    }
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
        let whole = root().join(&self.path);
        let Some(bytes) = self.after else {
            fs::remove_file(&whole).with_context(|| format!("cannot remove {}", self.path.display()))?;
            // A folder goes with its last file; one that still holds something stays.
            let _ = whole.parent().map(fs::remove_dir);
            return Ok(());
        };
        write_file(&whole, bytes)
    }

    fn show(&self, out: &mut impl Write, remark: &str, in_full: bool) -> Result<()> {
        let kind = match (&self.before, self.after) {
            (None, _) => "missing",
            (_, None) => "does not belong here",
            (Some(_), Some(_)) => "differs",
        };
        let name = self.path.display().to_string();
        writeln!(out, "{name}: {kind}{remark}")?;
        if let (Some(before), Some(after), true) = (&self.before, self.after, in_full) {
            let (before, after) = (String::from_utf8_lossy(before), String::from_utf8_lossy(after));
            let diff = TextDiff::from_lines(before.as_ref(), after.as_ref());
            write!(out, "{}", diff.unified_diff().context_radius(2).header(&name, "as it should be"))?;
        }
        Ok(())
    }
}

/// Adds all files below a folder of the workspace, but for those in folders that are left alone.
pub(crate) fn list(folder: &Path, kept: &[PathBuf], found: &mut Vec<PathBuf>) -> Result<()> {
    let whole = root().join(folder);
    if !whole.exists() {
        return Ok(());
    }
    let context = || format!("cannot list {}", folder.display());
    for entry in fs::read_dir(&whole).with_context(context)? {
        let entry = entry.with_context(context)?;
        let (path, kind) = (folder.join(entry.file_name()), entry.file_type().with_context(context)?);
        let is_folder = kind.is_dir() || kind.is_symlink() && entry.path().is_dir();
        if !is_folder {
            found.push(path);
        } else if !kept.contains(&path) {
            list(&path, kept, found)?;
        }
    }
    Ok(())
}
