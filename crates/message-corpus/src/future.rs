//! The future set: what no known release sends but a later one may, that is, unknown properties and
//! values, and wide numbers.
//!
//! A reader has to accept them, and one that passes payloads on has to preserve them. Each file is
//! a leg or conversation of the corpus with one new thing in it; the model lists the places for new
//! things, so that none is forgotten.

use message_generator::draw::Key;
use message_generator::shown::Covers;
use message_model::contract::future::{FuturePayload, series, series_where};
use message_model::{ApiRevision, EncodeError, Evidence, Object, encode_pretty};

use super::case::Case;
use super::file::{File, Kind};

/// The path of a conversation's leg. What is new below it is shown in a file of that leg alone.
const LEGS: &str = "participants[0].messages[0].";

/// The files of the future set, made from the agent's leg and the conversation of the first case.
pub(super) fn files(cases: &[Case]) -> Result<Vec<File>, EncodeError> {
    let Some((case, episode)) = cases
        .first()
        .and_then(|case| Some((case, case.episodes.first()?)))
    else {
        return Ok(Vec::new());
    };
    let Some(leg) = episode.leg("agent") else {
        return Ok(Vec::new());
    };
    let key = case.script.key;
    let legs = series(&leg)
        .into_iter()
        .map(|future| file(key, Kind::Message, &future));
    let conversations = series_where(&episode.conversation(), |path| !path.starts_with(LEGS));
    legs.chain(
        conversations
            .iter()
            .map(|future| file(key, Kind::Conversation, future)),
    )
    .collect()
}

fn file<T: Object>(key: Key, kind: Kind, future: &FuturePayload<T>) -> Result<File, EncodeError> {
    let mut covers = Covers::default();
    covers.add_properties(&future.payload);
    let path = format!("future/{}.{}.json", future.name, kind.as_str());
    Ok(File {
        key,
        exercises: format!("{}: {}", future.news.exercises(), future.path),
        evidence: Evidence::Inferred,
        covers,
        ..File::new(
            path,
            kind,
            ApiRevision::LATEST,
            encode_pretty(&future.payload)? + "\n",
        )
    })
}
