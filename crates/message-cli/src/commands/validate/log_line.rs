//! Lines of logs: the JSON in a line that begins with a time, a level, or whatever a logger writes.

use serde::de::IgnoredAny;

/// How many brackets are tried as the beginning of the JSON: a level may stand in brackets too.
const TRIED: usize = 16;

/// The JSON at the end of a line that begins with something else; `None` if there is none, or the
/// line is JSON as a whole or begins as an object does, which no logger writes first.
///
/// ```text
/// 2026-01-05T09:00:00.123Z INFO [ws-1] received {"topicName": ...}
/// ```
pub(super) fn json_in(line: &str) -> Option<&str> {
    let begin = line.trim_start();
    // Objects are most of what is read, and need not be read once more to know.
    if begin.starts_with('{') || begin.starts_with('[') && is_json(line) {
        return None;
    }
    let begins = line.match_indices(['{', '[']).map(|(place, _)| place);
    let mut rests = begins.take(TRIED).map(|place| &line[place..]);
    rests.find(|rest| is_json(rest))
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}
