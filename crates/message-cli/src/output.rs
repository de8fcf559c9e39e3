//! Output of a command: into a file, which is written whole or not at all, or to standard output,
//! whose reader may go away.

use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;

use anyhow::Result;

use crate::console;
use crate::files::WholeFile;

/// The names of standard output besides `-`. As a file it would be opened again and overwritten
/// from its beginning.
const STDOUT: [&str; 3] = ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

/// Whether this argument names standard output.
pub(crate) fn is_stdout(out: &str) -> bool {
    out == "-" || STDOUT.contains(&out)
}

/// Calls `write` with the file at `out`, or with standard output if `out` is `-`.
pub fn with_output(out: &str, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    if is_stdout(out) {
        let mut out = BufWriter::new(console::data());
        write(&mut out)?;
        return Ok(out.flush()?);
    }
    let mut file = WholeFile::create(Path::new(out))?;
    write(&mut file)?;
    file.finish()
}

/// Whether the error means that nobody reads standard output any more.
///
/// ```
/// use std::io::{Error, ErrorKind};
///
/// use message_cli::output::is_broken_pipe;
///
/// let broken = anyhow::Error::from(Error::from(ErrorKind::BrokenPipe));
/// assert!(is_broken_pipe(&broken.context("cannot write")));
/// assert!(!is_broken_pipe(&anyhow::anyhow!("cannot read")));
/// ```
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|io| io.kind() == ErrorKind::BrokenPipe)
    })
}
