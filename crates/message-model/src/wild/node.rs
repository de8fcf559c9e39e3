//! An untyped value, and building typed values from it.

use std::collections::BTreeMap;

use crate::{Id, Number, RawJson, Timestamp, UnknownProperties};

/// A value of a payload before it has a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    /// A string, possibly one that an enum does not list.
    Text(String),
    /// A listed value of an enum, and the first value that the enum lists.
    Choice(&'static str, &'static str),
    Boolean(bool),
    Integer(i64),
    /// A JSON number.
    Number(String),
    /// Microseconds since 1970.
    Instant(i64),
    Array(Vec<Node>),
    /// A map; names may repeat, and the last one counts.
    Map(Vec<(String, Node)>),
    Object {
        /// One entry for each property, in declared order.
        properties: Vec<Option<Node>>,
        /// Names and JSON. Names that the object knows, and repeated names, are ignored.
        unknown: Vec<(String, String)>,
    },
    /// The JSON text of an object.
    Raw(String),
    /// A value of one of several types, by the place of its type among them, which stays.
    OneOf(usize, Box<Node>),
}

/// A type that can be built from a node drawn for it.
pub(crate) trait Build {
    /// # Panics
    /// Panics on a node drawn for another type.
    fn build(node: Node) -> Self;
}

macro_rules! build {
    ($($type:ty: $pattern:pat => $value:expr,)*) => {
        $(impl Build for $type {
            fn build(node: Node) -> Self {
                match node {
                    $pattern => $value,
                    other => unreachable!("drawn for {}: {other:?}", stringify!($type)),
                }
            }
        })*
    };
}

build! {
    String: Node::Text(text) => text,
    Id: Node::Text(text) => Id::from(text),
    bool: Node::Boolean(value) => value,
    i64: Node::Integer(value) => value,
    Number: Node::Number(text) => text.parse().expect("a JSON number was drawn"),
    Timestamp: Node::Instant(micros) => Timestamp::from_micros(micros).expect("it was drawn in range"),
    RawJson: Node::Raw(json) => raw(&json),
}

impl<T: Build> Build for Box<T> {
    fn build(node: Node) -> Self {
        Box::new(T::build(node))
    }
}

impl<T: Build> Build for Vec<T> {
    fn build(node: Node) -> Self {
        match node {
            Node::Array(elements) => elements.into_iter().map(T::build).collect(),
            other => unreachable!("drawn for an array: {other:?}"),
        }
    }
}

impl<T: Build> Build for BTreeMap<String, T> {
    fn build(node: Node) -> Self {
        match node {
            Node::Map(entries) => entries
                .into_iter()
                .map(|(name, value)| (name, T::build(value)))
                .collect(),
            other => unreachable!("drawn for a map: {other:?}"),
        }
    }
}

/// Builds the unknown properties of an object whose known names are those for which `is_known`
/// holds.
pub(crate) fn unknown(
    entries: Vec<(String, String)>,
    is_known: &dyn Fn(&str) -> bool,
) -> UnknownProperties {
    let mut unknown = UnknownProperties::default();
    for (name, json) in entries {
        if !is_known(&name) {
            unknown.insert(name, raw(&json));
        }
    }
    unknown
}

fn raw(json: &str) -> RawJson {
    RawJson::from_text(json).expect("JSON was drawn")
}
