//! `cargo xtask clients`: the vendor's own clients, and those of others, use the server.
//!
//! They come from their registries and are used as they are: the Python and JavaScript clients by
//! their gateway setting, the oldest Python client by its host, and a package that listens to
//! notifications. Each gets a server of its own. They are installed under `target/`, as those of
//! `conformance` are.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};
use message_cli::console;

use super::conformance::Home;
use super::conformance::environment::Python;
use crate::installed::{npm_packages, output};
use crate::server::{Server, program};

/// The oldest Python client that we model, and the newest.
const PYTHON: [&str; 2] = ["19.0.0", "269.0.0"];

/// A scenario of which everything is known to the oldest client.
const OLD_SCENARIO: &str = "inbound-answered-agent-ends";

/// The port that `msgleg serve` takes if it is told none.
const DEFAULT_PORT: &str = "4040";

#[derive(clap::Args)]
#[command(after_help = "\
Installs the clients under target/ on the first run, which needs Python 3.11 or newer, Node.js with npm, and access to a \
package registry.")]
pub(crate) struct Args {
    /// The `msgleg` to start; built by cargo if absent
    #[arg(long, value_name = "PROGRAM")]
    msgleg: Option<PathBuf>,
}

/// Runs the command; fails with the first client that fails.
pub(crate) fn run(args: Args) -> Result<ExitCode> {
    let home = Home::new()?;
    let scripts = home.root.join("xtask/clients");
    let target = home.root.join("target/clients");
    let msgleg = program(args.msgleg)?;
    let python = Python::find(&home)?;
    let [oldest, newest] = PYTHON.map(|release| python.sdk(release));
    let (oldest, newest) = (oldest?, newest?);
    let requirements = scripts.join("python/requirements.txt");
    let packages = python.packages(&target.join("python"), &requirements)?;
    let node = target.join("javascript");
    npm_packages(&node, &scripts.join("javascript/package.json"))?;

    let script = |environment: &Path, name: &str| -> Result<Command> {
        let mut command = python.command(environment)?;
        command.arg(scripts.join("python").join(name));
        Ok(command)
    };
    let story = script(&newest, "story.py")?;
    tell("Python 269", &msgleg, story, |command| {
        command.arg(&packages);
    })?;
    let listening = script(&newest, "listening.py")?;
    tell("genesys-notifications", &msgleg, listening, |command| {
        command.arg(&packages);
    })?;
    let table = home.root.join("crates/message-server/faults.json");
    let faults = script(&newest, "faults.py")?;
    tell("Python 269 under faults", &msgleg, faults, |command| {
        command.arg(&packages).arg(&table);
    })?;
    let analytics = script(&newest, "analytics.py")?;
    tell("analytics in Python 269", &msgleg, analytics, |command| {
        command.arg(&packages);
    })?;
    let reading = script(&oldest, "reading.py")?;
    tell("Python 19", &msgleg, reading, |command| {
        command.arg(&packages).arg(OLD_SCENARIO);
    })?;
    let mut story = Command::new("node");
    story
        .current_dir(&node)
        .arg(scripts.join("javascript/story.mjs"));
    tell("JavaScript 262", &msgleg, story, |_| ())?;

    let mut faults = Command::new("node");
    faults
        .current_dir(&node)
        .arg(scripts.join("javascript/faults.mjs"));
    tell("JavaScript 262 under faults", &msgleg, faults, |command| {
        command.arg(&table);
    })?;

    let mut first = python.command(&newest)?;
    let example = scripts.join("python/first.py");
    run_example(&msgleg, &example, &target, &mut first)?;
    let mut first = Command::new("node");
    let example = scripts.join("javascript/first.mjs");
    run_example(&msgleg, &example, &node, &mut first)?;
    writeln!(console::text(), "examples of the README: both run")?;
    Ok(ExitCode::SUCCESS)
}

/// Runs an example of the README, which names the default port, in a folder that has what it needs.
fn run_example(msgleg: &Path, example: &Path, folder: &Path, program: &mut Command) -> Result<()> {
    let server = Server::start(msgleg, "fast")?;
    let port = server.address().rsplit(':').next().unwrap_or_default();
    let text = fs::read_to_string(example).with_context(|| example.display().to_string())?;
    let copy = folder.join(example.file_name().context("an example is a file")?);
    fs::write(&copy, text.replace(DEFAULT_PORT, port))
        .with_context(|| copy.display().to_string())?;
    let told = output(program.arg(&copy));
    told.with_context(|| format!("{}: failed", example.display()))?;
    Ok(())
}

/// Runs a client on a server of its own, and says what it says.
fn tell(
    name: &str,
    msgleg: &Path,
    mut client: Command,
    with: impl FnOnce(&mut Command),
) -> Result<()> {
    let server = Server::start(msgleg, "fast")?;
    with(client.arg(server.address()));
    let told = output(&mut client).with_context(|| format!("{name}: failed"))?;
    writeln!(console::text(), "{name}: {}", told.trim())?;
    Ok(())
}
