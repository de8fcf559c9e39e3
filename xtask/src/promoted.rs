//! The promoted scripts: they are kept under `tests/promoted/` and played into the corpus.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use message_corpus::Case;
use message_generator::Script;

use crate::workspace::root;
use message_cli::read_text;

/// The folder of the promoted scripts.
pub(crate) fn folder() -> PathBuf {
    root().join("tests/promoted")
}

/// The plays of all promoted scripts, sorted by name.
pub(crate) fn cases() -> Result<Vec<Case>> {
    let folder = folder();
    let mut files: Vec<PathBuf> = match fs::read_dir(&folder) {
        Ok(entries) => entries
            .map(|entry| Ok(entry?.path()))
            .collect::<Result<_>>()?,
        Err(_) => return Ok(Vec::new()), // nothing was promoted yet
    };
    files.sort();
    files.into_iter().map(read).collect()
}

fn read(file: PathBuf) -> Result<Case> {
    let text = read_text(&file)?;
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    let case = Script::from_json(&text).and_then(|script| Case::promoted(&name, script));
    Ok(case.map_err(|error| error.in_file(file.display().to_string()))?)
}
