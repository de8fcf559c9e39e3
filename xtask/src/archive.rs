//! The archive that the crate of the corpus carries, in step with the workspace's corpus.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use message_corpus::{Archive, Case, FROZEN, FrozenSet};

use crate::corpus_folder::Folder;
use crate::workspace::root;
use message_cli::files::write_file;

/// The folder of the crate that carries it.
const CRATE: &str = "crates/message-corpus";

/// The archive, up to date.
pub(crate) struct Carried {
    /// The archive; `None` if the one that is there says the same.
    changed: Option<Archive>,
}

impl Carried {
    /// The archive of these promoted plays and these frozen sets, whose files are read from their
    /// folder.
    ///
    /// # Errors
    ///
    /// If a file cannot be read or is not text.
    pub(crate) fn of(folder: &Folder, promoted: &[Case], frozen: &[FrozenSet]) -> Result<Self> {
        let mut files = BTreeMap::new();
        for case in promoted {
            files.insert(
                format!("promoted/{}/script.json", case.name),
                case.script.to_json(),
            );
        }
        for set in frozen {
            let listed = set.manifest.files.iter().map(|entry| entry.path.clone());
            for path in listed.chain([format!("{}/{FROZEN}", set.folder)]) {
                let file = folder.file(&path);
                let text = fs::read_to_string(&file)
                    .with_context(|| format!("cannot read {}", file.display()))?;
                files.insert(path, text);
            }
        }
        let archive = Archive::of(files);
        // What is packed is compared, since another version of the packer may give other bytes.
        let same = match fs::read(Self::file()) {
            Ok(bytes) => Archive::unpack(&bytes).is_ok_and(|there| there == archive),
            Err(error) if error.kind() == ErrorKind::NotFound => false,
            Err(error) => {
                return Err(error)
                    .with_context(|| format!("cannot read {}", Self::file().display()));
            }
        };
        Ok(Self {
            changed: (!same).then_some(archive),
        })
    }

    /// The path of the file, from the top of the workspace.
    pub(crate) fn path() -> PathBuf {
        Path::new(CRATE).join(Archive::NAME)
    }

    fn file() -> PathBuf {
        root().join(Self::path())
    }

    /// Whether the file is up to date.
    pub(crate) fn is_in_step(&self) -> bool {
        self.changed.is_none()
    }

    /// Writes the file, unless it is up to date.
    pub(crate) fn write(&self) -> Result<()> {
        self.changed
            .as_ref()
            .map_or(Ok(()), |archive| write_file(&Self::file(), &archive.pack()))
    }
}
