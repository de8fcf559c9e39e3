//! Installs the vendor's packages under `target/conformance/`, once.
//!
//! Each Python SDK gets a virtual environment of its own, since releases cannot stand side by side in one. Only one
//! environment has a `pip`, and what builds a package from source; it serves the others. A `pip` for each and pip's
//! isolated builds, which install the build tools anew for every SDK, would take half as long again. Beside that, the
//! time of a first run is what it takes to unpack and compile some 40,000 vendor modules.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::Home;
use crate::installed::{complete, interpreter, npm_packages, output, python_environment, python_version};

const PACKAGE: &str = "PureCloudPlatformClientV2";

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
        let version = python_version()?;
        let constraints = home.scripts.join("python/constraints.txt");
        let pins =
            std::fs::read_to_string(&constraints).with_context(|| format!("reading {}", constraints.display()))?;
        let made_of = format!("Python {version}{pins}");
        let python = Python { target: home.target.join("python"), constraints, made_of };
        let tools = python.tools();
        let make = || {
            python_environment(&tools, &[])?;
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
        python_environment(environment, &["--without-pip"])?;
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
    npm_packages(&folder, &package)?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

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
}
