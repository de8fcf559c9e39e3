//! `generate`: generates any number of conversations, one at a time.

mod command_line;
mod edits;
mod faulty;
mod format;
mod frames;
mod losses;
mod population;
mod records;
mod until;

use std::iter;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use message_generator::{Play, STREAM, play};
use message_model::{ApiRevision, printable};

use self::edits::{EditArgs, Edits};
use self::faulty::FaultArgs;
use self::format::Format;
use self::frames::FrameArgs;
use self::losses::Losses;
use self::population::Population;
use self::records::{Records, Sink, View};
use self::until::Until;
use crate::arguments::whole_number;
use crate::console;
use crate::files::FilledFolder;
use crate::interrupt::{Interrupt, Interrupted};
use crate::output::{is_stdout, with_output};
use crate::play_file::PlayFile;
use crate::program::Program;
use crate::progress::Progress;

/// The arguments of `generate`.
#[derive(clap::Args)]
pub struct Args {
    /// The number of conversations [default: 10]; with `--until`, the number of conversations to
    /// try before giving up [default: 10000]. A customer who comes back after the threading window
    /// begins another, which is written too
    #[arg(long, value_name = "COUNT", value_parser = whole_number, allow_negative_numbers = true)]
    count: Option<u64>,
    /// Write this many legs (`--view message`), of as many conversations as that takes
    #[arg(long, value_name = "COUNT", value_parser = whole_number, allow_negative_numbers = true,
        conflicts_with_all = ["count", "until", "view", "script"])]
    legs: Option<u64>,
    /// The number of the first conversation; each conversation depends only on its number and the
    /// other options
    #[arg(long, value_parser = whole_number, allow_negative_numbers = true, default_value_t = 0)]
    first: u64,
    #[command(flatten)]
    population: Population,
    /// Play the script in this file in place of a population, such as one that a failing property
    /// test has printed
    #[arg(long, value_name = "FILE.json", conflicts_with_all = [
        "count", "first", "until", "seed", "scenario", "scenarios", "evidence", "profile", "walk", "people", "start",
    ])]
    script: Option<PathBuf>,
    /// Leave out the steps that the release or the channel does not have, even if there is only one
    /// scenario or a script; what was left out is said on standard error
    #[arg(long)]
    lenient: bool,
    #[arg(long, value_name = "GOAL=PERCENT%", help = format!(
        "Try conversations until this much of a goal is shown, such as `transitions=100%`, and write only a small set \
         that shows it all; may be given more than once; the goals are {}", Until::goals()
    ))]
    until: Vec<Until>,
    /// What to write of each conversation; several views, as in `conversation,media`, go into a
    /// folder with a folder for each
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        default_value = "conversation"
    )]
    view: Vec<View>,
    /// How to write the records: as one indented JSON array, or as JSON Lines, one record on each
    /// line
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    #[command(flatten)]
    frames: FrameArgs,
    #[command(flatten)]
    edits: EditArgs,
    #[command(flatten)]
    faults: FaultArgs,
    /// Where to write: a file; a folder (a name ending in `/`, or an empty folder), with a file for
    /// each record, or for each conversation in JSON Lines; or `-` for standard output. File or
    /// folder appear when they are complete
    #[arg(long, value_name = "FILE|DIR|-", default_value = "-")]
    out: String,
}

/// How much is to be written.
#[derive(Clone, Copy)]
enum Amount {
    Conversations(u64),
    Legs(u64),
}

/// What is written, and as of which release.
struct Job<'a> {
    args: &'a Args,
    program: Program,
    as_of: ApiRevision,
    amount: Amount,
    interrupt: &'a Interrupt,
}

