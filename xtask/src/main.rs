//! The commands of the workspace: `cargo xtask COMMAND`.
//!
//! A thin shell: what a command does is in the libraries, here are arguments, files and exit statuses. 0 means well,
//! 1 findings, 2 input that cannot be read or arguments that make no sense, 130 an interrupt.

// A reader of a pipe may go away, and `println!` panics then.
#![warn(clippy::print_stdout)]

mod commands;
mod corpus_folder;
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

/// Checking the corpus makes and drops small values by the million on all processors: a quarter quicker than with the
/// system's allocator on Linux.
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
