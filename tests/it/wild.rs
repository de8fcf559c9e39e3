//! `Arbitrary` and `Dummy` of the model: values of every kind, which survive writing and reading,
//! and shrink.

use std::collections::BTreeSet;

use fake::{Fake, Faker};
use message_model::contract::{Contract, View, check_value};
use message_model::{ApiRevision, Capture, Conversation, Message, Object, decode, encode};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestCaseError, TestError, TestRunner};
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use serde_json::Value;

fn round_trip<T: Object + PartialEq + std::fmt::Debug>(value: &T) -> Result<(), TestCaseError> {
    let text = encode(value).unwrap();
    let read: T = decode(&text).unwrap();
    prop_assert_eq!(&read, value);
    prop_assert_eq!(encode(&read).unwrap(), text);
    Ok(())
}

proptest! {
    #[test]
    fn any_leg_survives_writing_and_reading(leg: Message) {
        round_trip(&leg)?;
    }

    #[test]
    fn any_conversation_survives_writing_and_reading(conversation: Conversation) {
        round_trip(&conversation)?;
        let text = encode(&conversation).unwrap();
        // Without participants or anything of a leg, a payload is neither.
        if let Ok(capture) = Capture::read(&text) {
            let loss = capture.check_lossless().err();
            prop_assert_eq!(loss.map(|difference| difference.to_string()), None);
        }
    }
}

/// Adds what stands in the JSON of an object: `Definition.property` and `Definition.property =
/// value`.
fn see(value: &Value, name: &str, seen: &mut BTreeSet<String>) {
    let definition = Contract::get().definition(name).unwrap();
    for (key, value) in value.as_object().unwrap() {
        let Some(property) = definition.property(key) else {
            seen.insert(format!("{name}: unknown property"));
            continue;
        };
        seen.insert(format!("{name}.{key}"));
        if let Some(text) = value.as_str().filter(|_| !property.values().is_empty()) {
            let text = property
                .value(text)
                .map_or("unknown value", |value| value.text());
            seen.insert(format!("{name}.{key} = {text}"));
        }
    }
}

/// Draws values of a type by itself, so that the rarest value of the deepest enum comes up soon.
fn drawn<T: Object + Arbitrary>(runner: &mut TestRunner, seen: &mut BTreeSet<String>) {
    let strategy = any::<T>();
    for _ in 0..20_000 / T::definition().properties.len() {
        let value = strategy.new_tree(runner).unwrap().current();
        see(
            &serde_json::to_value(&value).unwrap(),
            T::definition().name,
            seen,
        );
    }
}

#[test]
fn everything_that_the_contract_has_is_drawn_and_more() {
    let mut expected = BTreeSet::new();
    for definition in View::Conversation.definitions() {
        let name = definition.name();
        expected.insert(format!("{name}: unknown property"));
        for property in definition.properties() {
            let place = format!("{name}.{}", property.name());
            expected.extend(
                property
                    .values()
                    .iter()
                    .map(|value| format!("{place} = {}", value.text())),
            );
            if !property.values().is_empty() {
                expected.insert(format!("{place} = unknown value"));
            }
            expected.insert(place);
        }
    }
    let runner = &mut TestRunner::deterministic();
    let mut found = BTreeSet::new();
    macro_rules! drawn {
        ($($name:ident)*) => { $( drawn::<message_model::$name>(runner, &mut found); )* };
    }
    drawn! {
        Address AfterCallWork Conversation ConversationMessageMetadata
        ConversationMessageMetadataContent ConversationMessageMetadataEvent
        ConversationQueueMediaSettings Detail ErrorBody JourneyAction JourneyActionMap
        JourneyContext JourneyCustomer JourneyCustomerSession Limit Message MessageDetails
        MessageMedia MessageSticker Participant Segment Wrapup
    }
    let missing: Vec<_> = expected.difference(&found).collect();
    assert!(missing.is_empty(), "never drawn: {missing:?}");
}

#[track_caller]
fn check_shrunk(fails: impl Fn(&Message) -> bool, expected: &str) {
    let mut runner = TestRunner::new(Config {
        failure_persistence: None,
        cases: 2_000,
        ..Config::default()
    });
    let result = runner.run(&any::<Message>(), |leg| match fails(&leg) {
        true => Err(TestCaseError::fail("as asked")),
        false => Ok(()),
    });
    match result {
        Err(TestError::Fail(_, leg)) => assert_eq!(encode(&leg).unwrap(), expected),
        other => panic!("expected a leg that fails, found {other:?}"),
    }
}

#[test]
fn values_shrink_to_what_matters() {
    check_shrunk(|leg| leg.held == Some(true), r#"{"held":true}"#);
    check_shrunk(
        |leg| {
            leg.messages
                .iter()
                .flatten()
                .any(|message| message.error_info.is_some())
        },
        r#"{"messages":[{"errorInfo":{}}]}"#,
    );
    check_shrunk(
        |leg| {
            leg.messages
                .iter()
                .flatten()
                .any(|message| message.message_segment_count > Some(70_000))
        },
        r#"{"messages":[{"messageSegmentCount":70001}]}"#,
    );
    check_shrunk(
        |leg| {
            leg.unknown
                .iter()
                .any(|(_, value)| value.as_str() != "null")
        },
        r#"{"":{}}"#,
    );
}

#[test]
fn error_trees_are_deep() {
    fn depth(json: &str) -> usize {
        json.matches("\"errors\":[{").count()
    }
    let mut runner = TestRunner::deterministic();
    let deepest = (0..2_000).map(|_| {
        let leg = any::<Message>().new_tree(&mut runner).unwrap().current();
        leg.error_info
            .map_or(0, |error| depth(&encode(&error).unwrap()))
    });
    assert!(deepest.max().unwrap() > 20);
}

#[test]
fn dummies_are_those_of_a_release_or_of_any() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let leg: Message = Faker.fake_with_rng(&mut rng);
    let again: Message = Faker.fake_with_rng(&mut ChaCha8Rng::seed_from_u64(1));
    assert_eq!(leg, again);
    for revision in ApiRevision::OF_MESSAGE {
        for _ in 0..20 {
            let conversation: Conversation = revision.fake_with_rng(&mut rng);
            assert_eq!(
                check_value(&conversation, revision).unwrap(),
                [],
                "{revision}"
            );
        }
    }
}
