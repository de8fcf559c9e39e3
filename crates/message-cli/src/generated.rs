//! Generated files: writes those that differ, or checks them by the same code without writing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use message_generator::in_parallel;
use message_model::printable;
use similar::TextDiff;

use crate::console;
use crate::files::{Claim, FolderUpdate, NewFolder, is_part};

/// The number of differing files that a check shows in full.
const SHOWN: usize = 5;

/// The generated files of a folder, up to date.
///
/// Nothing is removed or replaced that the command did not write: what else is in the folder is
/// named and left alone.
pub struct Generated {
    /// The folder.
    pub folder: PathBuf,
    /// What messages call the folder.
    pub name: PathBuf,
    /// The bytes of each file, by its path in the folder.
    pub files: BTreeMap<PathBuf, Vec<u8>>,
    /// Whose the other files of the folder are.
    pub rest: Rest,
    /// Files that are written after all others, in this order.
    pub last: &'static [&'static str],
    /// The command that writes the files, for messages.
    pub command: String,
}

/// Whose the files of a folder are that are not to be generated into it.
pub enum Rest {
    /// Somebody else's: they are not even looked at.
    Ignored,
    /// The folder is of this command and holds nothing else.
    Known {
        /// What the command has written there before.
        earlier: BTreeSet<PathBuf>,
        /// Folders in it whose files are left alone.
        kept: Vec<PathBuf>,
        /// Whether the command may replace files that are not in `earlier`, as in the workspace's
        /// own corpus.
        is_own: bool,
    },
}

impl Generated {
    /// Writes the files that differ into the folder, which has been claimed before it was read, and
    /// removes those that the command has written before and that are no longer wanted. A file that
    /// is as it should be is not touched. Returns failure if there are files of somebody else.
    ///
    /// # Errors
    ///
    /// If there is a link in the folder, a file of somebody else is in the way, or a file cannot be
    /// written.
    pub fn write(&self, claim: Claim) -> Result<ExitCode> {
        match claim {
            Claim::New(folder) => self.write_new(folder),
            Claim::Update(update) => self.update(update),
        }
    }

    fn write_new(&self, folder: NewFolder) -> Result<ExitCode> {
        for (path, bytes) in &self.files {
            folder.write(path, bytes)?;
        }
        folder.finish()?;
        let count = self.files.len();
        writeln!(console::text(), "{count} files: {count} written, 0 removed")?;
        Ok(ExitCode::SUCCESS)
    }

