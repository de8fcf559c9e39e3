//! The envelopes of frames, and what older releases do not have.

use message_generator::{Envelope, Run, Scenario, merged_frames};
use message_model::contract::{Root, check};
use message_model::{EventBody, EventBridgeEvent, Notification, TopicKind, decode, encode};

use super::{episodes, json};

#[test]
fn a_notification_and_an_event_of_a_bus_carry_the_same() {
    let mut ids = std::collections::BTreeSet::new();
    for episode in episodes("latest", 4) {
        for sent in episode.sent_frames(|_| true) {
            let notification = json(&sent.to_json(Envelope::Notification).expect("written"));
            let event = json(&sent.to_json(Envelope::EventBridge).expect("written"));
            let text = sent.to_json(Envelope::Notification).expect("written");
            assert_eq!(encode(&sent.notification()).expect("written"), text);
            let read: Notification = decode(&text).expect("it reads");
            assert_eq!(read, sent.notification());
            let text = sent.to_json(Envelope::EventBridge).expect("written");
            let read: EventBridgeEvent = decode(&text).expect("it reads");
            assert_eq!(read, sent.event_bridge_event());
            let keys = |value: &serde_json::Value| {
                let object = value.as_object().expect("an object");
                object.keys().cloned().collect::<Vec<_>>().join(" ")
            };
            assert_eq!(keys(&notification), "eventBody metadata topicName version");
            assert_eq!(notification["version"], "2");
            assert_eq!(notification["topicName"], sent.frame.topic.to_string());
            let correlation = sent.frame.correlation_id.expect("always there").to_string();
            assert_eq!(notification["metadata"]["CorrelationId"], correlation);
            assert_eq!(
                keys(&event),
                "account detail detail-type id region resources source time version"
            );
            assert_eq!(event["version"], "0");
            let whose = sent.frame.topic.id().to_string();
            let template = sent.frame.topic.to_string().replace(&whose, "{id}");
            assert_eq!(event["detail-type"], template);
            assert_eq!(event["resources"], serde_json::json!([]));
            let mut detail = event["detail"].clone();
            let timestamp = detail
                .as_object_mut()
                .expect("an object")
                .remove("timestamp");
            let timestamp = timestamp.expect("always there");
            assert_eq!(timestamp, sent.frame.sent.to_string());
            let seconds = &timestamp.as_str().expect("a time")[..19];
            assert_eq!(event["time"], format!("{seconds}Z"));
            assert_eq!(detail, notification);
            let id = event["id"].as_str().expect("always there").to_owned();
            assert!(ids.insert(id), "an id twice");
        }
    }
    assert!(ids.len() > 1_000);
}

#[test]
fn the_frames_of_several_conversations_come_in_one_order() {
    let run = Run::new(3);
    let episodes: Vec<_> = (0..20).flat_map(|number| run.episodes(number)).collect();
    let merged: Vec<_> = merged_frames(&episodes, |_| true).collect();
    let all: usize = episodes
        .iter()
        .map(|one| one.frames().as_slice().len())
        .sum();
    assert_eq!(merged.len(), all);
    assert!(merged.is_sorted_by_key(|sent| sent.frame.sent));
    let scenario = Scenario::named("return-after-window").expect("it is built in");
    let play = Run::new(3).with_scenarios(vec![scenario]).played(0);
    let of_play: Vec<_> = play.sent_frames(|_| true).map(|sent| sent.frame).collect();
    let of_first = play.episodes[0].frames();
    assert!(of_play.len() > of_first.as_slice().len());
    for frame in of_first.as_slice() {
        assert!(of_play.contains(frame));
    }
}

/// A release gets the frames of the views that it has, and in them only what it has.
#[test]
fn older_releases_get_what_they_have() {
    for (release, has_notifications, has_details) in [
        ("45.0.0", false, false),
        ("46.0.0", true, false),
        ("128.0.0", true, false),
        ("129.0.0", true, true),
        ("160.0.0", true, true),
        ("231.0.0", true, true),
        ("257.0.0", true, true),
        ("latest", true, true),
    ] {
        let revision = release.parse().expect("a release");
        let (mut notifications, mut details) = (0, 0);
        for episode in episodes(release, 20) {
            for sent in episode.sent_frames(|_| true) {
                let root = match (&*sent.body, sent.frame.topic.template()) {
                    (EventBody::Conversation(_), _) => Root::EventConversation,
                    (EventBody::Messages(_), _) => Root::EventMessageConversation,
                    (_, topic) => root_of(&topic),
                };
                let text = encode(&*sent.body).expect("it can be written");
                assert_eq!(
                    check(&text, root, revision).expect("it reads"),
                    [],
                    "{release}"
                );
                match sent.frame.topic.kind() {
                    TopicKind::DetailEvent => details += 1,
                    _ => notifications += 1,
                }
            }
        }
        println!("{release}: {notifications} notifications, {details} detail events");
        assert_eq!(notifications > 0, has_notifications, "{release}");
        assert_eq!(details > 0, has_details, "{release}");
    }
}

fn root_of(topic: &str) -> Root {
    match topic.trim_start_matches("v2.detail.events.conversation.{id}.") {
        "customer.start" => Root::CustomerStartEvent,
        "customer.end" => Root::CustomerEndEvent,
        "flow.start" => Root::FlowStartEvent,
        "flow.end" => Root::FlowEndEvent,
        "acd.start" => Root::AcdStartEvent,
        "acd.end" => Root::AcdEndEvent,
        "user.start" => Root::UserStartEvent,
        "user.end" => Root::UserEndEvent,
        "acw" => Root::AfterCallWorkEvent,
        other => panic!("no such event: {other}"),
    }
}
