//! A folder that a run fills file by file.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Context, Result, ensure};

use super::{NewFolder, folder_path, is_free};
use crate::console;

/// A folder that a run fills, and that appears as a whole.
///
/// If the folder holds something, nothing is written: it must be just what the run would write. So
/// a run can be done again that was killed without anybody knowing whether it had finished.
pub enum FilledFolder {
    /// There was nothing, or an empty folder.
    New(NewFolder),
    /// There was something, with which the files are compared.
    Found {
        /// The path of the folder.
        folder: PathBuf,
        /// How many of its files have been found to be up to date.
        same: Cell<usize>,
    },
}

impl FilledFolder {
    /// Begins to fill the folder at the path.
    ///
    /// # Errors
    ///
    /// If there is a file or a link; if another run is writing there; or if nothing can be created.
    pub fn begin(to: &Path) -> Result<Self> {
        let folder = folder_path(to)?;
        Ok(match is_free(&folder)? {
            true => Self::New(NewFolder::create(&folder)?),
            false => Self::Found {
                folder,
                same: Cell::new(0),
            },
        })
    }

    /// Writes a file of the folder, whose path starts in the folder.
    ///
    /// # Errors
    ///
    /// If it cannot be written, or the folder was there before and the file is not the same in it.
    pub fn write(&self, file: &Path, bytes: &[u8]) -> Result<()> {
        match self {
            Self::New(folder) => folder.write(file, bytes),
            Self::Found { folder, same } => {
                let is_same = fs::read(folder.join(file)).is_ok_and(|found| found == bytes);
                ensure!(is_same, "{}", is_not_empty(folder));
                same.set(same.get() + 1);
                Ok(())
            }
        }
    }

    /// Gives the folder its name.
    ///
    /// # Errors
    ///
    /// If something else has been put there meanwhile, or the folder was there before and holds
    /// more.
    pub fn finish(self) -> Result<()> {
        match self {
            Self::New(folder) => folder.finish(),
            Self::Found { folder, same } => {
                let found = count_below(&folder)
                    .with_context(|| format!("cannot read {}", folder.display()))?;
                ensure!(found == same.get(), "{}", is_not_empty(&folder));
                console::remark(format_args!(
                    "{} holds just this already, and is left as it is",
                    folder.display()
                ));
                Ok(())
            }
        }
    }
}

/// The number of files in a folder and those below it; an empty folder counts as one, since no run
/// writes it.
fn count_below(folder: &Path) -> io::Result<usize> {
    let mut count = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        count += match entry.file_type()?.is_dir() {
            true => count_below(&entry.path())?.max(1),
            false => 1,
        };
    }
    Ok(count)
}

fn is_not_empty(folder: &Path) -> String {
    format!(
        "{} is not empty, expected a new or an empty folder, or just what this run writes",
        folder.display()
    )
}
