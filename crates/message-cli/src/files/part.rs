//! Parts: files and folders under a temporary name, until they are complete.
//!
//! The part of `legs.jsonl` is `.legs.jsonl.4711.unfinished` beside it, where 4711 is the number of
//! the process. It is created new, so that nothing of the user's is overwritten, and its process
//! holds a lock on it. The operating system lets go of the lock when the process ends, in whatever
//! way. So a part that can be locked was left behind by a run that was killed, and is removed; a
//! part that cannot be locked belongs to a run that is still writing.
//!
//! Where folders cannot be locked (Windows, some network file systems), what a killed run has left
//! behind stays, and two runs at the same place are told apart only by who renames first.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::process;

use anyhow::{Context, Result, bail};

/// How the name of a part ends.
const SUFFIX: &str = ".unfinished";

/// The number of bytes of the target's name that go into the name of its part: file systems allow
/// names of 255 bytes.
const NAME_MAX: usize = 200;

/// What a part is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
}

/// A file or folder under a temporary name. It is removed when it is dropped without having been
/// placed.
pub(super) struct Part {
    path: PathBuf,
    kind: Kind,
    /// Holds the lock; `None` if a folder cannot be opened on this system.
    handle: Option<File>,
    is_placed: bool,
}

impl Part {
    /// Creates the part of `target`, after removing what killed runs have left of it.
    ///
    /// # Errors
    ///
    /// If another run is writing the same target, or the part cannot be created.
    pub(super) fn create(target: &Path, kind: Kind) -> Result<Self> {
        let context = || format!("cannot write {}", target.display());
        let name = target
            .file_name()
            .with_context(|| format!("{}: expected a name", target.display()))?;
        let folder = target
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        fs::create_dir_all(folder).with_context(context)?;
        // From looking for other parts until there is one of our own, no other run may do the same.
        let _alone = lock_folder(folder);
        let prefix = prefix(&name.to_string_lossy());
        for entry in fs::read_dir(folder).with_context(context)? {
            let entry = entry.with_context(context)?;
            let Some(process) = process_of(&entry.file_name().to_string_lossy(), &prefix) else {
                continue;
            };
            if remove_if_left_behind(&entry.path()).with_context(context)? == Left::ByLivingRun {
                bail!(
                    "{}: process {process} is writing it, expected that nobody does; wait for it, or write to another \
                     place",
                    target.display()
                );
            }
        }
        // The number tells whoever finds the part which process to ask about; the lock tells
        // whether it lives, since numbers are used again.
        let path = folder.join(format!("{prefix}{}{SUFFIX}", process::id()));
        Self::create_new(path, kind).with_context(context)
    }

    fn create_new(path: PathBuf, kind: Kind) -> io::Result<Self> {
        let handle = match kind {
            Kind::File => Some(File::options().write(true).create_new(true).open(&path)?),
            Kind::Folder => {
                fs::create_dir(&path)?;
                File::open(&path).ok()
            }
        };
        if let Some(handle) = &handle {
            // On a file system without locks the part is written all the same.
            let _ = handle.try_lock();
        }
        Ok(Self {
            path,
            kind,
            handle,
            is_placed: false,
        })
    }

    /// Where the part is for now.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The open file of the part of a file.
    pub(super) fn file(&self) -> &File {
        self.handle
            .as_ref()
            .expect("the part of a file has been opened")
    }

    /// Gives the part its name.
    pub(super) fn place(mut self, target: &Path) -> io::Result<()> {
        fs::rename(&self.path, target)?;
        self.is_placed = true;
        target.parent().map(sync_folder);
        Ok(())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if self.is_placed {
            return;
        }
        // If it cannot be removed, the next run at the same place does it.
        let _ = match self.kind {
            Kind::File => fs::remove_file(&self.path),
            Kind::Folder => fs::remove_dir_all(&self.path),
        };
    }
}

