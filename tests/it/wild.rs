//! `Arbitrary` and `Dummy` of the model: values of every kind, which survive writing and reading,
//! keep to the contract where asked, and shrink.

use std::collections::BTreeSet;
use std::fmt::Debug;

use fake::{Dummy, Fake, Faker};
use message_model::contract::{Contract, Root, View, check_value};
use message_model::{
    AcdEndEvent, AcdStartEvent, AfterCallWorkEvent, AnalyticsConversation,
    AnalyticsConversationAsyncQueryResponse, AnalyticsConversationQueryResponse, ApiRevision,
    AttributeUpdateEvent, Capture, ContactUpdateEvent, Conversation, CustomerEndEvent,
    CustomerStartEvent, Decode, EventBody, EventBridgeEvent, EventConversation,
    EventMessageConversation, FlowEndEvent, FlowStartEvent, Message, MessageConversation,
    MessageConversationEntityListing, MessageData, Notification, Object, OpenEventAnswer,
    OpenInboundEvent, OpenInboundMessage, OpenInboundReceipt, OpenInboundStructuredResponse,
    OpenMessageAnswer, OpenNormalizedMessage, OpenReceiptAnswer, OpenStructuredAnswer, Participant,
    TextMessageListing, UserEndEvent, UserStartEvent, WrapupEvent, decode, encode,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestCaseError, TestError, TestRunner};
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use serde::Serialize;
use serde_json::Value;

use crate::checked::check_all;

/// Calls a function for the type of a root.
macro_rules! of_root {
    ($root:expr, $function:ident($($argument:expr),*)) => {
        match $root {
            Root::Conversation => $function::<Conversation>($($argument),*),
            Root::Participant => $function::<Participant>($($argument),*),
            Root::Message => $function::<Message>($($argument),*),
            Root::MessageConversation => $function::<MessageConversation>($($argument),*),
            Root::MessageConversationEntityListing => {
                $function::<MessageConversationEntityListing>($($argument),*)
            }
            Root::EventConversation => $function::<EventConversation>($($argument),*),
            Root::EventMessageConversation => $function::<EventMessageConversation>($($argument),*),
            Root::CustomerStartEvent => $function::<CustomerStartEvent>($($argument),*),
            Root::CustomerEndEvent => $function::<CustomerEndEvent>($($argument),*),
            Root::FlowStartEvent => $function::<FlowStartEvent>($($argument),*),
            Root::FlowEndEvent => $function::<FlowEndEvent>($($argument),*),
            Root::AcdStartEvent => $function::<AcdStartEvent>($($argument),*),
            Root::AcdEndEvent => $function::<AcdEndEvent>($($argument),*),
            Root::UserStartEvent => $function::<UserStartEvent>($($argument),*),
            Root::UserEndEvent => $function::<UserEndEvent>($($argument),*),
            Root::AfterCallWorkEvent => $function::<AfterCallWorkEvent>($($argument),*),
            Root::WrapupEvent => $function::<WrapupEvent>($($argument),*),
            Root::AttributeUpdateEvent => $function::<AttributeUpdateEvent>($($argument),*),
            Root::ContactUpdateEvent => $function::<ContactUpdateEvent>($($argument),*),
            Root::MessageData => $function::<MessageData>($($argument),*),
            Root::TextMessageListing => $function::<TextMessageListing>($($argument),*),
            Root::OpenInboundMessage => $function::<OpenInboundMessage>($($argument),*),
            Root::OpenInboundEvent => $function::<OpenInboundEvent>($($argument),*),
            Root::OpenInboundReceipt => $function::<OpenInboundReceipt>($($argument),*),
            Root::OpenInboundStructuredResponse => {
                $function::<OpenInboundStructuredResponse>($($argument),*)
            }
            Root::OpenMessageAnswer => $function::<OpenMessageAnswer>($($argument),*),
            Root::OpenEventAnswer => $function::<OpenEventAnswer>($($argument),*),
            Root::OpenReceiptAnswer => $function::<OpenReceiptAnswer>($($argument),*),
            Root::OpenStructuredAnswer => $function::<OpenStructuredAnswer>($($argument),*),
            Root::OpenNormalizedMessage => $function::<OpenNormalizedMessage>($($argument),*),
            Root::AnalyticsConversation => $function::<AnalyticsConversation>($($argument),*),
            Root::AnalyticsConversationWithoutAttributes => {
                $function::<AnalyticsConversation>($($argument),*)
            }
            Root::AnalyticsQueryAnswer => {
                $function::<AnalyticsConversationQueryResponse>($($argument),*)
            }
            Root::AnalyticsJobResults => {
                $function::<AnalyticsConversationAsyncQueryResponse>($($argument),*)
            }
        }
    };
}

