//! The plays of one's own files: scenarios, scripts and profiles, and what was captured.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Result, ensure};
use message_faults::patch::Patchable;
use message_generator::shown::Covers;
use message_generator::{self as generator, Channel};
use message_model::contract::View;
use message_model::{Document, Evidence, Timestamp, encode_pretty};
use message_storyboard::{Line, Observed, Storyboard};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::place::Place;
use super::play::{Conversation, Files, Play, script_file};
use super::steps::Lines;
use super::view::{Framed, Sheet};
use crate::commands::show::captured::for_each;
use crate::commands::show::source::{PlayArgs, Source, Subject};
use crate::console;
use crate::payload_text::payload;

/// The evidence of what was captured, whatever it shows.
const CAPTURED: &str = "captured";

/// The plays of these files, and of what is built in under these names. What was captured of one
/// conversation, in whichever files and views, is one play.
pub(super) fn plays(
    files: &[String],
    play: &PlayArgs,
    place: &Place,
    lines: &mut Lines,
) -> Result<Vec<Play>> {
    let mut ids = BTreeSet::new();
    let mut plays = Vec::new();
    let mut captured = Captured::default();
    for name in files {
        match Source::of(name, place.program)? {
            Source::Captured(records) => {
                for_each(name, records, play.lenient, |record, capture| {
                    let text = payload(record.text.as_deref().unwrap_or_default());
                    let mut documents = capture.documents();
                    documents.try_for_each(|it| captured.add(name, record.place(name), text, &it))
                })?;
            }
            Source::Play(subject, file) => {
                let played = play.play(&subject, name, file.as_ref())?;
                let id = id_of(name, &mut ids);
                let files = file.map(|_| files_of([name.as_str()], place));
                plays.push(Play {
                    files: files.unwrap_or_default(),
                    ..played_of(&subject, &played, id, name, place, lines)?
                });
            }
        }
    }
    plays.extend(captured.plays(place, &mut ids, lines)?);
    ensure!(
        !plays.is_empty(),
        "{}: found no time of anything that happened, expected one at least",
        files.join(", ")
    );
    Ok(plays)
}

fn played_of(
    subject: &Subject,
    played: &generator::Play,
    id: String,
    name: &str,
    place: &Place,
    lines: &mut Lines,
) -> Result<Play> {
    let mut covers = Covers::default();
    for episode in &played.episodes {
        covers.add(&Covers::of(episode, None));
    }
    let episodes = played.episodes.iter();
    let conversations = episodes
        .map(|episode| Conversation::played(episode, lines))
        .collect::<Result<_>>()?;
    let scenario = subject.scenario();
    let evidence = scenario.map_or(Evidence::Inferred, |scenario| scenario.evidence);
    let mut play = Play {
        name: stem(name),
        folder: name.to_owned(),
        files: Files::default(),
        release: played.script.revision.to_string(),
        shows: scenario.map_or_else(String::new, |scenario| scenario.shows.clone()),
        evidence: evidence.as_str(),
        channels: Vec::new(),
        states: Vec::new(),
        disconnect_types: Vec::new(),
        conversations,
        script: lines.numbers(&played.script.to_json()),
        command: format!("{} generate --script {}", place.program, script_file(&id)),
        id,
    };
    play.set_covers(&covers);
    Ok(play)
}

/// What was captured, of all conversations.
#[derive(Default)]
struct Captured {
    observed: Observed,
    /// The payloads of each conversation, by its place in `observed`.
    payloads: BTreeMap<usize, Vec<Payload>>,
}

/// A payload of a conversation.
struct Payload {
    file: String,
    view: View,
    /// The last moment that it tells of, if it tells of any.
    until: Option<Timestamp>,
    /// What it is, as far as that is known before the board is drawn.
    framed: Framed,
}

