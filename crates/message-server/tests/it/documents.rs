//! What the README says.

use std::collections::BTreeSet;

const README: &str = include_str!("../../README.md");
const TESTS: [&str; 4] = [
    include_str!("rest.rs"),
    include_str!("notifications.rs"),
    include_str!("hostile.rs"),
    include_str!("story.rs"),
];

/// What the table calls modelled: `row 4`, `section 3`.
fn modelled() -> BTreeSet<String> {
    let table = README.split("<!-- what is modelled -->").nth(1).unwrap();
    let table = table
        .split("<!-- end of what is modelled -->")
        .next()
        .unwrap();
    let names = table
        .lines()
        .filter_map(|line| line.strip_prefix("| **")?.split("**").next());
    let mut modelled = BTreeSet::new();
    for name in names {
        let (kind, numbers) = name.split_once(' ').unwrap();
        let kind = kind.trim_end_matches('s');
        modelled.extend(numbers.split(", ").map(|number| format!("{kind} {number}")));
    }
    modelled
}

/// The rows and sections that the names of tests begin with, and those of whole files.
fn tested() -> BTreeSet<String> {
    let mut tested = BTreeSet::from(["section 3".to_owned()]);
    for line in TESTS.iter().flat_map(|text| text.lines()) {
        let Some(name) = line.trim_start().strip_prefix("fn ") else {
            continue;
        };
        let words: Vec<&str> = name.split(['_', '(']).collect();
        let kind = words[0].trim_end_matches('s');
        if kind == "row" {
            let numbers = words[1..].iter().take_while(|word| {
                **word == "and" || word.bytes().all(|byte| byte.is_ascii_digit())
            });
            let numbers = numbers.filter(|word| **word != "and");
            tested.extend(numbers.map(|number| format!("row {number}")));
        } else if kind == "section" {
            let numbers: Vec<&str> = words[1..]
                .iter()
                .copied()
                .take_while(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
                .collect();
            tested.insert(format!("section {}", numbers.join(".")));
        }
    }
    tested
}

#[test]
fn every_row_that_is_modelled_has_a_test_that_names_it() {
    let modelled = modelled();
    assert!(modelled.len() > 18, "{modelled:?}");
    let tested = tested();
    let missing: Vec<&String> = modelled.difference(&tested).collect();
    assert!(missing.is_empty(), "{missing:?} of {tested:?}");
}
