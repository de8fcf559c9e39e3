//! What a record is that is no payload: a file of this project's own, or what is wrong with it.

use message_model::DecodeError;
use serde::Deserialize;
use serde::de::IgnoredAny;

/// The most characters that are quoted of a text that is not JSON.
const QUOTED: usize = 40;

/// A file of this project's own, which stands beside the payloads of the corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Own {
    Script,
    Scenario,
    Manifest,
}

impl Own {
    /// What the text of a record that is no payload is, if it is one of these.
    pub(super) fn of(text: &str) -> Option<Self> {
        #[derive(Deserialize)]
        struct Marks {
            #[serde(rename = "format")]
            _format: IgnoredAny,
            steps: Option<IgnoredAny>,
            key: Option<IgnoredAny>,
            files: Option<IgnoredAny>,
        }
        let marks: Marks = serde_json::from_str(text).ok()?;
        match (marks.steps, marks.key, marks.files) {
            (Some(_), Some(_), _) => Some(Self::Script),
            (Some(_), None, _) => Some(Self::Scenario),
            (None, _, Some(_)) => Some(Self::Manifest),
            (None, _, None) => None,
        }
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Script => "a script",
            Self::Scenario => "a scenario",
            Self::Manifest => "a manifest",
        }
    }

    /// Whether `show` draws it.
    pub(super) fn is_shown(self) -> bool {
        match self {
            Self::Script | Self::Scenario => true,
            Self::Manifest => false,
        }
    }
}

/// Why the text of a record is no payload, in words for whoever has the file before them.
pub(in crate::commands) fn reason(text: &str, error: &DecodeError) -> String {
    let begins_as_payload = text.trim_start().starts_with(['{', '[']);
    if !begins_as_payload && serde_json::from_str::<IgnoredAny>(text).is_err() {
        return match text.find(['{', '[']) {
            Some(json) => format!(
                "found {:?} before the JSON, expected the JSON alone",
                beginning(&text[..json])
            ),
            None => format!("found {:?}, expected JSON", beginning(text)),
        };
    }
    if error.reason().starts_with("EOF while parsing") {
        // The path ends in a question mark where a name was expected.
        let place = match error.path().trim_end_matches(['.', '?']) {
            "" => "the whole",
            path => path,
        };
        return format!(
            "the text ends inside {place}: cut off? (line {}, column {})",
            error.line(),
            error.column()
        );
    }
    if error.reason() == "trailing characters" {
        return format!(
            "{} (line {}, column {})",
            after_the_first_value(text),
            error.line(),
            error.column()
        );
    }
    error.to_string()
}

/// What follows the value that a text begins with.
fn after_the_first_value(text: &str) -> String {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    values.next();
    let rest = text[values.byte_offset()..].trim_start();
    if rest.starts_with(['{', '[']) {
        return "a second value begins, expected one, or one on each line, as `jq -c .` writes them"
            .to_owned();
    }
    format!(
        "found {:?} after the JSON, expected the JSON alone",
        beginning(rest)
    )
}

/// The reason without the number of its line, for a record that is one line of a file.
pub(in crate::commands) fn on_its_line(reason: &str) -> String {
    match reason.rsplit_once(" (line 1, column ") {
        Some((reason, column)) => format!("{reason} (column {column}"),
        None => reason.to_owned(),
    }
}

/// The beginning of a text, on one line.
fn beginning(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    let mut beginning: String = line.chars().take(QUOTED).collect();
    if beginning.len() < line.len() {
        beginning.push('…');
    }
    beginning
}
