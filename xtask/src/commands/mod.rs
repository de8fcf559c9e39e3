//! The list of commands; each that is not for everybody is a module.

mod browse;
mod clients;
mod conformance;
mod consumers;
mod docs;
mod fixtures;
mod freeze;
mod page;
mod promote;
mod serve;

use std::process::ExitCode;

use clap::Subcommand;
use message_cli::Program;

#[derive(Subcommand)]
pub(crate) enum Command {
    #[command(flatten)]
    ForEverybody(message_cli::Command),
    /// Write an HTML page for looking through the conversations of the corpus, or of files, or
    /// check that page
    Browse(browse::Args),
    /// Let the vendor's own Python and JavaScript clients use the server
    Clients(clients::Args),
    /// Check that the vendor's own Python and TypeScript clients can read the corpus
    Conformance(conformance::Args),
    /// Run the tests of example projects that use the corpus and the crates from Python, TypeScript
    /// and Rust
    Consumers(consumers::Args),
    /// Write the generated parts of the documentation, or check them
    Docs(docs::Args),
    /// Write the fixture corpus, or check it
    Fixtures(fixtures::Args),
    /// Freeze the fixtures of older releases: from then on no command changes them
    Freeze(freeze::Args),
    /// Use the page of `serve` as a person would, in a headless Chromium
    Page(page::Args),
    /// Keep a script as a fixture, such as one that a failing property test has printed
    Promote(promote::Args),
    /// Serve a Genesys Cloud to test against: builds `msgleg` with all that a server takes, and
    /// runs its `serve`
    #[command(disable_help_flag = true)]
    Serve(serve::Args),
    /// Steer a platform that is served: time, customers, plays, failures, snapshots
    Control(serve::Args),
}

impl Command {
    pub(crate) fn run(self, program: Program) -> anyhow::Result<ExitCode> {
        match self {
            Self::ForEverybody(command) => command.run(program),
            Self::Browse(args) => browse::run(args, program),
            Self::Clients(args) => clients::run(args),
            Self::Conformance(args) => conformance::run(args),
            Self::Consumers(args) => consumers::run(args),
            Self::Docs(args) => docs::run(args),
            Self::Fixtures(args) => fixtures::run(args),
            Self::Freeze(args) => freeze::run(args),
            Self::Page(args) => page::run(args),
            Self::Promote(args) => promote::run(args),
            Self::Serve(args) => serve::run("serve", args),
            Self::Control(args) => serve::run("control", args),
        }
    }
}
