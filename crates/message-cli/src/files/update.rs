//! Changes to a folder that a command has written before.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::new_folder::{sync_below, write_new};
use super::part::{Kind, Part, sync_folder};

/// The name under which an update is prepared in its folder: the folder `.update.4711.unfinished`.
const NAME: &str = "update";

/// An update of some files of a folder.
///
/// All new content is first written into a temporary folder inside; only then the files get their
/// names, one by one in the order in which they were given. So a full disk changes nothing. A kill
/// between two files leaves each of them whole, and the same update, done again, completes it.
///
/// ```
/// use std::path::Path;
///
/// use message_cli::files::FolderUpdate;
///
/// let folder = std::env::temp_dir().join(format!("folder-update-{}", std::process::id()));
/// std::fs::create_dir_all(folder.join("old"))?;
/// std::fs::write(folder.join("old/a.json"), "1")?;
/// let mut update = FolderUpdate::begin(&folder)?;
/// update.write(Path::new("new/b.json"), b"2")?;
/// update.remove(Path::new("old/a.json"));
/// update.finish()?;
/// assert!(!folder.join("old").exists(), "nor the folder that is left empty");
/// assert_eq!(std::fs::read(folder.join("new/b.json"))?, b"2");
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), anyhow::Error>(())
/// ```
pub struct FolderUpdate {
    folder: PathBuf,
    part: Part,
    changes: Vec<Change>,
}

/// What becomes of a file.
enum Change {
    /// It gets the content that was written as the file `prepared`.
    Write {
        file: PathBuf,
        prepared: PathBuf,
    },
    Remove(PathBuf),
}

impl FolderUpdate {
    /// Begins to update a folder.
    ///
    /// # Errors
    ///
    /// If another run is updating it, or nothing can be written in it.
    pub fn begin(folder: &Path) -> Result<Self> {
        Ok(Self {
            folder: folder.to_owned(),
            part: Part::create(&folder.join(NAME), Kind::Folder)?,
            changes: Vec::new(),
        })
    }

    /// Prepares a file, whose path starts in the folder.
    ///
    /// # Errors
    ///
    /// If it is read-only or the content cannot be written.
    pub fn write(&mut self, file: &Path, bytes: &[u8]) -> Result<()> {
        let (target, prepared) = (
            self.folder.join(file),
            // By number rather than by name: the prepared files need no folders, and no name is too
            // long.
            self.part.path().join(self.changes.len().to_string()),
        );
        let context = || format!("cannot write {}", target.display());
        let before = fs::symlink_metadata(&target)
            .ok()
            .map(|there| there.permissions());
        let is_read_only = before.as_ref().is_some_and(fs::Permissions::readonly);
        ensure!(
            !is_read_only,
            "{} is read-only, expected a file that may be replaced",
            target.display()
        );
        write_new(&prepared, bytes).with_context(context)?;
        // A rename brings the permissions of what is renamed.
        if let Some(before) = before {
            fs::set_permissions(&prepared, before).with_context(context)?;
        }
        self.changes.push(Change::Write {
            file: file.to_owned(),
            prepared,
        });
        Ok(())
    }

    /// Notes that a file is to be removed, and with it the folders that it leaves empty.
    pub fn remove(&mut self, file: &Path) {
        self.changes.push(Change::Remove(file.to_owned()));
    }

    /// Makes all changes.
    ///
    /// # Errors
    ///
    /// If a file cannot be replaced or removed; those before it are then changed.
    pub fn finish(self) -> Result<()> {
        // All content is on disk before the first name changes: a crash in between leaves whole
        // files.
        sync_below(self.part.path())
            .with_context(|| format!("cannot write {}", self.folder.display()))?;
        for change in &self.changes {
            match change {
                Change::Write { file, prepared } => self.place(file, prepared)?,
                Change::Remove(file) => self.take_away(file)?,
            }
        }
        self.folders().iter().for_each(|folder| sync_folder(folder));
        Ok(())
    }

    /// The folders in which something changes.
    fn folders(&self) -> BTreeSet<PathBuf> {
        let file = |change: &Change| match change {
            Change::Write { file, .. } | Change::Remove(file) => self.folder.join(file),
        };
        self.changes
            .iter()
            .map(file)
            .filter_map(|file| file.parent().map(Path::to_owned))
            .collect()
    }

    fn place(&self, file: &Path, prepared: &Path) -> Result<()> {
        let target = self.folder.join(file);
        let placed = target
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::rename(prepared, &target));
        placed.with_context(|| format!("cannot write {}", target.display()))?;
        Ok(())
    }

    fn take_away(&self, file: &Path) -> Result<()> {
        let target = self.folder.join(file);
        match fs::remove_file(&target) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("cannot remove {}", target.display()));
            }
            Ok(()) | Err(_) => {}
        }
        let emptied = file
            .ancestors()
            .skip(1)
            .filter(|folder| !folder.as_os_str().is_empty());
        for folder in emptied {
            // Fails, as it should, if the folder is not empty.
            if fs::remove_dir(self.folder.join(folder)).is_err() {
                break;
            }
        }
        Ok(())
    }
}
