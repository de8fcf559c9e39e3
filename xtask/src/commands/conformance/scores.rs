//! `--scores`: real consumers answer the cases of the corpus, and their answers are compared with
//! the verdicts.
//!
//! Consumers that were not made to validate accept most of what contradicts itself; that is what
//! the table shows. What each is known to get wrong is listed by case in
//! `xtask/conformance/scores/expected/`: a new failure is red, and so is an entry that does not
//! fail any more. The table stands in the README of the corpus, and one that differs is red too.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use message_faults::dialect::Dialect;
use message_faults::form::Form;
use message_faults::score::{Answer, Expected, Score, score};
use message_model::ApiRevision;
use message_model::contract::{Root, json_schema};
use message_rules::rule;
use serde::de::DeserializeOwned;

use super::Home;
use super::environment::{self, Python};
use crate::installed::npm_packages;

/// A consumer of cases.
struct Consumer {
    /// The name in the table.
    name: &'static str,
    /// The name of the list of its expected failures.
    list: &'static str,
    /// The folder of the cases that it answers.
    folder: &'static str,
    command: Command,
}

/// Lets every consumer answer, and writes the table; returns whether each failed as expected and
/// the README has the table.
///
/// # Errors
///
/// If a consumer cannot be installed or started, or answers something else than answers.
pub(super) fn run(home: &Home, bless: bool, out: &mut impl Write) -> Result<bool> {
    let mut green = true;
    let mut table = vec![HEAD.to_owned(), LINE.to_owned()];
    for consumer in consumers(home)? {
        let list = home.scripts.join("scores/expected").join(consumer.list);
        let (name, folder) = (
            consumer.name,
            home.root.join("fixtures").join(consumer.folder),
        );
        let (cases, labels) = read(&folder)?;
        let input = home.target.join(format!("cases-{}", consumer.list));
        fs::write(&input, cases).with_context(|| format!("writing {}", input.display()))?;
        let answers = answers(consumer.command, &input).with_context(|| name.to_owned())?;
        if bless {
            let failures = score(&labels, &answers, &BTreeSet::new()).failures;
            let lines: String = failures.iter().map(|id| format!("{id}\n")).collect();
            fs::write(&list, lines).with_context(|| format!("writing {}", list.display()))?;
        }
        let known =
            fs::read_to_string(&list).with_context(|| format!("reading {}", list.display()))?;
        let known: BTreeSet<String> = known.lines().map(str::to_owned).collect();
        let score = score(&labels, &answers, &known);
        table.push(row(name, &score));
        for id in &score.failures {
            writeln!(
                out,
                "red: {name}: {id}: not right, and not in {}",
                list.display()
            )?;
        }
        for id in &score.stale {
            writeln!(
                out,
                "red: {name}: {id}: right by now, but in {}",
                list.display()
            )?;
        }
        green &= score.is_well();
    }
    writeln!(out, "{}", table.join("\n"))?;
    let readme = home.root.join("fixtures/README.md");
    let text =
        fs::read_to_string(&readme).with_context(|| format!("reading {}", readme.display()))?;
    for line in table.iter().filter(|line| !text.contains(line.as_str())) {
        green = false;
        writeln!(
            out,
            "red: {}: does not have the line: {line}",
            readme.display()
        )?;
    }
    Ok(green)
}

const HEAD: &str = concat!(
    "| consumer | rules | forms | dialects | streams | refuses what is legal | takes what is not ",
    "| no answer |"
);
const LINE: &str = "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |";

/// The row of a consumer: how many answers of each kind are right, and what the others are.
fn row(name: &str, score: &Score) -> String {
    let mut right: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let (mut rejected, mut accepted, mut missing) = (0, 0, 0);
    for (fault, row) in &score.rows {
        let (count, all) = right.entry(kind(fault)).or_default();
        (*count, *all) = (*count + row.right, *all + row.count());
        rejected += row.rejected;
        accepted += row.accepted;
        missing += row.missing;
    }
    let cells = (0..4).map(|kind| match right.get(&kind) {
        Some((count, all)) => format!("{count} of {all}"),
        None => String::new(),
    });
    let cells: Vec<String> = cells.collect();
    format!(
        "| {name} | {} | {rejected} | {accepted} | {missing} |",
        cells.join(" | ")
    )
}

