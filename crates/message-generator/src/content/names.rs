//! The names of invented people and businesses.
//!
//! Last names are composed of two parts, so that nobody is copied from a list of real people. The
//! tables are part of what a seed gives: adding an entry or changing the order changes every name
//! drawn from them, and is value-breaking.

use crate::draw::{Draw, Key, Label, paths};

/// The full name of the person with this label.
pub(super) fn person(key: Key, label: Label) -> String {
    let first = Draw::new(key, paths::PERSON_FIRST_NAME, label, 0).pick(FIRST);
    format!("{first} {}", last(key, label))
}

/// The name of the business whose conversation this is.
pub(super) fn business(key: Key) -> String {
    let draw = |occurrence| Draw::new(key, paths::BUSINESS_NAME, Label::NONE, occurrence);
    let (head, tail) = (draw(0).pick(LAST_HEAD), draw(1).pick(LAST_TAIL));
    format!("{head}{tail} {}", draw(2).pick(TRADES))
}

/// The person's mail address, in a domain reserved for examples (RFC 2606).
pub(super) fn mail(key: Key, label: Label) -> String {
    let first = Draw::new(key, paths::PERSON_FIRST_NAME, label, 0).pick(FIRST);
    let digits = Draw::new(key, paths::PERSON_ADDRESS, label, 0).below(1_000);
    format!("{first}.{}{digits}@example.com", last(key, label)).to_lowercase()
}

fn last(key: Key, label: Label) -> String {
    let part =
        |occurrence, table| *Draw::new(key, paths::PERSON_LAST_NAME, label, occurrence).pick(table);
    format!("{}{}", part(0, LAST_HEAD), part(1, LAST_TAIL))
}

const FIRST: &[&str] = &[
    "Ada", "Alma", "Amir", "Anton", "Asha", "Bela", "Bruno", "Cara", "Celia", "Dario", "Dina",
    "Edda", "Eli", "Emre", "Enid", "Farah", "Felix", "Fiona", "Gia", "Goran", "Hana", "Hugo",
    "Ida", "Ilja", "Imani", "Ines", "Ivo", "Jana", "Jonas", "June", "Kaito", "Karim", "Kira",
    "Lena", "Leo", "Linh", "Luca", "Maja", "Malik", "Mara", "Mei", "Milo", "Nadia", "Nils", "Nora",
    "Odin", "Olga", "Omar", "Oona", "Paz", "Petra", "Quinn", "Ravi", "Rosa", "Sami", "Selma",
    "Tara", "Theo", "Uma", "Vera", "Wim", "Yara", "Yusuf", "Zoe",
];

const LAST_HEAD: &[&str] = &[
    "Alder", "Amber", "Ash", "Birch", "Black", "Bram", "Brook", "Cedar", "Clear", "Copper", "Dun",
    "East", "Elder", "Fern", "Flint", "Glen", "Gold", "Hazel", "Heather", "Iron", "Juniper",
    "Lake", "Lark", "Linden", "Maple", "Marsh", "Moss", "North", "Oak", "Pine", "Quill", "Raven",
    "Reed", "River", "Rowan", "Silver", "Stone", "Thorn", "Vale", "Willow",
];

const LAST_TAIL: &[&str] = &[
    "acre", "bank", "bourne", "bridge", "brow", "combe", "croft", "dale", "den", "fall", "field",
    "ford", "gate", "grove", "ham", "haven", "holt", "hurst", "leigh", "lock", "mere", "mill",
    "more", "ridge", "shaw", "side", "stead", "ton", "wall", "ward", "water", "wick",
];

const TRADES: &[&str] = &[
    "Books",
    "Coffee",
    "Cycles",
    "Energy",
    "Furniture",
    "Gardens",
    "Insurance",
    "Kitchens",
    "Lighting",
    "Outdoors",
    "Parcels",
    "Telecom",
    "Tickets",
    "Tools",
    "Travel",
    "Water",
];
