//! Frozen sets: the files made for a release never change again, however the model changes.
//!
//! A frozen set has a manifest of its own. That manifest is what makes it frozen: from then on no
//! command writes into its folder. Its scripts may give different files today, so they are not
//! played again; instead, each check verifies that the files have the digests that were frozen, can
//! still be read, and are written back byte for byte.

use message_generator::shown::Covers;
use message_generator::{Error, Scenario, Script};
use message_model::{
    AnalyticsConversation, ApiRevision, Conversation, Message, MessageConversation, MessageData,
    decode, encode, encode_pretty,
};

use super::case::Case;
use super::digest::digest;
use super::file::{File, Kind};
use super::manifest::{Entry, Manifest};

/// The file name of the manifest of a frozen set.
pub const FROZEN: &str = "FROZEN.json";

/// A set of files that never changes again.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FrozenSet {
    /// The folder of the set below `fixtures/`, such as `as-of/19.0.0`.
    pub folder: String,
    /// The list of its files, and the day on which they were frozen. Paths start at the top of the
    /// fixtures.
    pub manifest: Manifest,
    /// The text of the manifest file, which must not change either.
    text: String,
}

impl FrozenSet {
    /// Reads the manifest of the set in this folder.
    ///
    /// ```
    /// use message_corpus::FrozenSet;
    ///
    /// let error = FrozenSet::parse("as-of/19.0.0", "{}".to_owned()).unwrap_err();
    /// assert!(error.to_string().starts_with("as-of/19.0.0/FROZEN.json"), "{error}");
    /// ```
    ///
    /// # Errors
    ///
    /// If the text is not a manifest, has no day of freezing, or lists a file outside of the
    /// folder.
    pub fn parse(folder: &str, text: String) -> Result<Self, Error> {
        let file = format!("{folder}/{FROZEN}");
        let manifest = Manifest::parse(&text).map_err(|error| error.in_file(&file))?;
        if manifest.frozen.is_empty() {
            return Err(
                Error::new("frozen", "found nothing, expected the day, as yyyy-MM-dd")
                    .in_file(file),
            );
        }
        let within = format!("{folder}/");
        let mut files = manifest.files.iter();
        if let Some(entry) = files.find(|entry| !entry.path.starts_with(&within)) {
            let problem = format!("found {:?}, expected a file of {folder}", entry.path);
            return Err(Error::new("files", problem).in_file(file));
        }
        Ok(Self {
            folder: folder.to_owned(),
            manifest,
            text,
        })
    }

    /// The set of those of the files that are in the folder, frozen on this day.
    pub(super) fn of(folder: &str, date: &str, files: &[File]) -> Self {
        let prefix = format!("{folder}/");
        let within: Vec<File> = files
            .iter()
            .filter(|file| file.path.starts_with(&prefix))
            .cloned()
            .collect();
        let manifest = Manifest {
            frozen: date.to_owned(),
            ..Manifest::of(&within, &[])
        };
        Self {
            folder: folder.to_owned(),
            text: manifest.to_json(),
            manifest,
        }
    }

    /// The set's name, which is its folder below `as-of/`: the release, followed by the day if the
    /// set was added later.
    ///
    /// ```
    /// use message_corpus::Archive;
    ///
    /// let sets = Archive::built_in().frozen_sets()?;
    /// assert!(sets.iter().any(|set| set.name() == "19.0.0"));
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        self.folder.rsplit('/').next().unwrap_or(&self.folder)
    }

    /// The release of its files; `None` if the set has no file.
    #[must_use]
    pub fn revision(&self) -> Option<ApiRevision> {
        self.manifest.files.first().map(|entry| entry.revision)
    }

    /// The plays of the set whose scripts still give every file as it was frozen, in the order of
    /// the scenarios.
    ///
    /// Plays whose scripts give different files today are left out, since the events that led to
    /// their files can no longer be computed. `read` returns the text of the file at a path, or
    /// `None` if it cannot be read.
    #[must_use]
    pub fn cases(&self, read: impl Fn(&str) -> Option<String>) -> Vec<Case> {
        let scripts = self
            .manifest
            .files
            .iter()
            .filter(|entry| entry.kind == Kind::Script);
        let mut cases: Vec<Case> = scripts
            .filter_map(|entry| self.case(entry, read(&entry.path)?))
            .collect();
        cases.sort_by_key(Case::order);
        cases
    }

    fn case(&self, entry: &Entry, script: String) -> Option<Case> {
        let name = entry
            .path
            .strip_prefix(&self.folder)?
            .strip_prefix('/')?
            .strip_suffix("/script.json")?;
        let shows = Scenario::builtin(&entry.scenario)
            .map(|scenario| scenario.shows)
            .unwrap_or_default();
        let script = Script::from_json(&script).ok()?;
        let case = Case::of_script(name.to_owned(), shows, entry.evidence, script)?;
        let files = case.files(&self.folder).ok()?;
        // A set that was frozen before plays had the other views has none of their files.
        let mut own = files.iter().filter(|file| {
            let is_of_view = matches!(file.kind, Kind::Media | Kind::DetailEvent | Kind::Body);
            !is_of_view || self.lists(&file.path)
        });
        own.all(|file| self.has(file)).then_some(case)
    }

    /// Whether the set contains a file with this path.
    fn lists(&self, path: &str) -> bool {
        let files = &self.manifest.files;
        files.iter().any(|entry| entry.path == path)
    }

    /// Whether the set contains a file with this path and these bytes.
    fn has(&self, file: &File) -> bool {
        // The files of a manifest are sorted by path.
        let place = self
            .manifest
            .files
            .binary_search_by(|entry| entry.path.cmp(&file.path));
        place.is_ok_and(|place| altered(&file.bytes, &self.manifest.files[place].sha256).is_none())
    }

    /// Everything that the files of the set show.
    pub(super) fn covers(&self) -> Covers {
        let mut covers = Covers::default();
        self.manifest.shown.iter().for_each(|shown| {
            covers.add(shown);
        });
        covers
    }

    /// The set's manifest as a file of the corpus.
    pub(super) fn file(&self) -> File {
        File::of_index(&format!("{}/{FROZEN}", self.folder), self.text.clone())
    }
}

