//! Every play of the corpus as a story: `cargo insta review` shows what a change does to it.

use insta::Settings;
use std::fs;
use std::path::{Path, PathBuf};

use message_generator::Script;
use message_generator::corpus::{self, Case};
use message_lifecycle::{Table, storyboard};

#[test]
fn plays_of_the_corpus() {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("../snapshots/storyboards");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for case in corpus::cases().into_iter().chain(promoted()) {
        let boards = case.episodes.iter();
        let boards: Vec<String> =
            boards.map(|episode| storyboard(Table::standard(), &episode.timeline, &episode.content).unwrap()).collect();
        let page = format!("{}\n\n{}", case.shows, boards.join("\n"));
        settings.bind(|| insta::assert_snapshot!(case.name.clone(), page));
    }
}

#[test]
fn the_readme_shows_the_first_one() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md")).unwrap();
    let case = &corpus::cases()[0];
    let episode = &case.episodes[0];
    let board = storyboard(Table::standard(), &episode.timeline, &episode.content).unwrap();
    assert!(readme.contains(&format!("```text\n{board}```")), "the picture should be:\n{board}");
}

/// The plays of the scripts that were promoted.
pub(crate) fn promoted() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("promoted");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let play = |file: PathBuf| {
        let script = Script::from_json(&fs::read_to_string(&file).unwrap()).unwrap();
        Case::promoted(file.file_stem().unwrap().to_str().unwrap(), script).unwrap()
    };
    files.into_iter().map(play).collect()
}
