//! Everything in the README is true: its commands run, they print the output shown, and its code
//! compiles and runs.
//!
//! - Lines of a `console` block that begin with `$ ` are run by a shell in a folder with a copy of
//!   the corpus, block after block. The lines below a command are its expected output, where `...`
//!   matches any lines. `# status 1` after a command gives its exit status; otherwise it must
//!   succeed. A `json` block is a file in that folder, named in the line above it.
//! - Commands in the text that begin with `cargo` are run too, unless they take long or need a
//!   person: [`ELSEWHERE`] says where those are run.
//! - `rust`, `python`, `js`, `ts` and `toml` blocks must occur word for word in the projects under
//!   `tests/consumers/`, which `cargo xtask consumers` tests.
//! - Every command is mentioned in the README or in CONTRIBUTING, whose walkthrough
//!   `.ci/walkthrough` runs.
//! - The targets of links exist.
//! - `text` blocks are compared by tests of their own.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Commands of the README that are not run here, each with the line that runs it or a shorter form
/// of it; for a test that can run longer, the line that says how long.
const ELSEWHERE: [(&str, &str, &str); 20] = [
    (
        "cargo xtask control",
        "crates/message-cli/tests/serve.rs",
        ".arg(\"control\")",
    ),
    ("cargo xtask serve", "xtask/src/server.rs", "[\"serve\", "),
    ("cargo xtask clients", ".ci/run", "step xtask clients"),
    ("cargo xtask page", ".ci/run", "step xtask page"),
    (
        "cargo test --workspace",
        ".ci/run",
        "step cargo test --workspace",
    ),
    ("cargo xtask consumers", ".ci/run", "step xtask consumers"),
    (
        "cargo xtask conformance",
        ".ci/run",
        "step xtask conformance",
    ),
    (
        "cargo xtask conformance --profile all",
        ".ci/run",
        "step xtask conformance --profile all",
    ),
    (
        "cargo bench -p message-model",
        ".ci/run",
        "step cargo test --workspace --bench '*'",
    ),
    (
        "cargo bench -p message-server",
        ".ci/run",
        "step cargo test --workspace --bench '*'",
    ),
    (
        "cargo bench -p message-lifecycle",
        ".ci/run",
        "step cargo test --workspace --bench '*'",
    ),
    (
        "cargo bench -p message-rules",
        ".ci/run",
        "step cargo test --workspace --bench '*'",
    ),
    (
        "cargo bench -p xtask",
        ".ci/run",
        "step cargo test --workspace --bench '*'",
    ),
    (
        "WALKS=100000 cargo test --release -p message-lifecycle --test it walks",
        "crates/message-lifecycle/tests/it/walks.rs",
        "env::var(\"WALKS\")",
    ),
    (
        "cargo bench -p message-generator --features proptest",
        ".ci/run",
        "step cargo test --workspace --bench '*'",
    ),
    (
        "CONVERSATIONS=1000000 cargo test --release -p message-generator --test it population -- \
         --nocapture",
        "crates/message-generator/tests/it/population.rs",
        "env::var(\"CONVERSATIONS\")",
    ),
    (
        "KILLS=200 PAIRS=50 cargo test --release -p xtask --test kill",
        ".ci/run",
        "step env KILLS=6 PAIRS=3 \"${release[@]}\" --test kill",
    ),
    (
        "cargo mutants -p message-rules",
        ".cargo/mutants.toml",
        "`cargo mutants -p message-rules`",
    ),
    (
        "cargo install --path crates/message-cli",
        ".ci/run",
        "step .ci/installed target/packaged/debug/msgleg",
    ),
    (
        "cargo insta review",
        "CONTRIBUTING.md",
        "$ cargo insta review",
    ),
];

