//! The README is what the table says.

use message_lifecycle::Table;
use message_lifecycle::docs::{regenerate, state_diagram, transitions};

const README: &str = include_str!("../../README.md");

#[test]
fn the_readme_is_up_to_date() {
    let now = regenerate(README).unwrap();
    assert!(
        now == README,
        "README.md differs from the table; `cargo xtask docs` mends it"
    );
}

#[test]
fn the_diagram_has_every_event_and_the_page_every_row() {
    let table = Table::standard();
    let diagram = state_diagram(table);
    let page = transitions(table);
    for row in &table.rows {
        assert!(diagram.contains(row.event.as_str()), "{}", row.event);
        assert!(page.contains(&format!("| `{}` |", row.id)), "{}", row.id);
    }
    assert!(
        diagram.contains("    [*] --> alerting: offer\n"),
        "{diagram}"
    );
}
