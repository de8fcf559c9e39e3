//! What the corpus shows of contract, tables and rules, as a page to review; and what the scenarios
//! show of the tables.

use std::collections::BTreeSet;

use message_corpus::{Coverage, Manifest};
use message_generator::{Key, SampleOptions, Scenario, play, sample_with};
use message_lifecycle::{Row, StatusRow, Table};
use message_model::{ApiRevision, Evidence};

use crate::corpus::{folder, read};

#[test]
fn the_corpus_shows_all_that_there_is() {
    let manifest = Manifest::parse(&read("manifest.json")).unwrap();
    let coverage = Coverage::of(&manifest, |path| {
        std::fs::read_to_string(folder().join(path)).ok()
    });
    assert_eq!(coverage.faults(), [""; 0]);
    insta::assert_snapshot!("coverage", coverage.to_string());
}

/// The measures can fail: without the files that show something, they name what is missing, and
/// excuses that are none.
#[test]
fn what_is_missing_is_named() {
    let manifest = Manifest::parse(&read("manifest.json")).unwrap();
    let faults_without = |is_gone: &dyn Fn(&str) -> bool| {
        let part = manifest.part(|entry| !is_gone(&entry.path));
        Coverage::of(&part, |path| {
            std::fs::read_to_string(folder().join(path)).ok()
        })
        .faults()
    };
    let faults = faults_without(&|path| path.starts_with("invalid/state-known"));
    assert_eq!(faults, ["rules broken: no file shows state-known"]);
    let faults = faults_without(&|path| path.starts_with("as-of/19.0.0/wide/"));
    assert!(
        faults
            .iter()
            .any(|fault| fault.starts_with("19.0.0 properties: no file shows ")),
        "{faults:?}"
    );
    let faults = faults_without(&|path| path.contains("/spam"));
    assert!(
        faults.contains(&"disconnect-types: no file shows spam".to_owned()),
        "{faults:?}"
    );
}

/// Files are looked up by their order, which a manifest that was merged by hand may not have.
#[test]
fn a_manifest_out_of_order_is_put_in_order() {
    let text = read("manifest.json");
    let mut shuffled: serde_json::Value = serde_json::from_str(&text).unwrap();
    shuffled["files"].as_array_mut().unwrap().reverse();
    assert_eq!(
        Manifest::parse(&shuffled.to_string()),
        Manifest::parse(&text)
    );
}

/// How many conversations of each scenario are looked at.
const CONVERSATIONS: u64 = 40;

#[test]
fn the_scenarios_take_every_row() {
    let table = Table::standard();
    let (mut rows, mut statuses) = (BTreeSet::new(), BTreeSet::new());
    for scenario in Scenario::all_builtin() {
        // Those of older releases too: a scenario that needs a later one is left out there.
        for revision in [ApiRevision::LATEST, ApiRevision::V192] {
            for (row, status) in rows_taken(&scenario, revision) {
                rows.insert(row.id);
                statuses.extend(status.map(|status| status.id));
            }
        }
    }
    println!(
        "{} of {} rows, {} of {} of statuses",
        rows.len(),
        table.rows.len(),
        statuses.len(),
        table.statuses.len()
    );
    let all = table
        .rows
        .iter()
        .map(|row| row.id)
        .chain(table.statuses.iter().map(|row| row.id));
    let missing: Vec<_> = all
        .filter(|id| !rows.contains(id) && !statuses.contains(id))
        .collect();
    assert_eq!(missing, [""; 0], "no scenario takes these");
}

#[test]
fn a_scenario_that_rests_on_an_inferred_row_says_so() {
    for scenario in
        Scenario::all_builtin().filter(|scenario| scenario.evidence != Evidence::Inferred)
    {
        for (row, status) in rows_taken(&scenario, ApiRevision::LATEST) {
            assert_ne!(
                row.evidence,
                Evidence::Inferred,
                "{} takes {}",
                scenario.name,
                row.id
            );
            let status = status.map(|status| (status.id, status.evidence));
            assert!(
                status.is_none_or(|(_, evidence)| evidence != Evidence::Inferred),
                "{}: {status:?}",
                scenario.name
            );
        }
    }
}

/// The rows that plays of the scenario take, on a platform of that release.
fn rows_taken(
    scenario: &Scenario,
    revision: ApiRevision,
) -> Vec<(&'static Row, Option<&'static StatusRow>)> {
    let mut options = SampleOptions::default();
    options.revision = revision;
    let scripts = (0..CONVERSATIONS)
        .map(|conversation| sample_with(scenario, Key::new(1, conversation), &options));
    let plays = scripts.filter_map(|script| match play(&script) {
        Ok(episodes) => Some(episodes),
        Err(illegal) if revision == ApiRevision::LATEST => panic!("{}: {illegal}", scenario.name),
        Err(_) => None,
    });
    let mut taken = Vec::new();
    for episode in plays.flatten() {
        for (_, applied) in episode.applied() {
            taken.push((applied.row, applied.status_row));
        }
    }
    taken
}