/// Commands that would write into the sources, take long or need what only the reader has, each
/// with the command that is run in its place.
const IN_PLACE_OF: [(&str, &str); 4] = [
    (
        "cargo xtask score --labels labels.jsonl --results answers.jsonl",
        "cargo xtask score --help",
    ),
    ("cargo xtask fixtures", "cargo xtask fixtures --check"),
    ("cargo xtask docs", "cargo xtask docs --check"),
    (
        "cargo xtask generate --profile smooth-day --count 1000000 | cargo xtask validate -",
        "cargo xtask generate --profile smooth-day --count 100 | cargo xtask validate -",
    ),
];

#[test]
fn the_commands_run_and_print_what_is_shown() {
    let place = Place::new("readme");
    for block in blocks(&readme()) {
        match block.language.as_str() {
            "json" => place.write(block.file_name(), &block.text),
            "console" => console(&block.text)
                .iter()
                .for_each(|shown| place.check(shown)),
            "rust" | "python" | "js" | "ts" | "toml" | "text" => {}
            other => panic!(
                "a block of {other:?}, which this test cannot check:\n{}",
                block.text
            ),
        }
    }
    for command in commands_in_the_text(&readme()) {
        place.check(&Shown {
            command,
            status: 0,
            output: None,
        });
    }
    place.check_that_git_ignores_what_is_new();
}

#[test]
fn the_leg_of_the_glossary_is_legal() {
    let place = Place::new("glossary");
    let glossary = fs::read_to_string(root().join("GLOSSARY.md")).expect("there is a glossary");
    let legs = blocks(&glossary);
    assert_eq!(legs.len(), 1);
    place.write("leg.json", &legs[0].text);
    place.check(&Shown {
        command: "cargo xtask validate --strict leg.json".to_owned(),
        status: 0,
        output: None,
    });
}

#[test]
fn the_code_is_what_the_consumers_run() {
    let mut sources = sources(&root().join("tests/consumers"));
    // What uses the server is run by `cargo xtask clients`, and as a doctest of its crate.
    sources.extend(self::sources(&root().join("xtask/clients")));
    let of_the_server = root().join("crates/message-server/README.md");
    sources.push(fs::read_to_string(of_the_server).expect("the server has a README"));
    for block in blocks(&readme()) {
        if ["rust", "python", "js", "ts", "toml"].contains(&block.language.as_str()) {
            // In the consumer's project, the path to the clone of this repository is a relative
            // one.
            let text = block.text.replace("CLONE", "../../..");
            let stands = sources.iter().any(|source| source.contains(&text));
            assert!(stands, "nothing that is run has this:\n{}", block.text);
        }
    }
}

#[test]
fn the_commands_that_are_not_run_here_run_elsewhere() {
    let readme = readme();
    for (command, file, line) in ELSEWHERE {
        assert!(
            readme.contains(command),
            "the README has no {command:?} any more"
        );
        let text =
            fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(
            text.contains(line),
            "{file} has no {line:?}, which stands for {command:?}"
        );
    }
}

#[test]
fn links_lead_somewhere() {
    for page in [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "GLOSSARY.md",
        "crates/message-cli/README.md",
        "crates/message-corpus/README.md",
        "crates/message-faults/README.md",
        "crates/message-generator/README.md",
        "crates/message-generator/scenarios/README.md",
        "crates/message-lifecycle/README.md",
        "crates/message-server/README.md",
        "crates/message-storyboard/README.md",
        "crates/message-model/README.md",
        "crates/message-rules/README.md",
        "fixtures/README.md",
        "tests/consumers/README.md",
    ] {
        let file = root().join(page);
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{page}: {error}"));
        let links = text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.contains("://")) {
            let (path, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() {
                file.clone()
            } else {
                file.with_file_name(path)
            };
            assert!(target.exists(), "{page} has a link to {link}");
            assert!(
                heading.is_empty() || headings(&target).contains(heading),
                "{page} has a link to {link}"
            );
        }
    }
}

