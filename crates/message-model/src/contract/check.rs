//! Checking a payload against the contract, to find what a release does not have.
//!
//! The payload is walked as text, so it need not fit this crate's types: a value of a wrong type is
//! a deviation here, where decoding would fail. A missing property is not a deviation, since any
//! property may be missing; neither is a null property that the release has, since it reads as
//! absent.

use super::deviation::Deviation;
use super::object::Object;
use super::revision::ApiRevision;
use super::root::Root;
use super::walk::Walked;
use crate::value::decode::{DecodeError, EncodeError, encode};

/// Finds the properties, types and values that a payload has and a release does not, in payload
/// order.
///
/// # Errors
/// Fails if the text is not JSON, nests the contract's own objects more than 127 levels deep, or
/// repeats a property name in one of them.
///
/// ```
/// use message_model::ApiRevision;
/// use message_model::contract::{check, Root};
///
/// let payload = r#"{"participants": [{"messages": [{"state": "parked", "mood": 1}]}]}"#;
/// let deviations = check(payload, Root::Conversation, ApiRevision::V192)?;
/// let deviations: Vec<_> = deviations.iter().map(ToString::to_string).collect();
/// assert_eq!(deviations, [
///     "participants[0].messages[0].state: the value \"parked\" came with 238.0.0",
///     "participants[0].messages[0].mood: no known release has this property of Message",
/// ]);
/// # Ok::<(), message_model::DecodeError>(())
/// ```
pub fn check(json: &str, root: Root, revision: ApiRevision) -> Result<Vec<Deviation>, DecodeError> {
    Ok(Walked::of_root(json, root.definition())?.lacking(revision))
}

/// Like [`check`], for a value that has already been decoded. Properties that were received as null
/// are absent from it, so they cannot be found.
///
/// ```
/// use message_model::contract::check_value;
/// use message_model::{ApiRevision, Message, MessageState};
///
/// let mut leg = Message::default();
/// leg.state = Some(MessageState::Parked);
/// let deviations = check_value(&leg, ApiRevision::V192)?;
/// assert_eq!(deviations[0].to_string(), "state: the value \"parked\" came with 238.0.0");
/// # Ok::<(), message_model::EncodeError>(())
/// ```
///
/// # Errors
/// Fails if the value cannot be written as JSON.
pub fn check_value<T: Object>(
    value: &T,
    revision: ApiRevision,
) -> Result<Vec<Deviation>, EncodeError> {
    let json = encode(value)?;
    let walked = Walked::of_type(&json, T::TYPE).expect("what was written can be read");
    Ok(walked.lacking(revision))
}

/// Lists the releases that a payload fits, those for which [`check`] finds nothing, oldest first.
///
/// # Errors
/// The same as [`check`].
///
/// ```
/// use message_model::ApiRevision;
/// use message_model::contract::{detect, Root};
///
/// let fitting = detect(r#"{"type": "telegram", "state": "alerting"}"#, Root::Message)?;
/// assert_eq!(fitting.first(), Some(&"32.0.0".parse()?));
/// assert!(!fitting.contains(&"55.0.0".parse()?), "55.0.0 alone lacks telegram");
/// assert_eq!(fitting.last(), Some(&ApiRevision::LATEST));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn detect(json: &str, root: Root) -> Result<Vec<ApiRevision>, DecodeError> {
    Ok(Walked::of_root(json, root.definition())?.fitting())
}
