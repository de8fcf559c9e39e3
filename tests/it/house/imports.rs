//! What the files of a crate import from each other.
//!
//! A path such as `crate::Leg` may lead through the root of the crate or a folder's own file to
//! where `Leg` is defined. Only the file of the definition counts, so that nobody hides an arrow
//! behind a `pub use`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A path within the crate, such as `leg::Leg`.
type Segments = Vec<String>;

/// The modules of a crate, each with the code of its file: no comments, and no tests at its end.
pub(crate) struct Crate {
    files: BTreeMap<Segments, String>,
    /// Where the names lead that a module brings in by `pub use`.
    exports: BTreeMap<Segments, BTreeMap<String, Segments>>,
}

impl Crate {
    /// Reads the sources of a crate.
    pub(crate) fn read(sources: &Path) -> Self {
        let mut paths = Vec::new();
        super::sources(sources, &mut paths);
        let file = |path: &std::path::PathBuf| {
            let module = path.strip_prefix(sources).unwrap().with_extension("");
            let mut module: Segments = module
                .components()
                .map(|part| part.as_os_str().to_str().unwrap().to_owned())
                .collect();
            if module == ["lib"] || module.last().is_some_and(|last| last == "mod") {
                module.pop();
            }
            let text = std::fs::read_to_string(path).unwrap();
            let code = text.lines().take_while(|line| *line != "#[cfg(test)]");
            let code = code.map(|line| line.split("//").next().unwrap_or_default());
            (module, code.collect::<Vec<_>>().join("\n"))
        };
        Self::of(paths.iter().map(file).collect())
    }

    fn of(files: BTreeMap<Segments, String>) -> Self {
        let mut read = Self {
            files,
            exports: BTreeMap::new(),
        };
        let mut exports = BTreeMap::new();
        for (module, code) in &read.files {
            let public = uses(code).into_iter().filter(|(is_public, _)| *is_public);
            let named = public.filter_map(|(_, path)| {
                Some((path.last()?.clone(), read.absolute(module, &path)?))
            });
            exports.insert(module.clone(), named.collect());
        }
        read.exports = exports;
        read
    }

    /// The arrows from file to file, but for those of the root, which lists what is public.
    pub(crate) fn arrows(&self) -> BTreeSet<(String, String)> {
        let mut arrows = BTreeSet::new();
        for (module, code) in self.files.iter().filter(|(module, _)| !module.is_empty()) {
            let imports = uses(code).into_iter().map(|(_, path)| path);
            let targets = imports
                .chain(paths(code))
                .filter_map(|path| self.definition(self.absolute(module, &path)?));
            let others = targets.filter(|target| target != module && !target.is_empty());
            arrows.extend(others.map(|target| (module.join("::"), target.join("::"))));
        }
        arrows
    }

    /// The path from the root of the crate; `None` if it leads to another crate.
    fn absolute(&self, module: &Segments, path: &Segments) -> Option<Segments> {
        let mut base = module.clone();
        let mut rest = path.as_slice();
        match rest.first()?.as_str() {
            "crate" => return Some(rest[1..].to_vec()),
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|first| first == "super") {
                    base.pop();
                    rest = &rest[1..];
                }
            }
            child => {
                base.push(child.to_owned());
                let is_child = self.files.contains_key(&base);
                base.pop();
                if !is_child {
                    return None;
                }
            }
        }
        base.extend_from_slice(rest);
        Some(base)
    }

    /// The module whose file defines what is at a path.
    fn definition(&self, path: Segments) -> Option<Segments> {
        let module = (0..=path.len())
            .rev()
            .map(|end| path[..end].to_vec())
            .find(|part| self.files.contains_key(part))?;
        let Some(name) = path.get(module.len()) else {
            return Some(module);
        };
        match self.exports[&module].get(name) {
            Some(further) => self.definition(further.clone()),
            None => Some(module),
        }
    }
}