/// The anchors of the headings of a page, or of the readme of a folder.
fn headings(target: &Path) -> BTreeSet<String> {
    let page = if target.is_dir() {
        target.join("README.md")
    } else {
        target.to_owned()
    };
    let text =
        fs::read_to_string(&page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
    let name = |heading: &str| {
        let letters = heading
            .chars()
            .filter(|letter| letter.is_alphanumeric() || [' ', '-', '_'].contains(letter));
        letters.collect::<String>().to_lowercase().replace(' ', "-")
    };
    text.lines()
        .filter_map(|line| line.strip_prefix('#'))
        .map(|line| name(line.trim_matches(['#', ' '])))
        .collect()
}

#[test]
fn the_readme_asks_for_the_rust_that_the_crates_ask_for() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("there is a manifest");
    let line = manifest
        .lines()
        .find_map(|line| line.strip_prefix("rust-version = "));
    let version = line
        .expect("the workspace names its Rust")
        .trim_matches('"');
    assert!(
        readme().contains(&format!("Rust {version} or newer")),
        "expected Rust {version}"
    );
}

#[test]
fn every_command_is_told_of() {
    let help = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("--help")
        .output()
        .expect("the binary runs");
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
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
    let contributing =
        fs::read_to_string(root().join("CONTRIBUTING.md")).expect("there is a CONTRIBUTING");
    let pages = readme() + &contributing;
    let told = pages
        .split("cargo xtask ")
        .filter_map(|rest| rest.split(|c: char| !c.is_ascii_lowercase()).next());
    let told: Vec<&str> = told.collect();
    for command in commands.iter().filter(|command| **command != "help") {
        assert!(
            told.contains(command),
            "no page tells of `cargo xtask {command}`"
        );
    }
    assert!(commands.contains(&"validate"), "{commands:?}");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the workspace")
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("there is a README")
}

fn sources(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("readable").path());
    entries
        .flat_map(|path| match path.is_dir() {
            true => sources(&path),
            false => vec![fs::read_to_string(&path).expect("a source is text")],
        })
        .collect()
}

/// A fenced code block.
struct Block {
    language: String,
    /// The last line of text before it.
    above: String,
    text: String,
}

impl Block {
    /// The file name that the line above gives.
    fn file_name(&self) -> &str {
        let name = self
            .above
            .rsplit('`')
            .nth(1)
            .filter(|name| name.contains('.'));
        name.unwrap_or_else(|| panic!("no file is named above this block: {:?}", self.above))
    }
}

fn blocks(document: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut above = "";
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let text = lines
                .by_ref()
                .take_while(|line| *line != "```")
                .map(|line| format!("{line}\n"))
                .collect();
            blocks.push(Block {
                language: language.to_owned(),
                above: above.to_owned(),
                text,
            });
        } else if !line.is_empty() {
            above = line;
        }
    }
    blocks
}

/// The commands in inline code, each once.
fn commands_in_the_text(document: &str) -> Vec<String> {
    let mut commands = Vec::new();
    let mut fenced = false;
    for line in document.lines() {
        fenced ^= line.starts_with("```");
        for (place, span) in line.split('`').enumerate() {
            // In a table, a bar is escaped.
            let span = span.replace("\\|", "|");
            let is_command =
                place % 2 == 1 && (span.starts_with("cargo ") || span.contains(" cargo "));
            if is_command && !fenced && !commands.contains(&span) {
                commands.push(span);
            }
        }
    }
    commands
}

/// A command with its expected output and exit status.
struct Shown {
    command: String,
    status: i32,
    /// The expected output, if the README shows it.
    output: Option<String>,
}

fn console(text: &str) -> Vec<Shown> {
    let mut all: Vec<Shown> = Vec::new();
    for line in text.lines() {
        if let Some(line) = line.strip_prefix("$ ") {
            let (command, comment) = line.split_once(" # ").unwrap_or((line, ""));
            let status = comment
                .trim()
                .strip_prefix("status ")
                .map_or(0, |status| status.parse().expect("a number"));
            all.push(Shown {
                command: command.trim().to_owned(),
                status,
                output: None,
            });
        } else {
            let shown = all
                .last_mut()
                .expect("a console block begins with a command");
            *shown.output.get_or_insert_default() += &format!("{line}\n");
        }
    }
    all
}

