//! Generated files: writes those that differ, or checks them by the same code without writing.

use std::collections::BTreeMap;
use std::fs;
use std::io::{ErrorKind, Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use message_generator::in_parallel;
use similar::TextDiff;

use crate::output::{root, write_file};

/// The number of differing files that a check shows in full.
const SHOWN: usize = 5;

/// The generated files as they should be.
pub(crate) struct Generated {
    /// The bytes of each file, by its path from the top of the workspace.
    pub(crate) files: BTreeMap<PathBuf, Vec<u8>>,
    /// A folder that holds nothing but these files, if there is one.
    pub(crate) folder: Option<PathBuf>,
    /// Folders inside it whose files are not generated and are left alone.
    pub(crate) kept: Vec<PathBuf>,
    /// The command that writes the files, for messages.
    pub(crate) command: &'static str,
}

impl Generated {
    /// Writes the files that differ and removes those that do not belong. A file that is as it should be is not
    /// touched.
    pub(crate) fn write(&self) -> Result<ExitCode> {
        let changes = self.changes()?;
        for change in &changes {
            change.make()?;
        }
        let removed = changes.iter().filter(|change| change.after.is_none()).count();
        writeln!(stdout(), "{} files: {} written, {removed} removed", self.files.len(), changes.len() - removed)?;
        Ok(ExitCode::SUCCESS)
    }

    /// Shows what differs and the command that fixes it; returns failure if anything differs.
    pub(crate) fn check(&self) -> Result<ExitCode> {
        self.check_with(|_| None)
    }

    /// As [`check`](Self::check), with a remark on each file that differs.
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

    /// The paths of the files that differ.
    pub(crate) fn differing(&self) -> Result<Vec<PathBuf>> {
        Ok(self.changes()?.into_iter().map(|change| change.path).collect())
    }

    /// The changes that would turn what is there into what should be, by path.
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

/// A file that differs from how it should be.
struct Change<'a> {
    path: PathBuf,
    /// Its content; `None` if it is missing.
    before: Option<Vec<u8>>,
    /// The content that it should have; `None` if it should not exist.
    after: Option<&'a [u8]>,
}

impl Change<'_> {
    fn make(&self) -> Result<()> {
        let whole = root().join(&self.path);
        let Some(bytes) = self.after else {
            fs::remove_file(&whole).with_context(|| format!("cannot remove {}", self.path.display()))?;
            // Removes the folder with its last file; this fails, as it should, if the folder is not empty.
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

/// Adds all files below a folder of the workspace to `found`, except those in the folders `kept`.
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
