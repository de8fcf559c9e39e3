//! The parts of the README that are computed from the transition table.
//!
//! A README holds regions between two comments, such as
//!
//! ```text
//! <!-- generated: transitions -->
//! <!-- end of transitions -->
//! ```
//!
//! and [`regenerate`] fills them. Which properties a row sets and clears is not written down
//! anywhere: it is found by applying the row's move to a sample leg and comparing its projections
//! before and after.

mod effects;
mod pages;

use std::fmt;

pub use pages::{disconnect_types, state_diagram, statuses, transitions};

use crate::Table;

/// A generated region of the README: its name, and the function that computes it.
type Region = (&'static str, fn(&Table) -> String);

const REGIONS: [Region; 4] = [
    ("state-diagram", state_diagram),
    ("transitions", transitions),
    ("disconnect-types", disconnect_types),
    ("statuses", statuses),
];

/// The README with every generated region computed anew from the standard table.
///
/// # Errors
/// If the comment that opens or closes a region is missing.
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
    let (opening, closing) = (
        format!("<!-- generated: {name} -->\n"),
        format!("<!-- end of {name} -->\n"),
    );
    let (before, rest) = page.split_once(&opening).ok_or(DocsError {
        marker: opening.trim_end().to_owned(),
    })?;
    let (_, after) = rest.split_once(&closing).ok_or(DocsError {
        marker: closing.trim_end().to_owned(),
    })?;
    Ok(format!("{before}{opening}{content}{closing}{after}"))
}

/// The error of a README that lacks the comment that opens or closes a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocsError {
    marker: String,
}

impl fmt::Display for DocsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "the page has no line `{}` where one was expected",
            self.marker
        )
    }
}

impl std::error::Error for DocsError {}

#[cfg(test)]
mod tests {
    use super::regenerate;

    #[test]
    fn a_missing_end_is_named() {
        let error = regenerate("<!-- generated: state-diagram -->\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "the page has no line `<!-- end of state-diagram -->` where one was expected"
        );
    }
}
