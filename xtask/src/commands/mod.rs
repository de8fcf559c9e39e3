//! The list of commands; each is a module.

mod contract;
mod validate;

use std::process::ExitCode;

use clap::Subcommand;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Show the contract at a release, or what changed between two
    Contract(contract::Args),
    /// Check captured payloads
    Validate(validate::Args),
}

impl Command {
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Contract(args) => contract::run(args),
            Self::Validate(args) => validate::run(args),
        }
    }
}
