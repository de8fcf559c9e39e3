//! The fixture corpus, computed as values: which files there are, and what is in each.
//!
//! Nothing here writes a file; `cargo xtask fixtures` does, and `--check` compares. Every scenario is played once, at the
//! conversation number of its place in the list. Where its choices leave something out, further plays are added as long
//! as they show what no file shows yet: a transition, a disconnect type, a status, a channel, a property.
//!
//! For each release that changed `Message`, the same plays happen on a platform of that release, as far as it can have
//! them, and those are kept that show more than the ones before them.

mod case;
mod cause;
mod coverage;
mod covers;
mod digest;
mod file;
mod freeze;
mod frozen;
mod future;
mod invalid;
mod manifest;
mod papers;
mod pick;
mod vocabulary;
mod wide;

use message_model::{ApiRevision, EncodeError};

use self::case::Plan;

pub use self::case::Case;
pub use self::cause::{Cause, causes};
pub use self::coverage::{Coverage, Measure};
pub use self::covers::{Covers, Names};
pub use self::file::{ExpectedFinding, File, Kind, Verdict};
pub use self::freeze::freeze;
pub use self::frozen::{FROZEN, FrozenSet, frozen_manifest_faults};
pub use self::manifest::{Entry, Manifest, Origin};
pub use self::papers::{MANIFEST, README, SUMS, export_papers};
pub use self::pick::{Picked, Wanted};

use crate::parallel::in_parallel;
use crate::scenario::Scenario;

/// The seed of the corpus.
pub const SEED: u64 = 1;

/// How many further plays of a scenario are looked at, for what is not shown yet; those that take another course are
/// played.
const VARIANTS: u64 = 12;

/// The plays that the corpus is made of, in the order of the scenarios.
///
/// ```
/// use message_generator::corpus;
///
/// let cases = corpus::cases();
/// assert_eq!(cases[0].name, "inbound-answered-agent-ends");
/// assert!(cases.iter().any(|case| case.covers.transitions.contains("pull")));
/// ```
#[must_use]
pub fn cases() -> Vec<Case> {
    let scenarios: Vec<_> = (0..).zip(Scenario::all_builtin()).collect();
    let plans = in_parallel(&scenarios, |(place, scenario)| Plan::of(scenario, *place, VARIANTS));
    let plans: Vec<Plan<'_>> = plans.into_iter().flatten().collect();
    let plays = in_parallel(&plans, Case::planned).into_iter().zip(&plans);
    let (first, further): (Vec<_>, Vec<_>) = plays.partition(|(_, plan)| plan.variant == 0);
    let mut cases: Vec<Case> = first.into_iter().map(|(case, _)| case).collect();
    let mut shown = Covers::default();
    for case in &cases {
        shown.add(&case.covers);
    }
    cases.extend(further.into_iter().map(|(case, _)| case).filter(|case| shown.add(&case.covers)));
    cases.sort_by_key(Case::order);
    cases
}

/// The play of that name: the first of a scenario has its name, further ones a number behind it.
///
/// ```
/// use message_generator::corpus;
/// use message_model::DisconnectType;
///
/// let case = corpus::case("spam").expect("a scenario is called so");
/// let customer = case.episodes[0].message("customer").expect("a leg is called so");
/// assert_eq!(customer.disconnect_type, Some(DisconnectType::Spam));
/// assert_eq!(corpus::case("no-such-play"), None);
/// ```
#[must_use]
pub fn case(name: &str) -> Option<Case> {
    // The first play of a scenario needs no look at the others.
    let first = (0..).zip(Scenario::all_builtin()).find(|(_, scenario)| scenario.name == name);
    let first = first.map(|(place, scenario)| Case::planned(&Plan::new(&scenario, place, 0)));
    first.or_else(|| cases().into_iter().find(|case| case.name == name))
}

/// A few of the plays that a release's platform can have, which together show every property, value and status that
/// all of them show.
///
/// The first of all comes first, so that every release has the one that readers know; then, greedily, the one that adds
/// most, and so on; of equals, the earlier one.
#[must_use]
pub fn cases_as_of(cases: &[Case], revision: ApiRevision) -> Vec<Case> {
    let mut rest: Vec<_> = cases.iter().filter_map(|case| case.again_as_of(revision)).collect();
    let first = if rest.is_empty() { None } else { Some(rest.remove(0)) };
    let mut shown = Covers::default();
    first.iter().for_each(|first| {
        shown.add(&first.covers);
    });
    first.into_iter().chain(adding(rest, shown)).collect()
}

/// Those of the plays that show on the wire what was not shown yet, the one that adds most first.
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

/// Every file of a corpus of which nothing is frozen; see [`files_beside`].
///
/// # Errors
///
/// If a value of the model cannot be written, which no value of ours should cause.
pub fn files(promoted: &[Case]) -> Result<Vec<File>, EncodeError> {
    files_beside(promoted, &[])
}

/// Every file of the corpus, except those that are frozen: by path, then its own papers, of which the manifest is the last.
///
/// `promoted` are the plays of scripts that somebody has kept, `frozen` the sets that are there already; the generator
/// knows no file, so the caller brings both. The papers speak of the frozen files too.
///
/// # Errors
///
/// If a value of the model cannot be written, which no value of ours should cause.
pub fn files_beside(promoted: &[Case], frozen: &[FrozenSet]) -> Result<Vec<File>, EncodeError> {
    let cases = cases();
    let plays = cases.iter().map(|case| ("current", case)).chain(promoted.iter().map(|case| ("promoted", case)));
    let plays: Vec<_> = plays.collect();
    let mut files = Vec::new();
    for of_play in in_parallel(&plays, |(folder, case)| case.files(folder)) {
        files.extend(of_play?);
    }
    let is_frozen = |revision: &ApiRevision| frozen.iter().any(|set| set.folder == set_folder(*revision));
    let moving: Vec<_> = ApiRevision::OF_MESSAGE.into_iter().filter(|revision| !is_frozen(revision)).collect();
    for set in in_parallel(&moving, |revision| files_as_of(&cases, *revision)) {
        files.extend(set?);
    }
    let of_no_play: [&(dyn Fn() -> Result<Vec<File>, EncodeError> + Sync); 3] =
        [&|| wide::files("wide", ApiRevision::LATEST), &|| future::files(&cases), &invalid::files];
    for made in in_parallel(&of_no_play, |make| make()) {
        files.extend(made?);
    }
    files.extend(frozen.iter().map(FrozenSet::file));
    Ok(with_papers(files, frozen))
}

/// The set of a release.
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
