//! The tales: what can and cannot happen, written from the facts, a file for each kind of story.
//!
//! Together they take every row, and they try many events that must be illegal.

mod answered;
mod automatic;
mod broken_off;
mod earlier;
mod flows;
mod handed_on;
mod left_behind;
mod offered;
mod outbound;
mod parked;
mod silent;

/// A tale's name, and its text for [`tell`](crate::tale::tell).
pub(crate) type Tale = (&'static str, &'static str);

/// All of them.
pub(crate) fn all() -> impl Iterator<Item = Tale> {
    let kinds = [
        answered::TALES,
        offered::TALES,
        handed_on::TALES,
        flows::TALES,
        left_behind::TALES,
        parked::TALES,
        silent::TALES,
        automatic::TALES,
        outbound::TALES,
        broken_off::TALES,
        earlier::TALES,
    ];
    kinds.into_iter().flatten().copied()
}
