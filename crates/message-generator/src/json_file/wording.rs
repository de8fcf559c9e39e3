//! What is wrong with a text that should be JSON, in the words of this crate's own errors: found X,
//! expected Y.
//!
//! The parser tells faults apart by their words alone, so those are read here. Words that are not
//! known stay as they are.

use message_model::one_of;
use serde_json::error::Category;

/// The most characters of a text that a message repeats.
const REPEATED_MAX: usize = 20;

/// The problem of an error, without its place.
pub(super) fn problem(error: &serde_json::Error, text: &str) -> String {
    let words = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    let words = words.strip_suffix(&position).unwrap_or(&words);
    match error.classify() {
        Category::Eof if text.trim().is_empty() => "found nothing, expected JSON".to_owned(),
        Category::Eof => "the file ends inside a value; was it cut off?".to_owned(),
        Category::Syntax => of_syntax(words, &found_at(text, error.line(), error.column())),
        Category::Data | Category::Io => of_data(words, text),
    }
}

fn of_syntax(words: &str, found: &str) -> String {
    let expected = match words {
        "key must be a string" if found.starts_with(['/', '#']) => {
            "the name of a property in quotes; JSON has no comments"
        }
        "key must be a string" => "the name of a property in quotes",
        "trailing comma" => "no comma before it",
        "trailing characters" => {
            return format!("found {found} after the value, expected one value in the file");
        }
        "expected value" if found.starts_with(['/', '#']) => "a value; JSON has no comments",
        "expected value" => "a value",
        _ => match words.strip_prefix("expected ") {
            Some(expected) => expected,
            None => return format!("{words}, at {found}"),
        },
    };
    format!("found {found}, expected {}", expected.replace('`', ""))
}

fn of_data(words: &str, text: &str) -> String {
    if text.trim_start().starts_with('[') && !words.starts_with("found ") {
        return "found an array, expected an object".to_owned();
    }
    if let Some((name, known)) = unknown(words, "unknown field `") {
        return unknown_name("property", name, known);
    }
    if let Some((name, known)) = unknown(words, "unknown variant `") {
        return format!("found {name:?}, expected {}", one_of(name, names(known)));
    }
    if let Some(name) = words.strip_prefix("missing field `") {
        return format!("found no {:?}, expected it", name.trim_end_matches('`'));
    }
    if let Some(name) = words.strip_prefix("duplicate field `") {
        return format!(
            "found {:?} twice, expected it once",
            name.trim_end_matches('`')
        );
    }
    let mistaken = ["invalid type: ", "invalid value: ", "invalid length "]
        .iter()
        .find_map(|kind| words.strip_prefix(kind)?.rsplit_once(", expected "));
    match mistaken {
        Some((found, expected)) => {
            format!("found {}, expected {}", of_type(found), of_type(expected))
        }
        None => words.to_owned(),
    }
}

fn unknown_name(kind: &str, name: &str, known: &str) -> String {
    let known = names(known);
    if known.is_empty() {
        return format!("found {kind} {name:?}, expected none");
    }
    format!("found {kind} {name:?}, expected {}", one_of(name, known))
}

/// The name that is not known, and the words with those that are.
fn unknown<'a>(words: &'a str, begin: &str) -> Option<(&'a str, &'a str)> {
    let words = words.strip_prefix(begin)?;
    words
        .rsplit_once("`, expected ")
        .or_else(|| words.rsplit_once("`, there are no "))
}

/// The names between back quotes.
fn names(words: &str) -> Vec<&str> {
    words.split('`').skip(1).step_by(2).collect()
}

/// A type of JSON in plain words.
fn of_type(words: &str) -> String {
    let plain = match words {
        "map" | "a map" => "an object",
        "sequence" | "a sequence" => "an array",
        "u8" | "u16" | "u32" | "u64" | "i64" | "usize" => "a whole number",
        "a boolean" => "true or false",
        _ if words.starts_with("struct ") || words.starts_with("internally tagged") => "an object",
        _ => return words.replace('`', ""),
    };
    plain.to_owned()
}

/// What stands at this line and column, both counted from 1, as a message repeats it.
fn found_at(text: &str, line: usize, column: usize) -> String {
    let line = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let rest = line.get(column.saturating_sub(1)..).unwrap_or_default();
    let word = rest.split_whitespace().next().unwrap_or_default();
    match word.char_indices().nth(REPEATED_MAX) {
        Some((end, _)) => format!("{}…", &word[..end]),
        None if word.is_empty() => "the end of the line".to_owned(),
        None => word.to_owned(),
    }
}
