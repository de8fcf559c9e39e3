//! `list`: lists the scenarios or the profiles, one on each line.

use std::io::{IsTerminal, Write, stdout};
use std::process::ExitCode;

use anyhow::Result;
use message_generator::{Profile, Rate, Scenario};
use message_lifecycle::Role;

use crate::console;

/// The arguments of `list`.
#[derive(clap::Args)]
#[command(after_help = letters())]
pub struct Args {
    /// Print the JSON Schema (draft 2020-12) of scenario files instead, for editors
    #[arg(long, conflicts_with = "profiles")]
    schema: bool,
    /// List the profiles instead, with the percentage of conversations in which the customer writes
    /// first, a bot takes part, an offer goes unanswered and so on, and of those still open
    #[arg(long)]
    profiles: bool,
}

/// The letters that stand for the roles in the column of legs.
fn letters() -> String {
    let letters: Vec<String> = Role::ALL
        .iter()
        .map(|role| format!("{} {}", role.letter(), role.name()))
        .collect();
    format!("Legs: {}", letters.join(", "))
}

pub(crate) fn run(args: Args) -> Result<ExitCode> {
    let mut out = console::text();
    if args.schema {
        console::data().write_all(Scenario::SCHEMA.as_bytes())?;
    } else if args.profiles {
        let heads: Vec<_> = Rate::ALL
            .map(Rate::name)
            .into_iter()
            .chain(["open"])
            .map(str::to_uppercase)
            .collect();
        let head: Vec<_> = [&["NAME".to_owned()], &heads[..], &["SHOWS".to_owned()]].concat();
        // Always with a header, since the numbers say nothing without it.
        print(
            &mut out,
            Profile::builtin_names()
                .filter_map(Profile::builtin)
                .map(profile),
            head,
            true,
        )?;
    } else {
        // With a header on a terminal only; a program that reads a pipe wants just the scenarios.
        let has_head = stdout().is_terminal();
        let head = ["NAME", "LEGS", "EVIDENCE", "SHOWS"]
            .map(str::to_owned)
            .to_vec();
        print(
            &mut out,
            Scenario::all_builtin().map(scenario),
            head,
            has_head,
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

fn scenario(scenario: Scenario) -> Vec<String> {
    let legs: Vec<_> = scenario
        .legs
        .iter()
        .map(|(_, leg)| leg.role.letter().to_string())
        .collect();
    vec![
        scenario.name,
        legs.join(" "),
        scenario.evidence.to_string(),
        scenario.shows,
    ]
}

fn profile(profile: Profile) -> Vec<String> {
    let percent = |hundredths: u32| {
        format!(
            "{}.{} %",
            (hundredths + 5) / 100,
            (hundredths + 5) / 10 % 10
        )
    };
    let rates = Rate::ALL.map(|rate| percent(profile.rate(rate)));
    let open = percent(u32::from(profile.open) * 100);
    [profile.name.clone()]
        .into_iter()
        .chain(rates)
        .chain([open, profile.shows])
        .collect()
}

/// Prints a line for each row, with all columns but the last as wide as their widest cell.
fn print(
    out: &mut impl Write,
    rows: impl Iterator<Item = Vec<String>>,
    head: Vec<String>,
    has_head: bool,
) -> Result<()> {
    let rows: Vec<_> = has_head.then_some(head).into_iter().chain(rows).collect();
    let columns = rows.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            rows.iter()
                .map(|row| row[column].len())
                .max()
                .unwrap_or_default()
        })
        .collect();
    for row in &rows {
        let Some((last, others)) = row.split_last() else {
            continue;
        };
        for (cell, width) in others.iter().zip(&widths) {
            write!(out, "{cell:width$}  ")?;
        }
        writeln!(out, "{last}")?;
    }
    Ok(())
}
