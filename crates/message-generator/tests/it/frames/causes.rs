//! Each change is told to those in reach of it, and causes the detail event that is listed: both
//! stated here from the facts, row by row.

use std::collections::BTreeSet;

use message_generator::{EventKind, Key, Scenario, Script, play_lenient, sample};
use serde_json::Value;

use super::{Step, episodes, list, steps};

/// What a row causes: whether users and queues are told, and the detail event.
struct Listed {
    is_told: bool,
    event: Option<&'static str>,
}

/// What is listed for a row, on a leg of this purpose.
fn listed(row: &str, purpose: &str) -> Listed {
    let (is_told, event) = match row {
        "contact-enters" | "contact-returns" | "contact-is-started" => {
            (true, Some("customer.start"))
        }
        "flow-enters" => (false, Some("flow.start")),
        "bot-is-called" | "in-queue-flow-enters" => (true, Some("flow.start")),
        "bot-returns"
        | "bot-hands-back"
        | "in-queue-flow-finishes"
        | "in-queue-flow-ends"
        | "flow-takes-out" => (true, Some("flow.end")),
        "queue-flows-out" | "queue-ends" => (true, Some("acd.end")),
        "queue-is-left-behind" => (true, Some("customer.end")),
        "end-goes-unnoticed" => (true, Some("user.end")),
        "flow-hands-on" | "flow-ends" | "flow-finishes" => (false, Some("flow.end")),
        "queue-enters" => (true, Some("acd.start")),
        "queue-offers" | "colleague-offers" => (true, Some("user.start")),
        "auto-answer" | "pull" | "agent-starts" | "agent-reopens" => (true, Some("user.start")),
        "answer" => (true, None),
        "queue-hands-on" => (true, Some("acd.end")),
        "decline" | "time-out" | "transfer-time-out" | "unavailable" | "reassign"
        | "offer-fails" => (true, Some("user.end")),
        "contact-writes" | "message-goes-out" | "status-changes" => (true, None),
        "hold" | "resume" | "park" | "unpark" | "unpark-due" | "unpark-on-message" => (true, None),
        "agent-transfers"
        | "supervisor-transfers"
        | "take-over"
        | "inactivity-to-flow"
        | "inactivity-transfer"
        | "agent-is-inactive"
        | "agent-ends"
        | "waiting-peer-ends" => (true, Some("user.end")),
        "contact-ends"
        | "session-times-out"
        | "session-expires"
        | "contact-is-inactive"
        | "contact-is-spam" => (true, Some("customer.end")),
        "peer-ends" | "internal-peer-ends" | "leg-fails" | "leg-is-shut-down" => {
            let event = match purpose {
                "customer" | "external" => Some("customer.end"),
                "workflow" | "botflow" => Some("flow.end"),
                "acd" => Some("acd.end"),
                "agent" => Some("user.end"),
                "api" => None,
                other => panic!("no such purpose: {other}"),
            };
            (true, event)
        }
        "program-starts" | "program-reopens" | "program-joins" | "program-ends"
        | "program-finishes" => (false, None),
        "wrap-up" | "time-out-wrap-up" | "work-is-shut-down" => (true, Some("acw")),
        "skip-wrap-up" => (true, None),
        other => panic!("nothing is listed for {other}"),
    };
    Listed { is_told, event }
}

/// Whether a leg is live or has after-call work to do, and so keeps its user and queue in reach.
fn is_busy(participant: &Value) -> bool {
    let leg = &participant["messages"][0];
    leg["state"] != "disconnected" || leg["afterCallWork"]["state"] == "pending"
}

/// The topics that the change is told on, from the API's conversation before and after it.
fn topics(step: &Step) -> BTreeSet<String> {
    let Step {
        row,
        leg,
        before,
        after,
    } = step;
    let purpose = after["participants"][leg]["purpose"]
        .as_str()
        .expect("always there");
    let Listed { is_told, event } = listed(row, purpose);
    let mut topics = BTreeSet::new();
    let both = [before, after].map(|whole| list(&whole["participants"]));
    let agents = |one: &&Value| one["purpose"] == "agent";
    let queues = |one: &&Value| one["purpose"] == "agent" || one["purpose"] == "acd";
    for participant in both.into_iter().flatten() {
        let is_late = *row == "status-changes" && agents(&participant);
        if is_told && agents(&participant) && (is_busy(participant) || is_late) {
            let user = participant["userId"].as_str().expect("an agent is a user");
            topics.insert(format!("v2.users.{user}.conversations"));
            topics.insert(format!("v2.users.{user}.conversations.messages"));
        }
        if let Some(queue) = participant["queueId"].as_str()
            && is_told
            && queues(&participant)
            && is_busy(participant)
        {
            topics.insert(format!("v2.routing.queues.{queue}.conversations"));
            topics.insert(format!("v2.routing.queues.{queue}.conversations.messages"));
        }
    }
    if let Some(event) = event {
        let id = after["id"].as_str().expect("always there");
        topics.insert(format!("v2.detail.events.conversation.{id}.{event}"));
    }
    topics
}

