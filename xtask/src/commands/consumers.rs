//! `cargo xtask consumers`: runs the tests of three downstream projects that use the corpus and the
//! crates.
//!
//! Each folder under `tests/consumers/` is a project of its own. It is copied to
//! `target/consumers/`, which is as deep as the original so that relative paths still work, and
//! tested there with the usual tool of its language; the sources stay clean. A run without any test
//! shows nothing, so it counts as a failure.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::installed::{
    MARKER, complete, interpreter, npm, npm_packages, output, python_environment, python_version,
};
use message_cli::console;

#[derive(clap::Args)]
#[command(after_help = "\
Needs python3 3.11 or newer, node and npm, and on the first run a package registry; what it installs goes to \
target/consumers/.")]
pub(crate) struct Args {}

pub(crate) fn run(Args {}: Args) -> Result<ExitCode> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the workspace");
    writeln!(
        console::data(),
        "{:<12} {:<10} {:>6} {:>6}  status",
        "consumer",
        "tested by",
        "passed",
        "failed"
    )?;
    let mut green = true;
    for consumer in CONSUMERS {
        let project = Project {
            root,
            folder: root.join("target/consumers").join(consumer.folder),
            consumer,
        };
        let outcome = project
            .test()
            .with_context(|| format!("tests/consumers/{}", consumer.folder))?;
        let Outcome {
            passed,
            failed,
            text,
            ..
        } = &outcome;
        let status = if outcome.is_green() { "green" } else { "red" };
        writeln!(
            console::data(),
            "{:<12} {:<10} {passed:>6} {failed:>6}  {status}",
            consumer.folder,
            consumer.tool
        )?;
        if !outcome.is_green() {
            let lines: Vec<&str> = text.lines().collect();
            writeln!(
                console::data(),
                "{}",
                lines[lines.len().saturating_sub(LINES_SHOWN)..].join("\n")
            )?;
        }
        green &= outcome.is_green();
    }
    Ok(if green {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The number of lines printed from the end of a tool's output, where all the tools report
/// failures.
const LINES_SHOWN: usize = 100;

/// A downstream project.
#[derive(Clone, Copy)]
struct Consumer {
    folder: &'static str,
    tool: &'static str,
    /// Installs the project's dependencies, and returns the command that runs its tests.
    prepare: fn(&Project) -> Result<Command>,
    /// The words beside the numbers of passed and of failed tests in the tool's output.
    counts: [Count; 2],
}

/// How to find a number of tests in a tool's output.
#[derive(Clone, Copy)]
enum Count {
    Before(&'static str),
    After(&'static str),
}

const CONSUMERS: [Consumer; 3] = [
    Consumer {
        folder: "python",
        tool: "pytest",
        prepare: python,
        counts: [Count::Before(" passed"), Count::Before(" failed")],
    },
    Consumer {
        folder: "typescript",
        tool: "node",
        prepare: typescript,
        counts: [Count::After("ℹ pass "), Count::After("ℹ fail ")],
    },
    Consumer {
        folder: "rust",
        tool: "cargo",
        prepare: rust,
        counts: [Count::Before(" passed;"), Count::Before(" failed;")],
    },
];

/// A downstream project, and the copy of it that is tested.
struct Project<'a> {
    root: &'a Path,
    folder: PathBuf,
    consumer: Consumer,
}

impl Project<'_> {
    fn test(&self) -> Result<Outcome> {
        // Before the copy, which would be lost: what is installed anew begins with an empty folder.
        let mut command = (self.consumer.prepare)(self)?;
        self.copy()?;
        let run = command
            .output()
            .with_context(|| format!("starting {}", self.consumer.tool))?;
        let text = String::from_utf8_lossy(&run.stdout).into_owned()
            + &String::from_utf8_lossy(&run.stderr);
        let [passed, failed] = self.consumer.counts.map(|count| count.sum(&text));
        Ok(Outcome {
            success: run.status.success(),
            passed,
            failed,
            text,
        })
    }

    fn original(&self) -> PathBuf {
        self.root.join("tests/consumers").join(self.consumer.folder)
    }

    /// Copies the project as it is now, and keeps what was installed in the copy before.
    fn copy(&self) -> Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        for entry in std::fs::read_dir(&self.folder)? {
            let entry = entry?;
            if INSTALLED.iter().any(|kept| entry.file_name() == *kept) {
                continue;
            }
            let path = entry.path();
            if path.is_dir() {
                std::fs::remove_dir_all(path)
            } else {
                std::fs::remove_file(path)
            }?;
        }
        copy(&self.original(), &self.folder)
    }
}

/// What is kept from an earlier run.
const INSTALLED: [&str; 4] = [MARKER, ENVIRONMENT, "node_modules", "Cargo.lock"];
const ENVIRONMENT: &str = ".venv";

fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from).with_context(|| format!("reading {}", from.display()))? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to)?;
        } else {
            std::fs::copy(&from, &to).with_context(|| format!("copying {}", from.display()))?;
        }
    }
    Ok(())
}

