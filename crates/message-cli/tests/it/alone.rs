//! The program has all that it needs with it: it works in an empty folder, and writes only what it
//! is told to.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// An empty folder, removed when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("msgleg-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder can be made");
        Self(folder)
    }

    /// Runs the program in the folder.
    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_msgleg"));
        command
            .args(arguments)
            .current_dir(&self.0)
            .output()
            .expect("it starts")
    }

    #[track_caller]
    fn check(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("it prints text")
    }

    fn names(&self) -> BTreeSet<String> {
        let entries = fs::read_dir(&self.0).expect("it is there");
        entries
            .map(|entry| {
                entry
                    .expect("readable")
                    .file_name()
                    .into_string()
                    .expect("plain")
            })
            .collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn every_command_works_in_an_empty_folder() {
    let folder = Folder::new("empty");
    for arguments in [
        &["generate", "--count", "2"][..],
        &["list"],
        &["show", "spam"],
        &["contract", "--as-of", "19"],
        &["pick", "--covering", "states"],
        &["coverage"],
        &["browse"],
        &["validate", "--rules"],
    ] {
        assert!(!folder.check(arguments).is_empty(), "{arguments:?}");
        assert_eq!(folder.names(), BTreeSet::new(), "{arguments:?}");
    }
    folder.check(&["generate", "--count", "2", "--out", "two.jsonl"]);
    folder.check(&["validate", "--strict", "two.jsonl"]);
    folder.check(&["browse", "--out", "page.html"]);
    folder.check(&["export", "--revision", "19.0.0", "--to", "part"]);
    folder.check(&["export", "--to", "part", "--check"]);
    assert_eq!(
        folder.names(),
        BTreeSet::from(["page.html", "part", "two.jsonl"].map(str::to_owned))
    );
}

#[test]
fn what_is_exported_is_what_the_repository_has() {
    let folder = Folder::new("exported");
    folder.check(&["export", "--covering", "transitions", "--to", "part"]);
    let listed = folder.check(&["pick", "--covering", "transitions"]);
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    assert!(listed.lines().count() > 3, "{listed}");
    for path in listed.lines() {
        let exported = fs::read(folder.0.join("part").join(path)).expect("it was exported");
        assert!(
            exported == fs::read(fixtures.join(path)).expect("it is in the corpus"),
            "{path}"
        );
    }
    // The export is a corpus of its own, which the same commands read.
    assert_eq!(
        folder.check(&["pick", "--covering", "transitions", "--folder", "part"]),
        listed
    );
}

#[test]
fn messages_name_the_program() {
    let folder = Folder::new("names");
    let output = folder.run(&["show", "no-such-scenario"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        told.contains("a scenario or profile that `msgleg list` names"),
        "{told}"
    );
    let output = folder.run(&["generate", "--count", "1", "--seed", "3"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let again = "again by: msgleg generate --count 1 --seed 3";
    assert!(told.lines().any(|line| line.ends_with(again)), "{told}");
}

#[test]
fn help_manual_and_completions_are_of_the_same_commands() {
    let folder = Folder::new("manual");
    assert_eq!(
        folder.check(&["--version"]),
        concat!("msgleg ", env!("CARGO_PKG_VERSION"), "\n")
    );
    let help = folder.check(&["--help"]);
    let list = help
        .split("Commands:\n")
        .nth(1)
        .expect("the help lists the commands");
    // The lines of a long description begin further to the right.
    let commands: Vec<&str> = list
        .lines()
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
        .filter(|command| !command.is_empty())
        .collect();
    assert!(
        commands.contains(&"generate") && commands.contains(&"man"),
        "{commands:?}"
    );
    let whole = folder.check(&["man"]);
    assert!(whole.contains(".TH msgleg 1"), "{whole}");
    for command in commands.iter().filter(|command| **command != "help") {
        assert!(
            whole.contains(&format!("msgleg\\-{command}(1)")),
            "{command} in {whole}"
        );
        let page = folder.check(&["man", command]);
        assert!(
            page.contains(&format!(".TH msgleg-{command} 1")),
            "{command}: {page}"
        );
        for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
            assert!(
                folder.check(&["completions", shell]).contains(command),
                "{command} in {shell}"
            );
        }
    }
    let output = folder.run(&["man", "genrate"]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        told.starts_with("error: man: found \"genrate\", expected one of contract, coverage, ")
            && told.ends_with("; did you mean generate?\n"),
        "{told}"
    );
}