#[test]
fn each_change_is_told_to_those_in_reach_and_causes_what_is_listed() {
    let mut rows = BTreeSet::new();
    let (mut notifications, mut details) = (0, 0);
    // The older release still has the rows that the latest has no longer.
    let all = episodes("latest", 300)
        .into_iter()
        .chain(episodes("237.0.0", 40));
    for episode in all {
        let steps = steps(&episode);
        let frames = episode.frames();
        let mut sent: Vec<BTreeSet<String>> = vec![BTreeSet::new(); steps.len()];
        for frame in frames.as_slice() {
            let is_new = sent[frame.change.position].insert(frame.topic.to_string());
            assert!(is_new, "{} twice after one change", frame.topic);
            assert_eq!(frame.row, steps[frame.change.position].row);
            match frame.moment {
                Some(_) => details += 1,
                None => notifications += 1,
            }
        }
        for (step, sent) in steps.iter().zip(sent) {
            assert_eq!(sent, topics(step), "{}", step.row);
            rows.insert(step.row);
        }
    }
    println!(
        "{} rows, {notifications} notifications, {details} detail events",
        rows.len()
    );
    for row in &message_lifecycle::Table::standard().rows {
        listed(row.id, "agent");
        let is_older = row.before.is_some();
        assert!(
            is_older || rows.contains(row.id),
            "{} was never taken",
            row.id
        );
    }
    assert!(notifications > 10_000 && details > 3_000);
}

/// Frames are sent within the times that are listed, those of one leg on one topic in order, and
/// one id is on all frames of one change and on no other.
#[test]
fn frames_are_sent_soon_and_in_order_of_each_leg() {
    let (mut overtaken, mut frames) = (0, 0);
    for episode in episodes("latest", 100) {
        let mut ids = std::collections::BTreeMap::new();
        let mut latest = std::collections::BTreeMap::new();
        let mut newest = 0;
        for sent in episode.frames().in_sending_order() {
            let range = match sent.moment {
                None => 40..=120,
                Some(_) => 50..=150,
            };
            let delay = sent.sent.millis_since(sent.at);
            assert!(range.contains(&delay), "{delay} ms after {}", sent.row);
            let change = &sent.change;
            let topic = match sent.moment {
                None => sent.topic.to_string(),
                Some(_) => String::new(),
            };
            let before = latest.insert((change.leg, topic), change.position);
            assert!(
                before <= Some(change.position),
                "{before:?} before {change:?}"
            );
            let id = sent.correlation_id.expect("always there");
            assert_eq!(*ids.entry(id).or_insert(change.position), change.position);
            overtaken += usize::from(change.position < newest);
            newest = newest.max(change.position);
            frames += 1;
        }
    }
    println!("{overtaken} of {frames} frames are overtaken by one of a later change");
    assert!(overtaken * 100 > frames, "{overtaken} of {frames}");
}

/// Taking a message out of a script leaves the ids of all other changes as they are.
#[test]
fn what_is_told_of_a_step_stays_when_another_is_taken_out() {
    let ids = |script: &Script| -> BTreeSet<_> {
        let (_, episodes) = play_lenient(script);
        let frames = episodes.iter().flat_map(|episode| {
            let frames = episode.frames();
            let ids = frames.as_slice().iter().map(|frame| frame.correlation_id);
            ids.collect::<Vec<_>>()
        });
        frames.collect()
    };
    let mut taken_out = 0;
    for scenario in Scenario::all_builtin() {
        let script = sample(&scenario, Key::new(5, 0));
        let all = ids(&script);
        let messages = script
            .steps
            .iter()
            .filter(|step| step.event == EventKind::Message);
        for label in messages.map(|step| step.label.clone()).take(3) {
            let mut shorter = script.clone();
            shorter.steps.retain(|step| step.label != label);
            let rest = ids(&shorter);
            assert!(rest.is_subset(&all), "{} without {label}", scenario.name);
            taken_out += 1;
        }
    }
    assert!(taken_out > 50, "{taken_out} steps");
}
