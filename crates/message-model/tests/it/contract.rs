//! Compares the types with the contract, both ways: nothing is missing, misspelt, of another type,
//! out of order or extra.
//!
//! A type may serve several objects of the contract: the user's and the queue's topics repeat each
//! other, and small things such as an address are the same in every view. So each view is walked
//! from its payloads down, on both sides at once, and what a type has to have is what the objects
//! have that it stands for.

use std::collections::{BTreeMap, BTreeSet};

use message_model::contract::{self, EnumValue, Root, ValueType, View};
use message_model::{
    AcdEndEvent, AcdStartEvent, AfterCallWorkEvent, AttributeUpdateEvent, ContactUpdateEvent,
    Conversation, CustomerEndEvent, CustomerStartEvent, Definition, EventConversation,
    EventMessageConversation, FlowEndEvent, FlowStartEvent, Message, MessageConversation,
    MessageConversationEntityListing, Object, Participant, Type, UserEndEvent, UserStartEvent,
    WrapupEvent,
};

/// A remainder of the vendor's generator: an empty object in notifications, declared and sent in
/// some years only. It is kept like an unknown property.
const NOT_MODELLED: &str = "additionalProperties";

/// What a property may hold that differs from release to release: passed through.
const PASSED_THROUGH: [&str; 1] = ["skillExpressionId"];

/// The objects whose properties stand in another order than in the object that the type is named
/// for.
const OTHER_ORDER: [&str; 3] = [
    "ConversationEventTopicAfterCallWork",
    "ConversationEventTopicConversationRoutingData",
    "ConversationEventTopicRecentTransfer",
];

/// The objects that the two sides of a view have at the same places, by the name on the model's
/// side.
type Pairs = BTreeMap<&'static str, (&'static Definition, Vec<&'static contract::Definition>)>;

