//! What can be wrong with a scenario or a script, in words that say where and what to write instead.

use std::fmt;

/// A problem of a scenario or a script file, or of playing it.
///
/// The text names the file (if [`Error::in_file`] told it), the line (if the text was at hand), the step or property,
/// what stands there and what was expected.
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
}

impl Error {
    /// A problem at a place, such as `step "hello"`.
    pub(crate) fn new(place: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { file: None, line: None, place: place.into(), problem: problem.into() }
    }

    /// A problem of one step.
    pub(crate) fn step(label: &str, problem: impl Into<String>) -> Self {
        Self::new(format!("step {label:?}"), problem)
    }

    /// The same problem, known to be at a line, counted from 1.
    pub(crate) fn at_line(mut self, line: Option<usize>) -> Self {
        self.line = self.line.or(line);
        self
    }

    /// The same problem, said to be of this file: the generator itself knows no files.
    #[must_use]
    pub fn in_file(mut self, name: impl Into<String>) -> Self {
        self.file = Some(name.into());
        self
    }

    /// Where the problem is: a property's path, or a step, leg or block by its label.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.file, self.line) {
            (Some(file), Some(line)) => write!(formatter, "{file}:{line}: ")?,
            (Some(file), None) => write!(formatter, "{file}: ")?,
            (None, Some(line)) => write!(formatter, "line {line}: ")?,
            (None, None) => {}
        }
        if self.place.is_empty() {
            return formatter.write_str(&self.problem);
        }
        write!(formatter, "{}: {}", self.place, self.problem)
    }
}

impl std::error::Error for Error {}
