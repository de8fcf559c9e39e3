//! A file that is written whole or not at all.

use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use super::part::{Kind, Part};

/// Writes a file whole or not at all.
///
/// ```
/// use message_cli::files::write_file;
///
/// let folder = std::env::temp_dir().join(format!("write-file-{}", std::process::id()));
/// std::fs::create_dir(&folder)?;
/// write_file(&folder.join("a.json"), b"1")?;
/// write_file(&folder.join("a.json"), b"2")?;
/// assert_eq!(std::fs::read(folder.join("a.json"))?, b"2");
/// assert_eq!(std::fs::read_dir(&folder)?.count(), 1, "no part is left");
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), anyhow::Error>(())
/// ```
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut file = WholeFile::create(path)?;
    file.write_all(bytes).with_context(|| cannot_write(path))?;
    file.finish()
}

/// A file being written: it gets its name when it is finished, and is removed if it never is.
///
/// A device or a named pipe must not be replaced, so it is written into directly.
pub struct WholeFile {
    out: BufWriter<File>,
    /// The path for messages.
    path: PathBuf,
    /// The part, and the path that it gets.
    part: Option<(Part, PathBuf)>,
}

impl WholeFile {
    /// Begins to write the file at `path`, whose folder is created if it is not there.
    ///
    /// # Errors
    ///
    /// If the path is that of a folder, a read-only file or a link that leads nowhere; if another
    /// run is writing the same file; or if the file cannot be created.
    pub fn create(path: &Path) -> Result<Self> {
        let Some(target) = replaced(path)? else {
            let direct = File::options()
                .write(true)
                .open(path)
                .with_context(|| cannot_write(path))?;
            return Ok(Self {
                out: BufWriter::new(direct),
                path: path.to_owned(),
                part: None,
            });
        };
        let before = fs::symlink_metadata(&target).ok();
        // A rename does not ask the file that it replaces, so its protection has to be looked at
        // here.
        let is_read_only = before
            .as_ref()
            .is_some_and(|before| before.permissions().readonly());
        ensure!(
            !is_read_only,
            "{} is read-only, expected a file that may be replaced",
            path.display()
        );
        let part = Part::create(&target, Kind::File)?;
        // The part keeps its own handle to the end, since that holds the lock.
        let out = part
            .file()
            .try_clone()
            .with_context(|| cannot_write(path))?;
        if let Some(before) = before {
            out.set_permissions(before.permissions())
                .with_context(|| cannot_write(path))?;
        }
        Ok(Self {
            out: BufWriter::new(out),
            path: path.to_owned(),
            part: Some((part, target)),
        })
    }

    /// Flushes the file to disk and gives it its name.
    pub fn finish(mut self) -> Result<()> {
        self.finish_inner()
            .with_context(|| cannot_write(&self.path))
    }

    fn finish_inner(&mut self) -> io::Result<()> {
        self.out.flush()?;
        let Some((part, target)) = self.part.take() else {
            return Ok(());
        };
        self.out.get_ref().sync_all()?;
        part.place(&target)
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out
            .write(bytes)
            .map_err(|error| named(&self.path, &error))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush().map_err(|error| named(&self.path, &error))
    }
}

/// The error with the name of the file, which whoever writes records does not know.
fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// The path of the file to be replaced, which for a link is that of the file to which it leads;
/// `None` if what is at the path must be written into directly.
fn replaced(path: &Path) -> Result<Option<PathBuf>> {
    let there = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Some(path.to_owned())),
        there => there.with_context(|| cannot_write(path))?,
    };
    if !there.is_symlink() {
        return Ok(is_replaced(path, &there)?.then(|| path.to_owned()));
    }
    let there = fs::metadata(path).with_context(|| leads_nowhere(path))?;
    Ok(if is_replaced(path, &there)? {
        Some(fs::canonicalize(path).with_context(|| leads_nowhere(path))?)
    } else {
        None
    })
}

fn leads_nowhere(link: &Path) -> String {
    format!(
        "{} is a link that leads nowhere, expected a file or a new name",
        link.display()
    )
}

/// Whether a file is replaced rather than written into.
fn is_replaced(path: &Path, there: &Metadata) -> Result<bool> {
    if there.is_dir() {
        bail!(
            "{} is a folder, expected a file or a new name",
            path.display()
        );
    }
    Ok(there.is_file())
}

fn cannot_write(path: &Path) -> String {
    format!("cannot write {}", path.display())
}
