//! Sets that never change again: what was cut for a release stays as it was, whatever becomes of the model.
//!
//! A frozen set carries its own manifest, and that manifest is what makes it frozen: its folder is written by nobody from
//! then on. What its scripts give today may differ, so nothing is played again; that its files are those that were frozen,
//! still read, and come back byte for byte is checked each time.

use super::case::Case;
use super::covers::Covers;
use super::digest::digest;
use super::file::{File, Kind};
use super::manifest::{Entry, Manifest};
use super::papers::paper;
use crate::error::Error;
use crate::scenario::Scenario;
use crate::script::Script;
use message_model::{ApiRevision, Conversation, Message, decode, encode, encode_pretty};

/// The name of the manifest of a frozen set, in its folder.
pub const FROZEN: &str = "FROZEN.json";

/// A set of files that never changes again.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FrozenSet {
    /// Where it stands below `fixtures/`, such as `as-of/19.0.0`.
    pub folder: String,
    /// What is in it, and since when it is frozen; paths are from the top of the fixtures.
    pub manifest: Manifest,
    /// The manifest as it stands in its file, which is not to change either.
    text: String,
}

impl FrozenSet {
    /// Reads the manifest of the set in this folder.
    ///
    /// # Errors
    ///
    /// If the text is no manifest, says no day, or lists a file outside of the folder.
    pub fn parse(folder: &str, text: String) -> Result<Self, Error> {
        let file = format!("{folder}/{FROZEN}");
        let manifest = Manifest::parse(&text).map_err(|error| error.in_file(&file))?;
        if manifest.frozen.is_empty() {
            return Err(Error::new("frozen", "found nothing, expected the day, as yyyy-MM-dd").in_file(file));
        }
        let within = |entry: &&Entry| entry.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        if let Some(entry) = manifest.files.iter().find(|entry| !within(entry)) {
            let problem = format!("found {:?}, expected a file of {folder}", entry.path);
            return Err(Error::new("files", problem).in_file(file));
        }
        Ok(Self { folder: folder.to_owned(), manifest, text })
    }

    /// The set of those of these files that stand in the folder, frozen on that day.
    pub(super) fn of(folder: &str, date: &str, files: &[File]) -> Self {
        let prefix = format!("{folder}/");
        let within: Vec<File> = files.iter().filter(|file| file.path.starts_with(&prefix)).cloned().collect();
        let manifest = Manifest { frozen: date.to_owned(), ..Manifest::of(&within, &[]) };
        Self { folder: folder.to_owned(), text: manifest.to_json(), manifest }
    }

    /// Its name below `as-of/`: the release, and the day behind it if the set was added on a later day.
    #[must_use]
    pub fn name(&self) -> &str {
        self.folder.rsplit('/').next().unwrap_or(&self.folder)
    }

    /// The release that all its files are of; nothing if it has none.
    #[must_use]
    pub fn revision(&self) -> Option<ApiRevision> {
        self.manifest.files.first().map(|entry| entry.revision)
    }

    /// Its plays, in the order of the scenarios: those whose scripts still give every file as it was frozen.
    ///
    /// Of the others nobody can tell any more what led to their files, event by event. `read` gives the text of a file.
    #[must_use]
    pub fn cases(&self, read: impl Fn(&str) -> Option<String>) -> Vec<Case> {
        let scripts = self.manifest.files.iter().filter(|entry| entry.kind == Kind::Script);
        let mut cases: Vec<Case> = scripts.filter_map(|entry| self.case(entry, read(&entry.path)?)).collect();
        cases.sort_by_key(Case::order);
        cases
    }

    fn case(&self, entry: &Entry, script: String) -> Option<Case> {
        let name = entry.path.strip_prefix(&self.folder)?.strip_prefix('/')?.strip_suffix("/script.json")?;
        let shows = Scenario::builtin(&entry.scenario).map(|scenario| scenario.shows).unwrap_or_default();
        let script = Script::from_json(&script).ok()?;
        let case = Case::of_script(name.to_owned(), shows, entry.evidence, script)?;
        let files = case.files(&self.folder).ok()?;
        files.iter().all(|file| self.has(file)).then_some(case)
    }

