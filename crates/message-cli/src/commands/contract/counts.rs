//! How many objects and properties each view has, release by release.

use std::fmt;
use std::ops::Range;

use message_model::ApiRevision;
use message_model::contract::{Contract, View};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::columns::{WIDTH, table};

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
        for (number, views) in self.blocks().into_iter().enumerate() {
            if number > 0 {
                writeln!(f)?;
            }
            for line in table(&self.rows(views)) {
                writeln!(f, "{line}")?;
            }
        }
        Ok(())
    }
}

impl Counts {
    /// The views that stand beside each other: as many as fit a terminal.
    fn blocks(&self) -> Vec<Range<usize>> {
        let mut blocks: Vec<Range<usize>> = Vec::new();
        for view in 0..View::ALL.len() {
            let of_last = blocks.last().map(|block| block.start..view + 1);
            let fits = of_last.filter(|wider| {
                let lines = table(&self.rows(wider.clone()));
                lines.iter().all(|line| line.chars().count() <= WIDTH)
            });
            match (fits, blocks.last_mut()) {
                (Some(wider), Some(last)) => *last = wider,
                _ => blocks.push(view..view + 1),
            }
        }
        blocks
    }

    /// The rows of these views: the releases in which a count of theirs changed.
    fn rows(&self, views: Range<usize>) -> Vec<Vec<String>> {
        let with = |first: String, rest: &mut dyn Iterator<Item = String>| -> Vec<String> {
            [first].into_iter().chain(rest).collect()
        };
        let names = View::ALL[views.clone()].iter();
        let mut names = names.map(|view| view.as_str().to_owned());
        let mut rows = vec![with("release".to_owned(), &mut names)];
        let mut before: Option<&[Count]> = None;
        for row in &self.0 {
            let counts = &row.views.0[views.clone()];
            if before != Some(counts) {
                let mut counts = counts.iter().map(ToString::to_string);
                rows.push(with(row.release.to_string(), &mut counts));
            }
            before = Some(counts);
        }
        rows
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
