//! Reading legs that do not have the form of a `Message`: those of other media.
//!
//! They are read leniently into the properties that the legs of all media share. What cannot be
//! read counts as absent, since it is not for us to report a wrong property on a leg that this
//! project does not model.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::{
    AfterCallWork, ConversationQueueMediaSettings, Direction, DisconnectType, Id, Message,
    MessageState, Participant, RawJson, Segment, Timestamp,
};

impl Participant {
    /// The legs in other media, such as [`calls`](Self::calls), as far as they are like message
    /// legs; each with the property that holds it and its place there.
    ///
    /// What cannot be read counts as absent. Anything other than an object is not a leg.
    ///
    /// ```
    /// use message_model::{MessageState, Participant, decode};
    ///
    /// let text = r#"{"calls": ["?", {"state": "connected", "held": "no", "muted": true}]}"#;
    /// let participant: Participant = decode(text)?;
    /// let (property, place, leg) = participant.legs_of_other_media().next().unwrap();
    /// assert_eq!((property, place), ("calls", 1));
    /// assert_eq!((leg.state, leg.held), (Some(MessageState::Connected), None));
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    pub fn legs_of_other_media(&self) -> impl Iterator<Item = (&'static str, usize, Message)> {
        let media = [
            ("chats", &self.chats),
            ("callbacks", &self.callbacks),
            ("emails", &self.emails),
            ("calls", &self.calls),
        ];
        media.into_iter().flat_map(|(property, legs)| {
            let legs = legs.iter().flatten().enumerate();
            let legs = legs.filter(|(_, raw)| raw.as_str().starts_with('{'));
            legs.map(move |(place, raw)| (property, place, leg(raw)))
        })
    }
}

fn leg(raw: &RawJson) -> Message {
    let raw: RawLeg = serde_json::from_str(raw.as_str()).unwrap_or_default();
    raw.into()
}

/// The properties that the legs of all media share.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct RawLeg {
    state: Lenient<MessageState>,
    initial_state: Lenient<MessageState>,
    id: Lenient<Id>,
    held: Lenient<bool>,
    segments: Lenient<Vec<Segment>>,
    direction: Lenient<Direction>,
    disconnect_type: Lenient<DisconnectType>,
    start_hold_time: Lenient<Timestamp>,
    start_alerting_time: Lenient<Timestamp>,
    connected_time: Lenient<Timestamp>,
    disconnected_time: Lenient<Timestamp>,
    peer_id: Lenient<Id>,
    after_call_work: Lenient<Box<AfterCallWork>>,
    queue_media_settings: Lenient<Box<ConversationQueueMediaSettings>>,
    resume_time: Lenient<Timestamp>,
    park_time: Lenient<Timestamp>,
}

impl From<RawLeg> for Message {
    fn from(raw: RawLeg) -> Self {
        Self {
            state: raw.state.0,
            initial_state: raw.initial_state.0,
            id: raw.id.0,
            held: raw.held.0,
            segments: raw.segments.0,
            direction: raw.direction.0,
            disconnect_type: raw.disconnect_type.0,
            start_hold_time: raw.start_hold_time.0,
            start_alerting_time: raw.start_alerting_time.0,
            connected_time: raw.connected_time.0,
            disconnected_time: raw.disconnected_time.0,
            peer_id: raw.peer_id.0,
            after_call_work: raw.after_call_work.0,
            queue_media_settings: raw.queue_media_settings.0,
            resume_time: raw.resume_time.0,
            park_time: raw.park_time.0,
            ..Self::default()
        }
    }
}

/// A value; `None` if it is missing or has another type.
struct Lenient<T>(Option<T>);

impl<T> Default for Lenient<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        Ok(Self(serde_json::from_str(raw.get()).ok()))
    }
}
