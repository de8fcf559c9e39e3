//! The business that all conversations of a run share, with its users, queues, flows and wrap-up
//! codes.
//!
//! It is determined by the seed alone, so that the queue `support` is the same one in every
//! conversation of a run. Its values are drawn under the conversation number `u64::MAX`, which no
//! conversation uses.

use uuid::Uuid;

use super::names;
use super::people::People;
use crate::draw::{Draw, Key, Label, paths};

/// The number of people who work for the business.
pub(super) const STAFF: u64 = 40;

/// The business of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Organisation(Key);

impl Organisation {
    pub(super) fn of(key: Key) -> Self {
        Self(Key {
            conversation: u64::MAX,
            ..key
        })
    }

    pub(super) fn key(self) -> Key {
        self.0
    }

    pub(super) fn name(self) -> String {
        names::business(self.0)
    }

    pub(super) fn queue_id(self, queue: &str) -> Uuid {
        Draw::new(self.0, paths::QUEUE_ID, Label::new(queue), 0).uuid()
    }

    /// The id of the user at this position of the staff list.
    pub(super) fn user_id(self, place: u64) -> Uuid {
        Draw::new(self.0, paths::PERSON_USER_ID, Label::NONE, place % STAFF).uuid()
    }

    pub(super) fn user_name(self, people: People, place: u64) -> String {
        people.person(self.0, Label::new(&format!("staff-{}", place % STAFF)))
    }

    pub(super) fn wrapup_code(self, name: &str) -> Uuid {
        Draw::new(self.0, paths::WRAPUP_CODE, Label::new(name), 0).uuid()
    }
}

/// A label as people would write it as a title: `billing-queue` becomes `Billing queue`.
pub(super) fn title(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first
        .into_iter()
        .chain(letters)
        .map(|letter| if letter == '-' { ' ' } else { letter })
        .collect()
}

/// The names of the wrap-up codes that agents choose from.
pub(super) const WRAPUP_CODES: &[&str] = &[
    "Address change",
    "Complaint",
    "Delivery",
    "Invoice",
    "Order",
    "Question answered",
    "Repair",
    "Upgrade",
];
