//! The contract as JSON Schema, judged by a validator that is not ours: it takes the corpus of its
//! release and refuses what that release does not send.

use std::collections::BTreeMap;

use jsonschema::{Draft, Validator};
use message_model::ApiRevision;
use message_model::contract::{Root, check, json_schema};
use serde_json::{Value, json};

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