impl Captured {
    /// Adds a document of a record, which stands at this place of the file and has this text.
    fn add(&mut self, file: &str, at: String, text: &str, document: &Document<'_>) -> Result<()> {
        let Some(place) = self.observed.add_placed(document) else {
            return Ok(());
        };
        let text = Patchable::from_text(element(text, &document.path))?;
        let framed = Framed {
            event: 0,
            what: at,
            whose: document.topic.unwrap_or_default().to_owned(),
            delay_ms: None,
            text: encode_pretty(&text)?,
        };
        self.payloads.entry(place).or_default().push(Payload {
            file: file.to_owned(),
            view: document.view(),
            until: last_moment(document),
            framed,
        });
        Ok(())
    }

    /// A play of each conversation.
    fn plays(
        mut self,
        place: &Place,
        ids: &mut BTreeSet<String>,
        lines: &mut Lines,
    ) -> Result<Vec<Play>> {
        let mut plays = Vec::new();
        for (number, board) in self.observed.boards().into_iter().enumerate() {
            let payloads = self.payloads.remove(&number).unwrap_or_default();
            let files: BTreeSet<&str> = payloads.iter().map(|one| one.file.as_str()).collect();
            let Some(&first) = files.first() else {
                continue;
            };
            if board.scenes.is_empty() {
                let heading = &board.heading;
                console::remark(format_args!("not drawn: {first}: {heading}: has no times"));
                continue;
            }
            let all: Vec<&str> = files.iter().copied().collect();
            plays.push(Play {
                id: id_of(first, ids),
                name: stem(first),
                folder: all.join(", "),
                files: files_of(all.iter().copied(), place),
                release: String::new(),
                shows: board.heading.clone(),
                evidence: CAPTURED,
                channels: channels(&board),
                states: states(&board),
                disconnect_types: Vec::new(),
                script: Vec::new(),
                command: format!("{} show {}", place.program, quoted(first)),
                conversations: vec![captured(board, payloads, lines)],
            });
        }
        Ok(plays)
    }
}

/// A captured conversation: each payload belongs to the last event that it tells of.
fn captured(board: Storyboard, payloads: Vec<Payload>, lines: &mut Lines) -> Conversation {
    let mut views: BTreeMap<View, Vec<Framed>> = BTreeMap::new();
    for Payload {
        view,
        until,
        framed,
        ..
    } in payloads
    {
        let scenes = board.scenes.iter();
        let event = match until {
            Some(until) => scenes.take_while(|scene| scene.at <= until).count(),
            None => board.scenes.len(),
        };
        views.entry(view).or_default().push(Framed {
            event: event.saturating_sub(1),
            ..framed
        });
    }
    let sheets = views.into_iter().map(|(view, mut framed)| {
        framed.sort_by_key(|one| one.event);
        Sheet::of_frames(view, framed, lines)
    });
    let sheets = sheets.collect();
    Conversation::captured(board, sheets)
}

/// The last moment that a document tells of.
fn last_moment(document: &Document<'_>) -> Option<Timestamp> {
    let mut observed = Observed::default();
    observed.add(document);
    let board = observed.boards().into_iter().next()?;
    board.scenes.last().map(|scene| scene.at)
}

/// The element of a list or a page of many in which a document lies; the whole text if it is none.
fn element<'t>(text: &'t str, path: &str) -> &'t str {
    let mut lists = ["entities", "conversations"].into_iter();
    let found = match lists.find_map(|list| path.strip_prefix(list)) {
        Some(path) => of_page(text, path),
        None => of_list(text, path),
    };
    found.unwrap_or(text)
}

fn of_page<'t>(text: &'t str, path: &str) -> Option<&'t str> {
    #[derive(Deserialize)]
    struct Page<'t> {
        #[serde(borrow, alias = "conversations")]
        entities: Vec<&'t RawValue>,
    }
    let (place, _) = place(path)?;
    let page: Page<'t> = serde_json::from_str(text).ok()?;
    Some(page.entities.get(place)?.get())
}

fn of_list<'t>(text: &'t str, path: &str) -> Option<&'t str> {
    let (place, rest) = place(path)?;
    let list: Vec<&'t RawValue> = serde_json::from_str(text).ok()?;
    Some(element(list.get(place)?.get(), rest))
}

