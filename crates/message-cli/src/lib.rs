//! The commands for everybody: generate, show and check payloads, and copy parts of the corpus.
//!
//! The program `msgleg` is these commands and no more; another program can take them among its own,
//! as the repository's `cargo xtask` does. They are a thin shell over the libraries, which do the
//! work: they handle arguments, files and exit statuses. Status 0 means success, 1 findings, 2
//! unreadable input or invalid arguments, 130 an interrupt.
//!
//! The commands read the files that they are given, and write where they are told to. What they
//! need besides, they carry: scenarios, profiles, contracts, the page of `browse` and the whole
//! corpus.
//!
//! ```
//! use clap::Parser;
//! use message_cli::{Command, Program};
//!
//! #[derive(Parser)]
//! struct Arguments {
//!     #[command(subcommand)]
//!     command: Command,
//! }
//!
//! let arguments = Arguments::try_parse_from(["mine", "generate", "--count", "0"])?;
//! arguments.command.run(Program { name: "mine" })?;
//! # Ok::<(), anyhow::Error>(())
//! ```

// `println!` and `eprintln!` panic when nobody reads what they write, or the disk is full.
#![warn(clippy::print_stdout, clippy::print_stderr)]

mod arguments;
mod columns;
mod commands;
pub mod console;
mod corpus;
pub mod files;
pub mod generated;
mod in_order;
mod interrupt;
pub mod output;
mod payload_text;
mod play_file;
mod program;
mod progress;
mod records;
mod stopwatch;
mod text_file;

pub use self::commands::Command;
pub use self::commands::browse;
pub use self::commands::show::boards;
#[cfg(feature = "serve")]
pub use self::commands::{control, serve};
pub use self::corpus::listed;
pub use self::play_file::PlayFile;
pub use self::program::Program;
pub use self::text_file::read_text;

/// Runs the code of the README as a doctest.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
