//! Measures whether the corpus is complete: compares what there is to show with what its files
//! show.
//!
//! Three things are measured, none of which depends on how the corpus is made: the contract of each
//! release (every property and every listed value); the tables of the life cycle and the contract's
//! own lists; and the rules (each must hold in a realistic file, and each must be broken by a file
//! named after it). What cannot be shown is listed in [`EXCUSED`] with the reason. An excuse for
//! something that is shown, or that does not exist, is a fault like a gap.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use message_generator::shown::{Aspect, Names};
use message_generator::{Script, in_parallel, play};
use message_model::contract::View;
use message_model::{ApiRevision, Capture};
use message_rules::{Verdict as Said, rules, verdicts, verdicts_of_succession};

use super::file::Kind;
use super::manifest::{Entry, Manifest};
use message_faults::Verdict;

/// What no file can show: the measure, the name, and the reason.
const EXCUSED: &[(&str, &str, &str)] = &[
    (
        "disconnect-types",
        "endpoint",
        "telephony: a message leg has no endpoint that hangs up (inferred)",
    ),
    (
        "disconnect-types",
        "other",
        "a catch-all of the contract; no source shows what ends so",
    ),
    (
        "disconnect-types",
        "transfer.conference",
        "there are no conferences of messages: only blind transfers (documented)",
    ),
    (
        "disconnect-types",
        "transfer.consult",
        "the consult button does not appear for messages (documented)",
    ),
    (
        "disconnect-types",
        "transfer.forward",
        "forwarding is of calls; no source shows a message that is forwarded",
    ),
    (
        "disconnect-types",
        "transport.failure",
        "no source ties it to a message leg or says when it comes",
    ),
    (
        "disconnect-types",
        "uncallable",
        "of the dialer, which does not write (inferred)",
    ),
    (
        "faults",
        "normalized-message",
        "a play of the newest release has no textBody that could be left out (documented)",
    ),
    (
        "rules held",
        "body-of-leg-message",
        "no file has a conversation beside the bodies of its messages",
    ),
    (
        "rules held",
        "text-body-is-normalized-text",
        "the newest release has no textBody",
    ),
    (
        "rules held",
        "detail-event-once",
        "no frame of a play is delivered twice",
    ),
    (
        "rules held",
        "message-parts-of-sms",
        "legs of other channels than SMS do not count the parts of a message",
    ),
    (
        "media-notification properties",
        "Limit.documented",
        "an error in a notification is filled as the API declares its limit",
    ),
];

/// How much a corpus shows of what there is to show.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Coverage {
    /// The measures, in the order in which they are reported.
    pub measures: Vec<Measure>,
}

/// The coverage of one kind of thing, such as the transitions.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Measure {
    /// The name of the kind.
    pub name: String,
    /// Everything of the kind, each with the number of files that show it.
    pub files: BTreeMap<String, usize>,
    /// How many of them realistic files show.
    pub realistic: usize,
    /// Those that no file shows, without an excuse.
    pub gaps: Vec<String>,
    /// Those that no file shows, each with the reason that excuses it.
    pub excused: Vec<(&'static str, &'static str)>,
    /// Excuses that are not needed: the thing is shown, or does not exist.
    pub stale: Vec<&'static str>,
}

impl Coverage {
    /// Measures the corpus of this manifest. `read` returns the text of the file at a path, or
    /// `None` if it cannot be read.
    #[must_use]
    pub fn of(manifest: &Manifest, read: impl Fn(&str) -> Option<String> + Sync) -> Self {
        let mut measures = Vec::new();
        let mut releases: Vec<_> = ApiRevision::OF_MESSAGE.into();
        releases.push(ApiRevision::LATEST);
        for revision in releases {
            measures.extend(of_contract(manifest, revision));
        }
        for view in VIEWS {
            measures.extend(of_view(manifest, view));
        }
        measures.extend(of_life_cycle(manifest));
        measures.extend(of_rules(manifest, read));
        measures.push(of_faults(manifest));
        Self { measures }
    }

    /// Everything that is wrong, as texts to print: gaps and stale excuses.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        self.measures.iter().flat_map(Measure::faults).collect()
    }
}

impl Measure {
    fn faults(&self) -> impl Iterator<Item = String> {
        let name = &self.name;
        let gaps = self.gaps.iter();
        let gaps = gaps.map(move |gap| format!("{name}: no file shows {gap}"));
        let stale = self.stale.iter();
        gaps.chain(stale.map(move |one| format!("{name}: {one} needs no excuse")))
    }

