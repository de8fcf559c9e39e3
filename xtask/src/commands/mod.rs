//! The list of commands; each is a module.

mod conformance;
mod contract;
mod docs;
mod fixtures;
mod generate;
mod list;
mod promote;
mod show;
mod validate;

use std::process::ExitCode;

use clap::Subcommand;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Read the corpus with the vendor's own clients
    Conformance(conformance::Args),
    /// Show the contract at a release, or what changed between two
    Contract(contract::Args),
    /// Write the parts of the documentation that are computed, or check them
    Docs(docs::Args),
    /// Write the fixture corpus, or check it
    Fixtures(fixtures::Args),
    /// Generate conversations
    Generate(generate::Args),
    /// List the scenarios
    List(list::Args),
    /// Keep a script as a fixture, such as one that a failing test has printed
    Promote(promote::Args),
    /// Draw a scenario or a script as a storyboard
    Show(show::Args),
    /// Check captured payloads
    Validate(validate::Args),
}

impl Command {
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Conformance(args) => conformance::run(args),
            Self::Contract(args) => contract::run(args),
            Self::Docs(args) => docs::run(args),
            Self::Fixtures(args) => fixtures::run(args),
            Self::Generate(args) => generate::run(args),
            Self::List(args) => list::run(args),
            Self::Promote(args) => promote::run(args),
            Self::Show(args) => show::run(args),
            Self::Validate(args) => validate::run(args),
        }
    }
}
