//! The files about the corpus itself: the manifest, the sums that standard tools can check, and the
//! readme.

use super::digest::digest;
use super::file::{File, Kind};
use super::frozen::FrozenSet;
use super::manifest::Manifest;

/// The path of the manifest.
pub const MANIFEST: &str = "manifest.json";
/// The path of the sums: the SHA-256 of each file, in the format of `sha256sum`.
pub const SUMS: &str = "SHA256SUMS";
/// The path of the readme.
pub const README: &str = "README.md";

/// The manifest, sums and readme for these files and these frozen sets.
pub(super) fn files(files: &[File], frozen: &[FrozenSet]) -> Vec<File> {
    let manifests: Vec<&Manifest> = frozen.iter().map(|set| &set.manifest).collect();
    let own: Vec<&File> = files
        .iter()
        .filter(|file| file.kind == Kind::Index)
        .collect();
    of_manifest(
        &Manifest::of(files, &manifests),
        &own,
        include_str!("readme.md").to_owned(),
    )
}

/// The manifest, sums and readme of a part of the corpus, to go with a copy of its files in another
/// project.
#[must_use]
pub fn export_index(part: &Manifest) -> Vec<File> {
    let (title, rest) = include_str!("readme.md")
        .split_once("\n")
        .expect("the readme has a title");
    let note = "\n> A part of the corpus, written by `cargo xtask export` and not edited by hand. Folders that are not here \
                are in the whole one;\n> `export` in `manifest.json` says what was asked for, and `cargo xtask export --to \
                DIR --check` in the project\n> that it comes from whether it is up to date.\n";
    of_manifest(part, &[], format!("{title}\n{note}{rest}"))
}

fn of_manifest(manifest: &Manifest, others: &[&File], readme: String) -> Vec<File> {
    let (own, readme) = (
        File::of_index(MANIFEST, manifest.to_json()),
        File::of_index(README, readme),
    );
    let of_index = others.iter().copied().chain([&own, &readme]);
    let digests: Vec<_> = of_index
        .map(|file| (file.path.as_str(), digest(&file.bytes)))
        .collect();
    let digests = digests
        .iter()
        .map(|(path, digest)| (*path, digest.as_str()));
    let mut sums: Vec<_> = manifest
        .files
        .iter()
        .map(|entry| (entry.path.as_str(), entry.sha256.as_str()))
        .collect();
    sums.extend(digests);
    sums.sort_unstable();
    // The line format of `sha256sum`: 64 digits, two spaces, the path.
    let sums = sums
        .iter()
        .flat_map(|(path, digest)| [digest, "  ", path, "\n"])
        .collect();
    let sums = File::of_index(SUMS, sums);
    vec![readme, sums, own]
}
