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
    // A device or a named pipe cannot be written beside and renamed.
    if fs::metadata(out).is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        let context = || format!("cannot write {out}");
        let mut file = BufWriter::new(File::options().write(true).open(out).with_context(context)?);
        write(&mut file)?;
        return file.flush().with_context(context);
    }
    let mut file = Draft::create(Path::new(out))?;
    write(&mut file)?;
    file.finish()
}

/// A file under way: it takes its name when it is finished, and goes away when it is not.
struct Draft {
    file: BufWriter<File>,
    beside: PathBuf,
    path: PathBuf,
    finished: bool,
}

impl Draft {
    fn create(path: &Path) -> Result<Self> {
        let context = || format!("cannot write {}", path.display());
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder).with_context(context)?;
        }
        let mut beside = OsString::from(path);
        beside.push(".part");
        let beside = PathBuf::from(beside);
        let file = File::create(&beside).with_context(context)?;
        Ok(Self { file: BufWriter::new(file), beside, path: path.to_owned(), finished: false })
    }

    fn finish(mut self) -> Result<()> {
        let context = || format!("cannot write {}", self.path.display());
        self.file.flush().with_context(context)?;
        fs::rename(&self.beside, &self.path).with_context(context)?;
        self.finished = true;
        Ok(())
    }
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
        if !self.finished {
            // Nothing is left to do about a file that cannot be removed.
            let _ = fs::remove_file(&self.beside);
        }
    }
}

/// Whether an error says that nobody reads standard output any more.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == ErrorKind::BrokenPipe))
}
