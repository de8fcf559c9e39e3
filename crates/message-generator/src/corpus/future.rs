//! What no known release sends and a later one may: properties and values that nobody has heard of.
//!
//! A reader has to take them, and one that passes them on has to keep them. Each file is a real leg of the corpus with one
//! thing about it that is new.

use super::case::Case;
use super::covers::Covers;
use super::file::{File, Kind, Verdict};
use message_model::{ApiRevision, EncodeError, Evidence, Message, decode, encode, encode_pretty};
use serde_json::{Value, json};

/// A name for the file, where the new thing stands, and what it is.
const NEWS: &[(&str, &str, &str)] = &[
    ("unknown-state", "/state", r#""hibernating""#),
    ("unknown-disconnect-type", "/disconnectType", r#""transfer.clone""#),
    ("unknown-type", "/type", r#""pigeon""#),
    ("unknown-engagement-source", "/engagementSource", r#""PigeonPost""#),
    ("unknown-message-status", "/messages/0/messageStatus", r#""delivery-pending""#),
    ("unknown-metadata-type", "/messages/0/messageMetadata/type", r#""Hologram""#),
    ("unknown-after-call-work-state", "/afterCallWork/state", r#""delegated""#),
    ("unknown-property", "/sentiment", r#"{"score": 0.70, "words": ["calm", "clear"], "since": null}"#),
    ("unknown-nested-property", "/segments/0/reason", r#""focus""#),
    ("unknown-number", "/priority", "12345678901234567890.10"),
];

/// The future set, from the agent's leg of the first case.
pub(super) fn files(cases: &[Case]) -> Result<Vec<File>, EncodeError> {
    let Some((case, leg)) = cases.first().and_then(|case| Some((case, case.episodes.first()?.message("agent")?)))
    else {
        return Ok(Vec::new());
    };
    let text = encode(&leg)?;
    NEWS.iter().map(|(name, place, news)| file(case, name, &with(&text, place, news))).collect()
}

/// The leg with the news in its place, by text, since a number of the news may be too long for any number type.
fn with(text: &str, place: &str, news: &str) -> Message {
    const MARK: &str = "the news";
    let mut value: Value = serde_json::from_str(text).expect("it was just written");
    let (parent, name) = place.rsplit_once('/').expect("places begin with a slash");
    let parent = value.pointer_mut(parent).expect("the agent's leg of the first case has it");
    parent[name] = json!(MARK);
    let text = value.to_string().replacen(&format!("\"{MARK}\""), news, 1);
    decode(text).expect("the model takes what later releases send")
}

fn file(case: &Case, name: &str, message: &Message) -> Result<File, EncodeError> {
    let mut covers = Covers::default();
    covers.add_properties(message);
    Ok(File {
        path: format!("future/{name}.message.json"),
        bytes: (encode_pretty(message)? + "\n").into_bytes(),
        kind: Kind::Message,
        records: 1,
        revision: ApiRevision::LATEST,
        scenario: String::new(),
        script: String::new(),
        key: case.script.key,
        realistic: false,
        evidence: Evidence::Inferred,
        covers,
        verdict: Verdict::Accept,
    })
}
