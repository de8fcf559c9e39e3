//! A folder that appears as a whole.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{self, Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use super::part::{Kind, Part};

/// A new folder: it is built under a temporary name beside its target, and is removed if it is
/// never finished.
///
/// ```
/// use std::path::Path;
///
/// use message_cli::files::NewFolder;
///
/// let folder = std::env::temp_dir().join(format!("new-folder-{}", std::process::id()));
/// let new = NewFolder::create(&folder)?;
/// new.write(Path::new("a/b.json"), b"{}")?;
/// assert!(!folder.exists(), "it gets its name at the end");
/// new.finish()?;
/// assert_eq!(std::fs::read(folder.join("a/b.json"))?, b"{}");
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), anyhow::Error>(())
/// ```
pub struct NewFolder {
    part: Part,
    to: PathBuf,
}

impl NewFolder {
    /// Begins a new folder at the path, where nothing or an empty folder may be.
    ///
    /// # Errors
    ///
    /// If there is something else, a link included; if another run is writing there; or if nothing
    /// can be created.
    pub fn create(to: &Path) -> Result<Self> {
        let to = folder_path(to)?;
        ensure!(
            is_free(&to)?,
            "{} is not empty, expected a new or an empty folder",
            to.display()
        );
        let part = Part::create(&to, Kind::Folder)?;
        // The rename replaces the empty folder that somebody has made, who may have set its
        // permissions.
        if let Ok(there) = fs::metadata(&to) {
            let same = fs::set_permissions(part.path(), there.permissions());
            same.with_context(|| format!("cannot write {}", to.display()))?;
        }
        Ok(Self { part, to })
    }

    /// Writes a file of the folder, whose path starts in the folder.
    ///
    /// # Errors
    ///
    /// If it cannot be written, or was written before.
    pub fn write(&self, file: &Path, bytes: &[u8]) -> Result<()> {
        write_new(&self.part.path().join(file), bytes)
            .with_context(|| format!("cannot write {}", self.to.join(file).display()))
    }

    /// Gives the folder its name.
    ///
    /// # Errors
    ///
    /// If something else has been put there meanwhile.
    pub fn finish(self) -> Result<()> {
        let Self { part, to } = self;
        match sync_below(part.path()).and_then(|()| part.place(&to)) {
            Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty => {
                bail!(
                    "{} is no longer empty: somebody else has written there meanwhile",
                    to.display()
                )
            }
            placed => placed.with_context(|| format!("cannot write {}", to.display())),
        }
    }
}

/// Writes a new file, which is not flushed to disk yet.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = File::options().write(true).create_new(true).open(path)?;
    file.write_all(bytes)
}

/// Flushes all files below a folder to disk.
///
/// On Linux the whole file system is flushed at once, which takes a tenth of a second where 1,600
/// files one by one take several seconds.
#[cfg(target_os = "linux")]
pub(super) fn sync_below(folder: &Path) -> io::Result<()> {
    Ok(nix::unistd::syncfs(File::open(folder)?)?)
}

/// Flushes all files below a folder to disk.
#[cfg(not(target_os = "linux"))]
pub(super) fn sync_below(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => sync_below(&entry.path())?,
            // Windows flushes only what is open for writing.
            false => File::options().write(true).open(entry.path())?.sync_all()?,
        }
    }
    Ok(())
}

/// Whether a new folder can take this place: there is nothing, or an empty folder in which nobody
/// is.
///
/// ```
/// use message_cli::files::is_free;
///
/// let folder = std::env::temp_dir().join(format!("is-free-{}", std::process::id()));
/// assert!(is_free(&folder)?, "there is nothing");
/// std::fs::create_dir(&folder)?;
/// assert!(is_free(&folder)?, "an empty folder");
/// std::fs::write(folder.join("a.json"), "{}")?;
/// assert!(!is_free(&folder)?);
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), anyhow::Error>(())
/// ```
///
/// # Errors
///
/// If there is a link or a file, or the empty folder is the current one: whoever is in it would not
/// see what replaces it.
pub fn is_free(to: &Path) -> Result<bool> {
    let there = match fs::symlink_metadata(to) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(true),
        there => there.with_context(|| format!("cannot read {}", to.display()))?,
    };
    ensure!(
        !there.is_symlink(),
        "{} is a link, expected the folder itself or a new name",
        to.display()
    );
    ensure!(
        there.is_dir(),
        "{} is a file, expected a folder or a new name",
        to.display()
    );
    let is_empty = fs::read_dir(to)
        .with_context(|| format!("cannot read {}", to.display()))?
        .next()
        .is_none();
    ensure!(
        !(is_empty && is_current(to)),
        "{} is the current folder, expected a folder with a name",
        to.display()
    );
    Ok(is_empty)
}

fn is_current(folder: &Path) -> bool {
    let current = std::env::current_dir().and_then(fs::canonicalize);
    let (Ok(current), Ok(folder)) = (current, fs::canonicalize(folder)) else {
        return false;
    };
    current.starts_with(&folder)
}

/// The absolute path of a folder, without the slash at its end that shells add: behind a slash a
/// link is followed.
///
/// ```
/// use std::path::Path;
///
/// use message_cli::files::folder_path;
///
/// assert_eq!(folder_path(Path::new("/tmp/mine/"))?, Path::new("/tmp/mine"));
/// assert!(folder_path(Path::new("")).is_err());
/// # Ok::<(), anyhow::Error>(())
/// ```
///
/// # Errors
///
/// If the path is empty, or ends in `..` and there is no such folder.
pub fn folder_path(given: &Path) -> Result<PathBuf> {
    let context = || format!("{}: expected the path of a folder", given.display());
    let whole = path::absolute(given).with_context(context)?;
    match (whole.parent(), whole.file_name()) {
        // Joined again, since the slash at the end is gone only then.
        (Some(parent), Some(name)) => Ok(parent.join(name)),
        _ => fs::canonicalize(whole).with_context(context),
    }
}
