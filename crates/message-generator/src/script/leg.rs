//! Legs as files name them: who stands on which, under a label.

use message_lifecycle::Role;
use serde::de::{self, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Who stands on a leg.
///
/// The three labels say which person, queue or flow it is, so that two legs can be of the same one; where one is absent,
/// the label of the leg itself stands for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegPlan {
    /// The part that the leg plays.
    #[serde(with = "role_by_name")]
    pub role: Role,
    /// The person on it: a customer, an outside party, an agent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The queue that it is, or that an agent is offered it from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queue: Option<String>,
    /// The flow that it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<String>,
    /// The conversation that it belongs to, where a script tells of more than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
}

impl LegPlan {
    /// A leg in this role, with nothing more said.
    #[must_use]
    pub const fn of(role: Role) -> Self {
        Self { role, person: None, queue: None, flow: None, conversation: None }
    }

    /// The label of its conversation; the empty one where a script tells of one only.
    #[must_use]
    pub fn conversation_label(&self) -> &str {
        self.conversation.as_deref().unwrap_or_default()
    }
}

/// The legs of a script by label, in the order in which they were written.
///
/// An ordered list and no map: files keep the order that their author chose, and there are a handful.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Legs(Vec<(String, LegPlan)>);

impl Legs {
    /// The leg of this label.
    #[must_use]
    pub fn get(&self, label: &str) -> Option<&LegPlan> {
        self.iter().find_map(|(known, leg)| (known == label).then_some(leg))
    }

    /// Adds a leg, unless the label is known already.
    pub fn insert(&mut self, label: impl Into<String>, leg: LegPlan) {
        let label = label.into();
        if self.get(&label).is_none() {
            self.0.push((label, leg));
        }
    }

    /// All labels in order.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.iter().map(|(label, _)| label)
    }

    /// All legs in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &LegPlan)> {
        self.0.iter().map(|(label, leg)| (label.as_str(), leg))
    }
}

impl<S: Into<String>> FromIterator<(S, LegPlan)> for Legs {
    fn from_iter<I: IntoIterator<Item = (S, LegPlan)>>(items: I) -> Self {
        let mut legs = Self::default();
        for (label, leg) in items {
            legs.insert(label, leg);
        }
        legs
    }
}

impl Serialize for Legs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (label, leg) in self.iter() {
            map.serialize_entry(label, leg)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Legs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct LegsVisitor;

        impl<'de> Visitor<'de> for LegsVisitor {
            type Value = Legs;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object of legs by label")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Legs, A::Error> {
                let mut legs = Legs::default();
                while let Some(label) = map.next_key::<String>()? {
                    if !is_label(&label) {
                        return Err(de::Error::custom(format!("found leg {label:?}, expected {LABEL}")));
                    }
                    if legs.get(&label).is_some() {
                        return Err(de::Error::custom(format!("leg {label:?} stands twice")));
                    }
                    legs.insert(label, map.next_value()?);
                }
                Ok(legs)
            }
        }

        deserializer.deserialize_map(LegsVisitor)
    }
}

/// What a label looks like, in words.
pub(crate) const LABEL: &str = "a label of lower-case letters, digits and hyphens that starts with a letter";

/// Labels become parts of file names and of other labels, so they are plain.
pub(crate) fn is_label(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

mod role_by_name {
    //! The lifecycle has no serde: its names are turned into values here.

    use message_lifecycle::Role;
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub(super) fn serialize<S: Serializer>(role: &Role, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(role.name())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Role, D::Error> {
        let name = String::deserialize(deserializer)?;
        Role::from_name(&name).ok_or_else(|| {
            let known = Role::ALL.map(Role::name).join(", ");
            de::Error::custom(format!("found role {name:?}, expected one of {known}"))
        })
    }
}
