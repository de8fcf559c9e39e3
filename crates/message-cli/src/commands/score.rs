//! `score`: compares what a consumer did with cases with what is right.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result, ensure};
use message_faults::score::{Answer, Expected, score};
use serde::de::DeserializeOwned;

use crate::console;
use crate::text_file::read_text;

/// The arguments of `score`.
#[derive(clap::Args)]
#[command(after_help = "\
Cases and labels come from `generate --fault all --out cases.jsonl --labels labels.jsonl`. A consumer reads the cases \
and writes a line for each: {\"id\": \"...\", \"verdict\": \"accept\"} or \"reject\"; for a stream {\"id\": \"...\", \
\"ends\": [{\"participantId\": \"...\", \"state\": \"...\"}]}.")]
pub struct Args {
    /// What is right for each case, as JSON Lines
    #[arg(long, value_name = "FILE")]
    labels: PathBuf,
    /// The answers of the consumer, as JSON Lines
    #[arg(long, value_name = "FILE", required_unless_present = "command")]
    results: Option<PathBuf>,
    /// Run this command in a shell, with the cases on its standard input, for the answers on its
    /// standard output
    #[arg(
        long,
        value_name = "CMD",
        conflicts_with = "results",
        requires = "cases"
    )]
    command: Option<String>,
    /// The cases, for the command
    #[arg(long, value_name = "FILE", requires = "command")]
    cases: Option<PathBuf>,
    /// The ids of cases that the consumer is known to fail, one a line; one that it does not fail
    /// is stale, which is a failure too
    #[arg(long, value_name = "FILE")]
    expected_failures: Option<PathBuf>,
}

pub(crate) fn run(args: Args) -> Result<ExitCode> {
    let expected: Vec<Expected> = lines(&read_text(&args.labels)?, "label")?;
    ensure!(
        !expected.is_empty(),
        "{}: no label in it",
        args.labels.display()
    );
    let answers = match (&args.results, &args.command, &args.cases) {
        (Some(results), ..) => read_text(results)?,
        (None, Some(command), Some(cases)) => answers_of(command, &read_text(cases)?)?,
        (None, ..) => String::new(),
    };
    let answers: Vec<Answer> = lines(&answers, "answer")?;
    let known = match &args.expected_failures {
        Some(file) => read_text(file)?,
        None => String::new(),
    };
    let known: BTreeSet<String> = known
        .lines()
        .map(str::trim)
        .filter(|id| !id.is_empty())
        .map(str::to_owned)
        .collect();
    let score = score(&expected, &answers, &known);
    writeln!(console::text(), "{score}")?;
    Ok(match score.is_well() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// The values of JSON Lines.
fn lines<T: DeserializeOwned>(text: &str, what: &str) -> Result<Vec<T>> {
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    let values = lines.map(|(number, line)| {
        serde_json::from_str(line).with_context(|| format!("{what} in line {}", number + 1))
    });
    values.collect()
}

/// What a command answers to the cases. One that crashes has answered as far as it came.
fn answers_of(command: &str, cases: &str) -> Result<String> {
    let (shell, flag) = if cfg!(windows) {
        ("cmd", "/C")
    } else {
        ("sh", "-c")
    };
    let mut child = Command::new(shell)
        .args([flag, command])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run {command}"))?;
    let stdin = child.stdin.take();
    let output = std::thread::scope(|scope| {
        scope.spawn(move || {
            // Whoever stops reading answers for less.
            stdin.map(|mut stdin| stdin.write_all(cases.as_bytes()))
        });
        child.wait_with_output()
    })?;
    if !output.status.success() {
        console::remark(format_args!("{command}: {}", output.status));
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("{command}: answers that are no UTF-8"))
}
