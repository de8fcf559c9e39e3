//! Reads the corpus in its folder: the manifest and the frozen sets.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use message_cli::listed;
use message_corpus::{Entry, FROZEN, FrozenSet, MANIFEST, Manifest, SUMS, frozen_manifest_faults};
use message_generator::in_parallel;

use crate::workspace::root;
use message_cli::files::{Claim, folder_path};
use message_cli::generated::list;
use message_cli::read_text;

/// The folder of the workspace's corpus.
const FIXTURES: &str = "fixtures";

/// The folder of the corpus that a command works on.
#[derive(clap::Args)]
pub(crate) struct Folder {
    /// The folder of the corpus, for example a copy of the workspace's [default: the workspace's
    /// `fixtures`]
    #[arg(long = "folder", value_name = "DIR", value_parser = given)]
    given: Option<PathBuf>,
}

/// The folder that an argument names, from the current folder.
fn given(text: &str) -> Result<PathBuf, String> {
    folder_path(Path::new(text)).map_err(|error| format!("{error:#}"))
}

impl Folder {
    /// The folder of the workspace's corpus.
    pub(crate) fn of_workspace() -> Self {
        Self { given: None }
    }

    /// The path of the folder: absolute, or from the top of the workspace.
    pub(crate) fn path(&self) -> &Path {
        self.given.as_deref().unwrap_or(Path::new(FIXTURES))
    }

    /// Whether this is the workspace's own corpus, of which every file is generated.
    pub(crate) fn is_of_workspace(&self) -> bool {
        self.given
            .as_ref()
            .is_none_or(|given| *given == root().join(FIXTURES))
    }

    /// The path of a file of the corpus, given its path in the folder.
    pub(crate) fn file(&self, path: &str) -> PathBuf {
        root().join(self.path()).join(path)
    }

    /// Claims the folder, to write a corpus into it.
    ///
    /// # Errors
    ///
    /// If there is something else than a corpus, or another run is writing there.
    pub(crate) fn claim(&self) -> Result<Claim> {
        // The workspace's own corpus is made again, whatever has become of its manifest.
        let mark = (!self.is_of_workspace()).then_some(MANIFEST);
        Claim::of(&root().join(self.path()), mark, "cargo xtask fixtures")
    }

    /// The files that the corpus in the folder consists of; none if there is no corpus yet.
    ///
    /// # Errors
    ///
    /// If the manifest cannot be read, or is that of an export.
    pub(crate) fn listed(&self) -> Result<BTreeSet<PathBuf>> {
        match fs::symlink_metadata(self.file(MANIFEST)) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BTreeSet::new()),
            Ok(_) | Err(_) => {}
        }
        let manifest = match self.manifest() {
            Err(_) if self.is_of_workspace() => return Ok(BTreeSet::new()),
            manifest => manifest?,
        };
        ensure!(
            manifest.export.is_none(),
            "{} is an export, which `cargo xtask export` writes, expected a whole corpus",
            self.path().display()
        );
        Ok(listed(&manifest))
    }

    /// Reads the manifest.
    pub(crate) fn manifest(&self) -> Result<Manifest> {
        let path = self.file(MANIFEST);
        let context = || {
            format!(
                "cannot read {}, which `cargo xtask fixtures` makes",
                path.display()
            )
        };
        let text = read_text(&path).with_context(context)?;
        Ok(Manifest::parse(&text).map_err(|error| error.in_file(path.display().to_string()))?)
    }

    /// Reads the frozen sets, sorted by folder. It is an error if it can no longer be told what is
    /// frozen.
    ///
    /// A set is frozen when the sums list its manifest. They are written last, so that freezing
    /// happens at one moment.
    pub(crate) fn frozen(&self) -> Result<Vec<FrozenSet>> {
        let sums = self.sums();
        let mut sets = self.sets()?;
        if let Some(sums) = &sums {
            sets.retain(|set| is_frozen(sums, set));
        }
        let sums = sums.unwrap_or_default();
        let read = |path: &str| fs::read(self.file(path)).map_err(|error| error.to_string());
        if let Some((path, fault)) = frozen_manifest_faults(&sums, read).first() {
            let path = self.path().join(path);
            bail!(
                "{}: frozen, and not what {SUMS} says: {fault}; `git restore` brings back what \
                 was altered",
                path.display()
            );
        }
        Ok(sets)
    }

    /// The sets that have the manifest of a frozen set, though the sums do not list it: a run of
    /// `freeze` was killed, or somebody has altered the sums.
    pub(crate) fn half_frozen(&self) -> Result<Vec<FrozenSet>> {
        let Some(sums) = self.sums() else {
            return Ok(Vec::new());
        };
        Ok(self
            .sets()?
            .into_iter()
            .filter(|set| !is_frozen(&sums, set))
            .collect())
    }

    /// The text of the sums. If the file is missing, the check of the corpus reports that.
    fn sums(&self) -> Option<String> {
        fs::read_to_string(self.file(SUMS)).ok()
    }

    /// The sets that have the manifest of a frozen set, sorted by folder.
    fn sets(&self) -> Result<Vec<FrozenSet>> {
        let Ok(entries) = fs::read_dir(self.file("as-of")) else {
            return Ok(Vec::new());
        };
        let mut folders = entries
            .map(|entry| Ok(entry?.file_name()))
            .collect::<Result<Vec<_>>>()?;
        folders.sort();
        let set = |folder: &OsString| {
            let folder = format!("as-of/{}", folder.to_string_lossy());
            let path = self.file(&format!("{folder}/{FROZEN}"));
            if !path.exists() {
                return Ok(None);
            }
            let text = read_text(&path)?;
            Ok(Some(FrozenSet::parse(&folder, text)?))
        };
        in_parallel(&folders, set)
            .into_iter()
            .filter_map(Result::transpose)
            .collect()
    }

    /// What is wrong with the frozen files, as pairs of path and fault: a wrong digest, bytes that
    /// are not written back the same, a missing file, or a file that no frozen set lists.
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
            list(
                &root().join(self.path()),
                Path::new(&set.folder),
                &[],
                &mut found,
            )?;
            for path in found {
                let path = slashed(&path);
                let is_listed = set
                    .manifest
                    .files
                    .binary_search_by(|entry| entry.path.as_str().cmp(&path))
                    .is_ok();
                if !is_listed && path != format!("{}/{FROZEN}", set.folder) {
                    faults.push((path, "no frozen set lists it".to_owned()));
                }
            }
        }
        faults.sort();
        Ok(faults)
    }
}

fn is_frozen(sums: &str, set: &FrozenSet) -> bool {
    let manifest = format!("{}/{FROZEN}", set.folder);
    sums.lines().any(|line| {
        line.split_once("  ")
            .is_some_and(|(_, path)| path == manifest)
    })
}

/// The path with forward slashes on every platform.
pub(crate) fn slashed(path: &Path) -> String {
    path.components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}
