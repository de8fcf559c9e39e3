//! The label of each leg, and the column that it is drawn in.

use message_model::Timestamp;

use message_lifecycle::{Conversation, Leg, LegIndex, LegState, Role, Timeline};

/// Up to this many legs have a column each; with more, a leg takes over the column of one that has
/// ended.
const COLUMNS_MAX: usize = 14;

/// The label of each leg: the letter of its role, and a number where several legs have that role.
pub(super) fn labels(legs: &[Leg]) -> Vec<String> {
    let mut seen = [0usize; Role::ALL.len()];
    let mut total = [0usize; Role::ALL.len()];
    legs.iter().for_each(|leg| total[leg.role() as usize] += 1);
    let labels = legs.iter().map(|leg| {
        let role = leg.role();
        seen[role as usize] += 1;
        if total[role as usize] == 1 {
            role.letter().to_owned()
        } else {
            format!("{}{}", role.letter(), seen[role as usize])
        }
    });
    labels.collect()
}

/// The column of each leg: one of its own while there are enough, else the first column whose leg
/// has ended.
pub(super) fn columns(timeline: &Timeline, end: &Conversation) -> Vec<usize> {
    if end.legs().len() <= COLUMNS_MAX {
        return (0..end.legs().len()).collect();
    }
    let mut taken: Vec<Option<LegIndex>> = Vec::new();
    let mut columns = Vec::new();
    let ended_by = |leg: LegIndex, at: Timestamp| match end.leg(leg).map(Leg::state) {
        Some(LegState::Disconnected { at: end, .. }) => end.provider <= at,
        _ => false,
    };
    for event in timeline
        .events()
        .iter()
        .filter(|event| event.kind().opens())
    {
        let free = taken
            .iter()
            .position(|leg| leg.is_none_or(|leg| ended_by(leg, event.at)));
        let column = free.unwrap_or_else(|| {
            taken.push(None);
            taken.len() - 1
        });
        taken[column] = Some(event.leg);
        columns.push(column);
    }
    columns
}