/// The column of a fault.
fn kind(fault: &str) -> usize {
    if rule(fault).is_some() {
        0
    } else if fault.parse::<Form>().is_ok() {
        1
    } else if fault.parse::<Dialect>().is_ok() {
        2
    } else {
        3
    }
}

fn consumers(home: &Home) -> Result<Vec<Consumer>> {
    let scripts = home.scripts.join("scores");
    let python = Python::find(home)?;
    let of_sdk = |release: &str| -> Result<Command> {
        let mut command = python.command(&python.sdk(release)?)?;
        command.arg(scripts.join("python_sdk.py"));
        Ok(command)
    };
    let (oldest, newest) = (of_sdk("19.0.0")?, of_sdk("269.0.0")?);
    let requirements = home.root.join("xtask/clients/python/requirements.txt");
    let packages = python.packages(&home.root.join("target/clients/python"), &requirements)?;
    let mut listening = python.command(&python.sdk("269.0.0")?)?;
    listening
        .arg(scripts.join("notifications.py"))
        .arg(packages);

    let definitions = environment::typescript(home)?;
    let mut typescript = Command::new("node");
    typescript
        .arg(scripts.join("typescript.mjs"))
        .arg(definitions);
    let ajv = home.target.join("json-schema");
    npm_packages(&ajv, &scripts.join("package.json"))?;
    let mut validator = Command::new("node");
    validator
        .arg(scripts.join("json_schema.mjs"))
        .arg(&ajv)
        .arg(schemas(&ajv)?);
    let consumer = |name, list, folder, command| Consumer {
        name,
        list,
        folder,
        command,
    };
    Ok(vec![
        consumer("Python SDK 19.0.0", "python-19.txt", "faults", oldest),
        consumer("Python SDK 269.0.0", "python-269.txt", "faults", newest),
        consumer(
            "TypeScript types 262.0.0",
            "typescript-262.txt",
            "faults",
            typescript,
        ),
        consumer(
            "ajv 8.17.1, our schema",
            "json-schema.txt",
            "faults",
            validator,
        ),
        consumer(
            "genesys-notifications 1.3, last one counts",
            "genesys-notifications.txt",
            "streams",
            listening,
        ),
    ])
}

/// Writes the schemas of all types into one file.
fn schemas(folder: &Path) -> Result<PathBuf> {
    let of_root = |root: Root| -> Result<(&str, serde_json::Value)> {
        let schema = json_schema(root, ApiRevision::LATEST);
        Ok((root.as_str(), serde_json::from_str(&schema)?))
    };
    let schemas: BTreeMap<_, _> = Root::ALL.into_iter().map(of_root).collect::<Result<_>>()?;
    let file = folder.join("schemas.json");
    fs::write(&file, serde_json::to_string(&schemas)?)
        .with_context(|| format!("writing {}", file.display()))?;
    Ok(file)
}

/// The cases of a folder of the corpus, and what is right for them.
fn read(folder: &Path) -> Result<(String, Vec<Expected>)> {
    let entries = fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    let mut files = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    files.sort();
    let mut cases = String::new();
    for file in files {
        if file.to_string_lossy().ends_with(".cases.jsonl") {
            cases += &fs::read_to_string(&file)?;
        }
    }
    let labels: Vec<Expected> = lines(&fs::read_to_string(folder.join("labels.jsonl"))?)?;
    ensure!(
        cases.lines().count() == labels.len(),
        "{}: {} cases and {} labels",
        folder.display(),
        cases.lines().count(),
        labels.len()
    );
    Ok((cases, labels))
}

/// What a consumer answers to the cases of a file.
fn answers(mut command: Command, cases: &Path) -> Result<Vec<Answer>> {
    let output = command.stdin(File::open(cases)?).output()?;
    if !output.status.success() {
        bail!(
            "{}: {}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let answers = lines(std::str::from_utf8(&output.stdout)?)?;
    ensure!(!answers.is_empty(), "no answer at all");
    Ok(answers)
}

fn lines<T: DeserializeOwned>(text: &str) -> Result<Vec<T>> {
    let values = text.lines().map(|line| {
        let start: String = line.chars().take(80).collect();
        serde_json::from_str(line).with_context(|| start)
    });
    values.collect()
}
