//! The fixture corpus, computed as values: which files there are, and what each contains.
//!
//! Nothing here writes a file: `cargo xtask fixtures` does, and with `--check` compares. Every
//! scenario is played once, under the conversation number of its position in the list. Where a
//! scenario's choices leave something out, further plays of it are added as long as they show
//! something that no file shows yet: a transition, a disconnect type, a status, a channel, a
//! property.
//!
//! For each release that changed `Message`, the same plays are made on a platform of that release,
//! as far as it can have them; those that show more than the ones before them are kept.

mod archive;
mod built_in;
mod case;
mod cause;
mod coverage;
mod digest;
mod file;
mod freeze;
mod frozen;
mod future;
mod invalid;
mod manifest;
mod papers;
mod pick;
mod wide;

use message_generator::shown::Covers;
use message_generator::{Scenario, in_parallel};
use message_model::{ApiRevision, EncodeError};

use self::case::Plan;

pub use self::archive::Archive;
pub use self::built_in::Corpus;
pub use self::case::Case;
pub use self::cause::{Cause, causes};
pub use self::coverage::{Coverage, Measure};
pub use self::file::{ExpectedFinding, File, Kind, Verdict};
pub use self::freeze::freeze;
pub use self::frozen::{FROZEN, FrozenSet, frozen_manifest_faults};
pub use self::manifest::{Entry, Manifest, Origin};
pub use self::papers::{MANIFEST, README, SUMS, export_papers};
pub use self::pick::{Picked, Wanted};

/// The seed of the corpus.
pub const SEED: u64 = 1;

/// How many further samples of a scenario are considered as plays that may show something new. Only
/// those that take a different course are played.
const VARIANTS: u64 = 12;

/// The plays that the corpus is made of, in the order of the scenarios.
///
/// ```
///
/// let cases = message_corpus::cases();
/// assert_eq!(cases[0].name, "inbound-answered-agent-ends");
/// assert!(cases.iter().any(|case| case.covers.transitions.contains("pull")));
/// ```
#[must_use]
pub fn cases() -> Vec<Case> {
    let scenarios: Vec<_> = (0..).zip(Scenario::all_builtin()).collect();
    let plans = in_parallel(&scenarios, |(place, scenario)| {
        Plan::of(scenario, *place, VARIANTS)
    });
    let plans: Vec<Plan<'_>> = plans.into_iter().flatten().collect();
    let plays = in_parallel(&plans, Case::planned).into_iter().zip(&plans);
    let (first, further): (Vec<_>, Vec<_>) = plays.partition(|(_, plan)| plan.variant == 0);
    let mut cases: Vec<Case> = first.into_iter().map(|(case, _)| case).collect();
    let mut shown = Covers::default();
    for case in &cases {
        shown.add(&case.covers);
    }
    cases.extend(
        further
            .into_iter()
            .map(|(case, _)| case)
            .filter(|case| shown.add(&case.covers)),
    );
    cases.sort_by_key(Case::order);
    cases
}

/// The play of this name, or `None` if there is none.
///
/// The first play of a scenario has the scenario's name; further ones have a number after it, such
/// as `spam-2`.
///
/// ```
/// use message_model::DisconnectType;
///
/// let case = message_corpus::case("spam").expect("a scenario is called so");
/// let customer = case.episodes[0].message("customer").expect("a leg is called so");
/// assert_eq!(customer.disconnect_type, Some(DisconnectType::Spam));
/// assert_eq!(message_corpus::case("no-such-play"), None);
/// ```
#[must_use]
pub fn case(name: &str) -> Option<Case> {
    // The first play of a scenario can be made without looking at any other.
    let first = (0..)
        .zip(Scenario::all_builtin())
        .find(|(_, scenario)| scenario.name == name);
    let first = first.map(|(place, scenario)| Case::planned(&Plan::new(&scenario, place, 0)));
    first.or_else(|| cases().into_iter().find(|case| case.name == name))
}

