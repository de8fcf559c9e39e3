//! The page's data about a play: what it can be found by, its lanes, and its conversations after
//! each event in every view.

use anyhow::Result;
use message_generator::Episode;
use message_generator::shown::{Aspect, Covers, Names};
use message_lifecycle::Table;
use message_storyboard::svg::{Chart, Row, rows};
use message_storyboard::{Mark, Storyboard};
use serde::Serialize;

use super::steps::Lines;
use super::view::{Sheet, sheets};

/// A play: of the corpus, of a file of one's own, or what a file has captured of a conversation.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Play {
    /// The id for links, which is unique among plays, unlike the name.
    pub(super) id: String,
    pub(super) name: String,
    /// Its folder under `fixtures/`, or the file that it was read from.
    pub(super) folder: String,
    /// The files that belong to it, and where they are.
    #[serde(flatten)]
    pub(super) files: Files,
    /// The release that sent it; empty if that is not known.
    pub(super) release: String,
    pub(super) shows: String,
    /// How well what happens is known, or `captured`.
    pub(super) evidence: &'static str,
    pub(super) channels: Vec<String>,
    pub(super) states: Vec<String>,
    pub(super) disconnect_types: Vec<String>,
    /// The numbers of the lines of its script; none if it has not been played.
    pub(super) script: Vec<usize>,
    /// The command that makes it again.
    pub(super) command: String,
    pub(super) conversations: Vec<Conversation>,
}

/// Files that a reader can open from the page.
#[derive(Default, Serialize)]
pub(super) struct Files {
    /// The relative link to their folder, which ends in `/`; empty if there is no way to it.
    pub(super) link: String,
    /// Their names.
    pub(super) files: Vec<String>,
}

/// One conversation of a play.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Conversation {
    heading: String,
    /// The label, role and name of each leg.
    legs: Vec<[String; 3]>,
    /// The label over each column.
    heads: Vec<String>,
    pitch: u32,
    width: u32,
    chart: String,
    rows: Vec<Entry>,
    /// What a capture does not tell.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_known: Vec<String>,
    /// What each view shows of it.
    views: Vec<Sheet>,
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
    /// The id of the row of the transition table or of the status table, if that is known.
    #[serde(skip_serializing_if = "str::is_empty")]
    row: &'static str,
    /// Whether a message failed or was not delivered.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    bad: bool,
}

impl Play {
    /// What a play can be found by.
    pub(super) fn set_covers(&mut self, covers: &Covers) {
        self.channels = texts(covers.names(Aspect::Channels));
        self.states = texts(covers.names(Aspect::States));
        self.disconnect_types = texts(covers.names(Aspect::DisconnectTypes));
    }
}

impl Conversation {
    /// A conversation that was played.
    pub(super) fn played(episode: &Episode, lines: &mut Lines) -> Result<Self> {
        let board = Storyboard::new(Table::standard(), &episode.timeline, &episode.content)?;
        let labels: Vec<&str> = board.lanes.iter().map(|lane| lane.label.as_str()).collect();
        let sheets = sheets(episode, &labels, lines)?;
        let table_rows = episode.applied().map(|(_, applied)| {
            let status = applied.status_row.map(|change| change.id);
            status.unwrap_or(applied.row.id)
        });
        let table_rows: Vec<&str> = table_rows.collect();
        Ok(Self::drawn(board, &table_rows, sheets))
    }

    /// A conversation that was captured.
    pub(super) fn captured(board: Storyboard, sheets: Vec<Sheet>) -> Self {
        Self::drawn(board, &[], sheets)
    }

    /// A conversation whose events took these rows of the tables, as far as that is known.
    fn drawn(board: Storyboard, table_rows: &[&'static str], views: Vec<Sheet>) -> Self {
        let chart = Chart::new(&board);
        let entry = |row: Row| match row {
            Row::Between(text) => Entry::Between(text),
            Row::Scene(position) => {
                let row = table_rows.get(position).copied().unwrap_or_default();
                Entry::Event(event(&board, position, row))
            }
        };
        Self {
            legs: board
                .lanes
                .iter()
                .map(|lane| [lane.label.clone(), lane.role.clone(), lane.name.clone()])
                .collect(),
            heads: board.heads().into_iter().map(str::to_owned).collect(),
            pitch: chart.pitch,
            width: chart.width,
            chart: chart.to_svg(),
            rows: rows(&board).into_iter().map(entry).collect(),
            views,
            heading: board.heading,
            not_known: board.not_known,
        }
    }
}

/// The name under which a reader downloads the script of a play.
pub(super) fn script_file(id: &str) -> String {
    format!("{}.script.json", id.replace('/', "-"))
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
