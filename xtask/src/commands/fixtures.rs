//! `cargo xtask fixtures`: writes the fixture corpus, or checks it.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

use anyhow::{Result, bail};
use message_corpus::{Case, Cause, FROZEN, FrozenSet, MANIFEST, Manifest, SUMS, causes};
use message_model::printable;

use crate::archive::Carried;
use crate::corpus_folder::{Folder, slashed};
use crate::promoted;
use crate::workspace::root;
use message_cli::console;
use message_cli::files::Claim;
use message_cli::generated::{Generated, Rest};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Do not write: show what differs and why, and fail if anything does
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    folder: Folder,
}

pub(crate) fn run(args: Args) -> Result<ExitCode> {
    if let Some(set) = args.folder.half_frozen()?.first() {
        bail!(
            "{}: not listed in {SUMS}, expected that it is: a freeze was cut short (`cargo xtask freeze --day {}` \
             completes it), or the sums were altered (`git restore` brings them back)",
            args.folder.path().join(&set.folder).join(FROZEN).display(),
            set.manifest.frozen
        );
    }
    if args.check {
        Corpus::computed(args.folder)?.check()
    } else {
        write(args.folder)
    }
}

/// Writes the corpus.
pub(crate) fn write(folder: Folder) -> Result<ExitCode> {
    let claim = folder.claim()?;
    Corpus::computed(folder)?.write(claim)
}

/// The corpus, up to date, and its folder.
pub(crate) struct Corpus {
    pub(crate) folder: Folder,
    pub(crate) frozen: Vec<FrozenSet>,
    /// What is wrong with the frozen files, as pairs of path and fault.
    faults: Vec<(String, String)>,
    pub(crate) generated: Generated,
    /// The archive of the crate, if this is the workspace's own corpus.
    carried: Option<Carried>,
}

impl Corpus {
    pub(crate) fn computed(folder: Folder) -> Result<Self> {
        let frozen = folder.frozen()?;
        // Both run at the same time. The end of making the files is done by one processor alone,
        // while another is still checking the frozen ones.
        let promoted = promoted::cases()?;
        let (faults, carried, files) = thread::scope(|scope| {
            let beside = scope.spawn(|| {
                (
                    folder.frozen_faults(&frozen),
                    carried(&folder, &promoted, &frozen),
                )
            });
            let files = message_corpus::files_with_frozen(&promoted, &frozen);
            let (faults, carried) = beside.join().expect("a panic is passed on");
            (faults, carried, files)
        });
        let (faults, generated) = (faults?, generated(&folder, &frozen, files?)?);
        // A frozen file that is not as it was may not even be there. It is named as what it is.
        let carried = if faults.is_empty() { carried? } else { None };
        Ok(Self {
            folder,
            frozen,
            faults,
            generated,
            carried,
        })
    }

    /// Whether every frozen file is as it was.
    pub(crate) fn is_kept(&self) -> bool {
        self.faults.is_empty()
    }

    fn check(&self) -> Result<ExitCode> {
        let faults = &self.faults;
        let mut out = console::text();
        for (path, fault) in faults {
            let path = self.folder.path().join(path).display().to_string();
            writeln!(
                out,
                "{}: frozen, and {}",
                printable(&path),
                printable(fault)
            )?;
        }
        if !faults.is_empty() {
            writeln!(
                out,
                "{} frozen files are not as they were; `git restore` brings them back",
                faults.len()
            )?;
        }
        let frozen: usize = self.frozen.iter().map(|set| set.manifest.files.len()).sum();
        if faults.is_empty() && frozen > 0 {
            writeln!(out, "{frozen} frozen files, all as they were")?;
        }
        // Computed only if something differs.
        let manifests = LazyCell::new(|| self.manifests());
        let causes = LazyCell::new(|| {
            manifests
                .as_ref()
                .map(|(before, after)| causes(before, after))
                .unwrap_or_default()
        });
        let status = self
            .generated
            .check_with(|path| causes.get(slashed(path).as_str()).map(ToString::to_string))?;
        let is_behind = self
            .carried
            .as_ref()
            .is_some_and(|carried| !carried.is_in_step());
        if is_behind {
            let path = Carried::path();
            writeln!(
                out,
                "{}: behind the corpus; `cargo xtask fixtures` writes it",
                path.display()
            )?;
        }
        Ok(if faults.is_empty() && !is_behind {
            status
        } else {
            ExitCode::FAILURE
        })
    }

    /// Writes what differs, unless bytes change without a reason that somebody could review.
    fn write(&self, claim: Claim) -> Result<ExitCode> {
        if let Some((before, after)) = self.manifests() {
            let causes: BTreeMap<&str, Cause> = causes(&before, &after);
            let unexplained: Vec<_> = causes
                .iter()
                .filter(|(_, cause)| **cause == Cause::Unexplained)
                .collect();
            if let Some((path, _)) = unexplained.first() {
                writeln!(
                    console::text(),
                    "{} files would change without a reason: {path}, ...; no story, version, rule or contract has \
                     changed. If it is intended, raise message_generator::CONTENT (the same script gives \
                     other bytes) or message_generator::STREAM (the same key gives other values) and say so \
                     in the changelog",
                    unexplained.len()
                )?;
                return Ok(ExitCode::FAILURE);
            }
        }
        let status = self.generated.write(claim)?;
        self.write_archive()?;
        Ok(status)
    }

    /// Writes the archive of the crate if it is behind the corpus; returns whether it was.
    pub(crate) fn write_archive(&self) -> Result<bool> {
        let Some(carried) = self
            .carried
            .as_ref()
            .filter(|carried| !carried.is_in_step())
        else {
            return Ok(false);
        };
        carried.write()?;
        Ok(true)
    }

    /// The manifest as it is and up to date; `None` if there is none that can be read, as when
    /// the corpus is first made.
    fn manifests(&self) -> Option<(Manifest, Manifest)> {
        let after = self.generated.files.get(Path::new(MANIFEST))?;
        let after = Manifest::parse(std::str::from_utf8(after).ok()?).ok()?;
        Some((self.folder.manifest().ok()?, after))
    }
}

/// The archive of the crate, if the folder is that of the workspace's own corpus.
pub(crate) fn carried(
    folder: &Folder,
    promoted: &[Case],
    frozen: &[FrozenSet],
) -> Result<Option<Carried>> {
    folder
        .is_of_workspace()
        .then(|| Carried::of(folder, promoted, frozen))
        .transpose()
}

/// These files of the corpus, up to date, in the folder, beside the frozen ones.
///
/// # Errors
///
/// If the folder holds something else than a corpus.
pub(crate) fn generated(
    folder: &Folder,
    frozen: &[FrozenSet],
    files: Vec<message_corpus::File>,
) -> Result<Generated> {
    let kept = frozen
        .iter()
        .map(|set| PathBuf::from(&set.folder))
        .collect();
    Ok(Generated {
        folder: root().join(folder.path()),
        name: folder.path().to_owned(),
        files: files
            .into_iter()
            .map(|file| (PathBuf::from(file.path), file.bytes))
            .collect(),
        rest: Rest::Known {
            earlier: folder.listed()?,
            kept,
            is_own: folder.is_of_workspace(),
        },
        // What lists the others comes last: a run that is killed before has changed no list.
        last: &[MANIFEST, SUMS],
        command: "cargo xtask fixtures".to_owned(),
    })
}