/// A folder of this test: it contains a copy of the corpus, and a `cargo` that runs our binary for
/// `cargo xtask`.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let place = Place(std::env::temp_dir().join(format!("{name}-{}", std::process::id())));
        copy(&root().join("fixtures"), &place.0.join("fixtures"));
        let cargo = format!(
            "#!/bin/sh\n[ \"$1\" = xtask ] && shift && exec '{}' \"$@\"\n",
            env!("CARGO_BIN_EXE_xtask")
        );
        place.write("bin/cargo", &cargo);
        let shim = place.0.join("bin/cargo");
        let made = Command::new("chmod")
            .arg("+x")
            .arg(&shim)
            .status()
            .expect("there is a chmod");
        assert!(made.success());
        place
    }

    /// In a clone, the commands leave nothing that `git status` shows.
    fn check_that_git_ignores_what_is_new(&self) {
        for entry in fs::read_dir(&self.0).expect("the folder is there") {
            let entry = entry.expect("readable");
            let name = entry.file_name().to_string_lossy().into_owned();
            if ["bin", "fixtures"].contains(&name.as_str()) {
                continue;
            }
            // A pattern for folders needs to know that it is one.
            let slash = if entry.path().is_dir() { "/" } else { "" };
            let ignored = Command::new("git")
                .args(["check-ignore", "--quiet", "--no-index"])
                .arg(format!("{name}{slash}"))
                .current_dir(root())
                .status()
                .expect("git runs");
            assert!(ignored.success(), "git does not ignore {name}");
        }
    }

    fn write(&self, name: &str, text: &str) {
        let file = self.0.join(name);
        fs::create_dir_all(file.parent().expect("it is in this folder"))
            .expect("the temporary folder is writable");
        fs::write(file, text).expect("the temporary folder is writable");
    }

    #[track_caller]
    fn check(&self, shown: &Shown) {
        if ELSEWHERE
            .iter()
            .any(|(command, ..)| *command == shown.command)
        {
            return;
        }
        let instead = IN_PLACE_OF
            .iter()
            .find(|(command, _)| *command == shown.command);
        let command = instead.map_or(shown.command.as_str(), |(_, instead)| instead);
        let path = format!(
            "{}:{}",
            self.0.join("bin").display(),
            std::env::var("PATH").unwrap_or_default()
        );
        let mut shell = Command::new("bash");
        shell
            .args(["-o", "pipefail", "-c", command])
            .current_dir(&self.0)
            .env("PATH", path);
        let output = shell.output().expect("there is a bash");
        let printed = String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            output.status.code(),
            Some(shown.status),
            "{command}\n{printed}"
        );
        if let Some(expected) = &shown.output {
            assert!(
                fits(expected, &printed),
                "{command}\n--- the README shows\n{expected}--- it prints\n{printed}"
            );
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the temporary folder is writable");
    for entry in fs::read_dir(from).expect("the folder is there") {
        let entry = entry.expect("readable");
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("the temporary folder is writable");
        }
    }
}

/// Whether a text is as expected, where a line `...` stands for any lines.
fn fits(expected: &str, printed: &str) -> bool {
    let mut parts = expected.split("...\n");
    let Some(mut rest) = parts.next().and_then(|first| printed.strip_prefix(first)) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, between)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in between {
        let Some(place) = rest.find(part) else {
            return false;
        };
        rest = &rest[place + part.len()..];
    }
    rest.ends_with(last)
}

#[test]
fn dots_stand_for_any_lines() {
    let text = "a\nb\nc\nd\n";
    for (expected, fitting) in [
        ("a\nb\nc\nd\n", true),
        ("a\n...\n", true),
        ("...\nd\n", true),
        ("a\n...\nc\n...\n", true),
        ("a\nb\n", false),
        ("b\n...\n", false),
        ("a\n...\nb\n", false),
    ] {
        assert_eq!(fits(expected, text), fitting, "{expected:?}");
    }
}