    fn new(name: impl Into<String>, all: Names, tally: &Tally) -> Self {
        let name = name.into();
        let files: BTreeMap<String, usize> = all
            .into_iter()
            .map(|one| (tally.count(&one), one.into_owned()))
            .map(|(count, one)| (one, count))
            .collect();
        let excuses: Vec<_> = EXCUSED
            .iter()
            .filter(|(measure, ..)| *measure == name)
            .map(|(_, one, why)| (*one, *why))
            .collect();
        // An excuse is for something that no file shows. Once a file shows it the excuse is stale,
        // and says so, lest it hide that the thing goes missing again.
        let is_missing = |one: &str| files.get(one) == Some(&0);
        let (excused, stale): (Vec<_>, Vec<_>) =
            excuses.into_iter().partition(|(one, _)| is_missing(one));
        let is_gap = |one: &&String| {
            is_missing(one) && excused.iter().all(|(excused, _)| *excused != one.as_str())
        };
        Self {
            gaps: files.keys().filter(is_gap).cloned().collect(),
            realistic: files
                .keys()
                .filter(|one| tally.realistic.contains(*one))
                .count(),
            stale: stale.into_iter().map(|(one, _)| one).collect(),
            excused,
            files,
            name,
        }
    }

    /// How many there are, and how many of them are shown.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        (
            self.files.len(),
            self.files.values().filter(|files| **files > 0).count(),
        )
    }
}

/// Counts of the files that show each thing.
#[derive(Default)]
struct Tally {
    all: BTreeMap<String, usize>,
    realistic: BTreeSet<String>,
}

impl Tally {
    fn count(&self, name: &str) -> usize {
        self.all.get(name).copied().unwrap_or_default()
    }

    fn of<'a, N: AsRef<str> + 'a>(shown: impl Iterator<Item = (&'a Entry, Vec<N>)>) -> Self {
        let mut tally = Self::default();
        for (entry, names) in shown {
            for name in names {
                *tally.all.entry(name.as_ref().to_owned()).or_default() += 1;
                if entry.realistic {
                    tally.realistic.insert(name.as_ref().to_owned());
                }
            }
        }
        tally
    }
}

/// Whether known releases send such a file: it is of no future release, and not invalid.
fn sent(manifest: &Manifest) -> impl Iterator<Item = &Entry> {
    manifest
        .files
        .iter()
        .filter(|entry| entry.verdict == Verdict::Accept && entry.exercises.is_empty())
}

fn of_contract(manifest: &Manifest, revision: ApiRevision) -> [Measure; 2] {
    let entries =
        || sent(manifest).filter(|entry| entry.revision == revision && entry.kind != Kind::Script);
    [Aspect::Properties, Aspect::Values].map(|aspect| {
        let tally = of_aspect(manifest, entries(), aspect);
        let all = aspect.possible(revision, None);
        Measure::new(format!("{revision} {aspect}"), all, &tally)
    })
}

/// The views beside the API's conversation, which are held to the newest release alone.
const VIEWS: [(View, Kind); 7] = [
    (View::Media, Kind::Media),
    (View::Notification, Kind::Notification),
    (View::MediaNotification, Kind::Notification),
    (View::DetailEvent, Kind::DetailEvent),
    (View::Bodies, Kind::Body),
    (View::OpenMessaging, Kind::OpenMessage),
    (View::Analytics, Kind::Analytics),
];

fn of_view(manifest: &Manifest, (view, kind): (View, Kind)) -> [Measure; 2] {
    let revision = ApiRevision::LATEST;
    let is_of_view = |entry: &&Entry| entry.revision == revision && entry.kind == kind;
    [Aspect::Properties, Aspect::Values].map(|aspect| {
        let tally = of_aspect(manifest, sent(manifest).filter(is_of_view), aspect);
        let all = aspect.in_contract(view, revision);
        Measure::new(format!("{view} {aspect}"), all, &tally)
    })
}

fn of_life_cycle(manifest: &Manifest) -> impl Iterator<Item = Measure> {
    let payloads = || sent(manifest).filter(|entry| entry.kind != Kind::Script);
    Aspect::goals().map(move |aspect| {
        let tally = of_aspect(manifest, payloads(), aspect);
        Measure::new(aspect.as_str(), aspect.listed(), &tally)
    })
}

/// Counts the files that show each thing of an aspect.
fn of_aspect<'a>(
    manifest: &'a Manifest,
    entries: impl Iterator<Item = &'a Entry>,
    aspect: Aspect,
) -> Tally {
    Tally::of(entries.map(|entry| {
        let names = manifest.covers(entry).names(aspect);
        (entry, names.iter().collect())
    }))
}

