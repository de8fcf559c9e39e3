//! `cargo xtask export`: a part of the corpus for another project, with a manifest of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use message_generator::corpus::{MANIFEST, Manifest, Wanted, export_papers};

use crate::commands::pick::Choice;
use crate::corpus_folder::Folder;
use crate::generated::Generated;
use crate::output::write_file;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder that the files come into; it is replaced as a whole
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// Write nothing: show what differs from what the corpus would give today, and fail if anything does
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    folder: Folder,
}

pub(crate) fn run(args: Args) -> Result<ExitCode> {
    let to = std::path::absolute(&args.to)?;
    let earlier = earlier(&to)?;
    // Without a choice an export is what it was before.
    let wanted = match earlier {
        Some(wanted) if args.choice.is_empty() => wanted,
        Some(_) | None => args.choice.into_wanted(),
    };
    let files = part(&args.folder, wanted)?;
    if args.check {
        let files = files.into_iter().map(|(path, bytes)| (to.join(path), bytes)).collect();
        let command = "cargo xtask export --to DIR";
        return Generated { files, folder: Some(to), kept: Vec::new(), command }.check();
    }
    replace(&to, &files)?;
    println!("{} files in {}", files.len(), to.display());
    Ok(ExitCode::SUCCESS)
}

/// What an export that is there already was asked for; an error if something else is there.
fn earlier(to: &Path) -> Result<Option<Wanted>> {
    let is_empty = fs::read_dir(to).map_or(true, |mut entries| entries.next().is_none());
    if is_empty {
        return Ok(None);
    }
    let expected = || format!("{} is there and no export, expected an export or an empty folder", to.display());
    let text = fs::read_to_string(to.join(MANIFEST)).with_context(expected)?;
    let manifest = Manifest::parse(&text).with_context(expected)?;
    ensure!(manifest.export.is_some(), expected());
    Ok(manifest.export)
}

/// The files that are wanted, with the scripts that they name, and their papers.
fn part(folder: &Folder, wanted: Wanted) -> Result<BTreeMap<String, Vec<u8>>> {
    let manifest = folder.manifest()?;
    let picked: BTreeSet<String> = wanted.pick(&manifest)?.paths.into_iter().collect();
    let of_picked = manifest.files.iter().filter(|entry| picked.contains(&entry.path));
    let scripts: BTreeSet<&str> = of_picked.map(|entry| entry.script.as_str()).collect();
    let mut part = manifest.part(|entry| picked.contains(&entry.path) || scripts.contains(entry.path.as_str()));
    part.export = Some(wanted);
    let mut files: BTreeMap<String, Vec<u8>> =
        export_papers(&part).into_iter().map(|file| (file.path, file.bytes)).collect();
    for entry in part.files {
        let path = folder.file(&entry.path);
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        files.insert(entry.path, bytes);
    }
    Ok(files)
}

/// Puts a folder of these files in the place of `to`: all of them are there, or all of what was there before.
fn replace(to: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<()> {
    let (part, old) = (beside(to, ".part"), beside(to, ".old"));
    for left in [&part, &old] {
        if left.exists() {
            fs::remove_dir_all(left).with_context(|| format!("cannot remove {}", left.display()))?;
        }
    }
    for (path, bytes) in files {
        write_file(&part.join(path), bytes)?;
    }
    if to.exists() {
        fs::rename(to, &old).with_context(|| format!("cannot move {} away", to.display()))?;
    }
    fs::rename(&part, to).with_context(|| format!("cannot move {} into place", part.display()))?;
    if old.exists() {
        fs::remove_dir_all(&old).with_context(|| format!("cannot remove {}", old.display()))?;
    }
    Ok(())
}

fn beside(folder: &Path, ending: &str) -> PathBuf {
    let mut path = OsString::from(folder);
    path.push(ending);
    PathBuf::from(path)
}
