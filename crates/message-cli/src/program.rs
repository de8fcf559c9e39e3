//! The program that runs a command: how it is called, and how it ends.

use std::fmt;
use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use clap::error::{ContextKind, ContextValue};
use message_model::printable;

use crate::console;
use crate::interrupt::Interrupted;
use crate::output;

/// The program that runs a command, as messages call it.
///
/// ```
/// let program = message_cli::Program { name: "msgleg" };
/// assert_eq!(format!("see `{program} list`"), "see `msgleg list`");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Program {
    /// What a user types before the command, such as `msgleg`.
    pub name: &'static str,
}

impl Program {
    /// Parses the arguments that the process was started with, runs what they ask for, and reports
    /// how that ended.
    ///
    /// An error is written to standard error and gives status 2. If nobody reads standard output
    /// any more, that is success, since it is how `head` ends a program.
    pub fn main<A: Parser>(self, run: impl FnOnce(A, Self) -> Result<ExitCode>) -> ExitCode {
        match self.run(run) {
            Ok(status) => status,
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

    fn run<A: Parser>(self, run: impl FnOnce(A, Self) -> Result<ExitCode>) -> Result<ExitCode> {
        let status = match A::try_parse() {
            Ok(arguments) => run(arguments, self)?,
            Err(answer) => answered(answer)?,
        };
        // What is left in the buffer, so that it is not lost without a word when the program ends.
        console::data().flush()?;
        Ok(status)
    }
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name)
    }
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
        // With its colours on a terminal. Nothing can be done if it cannot be written; the status
        // tells.
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
