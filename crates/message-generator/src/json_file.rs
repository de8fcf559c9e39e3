//! The text of our JSON files: reading with the place in errors, writing with one line for each
//! step.
//!
//! ```
//! use message_generator::json_file::{parse, to_json};
//! use std::collections::BTreeMap;
//!
//! let text = to_json(&BTreeMap::from([("legs", ["agent"])]));
//! assert_eq!(text, "{\n  \"legs\": [\n    \"agent\"\n  ]\n}\n");
//! let error = parse::<BTreeMap<String, Vec<u8>>>(&text).unwrap_err();
//! assert!(error.to_string().starts_with("line 3: legs[0]: found string \"agent\""), "{error}");
//! ```

mod wording;

use std::io::{self, Write};
use std::iter;

use serde::de::{self, DeserializeOwned};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::ser::{Formatter, Serializer};

use crate::error::Error;

/// The version of the format of scenario, script and profile files.
pub const FORMAT: u32 = 1;

/// Reads one of our JSON files.
///
/// # Errors
///
/// If the text is not JSON or no `T`. The error names the property's path and the line.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    // Tracking the path costs time on every value, so it is done only for a text that is known to
    // fail.
    serde_json::from_str(text).map_err(|error| from_json(place::<T>(text), &error, text))
}

/// The path to what is wrong; empty if the fault is after the end of the value, or in the name of a
/// property.
fn place<T: DeserializeOwned>(text: &str) -> String {
    let mut reader = serde_json::Deserializer::from_str(text);
    let located = serde_path_to_error::deserialize::<_, T>(&mut reader)
        .map_err(|error| error.path().to_string());
    located
        .err()
        .filter(|path| path != ".")
        .map(|path| path.trim_end_matches(['.', '?']).to_owned())
        .unwrap_or_default()
}

fn from_json(place: String, error: &serde_json::Error, text: &str) -> Error {
    let line = error.line();
    let problem = wording::problem(error, text);
    // The parser is past the step by the time it finds the step to be wrong; the line of the step
    // itself is what helps.
    let labelled = problem.starts_with("step ") || problem.starts_with("block ");
    let line_of_label = labelled.then(|| line_of_label(&problem, text)).flatten();
    Error::new(place, problem).at_line(line_of_label.or((line > 0).then_some(line)))
}

/// Adds the line of the step or block that the error names, found in the text of its scenario or
/// script, unless the error has a line. The step of a turn, such as `reply-2`, stands there as
/// `reply`.
///
/// ```
/// use message_generator::json_file::locate;
/// use message_generator::{Key, Scenario, play, sample};
///
/// let text = Scenario::builtin("spam").unwrap().to_json();
/// let mut script = sample(&Scenario::from_json(&text)?, Key::new(1, 0));
/// script.steps.reverse();
/// let error = locate(play(&script).unwrap_err(), &text).in_file("mine.json").to_string();
/// assert!(error.starts_with("mine.json:") && error.contains(": step \"spam-verdict\": "), "{error}");
/// # Ok::<(), message_generator::Error>(())
/// ```
#[must_use]
pub fn locate(error: Error, text: &str) -> Error {
    // A leg may have the label of a step, and stands elsewhere.
    let is_of_leg = error.place().starts_with("leg ");
    let line = (!is_of_leg)
        .then(|| line_of_label(error.place(), text))
        .flatten();
    error.at_line(line)
}

/// The label without the number of its last turn; `None` if it has none.
pub(crate) fn before_turn(label: &str) -> Option<&str> {
    let (rest, number) = label.rsplit_once('-')?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(rest)
}

/// The line, counted from 1, that gives the first label quoted in `place`, which may be cut off or
/// have the numbers of turns.
fn line_of_label(place: &str, text: &str) -> Option<usize> {
    let mut parts = place.split('"').skip(1);
    let (label, rest) = (parts.next()?, parts.next()?);
    if rest.starts_with('…') {
        return line_that_labels(&format!("\"{label}"), text);
    }
    iter::successors(Some(label), |label| before_turn(label))
        .find_map(|label| line_that_labels(&format!("\"{label}\""), text))
}

fn line_that_labels(label: &str, text: &str) -> Option<usize> {
    text.lines()
        .position(|line| line.contains("\"label\"") && line.contains(label))
        .map(|index| index + 1)
}

/// Reads the version of the file format. Any other than [`FORMAT`] is an error.
pub(crate) fn format<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    match u32::deserialize(deserializer)? {
        FORMAT => Ok(FORMAT),
        other => Err(de::Error::custom(format_args!(
            "found format {other}, expected {FORMAT}"
        ))),
    }
}

/// Writes one of our JSON files: two levels are spread over lines, everything deeper stays on its
/// line; a final newline.
///
/// # Panics
///
/// If the value cannot be JSON, as a map whose keys are no texts.
pub fn to_json(value: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut bytes, LineEach::default());
    value
        .serialize(&mut serializer)
        .expect("our own types have text keys and write to memory");
    bytes.push(b'\n');
    String::from_utf8(bytes).expect("JSON is written in UTF-8")
}

/// The layout of our JSON files: each top-level property, and each member of its value, on a line
/// of its own.
#[derive(Default)]
struct LineEach {
    depth: usize,
    has_items: bool,
}

impl LineEach {
    const LINES: usize = 2;

    fn open<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.has_items = false;
        writer.write_all(bracket)
    }

    fn close<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        let breaks = self.depth <= Self::LINES && self.has_items;
        self.depth -= 1;
        if breaks {
            new_line(writer, self.depth)?;
        }
        self.has_items = true;
        writer.write_all(bracket)
    }

    fn item<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        let breaks = self.depth <= Self::LINES;
        writer.write_all(match (first, breaks) {
            (true, _) => b"",
            (false, true) => b",",
            (false, false) => b", ",
        })?;
        if breaks {
            new_line(writer, self.depth)?;
        }
        Ok(())
    }
}

fn new_line<W: ?Sized + Write>(writer: &mut W, depth: usize) -> io::Result<()> {
    writer.write_all(b"\n")?;
    (0..depth).try_for_each(|_| writer.write_all(b"  "))
}

impl Formatter for LineEach {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.item(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_items = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.item(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_items = true;
        Ok(())
    }
}

pub mod revision {
    //! A release as its version, as people write it.

    use message_model::ApiRevision;
    use serde::{Deserialize, Deserializer, Serializer, de};

    /// Writes a release.
    ///
    /// # Errors
    ///
    /// If the serializer fails.
    pub fn serialize<S: Serializer>(
        revision: &ApiRevision,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(revision)
    }

    /// Reads a release.
    ///
    /// # Errors
    ///
    /// If there is no such release.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<ApiRevision, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}
