//! What a right reader knows of each leg when a stream is over: the truth as far as what arrived
//! tells it.
//!
//! This is computed from the order in which things happened, which a reader does not have: of each
//! leg the last item that shows it. What no reader can know is found by comparing the items: two
//! that show as much, and differ in what goes back and forth.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use super::item::{Item, Source};
use super::tape::{Tape, instant};

/// A leg at the end of a stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct LegEnd {
    /// The id of the conversation.
    pub conversation_id: String,
    /// The id of the participant.
    pub participant_id: String,
    /// The state.
    pub state: String,
    /// Whether it is on hold.
    pub held: bool,
    /// When it disconnected, as the wire writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disconnected_time: Option<String>,
    /// Why it disconnected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disconnect_type: Option<String>,
    /// The ids of its messages, in their order, each with its status.
    pub messages: Vec<(String, Option<String>)>,
    /// The properties that nothing in the stream decides, by their names on the wire.
    pub uncertain: Vec<&'static str>,
}

/// A leg as one item shows it.
struct Shown {
    end: LegEnd,
    /// What of it never goes back.
    lasting: Value,
    /// Since when it has been on hold.
    held_since: Option<String>,
}

/// The legs that the items show, each at its end, in the order of their ids.
pub(super) fn ends(tape: &Tape, items: &[Item]) -> Vec<LegEnd> {
    let mut shown: BTreeMap<(String, String), Vec<(usize, Shown)>> = BTreeMap::new();
    let mut over: BTreeMap<(String, String), String> = BTreeMap::new();
    for item in items {
        let frame = &tape.frames()[item.frame];
        if !frame.is_whole && item.source == Source::Notification {
            over.extend(told_end(&item.text));
            continue;
        }
        for one in legs(&item.text) {
            let id = (
                one.end.conversation_id.clone(),
                one.end.participant_id.clone(),
            );
            shown.entry(id).or_default().push((frame.position, one));
        }
    }
    let ends = shown.into_iter().filter_map(|(id, all)| {
        let mut end = end(&all)?;
        if let Some(at) = over.remove(&id).filter(|_| end.state != "disconnected") {
            end.state = "disconnected".to_owned();
            end.held = false;
            end.disconnected_time.get_or_insert(at);
            end.uncertain.clear();
        }
        Some(end)
    });
    ends.collect()
}

/// Whose end a detail event tells, and when it was.
fn told_end(text: &str) -> Option<((String, String), String)> {
    let whole: Value = serde_json::from_str(text).ok()?;
    let is_end = whole["topicName"].as_str()?.ends_with(".end");
    let event = whole.get("eventBody").filter(|_| is_end)?;
    let name = |name: &str| Some(event[name].as_str()?.to_owned());
    let at = instant(event["eventTime"].as_i64()?).to_string();
    Some(((name("conversationId")?, name("participantId")?), at))
}

/// The last of what was shown of a leg.
fn end(all: &[(usize, Shown)]) -> Option<LegEnd> {
    let (_, last) = all.iter().max_by_key(|(position, _)| *position)?;
    let as_far = all.iter().filter(|(_, one)| one.lasting == last.lasting);
    // Of two holds the later one is newer; only whether it is over may be open.
    let latest = as_far
        .clone()
        .filter_map(|(_, one)| one.held_since.as_ref())
        .max();
    let is_held = latest.is_some();
    let is_off = as_far.clone().any(|(_, one)| one.held_since.is_none());
    let mut end = last.end.clone();
    if is_held && is_off {
        end.uncertain = vec!["held", "startHoldTime"];
    }
    Some(end)
}

/// The legs in a notification or an answer, of either form.
fn legs(text: &str) -> Vec<Shown> {
    let Ok(whole) = serde_json::from_str::<Value>(text) else {
        return Vec::new();
    };
    let body = whole.get("eventBody").unwrap_or(&whole);
    let participants = body["participants"].as_array().into_iter().flatten();
    let legs = participants.filter_map(|participant| {
        let nested = participant["messages"]
            .as_array()
            .and_then(|all| all.last());
        // In the views of one medium the participant is the leg, and its messages have no state.
        let leg = match participant.get("state") {
            Some(_) => participant,
            None => nested?,
        };
        shown(body["id"].as_str()?, participant, leg)
    });
    legs.collect()
}

fn shown(conversation: &str, participant: &Value, leg: &Value) -> Option<Shown> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let state = text(&leg["state"])?;
    let is_flat = std::ptr::eq(participant, leg);
    let ended = if is_flat {
        "endTime"
    } else {
        "disconnectedTime"
    };
    let all = leg["messages"].as_array().into_iter().flatten();
    let messages: Vec<(String, Option<String>)> = all
        .filter_map(|message| {
            let id = message
                .get("messageId")
                .or_else(|| message["message"].get("id"))?;
            Some((text(id)?, text(&message["messageStatus"])))
        })
        .collect();
    let is_held = leg["held"] == json!(true);
    Some(Shown {
        lasting: json!([
            state == "alerting",
            state == "disconnected",
            leg["connectedTime"],
            leg[ended],
            leg["parkTime"],
            state == "parked",
            messages,
        ]),
        held_since: text(&leg["startHoldTime"]).filter(|_| is_held),
        end: LegEnd {
            conversation_id: conversation.to_owned(),
            participant_id: text(&participant["id"])?,
            held: is_held,
            disconnected_time: text(&leg[ended]),
            disconnect_type: text(&leg["disconnectType"]),
            messages,
            uncertain: Vec::new(),
            state,
        },
    })
}
