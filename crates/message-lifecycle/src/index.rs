//! Compact names of what a conversation is made of.
//!
//! The lifecycle has no ids: a leg, a participant, a message is the number of its appearance. [`Content`](crate::Content)
//! turns the number into an id, a name, a text.

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
    /// A leg, by the order in which the legs of the conversation open.
    LegIndex, "leg"
}
index! {
    /// A participant, by the order in which they join.
    ///
    /// Every leg opens a participant of its own. Real conversations do so nearly always (observed); one participant with
    /// several legs of one medium was only seen in analytics, which merges them.
    ParticipantIndex, "participant"
}
index! {
    /// A message, by the order in which the messages of the conversation are sent.
    MessageIndex, "message"
}
index! {
    /// A person who can be offered a conversation; the caller numbers them.
    UserIndex, "user"
}

/// The position after the last one of a list.
///
/// # Panics
/// Past 4,294,967,295 of them, which no memory holds.
pub(crate) fn next_position(length: usize) -> u32 {
    u32::try_from(length).expect("fewer than 2^32 events fit into memory")
}
