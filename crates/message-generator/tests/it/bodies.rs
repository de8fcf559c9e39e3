//! What is said in a conversation: the bodies of its messages and Open Messaging agree with all
//! other views of the same log.

use std::collections::BTreeMap;

use message_generator::{Channel, Episode, Profile, Run, Scenario};
use message_lifecycle::projection::OpenParty;
use message_model::contract::{Root, check};
use message_model::{ApiRevision, Capture, DocumentContent, OpenMessage, encode};
use serde_json::Value;

/// Plays of every profile, and walks.
fn episodes(revision: ApiRevision) -> Vec<Episode> {
    let run = || Run::new(11).with_revision(revision);
    let profiles = Profile::builtin_names().filter_map(Profile::builtin);
    let mut runs: Vec<Run> = profiles.map(|one| run().with_profile(one)).collect();
    runs.push(run());
    runs.push(run().with_walks());
    let numbers = |run: &Run| {
        (0..25)
            .flat_map(|number| run.episodes(number))
            .collect::<Vec<_>>()
    };
    runs.iter().flat_map(numbers).collect()
}

/// Plays and walks on an open channel.
fn open_episodes(revision: ApiRevision) -> Vec<Episode> {
    let run = || {
        Run::new(12)
            .with_revision(revision)
            .with_channel(Channel::Open)
    };
    let numbers = |run: Run| (0..40).flat_map(move |number| run.episodes(number));
    // A choice is rare in any mix.
    let choices = vec![Scenario::builtin("bot-offers-choices").expect("it is built in")];
    let runs = [run(), run().with_walks(), run().with_scenarios(choices)];
    runs.into_iter().flat_map(numbers).collect()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("it is JSON")
}

fn value<T: serde::Serialize>(of: &T) -> Value {
    json(&encode(of).expect("it can be written"))
}

/// The messages on the legs of a conversation, by id: who has the leg, when and in which status.
fn on_legs(conversation: &Value) -> BTreeMap<String, (bool, Value, Value)> {
    let mut messages = BTreeMap::new();
    for participant in conversation["participants"]
        .as_array()
        .expect("participants")
    {
        let purpose = participant["purpose"].as_str().expect("a purpose");
        let is_contact = ["customer", "external"].contains(&purpose);
        for leg in participant["messages"].as_array().into_iter().flatten() {
            for message in leg["messages"].as_array().into_iter().flatten() {
                let id = message["messageId"].as_str().expect("an id").to_owned();
                let (time, status) = (&message["messageTime"], &message["messageStatus"]);
                messages.insert(id, (is_contact, time.clone(), status.clone()));
            }
        }
    }
    messages
}

#[test]
fn every_body_is_a_message_of_a_leg_and_every_message_has_a_body() {
    let mut compared = 0;
    for episode in episodes(ApiRevision::LATEST) {
        let conversation = value(&episode.conversation());
        let mut on_legs = on_legs(&conversation);
        for body in episode.bodies() {
            let body = value(&body);
            let id = body["id"].as_str().expect("an id");
            let (is_contact, time, status) = on_legs.remove(id).expect("it stands on a leg");
            assert_eq!(body["timestamp"], time, "{id}");
            assert_eq!(body["status"], status, "{id}");
            let direction = if is_contact { "inbound" } else { "outbound" };
            assert_eq!(body["direction"], direction, "{id}");
            assert_eq!(body["conversationId"], conversation["id"]);
            compared += 1;
        }
        assert!(on_legs.is_empty(), "{on_legs:?} have no body");
    }
    assert!(compared > 500, "{compared} bodies");
}

