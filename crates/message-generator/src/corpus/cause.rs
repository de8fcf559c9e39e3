//! Why the bytes of the corpus move: what its manifests before and after say of it.
//!
//! People review stories, so a change that no story shows would go unread. It is in order when something else that has a
//! version or a digest of its own has changed; when nothing has, the change is an accident or a version was forgotten.

use super::manifest::{Entry, Manifest};
use std::collections::BTreeMap;
use std::fmt;

/// Why a file holds other bytes than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// It tells another story, which a storyboard shows.
    Story,
    /// The version of the values that keys give went up.
    Stream,
    /// The version of what events look like on the wire went up.
    Content,
    /// The contract of some release is another.
    Contract,
    /// The rules or their examples are others.
    Rules,
    /// None of these.
    Unexplained,
}

impl fmt::Display for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Story => "its story changed",
            Self::Stream => "the stream version changed",
            Self::Content => "the content version changed",
            Self::Contract => "the contract changed",
            Self::Rules => "the rules changed",
            Self::Unexplained => "nothing explains it",
        })
    }
}

/// The files that both manifests list with other bytes, each with the reason.
///
/// ```
/// use message_generator::corpus::{self, Cause, Manifest, causes};
///
/// let before = Manifest::of(&corpus::files(&[])?, &[]);
/// let mut after = before.clone();
/// after.files[0].sha256 = "0".repeat(64);
/// assert_eq!(causes(&before, &after), [(before.files[0].path.as_str(), Cause::Unexplained)].into());
/// after.stream_version += 1;
/// assert_eq!(causes(&before, &after), [(before.files[0].path.as_str(), Cause::Stream)].into());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn causes<'a>(before: &Manifest, after: &'a Manifest) -> BTreeMap<&'a str, Cause> {
    let by_path: BTreeMap<&str, &Entry> = before.files.iter().map(|entry| (entry.path.as_str(), entry)).collect();
    let stories = |manifest: &'a Manifest| {
        let scripts = manifest.files.iter().filter(|entry| !entry.story.is_empty());
        scripts.map(|entry| (entry.path.as_str(), entry.story.as_str())).collect::<BTreeMap<_, _>>()
    };
    let story_after = stories(after);
    let story_before = |path: &str| by_path.get(path).map(|entry| entry.story.as_str());
    let cause = |entry: &Entry| {
        let told = story_after.get(entry.script.as_str()).copied();
        let (was, is) = (&before.origin, &after.origin);
        let reasons = [
            (told.is_some() && told != story_before(&entry.script), Cause::Story),
            (before.stream_version != after.stream_version || before.seed != after.seed, Cause::Stream),
            (was.content_version != is.content_version, Cause::Content),
            (was.contract != is.contract, Cause::Contract),
            (was.rules != is.rules && !entry.rule.is_empty(), Cause::Rules),
        ];
        reasons.into_iter().find_map(|(is_so, cause)| is_so.then_some(cause)).unwrap_or(Cause::Unexplained)
    };
    let moved = |entry: &&Entry| by_path.get(entry.path.as_str()).is_some_and(|old| old.sha256 != entry.sha256);
    after.files.iter().filter(moved).map(|entry| (entry.path.as_str(), cause(entry))).collect()
}
