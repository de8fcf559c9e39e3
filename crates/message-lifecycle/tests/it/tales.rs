//! What happens and what cannot happen, told from the facts, a file for each kind of story.
//!
//! Together they take every row; in between, what must be refused.

mod answered;
mod automatic;
mod broken_off;
mod earlier;
mod handed_on;
mod offered;
mod outbound;
mod parked;
mod silent;

/// Its name, and what [`tell`](crate::tale::tell) plays.
pub(crate) type Tale = (&'static str, &'static str);

/// All of them.
pub(crate) fn all() -> impl Iterator<Item = Tale> {
    let kinds = [
        answered::TALES,
        offered::TALES,
        handed_on::TALES,
        parked::TALES,
        silent::TALES,
        automatic::TALES,
        outbound::TALES,
        broken_off::TALES,
        earlier::TALES,
    ];
    kinds.into_iter().flatten().copied()
}
