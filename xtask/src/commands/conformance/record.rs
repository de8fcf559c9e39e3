//! The payloads that the clients are given, and where they come from.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::value::RawValue;

/// One payload, cut for one release.
#[derive(Clone, Deserialize)]
pub(super) struct Record {
    /// The published release, such as `19.0.0`.
    pub(super) release: String,
    /// What the payload is.
    pub(super) root: Root,
    /// Where it comes from, for the report: a path in the corpus or a name of ours.
    pub(super) name: String,
    /// The payload to the letter.
    pub(super) payload: Box<RawValue>,
}

/// The definition that a payload is an object of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(super) enum Root {
    Message,
    Conversation,
}

impl Root {
    /// The vendor's name of the definition.
    pub(super) fn name(self) -> &'static str {
        match self {
            Root::Message => "Message",
            Root::Conversation => "Conversation",
        }
    }
}

/// Gives the records of a release: those of a file (`-`: standard input), or the corpus with a wide set beside it.
pub(super) fn load(file: Option<&Path>) -> Result<impl Fn(&str) -> Result<Vec<Record>> + Sync> {
    let given = file.map(read).transpose()?;
    Ok(move |release: &str| {
        let records = match &given {
            Some(given) => given.iter().filter(|record| record.release == release).cloned().collect(),
            None => records(release)?,
        };
        ensure!(!records.is_empty(), "no record is cut for release {release}, so there is nothing to check");
        Ok(records)
    })
}

/// The corpus' records of a release.
fn records(_release: &str) -> Result<Vec<Record>> {
    Ok(Vec::new())
}

fn read(file: &Path) -> Result<Vec<Record>> {
    let mut text = String::new();
    let place = if file == Path::new("-") {
        std::io::stdin().read_to_string(&mut text).context("reading standard input")?;
        "standard input".to_owned()
    } else {
        text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
        file.display().to_string()
    };
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| serde_json::from_str(line).with_context(|| format!("{place}: line {}", index + 1)))
        .collect()
}
