//! The contract as JSON Schema, judged by a validator that is not ours: it takes the corpus of its
//! release and refuses what that release does not send.

use std::collections::{BTreeMap, BTreeSet};

use jsonschema::{Draft, Validator};
use message_generator::{Channel, Episode, Key, SampleOptions, Scenario, play, sample_with};
use message_lifecycle::projection::AnalyticsForm;
use message_model::contract::{Root, check, json_schema};
use message_model::{ApiRevision, DocumentContent, EventBody};
use serde_json::{Map, Value, json};

use crate::corpus::{manifest, read, text};

fn validator(root: Root, revision: ApiRevision) -> Validator {
    let schema: Value = serde_json::from_str(&json_schema(root, revision)).unwrap();
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .build(&schema)
        .unwrap()
}

/// The payloads of the corpus that a reader has to take, with where they stand, what they are and
/// their release.
fn payloads() -> Vec<(String, Root, ApiRevision, Value)> {
    let mut payloads = Vec::new();
    for entry in manifest()
        .into_iter()
        .filter(|entry| entry["verdict"] == "accept")
    {
        let path = text(&entry, "path");
        let Some(root) = entry["model"]
            .as_str()
            .and_then(|name| name.parse::<Root>().ok())
        else {
            continue;
        };
        let revision = text(&entry, "revision").parse().unwrap();
        let received = read(path);
        if path.ends_with(".jsonl") {
            for line in received.lines() {
                payloads.push((
                    path.to_owned(),
                    root,
                    revision,
                    serde_json::from_str(line).unwrap(),
                ));
            }
        } else {
            payloads.push((
                path.to_owned(),
                root,
                revision,
                serde_json::from_str(&received).unwrap(),
            ));
        }
    }
    payloads
}

#[test]
fn the_schema_of_each_release_takes_the_corpus_of_that_release() {
    let mut validators: BTreeMap<(&str, ApiRevision), Validator> = BTreeMap::new();
    let mut taken: BTreeMap<ApiRevision, usize> = BTreeMap::new();
    for (path, root, revision, payload) in payloads() {
        let validator = validators
            .entry((root.as_str(), revision))
            .or_insert_with(|| self::validator(root, revision));
        if path.starts_with("future/") {
            // A wide number is still a number; everything else is news.
            assert_eq!(
                validator.is_valid(&payload),
                path.starts_with("future/wide-"),
                "{path}"
            );
            continue;
        }
        let errors: Vec<_> = validator
            .iter_errors(&payload)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert_eq!(errors, Vec::<String>::new(), "{path}");
        *taken.entry(revision).or_default() += 1;
    }
    for revision in ApiRevision::OF_MESSAGE
        .into_iter()
        .chain([ApiRevision::LATEST])
    {
        assert!(
            taken.get(&revision).is_some_and(|&count| count > 3),
            "{revision}: {taken:?}"
        );
    }
}

#[test]
fn a_planted_error_of_each_kind_is_refused() {
    for revision in [ApiRevision::V19, ApiRevision::LATEST] {
        let validator = validator(Root::Conversation, revision);
        let (path, _, _, payload) = payloads()
            .into_iter()
            .find(|(path, root, of, _)| {
                path.ends_with("every-property.conversation.json")
                    && *root == Root::Conversation
                    && *of == revision
            })
            .unwrap();
        assert!(validator.is_valid(&payload), "{path}");
        for (pointer, name, value) in [
            ("", "sentiment", json!("calm")),
            ("/participants/0", "sentiment", json!(null)),
            (
                "/participants/0/messages/0/messages/0",
                "sentiment",
                json!({}),
            ),
            (
                "/participants/0/messages/0/errorInfo/errors/0",
                "sentiment",
                json!(1),
            ),
            ("/participants/0/messages/0", "state", json!("hibernating")),
            ("/participants/0/messages/0", "state", json!(1)),
            ("/participants/0/messages/0", "held", json!("true")),
            ("/participants/0/messages/0", "held", json!(null)),
            (
                "/participants/0/messages/0",
                "connectedTime",
                json!("yesterday"),
            ),
            (
                "/participants/0/messages/0",
                "connectedTime",
                json!(1_767_603_600),
            ),
            ("/participants/0/messages/0", "segments", json!({})),
            ("/participants/0/messages/0", "messages", json!(["a"])),
            ("/participants/0/messages/0/errorInfo", "status", json!(1.5)),
            (
                "/participants/0/messages/0/errorInfo",
                "messageParams",
                json!({"a": 1}),
            ),
            ("/participants/0", "calls", json!([1])),
        ] {
            let mut planted = payload.clone();
            planted.pointer_mut(pointer).unwrap()[name] = value;
            assert!(
                !validator.is_valid(&planted),
                "{revision}: {pointer}/{name}"
            );
            // The check of our own agrees, but that it reads a null as absent.
            if !planted
                .pointer(&format!("{pointer}/{name}"))
                .unwrap()
                .is_null()
            {
                let findings = check(&planted.to_string(), Root::Conversation, revision).unwrap();
                assert_eq!(
                    findings.len(),
                    1,
                    "{revision}: {pointer}/{name}: {findings:?}"
                );
            }
        }
        let mut lacking = payload.clone();
        lacking.as_object_mut().unwrap().remove("participants");
        assert!(
            !validator.is_valid(&lacking),
            "{revision}: participants are required"
        );
        let mut open = payload;
        open.pointer_mut("/participants/0/messages/0/segments/0")
            .unwrap()
            .as_object_mut()
            .unwrap()
            .remove("endTime");
        assert!(
            validator.is_valid(&open),
            "{revision}: an open segment has no end"
        );
    }
}

