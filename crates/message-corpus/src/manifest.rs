//! The manifest of the corpus: the list of its files, for programs.
//!
//! Many files show the same things: the same course of events on thirteen releases has one list of
//! transitions. So what is shown is written once, in the table `covers`, and each file refers to
//! its row there. Properties and values, which are many, are written in the rows by their position
//! in one list of names. This takes a third of the space of writing everything out, and one line of
//! code in any language resolves it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::thread;

use message_faults::{FAULTS, Verdict};
use message_generator::draw::{Key, STREAM};
use message_generator::json_file::{parse, to_json};
use message_generator::shown::{Aspect, Covers, Names, Vocabulary};
use message_generator::{CONTENT, Error, in_parallel};
use message_model::contract::{Contract, View};
use message_model::{ApiRevision, Evidence};
use serde::de::{self, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::digest::digest;
use super::file::{ExpectedFinding, File, Kind, SEED};
use super::wanted::Wanted;

/// The manifest of a corpus: the list of its files, with what they are and what they show.
///
/// ```
/// use message_corpus::{self, Manifest};
/// use message_generator::shown::Aspect;
///
/// let files = message_corpus::files(&[])?;
/// let manifest = files.iter().find(|file| file.path == message_corpus::MANIFEST).expect("every corpus has one");
/// let manifest = Manifest::parse(std::str::from_utf8(&manifest.bytes)?)?;
/// let entry = &manifest.files[0];
/// assert!(entry.path.starts_with("as-of/"));
/// assert!(!manifest.covers(entry).names(Aspect::Properties).is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Manifest {
    /// The seed of the corpus.
    pub seed: u64,
    /// The version of the values drawn from keys, [`STREAM`](message_generator::STREAM).
    pub stream_version: u32,
    /// What else determines the bytes of the files.
    pub origin: Origin,
    /// The day on which this set was frozen, as `yyyy-MM-dd`; empty if it is not frozen.
    pub frozen: String,
    /// For an exported part of the corpus, the files that were asked for.
    pub export: Option<Wanted>,
    /// An entry for each file, sorted by path.
    pub files: Vec<Entry>,
    /// The distinct sets of things that files show; [`Entry::covers`] is a position in this list.
    pub shown: Vec<Covers>,
}

/// What determines the bytes of a corpus besides its stories and
/// [`STREAM`](message_generator::STREAM).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Origin {
    /// The version of the content, [`CONTENT`].
    pub content_version: u32,
    /// A digest of the contracts of all releases that have a set of their own.
    pub contract: String,
    /// A digest of the rules and their examples.
    pub rules: String,
    /// The version of what faults do, [`FAULTS`].
    #[serde(default, skip_serializing_if = "is_none")]
    pub faults_version: u32,
}

/// Whether a set is older than faults.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_none(version: &u32) -> bool {
    *version == 0
}

impl Origin {
    /// The origin of files that are made now.
    #[must_use]
    pub fn now() -> Self {
        let contract: Vec<_> = ApiRevision::OF_MESSAGE
            .map(|revision| Contract::get().at(View::Conversation, revision))
            .into();
        let rules: Vec<_> = message_rules::rules().collect();
        Self {
            content_version: CONTENT,
            contract: digest(to_json(&contract).as_bytes()),
            rules: digest(to_json(&rules).as_bytes()),
            faults_version: FAULTS,
        }
    }
}

/// The manifest's entry of a file. Most fields are those of [`File`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Entry {
    /// The path below `fixtures/`, with forward slashes.
    pub path: String,
    /// The SHA-256 of its bytes, in lower-case hexadecimal digits.
    pub sha256: String,
    /// Its length in bytes.
    pub bytes: usize,
    /// The number of values that it contains.
    pub records: u64,
    /// The kind of values that it contains.
    pub kind: Kind,
    /// The contract's name of the type of its values, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<Cow<'static, str>>,
    /// The release whose contract it follows.
    #[serde(with = "message_generator::json_file::revision")]
    pub revision: ApiRevision,
    /// The name of the scenario that it shows; empty if none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub scenario: String,
    /// The path of the script from which it can be made again; empty if there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub script: String,
    /// The content key of that script.
    pub key: Key,
    /// What a reader that handles the file correctly has shown, and at which path; empty for an
    /// ordinary file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub exercises: String,
    /// Whether a real platform could have sent it.
    pub realistic: bool,
    /// The weakest evidence that the course of events rests on.
    pub evidence: Evidence,
    /// What a reader has to do with it.
    pub verdict: Verdict,
    /// The id of the rule that it is meant to break; empty if none.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub rule: Cow<'static, str>,
    /// The fault that its cases have; empty for a file without cases.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub fault: Cow<'static, str>,
    /// For a file that is meant to break a rule, everything that the rules find in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<ExpectedFinding>,
    /// For a script, the digest of its story; empty for other files.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub story: String,
    /// The day on which it was frozen, as `yyyy-MM-dd`; empty if it is not frozen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub frozen: String,
    /// The position in [`Manifest::shown`] of what occurs in it.
    pub covers: usize,
}

