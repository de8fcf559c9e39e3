//! `show`: draws the storyboard of a scenario or a script, in text or as SVG.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use message_generator::{Episode, Key, Scenario, Script, play, sample};
use message_lifecycle::{Illegal, Table};
use message_storyboard::svg::{Caption, picture};
use message_storyboard::{Storyboard, WIDTH_MAX};

use crate::console;
use crate::output::with_output;
use crate::program::Program;
use crate::text_file::read_text;

/// The arguments of `show`.
#[derive(clap::Args)]
pub struct Args {
    /// A built-in scenario (the command `list` names them), or the file of a scenario or a script
    #[arg(value_name = "NAME|FILE.json")]
    what: String,
    /// The seed from which the choices of a scenario are drawn; ignored for a script
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The number of the conversation to draw, as in a run of `generate`; ignored for a script
    #[arg(long, default_value_t = 0)]
    conversation: u64,
    /// Draw the storyboard as SVG with swim-lanes into this file; `-` for standard output
    #[arg(long, value_name = "FILE")]
    svg: Option<String>,
}

pub(crate) fn run(args: Args, program: Program) -> Result<ExitCode> {
    let scenario = scenario(&args.what, program)?;
    let script = match &scenario {
        Some(scenario) => sample(scenario, Key::new(args.seed, args.conversation)),
        None => read_script(&args.what)?,
    };
    let boards = boards(&play(&script)?)?;
    if let Some(file) = args.svg {
        let title = Path::new(&args.what)
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy();
        let shows = scenario.as_ref().map_or("", |scenario| &scenario.shows);
        let picture = picture(
            Caption {
                title: &title,
                shows,
            },
            &boards,
        );
        with_output(&file, |out| Ok(out.write_all(picture.as_bytes())?))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut out = console::text();
    if let Some(Scenario {
        name,
        shows,
        evidence,
        ..
    }) = &scenario
    {
        writeln!(out, "{name} ({evidence})")?;
        wrapped(shows)
            .iter()
            .try_for_each(|line| writeln!(out, "{line}"))?;
        writeln!(out)?;
    }
    let boards: Vec<String> = boards.iter().map(Storyboard::to_text).collect();
    out.write_all(boards.join("\n").as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// The sentence, wrapped to the width of the storyboard below it.
fn wrapped(sentence: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in sentence.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH_MAX => {
                *line += &format!(" {word}")
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The storyboards of a script's conversations.
pub fn boards(episodes: &[Episode]) -> Result<Vec<Storyboard>, Illegal> {
    let board =
        |episode: &Episode| Storyboard::new(Table::standard(), &episode.timeline, &episode.content);
    episodes.iter().map(board).collect()
}

/// The scenario of that name or in that file; `None` if the file contains something else.
fn scenario(what: &str, program: Program) -> Result<Option<Scenario>> {
    if let Some(scenario) = Scenario::builtin(what) {
        return Ok(Some(scenario));
    }
    let text = read_text(Path::new(what)).with_context(|| {
        format!(
            "expected a file or one of the scenarios that `{program} list` names, found {what:?}"
        )
    })?;
    // A scenario has the property `shows`, a script does not.
    let says = serde_json::from_str(&text)
        .is_ok_and(|value: serde_json::Value| value.get("shows").is_some());
    says.then(|| Scenario::from_json(&text).with_context(|| what.to_owned()))
        .transpose()
}

/// Reads the script file at `path`.
pub fn read_script(path: &str) -> Result<Script> {
    let text = read_text(Path::new(path))?;
    Script::from_json(&text).with_context(|| format!("{path} is no script"))
}
