//! `generate`: generates any number of conversations, one at a time.

mod edits;
mod format;
mod population;
mod records;
mod until;

use std::env;
use std::ffi::OsStr;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use message_generator::{Run, STREAM};
use message_model::printable;

use self::edits::{EditArgs, Edits};
use self::format::Format;
use self::population::Population;
use self::records::{Records, Sink, View};
use self::until::Until;
use crate::console;
use crate::files::FilledFolder;
use crate::interrupt::Interrupt;
use crate::output::with_output;
use crate::program::Program;
use crate::progress::Progress;

/// The arguments of `generate`.
#[derive(clap::Args)]
pub struct Args {
    /// The number of conversations [default: 10]; with `--until`, the number of conversations to
    /// try before giving up [default: 10000]
    #[arg(long)]
    count: Option<u64>,
    /// The number of the first conversation; each conversation depends only on its number and the
    /// other options
    #[arg(long, default_value_t = 0)]
    first: u64,
    #[command(flatten)]
    population: Population,
    #[arg(long, value_name = "GOAL=PERCENT%", help = format!(
        "Try conversations until this much of a goal is shown, such as `transitions=100%`, and write only a small set \
         that shows it all; may be given more than once; the goals are {}", Until::goals()
    ))]
    until: Vec<Until>,
    /// What to write for each conversation: the conversation at its end, a `message` for each of
    /// its legs, `snapshots` of it after each event, or the script that it is played from
    #[arg(long, value_enum, default_value_t = View::Conversation)]
    view: View,
    /// How to write the records: as one indented JSON array, or as JSON Lines, one record on each
    /// line
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    #[command(flatten)]
    edits: EditArgs,
    /// Where to write: a file; a folder (a name ending in `/`, or an empty folder), with a file for
    /// each record, or for each conversation in JSON Lines; or `-` for standard output. File or
    /// folder appear when they are complete
    #[arg(long, value_name = "FILE|DIR|-", default_value = "-")]
    out: String,
}

pub(crate) fn run(args: Args, program: Program) -> Result<ExitCode> {
    let count = args.count.unwrap_or(if args.until.is_empty() {
        COUNT
    } else {
        LOOKED_AT_MAX
    });
    let last = args
        .first
        .checked_add(count)
        .context("--first and --count: together past 64 bits")?;
    let Population {
        seed,
        as_of,
        channel,
        ..
    } = args.population;
    let run = args.population.run()?;
    let again = command_line(program);
    console::remark(format_args!(
        "seed {seed}, stream version {STREAM}, as of {as_of}; again by: {again}"
    ));
    let interrupt = Interrupt::listen()?;
    if args.until.is_empty() {
        return write(&args, &run, count, args.first..last, &interrupt);
    }
    match until::search(
        &run,
        &args.until,
        args.first..last,
        (as_of, channel),
        &interrupt,
    ) {
        Some(numbers) => write(
            &args,
            &run,
            numbers.len() as u64,
            numbers.into_iter(),
            &interrupt,
        ),
        None if interrupt.came() => bail!(interrupt.error()),
        None => bail!("{count} conversations do not reach the goal; nothing was written"),
    }
}

/// The default number of conversations.
const COUNT: u64 = 10;
/// The default number of conversations that are tried for a goal: several times what the rarest
/// transition takes.
const LOOKED_AT_MAX: u64 = 10_000;

/// Writes these conversations of a run as the arguments say.
fn write(
    args: &Args,
    run: &Run,
    count: u64,
    numbers: impl Iterator<Item = u64>,
    interrupt: &Interrupt,
) -> Result<ExitCode> {
    match args.out.ends_with('/') || Path::new(&args.out).is_dir() {
        true => {
            let folder = FilledFolder::begin(Path::new(&args.out))?;
            write_into(Sink::Folder(&folder), args, run, count, numbers, interrupt)?;
            folder.finish()?;
        }
        false => with_output(&args.out, |out| {
            write_into(Sink::Stream(out), args, run, count, numbers, interrupt)
        })?,
    }
    Ok(ExitCode::SUCCESS)
}

fn write_into(
    sink: Sink<'_>,
    args: &Args,
    run: &Run,
    count: u64,
    numbers: impl Iterator<Item = u64>,
    interrupt: &Interrupt,
) -> Result<()> {
    let edits = Edits::of(&args.edits);
    let mut records = Records::new(sink, args.format, args.view, args.population.as_of, edits);
    let mut progress = Progress::new();
    for (done, number) in (1u64..).zip(numbers) {
        if interrupt.came() {
            break;
        }
        records.conversation(run, number)?;
        progress.step(format_args!("{done} of {count} conversations"));
    }
    records.end()?;
    // Only after the output is ended properly, so that a reader of standard output gets whole
    // records.
    if interrupt.came() {
        bail!(interrupt.error())
    } else {
        Ok(())
    }
}

/// The command that repeats this run, quoted for a shell.
fn command_line(program: Program) -> String {
    let arguments: Vec<_> = env::args_os()
        .skip(1)
        .map(|argument| quoted(&argument))
        .collect();
    format!("{program} {}", arguments.join(" "))
}

/// The argument in quotes if a shell needs them; in the form `$'...'` if it has what cannot be
/// printed.
fn quoted(argument: &OsStr) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_=./:%,@+".contains(letter);
    match argument.to_str() {
        Some(text) if !text.is_empty() && text.chars().all(is_plain) => text.to_owned(),
        Some(text) if printable(text) == text => format!("'{}'", text.replace('\'', r"'\''")),
        _ => format!("$'{}'", in_bytes(argument)),
    }
}

/// The argument as a shell reads it within `$'...'`: byte by byte where it is not text that can be
/// printed.
fn in_bytes(argument: &OsStr) -> String {
    let mut escaped = String::new();
    for chunk in argument.as_encoded_bytes().utf8_chunks() {
        for letter in chunk.valid().chars() {
            let text = letter.to_string();
            match letter {
                '\'' | '\\' => escaped.extend(['\\', letter]),
                _ if printable(&text) == text => escaped.push(letter),
                _ => escaped.extend(text.bytes().map(in_hex)),
            }
        }
        escaped.extend(chunk.invalid().iter().copied().map(in_hex));
    }
    escaped
}

fn in_hex(byte: u8) -> String {
    format!(r"\x{byte:02x}")
}
