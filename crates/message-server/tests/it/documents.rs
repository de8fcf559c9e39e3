//! What the README says.

use std::collections::BTreeSet;

use serde_json::Value;

use super::support::json as read;

const README: &str = include_str!("../../README.md");
const TESTS: [&str; 14] = [
    include_str!("analytics.rs"),
    include_str!("posted.rs"),
    include_str!("open.rs"),
    include_str!("rest.rs"),
    include_str!("rest/messages.rs"),
    include_str!("rest/participants.rs"),
    include_str!("rest/people.rs"),
    include_str!("rest/reading.rs"),
    include_str!("rest/tokens.rs"),
    include_str!("rest/transfers.rs"),
    include_str!("notifications.rs"),
    include_str!("hostile.rs"),
    include_str!("story.rs"),
    include_str!("stream.rs"),
];

/// What stands between two marks of the README.
#[track_caller]
fn between(start: &str, end: &str) -> &'static str {
    let after = README.split(start).nth(1).unwrap();
    after.split(end).next().unwrap().trim()
}

/// Checks a table of the README against the lines that the data gives.
#[track_caller]
fn check_table(name: &str, rows: impl IntoIterator<Item = String>) {
    let (start, end) = (
        format!("<!-- {name} -->"),
        format!("<!-- end of {name} -->"),
    );
    let found: Vec<&str> = between(&start, &end).lines().skip(2).collect();
    let expected: Vec<String> = rows.into_iter().collect();
    assert_eq!(found, expected, "{name}");
}

/// What a client did under a fault.
fn did(client: &Value) -> String {
    let word = |name: &str| client[name].as_str();
    let ends = word("ends").unwrap();
    match word("channel") {
        Some(channel) => format!("{ends}; REST: {channel}"),
        None => {
            let (requests, messages) = (&client["requests"], &client["messages"]);
            format!("{ends}; requests {requests}, messages {messages}")
        }
    }
}

#[test]
fn what_clients_do_is_what_they_are_held_to() {
    let faults = read(include_str!("../../faults.json"));
    let faults = faults.as_array().unwrap().iter().map(|fault| {
        let name = fault["fault"].as_str().unwrap();
        let (python, javascript) = (did(&fault["python"]), did(&fault["javascript"]));
        format!("| {name} | {python} | {javascript} |")
    });
    check_table("what clients do", faults);
}

#[test]
fn magic_values_are_those_of_the_data() {
    let all = read(include_str!("../../magic.json"));
    let rows = all.as_array().unwrap().iter().map(|magic| {
        let value = |name: &str| {
            let value = magic[name].as_str();
            value.map_or_else(String::new, |value| format!("`{value}`"))
        };
        let code = magic["code"].as_str().unwrap_or_default();
        let after = &magic["afterMs"];
        let outcome = match magic["outcome"].as_str().unwrap() {
            "never-answered" => "no agent who acts by rule answers".to_owned(),
            "delivery-failed" => {
                format!("what is written is sent, and its delivery fails with `{code}`")
            }
            "inactive" => {
                format!("the conversation ends by inactivity {after} ms after the last message")
            }
            "spam" => format!("the customer is judged to be spam after {after} ms"),
            other => panic!("{other}"),
        };
        let [phone, address, text] = ["phone", "address", "text"].map(value);
        format!("| {phone} | {address} | {text} | {outcome} |")
    });
    check_table("magic values", rows);
}

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
        let line = line.trim_start();
        let line = line.strip_prefix("async ").unwrap_or(line);
        let Some(name) = line.strip_prefix("fn ") else {
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
