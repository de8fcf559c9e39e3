//! The page's data about a play: what it can be found by, its lanes, and its conversations after
//! each event.

use anyhow::Result;
use message_corpus::{Archive, Case, FrozenSet};
use message_generator::Episode;
use message_generator::shown::{Aspect, Names};
use message_lifecycle::Table;
use message_model::{ApiRevision, encode_pretty};
use message_storyboard::svg::{Chart, Row, rows};
use message_storyboard::{Mark, Storyboard};
use serde::Serialize;

use super::steps::{Lines, Step, steps};

/// A play of the corpus.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Play {
    /// The id for links, which is unique among plays, unlike the name.
    id: String,
    name: String,
    /// Its folder under `fixtures/`.
    folder: String,
    revision: String,
    shows: String,
    evidence: &'static str,
    channels: Vec<String>,
    states: Vec<String>,
    disconnect_types: Vec<String>,
    conversations: Vec<Conversation>,
}

/// One conversation of a play.
#[derive(Serialize)]
struct Conversation {
    heading: String,
    /// The label, role and name of each leg.
    legs: Vec<[String; 3]>,
    /// The label over each column.
    heads: Vec<String>,
    pitch: u32,
    width: u32,
    chart: String,
    rows: Vec<Entry>,
    /// The conversation after each event, as changes of lines from the one before.
    steps: Vec<Vec<Step>>,
}

/// A row of the picture.
#[derive(Serialize)]
#[serde(untagged)]
enum Entry {
    Between(String),
    Event(Event),
}

/// An event.
#[derive(Serialize)]
struct Event {
    time: String,
    leg: usize,
    says: String,
    /// The id of the row of the transition table or of the status table.
    row: &'static str,
    /// Whether a message failed or was not delivered.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    bad: bool,
}

/// Every play of the corpus: those of the newest release, the promoted ones, and those of the older
/// releases.
pub(super) fn plays(lines: &mut Lines) -> Result<Vec<Play>> {
    let cases = message_corpus::cases();
    let mut plays = Vec::new();
    for case in &cases {
        plays.push(Play::new(case, case.name.clone(), "current", lines)?);
    }
    let archive = Archive::built_in();
    for case in &archive.promoted()? {
        plays.push(Play::new(
            case,
            format!("promoted/{}", case.name),
            "promoted",
            lines,
        )?);
    }
    let frozen = archive.frozen_sets()?;
    for revision in ApiRevision::OF_MESSAGE.into_iter().rev() {
        for (set, cases) in sets(archive, &frozen, &cases, revision) {
            for case in &cases {
                plays.push(Play::new(
                    case,
                    format!("{}@{set}", case.name),
                    &format!("as-of/{set}"),
                    lines,
                )?);
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

impl Play {
    fn new(case: &Case, id: String, folder: &str, lines: &mut Lines) -> Result<Self> {
        let revision = case.script.revision;
        let conversations = case
            .episodes
            .iter()
            .map(|episode| Conversation::new(episode, lines));
        Ok(Self {
            id,
            name: case.name.clone(),
            folder: format!("{folder}/{}", case.name),
            revision: revision.to_string(),
            shows: case.shows.clone(),
            evidence: case.evidence.as_str(),
            channels: texts(case.covers.names(Aspect::Channels)),
            states: texts(case.covers.names(Aspect::States)),
            disconnect_types: texts(case.covers.names(Aspect::DisconnectTypes)),
            conversations: conversations.collect::<Result<_>>()?,
        })
    }
}

impl Conversation {
    fn new(episode: &Episode, lines: &mut Lines) -> Result<Self> {
        let board = Storyboard::new(Table::standard(), &episode.timeline, &episode.content)?;
        let chart = Chart::new(&board);
        let snapshots = episode
            .snapshots()
            .map(|(_, snapshot)| encode_pretty(&snapshot));
        let snapshots: Vec<String> = snapshots.collect::<Result<_, _>>()?;
        let table_rows: Vec<&str> = episode
            .applied()
            .map(|(_, applied)| {
                applied
                    .status_row
                    .map_or(applied.row.id, |change| change.id)
            })
            .collect();
        let entry = |row: Row| match row {
            Row::Between(text) => Entry::Between(text),
            Row::Scene(position) => Entry::Event(event(&board, position, table_rows[position])),
        };
        let legs = board.lanes.iter();
        Ok(Self {
            legs: legs
                .map(|lane| {
                    [
                        lane.label.clone(),
                        lane.role.as_str().to_owned(),
                        lane.name.clone(),
                    ]
                })
                .collect(),
            heads: board.heads().into_iter().map(str::to_owned).collect(),
            pitch: chart.pitch,
            width: chart.width,
            chart: chart.to_svg(),
            rows: rows(&board).into_iter().map(entry).collect(),
            steps: steps(&snapshots, lines),
            heading: board.heading,
        })
    }
}

fn texts(names: &Names) -> Vec<String> {
    names.iter().map(|name| name.clone().into_owned()).collect()
}

fn event(board: &Storyboard, position: usize, row: &'static str) -> Event {
    let scene = &board.scenes[position];
    Event {
        time: scene.date_and_time().1,
        leg: scene.leg.position(),
        says: scene.sentence.clone(),
        row,
        bad: scene.mark == Mark::Warns,
    }
}
