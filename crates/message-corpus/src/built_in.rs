//! The whole corpus, without the repository.

use std::collections::BTreeMap;

use message_generator::Error;

use super::archive::Archive;
use super::files::files_with_frozen;
use super::index::MANIFEST;
use super::manifest::Manifest;

/// A corpus: its manifest, and the content of every file.
#[derive(Debug, Clone)]
pub struct Corpus {
    /// What the manifest says.
    pub manifest: Manifest,
    /// The content of each file, by its path.
    files: BTreeMap<String, Vec<u8>>,
}

impl Corpus {
    /// The corpus that this version of the crate makes and carries: the same files as the
    /// repository's `fixtures/`.
    ///
    /// All files that change with the crate are made anew, which takes a fraction of a second in an
    /// optimized build.
    ///
    /// # Errors
    ///
    /// If a value of the model cannot be encoded, which would be a bug of the generator.
    ///
    /// ```
    /// use message_corpus::Corpus;
    ///
    /// let corpus = Corpus::built_in()?;
    /// let entry = corpus.manifest.files.iter().find(|entry| entry.path == "as-of/19.0.0/spam/conversation.json");
    /// assert_eq!(corpus.file("as-of/19.0.0/spam/conversation.json").unwrap().len(), entry.unwrap().bytes);
    /// assert_eq!(corpus.file("as-of/19.0.0/no-such-file.json"), None);
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    pub fn built_in() -> Result<Self, Error> {
        let archive = Archive::built_in();
        let made = files_with_frozen(&archive.promoted()?, &archive.frozen_sets()?);
        let made = made.map_err(|error| Error::new("corpus", error.to_string()))?;
        let kept = archive
            .files()
            .map(|(path, text)| (path.to_owned(), text.as_bytes().to_owned()));
        let mut files: BTreeMap<String, Vec<u8>> = kept.collect();
        files.extend(made.into_iter().map(|file| (file.path, file.bytes)));
        let manifest = files
            .get(MANIFEST)
            .map(|bytes| String::from_utf8_lossy(bytes))
            .unwrap_or_default();
        Ok(Self {
            manifest: Manifest::parse(&manifest)?,
            files,
        })
    }

    /// The content of the file at a path of the corpus, such as `current/spam/conversation.json`.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// The files, sorted by path.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}
