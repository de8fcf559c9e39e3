//! The payload in the text of a record: in the line of a log, which begins with a time, a level, or
//! whatever a logger writes, and in what `generate --view snapshots` writes.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

/// How many brackets are tried as the beginning of the JSON: a level may stand in brackets too.
const TRIED: usize = 16;

/// The payload in the text of a record; the whole text if it has nothing else.
pub(crate) fn payload(record: &str) -> &str {
    let text = snapshot_of_ours(record).unwrap_or(record);
    json_in(text).unwrap_or(text)
}

/// The JSON at the end of a line that begins with something else; `None` if there is none, or the
/// line is JSON as a whole or begins as an object does, which no logger writes first.
///
/// ```text
/// 2026-01-05T09:00:00.123Z INFO [ws-1] received {"topicName": ...}
/// ```
fn json_in(line: &str) -> Option<&str> {
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

/// The conversation in a record that `generate --view snapshots` wrote, or `None` if the record is
/// not one.
fn snapshot_of_ours(record: &str) -> Option<&str> {
    #[derive(Deserialize)]
    struct Snapshot<'r> {
        #[serde(rename = "event")]
        _event: IgnoredAny,
        #[serde(borrow)]
        conversation: &'r RawValue,
    }
    // Our records begin with this property, so that other records need not be parsed twice.
    let is_ours = record.starts_with(r#"{"at":"#);
    let snapshot: Snapshot<'_> = is_ours
        .then(|| serde_json::from_str(record).ok())
        .flatten()?;
    Some(snapshot.conversation.get())
}
