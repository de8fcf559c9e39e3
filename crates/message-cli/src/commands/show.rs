//! `show`: draws the storyboard of a scenario, a script or captured payloads, in text or as SVG.

pub(super) mod captured;
pub(super) mod source;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use message_generator::{Episode, Scenario};
use message_lifecycle::{Illegal, Table};
use message_storyboard::Storyboard;
use message_storyboard::svg::{Caption, picture};

use self::source::{PlayArgs, Source};
use crate::columns::{WIDTH, wrapped};
use crate::console;
use crate::output::with_output;
use crate::program::Program;

/// The arguments of `show`.
#[derive(clap::Args)]
pub struct Args {
    /// A built-in scenario or profile (the command `list` names them), or the file of a scenario, a
    /// script or a profile, or of captured payloads (`-` for standard input): JSON or JSON Lines of
    /// what `validate` checks. Several payloads of a conversation, of any views, make one board;
    /// below it stands what they do not tell
    #[arg(value_name = "NAME|FILE")]
    what: String,
    #[command(flatten)]
    play: PlayArgs,
    /// Draw the storyboard as SVG with swim-lanes into this file; `-` for standard output
    #[arg(long, value_name = "FILE")]
    svg: Option<String>,
}

pub(crate) fn run(args: Args, program: Program) -> Result<ExitCode> {
    match Source::of(&args.what, program)? {
        Source::Captured(records) => {
            let boards = captured::boards(&args.what, records, args.play.lenient)?;
            draw(&args, &boards, None)
        }
        Source::Play(subject, file) => {
            let played = args.play.play(&subject, &args.what, file.as_ref())?;
            draw(&args, &boards(&played.episodes)?, subject.scenario())
        }
    }
}

/// Writes the storyboards, with what the scenario is if they are of one.
fn draw(args: &Args, boards: &[Storyboard], scenario: Option<&Scenario>) -> Result<ExitCode> {
    if let Some(file) = &args.svg {
        let title = match args.what.as_str() {
            "-" => "standard input".into(),
            what => Path::new(what)
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy(),
        };
        let shows = scenario.map_or("", |scenario| &scenario.shows);
        let picture = picture(
            Caption {
                title: &title,
                shows,
            },
            boards,
        );
        with_output(file, |out| Ok(out.write_all(picture.as_bytes())?))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut out = console::text();
    if let Some(Scenario {
        name,
        shows,
        evidence,
        ..
    }) = scenario
    {
        writeln!(out, "{name} ({evidence})")?;
        wrapped(shows, WIDTH)
            .iter()
            .try_for_each(|line| writeln!(out, "{line}"))?;
        writeln!(out)?;
    }
    let boards: Vec<String> = boards.iter().map(Storyboard::to_text).collect();
    out.write_all(boards.join("\n").as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// The storyboards of a script's conversations.
pub fn boards(episodes: &[Episode]) -> Result<Vec<Storyboard>, Illegal> {
    let board =
        |episode: &Episode| Storyboard::new(Table::standard(), &episode.timeline, &episode.content);
    episodes.iter().map(board).collect()
}