    /// Whether a file with this path and these bytes is one of the set.
    fn has(&self, file: &File) -> bool {
        let place = self.manifest.files.binary_search_by(|entry| entry.path.cmp(&file.path));
        place.is_ok_and(|place| altered(&file.bytes, &self.manifest.files[place].sha256).is_none())
    }

    /// Everything that its files show.
    pub(super) fn covers(&self) -> Covers {
        let mut covers = Covers::default();
        self.manifest.shown.iter().for_each(|shown| {
            covers.add(shown);
        });
        covers
    }

    /// Its manifest as the file that it is.
    pub(super) fn file(&self) -> File {
        paper(&format!("{}/{FROZEN}", self.folder), self.text.clone())
    }
}

impl Entry {
    /// What is wrong with a file of this entry that holds these bytes; nothing if it is as it was, reads, and comes back
    /// byte for byte.
    #[must_use]
    pub fn fault(&self, bytes: &[u8]) -> Option<String> {
        if let Some(fault) = altered(bytes, &self.sha256) {
            return Some(fault);
        }
        match self.again(bytes) {
            Err(problem) => Some(format!("it does not read any more: {problem}")),
            Ok(again) if again.as_bytes() != bytes => Some("it reads, but comes back as other bytes".to_owned()),
            Ok(_) => None,
        }
    }

    /// The file, read and written again.
    fn again(&self, bytes: &[u8]) -> Result<String, String> {
        let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
        let pretty = |text: &str| match self.kind {
            Kind::Script => Script::from_json(text).map(|script| script.to_json()).map_err(|error| error.to_string()),
            Kind::Message => rewritten::<Message>(text, encode_pretty),
            Kind::Conversation => rewritten::<Conversation>(text, encode_pretty),
            Kind::Notification | Kind::Paper => Err(format!("nobody knows how to read a {}", self.kind.as_str())),
        };
        if !self.path.ends_with(".jsonl") {
            return pretty(text).map(|text| if self.kind == Kind::Script { text } else { text + "\n" });
        }
        let line = |text: &str| match self.kind {
            Kind::Conversation => rewritten::<Conversation>(text, encode),
            _ => rewritten::<Message>(text, encode),
        };
        text.lines().map(|text| line(text).map(|text| text + "\n")).collect()
    }
}

/// What is wrong with the manifests of the frozen sets, by path; nothing if each is as the sums list it.
///
/// The manifest is what makes a set frozen, and only the sums say what it was: altered or removed unnoticed, it would set
/// its files free. `sums` are those that stand there, see [`SUMS`](super::SUMS); `read` gives the bytes of a file, or why it
/// cannot be read.
///
/// ```
/// use message_generator::corpus::frozen_manifest_faults;
///
/// let sums = format!("{}  as-of/19.0.0/FROZEN.json\n", "0".repeat(64));
/// let faults = frozen_manifest_faults(&sums, |_| Err("it is gone".into()));
/// assert_eq!(faults, [("as-of/19.0.0/FROZEN.json".into(), "it cannot be read: it is gone".into())]);
/// ```
#[must_use]
pub fn frozen_manifest_faults(sums: &str, read: impl Fn(&str) -> Result<Vec<u8>, String>) -> Vec<(String, String)> {
    let listed = sums.lines().filter_map(|line| line.split_once("  "));
    let manifests = listed.filter(|(_, path)| path.rsplit('/').next() == Some(FROZEN));
    let fault = |(expected, path): (&str, &str)| {
        let fault = match read(path) {
            Ok(bytes) => altered(&bytes, expected),
            Err(problem) => Some(format!("it cannot be read: {problem}")),
        };
        fault.map(|fault| (path.to_owned(), fault))
    };
    manifests.filter_map(fault).collect()
}

/// What is wrong with bytes that should have this digest.
fn altered(bytes: &[u8], expected: &str) -> Option<String> {
    let found = digest(bytes);
    (found != expected).then(|| format!("its digest is {found}, expected {expected}"))
}

fn rewritten<T: message_model::Object + serde::Serialize + serde::de::DeserializeOwned>(
    text: &str,
    write: fn(&T) -> Result<String, message_model::EncodeError>,
) -> Result<String, String> {
    let value: T = decode(text).map_err(|error| error.to_string())?;
    write(&value).map_err(|error| error.to_string())
}
