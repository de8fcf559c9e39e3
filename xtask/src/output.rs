//! Writing output: files are written whole or not at all, and pipes may end early.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write, stdout};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The root of the workspace, to which the commands' own paths are relative.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the workspace")
}

/// Writes a file whole or not at all: it is written under another name and then renamed.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut file = Draft::create(path)?;
    file.write_all(bytes).with_context(|| format!("cannot write {}", path.display()))?;
    file.finish()
}

/// Calls `write` with the file at `out`, or with standard output if `out` is `-`.
pub(crate) fn with_output(out: &str, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    if out == "-" {
        let mut out = BufWriter::new(stdout().lock());
        write(&mut out)?;
        return out.flush().context("cannot write standard output");
    }
    let mut file = Draft::create(Path::new(out))?;
    write(&mut file)?;
    file.finish()
}

/// A file being written: it gets its name when it is finished, and is removed if it never is.
///
/// A device, a named pipe or a link must not be replaced, so it is written into directly.
struct Draft {
    file: BufWriter<File>,
    path: PathBuf,
    /// The temporary path of the file until it is finished; `None` if it is written directly.
    beside: Option<PathBuf>,
}

impl Draft {
    fn create(path: &Path) -> Result<Self> {
        let context = || format!("cannot write {}", path.display());
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder).with_context(context)?;
        }
        let (file, beside) = if is_replaced(path) {
            let mut beside = OsString::from(path);
            beside.push(".part");
            let beside = PathBuf::from(beside);
            (File::create(&beside).with_context(context)?, Some(beside))
        } else {
            (File::options().write(true).truncate(true).open(path).with_context(context)?, None)
        };
        Ok(Self { file: BufWriter::new(file), path: path.to_owned(), beside })
    }

    fn finish(mut self) -> Result<()> {
        let context = || format!("cannot write {}", self.path.display());
        self.file.flush().with_context(context)?;
        if let Some(beside) = &self.beside {
            fs::rename(beside, &self.path).with_context(context)?;
        }
        self.beside = None;
        Ok(())
    }
}

/// Whether what is at `path` may be replaced by renaming: only a regular file, or nothing, may be.
fn is_replaced(path: &Path) -> bool {
    // Links are not followed: `/dev/stdout` is one, and may lead to a regular file.
    fs::symlink_metadata(path).map_or(true, |there| there.is_file() || there.is_dir())
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if let Some(beside) = &self.beside {
            // If the file cannot be removed, there is nothing left to do.
            let _ = fs::remove_file(beside);
        }
    }
}

/// Whether the error means that nobody reads standard output any more.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == ErrorKind::BrokenPipe))
}
