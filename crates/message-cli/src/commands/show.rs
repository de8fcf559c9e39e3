//! `show`: draws the storyboard of a scenario, a script or captured payloads, in text or as SVG.

mod captured;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail, ensure};
use message_generator::{
    Episode, Key, LeftOut, Play, Profile, Run, SampleOptions, Scenario, Script, sample_with,
};
use message_lifecycle::{Illegal, Table};
use message_model::{ApiRevision, did_you_mean};
use message_storyboard::Storyboard;
use message_storyboard::svg::{Caption, picture};

use crate::arguments::whole_number;
use crate::columns::{WIDTH, wrapped};
use crate::console;
use crate::output::with_output;
use crate::play_file::{Content, PlayFile, is_path};
use crate::program::Program;
use crate::records::{MB, RECORD_MB_MAX, records};

/// The arguments of `show`.
#[derive(clap::Args)]
pub struct Args {
    /// A built-in scenario or profile (the command `list` names them), or the file of a scenario, a
    /// script or a profile, or of captured payloads (`-` for standard input): JSON or JSON Lines of
    /// what `validate` checks. Several payloads of a conversation, of any views, make one board;
    /// below it stands what they do not tell
    #[arg(value_name = "NAME|FILE")]
    what: String,
    /// The seed from which the choices of a scenario are drawn; ignored for a script and a capture
    #[arg(long, value_parser = whole_number, allow_negative_numbers = true, default_value_t = 1)]
    seed: u64,
    /// Draw the conversation of this number, at the times at which `generate` writes it with the
    /// same scenario and seed. Without it, the play that the corpus has is drawn, which starts at
    /// 09:00; of a profile, the first one. Ignored for a script and a capture
    #[arg(long, value_name = "NUMBER", value_parser = whole_number, allow_negative_numbers = true)]
    conversation: Option<u64>,
    /// The API release that the platform runs, such as `219.1.0` [default: latest, or that of the
    /// script]. Ignored for a capture
    #[arg(long, value_name = "RELEASE")]
    as_of: Option<ApiRevision>,
    /// Leave out the steps that cannot happen and the records that cannot be read, and say which on
    /// standard error
    #[arg(long)]
    lenient: bool,
    /// Draw the storyboard as SVG with swim-lanes into this file; `-` for standard output
    #[arg(long, value_name = "FILE")]
    svg: Option<String>,
}

/// What is drawn.
enum Subject {
    Scenario(Scenario),
    Profile(Profile),
    Script(Script),
}

pub(crate) fn run(args: Args, program: Program) -> Result<ExitCode> {
    let captured = |records| captured::boards(&args.what, records, args.lenient);
    let (subject, file) = match Source::of(&args.what, program)? {
        Source::BuiltIn(subject) => (subject, None),
        Source::Stream => return draw(&args, &captured(records(&args.what))?, None),
        Source::File(file) => match file.captured() {
            Some(records) => return draw(&args, &captured(Box::new(records))?, None),
            None => (subject(&file)?, Some(file)),
        },
    };
    let Play {
        episodes, left_out, ..
    } = played(&subject, &args);
    for LeftOut { error, .. } in left_out {
        let error = match &file {
            Some(file) => file.locate(error),
            None => error.in_file(&args.what),
        };
        ensure!(args.lenient, error);
        console::remark(format_args!("left out: {error}"));
    }
    let boards = boards(&episodes)?;
    let scenario = match &subject {
        Subject::Scenario(scenario) => Some(scenario),
        Subject::Profile(_) | Subject::Script(_) => None,
    };
    draw(&args, &boards, scenario)
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

/// Where that which is drawn comes from.
enum Source {
    BuiltIn(Subject),
    File(PlayFile),
    /// More than a scenario, script or profile can have: standard input, or a file too long to be
    /// one.
    Stream,
}

impl Source {
    fn of(what: &str, program: Program) -> Result<Self> {
        if let Some(scenario) = Scenario::builtin(what) {
            return Ok(Self::BuiltIn(Subject::Scenario(scenario)));
        }
        if let Some(profile) = Profile::builtin(what) {
            return Ok(Self::BuiltIn(Subject::Profile(profile)));
        }
        if what == "-" {
            return Ok(Self::Stream);
        }
        if !is_path(what) {
            let known = Scenario::builtin_names().chain(Profile::builtin_names());
            let meant = did_you_mean(what, known);
            bail!(
                "found {what:?}, expected a file, or a scenario or profile that `{program} list` names{meant}"
            );
        }
        let is_long = fs::metadata(what).is_ok_and(|file| file.len() > (RECORD_MB_MAX * MB) as u64);
        match is_long {
            true => Ok(Self::Stream),
            false => PlayFile::read(Path::new(what)).map(Self::File),
        }
    }
}

/// What is to be played from the file.
fn subject(file: &PlayFile) -> Result<Subject> {
    Ok(match file.content()? {
        Content::Scenario => Subject::Scenario(file.scenario()?),
        Content::Script => Subject::Script(file.script()?),
        Content::Profile => Subject::Profile(file.profile(&[])?),
    })
}

/// Plays the conversation that the arguments ask for.
fn played(subject: &Subject, args: &Args) -> Play {
    let as_of = args.as_of.unwrap_or(ApiRevision::LATEST);
    let run = Run::new(args.seed).with_revision(as_of);
    match (subject, args.conversation) {
        (Subject::Script(script), _) => Play::of(Script {
            revision: args.as_of.unwrap_or(script.revision),
            ..script.clone()
        }),
        (Subject::Scenario(scenario), None) => {
            let mut options = SampleOptions::default();
            options.revision = as_of;
            Play::of(sample_with(scenario, Key::new(args.seed, 0), &options))
        }
        (Subject::Scenario(scenario), Some(number)) => {
            run.with_scenarios(vec![scenario.clone()]).played(number)
        }
        (Subject::Profile(profile), number) => run
            .with_profile(profile.clone())
            .played(number.unwrap_or_default()),
    }
}
