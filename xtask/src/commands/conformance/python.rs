//! Runs the driver script (`xtask/conformance/python/roundtrip.py`) with the SDK of each release.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result, anyhow, ensure};
use message_model::ApiRevision;
use message_model::contract::{Contract, View};
use serde::{Deserialize, Serialize};

use super::environment::{Python, Unavailable};
use super::record::Record;
use super::source::Source;
use super::{Home, Plant};
use crate::installed::output;

/// A release of the contract, and the releases whose SDK may be used instead, best first.
#[derive(Clone, Copy)]
pub(super) struct Revision {
    pub(super) release: &'static str,
    pub(super) next: &'static [&'static str],
}

/// The result of reading one release's records with an SDK.
pub(super) struct Outcome {
    pub(super) release: &'static str,
    /// The reason why the SDK of another release was used, if it was.
    pub(super) fallback: Option<String>,
    pub(super) report: Report,
}

impl Outcome {
    /// Whether the SDK of this very release was used.
    pub(super) fn is_exact(&self) -> bool {
        self.fallback.is_none()
    }

    /// Whether nothing was lost, nothing is uncovered, and every spoiled record was found.
    pub(super) fn is_green(&self) -> bool {
        let report = &self.report;
        report.losses.is_empty()
            && report.uncovered.is_empty()
            && report.missed.is_empty()
            && report.stale.is_empty()
            && report.proofs > 0
    }
}

/// The driver's report. Its fields are explained in the driver script.
#[derive(Deserialize)]
pub(super) struct Report {
    pub(super) sdk: String,
    pub(super) records: usize,
    pub(super) objects: usize,
    /// The number of definitions that occur in the records, and the number that the release has.
    pub(super) definitions: (usize, usize),
    /// The same for properties.
    pub(super) properties: (usize, usize),
    pub(super) uncovered: Vec<String>,
    pub(super) other_objects: usize,
    pub(super) left_out: usize,
    /// How often each exception was needed.
    pub(super) exceptions: BTreeMap<String, usize>,
    /// What had another type in this release, so that it is in no record.
    #[serde(skip)]
    pub(super) retyped: Vec<&'static str>,
    /// The exceptions that hold in this release and were not needed.
    #[serde(skip)]
    pub(super) stale: Vec<&'static str>,
    pub(super) losses: Vec<Loss>,
    pub(super) proofs: usize,
    pub(super) missed: Vec<String>,
}

impl Report {
    /// Takes [`RETYPED`] out of what is uncovered; those that are covered all the same are stale.
    fn take_retyped(&mut self, at: ApiRevision) -> Result<()> {
        for name in held(&RETYPED, at)? {
            let before = self.uncovered.len();
            self.uncovered.retain(|it| it != name);
            if self.uncovered.len() < before {
                self.retyped.push(name);
            } else {
                self.stale.push(name);
            }
        }
        Ok(())
    }
}

/// Something that did not survive.
#[derive(Deserialize)]
pub(super) struct Loss {
    pub(super) record: String,
    pub(super) path: String,
    pub(super) problem: String,
}

