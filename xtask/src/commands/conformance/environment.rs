//! Installs the vendor's packages under `target/conformance/`, once.
//!
//! Each Python SDK gets a virtual environment of its own, since releases cannot stand side by side in one. Only one
//! environment has a `pip`, and what builds a package from source; it serves the others. A `pip` for each and pip's
//! isolated builds, which install the build tools anew for every SDK, would take half as long again. Beside that, the
//! time of a first run is what it takes to unpack and compile some 40,000 vendor modules.
//! What is complete carries a marker file that is written last; what lacks it is a half-made one, or one made by
//! another Python, and is made again. Two runs at a time in one target folder are not guarded against.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail, ensure};

use super::Home;

const PACKAGE: &str = "PureCloudPlatformClientV2";
const PYTHON: &str = if cfg!(windows) { "python" } else { "python3" };
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };
const MARKER: &str = "complete";

/// What to do when `pip` finds nothing at all.
const REGISTRY: &str = "the vendor's Python SDK could not be installed; the first run needs PyPI, as pip on this \
                        machine is set up to reach it (see: python3 -m pip config list)";

/// The Python of this machine and the one environment that has a `pip`.
pub(super) struct Python {
    target: PathBuf,
    constraints: PathBuf,
    /// What an environment is made of beside its SDK: the version of Python, and the constraints' text.
    made_of: String,
}

/// Why an SDK is not there.
pub(super) enum Unavailable {
    /// This release cannot be had or does not run here; another may. The reason in one line.
    Release(String),
    /// No release can be had.
    All(anyhow::Error),
}

impl Python {
    /// Finds `python3` and makes the environment with the `pip`.
    ///
    /// # Errors
    ///
    /// When there is no Python 3.11 or newer with `venv`.
    pub(super) fn find(home: &Home) -> Result<Self> {
        const REQUIRED: &str = "the conformance check needs Python 3.11 or newer with its venv module (on Debian: \
                                apt-get install python3 python3-venv)";
        let script = "import sys, platform; assert sys.version_info >= (3, 11); print(platform.python_version())";
        let version = output(Command::new(PYTHON).args(["-Es", "-c", script])).context(REQUIRED)?;
        let constraints = home.scripts.join("python/constraints.txt");
        let pins =
            std::fs::read_to_string(&constraints).with_context(|| format!("reading {}", constraints.display()))?;
        let made_of = format!("Python {version}{pins}");
        let python = Python { target: home.target.join("python"), constraints, made_of };
        let tools = python.tools();
        let make = || {
            output(Command::new(PYTHON).args(["-Es", "-m", "venv"]).arg(&tools)).context(REQUIRED)?;
            output(python.pip_install().args(["setuptools", "wheel"])).context(REGISTRY).map(drop)
        };
        python.complete(&tools, make)?;
        Ok(python)
    }

    /// The environment with the SDK of a release, installed if it is not yet there.
    pub(super) fn sdk(&self, release: &str) -> Result<PathBuf, Unavailable> {
        let environment = self.target.join(release);
        self.complete(&environment, || self.install(&environment, release)).map_err(explain)?;
        Ok(environment)
    }

    /// A command that runs the Python of an environment with nothing of the caller's settings: no `PYTHON…`
    /// variable, no user packages, HOME an empty folder (the SDKs from 126 on read a settings file in it and watch it).
    pub(super) fn command(&self, environment: &Path) -> Result<Command> {
        let home = self.target.join("home");
        std::fs::create_dir_all(&home)?;
        let mut command = Command::new(interpreter(environment));
        // Thousands of modules: compiled once, and beside the environments rather than in our sources.
        let prefix = format!("pycache_prefix={}", self.target.join("bytecode").display());
        command.args(["-Es", "-W", "ignore", "-X", "utf8", "-X", &prefix]);
        command.env("HOME", &home).env("USERPROFILE", &home);
        Ok(command)
    }

    fn install(&self, environment: &Path, release: &str) -> Result<()> {
        let venv = ["-Es", "-m", "venv", "--without-pip"];
        output(Command::new(PYTHON).args(venv).arg(environment))?;
        let script = "import sysconfig; print(sysconfig.get_path('purelib'))";
        let packages = output(self.command(environment)?.args(["-c", script]))?;
        let mut pip = self.pip_install();
        pip.args(["--no-build-isolation", "--target", packages.trim_end()]).arg(format!("{PACKAGE}=={release}"));
        output(&mut pip)?;
        output(self.command(environment)?.args(["-c", &format!("import {PACKAGE}")])).map(drop)
    }

    /// The environment with the `pip`.
    fn tools(&self) -> PathBuf {
        self.target.join("pip")
    }

    fn pip_install(&self) -> Command {
        let mut pip = Command::new(interpreter(&self.tools()));
        pip.args(["-m", "pip", "install", "--quiet", "--no-input", "--no-compile", "--disable-pip-version-check"]);
        pip.arg("--constraint").arg(&self.constraints);
        pip
    }

    fn complete(&self, folder: &Path, make: impl FnOnce() -> Result<()>) -> Result<()> {
        complete(folder, &self.made_of, make)
    }
}

