//! How many objects and properties each view has, release by release.

use std::fmt;

use message_model::ApiRevision;
use message_model::contract::{Contract, View};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::columns::table;

/// The releases in which a count changed, oldest first, with the counts of every view.
pub(super) struct Counts(Vec<AtRelease>);

#[derive(Serialize)]
struct AtRelease {
    #[serde(serialize_with = "as_text")]
    release: ApiRevision,
    views: OfViews,
}

/// The counts of the views, in their order.
#[derive(PartialEq, Eq)]
struct OfViews([Count; View::ALL.len()]);

/// What a view has in a release.
#[derive(PartialEq, Eq, Serialize)]
struct Count {
    definitions: usize,
    properties: usize,
}

impl Counts {
    /// Counts in every release.
    pub(super) fn of_releases() -> Self {
        let mut rows: Vec<AtRelease> = Vec::new();
        for release in ApiRevision::all() {
            let views = OfViews(View::ALL.map(|view| Count::of(view, release)));
            if rows.last().is_none_or(|before| before.views != views) {
                rows.push(AtRelease { release, views });
            }
        }
        Self(rows)
    }
}

impl Count {
    fn of(view: View, release: ApiRevision) -> Self {
        let definitions = Contract::get().at(view, release).definitions();
        let properties = definitions
            .iter()
            .map(|it| it.properties_at(release).count());
        Self {
            definitions: definitions.len(),
            properties: properties.sum(),
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = View::ALL.map(|view| view.as_str().to_owned());
        let mut rows = vec![["release".to_owned()].into_iter().chain(names).collect()];
        for AtRelease { release, views } in &self.0 {
            let counts = views.0.iter().map(ToString::to_string);
            rows.push([release.to_string()].into_iter().chain(counts).collect());
        }
        table(&rows)
            .iter()
            .try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.definitions {
            // The release does not have the view.
            0 => f.write_str("-"),
            definitions => write!(f, "{definitions}/{}", self.properties),
        }
    }
}

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Serialize for OfViews {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (view, count) in View::ALL.iter().zip(&self.0) {
            map.serialize_entry(view.as_str(), count)?;
        }
        map.end()
    }
}

fn as_text<S: Serializer>(release: &ApiRevision, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(release)
}
