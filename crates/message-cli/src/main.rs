//! `msgleg`: fixtures of Genesys Cloud message legs.

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{CommandFactory, Parser, Subcommand};
use clap_complete::Shell;
use message_cli::{Command, Program, browse, console};
use message_model::one_of;

/// Conversations are made of millions of small values, for which this allocator is faster than the
/// system's on Linux.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(
    name = "msgleg",
    version,
    about = "Fixtures of Genesys Cloud message legs: make, show and check them",
    max_term_width = 80,
    long_about = None
)]
struct Arguments {
    #[command(subcommand)]
    command: Own,
}

#[derive(Subcommand)]
enum Own {
    #[command(flatten)]
    ForEverybody(Command),
    /// Write an HTML page for looking through the conversations of the corpus, or of files
    Browse(browse::Args),
    /// Serve a Genesys Cloud to test against: its REST API, notifications and sockets
    #[cfg(feature = "serve")]
    Serve(Box<message_cli::serve::Args>),
    /// Steer a platform that is served: time, customers, plays, failures, snapshots
    #[cfg(feature = "serve")]
    Control(message_cli::control::Args),
    /// Print a script that lets a shell complete the commands and options of this program
    Completions {
        /// The shell that the script is for
        shell: Shell,
    },
    /// Print the manual page of this program, or of one of its commands
    Man {
        /// The command whose manual page to print, such as `generate`
        command: Option<String>,
    },
}

fn main() -> ExitCode {
    Program { name: "msgleg" }.main(run)
}

fn run(arguments: Arguments, program: Program) -> Result<ExitCode> {
    match arguments.command {
        Own::ForEverybody(command) => return command.run(program),
        Own::Browse(args) => return browse::run(args, program),
        #[cfg(feature = "serve")]
        Own::Serve(args) => return message_cli::serve::run(*args),
        #[cfg(feature = "serve")]
        Own::Control(args) => return message_cli::control::run(args),
        Own::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), program.name, &mut script);
            console::data().write_all(&script)?;
        }
        Own::Man { command } => console::data().write_all(&page(command.as_deref())?)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The manual page of the program, or of a command, in the format of `man`.
fn page(command: Option<&str>) -> Result<Vec<u8>> {
    let mut program = Arguments::command();
    program.build();
    let of = match command {
        Some(name) => program.find_subcommand(name).with_context(|| {
            let known: Vec<&str> = program
                .get_subcommands()
                .map(clap::Command::get_name)
                .collect();
            format!("man: found {name:?}, expected {}", one_of(name, known))
        })?,
        None => &program,
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(of.clone()).render(&mut page)?;
    Ok(page)
}
