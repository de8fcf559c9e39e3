//! The fixture corpus, computed as values: which files there are, and what is in each.
//!
//! Nothing here writes a file; `cargo xtask fixtures` does, and `--check` compares. Every scenario is played once, at the
//! conversation number of its place in the list. Where its choices leave something out, further plays are added as long
//! as they show what no file shows yet: a transition, a disconnect type, a status, a channel, a property.
//!
//! For each release that changed `Message`, the same plays happen on a platform of that release, as far as it can have
//! them, and those are kept that show more than the ones before them.

mod case;
mod covers;
mod file;
mod future;
mod manifest;
mod wide;

use message_model::{ApiRevision, EncodeError};

pub use self::case::Case;
pub use self::covers::Covers;
pub use self::file::{File, Kind, Verdict};
pub use self::manifest::{MANIFEST, README, SUMS};

use crate::scenario::Scenario;

/// The seed of the corpus.
pub const SEED: u64 = 1;

/// How many further plays of a scenario are looked at, for what is not shown yet.
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
    let mut cases: Vec<_> =
        (0..).zip(Scenario::all_builtin()).map(|(place, scenario)| Case::new(&scenario, place, 0)).collect();
    let mut shown = Covers::default();
    for case in &cases {
        shown.add(&case.covers);
    }
    for (place, scenario) in (0..).zip(Scenario::all_builtin()) {
        for variant in 1..=VARIANTS {
            let case = Case::new(&scenario, place, variant);
            if shown.add(&case.covers) {
                cases.push(case);
            }
        }
    }
    cases.sort_by_key(|case| case.script.key.conversation % case::STRIDE);
    cases
}

/// A few of the plays that a release's platform can have, which together show every property, value and status that
/// all of them show.
///
/// The first of all comes first, so that every release has the one that readers know; then, greedily, the one that adds
/// most, and so on; of equals, the earlier one.
#[must_use]
pub fn cases_as_of(cases: &[Case], revision: ApiRevision) -> Vec<Case> {
    let mut rest: Vec<_> = cases.iter().filter_map(|case| case.again_as_of(revision)).collect();
    let mut shown = Covers::default();
    let mut chosen = Vec::new();
    if !rest.is_empty() {
        let first = rest.remove(0);
        shown.add(&first.covers);
        chosen.push(first);
    }
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

/// Every file of the corpus: by path, then its own papers, of which the manifest is the last.
///
/// `promoted` are the plays of scripts that somebody has kept; the generator knows no file, so the caller brings them.
///
/// # Errors
///
/// If a value of the model cannot be written, which no value of ours should cause.
pub fn files(promoted: &[Case]) -> Result<Vec<File>, EncodeError> {
    let mut files = Vec::new();
    let cases = cases();
    for case in &cases {
        files.extend(case.files("current")?);
    }
    for case in promoted {
        files.extend(case.files("promoted")?);
    }
    for revision in ApiRevision::OF_MESSAGE {
        let folder = format!("as-of/{revision}");
        for case in cases_as_of(&cases, revision) {
            files.extend(case.files(&folder)?);
        }
        files.extend(wide::files(&format!("{folder}/wide"), revision)?);
    }
    files.extend(wide::files("wide", ApiRevision::LATEST)?);
    files.extend(future::files(&cases)?);
    files.sort_by(|left, right| left.path.cmp(&right.path));
    files.extend(manifest::files(&files));
    Ok(files)
}
