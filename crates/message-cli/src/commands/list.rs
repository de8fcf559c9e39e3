//! `list`: lists the scenarios or the profiles, or those with a word.

use std::io::{IsTerminal, Write, stdout};
use std::iter;
use std::process::ExitCode;

use anyhow::{Result, bail};
use message_faults::Verdict;
use message_faults::dialect::Dialect;
use message_faults::document::faults;
use message_faults::form::Form;
use message_faults::stream::Preset;
use message_generator::{Profile, Rate, Scenario};
use message_lifecycle::Role;
use message_model::did_you_mean;

use crate::columns::{self, indented};
use crate::console;

/// The arguments of `list`.
#[derive(clap::Args)]
#[command(after_help = letters())]
pub struct Args {
    /// Print the JSON Schema (draft 2020-12) of scenario files instead, for editors
    #[arg(long, conflicts_with_all = ["profiles", "search"])]
    schema: bool,
    /// List the profiles instead, with the percentage of conversations in which the customer writes
    /// first, a bot takes part, an offer goes unanswered and so on, and of those still open
    #[arg(long)]
    profiles: bool,
    /// List the faults instead that `generate` makes: rules that it breaks, ways to malform a
    /// record, dialects and presets of streams, each with what a right reader does
    #[arg(long, conflicts_with_all = ["profiles", "schema"])]
    faults: bool,
    /// List only what has this word, or these words, in its name or in what it shows
    #[arg(long, value_name = "WORD", default_value = "")]
    search: String,
}

/// The letters that stand for the roles in the column of legs.
fn letters() -> String {
    let letters: Vec<String> = Role::ALL
        .iter()
        .map(|role| format!("{} {}", role.letter(), role.as_str()))
        .collect();
    format!("Legs: {}", letters.join(", "))
}

