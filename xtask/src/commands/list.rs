//! `cargo xtask list`: the scenarios, one a line.

use std::io::{IsTerminal, Write, stdout};
use std::process::ExitCode;

use anyhow::Result;
use message_generator::Scenario;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Print the JSON Schema (draft 2020-12) of scenario files instead, for an editor
    #[arg(long)]
    schema: bool,
}

pub(crate) fn run(args: Args) -> Result<ExitCode> {
    if args.schema {
        stdout().lock().write_all(Scenario::SCHEMA.as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    let rows: Vec<[String; 4]> = Scenario::all_builtin()
        .map(|scenario| {
            let legs: Vec<_> = scenario.legs.iter().map(|(_, leg)| leg.role.letter().to_string()).collect();
            [scenario.name, legs.join(" "), scenario.evidence.to_string(), scenario.shows]
        })
        .collect();
    let widths: [usize; 3] =
        std::array::from_fn(|column| rows.iter().map(|row| row[column].len()).max().unwrap_or_default());
    let mut out = stdout().lock();
    // A header is for people; a program that reads a pipe wants scenarios only.
    let header = out.is_terminal().then(|| ["NAME", "LEGS", "EVIDENCE", "SHOWS"].map(str::to_owned));
    for [name, legs, evidence, shows] in header.iter().chain(&rows) {
        let [name_width, legs_width, evidence_width] = widths;
        writeln!(out, "{name:name_width$}  {legs:legs_width$}  {evidence:evidence_width$}  {shows}")?;
    }
    Ok(ExitCode::SUCCESS)
}
