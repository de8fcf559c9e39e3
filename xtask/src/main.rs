//! The commands of the workspace: `cargo xtask COMMAND`.
//!
//! This is a thin shell over the libraries, which do the work; it handles arguments, files and exit statuses. Status 0
//! means success, 1 findings, 2 unreadable input or invalid arguments, 130 an interrupt.

// `println!` panics when the reader of a pipe has gone away.
#![warn(clippy::print_stdout)]

mod commands;
mod corpus_folder;
mod files;
mod generated;
mod installed;
mod interrupt;
mod output;
mod progress;
mod promoted;
mod records;

use std::process::ExitCode;

use clap::Parser;

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
    let arguments = Arguments::parse();
    match arguments.command.run() {
        Ok(status) => status,
        // The reader of a pipe went away, which is how `head` ends a run.
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) if error.is::<Interrupted>() => {
            eprintln!("{error}");
            ExitCode::from(Interrupted::STATUS)
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}
