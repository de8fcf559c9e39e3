//! The commands of the workspace: `cargo xtask COMMAND`.
//!
//! Those for everybody come from `message-cli`. The others, which are here, belong to this
//! repository: they write its fixtures and its docs, and test them with the vendor's clients and in
//! example projects.

// `println!` and `eprintln!` panic when nobody reads what they write, or the disk is full.
#![warn(clippy::print_stdout, clippy::print_stderr)]

mod archive;
mod browser;
mod commands;
mod corpus_folder;
mod installed;
mod promoted;
mod server;
mod workspace;

use std::process::ExitCode;

use clap::Parser;
use message_cli::Program;

use commands::Command;

/// Checking the corpus makes and drops millions of small values on all processors, which takes a
/// quarter less time with this allocator than with the system's on Linux.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "Fixtures of Genesys Cloud message legs: make, show and check them",
    max_term_width = 80,
    long_about = None
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    Program {
        name: "cargo xtask",
    }
    .main(|arguments: Arguments, program| arguments.command.run(program))
}
