//! Installs Python environments and npm packages under `target/`, once, for the commands that need
//! them.
//!
//! A complete installation has a marker file that is written last and says what it was made of. One
//! without a marker, or made by another Python or of other packages, is made again. While one run
//! makes it, another is refused.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail, ensure};

use message_cli::console;
use message_cli::files::claim_folder;

const PYTHON: &str = if cfg!(windows) { "python" } else { "python3" };
const PYTHON_REQUIRED: &str = "Python 3.11 or newer is needed, with its venv module (on Debian: apt-get install python3 \
                               python3-venv)";
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };
const NPM_REQUIRED: &str = "node and npm are needed (on Debian: apt-get install nodejs npm), and on the first run the \
                            npm registry, as npm on this machine is set up to reach it";

/// The name of the marker file, which says what the installation was made of.
pub(crate) const MARKER: &str = "complete";

/// The version of this machine's Python.
///
/// # Errors
///
/// When there is no Python 3.11 or newer.
pub(crate) fn python_version() -> Result<String> {
    let script = "import sys, platform; assert sys.version_info >= (3, 11); \
                  print(platform.python_version())";
    output(Command::new(PYTHON).args(["-Es", "-c", script])).context(PYTHON_REQUIRED)
}

/// Makes a virtual environment; `options` are passed to Python's `venv`.
///
/// # Errors
///
/// When the `venv` module is missing.
pub(crate) fn python_environment(folder: &Path, options: &[&str]) -> Result<()> {
    let mut venv = Command::new(PYTHON);
    output(venv.args(["-Es", "-m", "venv"]).args(options).arg(folder))
        .context(PYTHON_REQUIRED)
        .map(drop)
}

/// The Python of a virtual environment.
pub(crate) fn interpreter(environment: &Path) -> PathBuf {
    environment.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    })
}

/// An `npm` that runs in a folder.
pub(crate) fn npm(folder: &Path) -> Command {
    let mut npm = Command::new(NPM);
    npm.current_dir(folder);
    npm
}

/// Installs the packages of a `package.json` into a folder, which then contains `node_modules`.
///
/// # Errors
///
/// When npm is missing or cannot reach its registry.
pub(crate) fn npm_packages(folder: &Path, package: &Path) -> Result<()> {
    let wanted = std::fs::read_to_string(package)
        .with_context(|| format!("reading {}", package.display()))?;
    let install = || {
        std::fs::create_dir_all(folder)?;
        std::fs::write(folder.join("package.json"), &wanted)?;
        let quiet = [
            "install",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--no-package-lock",
            "--loglevel=error",
        ];
        output(npm(folder).args(quiet)).map(drop)
    };
    complete(folder, &wanted, install).context(NPM_REQUIRED)
}

/// Makes a folder anew unless its marker says that it is complete and was made of the same things.
pub(crate) fn complete(folder: &Path, of: &str, make: impl FnOnce() -> Result<()>) -> Result<()> {
    let marker = folder.join(MARKER);
    if std::fs::read_to_string(&marker).is_ok_and(|found| found == of) {
        return Ok(());
    }
    let _claimed = claim_folder(folder)?;
    if folder.exists() {
        std::fs::remove_dir_all(folder)
            .with_context(|| format!("removing {}", folder.display()))?;
    }
    make()?;
    std::fs::write(&marker, of).with_context(|| format!("writing {}", marker.display()))
}

/// The standard output of a command that must succeed.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => anyhow!("{program} was not found"),
        _ => anyhow!("{program} could not be started: {error}"),
    })?;
    if !output.status.success() {
        let arguments = command
            .get_args()
            .map(OsStr::to_string_lossy)
            .collect::<Vec<_>>()
            .join(" ");
        console::remark(String::from_utf8_lossy(&output.stderr).trim());
        bail!("{program} {arguments}: {}", output.status);
    }
    let text = String::from_utf8(output.stdout);
    ensure!(
        text.is_ok(),
        "{program} printed something that is not UTF-8"
    );
    Ok(text?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of one test, removed when the test is over.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let folder =
                std::env::temp_dir().join(format!("installed-{name}-{}", std::process::id()));
            std::fs::create_dir_all(&folder).expect("the temporary folder is writable");
            Scratch(folder)
        }

        /// Completes the folder and returns what it then contains besides the marker.
        fn complete(&self, of: &str, made: &str) -> Vec<String> {
            let make = || {
                std::fs::create_dir_all(&self.0)?;
                Ok(std::fs::write(self.0.join(made), "")?)
            };
            complete(&self.0, of, make).expect("nothing here fails");
            let entries = std::fs::read_dir(&self.0).expect("the folder is there");
            let names = entries.map(|entry| {
                entry
                    .expect("readable")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            });
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
    fn a_command_that_is_not_there_is_named() {
        let error = output(&mut Command::new("no-such-command-here"))
            .expect_err("there is no such command");
        assert_eq!(error.to_string(), "no-such-command-here was not found");
    }
}
