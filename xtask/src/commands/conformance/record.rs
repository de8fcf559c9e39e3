//! The payloads that the clients are given, and where they come from.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use message_model::{ApiRevision, Conversation, Message, decode, encode};
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

impl Record {
    /// What an older release would have sent.
    fn cut(self, revision: ApiRevision) -> Result<Self> {
        let text = self.payload.get();
        let text = match self.root {
            Root::Message => encode(&decode::<Message>(text)?.as_of(revision).value)?,
            Root::Conversation => encode(&decode::<Conversation>(text)?.as_of(revision).value)?,
        };
        Ok(Record { release: revision.to_string(), payload: RawValue::from_string(text)?, ..self })
    }
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

/// Gives the records of a release: those of a file (`-`: standard input), or else those of the corpus in a folder.
pub(super) fn load(file: Option<&Path>, fixtures: PathBuf) -> Result<impl Fn(&str) -> Result<Vec<Record>> + Sync> {
    let given = file.map(read).transpose()?;
    Ok(move |release: &str| {
        let records = match &given {
            Some(given) => given.iter().filter(|record| record.release == release).cloned().collect(),
            None => corpus(&fixtures, release)?,
        };
        ensure!(!records.is_empty(), "no record is cut for release {release}, so there is nothing to check");
        Ok(records)
    })
}

/// The corpus' records of a release. For a release that the corpus has no folder of, the newest ones, cut for it.
fn corpus(folder: &Path, release: &str) -> Result<Vec<Record>> {
    let records = files_of(folder, release)?;
    if !records.is_empty() {
        return Ok(records);
    }
    let revision = release.parse()?;
    files_of(folder, &ApiRevision::LATEST.to_string())?.into_iter().map(|record| record.cut(revision)).collect()
}

/// What a client of a release must take, by the manifest.
fn files_of(folder: &Path, release: &str) -> Result<Vec<Record>> {
    const MADE_BY: &str = "the corpus cannot be read, cargo xtask fixtures makes it";
    let text = text_of(&folder.join("manifest.json")).context(MADE_BY)?;
    let manifest: Manifest = serde_json::from_str(&text).context(MADE_BY)?;
    let wanted = manifest.files.into_iter().filter(|file| file.revision == release && file.is_for_clients());
    let mut records = Vec::new();
    for file in wanted {
        let Some(root) = file.model else { continue };
        let text = text_of(&folder.join(&file.path))?;
        let payloads = serde_json::Deserializer::from_str(&text).into_iter::<Box<RawValue>>();
        for (index, payload) in payloads.enumerate() {
            let name = if index == 0 { file.path.clone() } else { format!("{}:{}", file.path, index + 1) };
            let payload = payload.with_context(|| name.clone())?;
            records.push(Record { release: release.to_owned(), root, name, payload });
        }
    }
    Ok(records)
}

/// What is read of the corpus' manifest.
#[derive(Deserialize)]
struct Manifest {
    files: Vec<File>,
}

#[derive(Deserialize)]
struct File {
    path: String,
    model: Option<Root>,
    revision: String,
    verdict: String,
}

impl File {
    /// What is to be accepted, except what no known client can keep: the payloads of releases to come.
    fn is_for_clients(&self) -> bool {
        self.verdict == "accept" && !self.path.starts_with("future/")
    }
}

fn text_of(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))
}

fn read(file: &Path) -> Result<Vec<Record>> {
    let mut text = String::new();
    let place = if file == Path::new("-") {
        std::io::stdin().read_to_string(&mut text).context("reading standard input")?;
        "standard input".to_owned()
    } else {
        text = text_of(file)?;
        file.display().to_string()
    };
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| serde_json::from_str(line).with_context(|| format!("{place}: line {}", index + 1)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_cut_for_a_release_has_nothing_that_the_release_lacks() {
        let payload = r#"{"id":"a","parkTime":"2026-01-05T09:00:00.000Z"}"#;
        let payload = RawValue::from_string(payload.to_owned()).expect("it is JSON");
        let record = Record { release: "269.0.0".to_owned(), root: Root::Message, name: "a".to_owned(), payload };
        let cut = record.cut(ApiRevision::V238).expect("it is a message");
        assert_eq!((cut.release.as_str(), cut.payload.get()), ("238.0.0", r#"{"id":"a"}"#));
    }

    #[track_caller]
    fn check(path: &str, verdict: &str, expected: bool) {
        let (path, revision, verdict) = (path.to_owned(), "269.0.0".to_owned(), verdict.to_owned());
        let file = File { path, model: Some(Root::Message), revision, verdict };
        assert_eq!(file.is_for_clients(), expected);
    }

    #[test]
    fn clients_are_given_what_they_must_take_and_can_keep() {
        check("current/a/agent.message.json", "accept", true);
        check("current/a/agent.message.json", "reject", false);
        check("current/a/agent.message.json", "either", false);
        check("future/a.message.json", "accept", false);
    }
}
