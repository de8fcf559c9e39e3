//! The commands of the workspace: `cargo xtask COMMAND`.
//!
//! This is a thin shell over the libraries, which do the work; it handles arguments, files and exit statuses. Status 0
//! means success, 1 findings, 2 unreadable input or invalid arguments, 130 an interrupt.

// `println!` and `eprintln!` panic when nobody reads what they write, or the disk is full.
#![warn(clippy::print_stdout, clippy::print_stderr)]

mod archive;
mod commands;
mod console;
mod corpus_folder;
mod files;
mod generated;
mod installed;
mod interrupt;
mod output;
mod progress;
mod promoted;
mod records;
mod text_file;

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use clap::error::{ContextKind, ContextValue};
use message_model::printable;

use commands::Command;
use interrupt::Interrupted;

/// Checking the corpus makes and drops millions of small values on all processors, which takes a quarter less time with
/// this allocator than with the system's on Linux.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "Fixtures of Genesys Cloud message legs: make, show and check them"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    match run() {
        Ok(status) => status,
        // The reader of a pipe went away, which is how `head` ends a run.
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) if error.is::<Interrupted>() => {
            console::remark(error);
            ExitCode::from(Interrupted::STATUS)
        }
        Err(error) => {
            console::error(&error);
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<ExitCode> {
    let status = match Arguments::try_parse() {
        Ok(arguments) => arguments.command.run()?,
        Err(answer) => answered(answer)?,
    };
    // What is left in the buffer, so that it is not lost without a word when the program ends.
    console::data().flush()?;
    Ok(status)
}

/// Prints the help that was asked for, or what is wrong with the arguments.
fn answered(mut answer: clap::Error) -> Result<ExitCode> {
    if !answer.use_stderr() {
        answer.print().context("cannot write standard output")?;
        return Ok(ExitCode::SUCCESS);
    }
    let quoted: Vec<(ContextKind, String)> = answer.context().filter_map(quoted).collect();
    for (kind, text) in quoted {
        answer.insert(kind, ContextValue::String(text));
    }
    let text = answer.to_string();
    if text.lines().all(|line| printable(line) == line) {
        // With its colours on a terminal. Nothing can be done if it cannot be written; the status tells.
        let _ = answer.print();
    } else {
        console::remark(text.trim_end());
    }
    Ok(ExitCode::from(2))
}

/// An argument in a message of clap's, made fit for a terminal.
fn quoted((kind, value): (ContextKind, &ContextValue)) -> Option<(ContextKind, String)> {
    match value {
        ContextValue::String(text) => Some((kind, printable(text).into_owned())),
        _ => None,
    }
}