#[test]
fn what_the_contract_has_is_in_the_types() {
    let mut missing = Vec::new();
    for (model, objects) in pairs().into_values() {
        for object in objects {
            for property in object.properties() {
                if property.name() == NOT_MODELLED {
                    continue;
                }
                let place = format!("{}.{}", object.name(), property.name());
                let Some(modelled) = model.property(property.name()) else {
                    missing.push(place);
                    continue;
                };
                let (found, expected) = (type_of_the_model(modelled.value), types_of(property));
                let is_passed = PASSED_THROUGH.contains(&property.name());
                if expected != [found.clone()] && !is_passed {
                    missing.push(format!("{place}: {expected:?}, not {found}"));
                }
                if let Type::Enum(texts) = modelled.value {
                    let values = property.values().iter().map(EnumValue::text);
                    let absent = values.filter(|value| !texts.contains(value));
                    missing.extend(absent.map(|value| format!("{place} = {value}")));
                }
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn what_the_types_have_is_in_the_contract() {
    let mut extra = Vec::new();
    for (model, objects) in pairs().into_values() {
        for property in model.properties {
            let declared: Vec<_> = objects
                .iter()
                .filter_map(|object| object.property(property.name))
                .collect();
            let place = format!("{}.{}", model.name, property.name);
            let since = declared.iter().map(|property| property.since()).min();
            if since.map(|since| since.to_string()).as_deref() != Some(property.since) {
                extra.push(format!("{place} since {}, not {since:?}", property.since));
            }
        }
    }
    for (texts, listed) in lists() {
        let unlisted = texts.iter().filter(|text| !listed.contains(*text));
        extra.extend(unlisted.map(|text| format!("{texts:?}: {text}")));
    }
    assert_eq!(extra, Vec::<String>::new());
}

/// For each list of the model, the values that the contract lists where the model has that list.
fn lists() -> BTreeMap<&'static [&'static str], BTreeSet<&'static str>> {
    let mut lists: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for (model, objects) in pairs().into_values() {
        for property in model.properties {
            let Type::Enum(texts) = property.value else {
                continue;
            };
            let declared = objects.iter().filter_map(|it| it.property(property.name));
            let values = declared.flat_map(|property| property.values());
            lists
                .entry(texts)
                .or_default()
                .extend(values.map(EnumValue::text));
        }
    }
    lists
}

#[test]
fn properties_stand_in_declared_order() {
    let mut exceptions = BTreeSet::new();
    for (model, objects) in pairs().into_values() {
        for object in objects {
            let declared = object.properties().iter().map(contract::Property::name);
            let declared: Vec<_> = declared.filter(|name| *name != NOT_MODELLED).collect();
            let names = model.properties.iter().map(|property| property.name);
            let names: Vec<_> = names.filter(|name| declared.contains(name)).collect();
            if names != declared {
                exceptions.insert(object.name());
            }
        }
    }
    assert!(
        exceptions.iter().all(|name| is_other_order(name)),
        "{exceptions:?}"
    );
    for expected in OTHER_ORDER {
        assert!(exceptions.contains(expected), "{expected} is in order");
    }
}

fn is_other_order(name: &str) -> bool {
    let of_messages = |other: &&str| {
        other.replace("ConversationEventTopic", "ConversationMessageEventTopic") == name
    };
    OTHER_ORDER.contains(&name) || OTHER_ORDER.iter().any(of_messages)
}

/// The number of objects and properties that each view has, in its first release and the latest.
#[test]
fn each_view_has_as_many_parts_as_counted() {
    let count = |view: View, at: &str| {
        let edition = contract::Contract::get().at(view, at.parse().unwrap());
        let objects = edition.definitions();
        let properties = objects
            .iter()
            .map(|object| object.properties_at(edition.revision()).count());
        (objects.len(), properties.sum::<usize>())
    };
    let counts = View::ALL.map(|view| {
        let first = if view == View::DetailEvent {
            "129"
        } else {
            "46"
        };
        let (first, latest) = (count(view, first), count(view, "latest"));
        format!("{view}: {first:?} to {latest:?}")
    });
    let expected = [
        "conversation: (11, 116) to (22, 177)",
        "media: (11, 92) to (30, 166)",
        "notification: (8, 80) to (32, 190)",
        "media-notification: (9, 72) to (25, 142)",
        "detail-event: (10, 188) to (14, 282)",
    ];
    assert_eq!(counts, expected);
}

fn pairs() -> Pairs {
    let mut pairs = Pairs::new();
    for view in View::ALL {
        for root in view.roots() {
            pair(model_of(*root), root.definition(), &mut pairs);
        }
    }
    pairs
}

fn pair(model: &'static Definition, object: &'static contract::Definition, pairs: &mut Pairs) {
    let (_, objects) = pairs.entry(model.name).or_insert((model, Vec::new()));
    if objects.iter().any(|known| known.name() == object.name()) {
        return;
    }
    objects.push(object);
    for property in object.properties() {
        let held = model
            .property(property.name())
            .and_then(|it| object_in(it.value));
        for name in held_by(property) {
            if let (Some(held), Some(object)) = (held, contract::Contract::get().definition(name)) {
                pair(held, object, pairs);
            }
        }
    }
}

fn object_in(value: Type) -> Option<&'static Definition> {
    match value {
        Type::Object(definition) => Some(definition()),
        Type::Array(of) | Type::Map(of) => object_in(*of),
        _ => None,
    }
}

/// The names of the objects that a property holds, in all releases.
fn held_by(property: &'static contract::Property) -> BTreeSet<&'static str> {
    let at = |(from, _): (message_model::ApiRevision, _)| property.value_type_at(from);
    let all = message_model::ApiRevision::all().filter_map(|it| property.value_type_at(it));
    let types = property.spans().into_iter().filter_map(at).chain(all);
    types.filter_map(name_in).collect()
}

fn name_in(value_type: &'static ValueType) -> Option<&'static str> {
    match value_type {
        ValueType::Object(name) => Some(name),
        ValueType::Array(of) | ValueType::Map(of) => name_in(of),
        _ => None,
    }
}

fn model_of(root: Root) -> &'static Definition {
    match root {
        Root::Conversation => Conversation::definition(),
        Root::Participant => Participant::definition(),
        Root::Message => Message::definition(),
        Root::MessageConversation => MessageConversation::definition(),
        Root::MessageConversationEntityListing => MessageConversationEntityListing::definition(),
        Root::EventConversation => EventConversation::definition(),
        Root::EventMessageConversation => EventMessageConversation::definition(),
        Root::CustomerStartEvent => CustomerStartEvent::definition(),
        Root::CustomerEndEvent => CustomerEndEvent::definition(),
        Root::FlowStartEvent => FlowStartEvent::definition(),
        Root::FlowEndEvent => FlowEndEvent::definition(),
        Root::AcdStartEvent => AcdStartEvent::definition(),
        Root::AcdEndEvent => AcdEndEvent::definition(),
        Root::UserStartEvent => UserStartEvent::definition(),
        Root::UserEndEvent => UserEndEvent::definition(),
        Root::AfterCallWorkEvent => AfterCallWorkEvent::definition(),
        Root::WrapupEvent => WrapupEvent::definition(),
        Root::AttributeUpdateEvent => AttributeUpdateEvent::definition(),
        Root::ContactUpdateEvent => ContactUpdateEvent::definition(),
    }
}

fn type_of_the_model(value: Type) -> String {
    match value {
        Type::String | Type::Enum(_) => "string".into(),
        Type::Boolean => "boolean".into(),
        Type::Integer => "integer".into(),
        Type::Number => "number".into(),
        Type::DateTime => "date-time".into(),
        Type::Array(of) => format!("array of {}", type_of_the_model(*of)),
        Type::Map(of) => format!("map of {}", type_of_the_model(*of)),
        Type::Object(_) => "object".into(),
        Type::Opaque => "any object".into(),
        other => panic!("the contract has no {other:?}"),
    }
}

/// The types of a property in all releases, where they differ for a reader.
fn types_of(property: &'static contract::Property) -> Vec<String> {
    let is_foreign = |text: &String| text.contains("any object");
    let types = message_model::ApiRevision::all().filter_map(|it| property.value_type_at(it));
    let types: BTreeSet<_> = types.map(type_of_the_contract).collect();
    // What the contract does not describe in some release is read as what it describes in others.
    let described: Vec<_> = types.iter().filter(|it| !is_foreign(it)).cloned().collect();
    if described.is_empty() {
        return types.into_iter().collect();
    }
    described
}

fn type_of_the_contract(value_type: &ValueType) -> String {
    match value_type {
        ValueType::String => "string".into(),
        ValueType::Boolean => "boolean".into(),
        ValueType::Integer(_) => "integer".into(),
        ValueType::Number => "number".into(),
        ValueType::DateTime => "date-time".into(),
        ValueType::Array(of) => format!("array of {}", type_of_the_contract(of)),
        ValueType::Map(of) => format!("map of {}", type_of_the_contract(of)),
        ValueType::Object(_) => "object".into(),
        ValueType::Foreign(_) => "any object".into(),
        other => panic!("the model has no {other:?}"),
    }
}
