//! `cargo xtask generate`: as many conversations as wanted, one at a time.

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::ValueEnum;
use message_generator::{Episode, Run, STREAM, Scenario};
use message_model::{ApiRevision, encode, encode_pretty};
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
    /// What a record is: a conversation, or one leg of it
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

pub(crate) fn run(args: Args) -> Result<ExitCode> {
    let last = args.first.checked_add(args.count).context("--first and --count: together past 64 bits")?;
    let run = Run::new(args.seed).with_scenarios(args.scenario);
    eprintln!("seed {}, stream version {STREAM}, as of {}", args.seed, args.as_of);
    with_output(&args.out, |out| {
        let mut records = Records { out, format: args.format, written: 0 };
        let mut progress = Progress::new("conversations", args.count);
        for number in args.first..last {
            for episode in run.episodes(number) {
                records.episode(&episode, args.view, args.as_of)?;
            }
            progress.step();
        }
        records.end()
    })?;
    Ok(ExitCode::SUCCESS)
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
