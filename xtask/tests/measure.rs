//! The house measured: how well the libraries are documented and how they are written, as numbers
//! with bounds. `cargo test -p xtask --test measure -- --nocapture` prints the table.
//!
//! It reads the text of the sources, which rustfmt has laid out, and counts for each crate, in the
//! files of its `src` up to their tests:
//!
//! - *lines*: those of code, neither empty nor only a comment.
//! - *items*: functions, structs, enums, traits, types, constants, statics and exported macros that
//!   are `pub`, and so reachable, for a lint warns of the others; not fields, variants and modules,
//!   nor what is hidden from the docs. What a macro writes is counted once, where it is written.
//! - *with example*: those of them whose docs have a block of Rust that is run and asserts. That
//!   each has docs at all is what the lint `missing_docs` sees to.
//! - *comments*: lines that begin an ordinary comment or go on with it, on 100 lines of code.
//! - *closures*: those of more than a line that a `let` gives a name, on 1,000 lines of code.
//!
//! In every Rust file of the repository it looks for lines over 100 columns. Texts are data and may
//! be longer, and so may a link or the row of a table in a comment, since they cannot be broken.

use std::fs;
use std::path::{Path, PathBuf};

/// Of the public items, so many of a hundred have an example that asserts.
const EXAMPLES_PERCENT_LEAST: usize = 50;
/// So many closures of more than a line have a name, on 1,000 lines of code of all crates.
const CLOSURES_PER_1000_MOST: usize = 2;
const COLUMNS_MOST: usize = 100;

#[test]
fn the_libraries_are_within_the_bounds() {
    let mut total = Measure::default();
    println!(
        "{:20} {:>6} {:>6} {:>13} {:>9} {:>9}",
        "", "lines", "items", "with example", "comments", "closures"
    );
    for folder in folders_of_crates() {
        let mut measure = Measure::default();
        let files = rust_files(&folder.join("src"));
        for file in files.iter().filter(|file| !file.ends_with("tests.rs")) {
            measure.add(&Measure::of(&text(file)));
        }
        let name = folder.file_name().expect("a crate has a name");
        println!("{:20} {measure}", name.to_string_lossy());
        total.add(&measure);
    }
    println!("{:20} {total}", "all");
    assert!(
        total.with_example * 100 >= total.items * EXAMPLES_PERCENT_LEAST,
        "{} of {} public items have an example that asserts, expected {EXAMPLES_PERCENT_LEAST} %",
        total.with_example,
        total.items
    );
    assert!(
        total.closures * 1000 <= total.lines * CLOSURES_PER_1000_MOST,
        "{} closures of more than a line have a name, expected at most {CLOSURES_PER_1000_MOST} on \
         1,000 lines: make functions of them",
        total.closures
    );
}

#[test]
fn no_line_is_too_long() {
    let mut long = Vec::new();
    for top in ["crates", "tests", "xtask"] {
        for file in rust_files(&root().join(top)) {
            let code = without_texts(&text(&file));
            let lines = code.lines().enumerate();
            let found = lines.filter(|(_, line)| is_too_long(line));
            long.extend(found.map(|(number, _)| format!("{}:{}", file.display(), number + 1)));
        }
    }
    assert!(
        long.is_empty(),
        "over {COLUMNS_MOST} columns: {}",
        long.join(", ")
    );
}

/// What a source, or all of a crate, comes to.
#[derive(Debug, Default, PartialEq, Eq)]
struct Measure {
    lines: usize,
    items: usize,
    with_example: usize,
    comments: usize,
    closures: usize,
}

impl Measure {
    fn of(source: &str) -> Self {
        let mut measure = Self::default();
        let mut docs = Docs::default();
        // Whether the last line opens an attribute, or names a closure that is on the next.
        let mut in_attribute = false;
        let mut named = false;
        for line in without_texts(source).lines().map(str::trim) {
            if line == "#[cfg(test)]" {
                break;
            }
            if let Some(doc) = line.strip_prefix("///") {
                docs.read(doc.trim());
            } else if line.starts_with("//!") || line.is_empty() {
            } else if line.starts_with("//") {
                measure.comments += 1;
            } else {
                measure.lines += 1;
                in_attribute |= line.starts_with("#[");
                if in_attribute {
                    docs.hidden |= line.contains("doc(hidden)");
                    docs.exported |= line.contains("macro_export");
                    in_attribute = !line.ends_with(']');
                    continue;
                }
                let docs = std::mem::take(&mut docs);
                if is_public_item(line, &docs) {
                    measure.items += 1;
                    measure.with_example += usize::from(docs.asserts);
                }
                let value = if named { Some(line) } else { named_value(line) };
                measure.closures += usize::from(value.is_some_and(begins_long_closure));
                named = value == Some("");
            }
        }
        measure
    }

    fn add(&mut self, other: &Self) {
        self.lines += other.lines;
        self.items += other.items;
        self.with_example += other.with_example;
        self.comments += other.comments;
        self.closures += other.closures;
    }
}

impl std::fmt::Display for Measure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // In tenths, which need no float.
        let rate = |count: usize, per: usize| {
            let tenths = (count * per * 10).checked_div(self.lines).unwrap_or(0);
            format!("{}.{}", tenths / 10, tenths % 10)
        };
        let percent = (self.with_example * 100).checked_div(self.items);
        write!(
            f,
            "{:>6} {:>6} {:>6} = {:>2} % {:>9} {:>9}",
            self.lines,
            self.items,
            self.with_example,
            percent.unwrap_or(0),
            rate(self.comments, 100),
            rate(self.closures, 1000)
        )
    }
}

