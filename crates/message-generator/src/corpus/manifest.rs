//! The corpus' own papers: the manifest, the sums that standard tools check, and the readme.

use super::covers::Covers;
use super::file::{File, Kind, Verdict};
use crate::draw::{Key, STREAM};
use crate::script::to_json;
use message_model::{ApiRevision, Evidence};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// The path of the manifest.
pub const MANIFEST: &str = "manifest.json";
/// The path of the sums, in the form of `sha256sum`.
pub const SUMS: &str = "SHA256SUMS";
/// The path of the readme.
pub const README: &str = "README.md";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Manifest<'a> {
    format: u32,
    seed: u64,
    stream_version: u32,
    files: Vec<Entry<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry<'a> {
    path: &'a str,
    sha256: String,
    bytes: usize,
    records: u64,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<&'static str>,
    revision: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    scenario: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    script: &'a str,
    key: Key,
    #[serde(skip_serializing_if = "str::is_empty")]
    exercises: &'a str,
    realistic: bool,
    evidence: &'static str,
    verdict: &'static str,
    covers: &'a Covers,
}

/// Manifest, sums and readme for these files.
pub(super) fn files(files: &[File]) -> Vec<File> {
    let entries = files.iter().map(entry).collect();
    let manifest = Manifest { format: 1, seed: super::SEED, stream_version: STREAM, files: entries };
    let manifest = paper(MANIFEST, to_json(&manifest));
    let readme = paper(README, include_str!("readme.md").to_owned());
    let mut sums: Vec<_> = files.iter().chain([&manifest, &readme]).map(sum_line).collect();
    sums.sort_unstable_by(|left, right| left[66..].cmp(&right[66..]));
    vec![readme, paper(SUMS, sums.concat()), manifest]
}

fn entry(file: &File) -> Entry<'_> {
    Entry {
        path: &file.path,
        sha256: digest(&file.bytes),
        bytes: file.bytes.len(),
        records: file.records,
        kind: file.kind.as_str(),
        model: file.kind.model(),
        revision: file.revision.to_string(),
        scenario: &file.scenario,
        script: &file.script,
        key: file.key,
        exercises: &file.exercises,
        realistic: file.realistic,
        evidence: file.evidence.as_str(),
        verdict: file.verdict.as_str(),
        covers: &file.covers,
    }
}

fn paper(path: &str, text: String) -> File {
    File {
        path: path.to_owned(),
        bytes: text.into_bytes(),
        kind: Kind::Paper,
        records: 0,
        revision: ApiRevision::LATEST,
        scenario: String::new(),
        script: String::new(),
        key: Key::new(super::SEED, 0),
        exercises: String::new(),
        realistic: false,
        evidence: Evidence::Documented,
        covers: Covers::default(),
        verdict: Verdict::Either,
    }
}

/// A line as `sha256sum` writes it: 64 digits, two spaces, the path.
fn sum_line(file: &File) -> String {
    format!("{}  {}\n", digest(&file.bytes), file.path)
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