/// A small selection of the plays that are possible on the platform of a release. Together they
/// show every property, value and status that all of them show.
///
/// The first play of `cases` is always selected first, so that every release has the play that
/// readers know; then, greedily, the one that adds most, the earlier one where two add as much.
#[must_use]
pub fn cases_as_of(cases: &[Case], revision: ApiRevision) -> Vec<Case> {
    let mut rest: Vec<_> = cases
        .iter()
        .filter_map(|case| case.again_as_of(revision))
        .collect();
    let first = if rest.is_empty() {
        None
    } else {
        Some(rest.remove(0))
    };
    let mut shown = Covers::default();
    first.iter().for_each(|first| {
        shown.add(&first.covers);
    });
    first.into_iter().chain(adding(rest, shown)).collect()
}

/// The plays that show something on the wire that was not shown yet, the one that adds most first.
fn adding(mut rest: Vec<Case>, mut shown: Covers) -> Vec<Case> {
    let mut chosen = Vec::new();
    while let Some((gain, place)) = (0..rest.len())
        .map(|place| (rest[place].covers.on_the_wire().beyond(&shown), place))
        .max_by_key(|(gain, place)| (*gain, usize::MAX - place))
    {
        if gain == 0 {
            break;
        }
        let case = rest.remove(place);
        shown.add(&case.covers);
        chosen.push(case);
    }
    chosen
}

/// Every file of a corpus that has no frozen sets; see [`files_beside`].
///
/// # Errors
///
/// If a value of the model cannot be encoded, which would be a bug of the generator.
pub fn files(promoted: &[Case]) -> Result<Vec<File>, EncodeError> {
    files_beside(promoted, &[])
}

/// Every file of the corpus except the frozen ones, sorted by path, followed by its manifest, sums
/// and readme.
///
/// `promoted` are the plays of the scripts that were promoted, `frozen` the sets that are frozen
/// already. The generator reads no files, so the caller supplies both. The manifest and the sums
/// list the frozen files too.
///
/// # Errors
///
/// If a value of the model cannot be encoded, which would be a bug of the generator.
pub fn files_beside(promoted: &[Case], frozen: &[FrozenSet]) -> Result<Vec<File>, EncodeError> {
    let cases = cases();
    let plays = cases
        .iter()
        .map(|case| ("current", case))
        .chain(promoted.iter().map(|case| ("promoted", case)));
    let plays: Vec<_> = plays.collect();
    let mut files = Vec::new();
    for of_play in in_parallel(&plays, |(folder, case)| case.files(folder)) {
        files.extend(of_play?);
    }
    let is_frozen =
        |revision: &ApiRevision| frozen.iter().any(|set| set.folder == set_folder(*revision));
    let moving: Vec<_> = ApiRevision::OF_MESSAGE
        .into_iter()
        .filter(|revision| !is_frozen(revision))
        .collect();
    for set in in_parallel(&moving, |revision| files_as_of(&cases, *revision)) {
        files.extend(set?);
    }
    let of_no_play: [&(dyn Fn() -> Result<Vec<File>, EncodeError> + Sync); 3] = [
        &|| wide::files("wide", ApiRevision::LATEST),
        &|| future::files(&cases),
        &invalid::files,
    ];
    for made in in_parallel(&of_no_play, |make| make()) {
        files.extend(made?);
    }
    files.extend(frozen.iter().map(FrozenSet::file));
    Ok(with_papers(files, frozen))
}

/// The files of a release's set.
fn files_as_of(cases: &[Case], revision: ApiRevision) -> Result<Vec<File>, EncodeError> {
    let folder = set_folder(revision);
    let mut files = wide::files(&format!("{folder}/wide"), revision)?;
    for case in cases_as_of(cases, revision) {
        files.extend(case.files(&folder)?);
    }
    Ok(files)
}

fn with_papers(mut files: Vec<File>, frozen: &[FrozenSet]) -> Vec<File> {
    files.sort_by(|left, right| left.path.cmp(&right.path));
    files.extend(papers::files(&files, frozen));
    files
}

/// The folder of the first set of a release.
fn set_folder(revision: ApiRevision) -> String {
    format!("as-of/{revision}")
}

/// Runs the code of the README as a doctest.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
