//! The order of the folders of a crate: a file imports from its own folder or from one before it,
//! so that a reader who begins with the first folder meets nothing that is still to come.

use std::collections::BTreeSet;

use super::{imports, root};

/// For each crate with folders the modules of its root, folders and single files, in their order.
const ORDER: [(&str, &[&str]); 3] = [
    (
        "message-model",
        &["value", "contract", "wild", "wire", "capture"],
    ),
    (
        "message-lifecycle",
        &[
            "leg",
            "table",
            "conversation",
            "projection",
            "frames",
            "walk",
            "docs",
        ],
    ),
    (
        "message-generator",
        &[
            "channel",
            "draw",
            "limits",
            "error",
            "json_file",
            "parallel",
            "form",
            "script",
            "content",
            "scenario",
            "play",
            "population",
            "course",
            "shown",
            "strategy",
            "fake",
        ],
    ),
];

/// The imports that run against the order, or from or to a module that it does not list.
fn against(order: &[&str], arrows: &BTreeSet<(String, String)>) -> Vec<(String, String)> {
    let place = |file: &str| {
        let folder = file.split("::").next().unwrap_or_default();
        order.iter().position(|listed| *listed == folder)
    };
    let runs_against = |(from, to): &&(String, String)| {
        place(from)
            .zip(place(to))
            .is_none_or(|(from, to)| from < to)
    };
    arrows.iter().filter(runs_against).cloned().collect()
}

#[test]
fn a_file_imports_from_its_own_folder_or_one_before_it() {
    for (name, order) in ORDER {
        let read = imports::Crate::read(&root().join("crates").join(name).join("src"));
        assert_eq!(against(order, &read.arrows()), [], "{name}");
    }
}

#[test]
fn an_import_against_the_order_is_seen() {
    let arrow = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    let order = ["first", "second"];
    let along = [arrow("second::a", "first"), arrow("first::a", "first::b")];
    assert_eq!(against(&order, &along.into()), []);
    for wrong in [arrow("first::a", "second"), arrow("first", "third::a")] {
        assert_eq!(against(&order, &[wrong.clone()].into()), [wrong]);
    }
}
