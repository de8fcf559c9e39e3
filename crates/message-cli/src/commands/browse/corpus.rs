//! The plays of the corpus.

use std::fs;
use std::path::Path;

use anyhow::Result;
use message_corpus::{Archive, Case, FrozenSet};
use message_model::ApiRevision;

use super::place::Place;
use super::play::{Conversation, Files, Play, script_file};
use super::steps::Lines;

/// Every play of the corpus: those of the newest release, the promoted ones, and those of the older
/// releases.
pub(super) fn plays(place: &Place, lines: &mut Lines) -> Result<Vec<Play>> {
    let cases = message_corpus::cases();
    let mut plays = Vec::new();
    for case in &cases {
        plays.push(play(case, case.name.clone(), "current", place, lines)?);
    }
    let archive = Archive::built_in();
    for case in &archive.promoted()? {
        let id = format!("promoted/{}", case.name);
        plays.push(play(case, id, "promoted", place, lines)?);
    }
    let frozen = archive.frozen_sets()?;
    for revision in ApiRevision::OF_MESSAGE.into_iter().rev() {
        for (set, cases) in sets(archive, &frozen, &cases, revision) {
            let folder = format!("as-of/{set}");
            for case in &cases {
                let id = format!("{}@{set}", case.name);
                plays.push(play(case, id, &folder, place, lines)?);
            }
        }
    }
    Ok(plays)
}

/// The sets of a release, as pairs of name and plays. Frozen sets are shown as they were frozen,
/// whatever the scenarios give today.
fn sets(
    archive: &Archive,
    frozen: &[FrozenSet],
    cases: &[Case],
    revision: ApiRevision,
) -> Vec<(String, Vec<Case>)> {
    let read = |path: &str| archive.get(path).map(str::to_owned);
    let of_release = frozen.iter().filter(|set| set.revision() == Some(revision));
    let sets: Vec<_> = of_release
        .map(|set| (set.name().to_owned(), set.cases(read)))
        .collect();
    if sets.is_empty() {
        vec![(
            revision.to_string(),
            message_corpus::cases_as_of(cases, revision),
        )]
    } else {
        sets
    }
}

fn play(case: &Case, id: String, set: &str, place: &Place, lines: &mut Lines) -> Result<Play> {
    let folder = format!("{set}/{}", case.name);
    let conversations = case
        .episodes
        .iter()
        .map(|episode| Conversation::played(episode, lines))
        .collect::<Result<_>>()?;
    let files = files(&folder, place);
    let script = match files.files.is_empty() {
        true => script_file(&id),
        false => format!("fixtures/{folder}/script.json"),
    };
    let mut play = Play {
        id,
        name: case.name.clone(),
        folder: format!("fixtures/{folder}/"),
        files,
        release: case.script.revision.to_string(),
        shows: case.shows.clone(),
        evidence: case.evidence.as_str(),
        channels: Vec::new(),
        states: Vec::new(),
        disconnect_types: Vec::new(),
        script: lines.numbers(&case.script.to_json()),
        command: format!("{} generate --script {script}", place.program),
        conversations,
    };
    play.set_covers(&case.covers);
    Ok(play)
}

/// The files of a folder of the corpus; none if there is no corpus that the page can lead to.
fn files(folder: &str, place: &Place) -> Files {
    let Some(corpus) = &place.corpus else {
        return Files::default();
    };
    let names = names(&corpus.join(folder));
    match place.link(&corpus.join(folder)) {
        Some(link) if !names.is_empty() => Files {
            link: format!("{link}/"),
            files: names,
        },
        _ => Files::default(),
    }
}

/// The names of the files in a folder, sorted; none if it cannot be read.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}
