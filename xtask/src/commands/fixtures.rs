//! `cargo xtask fixtures`: writes the fixture corpus, or checks it.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::io::{Write, stdout};
use std::path::Path;
use std::process::ExitCode;
use std::thread;

use anyhow::Result;
use message_generator::corpus::{self, Cause, FrozenSet, MANIFEST, Manifest, causes};

use crate::corpus_folder::{Folder, slashed};
use crate::generated::Generated;
use crate::promoted;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Do not write: show what differs and why, and fail if anything does
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    folder: Folder,
}

pub(crate) fn run(args: Args) -> Result<ExitCode> {
    let corpus = Corpus::computed(args.folder)?;
    if args.check { corpus.check() } else { corpus.write() }
}

/// Writes the corpus.
pub(crate) fn write() -> Result<ExitCode> {
    Corpus::computed(Folder::of_workspace())?.write()
}

/// The corpus as it should be, and its folder.
pub(crate) struct Corpus {
    folder: Folder,
    pub(crate) frozen: Vec<FrozenSet>,
    /// What is wrong with the frozen files, as pairs of path and fault.
    faults: Vec<(String, String)>,
    generated: Generated,
}

impl Corpus {
    pub(crate) fn computed(folder: Folder) -> Result<Self> {
        let frozen = folder.frozen()?;
        // Both run at the same time. The end of making the files is done by one processor alone, while another is still
        // checking the frozen ones.
        let (faults, files) = thread::scope(|scope| {
            let faults = scope.spawn(|| folder.frozen_faults(&frozen));
            let files = promoted::cases().and_then(|promoted| Ok(corpus::files_beside(&promoted, &frozen)?));
            (faults.join().expect("a panic is passed on"), files)
        });
        let generated = generated(&folder.path, &frozen, files?);
        Ok(Self { folder, frozen, faults: faults?, generated })
    }

    /// Whether every file is as it should be, frozen or not.
    pub(crate) fn is_well(&self) -> Result<bool> {
        Ok(self.generated.differing()?.is_empty() && self.faults.is_empty())
    }

    fn check(&self) -> Result<ExitCode> {
        let faults = &self.faults;
        let mut out = stdout().lock();
        for (path, fault) in faults {
            writeln!(out, "{}: frozen, and {fault}", self.folder.path.join(path).display())?;
        }
        if !faults.is_empty() {
            writeln!(out, "{} frozen files are not as they were; `git restore` brings them back", faults.len())?;
        }
        let frozen: usize = self.frozen.iter().map(|set| set.manifest.files.len()).sum();
        if faults.is_empty() && frozen > 0 {
            writeln!(out, "{frozen} frozen files, all as they were")?;
        }
        // Computed only if something differs.
        let manifests = LazyCell::new(|| self.manifests());
        let causes =
            LazyCell::new(|| manifests.as_ref().map(|(before, after)| causes(before, after)).unwrap_or_default());
        let status = self.generated.check_with(|path| {
            let path = slashed(path.strip_prefix(&self.folder.path).ok()?);
            causes.get(path.as_str()).map(ToString::to_string)
        })?;
        Ok(if faults.is_empty() { status } else { ExitCode::FAILURE })
    }

    /// Writes what differs, unless bytes change without a reason that somebody could review.
    fn write(&self) -> Result<ExitCode> {
        if let Some((before, after)) = self.manifests() {
            let causes: BTreeMap<&str, Cause> = causes(&before, &after);
            let unexplained: Vec<_> = causes.iter().filter(|(_, cause)| **cause == Cause::Unexplained).collect();
            if let Some((path, _)) = unexplained.first() {
                writeln!(
                    stdout(),
                    "{} files would move, {path} the first of them, though no story, version, rule or contract has: if \
                     that is meant, raise message_generator::CONTENT (the same script gives other bytes) or \
                     message_generator::STREAM (the same key gives other values) and say so in the changelog",
                    unexplained.len()
                )?;
                return Ok(ExitCode::FAILURE);
            }
        }
        self.generated.write()
    }

    /// The manifest as it is and as it should be; `None` if there is none that can be read, as when the corpus is first
    /// made.
    fn manifests(&self) -> Option<(Manifest, Manifest)> {
        let after = self.generated.files.get(&self.folder.path.join(MANIFEST))?;
        let after = Manifest::parse(std::str::from_utf8(after).ok()?).ok()?;
        Some((self.folder.manifest().ok()?, after))
    }
}

/// These files of the corpus as they should be in the folder, beside the frozen ones.
pub(crate) fn generated(folder: &Path, frozen: &[FrozenSet], files: Vec<corpus::File>) -> Generated {
    Generated {
        files: files.into_iter().map(|file| (folder.join(file.path), file.bytes)).collect(),
        folder: Some(folder.to_owned()),
        kept: frozen.iter().map(|set| folder.join(&set.folder)).collect(),
        command: "cargo xtask fixtures",
    }
}
