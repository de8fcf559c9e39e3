//! Indices: how legs, participants, messages and users are referred to.
//!
//! The life cycle has no ids: legs, participants and messages are numbered from 0 in the order in
//! which they appear. [`Content`](crate::Content) turns an index into an id, a name or a text.

use std::fmt;

macro_rules! index {
    ($(#[$doc:meta])* $name:ident, $noun:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// The index of the `position`-th one, counted from 0.
            pub const fn new(position: u32) -> $name {
                $name(position)
            }

            /// The position in order of appearance, counted from 0.
            pub const fn position(self) -> usize {
                self.0 as usize
            }
        }

        impl From<$name> for u32 {
            fn from(index: $name) -> u32 {
                index.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, concat!($noun, " {}"), self.0)
            }
        }
    };
}

index! {
    /// The index of a leg, in the order in which the legs of the conversation open.
    LegIndex, "leg"
}
index! {
    /// The index of a participant, in the order in which participants join.
    ///
    /// Every leg opens a participant of its own. Real conversations nearly always do so (observed);
    /// one participant with several legs of one medium was seen only in analytics, which merges
    /// them.
    ParticipantIndex, "participant"
}
index! {
    /// The index of a message, in the order in which the messages of the conversation are sent.
    MessageIndex, "message"
}
index! {
    /// The index of a user, that is, of a person to whom a conversation can be offered. The caller
    /// assigns these numbers.
    UserIndex, "user"
}

/// The position of the next item of a list of this length, as an index holds it.
///
/// # Panics
/// If the length is above 4,294,967,295; no such list of legs or messages fits into memory.
pub(crate) fn next_position(length: usize) -> u32 {
    u32::try_from(length).expect("fewer than 2^32 events fit into memory")
}
