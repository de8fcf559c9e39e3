//! The label of each leg, and the column that it is drawn in.

use message_lifecycle::Role;
use message_model::Timestamp;

/// Up to this many legs have a column each; with more, a leg takes over the column of one that has
/// ended.
const COLUMNS_MAX: usize = 14;

/// The letter of a leg whose role is not one of [`Role`].
const NO_ROLE: &str = "L";

/// When a leg opened and ended, as far as that is known.
pub(super) struct Span {
    pub(super) opened: Option<Timestamp>,
    pub(super) ended: Option<Timestamp>,
}

/// The label of each leg: the letter of its role, and a number where several legs have that role.
pub(super) fn labels(roles: &[Option<Role>]) -> Vec<String> {
    let place = |role: Option<Role>| role.map_or(Role::ALL.len(), |role| role as usize);
    let mut seen = [0usize; Role::ALL.len() + 1];
    let mut total = [0usize; Role::ALL.len() + 1];
    roles.iter().for_each(|&role| total[place(role)] += 1);
    let labels = roles.iter().map(|&role| {
        let letter = role.map_or(NO_ROLE, Role::letter);
        seen[place(role)] += 1;
        if total[place(role)] == 1 {
            letter.to_owned()
        } else {
            format!("{letter}{}", seen[place(role)])
        }
    });
    labels.collect()
}

/// The column of each leg, in order of opening: one of its own while there are enough, else the
/// first column whose leg has ended.
pub(super) fn columns(legs: &[Span]) -> Vec<usize> {
    if legs.len() <= COLUMNS_MAX {
        return (0..legs.len()).collect();
    }
    // When the leg in each column ended.
    let mut taken: Vec<Option<Timestamp>> = Vec::new();
    let mut columns = Vec::new();
    for leg in legs {
        let is_free = |ended: &Option<Timestamp>| {
            let times = ended.zip(leg.opened);
            times.is_some_and(|(ended, opened)| ended <= opened)
        };
        let column = taken.iter().position(is_free).unwrap_or_else(|| {
            taken.push(None);
            taken.len() - 1
        });
        taken[column] = leg.ended;
        columns.push(column);
    }
    columns
}
