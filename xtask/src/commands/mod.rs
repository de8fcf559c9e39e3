//! The list of commands; each is a module.

mod validate;

use std::process::ExitCode;

use clap::Subcommand;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Check captured payloads
    Validate(validate::Args),
}

impl Command {
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Validate(args) => validate::run(args),
        }
    }
}
