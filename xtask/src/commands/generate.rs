//! `cargo xtask generate`: as many conversations as wanted, one at a time.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;
use message_generator::{Channel, Episode, Profile, Run, STREAM, Scenario};
use message_model::{ApiRevision, Conversation, Evidence, Timestamp, encode, encode_pretty};
use serde::Serialize;

use crate::output::with_output;
use crate::progress::Progress;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// How many conversations
    #[arg(long, default_value_t = 10)]
    count: u64,
    /// What all choices and all content are drawn from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The number of the first conversation
    #[arg(long, default_value_t = 0)]
    first: u64,
    /// Only this built-in scenario, as `cargo xtask list` names it; may be given more than once
    #[arg(long, value_name = "NAME", value_parser = scenario)]
    scenario: Vec<Scenario>,
    /// Also, or only, the scenarios of one's own in this folder
    #[arg(long, value_name = "DIR")]
    scenarios: Option<PathBuf>,
    /// Only scenarios that rest on this at least: `documented`, `observed` (or documented) or `inferred` (all of them)
    #[arg(long, value_parser = evidence, value_name = "EVIDENCE", default_value = "inferred")]
    evidence: Evidence,
    /// The population of this profile, built in or in a file, in place of scenarios that are all as frequent
    #[arg(long, value_name = "NAME|FILE", conflicts_with_all = ["scenario", "scenarios", "evidence"])]
    profile: Option<String>,
    /// All of it on this channel
    #[arg(long, value_parser = channel)]
    channel: Option<Channel>,
    /// When the first conversation may start, such as `2026-01-05T09:00:00Z`, which is also the default
    #[arg(long, value_name = "TIME")]
    start: Option<Timestamp>,
    /// What a record is: a conversation, one leg of it, a conversation after each of its events, or a script
    #[arg(long, value_enum, default_value_t = View::Conversation)]
    view: View,
    /// One array for people, or one record a line
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    /// The release that sends it, such as `19`, `219.1.0` or `latest`
    #[arg(long, value_name = "RELEASE", default_value = "latest")]
    as_of: ApiRevision,
    /// Where to write; `-` is standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    out: String,
}

#[derive(Clone, Copy, ValueEnum)]
enum View {
    Message,
    Conversation,
    Snapshots,
    Script,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Json,
    Jsonl,
}

fn scenario(name: &str) -> Result<Scenario, String> {
    Scenario::builtin(name).ok_or_else(|| {
        let known: Vec<_> = Scenario::builtin_names().collect();
        format!("expected one of {}", known.join(", "))
    })
}

fn evidence(name: &str) -> Result<Evidence, String> {
    Evidence::from_text(name)
        .ok_or_else(|| format!("expected one of {}", Evidence::ALL.map(Evidence::as_str).join(", ")))
}

fn channel(name: &str) -> Result<Channel, String> {
    let known = || Channel::ALL.iter().map(|channel| channel.as_str());
    let found = Channel::ALL.iter().find(|channel| channel.as_str() == name);
    found.copied().ok_or_else(|| format!("expected one of {}", known().collect::<Vec<_>>().join(", ")))
}

pub(crate) fn run(args: Args) -> Result<ExitCode> {
    let last = args.first.checked_add(args.count).context("--first and --count: together past 64 bits")?;
    let run = population(&args)?;
    eprintln!("seed {}, stream version {STREAM}, as of {}; again by: {}", args.seed, args.as_of, command_line());
    with_output(&args.out, |out| {
        let mut records = Records { out, format: args.format, written: 0 };
        let mut progress = Progress::new("conversations", args.count);
        for number in args.first..last {
            if matches!(args.view, View::Script) {
                records.record(&run.script(number))?;
            } else {
                run.episodes(number).iter().try_for_each(|episode| records.episode(episode, args.view, args.as_of))?;
            }
            progress.step();
        }
        records.end()
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The run that the arguments ask for.
fn population(args: &Args) -> Result<Run> {
    let mut run = Run::new(args.seed).with_revision(args.as_of);
    if let Some(start) = args.start {
        run = run.with_start(start);
    }
    if let Some(channel) = args.channel {
        run = run.with_channel(channel);
    }
    if let Some(name) = &args.profile {
        return Ok(run.with_profile(profile(name)?));
    }
    let mut scenarios = args.scenario.clone();
    if let Some(folder) = &args.scenarios {
        scenarios.extend(read_scenarios(folder)?);
    }
    if scenarios.is_empty() {
        scenarios = Scenario::all_builtin().collect();
    }
    scenarios.retain(|scenario| scenario.evidence <= args.evidence);
    ensure!(!scenarios.is_empty(), "no scenario rests on what is {} alone", args.evidence);
    Ok(run.with_scenarios(scenarios))
}

/// The built-in profile of that name, or the one in that file.
fn profile(name: &str) -> Result<Profile> {
    if let Some(profile) = Profile::builtin(name) {
        return Ok(profile);
    }
    let text = fs::read_to_string(name).with_context(|| {
        let known: Vec<_> = Profile::builtin_names().collect();
        format!("expected a profile file or one of {}, found {name:?}", known.join(", "))
    })?;
    Ok(Profile::from_json(&text).map_err(|error| error.in_file(name))?)
}

/// The scenarios in a folder, by the names of their files.
fn read_scenarios(folder: &Path) -> Result<Vec<Scenario>> {
    let context = || format!("cannot read {}", folder.display());
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).with_context(context)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    ensure!(!files.is_empty(), "{} has no scenario, expected files that end in .json", folder.display());
    let read = |file: PathBuf| {
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        Ok(Scenario::from_json(&text).map_err(|error| error.in_file(file.display().to_string()))?)
    };
    files.into_iter().map(read).collect()
}

/// The command that repeats this run.
fn command_line() -> String {
    let arguments: Vec<_> = env::args().skip(1).collect();
    format!("cargo xtask {}", arguments.join(" "))
}

/// A conversation after one of its events.
#[derive(Serialize)]
struct Snapshot<'a> {
    at: Timestamp,
    event: &'static str,
    leg: &'a str,
    conversation: Conversation,
}

/// The records written so far.
struct Records<'a> {
    out: &'a mut dyn Write,
    format: Format,
    written: u64,
}

impl Records<'_> {
    fn episode(&mut self, episode: &Episode, view: View, revision: ApiRevision) -> Result<()> {
        match view {
            View::Conversation => self.record(&episode.conversation().as_of(revision).value),
            View::Message => {
                episode.messages().try_for_each(|(_, message)| self.record(&message.as_of(revision).value))
            }
            View::Snapshots => episode.snapshots().try_for_each(|(event, conversation)| {
                let leg = &episode.legs[event.leg.position()];
                let conversation = conversation.as_of(revision).value;
                self.record(&Snapshot { at: event.at, event: event.kind().name(), leg, conversation })
            }),
            View::Script => Ok(()), // a script is of a whole run's number, not of an episode
        }
    }

    fn record<T: Serialize>(&mut self, value: &T) -> Result<()> {
        match self.format {
            Format::Jsonl => writeln!(self.out, "{}", encode(value)?)?,
            Format::Json => {
                let separator = if self.written == 0 { "[\n" } else { ",\n" };
                write!(self.out, "{separator}{}", encode_pretty(value)?)?;
            }
        }
        self.written += 1;
        Ok(())
    }

    fn end(self) -> Result<()> {
        match (self.format, self.written) {
            (Format::Jsonl, _) => {}
            (Format::Json, 0) => writeln!(self.out, "[]")?,
            (Format::Json, _) => writeln!(self.out, "\n]")?,
        }
        Ok(())
    }
}