/// What a later release brought, the schema of the release before it refuses.
#[test]
fn schemas_differ_as_their_releases_do() {
    for (payload, before, since) in [
        (json!({"type": "sms"}), "19", "20"),
        (json!({"disconnectType": "inactivity"}), "230", "231"),
        (
            json!({"parkTime": "2026-01-05T09:00:00.000Z"}),
            "256",
            "257",
        ),
        (json!({"type": "telegram"}), "55", "56"),
    ] {
        assert!(
            !validator(Root::Message, before.parse().unwrap()).is_valid(&payload),
            "{payload} at {before}"
        );
        assert!(
            validator(Root::Message, since.parse().unwrap()).is_valid(&payload),
            "{payload} at {since}"
        );
    }
}

#[test]
fn every_schema_is_one() {
    for root in Root::ALL {
        for revision in ApiRevision::all() {
            let schema: Value = serde_json::from_str(&json_schema(root, revision)).unwrap();
            assert!(
                jsonschema::draft202012::meta::is_valid(&schema),
                "{root} at {revision}"
            );
        }
    }
}

/// What no play has: pages, and events that nothing in a play causes.
const NOT_PLAYED: [Root; 7] = [
    Root::MessageConversationEntityListing,
    Root::WrapupEvent,
    Root::AttributeUpdateEvent,
    Root::ContactUpdateEvent,
    Root::TextMessageListing,
    Root::AnalyticsQueryAnswer,
    Root::AnalyticsJobResults,
];

/// What `generate` makes of an episode, in every view.
fn generated(episode: &Episode) -> Vec<(Root, Value)> {
    let conversation = serde_json::to_value(episode.conversation()).unwrap();
    let media = serde_json::to_value(episode.media()).unwrap();
    let mut made = Vec::new();
    for participant in conversation["participants"].as_array().unwrap() {
        let legs = participant["messages"].as_array().unwrap();
        made.extend(legs.iter().map(|leg| (Root::Message, leg.clone())));
        made.push((Root::Participant, participant.clone()));
    }
    made.push((Root::Conversation, conversation));
    made.push((Root::MessageConversation, media));
    for (form, root) in [
        (AnalyticsForm::Job, Root::AnalyticsConversation),
        (
            AnalyticsForm::Query,
            Root::AnalyticsConversationWithoutAttributes,
        ),
    ] {
        let details = serde_json::to_value(episode.analytics(form)).unwrap();
        made.push((root, details));
    }
    made.extend(episode.sent_frames(|_| true).map(|sent| body(&sent.body)));
    let bodies = episode.bodies().into_iter();
    made.extend(bodies.map(|body| (Root::MessageData, serde_json::to_value(body).unwrap())));
    for post in episode.open_posts() {
        let both = [Some(post.body), post.answer].into_iter().flatten();
        made.extend(both.map(|message| {
            let root = DocumentContent::OpenMessage(&message).root();
            (root, serde_json::to_value(message).unwrap())
        }));
    }
    made
}

/// The body of a notification, with its type.
fn body(body: &EventBody) -> (Root, Value) {
    match body {
        EventBody::Conversation(body) => {
            let value = serde_json::to_value(body).unwrap();
            (Root::EventConversation, value)
        }
        EventBody::Messages(body) => {
            let value = serde_json::to_value(body).unwrap();
            (Root::EventMessageConversation, value)
        }
        EventBody::DetailEvent(event) => {
            let root = DocumentContent::DetailEvent(event).root();
            (root, serde_json::to_value(event).unwrap())
        }
        other => panic!("no play sends {other:?}"),
    }
}

