//! What the corpus shows of contract, tables and rules, as a page to review.

use message_generator::corpus::{Coverage, Manifest};

use crate::corpus::{folder, read};

#[test]
fn the_corpus_shows_all_that_there_is() {
    let manifest = Manifest::parse(&read("manifest.json")).unwrap();
    let coverage = Coverage::of(&manifest, |path| std::fs::read_to_string(folder().join(path)).ok());
    assert_eq!(coverage.faults(), [""; 0]);
    insta::assert_snapshot!("coverage", coverage.to_string());
}

/// The measures can fail: without the files that show something, they name what is missing, and excuses that are none.
#[test]
fn what_is_missing_is_named() {
    let manifest = Manifest::parse(&read("manifest.json")).unwrap();
    let faults_without = |is_gone: &dyn Fn(&str) -> bool| {
        let part = manifest.part(|entry| !is_gone(&entry.path));
        Coverage::of(&part, |path| std::fs::read_to_string(folder().join(path)).ok()).faults()
    };
    let faults = faults_without(&|path| path.starts_with("invalid/state-known"));
    assert_eq!(faults, ["rules broken: no file shows state-known"]);
    let faults = faults_without(&|path| path.starts_with("as-of/19.0.0/wide/"));
    assert!(faults.iter().any(|fault| fault.starts_with("19.0.0 properties: no file shows ")), "{faults:?}");
    let faults = faults_without(&|path| path.contains("/spam"));
    assert!(faults.contains(&"disconnect-types: no file shows spam".to_owned()), "{faults:?}");
}
