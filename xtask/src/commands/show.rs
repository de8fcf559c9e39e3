//! `cargo xtask show`: the storyboard of a scenario or a script.

use std::fs;
use std::io::{Write, stdout};
use std::process::ExitCode;

use anyhow::{Context, Result};
use message_generator::{Key, Scenario, Script, play, sample};
use message_lifecycle::{Table, storyboard};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// A built-in scenario, as `cargo xtask list` names it, or a script file
    #[arg(value_name = "NAME|SCRIPT.json")]
    what: String,
    /// The seed that the choices of a scenario are drawn from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The number of the conversation in its run
    #[arg(long, default_value_t = 0)]
    conversation: u64,
}

pub(crate) fn run(args: Args) -> Result<ExitCode> {
    let script = match Scenario::builtin(&args.what) {
        Some(scenario) => sample(&scenario, Key::new(args.seed, args.conversation)),
        None => read_script(&args.what)?,
    };
    let mut out = stdout().lock();
    for (place, episode) in play(&script)?.iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        out.write_all(storyboard(Table::standard(), &episode.timeline, &episode.content)?.as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads the script file at `path`, for which no built-in scenario is named.
pub(crate) fn read_script(path: &str) -> Result<Script> {
    let text = fs::read_to_string(path).with_context(|| {
        format!("expected a script file or one of the scenarios that `cargo xtask list` names, found {path:?}")
    })?;
    Script::from_json(&text).with_context(|| format!("{path} is no script"))
}