/// Reads each release's records with its SDK, as many releases at a time as there are cores.
///
/// # Errors
///
/// If there is no Python, no registry or no record, or the driver fails. What the SDKs lose is no
/// error but in the outcomes.
pub(super) fn run(
    home: &Home,
    revisions: &[Revision],
    source: &Source,
    plant: Option<Plant>,
) -> Result<Vec<Outcome>> {
    let python = Python::find(home)?;
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(Vec::new());
    let work = || {
        // The newest first: they take longest, and the last one to finish should be a short one.
        while let Some(index) = revisions
            .len()
            .checked_sub(next.fetch_add(1, Ordering::Relaxed) + 1)
        {
            let revision = &revisions[index];
            let outcome = read(home, &python, revision, source, plant)
                .with_context(|| format!("release {}", revision.release));
            outcomes
                .lock()
                .expect("no thread panics while it pushes")
                .push((index, outcome));
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let mut outcomes = outcomes
        .into_inner()
        .expect("no thread panics while it pushes");
    outcomes.sort_by_key(|(index, _)| *index);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

fn read(
    home: &Home,
    python: &Python,
    revision: &Revision,
    source: &Source,
    plant: Option<Plant>,
) -> Result<Outcome> {
    let input = home
        .target
        .join(format!("records-{}.jsonl", revision.release));
    let at: ApiRevision = revision.release.parse()?;
    write(&input, at, &source.records_and_drawn(revision.release)?)?;
    let mut fallback = None;
    for release in std::iter::once(&revision.release).chain(revision.next) {
        let environment = match python.sdk(release) {
            Ok(environment) => environment,
            Err(Unavailable::All(error)) => return Err(error),
            Err(Unavailable::Release(reason)) => {
                fallback = Some(match fallback {
                    Some(earlier) => format!("{earlier}; {release}: {reason}"),
                    None => format!("{release}: {reason}"),
                });
                continue;
            }
        };
        let mut driver = python.command(&environment)?;
        driver.arg(home.scripts.join("python/roundtrip.py"));
        if let Some(plant) = plant {
            driver.args(["--plant", plant.name()]);
        }
        driver.stdin(File::open(&input)?);
        let mut report: Report = serde_json::from_str(&output(&mut driver)?)
            .with_context(|| format!("the driver's report on {release}"))?;
        if source.covers_everything() {
            report.stale = stale(at, &report.exceptions)?;
            report.take_retyped(at)?;
        } else {
            report.uncovered.clear();
        }
        ensure!(
            report.sdk == *release,
            "the environment for {release} holds the SDK {}",
            report.sdk
        );
        return Ok(Outcome {
            release: revision.release,
            fallback,
            report,
        });
    }
    Err(anyhow!(
        "no SDK can be had for release {}: {}",
        revision.release,
        fallback.unwrap_or_default()
    ))
}

/// The first line that the driver reads.
#[derive(Serialize)]
struct Head {
    /// The classes of the client that are modelled, beside those of a leg.
    modelled: Vec<&'static str>,
    /// The exceptions that hold in the release.
    exceptions: Vec<&'static str>,
}

/// What the client may do to the views beside that of the conversation, each with the releases in
/// which it does, from the first until before the second.
const EXCEPTIONS: [(&str, &str, &str); 1] = [
    // The classes of notifications list values in upper snake case, unlike what is sent: those
    // with a dot or a hyphen in them are taken for values of a newer release.
    ("upper-case", "46", "133"),
];

/// Properties that had another type before a release, in which nothing is written: the model has
/// them since that release. With the releases as above.
const RETYPED: [(&str, &str, &str); 2] = [
    ("AnalyticsEvaluation.eventTime", "19", "44"),
    ("AnalyticsSession.journeyActionMapVersion", "48", "115"),
];

/// The names of those that hold in a release.
fn held(exceptions: &[(&'static str, &str, &str)], at: ApiRevision) -> Result<Vec<&'static str>> {
    let mut held = Vec::new();
    for (name, from, until) in exceptions {
        if from.parse::<ApiRevision>()? <= at && at < until.parse()? {
            held.push(*name);
        }
    }
    Ok(held)
}

fn stale(at: ApiRevision, used: &BTreeMap<String, usize>) -> Result<Vec<&'static str>> {
    let is_unused = |name: &&str| used.get(*name).is_none_or(|count| *count == 0);
    Ok(held(&EXCEPTIONS, at)?
        .into_iter()
        .filter(is_unused)
        .collect())
}

/// The classes of the views beside that of the conversation, by both names where there are two.
fn modelled(at: ApiRevision) -> Vec<&'static str> {
    let views = View::ALL
        .into_iter()
        .filter(|it| !matches!(it, View::Conversation));
    let definitions = views.flat_map(|view| Contract::get().at(view, at).definitions());
    definitions
        .flat_map(|it| [Some(it.name()), it.also()])
        .flatten()
        .collect()
}

/// A record as the driver reads it: the payload is a string, so that no parser reads it before the
/// SDK's.
#[derive(Serialize)]
struct Line<'a> {
    root: &'a str,
    name: &'a str,
    text: &'a str,
}

fn write(file: &Path, at: ApiRevision, records: &[Record]) -> Result<()> {
    let head = Head {
        modelled: modelled(at),
        exceptions: held(&EXCEPTIONS, at)?,
    };
    let mut text = serde_json::to_string(&head)? + "\n";
    for record in records {
        // The topics of users and of queues have classes of their own for the same.
        for root in [Some(record.root.as_str()), record.root.definition().also()] {
            let Some(root) = root else { continue };
            let line = Line {
                root,
                name: &record.name,
                text: record.payload.get(),
            };
            text += &serde_json::to_string(&line)?;
            text.push('\n');
        }
    }
    std::fs::write(file, text).with_context(|| format!("writing {}", file.display()))
}
