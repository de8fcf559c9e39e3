//! The legs of scenario and script files: under each label, who the leg's party is.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;

use message_lifecycle::Role;
use serde::de::{self, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{Error, quoted};
use crate::limits::{LABEL_LENGTH_MAX, LEGS_MAX};

/// The party of a leg in a scenario or script.
///
/// The labels `person`, `queue` and `flow` say which one it is, so that two legs can be of the same
/// person, queue or flow. Where the label is absent, the label of the leg is used in its place.
///
/// ```
/// use message_generator::{LegPlan, Role};
///
/// let mut leg = LegPlan::of(Role::Agent);
/// leg.queue = Some("support".to_owned());
/// assert_eq!((leg.role, leg.conversation_label()), (Role::Agent, ""));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegPlan {
    /// The role of the party.
    #[serde(with = "role_by_name")]
    pub role: Role,
    /// The label of the person, for a customer, an external party or an agent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The label of the queue that it is, or of the queue from which the conversation is offered to
    /// an agent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queue: Option<String>,
    /// The label of the flow that it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<String>,
    /// The label of the conversation that it belongs to, where a script has more than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
}

impl LegPlan {
    /// A leg of this role, with no labels given.
    ///
    /// ```
    /// use message_generator::{LegPlan, Role};
    ///
    /// let agent = LegPlan { queue: Some("support".to_owned()), ..LegPlan::of(Role::Agent) };
    /// assert_eq!((agent.role, agent.person), (Role::Agent, None));
    /// ```
    #[must_use]
    pub const fn of(role: Role) -> Self {
        Self {
            role,
            person: None,
            queue: None,
            flow: None,
            conversation: None,
        }
    }

    /// Checks the labels that a file gives. Names of people, queues and flows may be any text.
    fn check(&self) -> Result<(), String> {
        for (property, text) in [
            ("person", &self.person),
            ("queue", &self.queue),
            ("flow", &self.flow),
        ] {
            let length = text.as_ref().map_or(0, |text| text.chars().count());
            if length > LABEL_LENGTH_MAX {
                return Err(format!(
                    "{property}: found {length} characters, expected at most {LABEL_LENGTH_MAX}"
                ));
            }
        }
        let conversation = self.conversation.as_deref().map_or(Ok(()), check_label);
        conversation.map_err(|problem| format!("conversation: {problem}"))
    }

    /// The label of its conversation; empty if none is given.
    #[must_use]
    pub fn conversation_label(&self) -> &str {
        self.conversation.as_deref().unwrap_or_default()
    }
}

/// The legs of a scenario or script by label, in the order in which they were written.
///
/// Files keep the order that their author chose.
///
/// ```
/// use message_generator::{LegPlan, Legs, Role};
///
/// let mut legs = Legs::default();
/// legs.insert("queue", LegPlan::of(Role::Acd));
/// legs.insert("agent", LegPlan::of(Role::Agent));
/// assert_eq!(legs.labels().collect::<Vec<_>>(), ["queue", "agent"]);
/// assert_eq!(legs.get("agent").map(|leg| leg.role), Some(Role::Agent));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Legs {
    in_order: Vec<(String, LegPlan)>,
    /// The position of each label, since a load test may have thousands of legs.
    places: BTreeMap<String, usize>,
}

impl Legs {
    /// The leg of this label, or `None` if there is none.
    #[must_use]
    pub fn get(&self, label: &str) -> Option<&LegPlan> {
        self.places.get(label).map(|place| &self.in_order[*place].1)
    }

    /// Adds a leg at the end, unless there is one of this label already.
    ///
    /// ```
    /// use message_generator::{LegPlan, Legs, Role};
    ///
    /// let mut legs = Legs::default();
    /// legs.insert("queue", LegPlan::of(Role::Acd));
    /// legs.insert("queue", LegPlan::of(Role::Agent));
    /// assert_eq!(legs.get("queue").map(|leg| leg.role), Some(Role::Acd), "the first stays");
    /// ```
    pub fn insert(&mut self, label: impl Into<String>, leg: LegPlan) {
        let label = label.into();
        if let Entry::Vacant(place) = self.places.entry(label.clone()) {
            place.insert(self.in_order.len());
            self.in_order.push((label, leg));
        }
    }

    /// The number of legs.
    pub(crate) fn len(&self) -> usize {
        self.in_order.len()
    }

    /// Checks what a file says about each leg.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.iter().try_for_each(|(label, leg)| {
            leg.check()
                .map_err(|problem| Error::new(format!("leg {}", quoted(label)), problem))
        })
    }

    /// The labels of all legs, in order.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.iter().map(|(label, _)| label)
    }

    /// All legs with their labels, in order.
    ///
    /// ```
    /// use message_generator::{LegPlan, Legs, Role};
    ///
    /// let legs = Legs::from_iter([("queue", LegPlan::of(Role::Acd))]);
    /// assert!(legs.iter().eq([("queue", &LegPlan::of(Role::Acd))]));
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&str, &LegPlan)> {
        self.in_order
            .iter()
            .map(|(label, leg)| (label.as_str(), leg))
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
        let mut map = serializer.serialize_map(Some(self.len()))?;
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

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of legs by label")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Legs, A::Error> {
                let mut legs = Legs::default();
                while let Some(label) = map.next_key::<String>()? {
                    check_label(&label)
                        .map_err(|problem| de::Error::custom(format!("leg: {problem}")))?;
                    if legs.len() == LEGS_MAX {
                        return Err(de::Error::custom(format!(
                            "found more than {LEGS_MAX} legs, expected at most that"
                        )));
                    }
                    if legs.get(&label).is_some() {
                        return Err(de::Error::custom(format!(
                            "duplicate leg {}",
                            quoted(&label)
                        )));
                    }
                    legs.insert(label, map.next_value()?);
                }
                Ok(legs)
            }
        }

        deserializer.deserialize_map(LegsVisitor)
    }
}

/// Checks that the text is a label; if not, says what was found and what a label looks like.
///
/// Labels become parts of file names and of other labels, so their characters and their length are
/// limited.
///
/// # Errors
///
/// If the text is no label.
///
/// ```
/// use message_generator::check_label;
///
/// assert!(check_label("agent-2").is_ok());
/// assert!(check_label("Agent 2").unwrap_err().starts_with("found \"Agent 2\", expected a label of"));
/// ```
pub fn check_label(text: &str) -> Result<(), String> {
    let is_label = text.len() <= LABEL_LENGTH_MAX
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
    let expected = "a label of lower-case letters, digits and hyphens that starts with a letter";
    match is_label {
        true => Ok(()),
        false => Err(format!(
            "found {}, expected {expected}, at most {LABEL_LENGTH_MAX} characters",
            quoted(text)
        )),
    }
}

mod role_by_name {
    //! A role as its name, with an error that says what the name is of.

    use message_lifecycle::Role;
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub(super) fn serialize<S: Serializer>(role: &Role, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(role.as_str())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Role, D::Error> {
        let name = String::deserialize(deserializer)?;
        name.parse::<Role>().map_err(|error| {
            de::Error::custom(format!(
                "found role {name:?}, expected {}",
                error.expected()
            ))
        })
    }
}
