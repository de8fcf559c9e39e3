//! All views of one log say the same.

use message_lifecycle::projection::{Projection, to_message_conversation};
use message_lifecycle::{Simulation, Table};
use message_model::{EventBody, encode};

use super::{Step, episodes, flat, json, nested, steps};

/// Every frame, and the API for messages, agree with the API's conversation after the same change:
/// ids, times, endings, statuses and everything else that they share.
#[test]
fn all_views_of_one_log_agree() {
    let mut compared = 0;
    for episode in episodes("latest", 100) {
        let steps = steps(&episode);
        let mut simulation = Simulation::new(Table::standard(), episode.timeline.setup().clone());
        for (event, Step { after, row, .. }) in episode.timeline.events().iter().zip(&steps) {
            simulation
                .apply_alone(event.clone())
                .expect("a log of this table");
            let view = Projection::new(simulation.conversation(), &episode.content);
            let polled = encode(&to_message_conversation(view)).expect("it can be written");
            assert_eq!(flat(&json(&polled)), nested(after), "polled after {row}");
        }
        for sent in episode.sent_frames(|frame| frame.moment.is_none()) {
            let body = json(&encode(&*sent.body).expect("it can be written"));
            let facts = match &*sent.body {
                EventBody::Conversation(_) => nested(&body),
                EventBody::Messages(_) => flat(&body),
                other => panic!("{other:?} was not wanted"),
            };
            let after = &steps[sent.frame.change.position].after;
            assert_eq!(
                facts,
                nested(after),
                "{} after {}",
                sent.frame.topic,
                sent.frame.row
            );
            assert_eq!(body["id"], after["id"]);
            compared += 1;
        }
    }
    println!("{compared} notifications compared");
    assert!(compared > 5_000, "{compared} notifications");
}

/// What a detail event says of a leg is what the API's conversation says of it after the same
/// change.
#[test]
fn detail_events_agree_with_the_conversation() {
    let mut compared = 0;
    for episode in episodes("latest", 100) {
        let steps = steps(&episode);
        for sent in episode.sent_frames(|frame| frame.moment.is_some()) {
            let event = json(&encode(&*sent.body).expect("it can be written"));
            let Step {
                leg, after, row, ..
            } = &steps[sent.frame.change.position];
            let participant = &after["participants"][leg];
            let leg = &participant["messages"][0];
            assert_eq!(event["conversationId"], after["id"]);
            assert_eq!(event["participantId"], participant["id"]);
            assert_eq!(event["sessionId"], leg["id"]);
            assert_eq!(event["provider"], leg["provider"]);
            for (own, other) in [("userId", "userId"), ("queueId", "queueId")] {
                if !event[own].is_null() {
                    assert_eq!(event[own], participant[other], "{row}");
                }
            }
            let instant = |name: &str, of: &serde_json::Value| {
                let time: message_model::Timestamp =
                    of[name].as_str().expect("a time").parse().expect("a time");
                time.as_micros().div_euclid(1_000)
            };
            let at = match sent.frame.topic.template().rsplit('.').next() {
                Some("start") => instant("startTime", participant),
                Some("end") => {
                    let ending = leg["disconnectType"].as_str().expect("it has ended");
                    assert_eq!(event["disconnectType"], upper(ending).as_str());
                    instant("disconnectedTime", leg)
                }
                _ => {
                    assert_eq!(event["wrapupCode"], participant["wrapup"]["code"]);
                    let lasted =
                        instant("endAcwTime", participant) - instant("startAcwTime", participant);
                    assert_eq!(event["wrapupDurationMs"], lasted);
                    instant("endAcwTime", participant)
                }
            };
            assert_eq!(event["eventTime"], at, "{row}");
            durations(&event, leg, &sent.frame.topic.template());
            compared += 1;
        }
    }
    println!("{compared} detail events compared");
    assert!(compared > 1_000, "{compared} detail events");
}

/// The durations are the sums of the leg's segments.
fn durations(event: &serde_json::Value, leg: &serde_json::Value, topic: &str) {
    let spent = |kind: &str| -> i64 {
        let segments = super::list(&leg["segments"]).iter();
        let of_kind = segments.filter(|one| one["type"].as_str() == Some(kind));
        let lasted = of_kind.map(|one| {
            let at = |name: &str| -> message_model::Timestamp {
                one[name].as_str().expect("ended").parse().expect("a time")
            };
            at("endTime").millis_since(at("startTime"))
        });
        lasted.sum()
    };
    if topic.ends_with("user.end") {
        assert_eq!(event["interactingDurationMs"], spent("Interact"));
        assert_eq!(event["heldDurationMs"], spent("Hold"));
        assert_eq!(event["alertingDurationMs"], spent("Alert"));
        for zero in ["contacting", "dialing", "callback"] {
            assert_eq!(event[format!("{zero}DurationMs")], 0);
        }
    } else if topic.ends_with("customer.end") {
        assert_eq!(event["interactingDurationMs"], spent("Interact"));
    } else if topic.ends_with("flow.end") || topic.ends_with("acd.end") {
        assert_eq!(event["connectedDurationMs"], spent("Interact"));
    }
}

/// The ending in the spelling of detail events, from the facts: `transfer.x` becomes X_TRANSFER.
fn upper(ending: &str) -> String {
    match ending {
        "transfer.noanswer" => "NO_ANSWER_TRANSFER".to_owned(),
        "transfer.notavailable" => "NOT_AVAILABLE_TRANSFER".to_owned(),
        other => other.to_ascii_uppercase().replace('.', "_"),
    }
}

/// The agent whom `acd.end` names has connected after that queue was entered, before any other
/// queue was, and first of all who did.
#[test]
fn the_queue_names_the_agent_who_answered() {
    let mut answered = 0;
    for episode in episodes("latest", 100) {
        let steps = steps(&episode);
        for sent in episode.sent_frames(|frame| frame.row == "queue-hands-on") {
            if sent.frame.moment.is_none() {
                continue;
            }
            let event = json(&encode(&*sent.body).expect("it can be written"));
            let position = sent.frame.change.position;
            let queue = steps[position].leg;
            let is_connect = |step: &&Step| {
                let connected = |whole: &serde_json::Value| {
                    let participant = &whole["participants"][step.leg];
                    !participant["messages"][0]["connectedTime"].is_null()
                };
                let purpose = &step.after["participants"][step.leg]["purpose"];
                purpose == "agent" && connected(&step.after) && !connected(&step.before)
            };
            let entered = steps
                .iter()
                .position(|step| step.leg == queue)
                .expect("it opened");
            let first = steps[entered..=position]
                .iter()
                .find(is_connect)
                .expect("an answer");
            let user = &first.after["participants"][first.leg]["userId"];
            assert_eq!(&event["answeredUserId"], user);
            assert_eq!(event["acdOutcome"], "ANSWERED");
            answered += 1;
        }
    }
    assert!(answered > 50, "{answered} answers");
}