    fn update(&self, update: FolderUpdate) -> Result<ExitCode> {
        let changes = self.changes()?;
        self.refuse_links(&changes)?;
        self.refuse_to_replace(&changes)?;
        let (ours, strange): (Vec<_>, Vec<_>) = changes
            .into_iter()
            .partition(|change| !self.is_strange(change));
        self.make(&ours, update)?;
        let removed = ours.iter().filter(|change| change.after.is_none()).count();
        let mut out = console::text();
        for change in &strange {
            let name = self.name.join(&change.path).display().to_string();
            writeln!(
                out,
                "{}: does not belong here, and is left alone",
                printable(&name)
            )?;
        }
        writeln!(
            out,
            "{} files: {} written, {removed} removed",
            self.files.len(),
            ours.len() - removed
        )?;
        Ok(if strange.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }

    /// Makes the changes; those of the files in [`last`](Self::last) come last.
    fn make(&self, changes: &[Change<'_>], mut update: FolderUpdate) -> Result<()> {
        let mut ordered: Vec<_> = changes.iter().collect();
        ordered.sort_by_key(|change| {
            let mut last = self.last.iter();
            let place = last.position(|last| Path::new(last) == change.path);
            place.map_or(0, |place| place + 1)
        });
        for change in ordered {
            match change.after {
                Some(bytes) => update.write(&change.path, bytes)?,
                None => update.remove(&change.path),
            }
        }
        update.finish()
    }

    /// A link is not followed: what it leads to is not ours to replace or remove.
    fn refuse_links(&self, changes: &[Change<'_>]) -> Result<()> {
        match changes.iter().find(|change| change.is_link) {
            Some(link) => bail!(
                "{} is a link, expected only files and folders in {}",
                self.name.join(&link.path).display(),
                self.name.display()
            ),
            None => Ok(()),
        }
    }

    /// A file that this command did not write is not replaced.
    fn refuse_to_replace(&self, changes: &[Change<'_>]) -> Result<()> {
        let Rest::Known {
            earlier,
            is_own: false,
            ..
        } = &self.rest
        else {
            return Ok(());
        };
        let is_strange =
            |change: &&Change<'_>| change.before.is_some() && !earlier.contains(&change.path);
        match changes
            .iter()
            .find(|change| change.after.is_some() && is_strange(change))
        {
            Some(change) => bail!(
                "{} was not written by `{}`, which needs its place: move it away",
                self.name.join(&change.path).display(),
                self.command
            ),
            None => Ok(()),
        }
    }

    /// Whether the change is about a file that the command has never written and does not want.
    fn is_strange(&self, change: &Change<'_>) -> bool {
        match &self.rest {
            Rest::Known { earlier, .. } => {
                change.after.is_none() && !earlier.contains(&change.path)
            }
            Rest::Ignored => false,
        }
    }

    /// Shows what differs and the command that fixes it; returns failure if anything differs.
    pub fn check(&self) -> Result<ExitCode> {
        self.check_with(|_| None)
    }

    /// As [`check`](Self::check), with a remark on each file that differs.
    pub fn check_with(&self, remark: impl Fn(&Path) -> Option<String>) -> Result<ExitCode> {
        let changes = self.changes()?;
        let mut out = console::text();
        for (place, change) in changes.iter().enumerate() {
            let remark = remark(&change.path)
                .map(|remark| format!(" ({remark})"))
                .unwrap_or_default();
            let name = self.name.join(&change.path).display().to_string();
            change.show(&mut out, &name, &remark, place < SHOWN)?;
        }
        let count = self.files.len();
        if changes.is_empty() {
            writeln!(out, "{count} files, all up to date")?;
            return Ok(ExitCode::SUCCESS);
        }
        let command = &self.command;
        let strange = changes
            .iter()
            .filter(|change| self.is_strange(change))
            .count();
        match changes.len() - strange {
            0 => {}
            ours => writeln!(out, "{ours} files are out of date; run `{command}`")?,
        }
        if strange > 0 {
            writeln!(
                out,
                "{strange} files do not belong here; move them away, since no command touches them"
            )?;
        }
        Ok(ExitCode::FAILURE)
    }

    /// The paths of the files that differ.
    pub fn differing(&self) -> Result<Vec<PathBuf>> {
        Ok(self
            .changes()?
            .into_iter()
            .map(|change| change.path)
            .collect())
    }

    /// The changes that would turn what is there into what should be, by path.
    fn changes(&self) -> Result<Vec<Change<'_>>> {
        let mut paths: BTreeSet<PathBuf> = self.files.keys().cloned().collect();
        if let Rest::Known { kept, .. } = &self.rest {
            let mut found = Vec::new();
            list(&self.folder, Path::new(""), kept, &mut found)?;
            paths.extend(found);
        }
        let paths: Vec<PathBuf> = paths.into_iter().collect();
        let changes = in_parallel(&paths, |path| self.change(path));
        changes.into_iter().filter_map(Result::transpose).collect()
    }

    fn change(&self, path: &Path) -> Result<Option<Change<'_>>> {
        let whole = self.folder.join(path);
        let after = self.files.get(path).map(Vec::as_slice);
        if fs::symlink_metadata(&whole).is_ok_and(|there| there.is_symlink()) {
            return Ok(Some(Change {
                path: path.to_owned(),
                before: None,
                after,
                is_link: true,
            }));
        }
        let before = match fs::read(&whole) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", whole.display()));
            }
        };
        Ok((before.as_deref() != after).then(|| Change {
            path: path.to_owned(),
            before,
            after,
            is_link: false,
        }))
    }
}

/// A file that differs from how it should be.
struct Change<'a> {
    /// Its path in the folder.
    path: PathBuf,
    /// Its content; `None` if it is missing or a link.
    before: Option<Vec<u8>>,
    /// The content that it should have; `None` if it should not exist.
    after: Option<&'a [u8]>,
    /// Whether it is a link rather than a file.
    is_link: bool,
}

impl Change<'_> {
    fn show(&self, out: &mut impl Write, name: &str, remark: &str, in_full: bool) -> Result<()> {
        let kind = match (&self.before, self.after) {
            _ if self.is_link => "is a link, expected a file",
            (_, None) => "does not belong here",
            (None, Some(_)) => "missing",
            (Some(_), Some(_)) => "differs",
        };
        let name = printable(name).into_owned();
        writeln!(out, "{name}: {kind}{remark}")?;
        if let (Some(before), Some(after), true) = (&self.before, self.after, in_full) {
            let (before, after) = (
                String::from_utf8_lossy(before),
                String::from_utf8_lossy(after),
            );
            let diff = TextDiff::from_lines(before.as_ref(), after.as_ref());
            write!(
                out,
                "{}",
                diff.unified_diff()
                    .context_radius(2)
                    .header(&name, "up to date")
            )?;
        }
        Ok(())
    }
}

/// Adds the files below a folder to `found`, except those in the folders `kept`, with paths that
/// start in `top`. A link is listed as a file and not followed; unfinished files of our own are
/// left out.
pub fn list(top: &Path, folder: &Path, kept: &[PathBuf], found: &mut Vec<PathBuf>) -> Result<()> {
    let whole = top.join(folder);
    let context = || format!("cannot list {}", whole.display());
    let entries = match fs::read_dir(&whole) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries.with_context(context)?,
    };
    for entry in entries {
        let entry = entry.with_context(context)?;
        let path = folder.join(entry.file_name());
        if is_part(&entry.file_name().to_string_lossy()) {
            continue;
        }
        if !entry.file_type().with_context(context)?.is_dir() {
            found.push(path);
        } else if !kept.contains(&path) {
            list(top, &path, kept, found)?;
        }
    }
    Ok(())
}