/// The text is what the storyboard shows, the addresses are those of the legs, turned with the
/// message.
#[test]
fn texts_and_addresses_are_those_of_the_conversation() {
    use message_lifecycle::{Content, MessageIndex};
    for episode in episodes("264".parse().expect("a release")) {
        let customer = value(&episode.conversation())["participants"][0]["messages"][0].clone();
        for (number, body) in (0..).zip(episode.bodies()) {
            let sent = episode
                .state
                .message(MessageIndex::new(number))
                .expect("it is there");
            let content = episode.content.message(MessageIndex::new(number), sent);
            let body = value(&body);
            let text = content.text.as_deref();
            assert_eq!(body["textBody"].as_str(), text);
            assert_eq!(body["normalizedMessage"]["text"].as_str(), text);
            let media = content.media.as_deref().unwrap_or_default();
            let attached = body["normalizedMessage"]["content"].as_array();
            let is_attachment = |item: &&Value| item["contentType"] == "Attachment";
            let attached = attached.into_iter().flatten().filter(is_attachment);
            let urls: Vec<_> = attached
                .map(|item| item["attachment"]["url"].as_str())
                .collect();
            let expected: Vec<_> = media.iter().map(|one| one.url.as_deref()).collect();
            assert_eq!(urls, expected);
            let is_outbound = customer["direction"] == "outbound";
            if customer["fromAddress"].is_object() && !is_outbound {
                let (from, to) = match body["direction"].as_str() {
                    Some("inbound") => ("fromAddress", "toAddress"),
                    _ => ("toAddress", "fromAddress"),
                };
                assert_eq!(body["fromAddress"], customer[from]["addressNormalized"]);
                assert_eq!(body["toAddress"], customer[to]["addressNormalized"]);
            }
        }
    }
}

/// What each release has, and what it leaves out: the class came with 27.0.0, the normalized
/// message with 136.0.0, and textBody, media and stickers went.
#[test]
fn bodies_fit_every_release() {
    let mut seen = 0;
    for release in [
        "19", "26", "27", "135", "136", "199", "228", "229", "264", "265", "269",
    ] {
        let revision: ApiRevision = release.parse().expect("a release");
        let number: u32 = release.parse().expect("a number");
        for episode in episodes(revision).into_iter().step_by(4) {
            let bodies = episode.bodies();
            assert!(number >= 27 || bodies.is_empty(), "{release}");
            for body in bodies {
                let text = encode(&body).expect("it can be written");
                let beyond = check(&text, Root::MessageData, revision).expect("it is JSON");
                assert_eq!(beyond, [], "{text} at {release}");
                assert_eq!(body.normalized_message.is_some(), number >= 136);
                assert!(number < 265 || body.text_body.is_none() && body.media.is_none());
                seen += 1;
            }
        }
    }
    assert!(seen > 200, "{seen} bodies");
}

#[test]
fn receipts_come_in_time_and_say_what_the_status_is() {
    let mut compared = 0;
    for episode in episodes(ApiRevision::LATEST) {
        for body in episode.bodies() {
            let body = value(&body);
            let empty = Vec::new();
            let receipts = body["normalizedReceipts"].as_array().unwrap_or(&empty);
            let times: Vec<&str> = receipts
                .iter()
                .map(|receipt| receipt["channel"]["time"].as_str().expect("a time"))
                .collect();
            assert!(times.is_sorted(), "{times:?}");
            let expected = match body["status"].as_str().expect("a status") {
                "received" | "removed" | "queued" => None,
                "sent" => Some("Sent"),
                "published" => Some("Published"),
                "delivery-success" => Some("Delivered"),
                "delivery-failed" | "failed" => Some("Failed"),
                "read" => Some("Read"),
                other => panic!("{other}"),
            };
            let last = receipts
                .last()
                .map(|receipt| receipt["status"].as_str().expect("one"));
            assert_eq!(last, expected, "{body}");
            for receipt in receipts {
                assert_eq!(receipt["id"], body["id"]);
                let is_failure = receipt["status"] == "Failed";
                assert_eq!(receipt["reasons"].is_array(), is_failure);
                compared += 1;
            }
        }
    }
    assert!(compared > 200, "{compared} receipts");
}

/// At an instant there are the messages sent by then, each with its status then.
#[test]
fn bodies_at_an_instant_are_those_of_the_conversation_then() {
    for episode in episodes(ApiRevision::LATEST).into_iter().step_by(9) {
        for (event, snapshot) in episode.snapshots().step_by(5) {
            let is_last_then = |other: &message_lifecycle::Event| other.at > event.at;
            let rest = episode.timeline.events().iter();
            let mut rest = rest
                .skip_while(|other| !std::ptr::eq(*other, event))
                .skip(1);
            if rest.next().is_some_and(|next| !is_last_then(next)) {
                continue;
            }
            let on_legs = on_legs(&value(&snapshot));
            let then = episode.bodies_at(event.at);
            assert_eq!(then.len(), on_legs.len(), "after {}", event.kind());
            for body in then {
                let body = value(&body);
                let (_, _, status) = &on_legs[body["id"].as_str().expect("an id")];
                assert_eq!(&body["status"], status);
            }
        }
    }
}

