//! The list of commands; each is a module.

mod conformance;
mod validate;

use std::process::ExitCode;

use clap::Subcommand;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Read the corpus with the vendor's own clients
    Conformance(conformance::Args),
    /// Check captured payloads
    Validate(validate::Args),
}

impl Command {
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Conformance(args) => conformance::run(args),
            Self::Validate(args) => validate::run(args),
        }
    }
}