impl Entry {
    /// What is wrong with the file of this entry if it has these bytes. `None` if its digest is
    /// that of the entry, it can be read, and is written back byte for byte.
    #[must_use]
    pub fn fault(&self, bytes: &[u8]) -> Option<String> {
        if let Some(fault) = altered(bytes, &self.sha256) {
            return Some(fault);
        }
        match self.again(bytes) {
            Err(problem) => Some(format!("it cannot be read: {problem}")),
            Ok(again) if again.as_bytes() != bytes => Some("it does not round-trip".to_owned()),
            Ok(_) => None,
        }
    }

    /// The file, read and written again.
    fn again(&self, bytes: &[u8]) -> Result<String, String> {
        let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
        if self.path.ends_with(".jsonl") {
            let lines = text.lines();
            return lines
                .map(|text| self.line_again(text).map(|text| text + "\n"))
                .collect();
        }
        match self.kind {
            Kind::Script => Script::from_json(text)
                .map(|script| script.to_json())
                .map_err(|error| error.to_string()),
            Kind::Message => rewritten::<Message>(text, encode_pretty).map(|text| text + "\n"),
            Kind::Conversation => {
                rewritten::<Conversation>(text, encode_pretty).map(|text| text + "\n")
            }
            Kind::Media => {
                rewritten::<MessageConversation>(text, encode_pretty).map(|text| text + "\n")
            }
            Kind::Body => rewritten::<MessageData>(text, encode_pretty).map(|text| text + "\n"),
            Kind::Analytics => {
                rewritten::<AnalyticsConversation>(text, encode_pretty).map(|text| text + "\n")
            }
            Kind::Notification
            | Kind::DetailEvent
            | Kind::OpenMessage
            | Kind::Mixed
            | Kind::Case
            | Kind::Label
            | Kind::Index => Err(format!("cannot check a {}", self.kind)),
        }
    }

    fn line_again(&self, text: &str) -> Result<String, String> {
        match self.kind {
            Kind::Conversation => rewritten::<Conversation>(text, encode),
            Kind::Media => rewritten::<MessageConversation>(text, encode),
            Kind::Body => rewritten::<MessageData>(text, encode),
            Kind::Analytics => rewritten::<AnalyticsConversation>(text, encode),
            _ => rewritten::<Message>(text, encode),
        }
    }
}

/// What is wrong with the manifests of the frozen sets, as pairs of path and fault; empty if each
/// has the digest that the sums list.
///
/// The manifest is what makes a set frozen, and its own digest is only in the sums: if it could be
/// altered or removed unnoticed, its files would no longer be protected. `sums` is the text of the
/// sums file, see [`SUMS`](super::SUMS); `read` returns the bytes of the file at a path, or the
/// reason why it cannot be read.
///
/// ```
/// use message_corpus::frozen_manifest_faults;
///
/// let sums = format!("{}  as-of/19.0.0/FROZEN.json\n", "0".repeat(64));
/// let faults = frozen_manifest_faults(&sums, |_| Err("it is gone".into()));
/// assert_eq!(faults, [("as-of/19.0.0/FROZEN.json".into(), "it cannot be read: it is gone".into())]);
/// ```
#[must_use]
pub fn frozen_manifest_faults(
    sums: &str,
    read: impl Fn(&str) -> Result<Vec<u8>, String>,
) -> Vec<(String, String)> {
    let listed = sums.lines().filter_map(|line| line.split_once("  "));
    let manifests = listed.filter(|(_, path)| path.rsplit('/').next() == Some(FROZEN));
    let faults = manifests.filter_map(|(expected, path)| {
        let fault = match read(path) {
            Ok(bytes) => altered(&bytes, expected),
            Err(problem) => Some(format!("it cannot be read: {problem}")),
        };
        fault.map(|fault| (path.to_owned(), fault))
    });
    faults.collect()
}

/// What is wrong with these bytes if they should have this digest.
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
