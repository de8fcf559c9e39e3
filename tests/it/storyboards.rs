//! Every play of the corpus as a story: `cargo insta review` shows what a change does to it.

use insta::Settings;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use message_corpus::Case;
use message_generator::Script;
use message_lifecycle::Table;
use message_storyboard::Storyboard;
use message_storyboard::svg::{Caption, picture};

#[test]
fn plays_of_the_corpus() {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("../snapshots/storyboards");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for case in message_corpus::cases().into_iter().chain(promoted()) {
        settings.bind(|| insta::assert_snapshot!(case.name.clone(), case.story()));
    }
}

/// Neither a story that is told no more nor anything else leaves a snapshot behind that no test
/// reads; `cargo insta test --unreferenced=delete` removes it.
#[test]
fn every_snapshot_is_read() {
    let plays = message_corpus::cases().into_iter().chain(promoted());
    let mut read: BTreeSet<String> = plays
        .map(|case| format!("snapshots/storyboards/{}.snap", case.name))
        .collect();
    read.insert("it/snapshots/it__coverage__coverage.snap".to_owned());
    let snapshots = |folder: &str| {
        let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        // What waits for review ends in `.snap.new`.
        names
            .filter(|name| name.ends_with(".snap"))
            .map(|name| format!("{folder}/{name}"))
            .collect::<Vec<_>>()
    };
    let there: BTreeSet<String> = ["snapshots/storyboards", "it/snapshots"]
        .into_iter()
        .flat_map(snapshots)
        .collect();
    assert_eq!(there, read);
}

#[test]
fn the_readme_shows_the_first_one() {
    let readme =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md")).unwrap();
    let case = &message_corpus::cases()[0];
    let episode = &case.episodes[0];
    let file = format!("crates/message-storyboard/docs/{}.svg", case.name);
    assert!(
        readme.contains(&format!("]({file})")),
        "the readme should show {file}"
    );
    let board = Storyboard::new(Table::standard(), &episode.timeline, &episode.content).unwrap();
    let drawn = picture(
        Caption {
            title: &case.name,
            shows: &case.shows,
        },
        &[board],
    );
    let kept =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(&file))
            .unwrap();
    assert!(
        kept == drawn,
        "{file} is out of date; run `cargo xtask docs`"
    );
}

/// The plays of the scripts that were promoted.
pub(crate) fn promoted() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("promoted");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let play = |file: PathBuf| {
        let script = Script::from_json(&fs::read_to_string(&file).unwrap()).unwrap();
        Case::promoted(file.file_stem().unwrap().to_str().unwrap(), script).unwrap()
    };
    files.into_iter().map(play).collect()
}
