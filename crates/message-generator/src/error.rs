//! The error of this crate: what is wrong with a file or an argument, where, and what was expected.

use std::fmt;

use message_lifecycle::EventKind;
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
    kind: Kind,
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
            kind: Kind::Other(problem.into()),
            since: None,
        }
    }

    /// An error of this kind at a place.
    pub(crate) fn of(place: impl Into<String>, kind: impl Into<Kind>) -> Self {
        Self {
            kind: kind.into(),
            ..Self::new(place, "")
        }
    }

    /// A value that is not as expected, both as they are to be read.
    pub(crate) fn found(
        place: impl Into<String>,
        found: impl fmt::Display,
        expected: impl fmt::Display,
    ) -> Self {
        let kind = Kind::Found {
            found: found.to_string(),
            expected: expected.to_string(),
        };
        Self::of(place, kind)
    }

    /// An error in the step of this label.
    pub(crate) fn step(label: &str, kind: impl Into<Kind>) -> Self {
        Self::of(format!("step {}", quoted(label)), kind)
    }

    /// An error in the block of this label.
    pub(crate) fn block(label: &str, kind: impl Into<Kind>) -> Self {
        Self::of(format!("block {}", quoted(label)), kind)
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
    ///
    /// ```
    /// use message_generator::Scenario;
    ///
    /// let error = Scenario::from_json("{}").unwrap_err().in_file("mine.json");
    /// assert!(error.to_string().starts_with("mine.json"), "{error}");
    /// ```
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
    ///
    /// ```
    /// use message_generator::Scenario;
    ///
    /// assert_eq!(Scenario::named("ham").unwrap_err().place(), "scenario");
    /// ```
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
        if !self.place.is_empty() {
            write!(f, "{}: ", printable(&self.place))?;
        }
        // What stands in a file or an argument may hold what a terminal would act on.
        f.write_str(&printable(&self.kind.to_string()))
    }
}

impl std::error::Error for Error {}

/// What is wrong at the place of an error. A property is one of the step or block at that place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A value that is not as expected.
    Found { found: String, expected: String },
    /// A step or block has the label of another one.
    DuplicateLabel,
    /// A property that every step needs is missing.
    Missing(&'static str),
    /// A property that steps with this event need is missing.
    MissingForEvent(&'static str, EventKind),
    /// Steps with this event, as the step has it, have no such property.
    NotForEvent(&'static str, EventKind),
    /// Only blocks of a scenario have the property.
    NotForStep(&'static str),
    /// Only steps have the property.
    NotForBlock(&'static str),
    /// A block is of no known kind.
    UnknownBlock,
    /// The shares of a table, in per cent, do not add up to 100.
    Shares(u32),
    /// The texts of a script could become too long, in bytes.
    TooMuchText { most: u64, limit: u64 },
    /// A time is past the last year that timestamps have.
    PastTheYears { after_ms: i64 },
    /// What another part or another crate says.
    Other(String),
}

impl From<String> for Kind {
    fn from(problem: String) -> Self {
        Self::Other(problem)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Found { found, expected } => write!(f, "found {found}, expected {expected}"),
            Self::DuplicateLabel => f.write_str("label: duplicate label, expected a unique one"),
            Self::Missing(name) => write!(f, "{name}: missing, every step needs it"),
            Self::MissingForEvent(name, event) => {
                write!(f, "{name}: missing, event {event} needs it")
            }
            Self::NotForEvent(name, event) => write!(f, "{name}: not allowed for event {event}"),
            Self::NotForStep(name) => {
                write!(
                    f,
                    "{name}: not allowed in a step, only in a block of a scenario"
                )
            }
            Self::NotForBlock(name) => {
                write!(f, "{name}: not allowed in a block, expected in its steps")
            }
            Self::UnknownBlock => f.write_str(
                "expected one of `maybe` with `steps`, `repeat` with `steps`, `one-of` with \
                 branches",
            ),
            Self::Shares(sum) => write!(f, "the shares add up to {sum}, expected 100"),
            Self::TooMuchText { most, limit } => {
                write!(
                    f,
                    "their texts take up to {most} bytes, expected at most {limit}"
                )
            }
            Self::PastTheYears { after_ms } => {
                write!(f, "after: {after_ms} ms later is past the year 9999")
            }
            Self::Other(problem) => f.write_str(problem),
        }
    }
}

/// The text in quotation marks, cut off where it is longer than a label can be.
pub(crate) fn quoted(text: &str) -> String {
    match text.char_indices().nth(LABEL_LENGTH_MAX) {
        Some((end, _)) => format!("{:?}…", &text[..end]),
        None => format!("{text:?}"),
    }
}
