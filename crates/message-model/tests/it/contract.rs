//! Compares the types with the contract, both ways: nothing is missing, misspelt, of another type,
//! out of order or extra.
//!
//! A type may serve several objects of the contract: the user's and the queue's topics repeat each
//! other, and small things such as an address are the same in every view. So each view is walked
//! from its payloads down, on both sides at once, and what a type has to have is what the objects
//! have that it stands for.

mod broken;
mod difference;
mod pairs;

use message_model::contract::{self, View};

use difference::{OTHER_ORDER, extra, missing, out_of_order};
use pairs::Pairs;

#[test]
fn what_the_contract_has_is_in_the_types() {
    assert_eq!(missing(&Pairs::of_model()), Vec::<String>::new());
}

#[test]
fn what_the_types_have_is_in_the_contract() {
    assert_eq!(extra(&Pairs::of_model()), Vec::<String>::new());
}

#[test]
fn properties_stand_in_declared_order() {
    let found = out_of_order(&Pairs::of_model());
    let unexpected = found
        .iter()
        .filter(|name| !difference::is_other_order(name));
    assert_eq!(unexpected.collect::<Vec<_>>(), Vec::<&String>::new());
    for expected in OTHER_ORDER {
        assert!(
            found.iter().any(|name| name == expected),
            "{expected} is in order"
        );
    }
}

/// The number of objects and properties that each view has, in its first release and the latest.
#[test]
fn each_view_has_as_many_parts_as_counted() {
    let count = |view: View, at: &str| {
        let edition = contract::Contract::get().at(view, at.parse().unwrap());
        let objects = edition.definitions();
        let properties = objects
            .iter()
            .map(|object| object.properties_at(edition.revision()).count());
        (objects.len(), properties.sum::<usize>())
    };
    let counts = View::ALL.map(|view| {
        let first = match view {
            View::DetailEvent => "129",
            View::OpenMessaging => "118",
            _ => "46",
        };
        let (first, latest) = (count(view, first), count(view, "latest"));
        format!("{view}: {first:?} to {latest:?}")
    });
    let expected = [
        "conversation: (11, 116) to (22, 177)",
        "media: (11, 92) to (30, 166)",
        "notification: (8, 80) to (32, 190)",
        "media-notification: (9, 72) to (25, 142)",
        "detail-event: (10, 188) to (14, 282)",
        "bodies: (4, 31) to (35, 173)",
        "open-messaging: (6, 32) to (26, 114)",
        "analytics: (14, 146) to (21, 272)",
    ];
    assert_eq!(counts, expected);
}
