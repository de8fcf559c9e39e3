//! The list of commands; each is a module.

mod browse;
mod conformance;
mod consumers;
mod contract;
mod coverage;
mod docs;
mod export;
mod fixtures;
mod freeze;
mod generate;
mod list;
mod pick;
mod promote;
mod show;
mod validate;

use std::process::ExitCode;

use clap::Subcommand;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Write the plays of the corpus as one page to look through, or check that page
    Browse(browse::Args),
    /// Read the corpus with the vendor's own clients
    Conformance(conformance::Args),
    /// Test the projects that use the corpus and the crates from Python, TypeScript and Rust
    Consumers(consumers::Args),
    /// Show the contract at a release, or what changed between two
    Contract(contract::Args),
    /// Show how much of contract, tables and rules the corpus covers, and fail if anything is missing
    Coverage(coverage::Args),
    /// Write the parts of the documentation that are computed, or check them
    Docs(docs::Args),
    /// Copy a part of the corpus into another project, or check such a copy
    Export(export::Args),
    /// Write the fixture corpus, or check it
    Fixtures(fixtures::Args),
    /// Freeze the sets of the releases: from then on no command writes them
    Freeze(freeze::Args),
    /// Generate conversations
    Generate(generate::Args),
    /// List the scenarios: name, legs by the letters of `show`, evidence, and what it shows
    List(list::Args),
    /// Pick a small set of files that shows all of what is asked for
    Pick(pick::Args),
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
            Self::Browse(args) => browse::run(args),
            Self::Conformance(args) => conformance::run(args),
            Self::Consumers(args) => consumers::run(args),
            Self::Contract(args) => contract::run(args),
            Self::Coverage(args) => coverage::run(args),
            Self::Docs(args) => docs::run(args),
            Self::Export(args) => export::run(args),
            Self::Fixtures(args) => fixtures::run(args),
            Self::Freeze(args) => freeze::run(args),
            Self::Generate(args) => generate::run(args),
            Self::List(args) => list::run(args),
            Self::Pick(args) => pick::run(args),
            Self::Promote(args) => promote::run(args),
            Self::Show(args) => show::run(args),
            Self::Validate(args) => validate::run(args),
        }
    }
}
