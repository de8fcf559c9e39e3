//! Writing output: files whole or not at all, and pipes that may end early.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write, stdout};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The folder of the workspace, at which every path of a command starts.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the workspace")
}

/// Writes a file by way of one beside it, so that it is there whole or not at all.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut file = Draft::create(path)?;
    file.write_all(bytes).with_context(|| format!("cannot write {}", path.display()))?;
    file.finish()
}

/// Lets `write` write to the file at `out`, or to standard output if it is `-`.
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

/// A file under way: it takes its name when it is finished, and goes away when it is not.
///
/// A device, a named pipe or a link stays what it is, so that what comes is written into it at once.
struct Draft {
    file: BufWriter<File>,
    path: PathBuf,
    /// Where the file is until it is finished, if it is not at its place already.
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

/// Whether a finished file takes the place of what is at `path`: only a file may be replaced.
fn is_replaced(path: &Path) -> bool {
    // Links are not followed: `/dev/stdout` is one, and may lead to a file.
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
            // Nothing is left to do about a file that cannot be removed.
            let _ = fs::remove_file(beside);
        }
    }
}

/// Whether an error says that nobody reads standard output any more.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == ErrorKind::BrokenPipe))
}
