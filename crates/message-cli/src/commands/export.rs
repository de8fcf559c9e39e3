//! `export`: copies a part of the corpus for another project, with a manifest of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use message_corpus::{MANIFEST, Manifest, SUMS, Wanted, export_index};

use crate::commands::pick::{Choice, pick};
use crate::corpus::{Corpus, Source, listed};
use crate::files::{Claim, folder_path, is_free};
use crate::generated::{Generated, Rest};
use crate::program::Program;
use crate::text_file::read_text;

/// The arguments of `export`.
#[derive(clap::Args)]
pub struct Args {
    /// The folder to export to: a new or empty one, or an earlier export. A new folder appears when
    /// it is complete; in an earlier export only files that differ are replaced, and files of
    /// somebody else are named and left alone
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// Do not write: show how the folder differs from what would be exported today, and fail if it
    /// does
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    source: Source,
}

pub(crate) fn run(args: Args, program: Program) -> Result<ExitCode> {
    let command = format!("{program} export --to DIR");
    let to = folder_path(&args.to)?;
    let claim = match args.check {
        true => None,
        false => Some(Claim::of(&to, Some(MANIFEST), &command)?),
    };
    let earlier = earlier(&to)?;
    ensure!(
        !(args.check && earlier.is_none()),
        "{} holds no export, expected one to check",
        to.display()
    );
    // Without a choice, the choice of the existing export is used again.
    let wanted = match earlier
        .as_ref()
        .and_then(|manifest| manifest.export.clone())
    {
        Some(wanted) if args.choice.is_empty() => wanted,
        Some(_) | None => args.choice.into_wanted(),
    };
    let files = part(&args.source.open()?, wanted)?;
    let earlier = earlier.as_ref().map(listed).unwrap_or_default();
    let export = Generated {
        name: to.clone(),
        folder: to,
        files: files
            .into_iter()
            .map(|(path, bytes)| (PathBuf::from(path), bytes))
            .collect(),
        rest: Rest::Known {
            earlier,
            kept: Vec::new(),
            is_own: false,
        },
        last: &[SUMS, MANIFEST],
        command,
    };
    match claim {
        Some(claim) => export.write(claim),
        None => export.check(),
    }
}

/// The manifest of an existing export; an error if the folder contains something else.
fn earlier(to: &Path) -> Result<Option<Manifest>> {
    if is_free(to)? {
        return Ok(None);
    }
    let expected = || no_export(to);
    ensure!(to.join(MANIFEST).is_file(), expected());
    let text = read_text(&to.join(MANIFEST)).with_context(expected)?;
    let manifest = Manifest::parse(&text).with_context(expected)?;
    ensure!(manifest.export.is_some(), expected());
    Ok(Some(manifest))
}

fn no_export(to: &Path) -> String {
    format!(
        "--to {}: found no export there, expected an export or an empty folder",
        to.display()
    )
}

/// The files that are wanted, the scripts that these refer to, and the manifest, sums and readme of
/// the export.
fn part(corpus: &Corpus, wanted: Wanted) -> Result<BTreeMap<String, Vec<u8>>> {
    let manifest = corpus.manifest();
    let picked: BTreeSet<String> = pick(&wanted, manifest)?.paths.into_iter().collect();
    let of_picked = manifest
        .files
        .iter()
        .filter(|entry| picked.contains(&entry.path));
    let scripts: BTreeSet<&str> = of_picked.map(|entry| entry.script.as_str()).collect();
    let mut part = manifest
        .part(|entry| picked.contains(&entry.path) || scripts.contains(entry.path.as_str()));
    part.export = Some(wanted);
    let mut files: BTreeMap<String, Vec<u8>> = export_index(&part)
        .into_iter()
        .map(|file| (file.path, file.bytes))
        .collect();
    for entry in part.files {
        let bytes = corpus.read(&entry.path)?;
        files.insert(entry.path, bytes);
    }
    Ok(files)
}