/// What the docs and attributes above an item say of it.
#[derive(Default)]
struct Docs {
    /// The language of the block of code that they are in, if they are in one.
    block: Option<String>,
    asserts: bool,
    hidden: bool,
    exported: bool,
}

impl Docs {
    fn read(&mut self, line: &str) {
        match (line.strip_prefix("```"), &self.block) {
            (Some(language), None) => self.block = Some(language.to_owned()),
            (Some(_), Some(_)) => self.block = None,
            (None, Some(language)) => {
                let is_run = ["", "rust", "should_panic"].contains(&language.as_str());
                self.asserts |= is_run && (line.contains("assert") || language == "should_panic");
            }
            (None, None) => {}
        }
    }
}

fn is_public_item(line: &str, docs: &Docs) -> bool {
    let kind = match line.strip_prefix("pub ") {
        Some(rest) => rest.split(' ').next(),
        None => line.split(' ').next().filter(|_| docs.exported),
    };
    let kinds = [
        "fn",
        "const",
        "struct",
        "enum",
        "trait",
        "type",
        "static",
        "macro_rules!",
    ];
    !docs.hidden && kind.is_some_and(|kind| kinds.contains(&kind))
}

/// What a `let` gives a name to, as far as it is on this line.
fn named_value(line: &str) -> Option<&str> {
    let (pattern, value) = line.strip_prefix("let ")?.split_once(" =")?;
    let name = pattern.split(':').next()?.trim_start_matches("mut ");
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    is_name.then(|| value.trim_start())
}

fn begins_long_closure(value: &str) -> bool {
    let closure = value.strip_prefix("move ").unwrap_or(value);
    closure.starts_with('|') && !closure.ends_with(';')
}

/// Whether a line of what [`without_texts`] leaves is longer than it may be.
fn is_too_long(line: &str) -> bool {
    let columns = line.chars().count();
    let Some((_, comment)) = line.split_once("//") else {
        return columns > COLUMNS_MOST;
    };
    let is_exempt = comment.starts_with(['/', '!']) && comment[1..].starts_with(" |");
    // An example in a comment has texts, some of them with quotes inside.
    let first = comment.find('"').unwrap_or(0);
    let text = comment.rfind('"').unwrap_or(0) - first;
    columns - text > COLUMNS_MOST && !is_exempt && !comment.contains("://")
}

/// A source with nothing between the quotes of its texts but the ends of lines.
fn without_texts(source: &str) -> String {
    let mut code = String::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("'\"'") {
            3
        } else if rest.starts_with("'\\\"'") {
            4
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(length);
        code.push_str(token);
        rest = after;
        if token == "\"" {
            let hashes = code.len() - 1 - code[..code.len() - 1].trim_end_matches('#').len();
            let is_raw = code[..code.len() - 1 - hashes].ends_with('r');
            let end = end_of_text(rest, is_raw.then_some(hashes));
            code.extend(rest[..end].matches('\n'));
            rest = &rest[end..];
            code.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    code
}

/// Where the quote is that ends a text; a raw one has none before its hashes.
fn end_of_text(rest: &str, raw_hashes: Option<usize>) -> usize {
    match raw_hashes {
        Some(hashes) => rest.find(&format!("\"{}", "#".repeat(hashes))),
        None => {
            let mut escaped = false;
            rest.find(|c| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            })
        }
    }
    .expect("a text has an end")
}

fn folders_of_crates() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("crates")).expect("there are crates");
    let mut folders: Vec<PathBuf> = entries
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.join("Cargo.toml").exists())
        .collect();
    folders.sort();
    folders
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("readable").path();
        if path.is_dir() && !path.ends_with("target") {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

fn text(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the workspace")
}

#[test]
fn what_is_counted() {
    let source = r##"
//! About the file, with a block that counts for no item.
// Why the constant is odd,
// in two lines.
/// A number.
///
/// ```
/// assert_eq!(one::ODD, 7);
/// ```
#[allow(
    unused
)]
pub const ODD: u8 = 7;

/// ```text
/// assert: no code
/// ```
pub fn without(field: u8) {
    let short = |x: u8| x + 1;
    let long = |x: u8| {
        x + 1
    };
    let below =
        move |x: u8| {
            x
        };
    let (pair, _) = split(|x| {
        x
    });
}

#[doc(hidden)]
pub fn hidden() {}
#[macro_export]
macro_rules! exported {
}
macro_rules! private {
}
pub mod module;
pub(crate) fn inside() {}
struct Private {
    pub field: u8,
}
#[cfg(test)]
mod tests {
    pub fn beyond() {}
}
"##;
    let expected = Measure {
        lines: 29,
        items: 3,
        with_example: 1,
        comments: 2,
        closures: 2,
    };
    assert_eq!(Measure::of(source), expected);
}

#[test]
fn texts_and_links_may_be_long() {
    let text = "x".repeat(COLUMNS_MOST);
    for (line, too_long) in [
        (text.clone(), false),
        (format!("{text}y"), true),
        (format!("say(\"{text}\");"), false),
        (format!("say(\"a\n \\\"{text}\n{text}\", b);"), false),
        (format!("say(r#\"a \"{text}\" \\\"#);"), false),
        (format!("let quote = '\"'; {text}"), true),
        (format!("say(\"{text}\", {text});"), true),
        (format!("/// See https://example.com/{text}."), false),
        (format!("/// See \"{text}\"."), false),
        (format!("/// See \"a\" {text} \"a\"."), false),
        (format!("/// See \"a\" {text}."), true),
        (format!("/// | a row | {text} |"), false),
    ] {
        let code = without_texts(&line);
        assert_eq!(code.lines().any(is_too_long), too_long, "{line}");
    }
}
