//! A server of `msgleg serve` for whatever uses one.

use std::env;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::installed::output;
use crate::workspace::root;

/// The `msgleg` that is named, or one that is built.
pub(crate) fn program(named: Option<PathBuf>) -> Result<PathBuf> {
    if let Some(program) = named {
        return Ok(program);
    }
    let root = root();
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build
        .args([
            "build",
            "--release",
            "--locked",
            "--quiet",
            "--package",
            "message-cli",
        ])
        .current_dir(root);
    output(&mut build)?;
    Ok(root.join("target/release/msgleg"))
}

/// A server, which is ended when this is dropped.
pub(crate) struct Server {
    process: Child,
    address: String,
}

impl Server {
    /// Starts one whose time passes at this pace.
    pub(crate) fn start(msgleg: &Path, pace: &str) -> Result<Self> {
        let mut process = Command::new(msgleg)
            .args(["serve", "--port", "0", "--pace", pace])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("starting {}", msgleg.display()))?;
        let out = process.stdout.take().context("it has an output")?;
        let mut address = String::new();
        BufReader::new(out).read_line(&mut address)?;
        let server = Self {
            process,
            address: address.trim().to_owned(),
        };
        ensure!(
            server.address.starts_with("http://"),
            "{} serve: found {address:?}, expected its address",
            msgleg.display()
        );
        Ok(server)
    }

    /// Where it listens, such as `http://127.0.0.1:4711`.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
