//! Reading legs that do not have the form of a `Message`: those of other media, and flat ones that
//! are participant and leg in one.
//!
//! They are read leniently into the properties that rules compare. What cannot be read counts as
//! absent, since it is not for us to report a wrong property on a leg that this project does not
//! model.

use message_model::{Id, Message, MessageDetails, MessageState, Participant, RawJson, Timestamp};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// Reads a leg of another medium, as far as possible.
pub(crate) fn of_other_medium(raw: &RawJson) -> Message {
    let raw: RawLeg = serde_json::from_str(raw.as_str()).unwrap_or_default();
    raw.into()
}

/// Reads the leg that `participant` is in the flat view; `None` if it has no `state`, which marks
/// that view.
pub(crate) fn of_media_participant(participant: &Participant) -> Option<Message> {
    let state: MessageState = property(participant, "state")?;
    let mut leg = Message::default();
    leg.state = Some(state);
    leg.id = participant.id.clone();
    leg.connected_time = participant.connected_time;
    leg.disconnected_time = participant.end_time;
    leg.initial_state = property(participant, "initialState");
    leg.held = property(participant, "held");
    leg.direction = property(participant, "direction");
    leg.disconnect_type = property(participant, "disconnectType");
    leg.start_hold_time = property(participant, "startHoldTime");
    leg.peer_id = property(participant, "peer");
    leg.r#type = property(participant, "type");
    leg.recipient_country = property(participant, "recipientCountry");
    leg.resume_time = property(participant, "resumeTime");
    leg.park_time = property(participant, "parkTime");
    // The model reads the entries as legs, because that is what `messages` holds in the other
    // views.
    leg.messages = participant
        .messages
        .as_ref()
        .map(|entries| entries.iter().map(details).collect());
    Some(leg)
}

/// The user of `participant` in the flat view, which has a reference `user` instead of `userId`.
pub(crate) fn user_of_media_participant(participant: &Participant) -> Option<Id> {
    property(participant, "user").map(|reference: Reference| reference.id)
}

/// A reference to another entity in the flat view.
#[derive(Deserialize)]
struct Reference {
    id: Id,
}

fn property<T: DeserializeOwned>(participant: &Participant, name: &str) -> Option<T> {
    serde_json::from_str(participant.unknown.get(name)?.as_str()).ok()
}

fn details(entry: &Message) -> MessageDetails {
    fn property<T: DeserializeOwned>(entry: &Message, name: &str) -> Option<T> {
        serde_json::from_str(entry.unknown.get(name)?.as_str()).ok()
    }
    let mut details = MessageDetails::default();
    // A topic of one medium has a reference to the message, GET its id (documented:
    // ConversationMessageEventTopicMessageDetails, MessageDetails).
    details.message_id = property(entry, "message")
        .map(|reference: Reference| reference.id)
        .or_else(|| property(entry, "messageId"));
    details.message_time = property(entry, "messageTime");
    details.message_status = property(entry, "messageStatus");
    details.message_segment_count = property(entry, "messageSegmentCount");
    details.error_info = entry.error_info.clone();
    details
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
