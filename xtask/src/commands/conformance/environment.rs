//! Installs the vendor's packages under `target/conformance/`, once.
//!
//! Each Python SDK gets a virtual environment of its own, since one environment cannot contain two
//! releases. Only one environment has `pip` and the tools to build packages from source; it serves
//! the others. A `pip` for each, with pip's isolated builds that install the build tools anew for
//! every SDK, would take half as long again. Apart from that, the time of a first run is spent on
//! unpacking and compiling some 40,000 vendor modules.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow};

use super::Home;
use crate::installed::{
    complete, interpreter, npm_packages, output, python_environment, python_version,
};

const PACKAGE: &str = "PureCloudPlatformClientV2";

/// What to tell the user when `pip` finds nothing at all.
const REGISTRY: &str = "the vendor's Python SDK could not be installed; the first run needs PyPI, as pip on this \
                        machine is set up to reach it (see: python3 -m pip config list)";

/// The Python of this machine, and the one environment that has `pip`.
pub(crate) struct Python {
    target: PathBuf,
    constraints: PathBuf,
    /// What an environment is made of besides its SDK: the version of Python and the text of the
    /// constraints.
    made_of: String,
}

/// The reason why an SDK is not available.
pub(crate) enum Unavailable {
    /// This release cannot be installed or does not run here, but another may. The reason in one
    /// line.
    Release(String),
    /// No release can be installed.
    All(anyhow::Error),
}

impl From<Unavailable> for anyhow::Error {
    fn from(unavailable: Unavailable) -> Self {
        match unavailable {
            Unavailable::Release(reason) => anyhow!(reason),
            Unavailable::All(error) => error,
        }
    }
}

impl Python {
    /// Finds `python3` and makes the environment with `pip`.
    ///
    /// # Errors
    ///
    /// When there is no Python 3.11 or newer with `venv`.
    pub(crate) fn find(home: &Home) -> Result<Self> {
        let version = python_version()?;
        let constraints = home.scripts.join("python/constraints.txt");
        let pins = std::fs::read_to_string(&constraints)
            .with_context(|| format!("reading {}", constraints.display()))?;
        let made_of = format!("Python {version}{pins}");
        let python = Python {
            target: home.target.join("python"),
            constraints,
            made_of,
        };
        let tools = python.tools();
        let make = || {
            python_environment(&tools, &[])?;
            output(python.pip_install().args(["setuptools", "wheel"]))
                .context(REGISTRY)
                .map(drop)
        };
        python.complete(&tools, make)?;
        Ok(python)
    }

    /// The environment with the SDK of a release, which is installed if it is not there yet.
    pub(crate) fn sdk(&self, release: &str) -> Result<PathBuf, Unavailable> {
        let environment = self.target.join(release);
        self.complete(&environment, || self.install(&environment, release))
            .map_err(explain)?;
        Ok(environment)
    }

    /// A command that runs the Python of an environment without any of the user's settings: no
    /// `PYTHON…` variables, no user packages, and an empty folder as HOME (the SDKs from 126 on
    /// read and watch a settings file in it).
    pub(crate) fn command(&self, environment: &Path) -> Result<Command> {
        let home = self.target.join("home");
        std::fs::create_dir_all(&home)?;
        let mut command = Command::new(interpreter(environment));
        // Keeps the bytecode of thousands of modules, beside the environments rather than in our
        // sources.
        let prefix = format!("pycache_prefix={}", self.target.join("bytecode").display());
        command.args(["-Es", "-W", "ignore", "-X", "utf8", "-X", &prefix]);
        command.env("HOME", &home).env("USERPROFILE", &home);
        Ok(command)
    }

    /// The folder with the packages of a requirements file, which are installed if they are not
    /// there yet.
    pub(crate) fn packages(&self, folder: &Path, requirements: &Path) -> Result<PathBuf> {
        let wanted = std::fs::read_to_string(requirements)
            .with_context(|| format!("reading {}", requirements.display()))?;
        let made_of = format!("{}{wanted}", self.made_of);
        let install = || {
            let mut pip = self.pip_install();
            pip.arg("--target").arg(folder);
            output(pip.arg("--requirement").arg(requirements))
                .context(REGISTRY)
                .map(drop)
        };
        complete(folder, &made_of, install)?;
        Ok(folder.to_owned())
    }

    fn install(&self, environment: &Path, release: &str) -> Result<()> {
        python_environment(environment, &["--without-pip"])?;
        let script = "import sysconfig; print(sysconfig.get_path('purelib'))";
        let packages = output(self.command(environment)?.args(["-c", script]))?;
        let mut pip = self.pip_install();
        pip.args(["--no-build-isolation", "--target", packages.trim_end()])
            .arg(format!("{PACKAGE}=={release}"));
        output(&mut pip)?;
        // An SDK can be installed and still not run with the Python of this machine. This tells
        // while there is another release to fall back on.
        output(
            self.command(environment)?
                .args(["-c", &format!("import {PACKAGE}")]),
        )
        .map(drop)
    }

    /// The environment with `pip`.
    fn tools(&self) -> PathBuf {
        self.target.join("pip")
    }

    fn pip_install(&self) -> Command {
        let mut pip = Command::new(interpreter(&self.tools()));
        pip.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-input",
            // The first import compiles, into the folder that `command` names.
            "--no-compile",
            "--disable-pip-version-check",
        ]);
        pip.arg("--constraint").arg(&self.constraints);
        pip
    }

    fn complete(&self, folder: &Path, make: impl FnOnce() -> Result<()>) -> Result<()> {
        complete(folder, &self.made_of, make)
    }
}

/// Distinguishes a release that does not exist from a registry that cannot be reached.
fn explain(error: anyhow::Error) -> Unavailable {
    let text = format!("{error:#}");
    const FOR_ALL: [&str; 5] = [
        "(from versions: none)",
        "ConnectionError",
        "Max retries",
        "timed out",
        "No space left",
    ];
    if FOR_ALL.iter().any(|sign| text.contains(sign)) {
        Unavailable::All(error.context(REGISTRY))
    } else {
        let last = text
            .lines()
            .rev()
            .find(|line| line.to_lowercase().contains("error"))
            .unwrap_or("it does not install");
        Unavailable::Release(last.trim().to_owned())
    }
}

/// Installs the `package.json` of the scripts' TypeScript folder; returns the folder that contains
/// `node_modules`.
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
    use super::*;

    #[test]
    fn a_release_that_is_missing_is_told_from_a_registry_that_is() {
        let missing = "ERROR: Could not find a version that satisfies the requirement X==193.0.0 (from versions: \
                       192.0.0, 193.0.3)\nERROR: No matching distribution found for X==193.0.0";
        let unreachable = "ERROR: Could not find a version that satisfies the requirement X==193.0.0 (from versions: \
                           none)\nERROR: No matching distribution found for X==193.0.0";
        let Unavailable::Release(reason) = explain(anyhow!(missing)) else {
            panic!("another release can be had")
        };
        assert_eq!(
            reason,
            "ERROR: No matching distribution found for X==193.0.0"
        );
        let Unavailable::All(error) = explain(anyhow!(unreachable)) else {
            panic!("no release can be had")
        };
        assert!(
            error.to_string().contains("the first run needs PyPI"),
            "{error}"
        );
    }
}
