//! Picks a small set of files that together show everything that is asked for.

use std::collections::BTreeSet;

use message_generator::Error;
use message_generator::cover::cover;
use message_model::{ApiRevision, RevisionError, one_of};

use super::file::Kind;
use super::manifest::{Entry, Manifest};
use super::wanted::{RULES, Wanted};
use message_faults::Verdict;

/// The files that were picked for a request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Picked {
    /// Their paths, the one that shows most first.
    pub paths: Vec<String>,
    /// The number of things that there were to show.
    pub goals: usize,
    /// A lower bound: no set of fewer files shows all of them.
    pub lower_bound: usize,
}

impl Wanted {
    /// Picks files that together show everything of the wanted kinds that any file shows.
    ///
    /// ```
    /// use message_corpus::{self, Manifest, Wanted};
    ///
    /// let manifest = Manifest::of(&message_corpus::files(&[])?, &[]);
    /// let mut wanted = Wanted::default();
    /// wanted.covering.push("transitions".into());
    /// let picked = wanted.pick(&manifest)?;
    /// assert!(picked.paths.len() < 40 && picked.paths.len() >= picked.lower_bound);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a name in [`covering`](Self::covering) or in what is to be shown is unknown, or the
    /// release; the error lists the known ones.
    pub fn pick(&self, manifest: &Manifest) -> Result<Picked, Error> {
        let known = Self::names();
        if let Some(unknown) = self
            .covering
            .iter()
            .find(|name| !known.contains(&name.as_str()))
        {
            let known = one_of(unknown, known);
            return Err(Error::new(
                "covering",
                format!("found {unknown:?}, expected {known}"),
            ));
        }
        let showing = self.showing(manifest)?;
        let revision: Option<ApiRevision> = match &self.revision {
            Some(text) => Some(
                text.parse()
                    .map_err(|error: RevisionError| Error::new("revision", error.to_string()))?,
            ),
            None => None,
        };
        let fits = |entry: &&Entry| {
            self.kind.is_none_or(|kind| kind == entry.kind)
                && revision.is_none_or(|revision| revision == entry.revision)
                && (!self.covering.is_empty()
                    || entry.kind != Kind::Script
                    || self.kind == Some(Kind::Script))
                && showing.iter().all(|shown| shows(manifest, entry, shown))
        };
        let mut entries: Vec<&Entry> = manifest.files.iter().filter(fits).collect();
        if self.covering.is_empty() {
            let paths: Vec<_> = entries.iter().map(|entry| entry.path.clone()).collect();
            return Ok(Picked {
                goals: paths.len(),
                lower_bound: paths.len(),
                paths,
            });
        }
        // Where files show as much as each other, those of the newest release are preferred.
        entries.sort_by_key(|entry| !entry.path.starts_with("current/"));
        let goals: Vec<Vec<(&str, &str)>> = entries
            .iter()
            .map(|entry| self.goals(manifest, entry))
            .collect();
        let cover = cover(&goals);
        let paths = cover
            .picked
            .iter()
            .map(|place| entries[*place].path.clone())
            .collect();
        Ok(Picked {
            paths,
            goals: cover.goals,
            lower_bound: cover.lower_bound,
        })
    }

    /// The things that every file has to show, each with the name of its kind.
    fn showing(&self, manifest: &Manifest) -> Result<Vec<(&'static str, &str)>, Error> {
        let showing: Vec<_> = self
            .showing
            .iter()
            .map(|text| kind_and_name(text))
            .collect::<Result<_, _>>()?;
        for shown @ (kind, name) in &showing {
            if !manifest
                .files
                .iter()
                .any(|entry| shows(manifest, entry, shown))
            {
                let known: BTreeSet<&str> = manifest
                    .files
                    .iter()
                    .flat_map(|entry| things(manifest, entry, kind))
                    .collect();
                return Err(Error::new(
                    format!("showing {kind}"),
                    format!("found {name:?}, expected {}", one_of(name, known)),
                ));
            }
        }
        Ok(showing)
    }

    /// The things of the wanted kinds that a file shows.
    fn goals<'a>(&'a self, manifest: &'a Manifest, entry: &'a Entry) -> Vec<(&'a str, &'a str)> {
        let is_wanted = |name: &str| self.covering.iter().any(|wanted| wanted == name);
        let mut goals = Vec::new();
        if is_wanted(RULES) && !entry.rule.is_empty() {
            goals.push((RULES, entry.rule.as_ref()));
        }
        let is_sent = entry.verdict == Verdict::Accept && entry.exercises.is_empty();
        // A script shows what its payloads show, so it is picked only if scripts are asked for.
        if is_sent && (entry.kind != Kind::Script || self.kind == Some(Kind::Script)) {
            for (aspect, names) in manifest.covers(entry).aspects() {
                let aspect = aspect.as_str();
                if is_wanted(aspect) {
                    goals.extend(names.iter().map(|name| (aspect, name.as_ref())));
                }
            }
        }
        goals
    }
}

/// The kind and the name of a thing that has to be shown, such as `state=held`.
fn kind_and_name(text: &str) -> Result<(&'static str, &str), Error> {
    let error = |problem: String| Error::new(format!("showing {text:?}"), problem);
    let (kind, name) = text
        .split_once('=')
        .ok_or_else(|| error("expected KIND=NAME, such as state=held".to_owned()))?;
    let names = Wanted::names();
    let known = names.iter().copied().find(|known| is_kind(kind, known));
    let known = known.ok_or_else(|| error(format!("expected {}", one_of(kind, names))))?;
    Ok((known, name))
}

/// Whether a word names this kind: in the plural or the singular, in kebab or in camel case.
fn is_kind(word: &str, kind: &str) -> bool {
    let plain = |text: &str| text.replace('-', "").to_lowercase();
    let (word, kind) = (plain(word), plain(kind));
    let singular = match kind.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        // Without its last letters `s`, as the others, it would be `statuse`.
        None if kind == "statuses" => "status".to_owned(),
        None => kind.trim_end_matches('s').to_owned(),
    };
    word == kind || word == singular
}

/// Whether a file shows a thing of a kind.
fn shows(manifest: &Manifest, entry: &Entry, (kind, name): &(&str, &str)) -> bool {
    things(manifest, entry, kind).contains(name)
}

/// The things of a kind that a file shows.
fn things<'a>(manifest: &'a Manifest, entry: &'a Entry, kind: &str) -> Vec<&'a str> {
    if kind == RULES {
        return Some(entry.rule.as_ref())
            .filter(|rule: &&str| !rule.is_empty())
            .into_iter()
            .collect();
    }
    let covers = manifest.covers(entry);
    covers
        .aspects()
        .filter(|(aspect, _)| aspect.as_str() == kind)
        .flat_map(|(_, names)| names.iter().map(AsRef::as_ref))
        .collect()
}
