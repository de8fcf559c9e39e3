//! Finds out why the bytes of the corpus change, by comparing its manifests before and after.
//!
//! People review stories, so a change of bytes that no story shows would go unnoticed. Such a
//! change is in order if something that has a version or a digest of its own has changed; if
//! nothing has, the change is an accident or somebody forgot to raise a version.

use std::collections::BTreeMap;
use std::fmt;

use super::file::Kind;
use super::manifest::{Entry, Manifest};

/// Why a file's bytes differ from before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// Its story has changed, which the storyboard shows.
    Story,
    /// The version of the values drawn from keys, [`STREAM`](message_generator::STREAM), has
    /// changed.
    Stream,
    /// The version of the content, [`CONTENT`](message_generator::CONTENT), has changed.
    Content,
    /// The contract of some release has changed.
    Contract,
    /// The rules or their examples have changed.
    Rules,
    /// The version of what faults do, [`FAULTS`](message_faults::FAULTS), has changed.
    Faults,
    /// None of these has changed.
    Unexplained,
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Story => "its story changed",
            Self::Stream => "the stream version changed",
            Self::Content => "the content version changed",
            Self::Contract => "the contract changed",
            Self::Rules => "the rules changed",
            Self::Faults => "the version of faults changed",
            Self::Unexplained => "nothing explains it",
        })
    }
}

/// The files whose bytes differ between two manifests, by path, each with the reason. Files that
/// only one of the manifests lists are left out.
///
/// ```
/// use message_corpus::{self, Cause, Manifest, causes};
///
/// let before = Manifest::of(&message_corpus::files(&[])?, &[]);
/// let mut after = before.clone();
/// after.files[0].sha256 = "0".repeat(64);
/// let path = before.files[0].path.as_str();
/// assert_eq!(causes(&before, &after), [(path, Cause::Unexplained)].into());
/// after.stream_version += 1;
/// assert_eq!(causes(&before, &after), [(before.files[0].path.as_str(), Cause::Stream)].into());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn causes<'a>(before: &Manifest, after: &'a Manifest) -> BTreeMap<&'a str, Cause> {
    let by_path: BTreeMap<&str, &Entry> = before
        .files
        .iter()
        .map(|entry| (entry.path.as_str(), entry))
        .collect();
    let scripts = after.files.iter().filter(|entry| !entry.story.is_empty());
    let stories: BTreeMap<&str, &str> = scripts
        .map(|entry| (entry.path.as_str(), entry.story.as_str()))
        .collect();
    let story_before = |path: &str| by_path.get(path).map(|entry| entry.story.as_str());
    let has_any_other_story = stories
        .iter()
        .any(|(path, story)| story_before(path) != Some(story));
    let moved = after.files.iter().filter(|entry| {
        let old = by_path.get(entry.path.as_str());
        old.is_some_and(|old| old.sha256 != entry.sha256)
    });
    let causes = moved.map(|entry| {
        let script = entry.script.as_str();
        let told_before = story_before(script);
        let told = stories.get(script).copied();
        // Cases of faults are made of several plays.
        let has_other_story = match is_wrong(entry) {
            true => has_any_other_story,
            false => told.is_some() && told != told_before,
        };
        let cause = cause(entry, has_other_story, before, after);
        (entry.path.as_str(), cause)
    });
    causes.collect()
}

/// Whether a file is wrong on purpose, or says what is right about such files.
fn is_wrong(entry: &Entry) -> bool {
    !entry.rule.is_empty() || matches!(entry.kind, Kind::Case | Kind::Label)
}

/// Why a file has other bytes: the first reason that holds, from what people review to what they
/// cannot.
fn cause(entry: &Entry, has_other_story: bool, before: &Manifest, after: &Manifest) -> Cause {
    let (was, is) = (&before.origin, &after.origin);
    let reasons = [
        (has_other_story, Cause::Story),
        (
            before.stream_version != after.stream_version || before.seed != after.seed,
            Cause::Stream,
        ),
        (was.content_version != is.content_version, Cause::Content),
        (was.contract != is.contract, Cause::Contract),
        (was.rules != is.rules && is_wrong(entry), Cause::Rules),
        (
            was.faults_version != is.faults_version && is_wrong(entry),
            Cause::Faults,
        ),
    ];
    let mut reasons = reasons.into_iter();
    reasons
        .find_map(|(is_so, cause)| is_so.then_some(cause))
        .unwrap_or(Cause::Unexplained)
}
