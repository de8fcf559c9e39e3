//! The contract at one release, as text and as JSON.

use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::all_releases::Contract;
use super::columns::wrapped;
use super::definition::{Definition, Property};
use super::revision::ApiRevision;

/// The contract as it was at a release. `Display` writes aligned text; `Serialize` gives the same
/// for programs.
///
/// ```
/// use message_model::ApiRevision;
/// use message_model::contract::Contract;
///
/// let text = Contract::get().at(ApiRevision::V19).to_string();
/// assert!(text.contains("  direction         string                 inbound | outbound"), "{text}");
/// assert!(!text.contains("recipientCountry"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Edition {
    contract: &'static Contract,
    revision: ApiRevision,
}

impl Contract {
    /// The contract as it was at a release.
    pub fn at(&'static self, revision: ApiRevision) -> Edition {
        Edition {
            contract: self,
            revision,
        }
    }
}

impl Edition {
    /// The release.
    pub fn revision(self) -> ApiRevision {
        self.revision
    }

    /// The objects that the release has, outermost first.
    pub fn definitions(self) -> impl Iterator<Item = &'static Definition> {
        self.contract
            .definitions()
            .iter()
            .filter(move |definition| definition.since() <= self.revision)
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let release = self.revision.release();
        let source = if release.is_on_pypi() {
            ""
        } else {
            ", not on PyPI"
        };
        writeln!(
            f,
            "The contract of {} ({}{source}); * required by the documentation",
            self.revision,
            release.date()
        )?;
        for definition in self.definitions() {
            writeln!(f, "\n{}", definition.name())?;
            let properties: Vec<_> = definition.properties_at(self.revision).collect();
            let width = |of: &dyn Fn(&Property) -> usize| {
                properties.iter().map(|property| of(property)).max()
            };
            let names = width(&|property| shown_name(property).len()).unwrap_or_default();
            let types =
                width(&|property| property.value_type().to_string().len()).unwrap_or_default();
            for property in &properties {
                let values = wrapped(
                    "",
                    property.values_at(self.revision),
                    " | ",
                    names + types + 6,
                );
                let line = format!(
                    "  {:names$}  {:types$}  {values}",
                    shown_name(property),
                    property.value_type()
                );
                writeln!(f, "{}", line.trim_end())?;
            }
        }
        Ok(())
    }
}

fn shown_name(property: &Property) -> String {
    format!(
        "{}{}",
        property.name(),
        if property.is_required() { "*" } else { "" }
    )
}

impl Serialize for Edition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let release = self.revision.release();
        let mut view = serializer.serialize_struct("Edition", 4)?;
        view.serialize_field("release", &self.revision.to_string())?;
        view.serialize_field("date", release.date())?;
        view.serialize_field("pypi", &release.is_on_pypi())?;
        let definitions: Vec<_> = self
            .definitions()
            .map(|definition| shown(definition, self.revision))
            .collect();
        view.serialize_field("definitions", &definitions)?;
        view.end()
    }
}

#[derive(Serialize)]
struct ShownDefinition {
    name: &'static str,
    since: String,
    properties: Vec<ShownProperty>,
}

#[derive(Serialize)]
struct ShownProperty {
    name: &'static str,
    r#type: String,
    since: String,
    required: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    values: Vec<&'static str>,
}

fn shown(definition: &'static Definition, revision: ApiRevision) -> ShownDefinition {
    let property = |property: &'static Property| ShownProperty {
        name: property.name(),
        r#type: property.value_type().to_string(),
        since: property.since().to_string(),
        required: property.is_required(),
        values: property.values_at(revision).collect(),
    };
    ShownDefinition {
        name: definition.name(),
        since: definition.since().to_string(),
        properties: definition.properties_at(revision).map(property).collect(),
    }
}