/// Checks that a value survives writing and reading, and that its text can be checked and loses
/// nothing. By itself it may be read as something else than it is, or not at all.
fn round_trip<T>(value: &T) -> Result<(), TestCaseError>
where
    T: Serialize + Decode + PartialEq + Debug,
{
    let text = encode(value).unwrap();
    let read: T = decode(&text).unwrap();
    prop_assert_eq!(&read, value);
    prop_assert_eq!(encode(&read).unwrap(), text.as_str());
    check_all(&text)
}

/// Checks this many values of a type.
fn survive<T>(cases: u32)
where
    T: Arbitrary + Serialize + Decode + PartialEq + Debug,
{
    let mut runner = TestRunner::new(Config {
        failure_persistence: None,
        cases,
        ..Config::default()
    });
    runner.run(&any::<T>(), |value| round_trip(&value)).unwrap();
}

/// Checks values of every type of payload that a view has.
fn survive_in(view: View) {
    let roots = Root::ALL.into_iter().filter(|root| root.view() == view);
    let roots: Vec<Root> = roots.collect();
    let cases = (CASES / roots.len()) as u32;
    for root in roots {
        of_root!(root, survive(cases));
    }
}

/// The number of values of a view.
const CASES: usize = 240;

#[test]
fn any_conversation_and_leg_survives() {
    survive_in(View::Conversation);
}

#[test]
fn any_conversation_of_one_medium_survives() {
    survive_in(View::Media);
}

#[test]
fn any_conversation_in_a_notification_survives() {
    survive_in(View::Notification);
}

#[test]
fn any_conversation_in_a_notification_of_one_medium_survives() {
    survive_in(View::MediaNotification);
}

#[test]
fn any_detail_event_survives() {
    survive_in(View::DetailEvent);
}

#[test]
fn any_body_of_a_message_survives() {
    survive_in(View::Bodies);
}

#[test]
fn any_message_of_open_messaging_survives() {
    survive_in(View::OpenMessaging);
}

#[test]
fn any_notification_survives() {
    survive::<Notification>(CASES as u32);
}

