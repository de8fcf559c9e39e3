//! Every file of the corpus, as values.

use message_generator::shown::Aspect;
use message_generator::{Channel, in_parallel};
use message_model::{ApiRevision, EncodeError};

use super::case::Case;
use super::file::File;
use super::frozen::FrozenSet;
use super::plays::{cases, cases_as_of, first_and_that_add};
use super::{faults, future, index, invalid, wide};

/// Every file of a corpus that has no frozen sets; see [`files_with_frozen`].
///
/// # Errors
///
/// If a value of the model cannot be encoded, which would be a bug of the generator.
pub fn files(promoted: &[Case]) -> Result<Vec<File>, EncodeError> {
    files_with_frozen(promoted, &[])
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
pub fn files_with_frozen(
    promoted: &[Case],
    frozen: &[FrozenSet],
) -> Result<Vec<File>, EncodeError> {
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
    // Not of all plays, since notifications take much room: of those that show whatever any of them
    // shows.
    let latest = cases_as_of(&cases, ApiRevision::LATEST);
    // The first with all topics, the others as queues get them.
    let (first, others) = latest.split_at(1.min(latest.len()));
    for made in in_parallel(first, |case| case.notifications("current")) {
        files.extend(made?);
    }
    for made in in_parallel(others, |case| case.queue_notifications("current")) {
        files.extend(made?);
    }
    // Nor the bodies of all messages: of the first play, of the first with one that failed, and of
    // all on an open channel, whose middleware reads them.
    let has_failed = |case: &&Case| {
        let statuses = case.covers.names(Aspect::Statuses);
        statuses.contains("delivery-failed") && case.script.channel != Channel::Open
    };
    let is_open = |case: &&Case| case.script.channel == Channel::Open;
    let firsts = cases.iter().take(1).filter(|case| !is_open(case));
    let failed = cases.iter().skip(1).find(has_failed);
    let open = cases.iter().filter(is_open);
    let of_words: Vec<&Case> = firsts.chain(failed).chain(open).collect();
    for made in in_parallel(&of_words, |case| case.bodies("current")) {
        files.extend(made?);
    }
    // Nor the analytics details of all plays: of those that show whatever any of them shows.
    let of_details = first_and_that_add(in_parallel(&cases, Case::with_details_covered));
    for made in in_parallel(&of_details, |case| case.analytics("current")) {
        files.extend(made?);
    }
    for set in in_parallel(&moving, |revision| files_as_of(&cases, *revision)) {
        files.extend(set?);
    }
    let broken = faults::broken(&cases);
    let of_no_play: [&(dyn Fn() -> Result<Vec<File>, EncodeError> + Sync); 5] = [
        &|| wide::files("wide", ApiRevision::LATEST),
        &|| wide::files_of_views("wide", ApiRevision::LATEST),
        &|| future::files(&cases),
        &|| invalid::files(&broken),
        &|| faults::files(&cases, &broken),
    ];
    for made in in_parallel(&of_no_play, |make| make()) {
        files.extend(made?);
    }
    files.extend(frozen.iter().map(FrozenSet::file));
    Ok(with_index(files, frozen))
}

/// The files of a release's set.
fn files_as_of(cases: &[Case], revision: ApiRevision) -> Result<Vec<File>, EncodeError> {
    let folder = set_folder(revision);
    let mut files = wide::files(&format!("{folder}/wide"), revision)?;
    let plays = cases_as_of(cases, revision);
    for case in &plays {
        files.extend(case.files(&folder)?);
    }
    // Notifications take much room: those of the play that shows most, and of the shortest.
    let shortest = plays
        .iter()
        .skip(1)
        .min_by_key(|case| case.script.steps.len());
    for case in plays.first().into_iter().chain(shortest) {
        files.extend(case.notifications(&folder)?);
    }
    Ok(files)
}

pub(super) fn with_index(mut files: Vec<File>, frozen: &[FrozenSet]) -> Vec<File> {
    files.sort_by(|left, right| left.path.cmp(&right.path));
    files.extend(index::files(&files, frozen));
    files
}

/// The folder of the first set of a release.
pub(super) fn set_folder(revision: ApiRevision) -> String {
    format!("as-of/{revision}")
}
