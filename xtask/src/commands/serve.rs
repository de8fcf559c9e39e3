//! `cargo xtask serve` and `control`: run those of `msgleg`, which they build first.
//!
//! The server is not a part of this program: whoever generates fixtures need not build it.

use std::env;
use std::ffi::OsString;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::workspace::root;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// What this command of `msgleg` takes; `--help` lists it
    #[arg(
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_name = "ARGUMENT"
    )]
    arguments: Vec<OsString>,
}

/// Runs the command of this name, until it ends or is interrupted.
pub(crate) fn run(name: &str, args: Args) -> Result<ExitCode> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let manifest = root().join("Cargo.toml");
    let status = Command::new(cargo)
        .args([
            "run",
            "--release",
            "--locked",
            "--package",
            "message-cli",
            "--bin",
            "msgleg",
        ])
        .arg("--manifest-path")
        .arg(manifest)
        .args(["--", name])
        .args(args.arguments)
        .status()
        .context("cannot run cargo")?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    // Ended by a signal, as by Ctrl-C before it listens.
    Ok(ExitCode::from(code.unwrap_or(130)))
}
