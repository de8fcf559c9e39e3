//! Type-checks every record as a literal against the TypeScript definitions of the vendor's npm
//! package.
//!
//! The definitions require some properties that real payloads leave out; these are listed in
//! `typescript/exceptions.json`. The expected errors cannot simply be ignored: if the compiler
//! reports an error in a nested object, it does not report a surplus property of the object around
//! it. So the records are compiled twice: against the published definitions, where each exception
//! must cause an error (otherwise it is stale), and against a copy in which the exceptions are
//! optional, where no error may occur.
//!
//! Wrong enum values and date-times are not noticed, since these are plain strings in the
//! definitions.

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use message_model::contract::{Definition, Root, View};
use serde::Deserialize;

use super::Home;
use super::environment;
use super::record::Record;

/// The release of the npm package in `typescript/package.json`, and of the records that are
/// compiled.
pub(super) const RELEASE: &str = "262.0.0";

const PACKAGE: &str = "node_modules/purecloud-platform-client-v2";
const DEFINITIONS: &str = "index.d.ts";

/// The number of the compiler's errors that are printed.
const SHOWN: usize = 20;

/// A property that the definitions require and real payloads may leave out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    definition: String,
    property: String,
    /// The reason why real payloads leave it out, for readers of the list.
    reason: String,
}

