//! Picks a small set of files that together show everything that is asked for.

use message_generator::Error;
use message_generator::cover::cover;
use message_model::ApiRevision;

use super::file::{Kind, Verdict};
use super::manifest::{Entry, Manifest};
use super::wanted::{RULES, Wanted};

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
    /// If a name in [`covering`](Self::covering) or the release is unknown; the error lists the
    /// known ones.
    pub fn pick(&self, manifest: &Manifest) -> Result<Picked, Error> {
        let known = Self::names();
        if let Some(unknown) = self
            .covering
            .iter()
            .find(|name| !known.contains(&name.as_str()))
        {
            let known = known.join(", ");
            return Err(Error::new(
                "covering",
                format!("found {unknown:?}, expected one of {known}"),
            ));
        }
        let revision: Option<ApiRevision> = match &self.revision {
            Some(text) => Some(text.parse().map_err(|_| {
                Error::new(
                    "revision",
                    format!("found {text:?}, expected a release such as 269.0.0"),
                )
            })?),
            None => None,
        };
        let fits = |entry: &&Entry| {
            self.kind.is_none_or(|kind| kind == entry.kind)
                && revision.is_none_or(|revision| revision == entry.revision)
                && (!self.covering.is_empty()
                    || entry.kind != Kind::Script
                    || self.kind == Some(Kind::Script))
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
