//! What the docs say of the table, computed from the table.
//!
//! A README holds regions between two comments, such as
//!
//! ```text
//! <!-- generated: transitions -->
//! <!-- end of transitions -->
//! ```
//!
//! and [`regenerate`] fills them. Which properties a row sets and clears is not written anywhere: it is found by making the
//! row's move on a sample leg and comparing the views before and after.

mod effects;
mod pages;

use std::fmt;

pub use pages::{disconnect_types, state_diagram, statuses, transitions};

use crate::Table;

/// A region: its name, and how to compute it.
type Region = (&'static str, fn(&Table) -> String);

const REGIONS: [Region; 4] = [
    ("state-diagram", state_diagram),
    ("transitions", transitions),
    ("disconnect-types", disconnect_types),
    ("statuses", statuses),
];

/// The README with every generated region as the standard table has it.
///
/// # Errors
/// If a region is missing or does not end.
///
/// ```
/// let readme = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"));
/// assert_eq!(message_lifecycle::docs::regenerate(readme).as_deref(), Ok(readme));
/// ```
pub fn regenerate(readme: &str) -> Result<String, DocsError> {
    let mut page = readme.to_owned();
    for (name, content) in REGIONS {
        page = replace(&page, name, &content(Table::standard()))?;
    }
    Ok(page)
}

fn replace(page: &str, name: &'static str, content: &str) -> Result<String, DocsError> {
    let (opening, closing) = (format!("<!-- generated: {name} -->\n"), format!("<!-- end of {name} -->\n"));
    let (before, rest) = page.split_once(&opening).ok_or(DocsError { marker: opening.trim_end().to_owned() })?;
    let (_, after) = rest.split_once(&closing).ok_or(DocsError { marker: closing.trim_end().to_owned() })?;
    Ok(format!("{before}{opening}{content}{closing}{after}"))
}

/// A README that lacks a marker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocsError {
    marker: String,
}

impl fmt::Display for DocsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the page has no line `{}` where one was expected", self.marker)
    }
}

impl std::error::Error for DocsError {}

#[cfg(test)]
mod tests {
    use super::regenerate;

    #[test]
    fn a_missing_end_is_named() {
        let error = regenerate("<!-- generated: state-diagram -->\n").unwrap_err();
        assert_eq!(error.to_string(), "the page has no line `<!-- end of state-diagram -->` where one was expected");
    }
}