/// Whether the definitions can be expected to fit a record.
fn is_typed(record: &Record) -> bool {
    // The package dropped it earlier than the releases of the same number in other languages.
    let has_text_body = || record.payload.get().contains(r#""textBody":"#);
    // Payments, forms and the like are passed through by the model, and empty there.
    let is_wide = || record.name.starts_with("wide/");
    match record.root.view() {
        View::Bodies => !has_text_body() && !is_wide(),
        View::OpenMessaging => !is_wide(),
        _ => true,
    }
}

/// Compiles the records; returns true if there are no errors and no stale exceptions.
///
/// # Errors
///
/// If there is no npm or no registry, or the compiler itself fails.
pub(super) fn run(home: &Home, records: Vec<Record>, out: &mut impl Write) -> Result<bool> {
    let list = home.scripts.join("typescript/exceptions.json");
    let text =
        std::fs::read_to_string(&list).with_context(|| format!("reading {}", list.display()))?;
    let exceptions: Vec<Exception> =
        serde_json::from_str(&text).with_context(|| list.display().to_string())?;
    let folder = environment::typescript(home)?;
    let records: Vec<Record> = records.into_iter().filter(is_typed).collect();
    let literals = literals(&records);
    let program = program(&literals);

    let published = compile(&folder, &folder, &program)?;
    let relaxed = relax(&folder, &exceptions)?;
    let complaints = compile(&folder, &relaxed, &program)?;

    writeln!(
        out,
        "TypeScript definitions {RELEASE}: {} records as literals, {} planted errors",
        literals.len(),
        PLANTS.len()
    )?;
    for complaint in complaints.iter().take(SHOWN) {
        writeln!(
            out,
            "red: {}: {}",
            place(complaint, &literals),
            complaint.message
        )?;
    }
    if complaints.len() > SHOWN {
        writeln!(out, "red: and {} complaints more", complaints.len() - SHOWN)?;
    }
    let mut fresh = true;
    for Exception {
        definition,
        property,
        reason,
    } in &exceptions
    {
        let count = published
            .iter()
            .filter(|complaint| complaint.misses(definition, property))
            .count();
        writeln!(
            out,
            "exception: {definition}.{property} may be absent ({reason}): {count} times so"
        )?;
        if count == 0 {
            fresh = false;
            writeln!(
                out,
                "red: stale exception: no record lacks {definition}.{property}; remove it from {}",
                list.display()
            )?;
        }
    }
    Ok(complaints.is_empty() && fresh)
}

/// Planted errors that the compiler must report on every run.
const PLANTS: [(Root, &str); 9] = [
    (Root::Message, r#"{"plantedProperty":1}"#),
    (
        Root::Message,
        r#"{"messages":[{"messageId":"a","plantedProperty":1}]}"#,
    ),
    (Root::Message, r#"{"held":"true"}"#),
    (
        Root::Conversation,
        r#"{"participants":[{"messages":[{"messageSegmentCount":"1"}]}]}"#,
    ),
    (
        Root::EventConversation,
        r#"{"participants":[{"messages":[{"held":"true"}]}]}"#,
    ),
    (
        Root::EventMessageConversation,
        r#"{"participants":[{"plantedProperty":1}]}"#,
    ),
    (
        Root::MessageConversation,
        r#"{"participants":[{"plantedProperty":1}]}"#,
    ),
    (Root::UserEndEvent, r#"{"plantedProperty":1}"#),
    (
        Root::AnalyticsConversation,
        r#"{"participants":[{"plantedProperty":1}]}"#,
    ),
];

/// The program to compile: the first line imports, then there is one line for each record and two
/// for each planted error.
fn program(literals: &[(&'static str, &Record)]) -> String {
    let mut text = String::from("import type { Models } from \"purecloud-platform-client-v2\";\n");
    for (index, (class, record)) in literals.iter().enumerate() {
        // The payload may have several lines. Line ends occur only between JSON's tokens, where
        // they are white space.
        let payload = record.payload.get().replace(['\n', '\r'], " ");
        literal(&mut text, &format!("record{index}"), class, &payload);
    }
    for (index, (root, payload)) in PLANTS.iter().enumerate() {
        // With this comment the compiler reports an error if the next line has none.
        text += "// @ts-expect-error\n";
        literal(
            &mut text,
            &format!("planted{index}"),
            root.as_str(),
            payload,
        );
    }
    text
}

fn literal(text: &mut String, name: &str, class: &str, payload: &str) {
    writeln!(text, "export const {name}: Models.{class} = {payload};")
        .expect("a String takes everything");
}

/// The records with the classes that they are literals of: the topics of users and of queues have
/// classes of their own for the same.
fn literals(records: &[Record]) -> Vec<(&'static str, &Record)> {
    let classes = |it: &'static Definition| [Some(it.name()), it.also()];
    records
        .iter()
        .flat_map(|record| {
            let classes = classes(record.root.definition()).into_iter().flatten();
            classes.map(move |class| (class, record))
        })
        .collect()
}

/// A copy of the definitions in which the exceptions are optional.
fn relax(folder: &Path, exceptions: &[Exception]) -> Result<PathBuf> {
    let published = folder.join(PACKAGE).join(DEFINITIONS);
    let mut text = std::fs::read_to_string(&published)
        .with_context(|| format!("reading {}", published.display()))?;
    for Exception {
        definition,
        property,
        ..
    } in exceptions
    {
        let demanded = || {
            let start = text.find(&format!("export interface {definition} {{"))?;
            let end = start + text[start..].find("\n\t}")?;
            let name = format!("\"{property}\"");
            Some(start + text[start..end].find(&format!("{name}:"))? + name.len())
        };
        let Some(place) = demanded() else {
            bail!(
                "stale exception: the definitions {RELEASE} do not demand {definition}.{property}"
            );
        };
        text.insert(place, '?');
    }
    let relaxed = folder.join("relaxed");
    let package = relaxed.join(PACKAGE);
    std::fs::create_dir_all(&package)?;
    std::fs::write(package.join(DEFINITIONS), text)?;
    std::fs::copy(
        folder.join(PACKAGE).join("package.json"),
        package.join("package.json"),
    )?;
    Ok(relaxed)
}

/// An error that the compiler reports about the program.
struct Complaint {
    /// The line of the program, from 1.
    line: usize,
    message: String,
}

impl Complaint {
    /// Whether it is about an object that lacks this property (alone or with others).
    fn misses(&self, definition: &str, property: &str) -> bool {
        let quoted = format!("\"{property}\"");
        let one = format!("required in type '{definition}'");
        let several = format!("missing the following properties from type '{definition}':");
        self.message.contains(&quoted)
            && (self.message.contains(&one) || self.message.contains(&several))
    }
}

fn compile(installed: &Path, folder: &Path, program: &str) -> Result<Vec<Complaint>> {
    std::fs::write(folder.join("records.ts"), program)?;
    let mut node = Command::new("node");
    node.arg(installed.join("node_modules/typescript/bin/tsc"));
    node.args([
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "--pretty",
        "false",
        "records.ts",
    ]);
    let output = node
        .current_dir(folder)
        .output()
        .context("node could not be started")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let complaints: Vec<Complaint> = text.lines().filter_map(complaint).collect();
    // A compiler that fails for a reason that is not understood here has checked nothing.
    ensure!(
        output.status.success() == complaints.is_empty() && !text.lines().any(is_elsewhere),
        "the TypeScript compiler broke down ({}): {text}{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(complaints)
}

/// `records.ts(3,56): error TS2741: Property ...`; the lines that follow, indented, say more of the
/// same.
fn complaint(line: &str) -> Option<Complaint> {
    let (number, rest) = line.strip_prefix("records.ts(")?.split_once(',')?;
    let (_, message) = rest.split_once("): error ")?;
    Some(Complaint {
        line: number.parse().ok()?,
        message: message.to_owned(),
    })
}

/// An error that is not about the program, such as a bad option or a missing definition file.
fn is_elsewhere(line: &str) -> bool {
    line.contains("error TS") && !line.starts_with("records.ts(")
}

fn place(complaint: &Complaint, literals: &[(&'static str, &Record)]) -> String {
    // Lines count from 1, and the first one imports.
    match complaint.line.checked_sub(2) {
        Some(index) if index < literals.len() => {
            let (class, record) = literals[index];
            format!("{} as {class}", record.name)
        }
        _ => format!("records.ts line {}", complaint.line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALONE: &str = "records.ts(3,56): error TS2741: Property '\"endTime\"' is missing in type \
                         '{ startTime: string; }' but required in type 'Segment'.";
    const AMONG_OTHERS: &str = "records.ts(5,113): error TS2739: Type '{}' is missing the following properties from \
                                type 'Segment': \"startTime\", \"endTime\"";
    const SURPLUS: &str = "records.ts(2,67): error TS2353: Object literal may only specify known properties, and \
                           '\"endTime\"' does not exist in type 'Segment'.";

    #[track_caller]
    fn check(text: &str, line: usize, misses: bool) {
        let complaint = complaint(text).expect("an error about a record");
        assert_eq!(
            (complaint.line, complaint.misses("Segment", "endTime")),
            (line, misses)
        );
        assert!(!complaint.misses("Wrapup", "endTime"));
    }

    #[test]
    fn a_complaint_about_a_missing_property_is_told_from_others() {
        check(ALONE, 3, true);
        check(AMONG_OTHERS, 5, true);
        check(SURPLUS, 2, false);
    }

    #[test]
    fn what_is_not_about_a_record_is_no_complaint() {
        assert!(complaint("  Type 'string' is not assignable to type 'number'.").is_none());
        assert!(is_elsewhere(
            "error TS6044: Compiler option 'types' expects an argument."
        ));
        assert!(!is_elsewhere(ALONE));
    }

    #[test]
    fn a_payload_over_several_lines_stays_on_the_line_of_its_record() {
        let payload = serde_json::value::RawValue::from_string("{\n  \"id\": \"a\"\n}".to_owned())
            .expect("it is JSON");
        let record = Record {
            release: RELEASE.to_owned(),
            root: Root::Message,
            name: "a".to_owned(),
            payload,
        };
        let records = [record.clone(), record];
        let program = program(&literals(&records));
        let second = program.lines().nth(2).expect("a line for each record");
        assert_eq!(
            second,
            "export const record1: Models.Message = {   \"id\": \"a\" };"
        );
    }
}
