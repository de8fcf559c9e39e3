//! Every release: what was cut for it passes its check, and nothing that came later does.

use std::collections::BTreeSet;

use message_generator::{Run, Scenario};
use message_model::contract::{Contract, Definition, Root, ValueType, check, check_value, detect};
use message_model::{ApiRevision, Conversation, Message, encode};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};

fn any_release() -> impl Strategy<Value = ApiRevision> {
    select(ApiRevision::all().collect::<Vec<_>>())
}

proptest! {
    #[test]
    fn what_is_cut_for_a_release_passes_its_check(
        conversation: Conversation,
        revision in any_release(),
    ) {
        let cut = conversation.clone().as_of(revision);
        prop_assert_eq!(check_value(&cut.value, revision).unwrap(), []);
        // Once cut, it stays as it is.
        let again = cut.value.clone().as_of(revision);
        prop_assert_eq!(&again.value, &cut.value);
        prop_assert!(again.replaced.is_empty());
        // What passes needs no cut.
        if check_value(&conversation, revision).unwrap().is_empty() {
            prop_assert_eq!(&conversation, &cut.value);
        }
    }

    #[test]
    fn what_is_cut_fits_the_release_it_was_cut_for(leg: Message, revision in any_release()) {
        let cut = encode(&leg.as_of(revision).value).unwrap();
        prop_assert!(detect(&cut, Root::Message).unwrap().contains(&revision));
    }

    #[test]
    fn what_is_drawn_for_a_release_passes_its_check(
        (revision, leg) in any_release().prop_flat_map(|revision| {
            (Just(revision), any_with::<Message>(Some(revision)))
        }),
    ) {
        prop_assert_eq!(check_value(&leg, revision).unwrap(), []);
        let text = encode(&leg).unwrap();
        prop_assert_eq!(encode(&leg.as_of(revision).value).unwrap(), text);
    }

    /// Wherever one newer property or value is planted, it and nothing else is found.
    #[test]
    fn one_newer_thing_is_found_wherever_it_stands(
        conversation: Conversation,
        revision in any_release(),
        place: Index,
        thing: Index,
    ) {
        let cut = conversation.as_of(revision).value;
        let mut payload: Value = serde_json::from_str(&encode(&cut).unwrap()).unwrap();
        let mut objects = Vec::new();
        object_places(&payload, String::new(), Root::Conversation.definition(), &mut objects);
        let (pointer, definition) = place.get(&objects);
        let newer = newer_things(definition, revision);
        prop_assume!(!newer.is_empty());
        let (name, value) = thing.get(&newer);
        let object = payload.pointer_mut(pointer).and_then(Value::as_object_mut).unwrap();
        object.insert(name.clone(), value.clone());
        let findings = check(&payload.to_string(), Root::Conversation, revision).unwrap();
        prop_assert_eq!(findings.len(), 1, "{} {} at {}: {:?}", pointer, name, revision, findings);
        prop_assert!(findings[0].path.ends_with(name.as_str()));
    }
}

/// What today's platform sends, cut for an older release, breaks no rule: neither plays of
/// scenarios nor walks.
#[test]
fn a_legal_conversation_stays_legal() {
    let mut count = 0;
    let mut replaced = BTreeSet::new();
    let runs = Scenario::all_builtin().map(|scenario| Run::new(3).with_scenarios(vec![scenario]));
    for (number, run) in runs
        .chain((0..40).map(|_| Run::new(3).with_walks()))
        .enumerate()
    {
        for episode in run.episodes(number as u64) {
            for (_, snapshot) in episode.snapshots() {
                // Other releases for each, so that all have their turn.
                for revision in ApiRevision::all().skip(count % 109).step_by(109) {
                    let cut = snapshot.clone().as_of(revision);
                    // Releases 238 to 256 have the state and not the time.
                    let lacks_park_time =
                        (ApiRevision::V238..ApiRevision::V257).contains(&revision);
                    let findings: Vec<_> = message_rules::check(&cut.value)
                        .iter()
                        .filter(|one| !lacks_park_time || one.rule.id != "park-time-when-parked")
                        .map(ToString::to_string)
                        .collect();
                    assert_eq!(findings, [""; 0], "{number} as of {revision}");
                    replaced.extend(cut.replaced.into_iter().map(|one| (one.newer, one.older)));
                }
                count += 1;
            }
        }
    }
    assert!(count > 1_000, "{count}");
    for newer in ["parked", "takeover", "inactivity", "session.expired"] {
        assert!(
            replaced
                .iter()
                .any(|(value, older)| value == newer && older.is_some()),
            "{newer}: {replaced:?}"
        );
    }
}

