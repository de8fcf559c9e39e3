//! Reads a file that is one text, such as a scenario, and that a user names.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};

use crate::records::{MB, RECORD_MB_MAX, expect_file, text};

/// Reads a file of UTF-8, without the byte order mark with which editors on Windows begin one. A
/// file that is longer than a record may be is an error, so that none without an end, such as
/// `/dev/zero`, fills the memory.
pub fn read_text(path: &Path) -> Result<String> {
    let context = || format!("cannot read {}", path.display());
    let most = RECORD_MB_MAX * MB;
    expect_file(path)?;
    let mut bytes = Vec::new();
    let file = File::open(path).with_context(context)?;
    file.take(most as u64 + 1)
        .read_to_end(&mut bytes)
        .with_context(context)?;
    ensure!(
        bytes.len() <= most,
        "{}: it is longer than {RECORD_MB_MAX} MB",
        context()
    );
    let text = text(bytes)
        .map_err(|reason| anyhow!(reason))
        .with_context(context)?;
    Ok(text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text))
}