/// Claims a folder that another program is to fill, which cannot be done beside it: no other run
/// claims it before what is returned is dropped.
///
/// # Errors
///
/// If another run has claimed it.
pub fn claim_folder(folder: &Path) -> Result<impl Drop + use<>> {
    Part::create(folder, Kind::File)
}

/// Whether a file or folder of this name is a part, of whatever target.
///
/// ```
/// use message_cli::files::is_part;
///
/// assert!(is_part(".legs.jsonl.4711.unfinished"));
/// assert!(!is_part("legs.jsonl"));
/// ```
pub fn is_part(name: &str) -> bool {
    name.starts_with('.')
        && name
            .strip_suffix(SUFFIX)
            .is_some_and(|rest| number_after_last_dot(rest).is_some())
}

/// How the names of all parts of a target begin.
fn prefix(name: &str) -> String {
    let mut end = name.len().min(NAME_MAX);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!(".{}.", &name[..end])
}

/// The number of the process whose part has this name; `None` if it is not a part with this prefix.
fn process_of(name: &str, prefix: &str) -> Option<u32> {
    name.strip_prefix(prefix)?
        .strip_suffix(SUFFIX)?
        .parse()
        .ok()
}

fn number_after_last_dot(name: &str) -> Option<u32> {
    name.rsplit_once('.')?.1.parse().ok()
}

/// Who has left a part behind.
#[derive(PartialEq, Eq)]
enum Left {
    ByLivingRun,
    /// By a run that was killed; the part is removed. Or nobody can tell, and it stays.
    Otherwise,
}

fn remove_if_left_behind(path: &Path) -> io::Result<Left> {
    let kind = match fs::symlink_metadata(path) {
        Ok(there) if there.is_file() => Kind::File,
        Ok(there) if there.is_dir() => Kind::Folder,
        // A link, or it has just been placed or removed.
        Ok(_) | Err(_) => return Ok(Left::Otherwise),
    };
    // Windows opens no folder, and what another user owns may not be opened.
    let Ok(handle) = File::open(path) else {
        return Ok(Left::Otherwise);
    };
    let removed = match (handle.try_lock(), kind) {
        (Err(TryLockError::WouldBlock), _) => return Ok(Left::ByLivingRun),
        // Without locks nobody can tell whose it is: rather a part too many than a file of somebody
        // else removed.
        (Err(TryLockError::Error(_)), _) => return Ok(Left::Otherwise),
        (Ok(()), Kind::File) => fs::remove_file(path),
        (Ok(()), Kind::Folder) => fs::remove_dir_all(path),
    };
    match removed {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(Left::Otherwise),
    }
}

/// Locks a folder, waiting for whoever holds it for a moment; `None` where folders cannot be
/// locked.
fn lock_folder(folder: &Path) -> Option<File> {
    let handle = File::open(folder).ok()?;
    handle.lock().ok()?;
    Some(handle)
}

/// Makes renames in a folder lasting, where the system can.
pub(super) fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_parts_are_told_from_names_of_users() {
        for name in [".legs.jsonl.4711.unfinished", "..1.unfinished"] {
            assert!(is_part(name), "{name}");
        }
        for name in [
            "legs.jsonl.4711.unfinished",
            ".legs.unfinished",
            ".legs.x.unfinished",
            ".legs.4711",
            "f.part",
        ] {
            assert!(!is_part(name), "{name}");
        }
        assert_eq!(
            process_of(".legs.jsonl.4711.unfinished", &prefix("legs.jsonl")),
            Some(4711)
        );
        assert_eq!(
            process_of(".legs.jsonl.4711.unfinished", &prefix("legs")),
            None
        );
    }

    #[test]
    fn a_name_as_long_as_allowed_has_a_part() {
        let longest = "ä".repeat(127);
        assert!(format!("{}{}{SUFFIX}", prefix(&longest), u32::MAX).len() <= 255);
    }
}
