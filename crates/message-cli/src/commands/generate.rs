//! `generate`: generates any number of conversations, one at a time.

mod blocks;
mod command_line;
mod edits;
mod faulty;
mod format;
mod frames;
mod lined;
mod losses;
mod part;
mod population;
mod records;
mod tally;
mod until;
mod written;

use std::io::Write;
use std::iter;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;

use anyhow::{Context, Result, bail};
use message_generator::{Play, Run, STREAM, play};
use message_model::{ApiRevision, printable};

use self::blocks::{Block, Lines, blocks};
use self::edits::{EditArgs, Edits};
use self::faulty::FaultArgs;
use self::format::Format;
use self::frames::FrameArgs;
use self::part::Part;
use self::population::Population;
use self::records::{Records, Sink, View};
use self::tally::Tally;
use self::until::Until;
use self::written::{Measured, SoFar, Written};
use crate::arguments::{Jobs, whole_number};
use crate::console;
use crate::files::FilledFolder;
use crate::in_order::{Workers, processors};
use crate::interrupt::{Interrupt, Interrupted};
use crate::output::{is_stdout, with_output};
use crate::play_file::PlayFile;
use crate::program::Program;
use crate::progress::Progress;
use crate::stopwatch::Stopwatch;

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
    /// Write one of the parts into which these conversations are split, as in `--part 2/7`: written
    /// one after another as JSON Lines, all parts are the whole. In another folder or on another
    /// machine, each can be made by itself
    #[arg(long, value_name = "K/N", conflicts_with_all = ["legs", "until", "script"])]
    part: Option<Part>,
    /// How many conversations are made at a time [default: one for each processor]; the output does
    /// not depend on it. Only JSON Lines of one view, without edits, are made in parallel
    #[arg(long, value_name = "JOBS")]
    jobs: Option<Jobs>,
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
    /// The number of the first conversation.
    first: u64,
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
    let numbers = match args.part {
        Some(part) => part.of(args.first..last),
        None => args.first..last,
    };
    let seed = args.population.seed;
    let as_of = args.population.as_of();
    let run = args.population.run(args.lenient)?;
    let again = command_line::again(program);
    console::remark(format_args!(
        "seed {seed}, stream version {STREAM}, as of {as_of}; again by: {again}"
    ));
    let interrupt = Interrupt::listen()?;
    let first = numbers.start;
    let job = |amount| Job {
        args: &args,
        program,
        as_of,
        amount,
        first,
        interrupt: &interrupt,
    };
    let played = |number| (number, run.played(number));
    if args.faults.is_some() {
        let plays = numbers.map(played);
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
        let job = job(Amount::Conversations(numbers.end - numbers.start));
        return match args.lines(&run) {
            Some(lines) => job.write_blocks(&lines, numbers),
            None => job.write(numbers.map(played)),
        };
    }
    match until::search(
        &run,
        &args.until,
        numbers,
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
        first: 0,
        interrupt: &Interrupt::listen()?,
    };
    job.write(iter::once((script.key.conversation, Play::of(script))))
}

/// The default number of conversations.
const COUNT: u64 = 10;
/// The default number of conversations that are tried for a goal: several times what the rarest
/// transition takes.
const LOOKED_AT_MAX: u64 = 10_000;

impl Args {
    /// Whether a file for each conversation or record is written.
    fn is_into_folder(&self) -> bool {
        self.out.ends_with('/') || Path::new(&self.out).is_dir()
    }

    /// What is written in blocks, if the records do not hang together in another way.
    fn lines<'a>(&'a self, run: &'a Run) -> Option<Lines<'a>> {
        let [view] = self.view[..] else { return None };
        let is_apart = matches!(self.format, Format::Jsonl) && self.edits.is_empty();
        (is_apart && !self.is_into_folder()).then_some(Lines {
            run,
            view,
            frames: &self.frames,
            buffers: Mutex::default(),
            templates: Mutex::default(),
        })
    }
}

