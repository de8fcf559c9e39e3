//! The sources of records: a file, a profile, or by default the corpus together with drawn records.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use message_generator::{Profile, Run};
use message_model::{ApiRevision, Conversation, Message, encode};
use proptest::arbitrary::Arbitrary;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::record::{Record, Root, read, text_of};

/// The numbers of messages and conversations that are drawn for a release in addition to the
/// corpus.
const MESSAGES_DRAWN: usize = 200;
const CONVERSATIONS_DRAWN: usize = 50;

/// A source of records for each release.
pub(super) enum Source {
    /// The records of a file.
    File(Vec<Record>),
    /// The records of the corpus in this folder, and drawn ones.
    Corpus(PathBuf),
    /// This number of conversations of each of these profiles, played on the platform of the
    /// release.
    Profiles(Vec<Profile>, u64),
}

impl Source {
    /// The file if one is given (`-` is standard input), or else the corpus in `fixtures`.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub(super) fn new(file: Option<&Path>, fixtures: PathBuf) -> Result<Self> {
        Ok(match file {
            Some(file) => Source::File(read(file)?),
            None => Source::Corpus(fixtures),
        })
    }

    /// The records of a release that have every property that the contract requires; at least one.
    ///
    /// # Errors
    ///
    /// When the corpus cannot be read, or has no record for the release.
    pub(super) fn records(&self, release: &str) -> Result<Vec<Record>> {
        let records = match self {
            Source::File(records) => records
                .iter()
                .filter(|record| record.release == release)
                .cloned()
                .collect(),
            Source::Corpus(fixtures) => corpus(fixtures, release)?,
            Source::Profiles(profiles, count) => {
                let revision = release.parse()?;
                let records = profiles
                    .iter()
                    .map(|profile| generated(profile, *count, revision));
                records.collect::<Result<Vec<_>>>()?.concat()
            }
        };
        ensure!(
            !records.is_empty(),
            "no record is cut for {release}, so there is nothing to check"
        );
        Ok(records)
    }

    /// Whether every property of a release must occur in the source's records.
    pub(super) fn covers_everything(&self) -> bool {
        match self {
            Source::File(_) | Source::Corpus(_) => true,
            Source::Profiles(..) => false,
        }
    }

    /// The records of a release; for the corpus, together with drawn ones, which have unusual
    /// texts, the ends of every range, and any property left out, required or not.
    ///
    /// # Errors
    ///
    /// As [`Source::records`].
    pub(super) fn records_and_drawn(&self, release: &str) -> Result<Vec<Record>> {
        let mut records = self.records(release)?;
        if let Source::Corpus(_) = self {
            let revision = release.parse()?;
            records.extend(draw::<Message>(revision, Root::Message, MESSAGES_DRAWN)?);
            records.extend(draw::<Conversation>(
                revision,
                Root::Conversation,
                CONVERSATIONS_DRAWN,
            )?);
        }
        Ok(records)
    }
}

/// The corpus's records of a release. For a release without a folder, the newest ones as that
/// release would have sent them.
fn corpus(folder: &Path, release: &str) -> Result<Vec<Record>> {
    let records = files_of(folder, release)?;
    if !records.is_empty() {
        return Ok(records);
    }
    let revision = release.parse()?;
    files_of(folder, &ApiRevision::LATEST.to_string())?
        .into_iter()
        .map(|record| record.cut(revision))
        .collect()
}

/// Conversations of a profile on the platform of a release, each after its last event.
fn generated(profile: &Profile, count: u64, revision: ApiRevision) -> Result<Vec<Record>> {
    let run = Run::new(1)
        .with_profile(profile.clone())
        .with_revision(revision);
    let of_number = |number| {
        run.episodes(number).into_iter().map(move |episode| {
            let text = encode(&episode.conversation().as_of(revision).value)?;
            let name = format!("{} {number}", profile.name);
            let payload = RawValue::from_string(text)?;
            Ok(Record {
                release: revision.to_string(),
                root: Root::Conversation,
                name,
                payload,
            })
        })
    };
    (0..count).flat_map(of_number).collect()
}

fn draw<T>(revision: ApiRevision, root: Root, count: usize) -> Result<Vec<Record>>
where
    T: Arbitrary<Parameters = Option<ApiRevision>> + Serialize,
{
    // Seeded by a constant: the same records in every run.
    let mut runner = TestRunner::deterministic();
    let values = T::arbitrary_with(Some(revision));
    let draw = |index| {
        let value = values
            .new_tree(&mut runner)
            .map_err(|reason| anyhow!("nothing can be drawn: {reason}"))?
            .current();
        let payload = RawValue::from_string(encode(&value)?)?;
        Ok(Record {
            release: revision.to_string(),
            root,
            name: format!("drawn {} {index}", root.name()),
            payload,
        })
    };
    (0..count).map(draw).collect()
}

/// The files that a client of a release must accept, by the manifest.
fn files_of(folder: &Path, release: &str) -> Result<Vec<Record>> {
    const MADE_BY: &str = "the corpus cannot be read, cargo xtask fixtures makes it";
    let text = text_of(&folder.join("manifest.json")).context(MADE_BY)?;
    let manifest: Manifest = serde_json::from_str(&text).context(MADE_BY)?;
    let wanted = manifest
        .files
        .into_iter()
        .filter(|file| file.revision == release && file.is_for_clients());
    let mut records = Vec::new();
    for file in wanted {
        let Some(root) = file.model else { continue };
        let text = text_of(&folder.join(&file.path))?;
        let payloads = serde_json::Deserializer::from_str(&text).into_iter::<Box<RawValue>>();
        for (index, payload) in payloads.enumerate() {
            let name = if index == 0 {
                file.path.clone()
            } else {
                format!("{}:{}", file.path, index + 1)
            };
            let payload = payload.with_context(|| name.clone())?;
            records.push(Record {
                release: release.to_owned(),
                root,
                name,
                payload,
            });
        }
    }
    Ok(records)
}

/// The part of the corpus's manifest that is read here.
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
    /// Whether a client must accept the file and can preserve it, which none can do with payloads
    /// of future releases.
    fn is_for_clients(&self) -> bool {
        self.verdict == "accept" && !self.path.starts_with("future/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, verdict: &str, expected: bool) {
        let (path, revision, verdict) = (path.to_owned(), "269.0.0".to_owned(), verdict.to_owned());
        let file = File {
            path,
            model: Some(Root::Message),
            revision,
            verdict,
        };
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
