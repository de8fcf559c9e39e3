//! A folder that one run alone may write.

use std::path::Path;

use anyhow::{Result, ensure};

use super::{FolderUpdate, NewFolder, is_free};

/// A folder claimed by this run: another run that wants to write there is refused until this one
/// has ended.
///
/// It is claimed before anything in it is read, since what another run writes meanwhile would not
/// be seen.
pub enum Claim {
    /// There is nothing, or an empty folder.
    New(NewFolder),
    /// There is a folder that a command has written before.
    Update(FolderUpdate),
}

impl Claim {
    /// Claims a folder. What shows that the command has written it before is a file of the name
    /// `mark`; `None` if the folder is known to be the command's.
    ///
    /// # Errors
    ///
    /// If the folder holds something, but not the mark; or if another run is writing there.
    pub fn of(folder: &Path, mark: Option<&str>, command: &str) -> Result<Self> {
        if is_free(folder)? {
            return Ok(Self::New(NewFolder::create(folder)?));
        }
        ensure!(
            mark.is_none_or(|mark| folder.join(mark).is_file()),
            "{} is not empty and holds nothing that `{command}` has written, expected a new or an \
             empty folder",
            folder.display()
        );
        Ok(Self::Update(FolderUpdate::begin(folder)?))
    }
}
