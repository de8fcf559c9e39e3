//! `msgleg list` as a user runs it.

use std::process::Command;

use message_generator::{Profile, Scenario};

fn list(options: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_msgleg"))
        .arg("list")
        .args(options)
        .output()
        .expect("it starts");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("it prints text")
}

#[test]
fn scenarios_stand_one_a_line() {
    let listed = list(&[]);
    let names: Vec<_> = listed
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert_eq!(names, Scenario::builtin_names().collect::<Vec<_>>());
}

#[test]
fn the_schema_is_printed_for_editors() {
    assert_eq!(list(&["--schema"]), Scenario::SCHEMA);
}

#[test]
fn a_search_lists_what_has_all_its_words() {
    let found = list(&["--search", "TRANSFER queue"]);
    let names: Vec<_> = found
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(names.len() > 1, "{found}");
    for scenario in Scenario::all_builtin() {
        let text = format!("{} {}", scenario.name, scenario.shows).to_lowercase();
        let has = text.contains("transfer") && text.contains("queue");
        assert_eq!(has, names.contains(&scenario.name.as_str()), "{text}");
    }
}

#[test]
fn the_profiles_fit_a_terminal() {
    let profiles = list(&["--profiles"]);
    for line in profiles.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    for name in Profile::builtin_names() {
        assert!(profiles.contains(name));
    }
    let one = list(&["--profiles", "--search", "outage"]);
    assert!(
        one.starts_with("outage\n") && !one.contains("smooth-day"),
        "{one}"
    );
}