pub(crate) fn run(args: Args, program: Program) -> Result<ExitCode> {
    if let Some(file) = &args.script {
        return run_script(&args, file, program);
    }
    let count = args.count.unwrap_or(if args.until.is_empty() {
        COUNT
    } else {
        LOOKED_AT_MAX
    });
    let last = args
        .first
        .checked_add(count)
        .context("--first and --count: together past 64 bits")?;
    let seed = args.population.seed;
    let as_of = args.population.as_of();
    let run = args.population.run(args.lenient)?;
    let again = command_line::again(program);
    console::remark(format_args!(
        "seed {seed}, stream version {STREAM}, as of {as_of}; again by: {again}"
    ));
    let interrupt = Interrupt::listen()?;
    let job = |amount| Job {
        args: &args,
        program,
        as_of,
        amount,
        interrupt: &interrupt,
    };
    let played = |number| (number, run.played(number));
    if args.faults.is_some() {
        let plays = (args.first..last).map(played);
        let plays = plays.take_while(|_| !interrupt.came());
        faulty::write(&args.faults, seed, &args.out, plays)?;
        if interrupt.came() {
            bail!(Interrupted::with("; the cases until then were written"));
        }
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(legs) = args.legs {
        return job(Amount::Legs(legs)).write((args.first..).map(played));
    }
    if args.until.is_empty() {
        return job(Amount::Conversations(count)).write((args.first..last).map(played));
    }
    match until::search(
        &run,
        &args.until,
        args.first..last,
        (as_of, args.population.channel),
        &interrupt,
    ) {
        Some(numbers) => {
            job(Amount::Conversations(numbers.len() as u64)).write(numbers.into_iter().map(played))
        }
        None if interrupt.came() => bail!(Interrupted::with("; nothing was written")),
        None => bail!("{count} conversations do not reach the goal; nothing was written"),
    }
}

/// Writes the conversations of a script.
fn run_script(args: &Args, file: &Path, program: Program) -> Result<ExitCode> {
    let file = PlayFile::read(file)?;
    let mut script = file.script()?;
    if let Some(as_of) = args.population.as_of {
        script.revision = as_of;
    }
    if let Some(channel) = args.population.channel {
        script.channel = channel;
    }
    if !args.lenient {
        play(&script).map_err(|error| file.locate(error))?;
    }
    if args.faults.is_some() {
        let key = script.key;
        let plays = iter::once((key.conversation, Play::of(script)));
        faulty::write(&args.faults, key.seed, &args.out, plays)?;
        return Ok(ExitCode::SUCCESS);
    }
    let job = Job {
        args,
        program,
        as_of: script.revision,
        amount: Amount::Conversations(1),
        interrupt: &Interrupt::listen()?,
    };
    job.write(iter::once((script.key.conversation, Play::of(script))))
}

/// The default number of conversations.
const COUNT: u64 = 10;
/// The default number of conversations that are tried for a goal: several times what the rarest
/// transition takes.
const LOOKED_AT_MAX: u64 = 10_000;

impl Job<'_> {
    /// Writes these conversations as the arguments say.
    fn write(&self, plays: impl Iterator<Item = (u64, Play)>) -> Result<ExitCode> {
        let out = &self.args.out;
        let is_folder = out.ends_with('/') || Path::new(out).is_dir();
        if let (false, [_, another, ..]) = (is_folder, self.args.view.as_slice()) {
            bail!(
                "--out {}: found an output for one view, expected a folder (a name ending in `/`) for {} views; \
                 without `{}` and those after it, one will do",
                printable(out),
                self.args.view.len(),
                another.as_str()
            );
        }
        if is_folder {
            let folder = FilledFolder::begin(Path::new(out))?;
            self.write_into(Sink::Folder(&folder), plays)?;
            folder.finish()?;
        } else {
            with_output(out, |out| self.write_into(Sink::Stream(out), plays))?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn write_into(&self, sink: Sink<'_>, plays: impl Iterator<Item = (u64, Play)>) -> Result<()> {
        let edits = Edits::of(&self.args.edits);
        let (views, most) = match self.amount {
            Amount::Legs(legs) => (vec![View::Message], Some(legs)),
            Amount::Conversations(_) => (self.args.view.clone(), None),
        };
        let is_of_conversations = views == [View::Conversation];
        let frames = self.args.frames.clone();
        let format = self.args.format;
        let mut records = Records::new(sink, format, views, frames, edits, most);
        let mut losses = Losses::default();
        let mut progress = Progress::new();
        let mut done = 0;
        let mut episodes = 0;
        for (number, played) in plays.take_while(|_| !self.interrupt.came()) {
            if records.is_full() {
                break;
            }
            records.conversation(number, &played)?;
            losses.note(&played);
            done += 1;
            episodes += played.episodes.len() as u64;
            match self.amount {
                Amount::Conversations(count) => {
                    progress.step(format_args!("{done} of {count} conversations"));
                }
                Amount::Legs(legs) => {
                    progress.step(format_args!("{} of {legs} legs", records.written()));
                }
            }
        }
        drop(progress);
        let written = records.written();
        records.end()?;
        losses.report(self.as_of);
        // Only after the output is ended properly, so that a reader of standard output gets whole
        // records.
        if self.interrupt.came() {
            bail!(self.interrupted(done));
        }
        match self.amount {
            Amount::Legs(_) => {
                console::remark(format_args!("{written} legs of {done} conversations"))
            }
            Amount::Conversations(_) if is_of_conversations && episodes > done => {
                console::remark(format_args!(
                    "{episodes} conversations of {done} numbers: {} of the customers came back after the threading \
                     window, which begins another",
                    episodes - done
                ));
            }
            Amount::Conversations(_) => {}
        }
        Ok(())
    }

    /// What an interrupt has left, and how to go on.
    fn interrupted(&self, done: u64) -> Interrupted {
        let out = &self.args.out;
        if !is_stdout(out) {
            return Interrupted::with(format!(
                " after {done} conversations; {} was not written, since it appears only when it is complete",
                printable(out)
            ));
        }
        let kept = format!(" after {done} conversations, which were written whole");
        match self.amount {
            Amount::Conversations(count) if self.args.until.is_empty() && count > done => {
                let next = self.args.first.saturating_add(done);
                let go_on = command_line::go_on(self.program, next, count - done);
                Interrupted::with(format!("{kept}; go on by: {go_on}"))
            }
            _ => Interrupted::with(kept),
        }
    }
}
