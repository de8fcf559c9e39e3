//! Detail events, one by itself and in their order.

use message_model::contract::View;
use serde_json::{Value, json};

use super::Maker;
use super::scene::{Edit, Record, Scene};
use crate::change::{Change, ChangeKind};

pub(super) static MAKERS: &[Maker] = &[
    Maker::new("detail-duration-not-negative", not_negative),
    Maker::new("answered-user-of-outcome", answered_user),
    Maker::new("detail-event-once", once),
    Maker::new("detail-event-of-participant", of_participant),
    Maker::new("detail-event-after-cause", after_cause),
    Maker::new("detail-event-has-cause", has_cause),
    Maker::new("detail-duration-of-span", duration_of_span),
];

/// The last part of the topic of an event: what happened to which kind of leg.
fn name(record: &Record) -> Option<String> {
    let names = ["topicName", "detail-type"];
    let topic = names
        .iter()
        .find_map(|name| record.whole()[*name].as_str())?;
    let (_, rest) = topic.split_once("v2.detail.events.conversation.")?;
    Some(rest.split_once('.')?.1.to_owned())
}

/// The edit that `edit` makes of each event.
fn each(scene: &Scene, edit: impl Fn(&Record) -> Option<Edit>) -> Vec<Edit> {
    let events = scene
        .records
        .iter()
        .filter(|record| record.view == View::DetailEvent);
    events.filter_map(edit).collect()
}

/// The durations that an event has.
fn durations(record: &Record) -> Vec<&str> {
    let members = record.body().as_object().into_iter().flatten();
    members
        .map(|(name, _)| name.as_str())
        .filter(|name| name.ends_with("DurationMs"))
        .collect()
}

fn not_negative(scene: &Scene) -> Vec<Edit> {
    each(scene, |event| {
        Some(vec![event.set(durations(event).first()?, -1)])
    })
}

fn answered_user(scene: &Scene) -> Vec<Edit> {
    each(scene, |event| {
        match event.body()["acdOutcome"].as_str()? {
            "ANSWERED" => Some(vec![event.drop("answeredUserId")]),
            "ABANDON" | "FLOW_OUT" => Some(vec![event.set("answeredUserId", scene.id(90))]),
            _ => None,
        }
    })
}

fn session(record: &Record) -> Option<&str> {
    record.body()["sessionId"].as_str()
}

/// The event before this one that began what this one ends.
fn cause<'s>(scene: &'s Scene, event: &Record) -> Option<&'s Record> {
    let cause = match name(event)?.as_str() {
        "customer.end" => "customer.start",
        "flow.end" => "flow.start",
        "acd.end" => "acd.start",
        "user.end" => "user.start",
        "acw" => "user.end",
        _ => return None,
    };
    let is_cause =
        |one: &&Record| session(one) == session(event) && name(one).as_deref() == Some(cause);
    scene.records[..event.number].iter().find(is_cause)
}

/// The record again, with another value of one property of the event.
fn again(record: &Record, property: &str, value: Value) -> Option<String> {
    let mut again = record.whole().clone();
    let event = record.path(property);
    let pointer = format!("/{}", event.replace('.', "/"));
    *again.pointer_mut(&pointer)? = value;
    serde_json::to_string(&again).ok()
}

fn insert(scene: &Scene, text: String) -> Edit {
    vec![Change {
        record: scene.records.len(),
        path: String::new(),
        kind: ChangeKind::Insert(text),
    }]
}

fn once(scene: &Scene) -> Vec<Edit> {
    each(scene, |event| {
        let at = event.body()["eventTime"].as_i64()?;
        Some(insert(scene, again(event, "eventTime", json!(at + 1))?))
    })
}

fn of_participant(scene: &Scene) -> Vec<Edit> {
    each(scene, |event| {
        event.body()["participantId"].as_str()?;
        cause(scene, event)?;
        Some(vec![event.set("participantId", scene.id(90))])
    })
}

fn after_cause(scene: &Scene) -> Vec<Edit> {
    each(scene, |event| {
        let at = cause(scene, event)?.body()["eventTime"].as_i64()?;
        Some(vec![event.set("eventTime", at - 1_000)])
    })
}

fn has_cause(scene: &Scene) -> Vec<Edit> {
    each(scene, |event| {
        let cause = cause(scene, event)?;
        let text = serde_json::to_string(cause.whole()).ok()?;
        let remove = Change {
            record: cause.number,
            path: String::new(),
            kind: ChangeKind::Remove,
        };
        // The cause comes again, after all others.
        Some([insert(scene, text), vec![remove]].concat())
    })
}

fn duration_of_span(scene: &Scene) -> Vec<Edit> {
    each(scene, |event| {
        let span = event.body()["eventTime"].as_i64()?
            - cause(scene, event)?.body()["eventTime"].as_i64()?;
        Some(vec![event.set(durations(event).first()?, span + 10_000)])
    })
}
