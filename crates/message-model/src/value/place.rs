//! The path to a place in the text of a payload.
//!
//! serde_json tells where it stopped by line and column. Reading a second time while a wrapper
//! tracks the path would tell the path as well, but reading is generic code down to every property,
//! and the wrapper has all of it compiled once more.

use super::text_walk::Path;

/// An array or object that is open at a place.
enum Open<'a> {
    /// The index of the element, counted when it begins, so that what follows an element up to the
    /// next one belongs to it.
    Array { index: usize, is_between: bool },
    /// The name of the property, quoted, and the text from its colon on.
    Object {
        property: Option<(&'a [u8], &'a [u8])>,
    },
}

/// How the errors begin that are about an array or an object.
const OPENING: [&str; 2] = ["invalid type: sequence", "invalid type: map"];

/// How the errors begin that are about a value which was read to its end, whatever it is.
const WHOLE: &str = "invalid type: `";

/// The path to the value at an error of serde_json. The text need not be JSON from there on.
pub(super) fn path_to(json: &[u8], error: &serde_json::Error) -> String {
    let mut open = open_at(json, stop(json, error.line(), error.column()));
    let message = error.to_string();
    match open.last_mut() {
        // The object is at fault then, and not the value that came last.
        Some(Open::Object { .. }) if message.starts_with("duplicate field") => _ = open.pop(),
        // An array or object in the place of something else is not read, so it begins here.
        Some(Open::Array { index, is_between })
            if OPENING.iter().any(|of| message.starts_with(of)) =>
        {
            *index += usize::from(*is_between);
        }
        _ => {}
    }
    // A value that was read to its end before it was refused may be open still.
    if let Some(value) = message.strip_prefix(WHOLE) {
        let (value, _) = value.split_once('`').unwrap_or((value, ""));
        let is_its =
            |(_, text): &(&[u8], &[u8])| text.trim_ascii_start().starts_with(value.as_bytes());
        open.pop_if(|innermost| match innermost {
            Open::Object { property } => !property.as_ref().is_some_and(is_its),
            Open::Array { .. } => true,
        });
    }
    let mut path = Path::default();
    for level in open {
        match level {
            Open::Array { index, .. } => _ = path.enter_element(index),
            Open::Object {
                property: Some((name, _)),
            } => {
                let name: Option<String> = serde_json::from_slice(name).ok();
                _ = path.enter_property(&name.unwrap_or_default());
            }
            Open::Object { property: None } => {}
        }
    }
    path.to_string()
}

/// How many bytes were read: a column is how many of them stand in its line.
fn stop(json: &[u8], line: usize, column: usize) -> usize {
    let mut breaks = json.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    let line_start = match line.checked_sub(2) {
        Some(earlier) => breaks.nth(earlier).map_or(0, |(at, _)| at + 1),
        None => 0,
    };
    (line_start + column).min(json.len())
}

/// What is open at `stop`, from the outermost. A bracket right before it is that of an array or
/// object whose last value the error is about.
fn open_at(json: &[u8], stop: usize) -> Vec<Open<'_>> {
    let mut open = Vec::new();
    let mut last_text: &[u8] = &[];
    let mut at = 0;
    while at < stop {
        let byte = json[at];
        let begins = !matches!(
            byte,
            b',' | b']' | b'}' | b':' | b' ' | b'\t' | b'\n' | b'\r'
        );
        if begins && let Some(Open::Array { index, is_between }) = open.last_mut() {
            *index += usize::from(std::mem::take(is_between));
        }
        match byte {
            b'"' => {
                let length = text_length(&json[at..]);
                last_text = &json[at..at + length];
                at += length - 1;
            }
            b':' => {
                if let Some(Open::Object { property }) = open.last_mut() {
                    *property = Some((last_text, &json[at + 1..]));
                }
            }
            b',' => match open.last_mut() {
                Some(Open::Array { is_between, .. }) => *is_between = true,
                Some(Open::Object { property }) => *property = None,
                None => {}
            },
            b'[' => open.push(Open::Array {
                index: 0,
                is_between: false,
            }),
            b'{' => open.push(Open::Object { property: None }),
            b']' | b'}' if at + 1 < stop => _ = open.pop(),
            _ => {}
        }
        at += 1;
    }
    open
}

/// The length of the text that a JSON string begins with, quotes included; the whole if it does not
/// end.
fn text_length(json: &[u8]) -> usize {
    let mut is_escaped = false;
    let is_end = |byte: &u8| match byte {
        _ if std::mem::take(&mut is_escaped) => false,
        b'\\' => {
            is_escaped = true;
            false
        }
        byte => *byte == b'"',
    };
    let end = json.iter().skip(1).position(is_end);
    end.map_or(json.len(), |end| end + 2)
}