/// What is posted on an open channel is of the messages of the conversation, in order of time, and
/// each is recognised as what it is.
#[test]
fn posts_of_an_open_channel_are_its_messages() {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for episode in open_episodes(ApiRevision::LATEST) {
        let bodies: BTreeMap<String, Value> = episode
            .bodies()
            .iter()
            .map(value)
            .map(|body| (body["id"].as_str().expect("an id").to_owned(), body))
            .collect();
        let posts = episode.open_posts();
        assert!(posts.is_sorted_by_key(|post| post.at));
        for post in &posts {
            assert_eq!(post.body.time(), Some(post.at));
            let is_of_middleware = post.by == OpenParty::Middleware;
            assert_eq!(post.answer.is_some(), is_of_middleware);
            for message in [Some(&post.body), post.answer.as_ref()]
                .into_iter()
                .flatten()
            {
                *kinds.entry(message.name()).or_default() += 1;
                let text = encode(message).expect("it can be written");
                let capture = Capture::read(text.as_str()).expect("it is recognised");
                let again = capture.documents().next().expect("it is a document");
                let message_model::DocumentContent::OpenMessage(again) = again.content else {
                    panic!("{text}")
                };
                assert_eq!(again, message, "{text}");
                let told = json(&text);
                let body = told["id"].as_str().and_then(|id| bodies.get(id));
                if let (Some(body), Some(words)) = (body, told["text"].as_str()) {
                    assert_eq!(body["normalizedMessage"]["text"], words);
                    assert_eq!(told["channel"]["time"], body["timestamp"]);
                }
                let is_typing = told["events"].is_array();
                let is_posted_first = is_of_middleware && told["id"].is_null();
                assert!(body.is_some() || is_typing || is_posted_first, "{text}");
            }
        }
    }
    for kind in OpenMessage::NAMES {
        assert!(kinds.contains_key(kind), "no {kind} among {kinds:?}");
    }
    assert!(
        episodes(ApiRevision::LATEST)
            .iter()
            .all(|it| it.timeline.setup().channel.as_str() == "open" || it.open_posts().is_empty())
    );
}

#[test]
fn posts_fit_every_release() {
    for release in [
        "112", "118", "127", "128", "154", "159", "183", "230", "231", "251", "269",
    ] {
        let revision: ApiRevision = release.parse().expect("a release");
        let number: u32 = release.parse().expect("a number");
        let mut seen = 0;
        for post in open_episodes(revision).iter().flat_map(Episode::open_posts) {
            for message in [Some(post.body), post.answer].into_iter().flatten() {
                let root = DocumentContent::OpenMessage(&message).root();
                let text = encode(&message).expect("it can be written");
                let beyond = check(&text, root, revision).expect("it is JSON");
                assert_eq!(beyond, [], "{text} at {release}");
                seen += 1;
            }
        }
        assert_eq!(seen > 0, number >= 118, "{seen} at {release}");
    }
}

/// No rule is broken, by itself or in the sequence of a conversation and its bodies.
#[test]
fn bodies_and_posts_keep_the_rules() {
    let all = [
        episodes(ApiRevision::LATEST),
        open_episodes(ApiRevision::LATEST),
    ]
    .concat();
    for episode in all {
        // Runs with one seed have conversations of the same ids.
        let mut sequence = message_rules::Sequence::new(None);
        let conversation = episode.conversation();
        let found = sequence.push(&conversation).findings;
        assert_eq!(found, []);
        for body in episode.bodies() {
            assert_eq!(message_rules::check(&body), []);
            assert_eq!(sequence.push(&body).findings, []);
        }
        for post in episode.open_posts() {
            for message in [Some(post.body), post.answer].into_iter().flatten() {
                assert_eq!(message_rules::check(&message), []);
                assert_eq!(sequence.push(&message).findings, []);
            }
        }
    }
}