/// The place that a path such as `[1].eventBody` begins with, and the rest of the path.
fn place(path: &str) -> Option<(usize, &str)> {
    let (number, rest) = path.strip_prefix('[')?.split_once(']')?;
    Some((number.parse().ok()?, rest.trim_start_matches('.')))
}

fn channels(board: &Storyboard) -> Vec<String> {
    let mut parts = board.heading.split(", ");
    let is_channel = |part: &&str| Channel::ALL.iter().any(|channel| channel.as_str() == *part);
    parts
        .find(is_channel)
        .map(str::to_owned)
        .into_iter()
        .collect()
}

fn states(board: &Storyboard) -> Vec<String> {
    let lines = board.scenes.iter().flat_map(|scene| &scene.lines);
    let names = lines.filter_map(|(_, line)| match line {
        Line::Alerting => Some("alerting"),
        Line::Connected => Some("connected"),
        Line::Held => Some("held"),
        Line::Parked => Some("parked"),
        Line::AfterCallWork => None,
    });
    let names: BTreeSet<&str> = names.collect();
    names.into_iter().map(str::to_owned).collect()
}

/// Files as they are called in the current folder, or by their absolute paths.
fn files_of<'n>(names: impl IntoIterator<Item = &'n str>, place: &Place) -> Files {
    let link = std::env::current_dir()
        .ok()
        .and_then(|here| place.link(&here));
    let names = names.into_iter().filter(|name| *name != "-");
    link.map_or_else(Files::default, |link| Files {
        link: format!("{link}/"),
        files: names.map(str::to_owned).collect(),
    })
}

/// The name of a file without folder and extension.
fn stem(name: &str) -> String {
    if name == "-" {
        return String::from("standard input");
    }
    let stem = Path::new(name).file_stem();
    stem.map_or_else(
        || name.to_owned(),
        |stem| stem.to_string_lossy().into_owned(),
    )
}

/// An id that no other play has, of characters that need no escape in a link.
fn id_of(name: &str, ids: &mut BTreeSet<String>) -> String {
    let id: String = stem(name).chars().map(plain).collect();
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    let mut all = std::iter::once(id.clone()).chain(numbered);
    let free = all.find(|id| ids.insert(id.clone()));
    free.unwrap_or(id)
}

fn plain(character: char) -> char {
    match character {
        '.' | '_' => character,
        _ if character.is_ascii_alphanumeric() => character,
        _ => '-',
    }
}

/// A name as a shell takes it.
fn quoted(name: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._/".contains(&byte);
    match name.bytes().all(is_plain) {
        true => name.to_owned(),
        false => format!("'{}'", name.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{element, id_of, quoted};

    #[test]
    fn a_document_of_many_is_shown_without_the_others() {
        let list = r#"[{"a": 1}, {"entities": [{"b": 2}, {"c": 3}]}]"#;
        assert_eq!(element(list, "[0].eventBody"), r#"{"a": 1}"#);
        assert_eq!(element(list, "[1].entities[1]"), r#"{"c": 3}"#);
        let page = r#"{"conversations": [{"d": 4}, {"e": 5}], "totalHits": 2}"#;
        assert_eq!(element(page, "conversations[1]"), r#"{"e": 5}"#);
        for path in ["", "eventBody", "detail.eventBody", "[7]", "entities[0]"] {
            assert_eq!(element(list, path), list, "{path}");
        }
    }

    #[test]
    fn every_play_has_an_id_of_its_own() {
        let mut ids = BTreeSet::new();
        let mut id = |name| id_of(name, &mut ids);
        assert_eq!(id("a/two words.json"), "two-words");
        assert_eq!(id("b/two-words.jsonl"), "two-words-2");
        assert_eq!(id("-"), "standard-input");
    }

    #[test]
    fn a_name_is_one_word_of_a_shell() {
        assert_eq!(quoted("a/b.json"), "a/b.json");
        assert_eq!(quoted("it's #1"), r"'it'\''s #1'");
    }
}
