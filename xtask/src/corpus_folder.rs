//! Reads the corpus in its folder: the manifest and the frozen sets.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use message_generator::corpus::{Entry, FROZEN, FrozenSet, MANIFEST, Manifest, SUMS, frozen_manifest_faults};
use message_generator::in_parallel;

use crate::generated::list;
use crate::output::root;

/// The folder of the workspace's corpus.
const FIXTURES: &str = "fixtures";

/// The folder of the corpus that a command works on.
#[derive(clap::Args)]
pub(crate) struct Folder {
    /// The folder of the corpus, for example a copy of the workspace's
    #[arg(long = "folder", value_name = "DIR", default_value = FIXTURES)]
    pub(crate) path: PathBuf,
}

impl Folder {
    /// The folder of the workspace's corpus.
    pub(crate) fn of_workspace() -> Self {
        Self { path: PathBuf::from(FIXTURES) }
    }

    /// The path of a file of the corpus, given its path in the folder.
    pub(crate) fn file(&self, path: &str) -> PathBuf {
        root().join(&self.path).join(path)
    }

    /// Reads the manifest.
    pub(crate) fn manifest(&self) -> Result<Manifest> {
        let path = self.file(MANIFEST);
        let context = || format!("cannot read {}, which `cargo xtask fixtures` makes", path.display());
        let text = fs::read_to_string(&path).with_context(context)?;
        Ok(Manifest::parse(&text).map_err(|error| error.in_file(path.display().to_string()))?)
    }

    /// Reads the frozen sets, sorted by folder. It is an error if it can no longer be told what is frozen.
    pub(crate) fn frozen(&self) -> Result<Vec<FrozenSet>> {
        // If the sums file is missing, the check of the corpus reports that.
        let sums = fs::read_to_string(self.file(SUMS)).unwrap_or_default();
        let read = |path: &str| fs::read(self.file(path)).map_err(|error| error.to_string());
        if let Some((path, fault)) = frozen_manifest_faults(&sums, read).first() {
            let path = self.path.join(path);
            bail!(
                "{}: frozen, and not what {SUMS} says: {fault}; `git restore` brings back what was altered",
                path.display()
            );
        }
        let Ok(entries) = fs::read_dir(self.file("as-of")) else { return Ok(Vec::new()) };
        let mut folders = entries.map(|entry| Ok(entry?.file_name())).collect::<Result<Vec<_>>>()?;
        folders.sort();
        let set = |folder: &OsString| {
            let folder = format!("as-of/{}", folder.to_string_lossy());
            let path = self.file(&format!("{folder}/{FROZEN}"));
            if !path.exists() {
                return Ok(None);
            }
            let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            Ok(Some(FrozenSet::parse(&folder, text)?))
        };
        in_parallel(&folders, set).into_iter().filter_map(Result::transpose).collect()
    }

    /// What is wrong with the frozen files, as pairs of path and fault: a wrong digest, bytes that are not written back
    /// the same, a missing file, or a file that no frozen set lists.
    pub(crate) fn frozen_faults(&self, sets: &[FrozenSet]) -> Result<Vec<(String, String)>> {
        let fault = |entry: &Entry| {
            let fault = match fs::read(self.file(&entry.path)) {
                Ok(bytes) => entry.fault(&bytes),
                Err(error) => Some(format!("it cannot be read: {error}")),
            };
            fault.map(|fault| (entry.path.clone(), fault))
        };
        let entries = sets.iter().flat_map(|set| &set.manifest.files);
        let mut faults: Vec<_> = entries.filter_map(fault).collect();
        for set in sets {
            let mut found = Vec::new();
            list(&self.path.join(&set.folder), &[], &mut found)?;
            for path in found {
                let path = slashed(path.strip_prefix(&self.path)?);
                let is_listed = set.manifest.files.binary_search_by(|entry| entry.path.as_str().cmp(&path)).is_ok();
                if !is_listed && path != format!("{}/{FROZEN}", set.folder) {
                    faults.push((path, "no frozen set lists it".to_owned()));
                }
            }
        }
        faults.sort();
        Ok(faults)
    }
}

/// The path with forward slashes on every platform.
pub(crate) fn slashed(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