/// Every object of the contract in a payload: its JSON pointer and what it is.
fn object_places(
    value: &Value,
    pointer: String,
    definition: &'static Definition,
    found: &mut Vec<(String, &'static Definition)>,
) {
    fn inside(
        value: &Value,
        pointer: String,
        of: &'static ValueType,
        found: &mut Vec<(String, &'static Definition)>,
    ) {
        match of {
            ValueType::Object(name) => {
                object_places(
                    value,
                    pointer,
                    Contract::get().definition(name).unwrap(),
                    found,
                );
            }
            ValueType::Array(of) => {
                for (index, value) in value.as_array().unwrap().iter().enumerate() {
                    inside(value, format!("{pointer}/{index}"), of, found);
                }
            }
            _ => {}
        }
    }
    for (name, value) in value.as_object().unwrap() {
        let property = definition.property(name).unwrap();
        inside(
            value,
            format!("{pointer}/{name}"),
            property.value_type(),
            found,
        );
    }
    found.push((pointer, definition));
}

/// The properties and values of an object that a release does not have, and one that none has.
fn newer_things(definition: &'static Definition, revision: ApiRevision) -> Vec<(String, Value)> {
    let mut things = vec![(String::from("mood"), json!({"score": 1}))];
    for property in definition.properties() {
        let name = property.name().to_owned();
        if !property.is_in(revision) {
            things.push((name, sample(property.value_type())));
        } else {
            let newer = property
                .values()
                .iter()
                .filter(|value| !value.is_in(revision));
            things.extend(newer.map(|value| (name.clone(), json!(value.text()))));
        }
    }
    things
}

fn sample(value_type: &ValueType) -> Value {
    match value_type {
        ValueType::String => json!("text"),
        ValueType::Boolean => json!(true),
        ValueType::Integer(_) | ValueType::Number => json!(1),
        ValueType::DateTime => json!("2026-01-05T09:00:00.000Z"),
        ValueType::Array(_) => json!([]),
        _ => json!({}),
    }
}

/// At every place where an object can stand, every property and value is refused by the release
/// before it and taken by the one that brought it, unless something above came later.
#[test]
fn every_property_and_value_is_newer_than_the_release_before_it() {
    let releases: Vec<_> = ApiRevision::all().collect();
    let mut checked = 0;
    for place in places(Root::Conversation.definition(), 3) {
        for property in place.definition.properties() {
            let whole = [(
                sample(property.value_type()),
                vec![(property.since(), None)],
            )];
            let values = property
                .values()
                .iter()
                .map(|value| (json!(value.text()), value.spans().to_vec()));
            let cases: Vec<_> = if property.values().is_empty() {
                whole.into()
            } else {
                values.collect()
            };
            for (value, spans) in cases {
                let payload = place.around(property.name(), value).to_string();
                let bounds = spans
                    .iter()
                    .flat_map(|&(from, until)| [Some(from), until])
                    .flatten();
                for bound in bounds {
                    let index = releases.binary_search(&bound).unwrap();
                    for &revision in &releases[index.saturating_sub(1)..=index] {
                        let listed = spans.iter().any(|&(from, until)| {
                            from <= revision && until.is_none_or(|until| revision < until)
                        });
                        let expected = listed && place.since <= revision;
                        let findings = check(&payload, Root::Conversation, revision).unwrap();
                        assert_eq!(
                            findings.is_empty(),
                            expected,
                            "{payload} at {revision}: {findings:?}"
                        );
                        checked += 1;
                    }
                }
            }
        }
    }
    assert!(checked > 2_000, "{checked}");
}

/// A place where an object can stand in a conversation.
struct Place {
    definition: &'static Definition,
    /// The names that lead there, and whether an array stands between.
    path: Vec<(&'static str, bool)>,
    /// The first release that has all of them.
    since: ApiRevision,
}

impl Place {
    fn around(&self, name: &str, value: Value) -> Value {
        let mut payload = json!({ name: value });
        for &(name, array) in self.path.iter().rev() {
            let held = if array {
                Value::Array(vec![payload])
            } else {
                payload
            };
            payload = Value::Object(Map::from_iter([(name.to_owned(), held)]));
        }
        payload
    }
}

/// Every place, with errors in errors as deep as asked.
fn places(root: &'static Definition, errors: usize) -> Vec<Place> {
    let mut found = vec![Place {
        definition: root,
        path: Vec::new(),
        since: ApiRevision::V19,
    }];
    let mut next = 0;
    while next < found.len() {
        let (definition, path, since) = (
            found[next].definition,
            found[next].path.clone(),
            found[next].since,
        );
        next += 1;
        for property in definition.properties() {
            let (array, held) = match property.value_type() {
                ValueType::Object(name) => (false, name),
                ValueType::Array(of) => match &**of {
                    ValueType::Object(name) => (true, name),
                    _ => continue,
                },
                _ => continue,
            };
            if property.name() == "errors"
                && path.iter().filter(|(name, _)| *name == "errors").count() == errors
            {
                continue;
            }
            let mut path = path.clone();
            path.push((property.name(), array));
            let definition = Contract::get().definition(held).unwrap();
            found.push(Place {
                definition,
                path,
                since: since.max(property.since()),
            });
        }
    }
    found
}