/// The paths of all `use` items, and whether they are public.
fn uses(code: &str) -> Vec<(bool, Segments)> {
    let mut found = Vec::new();
    for item in code.split(';') {
        let Some((before, tree)) = item.rsplit_once("use ") else {
            continue;
        };
        let line = before.rsplit('\n').next().unwrap_or_default().trim_start();
        if line.is_empty() || line.starts_with("pub") {
            expand(&[], tree, &mut |path| {
                found.push((line.starts_with("pub"), path))
            });
        }
    }
    found
}

/// Calls `found` with each path of a tree such as `a::{b, c::d}`.
fn expand(prefix: &[String], tree: &str, found: &mut impl FnMut(Segments)) {
    let tree = tree.trim();
    let Some((head, rest)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default().trim();
        let names = path.split("::").filter(|name| !name.is_empty());
        found(
            prefix
                .iter()
                .cloned()
                .chain(names.map(str::to_owned))
                .collect(),
        );
        return;
    };
    let head = head
        .split("::")
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned);
    let prefix: Vec<String> = prefix.iter().cloned().chain(head).collect();
    let body = rest.rsplit_once('}').map_or(rest, |(body, _)| body);
    let (mut depth, mut start) = (0, 0);
    for (place, letter) in body.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                expand(&prefix, &body[start..place], found);
                start = place + 1;
            }
            _ => {}
        }
    }
    if !body[start..].trim().is_empty() {
        expand(&prefix, &body[start..], found);
    }
}

/// The paths in the code that begin with `crate`, `super` or `self`, those of macros included.
fn paths(code: &str) -> Vec<Segments> {
    let is_of_path =
        |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == ':';
    let words = code.split(|letter: char| !is_of_path(letter));
    // What ends in `::` is the head of a tree, which is read as a `use`.
    let begins = |word: &&str| {
        ["crate::", "super::", "self::"]
            .iter()
            .any(|root| word.starts_with(root))
            && !word.ends_with(':')
    };
    words
        .filter(begins)
        .map(|word| word.split("::").map(str::to_owned).collect())
        .collect()
}

/// The circles of the arrows: sets of files each of which imports, at last, itself.
pub(crate) fn circles(arrows: &BTreeSet<(String, String)>) -> Vec<BTreeSet<String>> {
    let reach = super::through(arrows.clone());
    let mut circles: Vec<BTreeSet<String>> = Vec::new();
    for (file, _) in reach.iter().filter(|(from, to)| from == to) {
        let together = reach
            .iter()
            .filter(|(from, to)| from == file && reach.contains(&(to.clone(), file.clone())));
        let circle: BTreeSet<String> = together.map(|(_, to)| to.clone()).collect();
        if !circles.contains(&circle) {
            circles.push(circle);
        }
    }
    circles
}

#[test]
fn an_import_is_seen_however_it_is_written() {
    let files = [
        ("", "mod a; mod b;\npub use a::{Inner, deep::Deep};"),
        ("a", "mod deep;\nuse crate::b::{self, Other};"),
        ("a::deep", "use super::super::Inner;"),
        (
            "b",
            "use std::fmt;\nfn f() -> crate::Deep { $crate::b::g() }",
        ),
    ];
    let segments = |module: &str| {
        module
            .split("::")
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let read = Crate::of(
        files
            .map(|(module, code)| (segments(module), code.to_owned()))
            .into(),
    );
    let arrow = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    assert_eq!(
        read.arrows(),
        [
            arrow("a", "b"),
            arrow("a::deep", "a"),
            arrow("b", "a::deep")
        ]
        .into()
    );
    let circle = ["a", "a::deep", "b"].map(str::to_owned).into();
    assert_eq!(circles(&read.arrows()), [circle]);
    assert_eq!(
        circles(&[arrow("a", "b"), arrow("b", "c")].into()),
        Vec::<BTreeSet<String>>::new()
    );
}