impl Manifest {
    /// The manifest of these files and of the frozen sets that have these manifests.
    #[must_use]
    pub fn of(files: &[File], frozen: &[&Self]) -> Self {
        let moving: Vec<&File> = files
            .iter()
            .filter(|file| file.kind != Kind::Index)
            .collect();
        // For its digests the origin writes the contract and all rules as JSON, which takes a while
        // too; so both at once.
        let (origin, digests) = thread::scope(|scope| {
            let origin = scope.spawn(Origin::now);
            let digests = in_parallel(&moving, |file| digest(&file.bytes));
            (origin.join().expect("a panic is passed on"), digests)
        });
        let mut shown = Shown::default();
        let of_moving = moving.into_iter().zip(digests);
        let mut entries: Vec<Entry> = of_moving
            .map(|(file, digest)| Entry::of(file, digest, shown.place(&file.covers)))
            .collect();
        for set in frozen {
            // A frozen manifest has a table of its own, whose rows are numbered from 0 as ours are.
            let places: Vec<usize> = set.shown.iter().map(|covers| shown.place(covers)).collect();
            let of_set = set.files.iter().map(|entry| {
                let (covers, frozen) = (places[entry.covers], set.frozen.clone());
                Entry {
                    covers,
                    frozen,
                    ..entry.clone()
                }
            });
            entries.extend(of_set);
        }
        entries.sort_by(|left, right| left.path.cmp(&right.path));
        Self {
            seed: SEED,
            stream_version: STREAM,
            origin,
            frozen: String::new(),
            export: None,
            files: entries,
            shown: shown.into_rows(),
        }
    }

    /// The manifest of the wanted entries only, without the rows of [`shown`](Self::shown) that
    /// none of them needs.
    #[must_use]
    pub fn part(&self, wanted: impl Fn(&Entry) -> bool) -> Self {
        let mut shown = Shown::default();
        let entries = self.files.iter().filter(|entry| wanted(entry));
        let files = entries
            .map(|entry| Entry {
                covers: shown.place(self.covers(entry)),
                ..entry.clone()
            })
            .collect();
        Self {
            files,
            shown: shown.into_rows(),
            ..self.clone()
        }
    }

