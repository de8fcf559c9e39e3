//! Compares the types with the contract, both ways: nothing is missing, misspelt, of another type,
//! out of order or extra.
//!
//! Both sides are written as one line per property or value, so that a failure shows the lines that
//! only one side has.

use std::collections::BTreeSet;

use message_model::contract::{self, Contract, ValueType};
use message_model::{Conversation, Definition, Object, Property, Type};

#[test]
fn the_types_are_the_contract() {
    let model: Vec<String> = in_the_model()
        .into_iter()
        .flat_map(lines_of_the_model)
        .collect();
    let contract: Vec<String> = Contract::get()
        .definitions()
        .iter()
        .flat_map(lines_of_the_contract)
        .collect();
    let only = |these: &[String], those: &[String]| {
        let those: BTreeSet<_> = those.iter().collect();
        these
            .iter()
            .filter(|line| !those.contains(line))
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(
        only(&model, &contract),
        Vec::<String>::new(),
        "only in the model"
    );
    assert_eq!(
        only(&contract, &model),
        Vec::<String>::new(),
        "only in the contract"
    );
    assert_eq!(model.len(), contract.len(), "a line stands twice");
}

#[test]
fn properties_stand_in_declared_order() {
    for definition in in_the_model() {
        let contract = Contract::get().definition(definition.name).unwrap();
        let names: Vec<_> = definition
            .properties
            .iter()
            .map(|property| property.name)
            .collect();
        let declared: Vec<_> = contract
            .properties()
            .iter()
            .map(contract::Property::name)
            .collect();
        assert_eq!(names, declared, "{}", definition.name);
    }
}

/// The objects that the types can contain, a conversation first.
fn in_the_model() -> Vec<&'static Definition> {
    let mut found = vec![Conversation::definition()];
    let mut next = 0;
    while let Some(definition) = found.get(next).copied() {
        for property in definition.properties {
            if let Some(held) = object_in(property.value)
                && !found.iter().any(|known| known.name == held.name)
            {
                found.push(held);
            }
        }
        next += 1;
    }
    found
}

fn object_in(value: Type) -> Option<&'static Definition> {
    match value {
        Type::Object(definition) => Some(definition()),
        Type::Array(of) | Type::Map(of) => object_in(*of),
        _ => None,
    }
}

fn lines_of_the_model(definition: &'static Definition) -> Vec<String> {
    definition
        .properties
        .iter()
        .flat_map(|property| property_of_the_model(definition.name, property))
        .collect()
}

fn property_of_the_model(definition: &str, property: &Property) -> Vec<String> {
    let texts = if let Type::Enum(texts) = property.value {
        texts
    } else {
        &[]
    };
    lines(
        definition,
        property.name,
        &type_of_the_model(property.value),
        property.since,
        texts,
    )
}

fn type_of_the_model(value: Type) -> String {
    match value {
        Type::String => "string".into(),
        Type::Enum(_) => "enum".into(),
        Type::Boolean => "boolean".into(),
        Type::Integer => "integer".into(),
        Type::Number => "number".into(),
        Type::DateTime => "date-time".into(),
        Type::Array(of) => format!("array of {}", type_of_the_model(*of)),
        Type::Map(of) => format!("map of {}", type_of_the_model(*of)),
        Type::Object(definition) => definition().name.into(),
        Type::Opaque => "any object".into(),
        other => panic!("the contract has no {other:?}"),
    }
}

fn lines_of_the_contract(definition: &'static contract::Definition) -> Vec<String> {
    let property = |property: &'static contract::Property| {
        let texts: Vec<_> = property
            .values()
            .iter()
            .map(contract::EnumValue::text)
            .collect();
        let value_type = if texts.is_empty() {
            type_of_the_contract(property.value_type())
        } else {
            "enum".into()
        };
        lines(
            definition.name(),
            property.name(),
            &value_type,
            &property.since().to_string(),
            &texts,
        )
    };
    definition.properties().iter().flat_map(property).collect()
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
        ValueType::Object(name) => (*name).into(),
        ValueType::Foreign(_) => "any object".into(),
        other => panic!("the model has no {other:?}"),
    }
}

fn lines(
    definition: &str,
    name: &str,
    value_type: &str,
    since: &str,
    texts: &[&str],
) -> Vec<String> {
    let property = format!("{definition}.{name}: {value_type} since {since}");
    let value = |text: &&str| format!("{definition}.{name} = {text}");
    std::iter::once(property)
        .chain(texts.iter().map(value))
        .collect()
}
