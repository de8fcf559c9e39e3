//! How little a consumer writes to get at its cases; `cargo xtask consumers` runs what it does with
//! them.

use std::fs;
use std::path::{Path, PathBuf};

/// The files that find cases, and nothing else does.
const GLUE: [&str; 3] = [
    "python/fixtures.py",
    "typescript/fixtures.ts",
    "rust/tests/fixtures/mod.rs",
];
const LINES_MAX: usize = 32;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("consumers")
}

/// The lines that are neither empty nor comments of a line of their own.
fn lines_of_code(text: &str) -> usize {
    let comment = |line: &str| {
        ["#", "//", "/**", "\"\"\""]
            .iter()
            .any(|sign| line.starts_with(sign))
    };
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !comment(line))
        .count()
}

#[test]
fn a_few_lines_find_the_cases() {
    for file in GLUE {
        let count = lines_of_code(&fs::read_to_string(folder().join(file)).unwrap());
        assert!((1..=LINES_MAX).contains(&count), "{file}: {count} lines");
    }
}

#[test]
fn nothing_else_reads_the_manifest() {
    let mut files = Vec::new();
    sources(&folder(), &mut files);
    let reading = files
        .iter()
        .filter(|file| fs::read_to_string(file).unwrap().contains("manifest.json"));
    let mut reading: Vec<_> = reading
        .map(|file| file.strip_prefix(folder()).unwrap().to_owned())
        .collect();
    reading.sort();
    let mut glue = GLUE.map(PathBuf::from);
    glue.sort();
    assert_eq!(reading, glue);
}

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_none_or(|extension| extension != "md") {
            files.push(path);
        }
    }
}
