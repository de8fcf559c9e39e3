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
    /// Write an HTML page for looking through the conversations of the corpus, or check that page
    Browse(browse::Args),
    /// Check that the vendor's own Python and TypeScript clients can read the corpus
    Conformance(conformance::Args),
    /// Run the tests of example projects that use the corpus and the crates from Python, TypeScript and Rust
    Consumers(consumers::Args),
    /// Print the API contract of a release, or what changed between two releases
    Contract(contract::Args),
    /// Print how much of the contract, the transition tables and the rules the corpus shows; fail if anything is
    /// missing
    Coverage(coverage::Args),
    /// Write the generated parts of the documentation, or check them
    Docs(docs::Args),
    /// Copy a part of the corpus into another project, or check such a copy
    Export(export::Args),
    /// Write the fixture corpus, or check it
    Fixtures(fixtures::Args),
    /// Freeze the fixtures of older releases: from then on no command changes them
    Freeze(freeze::Args),
    /// Generate any number of conversations, as JSON
    Generate(generate::Args),
    /// List the built-in scenarios with their legs, evidence and what they show, or the built-in profiles
    List(list::Args),
    /// Pick a small set of files of the corpus that together show everything of a kind
    Pick(pick::Args),
    /// Keep a script as a fixture, such as one that a failing property test has printed
    Promote(promote::Args),
    /// Draw a scenario or a script as a storyboard, in text or as SVG
    Show(show::Args),
    /// Check captured payloads: whether they can be read, keep the rules and fit a release
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
