//! A JSON value taken apart into objects and arrays; strings, numbers and other values keep their
//! exact text.

use super::path::Segment;
use super::places::Places;
use message_model::RawJson;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use std::fmt;

#[derive(Debug, Clone)]
pub(crate) enum Tree {
    /// The members in their original order; a name may occur twice.
    Object(Vec<(String, Tree)>),
    Array(Vec<Tree>),
    Plain(RawJson),
}

impl Tree {
    pub(crate) fn of(value: &RawJson) -> Self {
        const READ: &str = "a raw value is JSON, and its first letter tells which";
        match value.as_str().as_bytes().first() {
            Some(b'{') => {
                let members: Members = serde_json::from_str(value.as_str()).expect(READ);
                Self::Object(
                    members
                        .0
                        .into_iter()
                        .map(|(name, value)| (name, Self::of(&value)))
                        .collect(),
                )
            }
            Some(b'[') => {
                let elements: Vec<RawJson> = serde_json::from_str(value.as_str()).expect(READ);
                Self::Array(elements.iter().map(Self::of).collect())
            }
            _ => Self::Plain(value.clone()),
        }
    }

    /// Everything that the segment leads to.
    pub(crate) fn select<'a>(
        &'a mut self,
        segment: &Segment,
    ) -> Box<dyn Iterator<Item = &'a mut Self> + 'a> {
        match (self, segment) {
            (Self::Object(members), Segment::Name(name)) => {
                let name = name.clone();
                Box::new(
                    members
                        .iter_mut()
                        .filter(move |(known, _)| *known == name)
                        .map(|(_, value)| value),
                )
            }
            (Self::Array(elements), Segment::Index(index)) => {
                Box::new(elements.get_mut(*index).into_iter())
            }
            (Self::Array(elements), Segment::Every) => Box::new(elements.iter_mut()),
            _ => Box::new(std::iter::empty()),
        }
    }

    /// The first value that the segment leads to, and the segment written as text (with a number
    /// for `[*]`).
    pub(crate) fn first(&self, segment: &Segment) -> Option<(String, &Self)> {
        match (self, segment) {
            (Self::Object(members), Segment::Name(name)) => members
                .iter()
                .find(|(known, _)| known == name)
                .map(|(name, value)| (name.clone(), value)),
            (Self::Array(elements), Segment::Index(index)) => {
                Some((format!("[{index}]"), elements.get(*index)?))
            }
            (Self::Array(elements), Segment::Every) => Some(("[0]".to_owned(), elements.first()?)),
            _ => None,
        }
    }

    /// Sets what the segment leads to, or adds the property; returns the number of places.
    pub(crate) fn set(&mut self, segment: &Segment, value: &RawJson) -> Places {
        let mut places = Places::default();
        if let (Self::Object(members), Segment::Name(name)) = (&mut *self, segment)
            && members.iter().all(|(known, _)| known != name)
        {
            members.push((name.clone(), Self::of(value)));
            places.added = 1;
            return places;
        }
        // All of them, where a name stands twice: which one counts is up to the reader.
        for old in self.select(segment) {
            *old = Self::of(value);
            places.replaced += 1;
        }
        places
    }

    /// Drops what the segment leads to; returns the number of places.
    pub(crate) fn drop(&mut self, segment: &Segment) -> usize {
        let before = self.len();
        match (&mut *self, segment) {
            (Self::Object(members), Segment::Name(name)) => {
                members.retain(|(known, _)| known != name)
            }
            (Self::Array(elements), Segment::Index(index)) if *index < elements.len() => {
                elements.remove(*index);
            }
            (Self::Array(elements), Segment::Every) => elements.clear(),
            _ => {} // the segment leads nowhere
        }
        before - self.len()
    }

    /// The value at the end of a path without `[*]`, if there is one; of a name that stands twice,
    /// the first.
    pub(crate) fn at_mut(&mut self, path: &[Segment]) -> Option<&mut Self> {
        let mut tree = self;
        for segment in path {
            tree = tree.select(segment).next()?;
        }
        Some(tree)
    }

    /// The JSON text of the value.
    pub(crate) fn to_text(&self) -> String {
        message_model::encode(self).expect("a tree was read from JSON and is written as such")
    }

    fn len(&self) -> usize {
        match self {
            Self::Object(members) => members.len(),
            Self::Array(elements) => elements.len(),
            Self::Plain(_) => 0,
        }
    }

    /// What the value contains, in words that continue a sentence.
    pub(crate) fn contents(&self) -> String {
        match self {
            Self::Object(members) if members.is_empty() => "has no properties".to_owned(),
            Self::Object(members) => {
                let names: Vec<_> = members.iter().map(|(name, _)| name.as_str()).collect();
                format!("has {}", names.join(", "))
            }
            Self::Array(elements) => format!("is an array of {}", elements.len()),
            Self::Plain(value) => {
                let shown: String = value.as_str().chars().take(60).collect();
                format!(
                    "is {shown}{}",
                    if shown.len() < value.as_str().len() {
                        "…"
                    } else {
                        ""
                    }
                )
            }
        }
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                members
                    .iter()
                    .try_for_each(|(name, value)| map.serialize_entry(name, value))?;
                map.end()
            }
            Self::Array(elements) => {
                let mut sequence = serializer.serialize_seq(Some(elements.len()))?;
                elements
                    .iter()
                    .try_for_each(|element| sequence.serialize_element(element))?;
                sequence.end()
            }
            Self::Plain(value) => value.serialize(serializer),
        }
    }
}

/// The members of an object in their original order.
struct Members(Vec<(String, RawJson)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;

        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(MembersVisitor)
    }
}
