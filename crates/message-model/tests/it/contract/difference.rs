//! Where the two sides differ.

use std::collections::{BTreeMap, BTreeSet};

use message_model::contract::{self, EnumValue, ValueType};

use super::pairs::Pairs;

/// A remainder of the vendor's generator: an empty object in notifications, declared and sent in
/// some years only. It is kept like an unknown property.
const NOT_MODELLED: &str = "additionalProperties";

/// What a property may hold that differs from release to release: passed through.
const PASSED_THROUGH: [&str; 1] = ["skillExpressionId"];

/// The objects whose properties stand in another order than in the object that the type is named
/// for.
pub(crate) const OTHER_ORDER: [&str; 3] = [
    "ConversationEventTopicAfterCallWork",
    "ConversationEventTopicConversationRoutingData",
    "ConversationEventTopicRecentTransfer",
];

/// All differences.
pub(crate) fn differences(pairs: &Pairs) -> BTreeSet<String> {
    let order = out_of_order(pairs).into_iter();
    let order = order.filter(|name| !is_other_order(name));
    let order = order.map(|name| format!("{name} in another order"));
    missing(pairs)
        .into_iter()
        .chain(extra(pairs))
        .chain(order)
        .collect()
}

/// What the contract has and the types do not, or have with another type.
pub(crate) fn missing(pairs: &Pairs) -> Vec<String> {
    let mut missing = Vec::new();
    for pair in pairs.0.values() {
        for object in &pair.objects {
            for property in object.properties() {
                if property.name() == NOT_MODELLED {
                    continue;
                }
                let place = format!("{}.{}", object.name(), property.name());
                let mut parts = pair.properties.iter();
                let Some(part) = parts.find(|part| part.name == property.name()) else {
                    missing.push(place);
                    continue;
                };
                let (found, expected) = (&part.value_type, types_of(property));
                let is_passed = PASSED_THROUGH.contains(&property.name());
                if expected != [found.as_str()] && !is_passed {
                    missing.push(format!("{place}: {}, not {found}", expected.join(" or ")));
                }
                if let Some(texts) = &part.texts {
                    let values = property.values().iter().map(EnumValue::text);
                    let absent = values.filter(|value| !texts.contains(value));
                    missing.extend(absent.map(|value| format!("{place} = {value}")));
                }
            }
        }
    }
    missing
}

/// What the types have and the contract does not, or has since another release.
pub(crate) fn extra(pairs: &Pairs) -> Vec<String> {
    let mut extra = Vec::new();
    for (name, pair) in &pairs.0 {
        for part in &pair.properties {
            let declared = pair.declared(&part.name);
            let place = format!("{name}.{}", part.name);
            match declared.map(|(_, property)| property.since()).min() {
                None => extra.push(place),
                Some(since) if since.to_string() != part.since => {
                    extra.push(format!("{place} since {}, not {since}", part.since));
                }
                Some(_) => {}
            }
        }
    }
    for (texts, listed) in lists(pairs) {
        let unlisted = texts.iter().filter(|text| !listed.contains(*text));
        extra.extend(unlisted.map(|text| format!("{text} in the list of {}", texts[0])));
    }
    extra
}

/// For each list of the model, the values that the contract lists where the model has that list.
fn lists(pairs: &Pairs) -> BTreeMap<&[&'static str], BTreeSet<&'static str>> {
    let mut lists: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for pair in pairs.0.values() {
        for part in &pair.properties {
            let Some(texts) = &part.texts else { continue };
            let declared = pair.declared(&part.name);
            let values = declared.flat_map(|(_, property)| property.values());
            lists
                .entry(texts.as_slice())
                .or_default()
                .extend(values.map(EnumValue::text));
        }
    }
    lists
}

/// The objects of the contract whose properties stand in another order than those of their type.
pub(crate) fn out_of_order(pairs: &Pairs) -> Vec<String> {
    let mut found = Vec::new();
    for pair in pairs.0.values() {
        let names: Vec<&str> = pair
            .properties
            .iter()
            .map(|part| part.name.as_str())
            .collect();
        for object in &pair.objects {
            let declared = object.properties().iter().map(contract::Property::name);
            let declared: Vec<_> = declared.filter(|name| names.contains(name)).collect();
            let own = names.iter().copied().filter(|name| declared.contains(name));
            if !own.eq(declared.iter().copied()) {
                found.push(object.name().to_owned());
            }
        }
    }
    found
}

/// Whether the order of an object is known to be another one.
pub(crate) fn is_other_order(name: &str) -> bool {
    let of_messages = |other: &&str| {
        other.replace("ConversationEventTopic", "ConversationMessageEventTopic") == name
    };
    OTHER_ORDER.contains(&name) || OTHER_ORDER.iter().any(of_messages)
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
