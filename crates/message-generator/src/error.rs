//! The error of this crate: what is wrong with a file or an argument, where, and what was expected.

use std::fmt;

use message_model::{ApiRevision, printable};

use crate::limits::LABEL_LENGTH_MAX;

/// What is wrong with a scenario, a script, a profile or another input, or with playing a script.
///
/// The text names the file (if given by [`Error::in_file`]), the line (if known), the step or
/// property, the value found and what was expected.
///
/// ```
/// use message_generator::Script;
///
/// let error = Script::from_json(r#"{"format": 2}"#).unwrap_err().in_file("mine.json");
/// assert!(error.to_string().starts_with("mine.json:1: format: "), "{error}");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    file: Option<String>,
    line: Option<usize>,
    place: String,
    problem: String,
    since: Option<ApiRevision>,
}

impl Error {
    /// An error at a place, such as `step "hello"`; the place is empty if it is the whole.
    ///
    /// ```
    /// use message_generator::Error;
    ///
    /// let error = Error::new("files[3]", "found no path").in_file("manifest.json");
    /// assert_eq!(error.to_string(), "manifest.json: files[3]: found no path");
    /// ```
    #[must_use]
    pub fn new(place: impl Into<String>, problem: impl Into<String>) -> Self {
        Self {
            file: None,
            line: None,
            place: place.into(),
            problem: problem.into(),
            since: None,
        }
    }

    /// An error in the step of this label.
    pub(crate) fn step(label: &str, problem: impl Into<String>) -> Self {
        Self::new(format!("step {}", quoted(label)), problem)
    }

    /// Adds the first release that has what is missing here.
    pub(crate) fn since(mut self, release: Option<ApiRevision>) -> Self {
        self.since = release;
        self
    }

    /// Adds the line, counted from 1.
    pub(crate) fn at_line(mut self, line: Option<usize>) -> Self {
        self.line = self.line.or(line);
        self
    }

    /// Adds the name of the file that the error is in, which the caller knows; this crate reads no
    /// files.
    #[must_use]
    pub fn in_file(mut self, name: impl Into<String>) -> Self {
        self.file = Some(name.into());
        self
    }

    /// The first release that has what the step needs, if it cannot happen only since the platform
    /// runs an older one.
    #[must_use]
    pub fn known_since(&self) -> Option<ApiRevision> {
        self.since
    }

    /// The place of the error: a property's path, or a step, leg or block with its label.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.file, self.line) {
            (Some(file), Some(line)) => write!(f, "{}:{line}: ", printable(file))?,
            (Some(file), None) => write!(f, "{}: ", printable(file))?,
            (None, Some(line)) => write!(f, "line {line}: ")?,
            (None, None) => {}
        }
        if self.place.is_empty() {
            return f.write_str(&printable(&self.problem));
        }
        write!(
            f,
            "{}: {}",
            printable(&self.place),
            printable(&self.problem)
        )
    }
}

impl std::error::Error for Error {}

/// The text in quotation marks, cut off where it is longer than a label can be.
pub(crate) fn quoted(text: &str) -> String {
    match text.char_indices().nth(LABEL_LENGTH_MAX) {
        Some((end, _)) => format!("{:?}…", &text[..end]),
        None => format!("{text:?}"),
    }
}
