//! `cargo xtask export`: copies a part of the corpus for another project, with a manifest of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::{self, Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail, ensure};
use message_generator::corpus::{MANIFEST, Manifest, Wanted, export_papers};

use crate::commands::pick::{Choice, pick};
use crate::corpus_folder::Folder;
use crate::generated::{Generated, list};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder to export to, which contains nothing but the export afterwards. A new folder is created whole or not
    /// at all; in an existing export files are replaced one by one, and after an interrupt `--check` names those still
    /// to do
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// Do not write: show how the folder differs from what would be exported today, and fail if it does
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    folder: Folder,
}

pub(crate) fn run(args: Args) -> Result<ExitCode> {
    let to = path::absolute(&args.to)?;
    let earlier = earlier(&to)?;
    let is_new = earlier.is_none();
    ensure!(!(args.check && is_new), "{} holds no export, expected one to check", to.display());
    // Without a choice, the choice of the existing export is used again.
    let wanted = match earlier {
        Some(wanted) if args.choice.is_empty() => wanted,
        Some(_) | None => args.choice.into_wanted(),
    };
    let part = part(&args.folder, wanted)?;
    let export = |folder: PathBuf| Generated {
        files: part.into_iter().map(|(path, bytes)| (folder.join(path), bytes)).collect(),
        folder: Some(folder),
        kept: Vec::new(),
        command: "cargo xtask export --to DIR",
    };
    if args.check {
        return export(to).check();
    }
    if !is_new {
        return export(to).write();
    }
    let beside = beside(&to);
    let status = export(beside.clone()).write()?;
    fs::rename(&beside, &to).with_context(|| format!("cannot move {} into place", beside.display()))?;
    Ok(status)
}

/// The temporary folder of a new export until it is complete.
fn beside(to: &Path) -> PathBuf {
    let mut path = OsString::from(to);
    path.push(".part");
    PathBuf::from(path)
}

/// The choice of files of an existing export; an error if the folder contains something else.
fn earlier(to: &Path) -> Result<Option<Wanted>> {
    let is_empty = fs::read_dir(to).map_or(true, |mut entries| entries.next().is_none());
    if is_empty {
        return Ok(None);
    }
    let expected = || format!("{} is there and no export, expected an export or an empty folder", to.display());
    let text = fs::read_to_string(to.join(MANIFEST)).with_context(expected)?;
    let manifest = Manifest::parse(&text).with_context(expected)?;
    ensure!(manifest.export.is_some(), expected());
    refuse_links(to)?;
    Ok(manifest.export)
}

/// The files that are wanted, the scripts that these refer to, and the manifest, sums and readme of the export.
fn part(folder: &Folder, wanted: Wanted) -> Result<BTreeMap<String, Vec<u8>>> {
    let manifest = folder.manifest()?;
    let picked: BTreeSet<String> = pick(&wanted, &manifest)?.paths.into_iter().collect();
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

/// Refuses a link, since what it leads to is not ours to replace or remove.
fn refuse_links(to: &Path) -> Result<()> {
    let mut there = Vec::new();
    list(to, &[], &mut there)?;
    let inside = fs::canonicalize(to)?;
    let leads_out = |path: &&PathBuf| !fs::canonicalize(path).is_ok_and(|path| path.starts_with(&inside));
    match there.iter().find(leads_out) {
        Some(path) => bail!("{} leads out of the export, expected files of its own", path.display()),
        None => Ok(()),
    }
}
