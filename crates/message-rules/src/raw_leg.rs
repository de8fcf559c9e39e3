//! Reading legs that do not have the form of a `Message`: those of other media.
//!
//! They are read leniently into the properties that rules compare. What cannot be read counts as
//! absent, since it is not for us to report a wrong property on a leg that this project does not
//! model.

use message_model::{Id, Message, MessageState, RawJson, Timestamp};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// Reads a leg of another medium, as far as possible.
pub(crate) fn of_other_medium(raw: &RawJson) -> Message {
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
    segments: Lenient<Vec<message_model::Segment>>,
    direction: Lenient<message_model::Direction>,
    disconnect_type: Lenient<message_model::DisconnectType>,
    start_hold_time: Lenient<Timestamp>,
    start_alerting_time: Lenient<Timestamp>,
    connected_time: Lenient<Timestamp>,
    disconnected_time: Lenient<Timestamp>,
    peer_id: Lenient<Id>,
    after_call_work: Lenient<Box<message_model::AfterCallWork>>,
    queue_media_settings: Lenient<Box<message_model::ConversationQueueMediaSettings>>,
    resume_time: Lenient<Timestamp>,
    park_time: Lenient<Timestamp>,
}

impl From<RawLeg> for Message {
    fn from(raw: RawLeg) -> Self {
        let mut leg = Self::default();
        leg.state = raw.state.0;
        leg.initial_state = raw.initial_state.0;
        leg.id = raw.id.0;
        leg.held = raw.held.0;
        leg.segments = raw.segments.0;
        leg.direction = raw.direction.0;
        leg.disconnect_type = raw.disconnect_type.0;
        leg.start_hold_time = raw.start_hold_time.0;
        leg.start_alerting_time = raw.start_alerting_time.0;
        leg.connected_time = raw.connected_time.0;
        leg.disconnected_time = raw.disconnected_time.0;
        leg.peer_id = raw.peer_id.0;
        leg.after_call_work = raw.after_call_work.0;
        leg.queue_media_settings = raw.queue_media_settings.0;
        leg.resume_time = raw.resume_time.0;
        leg.park_time = raw.park_time.0;
        leg
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
