//! Freezing: computes the files to be written so that the sets of the releases never change from a
//! day on.

use message_generator::shown::Covers;
use message_model::{ApiRevision, EncodeError};

use super::case::Case;
use super::file::{File, Kind};
use super::files::{files_with_frozen, set_folder, with_index};
use super::frozen::FrozenSet;
use super::plays::{cases, that_add};

/// Every file of the corpus after the sets of all releases are frozen on this day, written
/// `yyyy-MM-dd`.
///
/// Sets that are frozen already stay as they are. If today's plays show something of a release that
/// its frozen sets do not, these plays form a further set, `as-of/RELEASE_DAY`, which is frozen at
/// once.
///
/// # Errors
///
/// If a value of the model cannot be encoded, which would be a bug of the generator.
pub fn freeze(
    promoted: &[Case],
    frozen: &[FrozenSet],
    day: &str,
) -> Result<Vec<File>, EncodeError> {
    let mut files = files_with_frozen(promoted, frozen)?;
    files.retain(|file| file.kind != Kind::Index);
    let mut sets = frozen.to_vec();
    let cases = cases();
    for revision in ApiRevision::OF_MESSAGE {
        let first = set_folder(revision);
        let earlier: Vec<&FrozenSet> = frozen
            .iter()
            .filter(|set| is_set_of(&set.folder, &first))
            .collect();
        if earlier.is_empty() {
            sets.push(FrozenSet::of(&first, day, &files));
            continue;
        }
        let folder = format!("{first}_{day}");
        let added = additions(&cases, revision, &earlier, &folder)?;
        if !added.is_empty() {
            sets.push(FrozenSet::of(&folder, day, &added));
            files.extend(added);
        }
    }
    sets.sort_by(|left, right| left.folder.cmp(&right.folder));
    // The frozen sets contribute their own manifests, from which the manifest of the corpus lists
    // their files.
    let folders: Vec<_> = sets.iter().map(|set| format!("{}/", set.folder)).collect();
    let is_frozen = |file: &File| folders.iter().any(|folder| file.path.starts_with(folder));
    let (of_sets, mut moving): (Vec<File>, Vec<File>) = files.into_iter().partition(is_frozen);
    moving.extend(sets.iter().map(FrozenSet::file));
    let mut files = with_index(moving, &sets);
    files.extend(of_sets);
    Ok(files)
}

/// The files of the plays that show more of a release than its earlier sets.
fn additions(
    cases: &[Case],
    revision: ApiRevision,
    earlier: &[&FrozenSet],
    folder: &str,
) -> Result<Vec<File>, EncodeError> {
    let mut shown = Covers::default();
    for set in earlier {
        shown.add(&set.covers());
    }
    let again = cases
        .iter()
        .filter_map(|case| case.on_release(revision))
        .collect();
    let mut files = Vec::new();
    for case in that_add(again, shown) {
        files.extend(case.files(folder)?);
    }
    Ok(files)
}

/// Whether a set belongs to the release whose first set is in the folder `first`: it is that set,
/// or one that was added on a later day.
fn is_set_of(folder: &str, first: &str) -> bool {
    folder
        .strip_prefix(first)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
}