/// Adds the places of all values inside of a value, as JSON pointers.
fn add_places(value: &Value, place: &str, places: &mut Vec<String>) {
    let inside: Vec<(String, &Value)> = match value {
        Value::Object(entries) => {
            let entries = entries.iter();
            entries.map(|(name, value)| (name.clone(), value)).collect()
        }
        Value::Array(elements) => {
            let elements = elements.iter().enumerate();
            elements
                .map(|(index, value)| (index.to_string(), value))
                .collect()
        }
        _ => Vec::new(),
    };
    for (name, value) in inside {
        let place = format!("{place}/{}", name.replace('~', "~0").replace('/', "~1"));
        add_places(value, &place, places);
        places.push(place);
    }
}

/// A value of another type.
fn of_wrong_type(value: &Value) -> Value {
    match value {
        Value::Number(_) | Value::Bool(_) | Value::Null => json!("wrong"),
        Value::String(_) => json!(7),
        Value::Array(_) => json!({}),
        Value::Object(_) => json!([]),
    }
}

/// The properties of which the schema says only that they are objects: what is inside of them the
/// view's contract leaves open.
fn foreign_properties(root: Root, revision: ApiRevision) -> BTreeSet<String> {
    let schema: Value = serde_json::from_str(&json_schema(root, revision)).unwrap();
    let definitions = schema["$defs"]
        .as_object()
        .into_iter()
        .flat_map(Map::values);
    definitions
        .chain([&schema])
        .filter_map(|definition| definition["properties"].as_object())
        .flatten()
        .filter(|(_, of)| of["type"] == "object" && of.get("additionalProperties").is_none())
        .map(|(name, _)| name.clone())
        .collect()
}

fn is_inside_of(place: &str, names: &BTreeSet<String>) -> bool {
    let mut above = place.split('/').rev().skip(1);
    above.any(|name| names.contains(name))
}

/// A place without the indices of elements, so that like places are tried once.
fn kind_of(place: &str) -> String {
    let parts = place.split('/');
    let names = parts.filter(|part| part.parse::<usize>().is_err());
    names.collect::<Vec<_>>().join("/")
}

#[test]
fn the_schema_of_every_view_takes_what_is_generated_and_no_other_type() {
    for revision in ["200".parse().unwrap(), ApiRevision::LATEST] {
        let mut options = SampleOptions::default();
        options.revision = revision;
        let mut validators: BTreeMap<&str, Validator> = BTreeMap::new();
        let mut foreign: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        let mut tried: BTreeSet<(&str, String)> = BTreeSet::new();
        // On an open channel, what the contact chooses is posted in a class of its own.
        let mut open = options.clone();
        open.channel = Some(Channel::Open);
        let choices = Scenario::builtin("bot-offers-choices").unwrap();
        let scenarios = Scenario::all_builtin();
        let plays = scenarios.map(|scenario| (scenario, &options));
        for (scenario, options) in plays.chain([(choices, &open)]) {
            let Ok(episodes) = play(&sample_with(&scenario, Key::new(1, 0), options)) else {
                // The release does not have what the scenario shows.
                continue;
            };
            for (root, value) in episodes.iter().flat_map(generated) {
                let validator = validators
                    .entry(root.as_str())
                    .or_insert_with(|| validator(root, revision));
                foreign
                    .entry(root.as_str())
                    .or_insert_with(|| foreign_properties(root, revision));
                let name = &scenario.name;
                assert!(
                    validator.is_valid(&value),
                    "{name}: {root} at {revision}: {value}"
                );
                let mut places = Vec::new();
                add_places(&value, "", &mut places);
                places.retain(|place| !is_inside_of(place, &foreign[root.as_str()]));
                places.retain(|place| tried.insert((root.as_str(), kind_of(place))));
                for place in places {
                    let mut wrong = value.clone();
                    let part = wrong.pointer_mut(&place).unwrap();
                    *part = of_wrong_type(part);
                    assert!(
                        !validator.is_valid(&wrong),
                        "{name}: {root}{place} at {revision}"
                    );
                }
            }
        }
        let made: BTreeSet<&str> = validators.into_keys().collect();
        let all = Root::ALL
            .into_iter()
            .filter(|root| !NOT_PLAYED.contains(root) && root.definition().is_in(revision));
        assert_eq!(made, all.map(Root::as_str).collect(), "{revision}");
        assert!(tried.len() > 500, "{revision}: {}", tried.len());
    }
}
