//! The contract of one view at one release, as text and as JSON.

use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::all_releases::Contract;
use super::columns::wrapped;
use super::definition::{Definition, Property, ValueType};
use super::revision::ApiRevision;
use super::view::{View, reachable};

/// The contract of a view as it was at a release. `Display` writes aligned text; `Serialize` gives
/// the same for programs.
///
/// ```
/// use message_model::ApiRevision;
/// use message_model::contract::{Contract, View};
///
/// let text = Contract::get().at(View::Conversation, ApiRevision::V19).to_string();
/// assert!(text.contains("  direction         string                 inbound | outbound"), "{text}");
/// assert!(!text.contains("recipientCountry"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Edition {
    view: View,
    revision: ApiRevision,
}

impl Contract {
    /// The contract of a view as it was at a release.
    ///
    /// ```
    /// use message_model::ApiRevision;
    /// use message_model::contract::{Contract, View};
    ///
    /// let properties = |revision| {
    ///     let edition = Contract::get().at(View::Conversation, revision);
    ///     edition.definitions().iter().map(|it| it.properties_at(revision).count()).sum::<usize>()
    /// };
    /// assert!(properties(ApiRevision::V19) < properties(ApiRevision::LATEST));
    /// ```
    pub fn at(&self, view: View, revision: ApiRevision) -> Edition {
        Edition::new(view, revision)
    }
}

impl Edition {
    pub(super) fn new(view: View, revision: ApiRevision) -> Self {
        Self { view, revision }
    }

    /// The view.
    ///
    /// ```
    /// use message_model::ApiRevision;
    /// use message_model::contract::{Contract, View};
    ///
    /// let edition = Contract::get().at(View::Media, ApiRevision::V192);
    /// assert_eq!((edition.view(), edition.revision()), (View::Media, ApiRevision::V192));
    /// ```
    pub fn view(self) -> View {
        self.view
    }

    /// The release.
    pub fn revision(self) -> ApiRevision {
        self.revision
    }

    /// The objects that the view can contain in the release, outermost first.
    ///
    /// ```
    /// use message_model::contract::{Contract, View};
    /// use message_model::ApiRevision;
    ///
    /// let at = |revision| Contract::get().at(View::Notification, revision).definitions().len();
    /// assert_eq!(at(ApiRevision::V19), 0, "a notification had another class then");
    /// assert!(at(ApiRevision::LATEST) > 30);
    /// ```
    pub fn definitions(self) -> Vec<&'static Definition> {
        let roots = self.view.roots().iter().map(|root| root.definition());
        let roots = roots.filter(|root| root.is_in(self.revision)).collect();
        reachable(roots, |property| {
            let held = property.value_type_at(self.revision);
            held.and_then(ValueType::object).into_iter().collect()
        })
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
            "The contract of {} ({}{source}), {}; * required by the documentation",
            self.revision,
            release.date(),
            self.view.title()
        )?;
        for definition in self.definitions() {
            writeln!(f, "\n{}", definition.name())?;
            let properties: Vec<_> = definition.properties_at(self.revision).collect();
            let width = |of: &dyn Fn(&Property) -> usize| {
                properties.iter().map(|property| of(property)).max()
            };
            let names = width(&|property| shown_name(property).len()).unwrap_or_default();
            let type_of = |property: &Property| {
                let value_type = property.value_type_at(self.revision);
                value_type.map(ToString::to_string).unwrap_or_default()
            };
            let types = width(&|property| type_of(property).len()).unwrap_or_default();
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
                    type_of(property)
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
        let mut view = serializer.serialize_struct("Edition", 5)?;
        view.serialize_field("view", self.view.as_str())?;
        view.serialize_field("release", &self.revision.to_string())?;
        view.serialize_field("date", release.date())?;
        view.serialize_field("pypi", &release.is_on_pypi())?;
        let definitions: Vec<_> = self
            .definitions()
            .into_iter()
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
    let properties = definition.properties_at(revision);
    let properties = properties.map(|property| ShownProperty {
        name: property.name(),
        r#type: property
            .value_type_at(revision)
            .map(ToString::to_string)
            .unwrap_or_default(),
        since: property.since().to_string(),
        required: property.is_required(),
        values: property.values_at(revision).collect(),
    });
    ShownDefinition {
        name: definition.name(),
        since: definition.since().to_string(),
        properties: properties.collect(),
    }
}