#[test]
fn any_event_of_event_bridge_survives() {
    survive::<EventBridgeEvent>(CASES as u32);
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
fn check_shrunk<T>(fails: impl Fn(&T) -> bool, expected: &str)
where
    T: Arbitrary + Serialize + Debug,
{
    let mut runner = TestRunner::new(Config {
        failure_persistence: None,
        cases: 2_000,
        ..Config::default()
    });
    let result = runner.run(&any::<T>(), |value| match fails(&value) {
        true => Err(TestCaseError::fail("as asked")),
        false => Ok(()),
    });
    match result {
        Err(TestError::Fail(_, value)) => assert_eq!(encode(&value).unwrap(), expected),
        other => panic!("expected a value that fails, found {other:?}"),
    }
}

#[test]
fn values_shrink_to_what_matters() {
    check_shrunk(|leg: &Message| leg.held == Some(true), r#"{"held":true}"#);
    check_shrunk(
        |leg: &Message| {
            leg.messages
                .iter()
                .flatten()
                .any(|message| message.error_info.is_some())
        },
        r#"{"messages":[{"errorInfo":{}}]}"#,
    );
    check_shrunk(
        |leg: &Message| {
            leg.messages
                .iter()
                .flatten()
                .any(|message| message.message_segment_count > Some(70_000))
        },
        r#"{"messages":[{"messageSegmentCount":70001}]}"#,
    );
    check_shrunk(
        |leg: &Message| {
            leg.unknown
                .iter()
                .any(|(_, value)| value.as_str() != "null")
        },
        r#"{"":{}}"#,
    );
}

#[test]
fn envelopes_shrink_and_keep_their_kind() {
    let is_end = |body: Option<&EventBody>| kind_of(body) == "user.end";
    check_shrunk(
        |notification: &Notification| is_end(notification.event_body.as_ref()),
        r#"{"topicName":"v2.detail.events.conversation..user.end","eventBody":{}}"#,
    );
    check_shrunk(
        |event: &EventBridgeEvent| {
            let body = event.detail.as_ref().and_then(|it| it.event_body.as_ref());
            is_end(body) && event.detail_type.is_some()
        },
        r#"{"detail-type":"v2.detail.events.conversation.{id}.user.end","detail":{"topicName":"v2.detail.events.conversation..user.end","eventBody":{}}}"#,
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
fn any_analytics_details_survive() {
    survive_in(View::Analytics);
}

#[test]
fn dummies_are_those_of_a_release_or_of_any() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let leg: Message = Faker.fake_with_rng(&mut rng);
    let again: Message = Faker.fake_with_rng(&mut ChaCha8Rng::seed_from_u64(1));
    assert_eq!(leg, again);
}

/// Checks that a value drawn for a release has only what the release has.
fn keep_to<T: Object + Dummy<ApiRevision>>(revision: ApiRevision, rng: &mut ChaCha8Rng) {
    let value: T = revision.fake_with_rng(rng);
    let deviations = check_value(&value, revision).unwrap();
    assert_eq!(deviations, [], "{} at {revision}", T::definition().name);
}

#[test]
fn dummies_of_a_release_keep_to_its_contract() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    for revision in ApiRevision::OF_MESSAGE {
        for root in Root::ALL {
            for _ in 0..4 {
                of_root!(root, keep_to(revision, &mut rng));
            }
        }
    }
}

/// Checks that an envelope drawn for a release has only what the release has.
fn keep_to_in_envelope<T: Serialize + Dummy<ApiRevision>>(
    revision: ApiRevision,
    rng: &mut ChaCha8Rng,
) {
    let envelope: T = revision.fake_with_rng(rng);
    let text = encode(&envelope).unwrap();
    // Without a body there is nothing that tells what it is.
    if let Ok(capture) = Capture::read(&text) {
        let deviations = capture.check_contract(revision);
        assert_eq!(deviations, [], "{text} at {revision}");
        assert_eq!(capture.beyond_contract(), [], "{text}");
    }
}

#[test]
fn dummies_of_envelopes_keep_to_the_contract_of_their_release() {
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    for revision in ApiRevision::OF_MESSAGE {
        for _ in 0..10 {
            keep_to_in_envelope::<Notification>(revision, &mut rng);
            keep_to_in_envelope::<EventBridgeEvent>(revision, &mut rng);
        }
    }
}

/// The kinds of bodies, with the names of the detail events.
fn kind_of(body: Option<&EventBody>) -> &'static str {
    match body {
        None => "none",
        Some(EventBody::Conversation(_)) => "conversation",
        Some(EventBody::Messages(_)) => "messages",
        Some(EventBody::OtherMedium(_)) => "other medium",
        Some(EventBody::DetailEvent(event)) => event.name(),
        Some(EventBody::Other(_)) => "other",
        Some(other) => panic!("found a body of a new kind: {other:?}"),
    }
}

#[test]
fn every_kind_of_body_is_drawn() {
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let mut kinds = BTreeSet::new();
    for _ in 0..1_000 {
        let notification: Notification = Faker.fake_with_rng(&mut rng);
        kinds.insert(kind_of(notification.event_body.as_ref()));
    }
    let names = message_model::DetailEvent::NAMES.iter().copied();
    let others = ["none", "conversation", "messages", "other medium", "other"];
    assert_eq!(kinds, names.chain(others).collect());
}

#[test]
fn the_detail_type_is_the_topic_without_its_id() {
    let mut rng = ChaCha8Rng::seed_from_u64(4);
    let mut seen = 0;
    for _ in 0..200 {
        let event: EventBridgeEvent = Faker.fake_with_rng(&mut rng);
        let topic = event.detail.and_then(|detail| detail.topic_name);
        let (Some(topic), Some(detail_type)) = (topic, event.detail_type) else {
            continue;
        };
        let (before, after) = detail_type.split_once("{id}").unwrap();
        assert!(
            topic.starts_with(before) && topic.ends_with(after),
            "{topic}, {detail_type}"
        );
        seen += 1;
    }
    assert!(seen > 40, "{seen}");
}