pub(crate) fn run(args: Args) -> Result<ExitCode> {
    if args.schema {
        console::data().write_all(Scenario::SCHEMA.as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    let is_wanted = |name: &str, shows: &str| has(&format!("{name} {shows}"), &args.search);
    let lines = if args.faults {
        let wanted = fault_rows()
            .into_iter()
            .filter(|row| is_wanted(&row[0], &row[3]));
        columns::table(&wanted.collect::<Vec<_>>())
    } else if args.profiles {
        let profiles: Vec<Profile> = Profile::builtin_names()
            .filter_map(Profile::builtin)
            .filter(|profile| is_wanted(&profile.name, &profile.shows))
            .collect();
        profile_lines(&profiles)
    } else {
        let scenarios: Vec<Scenario> = Scenario::all_builtin()
            .filter(|scenario| is_wanted(&scenario.name, &scenario.shows))
            .collect();
        // A program that reads a pipe wants a line for each scenario.
        match stdout().is_terminal() {
            true => scenario_lines(&scenarios),
            false => columns::table(&scenarios.iter().map(long_row).collect::<Vec<_>>()),
        }
    };
    if lines.is_empty() {
        bail!(nothing_has(&args));
    }
    let mut out = console::text();
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether a text has all of these words, in whatever case.
fn has(text: &str, words: &str) -> bool {
    let text = text.to_lowercase();
    words
        .to_lowercase()
        .split_whitespace()
        .all(|word| text.contains(word))
}

fn nothing_has(args: &Args) -> String {
    let (what, names): (_, Vec<&str>) = match (args.faults, args.profiles) {
        (true, _) => ("fault", faults().map(|fault| fault.rule().id).collect()),
        (false, true) => ("profile", Profile::builtin_names().collect()),
        (false, false) => ("scenario", Scenario::builtin_names().collect()),
    };
    format!(
        "--search: no {what} has {:?} in its name or in what it shows{}",
        args.search,
        did_you_mean(&args.search, names)
    )
}

/// The faults: name, option, verdict and reason of each.
fn fault_rows() -> Vec<Vec<String>> {
    let row = |name: &str, option: &str, verdict: &str, reason: &str| {
        [name, option, verdict, reason].map(str::to_owned).to_vec()
    };
    let rules = faults().map(|fault| {
        let rule = fault.rule();
        row(
            rule.id,
            "--fault",
            Verdict::of(rule.severity).as_str(),
            rule.reason,
        )
    });
    let forms = Form::ALL.into_iter();
    let forms = forms.map(|it| row(it.as_str(), "--fault", it.verdict().as_str(), it.reason()));
    let dialects = Dialect::ALL.into_iter();
    let dialects =
        dialects.map(|it| row(it.as_str(), "--dialect", it.verdict().as_str(), it.reason()));
    let presets = Preset::ALL.into_iter();
    let presets = presets.map(|it| {
        row(
            it.as_str(),
            "--stream",
            "-",
            "a preset of rates for streams",
        )
    });
    rules.chain(forms).chain(dialects).chain(presets).collect()
}

/// The scenarios in a table, each with what it shows on the lines below.
fn scenario_lines(scenarios: &[Scenario]) -> Vec<String> {
    if scenarios.is_empty() {
        return Vec::new();
    }
    let head = ["NAME", "EVIDENCE", "LEGS"].map(str::to_owned).to_vec();
    let rows = scenarios.iter().map(scenario_row);
    let rows: Vec<_> = iter::once(head).chain(rows).collect();
    let mut heads = columns::table(&rows).into_iter();
    let mut lines: Vec<String> = heads.next().into_iter().collect();
    for (head, scenario) in heads.zip(scenarios) {
        lines.push(head);
        lines.extend(indented(&scenario.shows));
    }
    lines
}

fn scenario_row(scenario: &Scenario) -> Vec<String> {
    vec![
        scenario.name.clone(),
        scenario.evidence.to_string(),
        letters_of(scenario),
    ]
}

fn long_row(scenario: &Scenario) -> Vec<String> {
    vec![
        scenario.name.clone(),
        letters_of(scenario),
        scenario.evidence.to_string(),
        scenario.shows.clone(),
    ]
}

/// The letters of the roles of a scenario's legs; of more than fit into a column, the first ones.
fn letters_of(scenario: &Scenario) -> String {
    let letters: Vec<_> = scenario
        .legs
        .iter()
        .map(|(_, leg)| leg.role.letter().to_string())
        .collect();
    letters.join(" ")
}

/// The profiles: what each shows, and a table of their rates with a column for each.
fn profile_lines(profiles: &[Profile]) -> Vec<String> {
    let mut lines = Vec::new();
    for profile in profiles {
        lines.push(profile.name.clone());
        lines.extend(indented(&profile.shows));
    }
    if profiles.is_empty() {
        return lines;
    }
    let names = profiles.iter().map(|profile| profile.name.clone());
    let head = iter::once("RATE".to_owned()).chain(names).collect();
    let row = |rate: Rate| {
        let rates = profiles.iter().map(|profile| percent(profile.rate(rate)));
        iter::once(rate.as_str().to_owned()).chain(rates).collect()
    };
    let open = profiles
        .iter()
        .map(|profile| percent(u32::from(profile.open) * 100));
    let open = iter::once("open".to_owned()).chain(open).collect();
    let rows: Vec<Vec<String>> = iter::once(head)
        .chain(Rate::ALL.map(row))
        .chain([open])
        .collect();
    lines.push(String::new());
    lines.extend(columns::table(&rows));
    lines
}

/// Hundredths of a per cent, as per cent.
fn percent(hundredths: u32) -> String {
    format!(
        "{}.{} %",
        (hundredths + 5) / 100,
        (hundredths + 5) / 10 % 10
    )
}

#[cfg(test)]
mod tests {
    use message_generator::{Profile, Scenario};

    use super::{has, profile_lines, scenario_lines};
    use crate::columns::WIDTH;

    #[test]
    fn no_line_is_wider_than_a_terminal() {
        let scenarios: Vec<_> = Scenario::all_builtin().collect();
        let profiles: Vec<_> = Profile::builtin_names()
            .filter_map(Profile::builtin)
            .collect();
        for line in scenario_lines(&scenarios)
            .iter()
            .chain(&profile_lines(&profiles))
        {
            assert!(line.chars().count() <= WIDTH, "{line}");
        }
    }

    #[test]
    fn all_words_must_be_there() {
        assert!(has(
            "takeover-by-colleague A colleague pulls it",
            "Colleague PULL"
        ));
        assert!(!has(
            "takeover-by-colleague A colleague pulls it",
            "colleague push"
        ));
        assert!(has("anything", ""));
    }
}