/// Tells a release that is not there from a registry that is not there.
fn explain(error: anyhow::Error) -> Unavailable {
    let text = format!("{error:#}");
    const FOR_ALL: [&str; 5] =
        ["(from versions: none)", "ConnectionError", "Max retries", "timed out", "No space left"];
    if FOR_ALL.iter().any(|sign| text.contains(sign)) {
        Unavailable::All(error.context(REGISTRY))
    } else {
        let last =
            text.lines().rev().find(|line| line.to_lowercase().contains("error")).unwrap_or("it does not install");
        Unavailable::Release(last.trim().to_owned())
    }
}

/// Installs `package.json` of the scripts' TypeScript folder; gives the folder that holds `node_modules`.
///
/// # Errors
///
/// When npm is missing or cannot reach its registry.
pub(super) fn typescript(home: &Home) -> Result<PathBuf> {
    let folder = home.target.join("typescript");
    let package = home.scripts.join("typescript/package.json");
    let wanted = std::fs::read_to_string(&package).with_context(|| format!("reading {}", package.display()))?;
    complete(&folder, &wanted, || {
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join("package.json"), &wanted)?;
        let mut npm = Command::new(NPM);
        npm.args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"]);
        output(npm.current_dir(&folder)).map(drop)
    })
    .context(
        "the TypeScript check needs node and npm (on Debian: apt-get install nodejs npm), and on the first run the npm \
         registry, as npm on this machine is set up to reach it",
    )?;
    Ok(folder)
}

/// Makes a folder anew unless its marker says that it was made completely, and of the same things.
fn complete(folder: &Path, of: &str, make: impl FnOnce() -> Result<()>) -> Result<()> {
    let marker = folder.join(MARKER);
    if std::fs::read_to_string(&marker).is_ok_and(|found| found == of) {
        return Ok(());
    }
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("removing {}", folder.display()))?;
    }
    make()?;
    std::fs::write(&marker, of).with_context(|| format!("writing {}", marker.display()))
}

fn interpreter(environment: &Path) -> PathBuf {
    environment.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}

/// The standard output of a command that must succeed.
pub(super) fn output(command: &mut Command) -> Result<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => anyhow!("{program} was not found"),
        _ => anyhow!("{program} could not be started: {error}"),
    })?;
    if !output.status.success() {
        let arguments = command.get_args().map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ");
        bail!("{program} {arguments}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    let text = String::from_utf8(output.stdout);
    ensure!(text.is_ok(), "{program} printed something that is not UTF-8");
    Ok(text?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of this test's own, gone when the test is over.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("conformance-{name}-{}", std::process::id()));
            std::fs::create_dir_all(&folder).expect("the temporary folder is writable");
            Scratch(folder)
        }

        /// Completes the folder and gives what it then holds beside the marker.
        fn complete(&self, of: &str, made: &str) -> Vec<String> {
            let make = || {
                std::fs::create_dir_all(&self.0)?;
                Ok(std::fs::write(self.0.join(made), "")?)
            };
            complete(&self.0, of, make).expect("nothing here fails");
            let entries = std::fs::read_dir(&self.0).expect("the folder is there");
            let names = entries.map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned());
            let mut names: Vec<String> = names.filter(|name| name != MARKER).collect();
            names.sort();
            names
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            drop(std::fs::remove_dir_all(&self.0));
        }
    }

    #[test]
    fn a_half_made_folder_is_made_anew() {
        let scratch = Scratch::new("half-made");
        std::fs::write(scratch.0.join("left over"), "").expect("the folder is writable");
        assert_eq!(scratch.complete("Python 3.11.7", "first"), ["first"]);
    }

    #[test]
    fn a_complete_folder_is_kept_until_it_should_hold_something_else() {
        let scratch = Scratch::new("complete");
        assert_eq!(scratch.complete("Python 3.11.7", "first"), ["first"]);
        assert_eq!(scratch.complete("Python 3.11.7", "second"), ["first"]);
        assert_eq!(scratch.complete("Python 3.12.0", "third"), ["third"]);
    }

    #[test]
    fn a_release_that_is_missing_is_told_from_a_registry_that_is() {
        let missing = "ERROR: Could not find a version that satisfies the requirement X==193.0.0 (from versions: \
                       192.0.0, 193.0.3)\nERROR: No matching distribution found for X==193.0.0";
        let unreachable = "ERROR: Could not find a version that satisfies the requirement X==193.0.0 (from versions: \
                           none)\nERROR: No matching distribution found for X==193.0.0";
        let Unavailable::Release(reason) = explain(anyhow!(missing)) else { panic!("another release can be had") };
        assert_eq!(reason, "ERROR: No matching distribution found for X==193.0.0");
        let Unavailable::All(error) = explain(anyhow!(unreachable)) else { panic!("no release can be had") };
        assert!(error.to_string().contains("the first run needs PyPI"), "{error}");
    }

    #[test]
    fn a_command_that_is_not_there_is_named() {
        let error = output(&mut Command::new("no-such-command-here")).expect_err("there is no such command");
        assert_eq!(error.to_string(), "no-such-command-here was not found");
    }
}
