//! `msgleg list` as a user runs it.

use std::process::Command;

use message_generator::Scenario;

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
