//! `validate`: checks whether payloads can be read without loss, keep the rules and fit a release,
//! and reports what in them no known release has; and lists and explains the rules.

mod args;
mod block;
mod check;
mod report;
pub(super) mod unreadable;

use std::io::{IsTerminal, Write, stdout};
use std::iter;
use std::process::ExitCode;

use anyhow::{Context, Result};
use message_model::one_of;
use message_rules::{Rule, rule, rules};

pub(crate) use self::args::Args;
pub(super) use self::args::EXPECTED;
use self::block::{Block, ROOM, blocks_of, checker};
use self::check::Check;
use crate::arguments::Jobs;
use crate::columns::indented;
use crate::console;
use crate::in_order::{Workers, processors};
use crate::program::Program;

pub(crate) fn run(args: Args, program: Program) -> Result<ExitCode> {
    let mut out = console::many(args.json);
    if args.rules {
        // A program that reads a pipe wants a line for each rule.
        let is_narrow = stdout().is_terminal();
        return print_rules(rules(), &mut out, args.json, |rule| {
            summary(rule, is_narrow)
        });
    }
    if let Some(id) = &args.explain {
        return print_rules([known(id)?], &mut out, args.json, ToString::to_string);
    }
    let workers = Workers {
        jobs: args.jobs.map_or_else(processors, Jobs::count),
        room: ROOM,
    };
    let mut check = Check::new(&args, program, out);
    workers.work(
        blocks_of(&args.files),
        Block::length,
        || checker(&args),
        |checked| check.take(checked),
    )?;
    check.end()
}

/// A rule on a line, or with its reason below, so that it fits a terminal.
fn summary(rule: &Rule, is_narrow: bool) -> String {
    let of_succession = match rule.is_of_succession() {
        true => " (succession)",
        false => "",
    };
    let Rule {
        id,
        severity,
        evidence,
        reason,
        ..
    } = rule;
    let head = format!("{id:<38} {severity:<8} {evidence:<11}");
    if !is_narrow {
        return format!("{head} {reason}{of_succession}");
    }
    let head = format!("{}{of_succession}", head.trim_end());
    let lines: Vec<String> = iter::once(head).chain(indented(reason)).collect();
    lines.join("\n")
}

fn print_rules(
    rules: impl IntoIterator<Item = &'static Rule>,
    out: &mut impl Write,
    json: bool,
    text: impl Fn(&Rule) -> String,
) -> Result<ExitCode> {
    for rule in rules {
        let line = if json {
            serde_json::to_string(rule)?
        } else {
            text(rule)
        };
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn known(id: &str) -> Result<&'static Rule> {
    rule(id).with_context(|| {
        let mut known: Vec<&str> = rules().map(|rule| rule.id).collect();
        known.sort_unstable();
        format!("no rule {id:?}, expected {}", one_of(id, known))
    })
}