/// `python3 -m venv .venv && .venv/bin/pip install -r requirements.txt && .venv/bin/python -m
/// pytest`
fn python(project: &Project) -> Result<Command> {
    let wanted = project.original().join("requirements.txt");
    let requirements = std::fs::read_to_string(&wanted)
        .with_context(|| format!("reading {}", wanted.display()))?;
    let environment = project.folder.join(ENVIRONMENT);
    complete(
        &project.folder,
        &format!("Python {}{requirements}", python_version()?),
        || {
            python_environment(&environment, &[])?;
            let mut pip = Command::new(interpreter(&environment));
            pip.args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--no-input",
                "--disable-pip-version-check",
                "-r",
            ])
            .arg(&wanted);
            output(&mut pip).map(drop)
        },
    )?;
    let mut pytest = Command::new(interpreter(&environment));
    pytest
        .args(["-m", "pytest", "--quiet", "--no-header"])
        .current_dir(&project.folder);
    Ok(pytest)
}

/// `npm install && npm test`
fn typescript(project: &Project) -> Result<Command> {
    npm_packages(&project.folder, &project.original().join("package.json"))?;
    let mut test = npm(&project.folder);
    test.args(["test", "--silent"]);
    Ok(test)
}

/// `cargo test`, starting from our lock file, so that it uses the same versions of crates as we do.
fn rust(project: &Project) -> Result<Command> {
    let lock = project.root.join("Cargo.lock");
    std::fs::create_dir_all(&project.folder)?;
    std::fs::copy(&lock, project.folder.join("Cargo.lock"))
        .with_context(|| format!("copying {}", lock.display()))?;
    let mut test = Command::new(env!("CARGO"));
    test.args(["test", "--quiet", "--target-dir"])
        .arg(project.root.join("target"));
    test.current_dir(&project.folder);
    Ok(test)
}

/// The result of a project's tests.
struct Outcome {
    success: bool,
    passed: u64,
    failed: u64,
    /// Everything that the tool printed.
    text: String,
}

impl Outcome {
    fn is_green(&self) -> bool {
        self.success && self.failed == 0 && self.passed > 0
    }
}

impl Count {
    /// The sum of all such numbers: a tool may print one for each part of its run.
    fn sum(self, text: &str) -> u64 {
        let numbers = text.lines().filter_map(|line| match self {
            Count::Before(word) => line
                .split_once(word)?
                .0
                .rsplit(' ')
                .next()?
                .parse::<u64>()
                .ok(),
            Count::After(word) => line.strip_prefix(word)?.parse::<u64>().ok(),
        });
        numbers.sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PYTEST: &str = "FAILED test_report.py::test_a\n== 1 failed, 1260 passed in 0.91s ==";
    const NODE: &str = "✔ adds up (0.1ms)\nℹ tests 1302\nℹ pass 1300\nℹ fail 2";
    const CARGO: &str = "test result: ok. 3 passed; 0 failed; 0 ignored\n\ntest result: FAILED. 4 \
                         passed; 1 failed; 0 ignored";

    #[track_caller]
    fn check(folder: &str, text: &str, passed: u64, failed: u64) {
        let consumer = CONSUMERS
            .iter()
            .find(|consumer| consumer.folder == folder)
            .expect("there is one");
        assert_eq!(
            consumer.counts.map(|count| count.sum(text)),
            [passed, failed]
        );
    }

    #[test]
    fn tests_are_counted_as_each_tool_counts_them() {
        check("python", PYTEST, 1260, 1);
        check("python", "1260 passed in 0.91s", 1260, 0);
        check("typescript", NODE, 1300, 2);
        check("rust", CARGO, 7, 1);
    }

    #[test]
    fn no_test_at_all_is_red() {
        let outcome = |success, passed, failed| Outcome {
            success,
            passed,
            failed,
            text: String::new(),
        };
        assert!(outcome(true, 1, 0).is_green());
        assert!(!outcome(true, 0, 0).is_green());
        assert!(!outcome(true, 1, 1).is_green());
        assert!(!outcome(false, 1, 0).is_green());
    }
}