    /// Reads a manifest from the text that [`to_json`](Self::to_json) writes.
    ///
    /// # Errors
    ///
    /// If the text is not a manifest of this format, or lists a file outside of its folder; the
    /// error names place and line.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let table: Table<'_> = parse(text)?;
        let lists = [borrowed(table.properties), borrowed(table.values)];
        let mut shown = Vec::with_capacity(table.covers.len());
        for row in table.covers {
            let names = row.cells.into_iter().map(|(aspect, cell)| match cell {
                Cell::Names(names) => Ok((aspect, names.into_owned())),
                Cell::Places(places) => {
                    let list = &lists[usize::from(aspect == Aspect::Values)];
                    Ok((aspect, named(aspect, &places, list)?))
                }
            });
            shown.push(names.collect::<Result<Covers, Error>>()?);
        }
        let mut files = table.files.into_owned();
        // As they are written. In a manifest that was merged by hand they may not be, and they are
        // looked up by their order.
        files.sort_by(|one, other| one.path.cmp(&other.path));
        let scripts = files
            .iter()
            .map(|entry| &entry.script)
            .filter(|script| !script.is_empty());
        // A manifest may come from anywhere, and commands read and remove the files that it names:
        // nothing outside of its folder.
        let mut paths = files.iter().map(|entry| &entry.path).chain(scripts);
        if let Some(path) = paths.find(|path| !is_plain(path)) {
            let expected = "names with slashes between, below the folder of the manifest";
            return Err(Error::new(
                "files",
                format!("found {path:?}, expected {expected}"),
            ));
        }
        if let Some(entry) = files.iter().find(|entry| entry.covers >= shown.len()) {
            return Err(no_place(
                &format!("covers of {}", entry.path),
                entry.covers,
                shown.len(),
            ));
        }
        let (seed, stream_version) = (table.seed, table.stream_version);
        Ok(Self {
            seed,
            stream_version,
            origin: table.origin.into_owned(),
            frozen: table.frozen.into_owned(),
            export: table.export.map(Cow::into_owned),
            files,
            shown,
        })
    }

    /// The text of the manifest file.
    #[must_use]
    pub fn to_json(&self) -> String {
        let all = |aspect| names(self.shown.iter().map(|covers| covers.names(aspect)));
        let (properties, values) = (all(Aspect::Properties), all(Aspect::Values));
        let rows = self.shown.iter();
        let covers = rows.map(|covers| Row::of(covers, &properties, &values));
        let covers = covers.collect();
        to_json(&Table {
            format: Format,
            seed: self.seed,
            stream_version: self.stream_version,
            origin: Cow::Borrowed(&self.origin),
            frozen: Cow::Borrowed(&self.frozen),
            export: self.export.as_ref().map(Cow::Borrowed),
            files: Cow::Borrowed(&self.files),
            covers,
            properties,
            values,
        })
    }

    /// What occurs in the file of this entry.
    ///
    /// # Panics
    ///
    /// If the entry belongs to another manifest and its position is not in [`shown`](Self::shown).
    #[must_use]
    pub fn covers(&self, entry: &Entry) -> &Covers {
        &self.shown[entry.covers]
    }
}

impl Entry {
    fn of(file: &File, sha256: String, covers: usize) -> Self {
        Self {
            path: file.path.clone(),
            sha256,
            bytes: file.bytes.len(),
            records: file.records,
            kind: file.kind,
            model: file.kind.model().map(Cow::Borrowed),
            revision: file.revision,
            scenario: file.scenario.clone(),
            script: file.script.clone(),
            key: file.key,
            exercises: file.exercises.clone(),
            realistic: file.realistic,
            evidence: file.evidence,
            verdict: file.verdict,
            rule: Cow::Borrowed(file.rule),
            fault: Cow::Borrowed(file.fault),
            findings: file.findings.clone(),
            story: file.story.clone(),
            frozen: String::new(),
            covers,
        }
    }
}

/// Whether a path stays below the folder that it starts from, on every platform: a manifest may
/// come from anywhere, and files are copied to where it says.
fn is_plain(path: &str) -> bool {
    let is_name = |name: &str| !matches!(name, "" | "." | "..");
    path.split('/').all(is_name)
        && !path.contains(|letter: char| matches!(letter, '\\' | ':') || letter.is_control())
}

/// The distinct sets of things that files show, each with its position.
#[derive(Default)]
struct Shown<'a> {
    /// Keyed by the number of names before the names themselves: that tells most rows apart faster,
    /// since their names differ only near the end.
    places: BTreeMap<(usize, &'a Covers), usize>,
    rows: Vec<&'a Covers>,
}

impl<'a> Shown<'a> {
    fn place(&mut self, covers: &'a Covers) -> usize {
        *self
            .places
            .entry((covers.count(), covers))
            .or_insert_with(|| {
                self.rows.push(covers);
                self.rows.len() - 1
            })
    }

    fn into_rows(self) -> Vec<Covers> {
        self.rows.into_iter().cloned().collect()
    }
}

/// One name of a property or value.
type Name = Cow<'static, str>;

/// The error of a number that should be a place in a list.
fn no_place(property: &str, number: usize, known: usize) -> Error {
    Error::new(
        property,
        format!("found {number}, expected a place in a list of {known}"),
    )
}

/// The names, each borrowed where the vocabulary has it.
fn borrowed(names: Vec<Name>) -> Vec<Name> {
    names
        .into_iter()
        .map(|name| Vocabulary::get().borrowed(name))
        .collect()
}

