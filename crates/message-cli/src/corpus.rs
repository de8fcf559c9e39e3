//! The corpus that a command reads: the one that the program carries, or one in a folder.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use message_corpus::{MANIFEST, Manifest, README, SUMS};

use crate::files::folder_path;
use crate::text_file::read_text;

/// The argument that names the corpus.
#[derive(clap::Args)]
pub(crate) struct Source {
    /// Read the corpus or the export in this folder [default: the corpus that this program carries]
    #[arg(long, value_name = "DIR", value_parser = given)]
    folder: Option<PathBuf>,
}

/// The folder that an argument names, from the current folder.
fn given(text: &str) -> Result<PathBuf, String> {
    folder_path(Path::new(text)).map_err(|error| format!("{error:#}"))
}

impl Source {
    /// Opens the corpus.
    ///
    /// # Errors
    ///
    /// If the manifest in the folder cannot be read.
    pub(crate) fn open(self) -> Result<Corpus> {
        let Some(folder) = self.folder else {
            return Ok(Corpus::BuiltIn(message_corpus::Corpus::built_in()?));
        };
        let path = folder.join(MANIFEST);
        let text =
            read_text(&path).context("expected a folder that holds a corpus or an export")?;
        let manifest =
            Manifest::parse(&text).map_err(|error| error.in_file(path.display().to_string()))?;
        Ok(Corpus::InFolder { folder, manifest })
    }
}

/// A corpus that is read.
pub(crate) enum Corpus {
    /// The one that the program carries.
    BuiltIn(message_corpus::Corpus),
    /// The one in a folder, of which only the manifest was read.
    InFolder {
        /// The folder.
        folder: PathBuf,
        /// Its manifest.
        manifest: Manifest,
    },
}

impl Corpus {
    pub(crate) fn manifest(&self) -> &Manifest {
        match self {
            Self::BuiltIn(corpus) => &corpus.manifest,
            Self::InFolder { manifest, .. } => manifest,
        }
    }

    /// The content of the file at a path that the manifest lists.
    ///
    /// # Errors
    ///
    /// If it cannot be read.
    pub(crate) fn read(&self, path: &str) -> Result<Vec<u8>> {
        match self {
            Self::BuiltIn(corpus) => corpus
                .file(path)
                .map(<[u8]>::to_vec)
                .with_context(|| format!("{path}: not in the corpus")),
            Self::InFolder { folder, .. } => {
                let path = folder.join(path);
                fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
            }
        }
    }
}

/// The files that a manifest lists, and those that go with every manifest.
#[must_use]
pub fn listed(manifest: &Manifest) -> BTreeSet<PathBuf> {
    let listed = manifest.files.iter().map(|entry| entry.path.as_str());
    listed
        .chain([MANIFEST, README, SUMS])
        .map(PathBuf::from)
        .collect()
}