fn of_rules(manifest: &Manifest, read: impl Fn(&str) -> Option<String> + Sync) -> [Measure; 2] {
    let played: Vec<&Entry> = sent(manifest)
        .filter(|entry| entry.realistic && entry.revision == ApiRevision::LATEST)
        .collect();
    let held = in_parallel(&played, |entry| {
        (
            *entry,
            read(&entry.path)
                .map(|text| held_in(entry, &text))
                .unwrap_or_default(),
        )
    });
    let held = Tally::of(held.into_iter());
    let broken = manifest.files.iter().filter(|entry| !entry.rule.is_empty());
    let broken = Tally::of(broken.map(|entry| (entry, vec![entry.rule.as_ref()])));
    let all = || rules().map(|rule| rule.id.into()).collect();
    [
        Measure::new("rules held", all(), &held),
        Measure::new("rules broken", all(), &broken),
    ]
}

/// The faults, each with the files of its cases.
fn of_faults(manifest: &Manifest) -> Measure {
    let cases = manifest
        .files
        .iter()
        .filter(|entry| !entry.fault.is_empty());
    let shown = Tally::of(cases.map(|entry| (entry, vec![entry.fault.as_ref()])));
    Measure::new(
        "faults",
        message_faults::names().map(Into::into).collect(),
        &shown,
    )
}

/// The rules that hold in a payload, or in the snapshots of a script and in their sequence.
fn held_in(entry: &Entry, text: &str) -> Vec<&'static str> {
    let said = match entry.kind {
        Kind::Script => {
            let episodes = Script::from_json(text)
                .and_then(|script| play(&script))
                .unwrap_or_default();
            let verdicts = episodes.iter().flat_map(|episode| {
                let snapshots: Vec<_> = episode.snapshots().map(|(_, snapshot)| snapshot).collect();
                [
                    verdicts(&snapshots, None),
                    verdicts_of_succession(&snapshots, None),
                ]
                .concat()
            });
            verdicts.collect()
        }
        // What is wrong on purpose shows of no rule that it holds.
        Kind::Case | Kind::Label => Vec::new(),
        Kind::Conversation | Kind::Message | Kind::Media | Kind::Analytics | Kind::Index => {
            Capture::read(text)
                .map(|payload| verdicts(&payload, None))
                .unwrap_or_default()
        }
        Kind::Notification | Kind::DetailEvent | Kind::Body | Kind::OpenMessage | Kind::Mixed => {
            let frames: Vec<_> = text.lines().flat_map(Capture::read).collect();
            let of_sequence = verdicts_of_succession(&frames, None);
            [verdicts(&frames, None), of_sequence].concat()
        }
    };
    said.into_iter()
        .filter(|(_, verdict)| *verdict == Said::Held)
        .map(|(rule, _)| rule.id)
        .collect()
}

impl fmt::Display for Coverage {
    /// Writes a table of the measures, and below it the excuses and, for the life cycle's tables,
    /// the number of files that show each row.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:22} {:>6} {:>6} {:>9} {:>8} {:>5}",
            "measure", "all", "shown", "realistic", "excused", "gaps"
        )?;
        for measure in &self.measures {
            let (all, shown) = measure.counts();
            let (realistic, excused, gaps) =
                (measure.realistic, measure.excused.len(), measure.gaps.len());
            writeln!(
                f,
                "{:22} {all:6} {shown:6} {realistic:9} {excused:8} {gaps:5}",
                measure.name
            )?;
        }
        let of_rows = [Aspect::Transitions, Aspect::StatusChanges].map(Aspect::as_str);
        writeln!(f, "\nexcused")?;
        for measure in &self.measures {
            for (one, why) in &measure.excused {
                writeln!(f, "  {}: {one}: {why}", measure.name)?;
            }
        }
        for measure in self
            .measures
            .iter()
            .filter(|measure| of_rows.contains(&measure.name.as_str()))
        {
            writeln!(f, "\n{}, and the files that show them", measure.name)?;
            for (one, files) in &measure.files {
                writeln!(f, "  {files:5}  {one}")?;
            }
        }
        Ok(())
    }
}
