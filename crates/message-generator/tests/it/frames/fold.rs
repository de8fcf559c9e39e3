//! Who folds the frames comes to the conversation that the API has in the end.

use std::collections::BTreeMap;

use message_generator::{Envelope, Episode, EpisodeFrame};
use serde_json::Value;

use super::{Facts, episodes, flat, json, nested, steps};

/// A consumer that knows nothing but what it receives, in whatever order it comes: of each
/// participant it keeps what is furthest on.
#[derive(Default)]
struct Consumer {
    participants: BTreeMap<String, Facts>,
    /// When each leg opened and ended, and how, by the detail events.
    started: BTreeMap<String, i64>,
    ended: BTreeMap<String, (i64, String)>,
}

impl Consumer {
    fn receive(&mut self, frame: &Value) {
        let topic = frame["topicName"].as_str().expect("always there");
        let body = &frame["eventBody"];
        let facts = if topic.ends_with(".conversations") {
            nested(body)
        } else if topic.ends_with(".conversations.messages") {
            flat(body)
        } else {
            return self.receive_detail(topic, body);
        };
        for facts in facts {
            let id = facts.participant.clone().expect("always there");
            let known = self.participants.entry(id).or_default();
            if progress(&facts) >= progress(known) {
                *known = facts;
            }
        }
    }

    fn receive_detail(&mut self, topic: &str, event: &Value) {
        let session = event["sessionId"]
            .as_str()
            .expect("always there")
            .to_owned();
        let at = event["eventTime"].as_i64().expect("always there");
        if topic.ends_with(".start") {
            self.started.insert(session, at);
        } else if topic.ends_with(".end") {
            let how = event["disconnectType"].as_str().expect("it has ended");
            self.ended.insert(session, (at, how.to_owned()));
        }
    }
}

/// How far on a participant is: what only grows.
fn progress(facts: &Facts) -> (bool, bool, usize, usize) {
    let status = |status: &Option<String>| match status.as_deref() {
        None => 0,
        Some("received" | "queued") => 1,
        Some("sent" | "removed") => 2,
        Some("published" | "failed") => 3,
        Some("delivery-success" | "delivery-failed") => 4,
        Some("read") => 5,
        Some(other) => panic!("no such status: {other}"),
    };
    let statuses = facts
        .messages
        .iter()
        .map(|message| status(&message.status))
        .sum();
    let is_done = facts.work[1].is_some();
    (
        facts.ended.is_some(),
        is_done,
        facts.messages.len(),
        statuses,
    )
}

fn received(sent: &EpisodeFrame<'_>) -> Value {
    json(
        &sent
            .to_json(Envelope::Notification)
            .expect("it can be written"),
    )
}

/// The frames in the order of sending, which is not that of the changes.
#[test]
fn folded_in_the_order_of_sending_the_frames_give_the_final_conversation() {
    let (mut whole, mut ends) = (0, 0);
    for episode in episodes("latest", 100) {
        let steps = steps(&episode);
        let last = steps.last().expect("something happened");
        let mut consumer = Consumer::default();
        episode
            .sent_frames(|_| true)
            .for_each(|sent| consumer.receive(&received(&sent)));
        let told = episode.frames();
        let told = told
            .as_slice()
            .iter()
            .filter(|frame| frame.moment.is_none());
        let last_told = told.map(|frame| frame.change.position).max();
        if last_told == Some(steps.len() - 1) && !last.after["endTime"].is_null() {
            for facts in nested(&last.after) {
                let id = facts.participant.as_ref().expect("always there");
                let mut known = consumer.participants[id].clone();
                // The peer of the contact is changed by the legs of others, so that the frame that
                // is furthest on need not have it.
                known.peer.clone_from(&facts.peer);
                assert_eq!(known, facts);
            }
            whole += 1;
        }
        ends += agree_in_starts_and_ends(&consumer, &last.after);
    }
    println!("{whole} conversations to their end, {ends} ends of legs");
    assert!(whole > 50, "{whole} conversations");
    assert!(ends > 500, "{ends} ends of legs");
}

/// Detail events tell of every leg but those of programs when it opened and ended; returns how many
/// ended.
fn agree_in_starts_and_ends(consumer: &Consumer, conversation: &Value) -> usize {
    let mut ends = 0;
    for participant in super::list(&conversation["participants"]) {
        if participant["purpose"] == "api" {
            continue;
        }
        let leg = &participant["messages"][0];
        let id = leg["id"].as_str().expect("always there");
        let millis = |time: &Value| {
            let time: message_model::Timestamp = time.as_str()?.parse().ok()?;
            Some(time.as_micros().div_euclid(1_000))
        };
        let started = consumer.started.get(id).copied();
        assert_eq!(started, millis(&participant["startTime"]));
        let ended = consumer.ended.get(id).map(|(at, _)| *at);
        assert_eq!(ended, millis(&leg["disconnectedTime"]));
        ends += usize::from(ended.is_some());
    }
    ends
}

/// On each topic alone the last change that it tells of is shown as the API shows it, and what is
/// the user's or the queue's own is final.
#[test]
fn each_topic_tells_its_own_legs_to_the_end() {
    let mut topics_seen = 0;
    for episode in episodes("latest", 100) {
        let steps = steps(&episode);
        let end = nested(&steps.last().expect("something happened").after);
        for (topic, (position, facts)) in last_of_each_topic(&episode) {
            assert_eq!(facts, nested(&steps[position].after), "{topic}");
            let whose = topic
                .split('.')
                .find(|part| part.len() == 36)
                .expect("an id");
            let participants = &steps[position].after["participants"];
            for (place, known) in facts.iter().enumerate() {
                let participant = &participants[place];
                let is_users = known.user.as_deref() == Some(whose);
                // A contact carries the id of the queue too, and may outlive it.
                let is_own = ["acd", "agent"]
                    .iter()
                    .any(|own| participant["purpose"] == *own);
                let is_queues = is_own && participant["queueId"] == whose;
                if is_users {
                    assert_eq!(known, &end[place], "{topic}");
                } else if is_queues {
                    let mut known = known.clone();
                    // Nobody tells a queue of statuses once it is out of reach.
                    known.messages.clone_from(&end[place].messages);
                    assert_eq!(known, end[place], "{topic}");
                }
            }
            topics_seen += 1;
        }
    }
    println!("{topics_seen} topics");
    assert!(topics_seen > 300, "{topics_seen} topics");
}

/// The last change that each topic of users and queues tells of, with what it says.
fn last_of_each_topic(episode: &Episode) -> BTreeMap<String, (usize, Vec<Facts>)> {
    let mut last: BTreeMap<String, (usize, Vec<Facts>)> = BTreeMap::new();
    for sent in episode.sent_frames(|frame| frame.moment.is_none()) {
        let frame = received(&sent);
        let topic = frame["topicName"].as_str().expect("always there");
        let facts = match topic.ends_with(".messages") {
            true => flat(&frame["eventBody"]),
            false => nested(&frame["eventBody"]),
        };
        let position = sent.frame.change.position;
        let newest = last.entry(topic.to_owned()).or_default();
        if position >= newest.0 {
            *newest = (position, facts);
        }
    }
    last
}
