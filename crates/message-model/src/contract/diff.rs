//! The changes between two releases.

use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::Contract;
use super::columns::wrapped;
use super::definition::{Definition, EnumValue, Property};
use crate::ApiRevision;

/// Compares two releases. `to` may be the older one.
///
/// ```
/// use message_model::contract::diff;
///
/// let changes = diff("230".parse()?, "231".parse()?).to_string();
/// assert!(changes.contains("Message.disconnectType"), "{changes}");
/// assert!(changes.contains("+ inactivity"), "{changes}");
/// # Ok::<(), message_model::RevisionError>(())
/// ```
pub fn diff(from: ApiRevision, to: ApiRevision) -> Diff {
    let changes = Contract::get()
        .definitions()
        .iter()
        .flat_map(|definition| of_definition(definition, from, to));
    Diff {
        from,
        to,
        changes: changes.collect(),
    }
}

/// The changes between two releases. `Display` writes aligned text in which each change starts a
/// line; `Serialize` gives the same for programs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diff {
    /// The release to compare with.
    pub from: ApiRevision,
    /// The release whose changes are listed.
    pub to: ApiRevision,
    /// The changes, outermost object first, in declared order.
    pub changes: Vec<Change>,
}

/// One change to an object or property.
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
}

fn of_definition(
    definition: &'static Definition,
    from: ApiRevision,
    to: ApiRevision,
) -> Vec<Change> {
    let whole = |change, at| {
        vec![Change {
            definition: definition.name(),
            property: None,
            change,
            value_type: None,
            properties: definition.properties_at(at).map(Property::name).collect(),
            values: Vec::new(),
        }]
    };
    match (definition.since() <= from, definition.since() <= to) {
        (false, false) => Vec::new(),
        (false, true) => whole(ChangeKind::Added, to),
        (true, false) => whole(ChangeKind::Removed, from),
        (true, true) => definition
            .properties()
            .iter()
            .flat_map(|property| of_property(definition, property, from, to))
            .collect(),
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
    let whole = |kind, at| {
        vec![change(
            kind,
            Some(property.value_type().to_string()),
            property.values_at(at).collect(),
        )]
    };
    match (property.is_in(from), property.is_in(to)) {
        (false, false) => return Vec::new(),
        (false, true) => return whole(ChangeKind::Added, to),
        (true, false) => return whole(ChangeKind::Removed, from),
        (true, true) => {}
    }
    let only_in = |there: ApiRevision, not_there: ApiRevision| {
        let values = property
            .values()
            .iter()
            .filter(|value| value.is_in(there) && !value.is_in(not_there));
        values.map(EnumValue::text).collect()
    };
    let added = change(ChangeKind::ValuesAdded, None, only_in(to, from));
    let removed = change(ChangeKind::ValuesRemoved, None, only_in(from, to));
    [added, removed]
        .into_iter()
        .filter(|change| !change.values.is_empty())
        .collect()
}

impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = |revision: ApiRevision| revision.release().date();
        writeln!(
            f,
            "From {} ({}) to {} ({})",
            self.from,
            date(self.from),
            self.to,
            date(self.to)
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
        let mut diff = serializer.serialize_struct("Diff", 3)?;
        diff.serialize_field("from", &self.from.to_string())?;
        diff.serialize_field("to", &self.to.to_string())?;
        diff.serialize_field("changes", &self.changes)?;
        diff.end()
    }
}
