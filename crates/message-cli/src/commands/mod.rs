//! The list of commands; each is a module.

pub mod browse;
mod contract;
#[cfg(feature = "serve")]
pub mod control;
mod coverage;
mod export;
mod generate;
mod list;
mod pick;
mod score;
#[cfg(feature = "serve")]
pub mod serve;
pub(crate) mod show;
mod validate;

use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

use crate::program::Program;

/// A command for everybody, with its arguments.
///
/// Those of [`browse`] are apart, since a program may have more to say about the page than where it
/// is written.
#[derive(Subcommand)]
#[non_exhaustive]
pub enum Command {
    /// Print the API contract of a release, or what changed between two releases
    Contract(contract::Args),
    /// Print how much of the contract, the transition tables and the rules the corpus shows; fail
    /// if anything is missing
    Coverage(coverage::Args),
    /// Copy a part of the corpus into another project, or check such a copy
    Export(export::Args),
    /// Generate any number of conversations, as JSON
    Generate(Box<generate::Args>),
    /// List the built-in scenarios with their legs, evidence and what they show, the built-in
    /// profiles, or the faults
    List(list::Args),
    /// Pick a small set of files of the corpus that together show everything of a kind
    Pick(pick::Args),
    /// Compare what a consumer did with cases that are wrong on purpose with what is right
    Score(score::Args),
    /// Draw a scenario, a script or captured payloads as a storyboard, in text or as SVG
    Show(show::Args),
    /// Check captured payloads: whether they can be read, keep the rules and fit a release
    Validate(validate::Args),
}

impl Command {
    /// Runs the command. What it finds is the exit status: success, or failure if there are
    /// findings.
    ///
    /// # Errors
    ///
    /// If the input cannot be read, is not what was expected, or the output cannot be written.
    pub fn run(self, program: Program) -> Result<ExitCode> {
        match self {
            Self::Contract(args) => contract::run(args),
            Self::Coverage(args) => coverage::run(args),
            Self::Export(args) => export::run(args, program),
            Self::Generate(args) => generate::run(*args, program),
            Self::List(args) => list::run(args),
            Self::Pick(args) => pick::run(args),
            Self::Score(args) => score::run(args),
            Self::Show(args) => show::run(args, program),
            Self::Validate(args) => validate::run(args, program),
        }
    }
}