/// The names at these places of a list.
fn named(aspect: Aspect, places: &[usize], list: &[Name]) -> Result<Names, Error> {
    let names = places.iter().map(|&place| {
        let name = list.get(place).cloned();
        name.ok_or_else(|| no_place(&format!("covers.{}", aspect.key()), place, list.len()))
    });
    names.collect()
}

/// The places of the names in a sorted list.
fn places(names: &Names, list: &[Name]) -> Vec<usize> {
    names
        .iter()
        .filter_map(|name| list.binary_search(name).ok())
        .collect()
}

/// All names of several sets, each once, in order.
fn names<'a>(sets: impl Iterator<Item = &'a Names>) -> Vec<Name> {
    let mut all = Names::new();
    for set in sets {
        // Nearly every set is a subset.
        if !set.is_subset(&all) {
            all.extend(set.iter().cloned());
        }
    }
    all.into_iter().collect()
}

/// The manifest as it is written to its file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Table<'a> {
    format: Format,
    seed: u64,
    stream_version: u32,
    origin: Cow<'a, Origin>,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    frozen: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    export: Option<Cow<'a, Wanted>>,
    files: Cow<'a, [Entry]>,
    covers: Vec<Row<'a>>,
    properties: Vec<Name>,
    values: Vec<Name>,
}

/// A row of the table `covers`: what one or several files show.
struct Row<'a> {
    /// For each aspect, in order, what is written under its key.
    cells: BTreeMap<Aspect, Cell<'a>>,
}

/// What a row says of an aspect.
enum Cell<'a> {
    Names(Cow<'a, Names>),
    /// Of the contract's properties and values, which are many, the places in their list.
    Places(Vec<usize>),
}

impl<'a> Row<'a> {
    /// The row of these names, given all properties and values of the manifest.
    fn of(covers: &'a Covers, properties: &[Name], values: &[Name]) -> Self {
        let cells = covers.aspects().map(|(aspect, names)| match aspect {
            Aspect::Properties => (aspect, Cell::Places(places(names, properties))),
            Aspect::Values => (aspect, Cell::Places(places(names, values))),
            _ => (aspect, Cell::Names(Cow::Borrowed(names))),
        });
        Self {
            cells: cells.collect(),
        }
    }
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.cells.len()))?;
        for (aspect, cell) in &self.cells {
            match cell {
                Cell::Names(names) => map.serialize_entry(aspect.key(), names)?,
                Cell::Places(places) => map.serialize_entry(aspect.key(), places)?,
            }
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Row<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RowVisitor)
    }
}

struct RowVisitor;

impl<'de> Visitor<'de> for RowVisitor {
    type Value = Row<'static>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with a list for each aspect")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut cells = BTreeMap::new();
        while let Some(key) = map.next_key::<Cow<'_, str>>()? {
            let aspect = Aspect::ALL.into_iter().find(|aspect| aspect.key() == key);
            let Some(aspect) = aspect else {
                map.next_value::<de::IgnoredAny>()?;
                continue;
            };
            let cell = if aspect.is_of_contract() {
                Cell::Places(map.next_value()?)
            } else {
                Cell::Names(Cow::Owned(map.next_value()?))
            };
            if cells.insert(aspect, cell).is_some() {
                return Err(de::Error::duplicate_field(aspect.key()));
            }
        }
        match Aspect::ALL
            .into_iter()
            .find(|aspect| !cells.contains_key(aspect))
        {
            Some(missing) => Err(de::Error::missing_field(missing.key())),
            None => Ok(Row { cells }),
        }
    }
}

/// The version of the manifest's format, which is raised when a reader of the version before would
/// misread the file.
struct Format;

impl Format {
    /// 3 knows the kinds `media` and `detail-event`; otherwise it is as 2, which the manifests of
    /// frozen sets keep.
    const NUMBER: u32 = 3;
    const READ: [u32; 2] = [2, Self::NUMBER];
}

impl Serialize for Format {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(Self::NUMBER)
    }
}

impl<'de> Deserialize<'de> for Format {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u32::deserialize(deserializer)? {
            number if Self::READ.contains(&number) => Ok(Self),
            other => Err(de::Error::custom(format_args!(
                "found format {other}, expected 2 or {}",
                Self::NUMBER
            ))),
        }
    }
}
