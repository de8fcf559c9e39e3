//! The files of the corpus that no code makes again, packed into the crate.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::OnceLock;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use message_generator::{Error, Script};
use serde::Serializer;

use super::case::Case;
use super::frozen::{FROZEN, FrozenSet};

/// The files of the corpus that no code makes again: the frozen sets, and the scripts that were
/// promoted.
///
/// The crate carries those of its own corpus, so that the whole corpus can be had without the
/// repository: see [`Corpus::built_in`](super::Corpus::built_in). Packed, they are the file
/// [`NAME`](Self::NAME), which `cargo xtask fixtures` writes: gzip around one JSON object, with the
/// text of each file under its path.
///
/// ```
/// use message_corpus::Archive;
///
/// let archive = Archive::built_in();
/// assert!(archive.get("as-of/19.0.0/FROZEN.json").is_some());
/// assert_eq!(archive.frozen_sets()?[0].folder, "as-of/101.0.0");
/// # Ok::<(), message_generator::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Archive {
    /// The text of each file, by its path in the corpus.
    files: BTreeMap<String, String>,
}

impl Archive {
    /// The name of the file in the sources of this crate that holds the archive of its own corpus.
    pub const NAME: &'static str = "archive.json.gz";

    /// The archive that the crate carries.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static ARCHIVE: OnceLock<Archive> = OnceLock::new();
        ARCHIVE.get_or_init(|| {
            Self::unpack(include_bytes!("../archive.json.gz")).expect("a test unpacks it")
        })
    }

    /// An archive of these files: the text of each, by its path in the corpus.
    ///
    /// ```
    /// use message_corpus::Archive;
    ///
    /// let archive = Archive::of([("a.json".to_owned(), "{}".to_owned())].into());
    /// assert_eq!((archive.get("a.json"), archive.get("b.json")), (Some("{}"), None));
    /// ```
    #[must_use]
    pub fn of(files: BTreeMap<String, String>) -> Self {
        Self { files }
    }

    /// Reads a packed archive.
    ///
    /// ```
    /// use message_corpus::Archive;
    ///
    /// let packed = Archive::built_in().pack();
    /// assert_eq!(&Archive::unpack(&packed)?, Archive::built_in());
    /// assert!(Archive::unpack(b"no gzip").is_err());
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the bytes are not gzip around a JSON object of texts.
    pub fn unpack(bytes: &[u8]) -> Result<Self, Error> {
        let mut text = String::new();
        GzDecoder::new(bytes)
            .read_to_string(&mut text)
            .map_err(not_unpacked)?;
        Ok(Self {
            files: serde_json::from_str(&text).map_err(not_unpacked)?,
        })
    }

    /// The archive, packed.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        let mut files: Vec<(&String, &String)> = self.files.iter().collect();
        // What one play has in several sets is nearly the same. Only near each other they make each
        // other small.
        files.sort_by_key(|(path, _)| (below_set(path), path.as_str()));
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        serde_json::Serializer::new(&mut packed)
            .collect_map(files)
            .expect("texts are JSON, and a Vec takes everything");
        packed.finish().expect("a Vec takes everything")
    }

    /// The text of the file at a path of the corpus.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// The files, sorted by path.
    ///
    /// ```
    /// use message_corpus::Archive;
    ///
    /// let archive = Archive::built_in();
    /// assert!(archive.files().all(|(path, text)| archive.get(path) == Some(text)));
    /// ```
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The frozen sets, sorted by folder.
    ///
    /// ```
    /// use message_corpus::Archive;
    /// use message_model::ApiRevision;
    ///
    /// let sets = Archive::built_in().frozen_sets()?;
    /// assert!(sets.iter().any(|set| set.revision() == Some(ApiRevision::V19)));
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the manifest of a set is not that of a frozen set.
    pub fn frozen_sets(&self) -> Result<Vec<FrozenSet>, Error> {
        let manifests = self
            .files()
            .filter_map(|(path, text)| Some((path.strip_suffix(FROZEN)?.strip_suffix('/')?, text)));
        manifests
            .map(|(folder, text)| FrozenSet::parse(folder, text.to_owned()))
            .collect()
    }

    /// The plays of the promoted scripts, sorted by name.
    ///
    /// # Errors
    ///
    /// If a script cannot be read, does not play, or has a name that no promoted script may have.
    pub fn promoted(&self) -> Result<Vec<Case>, Error> {
        let scripts = self
            .files()
            .filter_map(|(path, text)| Some((promoted_name(path)?, path, text)));
        let cases = scripts.map(|(name, path, text)| {
            let case = Script::from_json(text).and_then(|script| Case::promoted(name, script));
            case.map_err(|error| error.in_file(path))
        });
        cases.collect()
    }
}

fn not_unpacked(error: impl std::fmt::Display) -> Error {
    Error::new("archive", format!("cannot be unpacked: {error}"))
}

/// The path of a file in its set: what is left of `as-of/19.0.0/spam/conversation.json` is
/// `spam/conversation.json`.
fn below_set(path: &str) -> &str {
    path.splitn(3, '/').last().unwrap_or(path)
}

/// The name of the play whose script is at this path, if that is a promoted one.
fn promoted_name(path: &str) -> Option<&str> {
    path.strip_prefix("promoted/")?.strip_suffix("/script.json")
}
