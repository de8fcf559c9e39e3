//! The changes between two releases.

use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::columns::wrapped;
use super::definition::{Definition, EnumValue, Property};
use super::edition::Edition;
use super::view::View;
use crate::ApiRevision;

/// Compares the contract of a view in two releases. `to` may be the older one.
///
/// ```
/// use message_model::contract::{View, diff};
///
/// let changes = diff(View::Conversation, "230".parse()?, "231".parse()?).to_string();
/// assert!(changes.contains("Message.disconnectType"), "{changes}");
/// assert!(changes.contains("+ inactivity"), "{changes}");
/// # Ok::<(), message_model::RevisionError>(())
/// ```
pub fn diff(view: View, from: ApiRevision, to: ApiRevision) -> Diff {
    let at = |revision| Edition::new(view, revision).definitions();
    let (before, after) = (at(from), at(to));
    let mut changes = Vec::new();
    for definition in view.definitions() {
        let is_it = |one: &&Definition| std::ptr::eq(*one, definition);
        match (before.iter().any(is_it), after.iter().any(is_it)) {
            (false, false) => {}
            (false, true) => changes.push(of_whole(definition, ChangeKind::Added, to)),
            (true, false) => changes.push(of_whole(definition, ChangeKind::Removed, from)),
            (true, true) => {
                let properties = definition.properties().iter();
                changes.extend(properties.flat_map(|it| of_property(definition, it, from, to)));
            }
        }
    }
    Diff {
        view,
        from,
        to,
        changes,
    }
}

/// The changes between two releases. `Display` writes aligned text in which each change starts a
/// line; `Serialize` gives the same for programs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diff {
    /// The view whose contract is compared.
    pub view: View,
    /// The release to compare with.
    pub from: ApiRevision,
    /// The release whose changes are listed.
    pub to: ApiRevision,
    /// The changes, outermost object first, in declared order.
    pub changes: Vec<Change>,
}

/// One change to an object or property.
///
/// ```
/// use message_model::contract::{ChangeKind, View, diff};
/// use message_model::ApiRevision;
///
/// let diff = diff(View::Conversation, ApiRevision::V238, ApiRevision::V257);
/// let mut changes = diff.changes.iter();
/// let park = changes.find(|change| change.property == Some("parkTime")).expect("it is new");
/// assert_eq!((park.definition, park.change), ("Message", ChangeKind::Added));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// The name of the object.
    pub definition: &'static str,
    /// The name of the property; `None` if the object itself was added or removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub property: Option<&'static str>,
    /// The kind of change.
    pub change: ChangeKind,
    /// The type of a property that was added or removed.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub value_type: Option<String>,
    /// The properties of an object that was added or removed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<&'static str>,
    /// The values that were added or removed, on their own or with their property.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<&'static str>,
}

/// The kind of a [`Change`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// The object or property was added.
    Added,
    /// The object or property was removed.
    Removed,
    /// The property lists more values.
    ValuesAdded,
    /// The property lists fewer values.
    ValuesRemoved,
    /// The property has another type.
    TypeChanged,
}

fn of_whole(definition: &'static Definition, change: ChangeKind, at: ApiRevision) -> Change {
    Change {
        definition: definition.name(),
        property: None,
        change,
        value_type: None,
        properties: definition.properties_at(at).map(Property::name).collect(),
        values: Vec::new(),
    }
}

fn of_property(
    definition: &'static Definition,
    property: &'static Property,
    from: ApiRevision,
    to: ApiRevision,
) -> Vec<Change> {
    let change = |change, value_type, values| Change {
        definition: definition.name(),
        property: Some(property.name()),
        change,
        value_type,
        properties: Vec::new(),
        values,
    };
    let type_at = |at| property.value_type_at(at).map(ToString::to_string);
    let whole = |kind, at| vec![change(kind, type_at(at), property.values_at(at).collect())];
    match (property.is_in(from), property.is_in(to)) {
        (false, false) => return Vec::new(),
        (false, true) => return whole(ChangeKind::Added, to),
        (true, false) => return whole(ChangeKind::Removed, from),
        (true, true) => {}
    }
    let mut changes = Vec::new();
    if type_at(from) != type_at(to) {
        changes.push(change(ChangeKind::TypeChanged, type_at(to), Vec::new()));
    }
    let added = change(ChangeKind::ValuesAdded, None, only_in(property, to, from));
    let removed = change(ChangeKind::ValuesRemoved, None, only_in(property, from, to));
    let values = [added, removed].into_iter();
    changes.extend(values.filter(|change| !change.values.is_empty()));
    changes
}

/// The values that a property lists in one release and not in another.
fn only_in(property: &Property, one: ApiRevision, other: ApiRevision) -> Vec<&'static str> {
    let values = property.values().iter();
    let only = values.filter(|value| value.is_in(one) && !value.is_in(other));
    only.map(EnumValue::text).collect()
}

impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = |revision: ApiRevision| revision.release().date();
        writeln!(
            f,
            "From {} ({}) to {} ({}), {}",
            self.from,
            date(self.from),
            self.to,
            date(self.to),
            self.view.title()
        )?;
        if self.changes.is_empty() {
            writeln!(f, "  no change")?;
        }
        let width = self
            .changes
            .iter()
            .map(|change| change.place().len())
            .max()
            .unwrap_or_default();
        for change in &self.changes {
            writeln!(
                f,
                "  {:width$}  {}",
                change.place(),
                change.sign_and_items(width + 4)
            )?;
        }
        Ok(())
    }
}

impl Change {
    fn place(&self) -> String {
        match self.property {
            Some(property) => format!("{}.{property}", self.definition),
            None => self.definition.to_owned(),
        }
    }

    /// The change as text, for a column that begins after `indent` characters.
    fn sign_and_items(&self, indent: usize) -> String {
        let list = |lead: &str, items: &[&'static str], separator| {
            wrapped(lead, items.iter().copied(), separator, indent)
        };
        let verb = match self.change {
            ChangeKind::ValuesAdded => return list("+ ", &self.values, ", "),
            ChangeKind::ValuesRemoved => return list("- ", &self.values, ", "),
            ChangeKind::Added => "new",
            ChangeKind::Removed => "gone",
            ChangeKind::TypeChanged => "now",
        };
        match &self.value_type {
            None => list(&format!("{verb}, with "), &self.properties, ", "),
            Some(value_type) if self.values.is_empty() => format!("{verb}, {value_type}"),
            Some(_) => list(&format!("{verb}, one of "), &self.values, " | "),
        }
    }
}

impl Serialize for Diff {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut diff = serializer.serialize_struct("Diff", 4)?;
        diff.serialize_field("view", self.view.as_str())?;
        diff.serialize_field("from", &self.from.to_string())?;
        diff.serialize_field("to", &self.to.to_string())?;
        diff.serialize_field("changes", &self.changes)?;
        diff.end()
    }
}