impl Job<'_> {
    /// Writes the blocks of these numbers.
    fn write_blocks(&self, lines: &Lines<'_>, numbers: Range<u64>) -> Result<ExitCode> {
        let workers = Workers {
            jobs: self.args.jobs.map_or_else(processors, Jobs::count),
            room: usize::MAX,
        };
        let of = numbers.end - numbers.start;
        let blocks = blocks(numbers).take_while(|_| !self.interrupt.came());
        with_output(&self.args.out, |out| {
            let begun = Stopwatch::start();
            let mut out = Measured::new(out);
            let mut tally = Tally::default();
            let mut progress = Progress::new();
            let make = || |numbers| lines.block(numbers);
            workers.work(
                blocks,
                |_| 1,
                make,
                |block| {
                    let Block { bytes, written } = block?;
                    out.write_all(&bytes)?;
                    lines.use_again(bytes);
                    // The first records are for somebody who waits, and a block is long enough.
                    out.flush()?;
                    let numbers = written.numbers;
                    tally.add(written);
                    let so_far = SoFar {
                        done: tally.numbers,
                        of,
                        things: "conversations",
                        bytes: Some(out.bytes()),
                        took: begun.time(),
                    };
                    progress.steps(numbers, so_far);
                    Ok(())
                },
            )?;
            drop(progress);
            self.end(&tally, Some(&out.end()))
        })?;
        Ok(ExitCode::SUCCESS)
    }

    /// Writes these conversations as the arguments say.
    fn write(&self, plays: impl Iterator<Item = (u64, Play)>) -> Result<ExitCode> {
        let out = &self.args.out;
        let is_folder = self.args.is_into_folder();
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
            let tally = self.write_into(Sink::Folder(&folder), plays)?;
            self.end(&tally, None)?;
            folder.finish()?;
        } else {
            with_output(out, |out| {
                let mut out = Measured::new(out);
                let tally = self.write_into(Sink::Stream(&mut out), plays)?;
                out.flush()?;
                self.end(&tally, Some(&out.end()))
            })?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn write_into(
        &self,
        sink: Sink<'_>,
        plays: impl Iterator<Item = (u64, Play)>,
    ) -> Result<Tally> {
        let edits = Edits::of(&self.args.edits);
        let (views, most) = match self.amount {
            Amount::Legs(legs) => (vec![View::Message], Some(legs)),
            Amount::Conversations(_) => (self.args.view.clone(), None),
        };
        let frames = self.args.frames.clone();
        let format = self.args.format;
        let mut records = Records::new(sink, format, views, frames, edits, most);
        let begun = Stopwatch::start();
        let mut tally = Tally::default();
        let mut progress = Progress::new();
        for (number, played) in plays.take_while(|_| !self.interrupt.came()) {
            if records.is_full() {
                break;
            }
            records.conversation(number, &played)?;
            tally.note(&played);
            let (done, of, things) = match self.amount {
                Amount::Conversations(count) => (tally.numbers, count, "conversations"),
                Amount::Legs(legs) => (records.written(), legs, "legs"),
            };
            progress.step(SoFar {
                done,
                of,
                things,
                bytes: None,
                took: begun.time(),
            });
        }
        drop(progress);
        tally.records = records.written();
        records.end()?;
        Ok(tally)
    }

    /// Says what was written, after the output is ended properly, so that a reader of standard
    /// output gets whole records.
    fn end(&self, tally: &Tally, written: Option<&Written>) -> Result<()> {
        let Tally {
            records,
            numbers,
            episodes,
            losses,
        } = tally;
        losses.report(self.as_of);
        let views = self.args.view.as_slice();
        let is_of_conversations = self.args.legs.is_none() && views == [View::Conversation];
        if is_of_conversations && episodes > numbers && !self.interrupt.came() {
            console::remark(format_args!(
                "{episodes} conversations of {numbers} numbers: {} of the customers came back after the threading \
                 window, which begins another",
                episodes - numbers
            ));
        }
        let things = match self.amount {
            Amount::Legs(_) => "legs",
            Amount::Conversations(_) => "records",
        };
        if let Some(written) = written.filter(|_| self.args.script.is_none()) {
            console::remark(format_args!(
                "{records} {things} of {numbers} conversations: {written}"
            ));
        }
        if self.interrupt.came() {
            bail!(self.interrupted(*numbers));
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
                let next = self.first.saturating_add(done);
                let go_on = command_line::go_on(self.program, next, count - done);
                Interrupted::with(format!("{kept}; go on by: {go_on}"))
            }
            _ => Interrupted::with(kept),
        }
    }
}
