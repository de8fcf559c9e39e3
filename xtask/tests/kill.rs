//! Runs that are killed at any moment, and runs at the same time in one place.
//!
//! `cargo test` runs them only when they are named. `KILLS=200` and `PAIRS=50` set how often each
//! command is tried; without them it is once.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "support/folder.rs"]
mod folder;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread::yield_now;
use std::time::{Duration, Instant};

use folder::{Folder, There, everything, fixtures};

/// What a folder contains, by path.
type Tree = BTreeMap<String, There>;

/// A command that is killed, in a folder that a test has prepared.
struct Killed {
    folder: Folder,
    arguments: &'static [&'static str],
    /// The folder before the command, and after it.
    before: Tree,
    after: Tree,
    /// Whether the result appears as a whole: all of it or nothing.
    is_whole: bool,
    lasts: Duration,
}

impl Killed {
    /// Runs the command once to the end, to learn what it writes and how long it takes.
    fn new(folder: Folder, arguments: &'static [&'static str], is_whole: bool) -> Self {
        folder.write("mine.txt", "mine\n");
        folder.write("f.part", "mine\n");
        let before = everything(folder.root());
        let begun = Instant::now();
        assert_success(&end(start(&folder, arguments)));
        let lasts = begun.elapsed();
        let after = everything(folder.root());
        assert!(before != after, "{arguments:?} writes nothing");
        Self {
            folder,
            arguments,
            before,
            after,
            is_whole,
            lasts,
        }
    }

    /// Kills the command at random moments, and runs it again after each.
    fn check(&self) {
        let mut random = Random(0x2545_f491_4f6c_dd1d);
        for round in 0..times("KILLS", 1) {
            restore(self.folder.root(), &self.before);
            let moment = self.lasts.mul_f64(random.next());
            let mut child = start(&self.folder, self.arguments);
            let begun = Instant::now();
            // The moment is the input of this test: nothing is waited for.
            while begun.elapsed() < moment && child.try_wait().unwrap().is_none() {
                yield_now();
            }
            child.kill().unwrap();
            child.wait().unwrap();
            let killed = format!(
                "{:?}, round {round}, killed after {moment:?}",
                self.arguments
            );
            self.check_between(&everything(self.folder.root()), &killed);
            assert_success(&end(start(&self.folder, self.arguments)));
            let healed = everything(self.folder.root());
            assert!(
                healed == self.after,
                "{killed}: {:?}",
                difference(&healed, &self.after)
            );
        }
    }

    /// Whatever has a final name is as it was before or as it is after; nothing of the user's has
    /// changed.
    fn check_between(&self, found: &Tree, killed: &str) {
        let is_part = |path: &str| {
            path.split('/')
                .any(|name| name.starts_with('.') && name.ends_with(".unfinished"))
        };
        let found: Tree = found
            .iter()
            .filter(|(path, _)| !is_part(path))
            .map(|(path, there)| (path.clone(), there.clone()))
            .collect();
        if self.is_whole {
            assert!(
                found == self.before || found == self.after,
                "{killed}: {:?}",
                difference(&found, &self.before)
            );
        }
        for path in self
            .before
            .keys()
            .chain(self.after.keys())
            .chain(found.keys())
        {
            let (before, there, after) =
                (self.before.get(path), found.get(path), self.after.get(path));
            assert!(there == before || there == after, "{killed}: {path}");
        }
    }
}

#[test]
fn generate_into_a_file() {
    Killed::new(Folder::new("kill-file"), GENERATE, true).check();
    let folder = Folder::new("kill-old-file");
    folder.write("f", "of an earlier run\n");
    Killed::new(folder, GENERATE, true).check();
}

#[test]
fn generate_into_a_folder() {
    Killed::new(
        Folder::new("kill-folder"),
        &["generate", "--count", "500", "--out", "out/"],
        true,
    )
    .check();
}

#[test]
fn draw_a_picture_and_a_page() {
    Killed::new(
        Folder::new("kill-svg"),
        &["show", "spam", "--svg", "lanes.svg"],
        true,
    )
    .check();
    Killed::new(
        Folder::new("kill-page"),
        &["browse", "--out", "page.html"],
        true,
    )
    .check();
}

#[test]
fn write_a_new_corpus() {
    Killed::new(
        Folder::new("kill-corpus"),
        &["fixtures", "--folder", "corpus"],
        true,
    )
    .check();
}

#[test]
fn write_a_corpus_again() {
    let folder = Folder::new("kill-old-corpus");
    copy(&fixtures(), &folder.path("corpus"));
    age(&folder.path("corpus/current"));
    Killed::new(folder, &["fixtures", "--folder", "corpus"], false).check();
}

#[test]
fn freeze_a_corpus() {
    let folder = Folder::new("kill-freeze");
    assert_success(&end(start(&folder, &["fixtures", "--folder", "corpus"])));
    Killed::new(
        folder,
        &["freeze", "--day", "2031-12-30", "--folder", "corpus"],
        false,
    )
    .check();
}

const GENERATE: &[&str] = &["generate", "--count", "2000", "--out", "f"];
const EXPORT: &[&str] = &["export", "--covering", "transitions", "--to", "part"];

#[test]
fn export_a_part() {
    Killed::new(Folder::new("kill-export"), EXPORT, true).check();
    let folder = Folder::new("kill-old-export");
    assert_success(&end(start(&folder, EXPORT)));
    age(&folder.path("part/current"));
    Killed::new(folder, EXPORT, false).check();
}

/// Two runs at the same time in one place: what is there afterwards is all of one run, and a run
/// that lost says so.
#[test]
fn two_at_once_into_a_file() {
    let [left, right] =
        ["1", "2"].map(|seed| ["generate", "--count", "300", "--seed", seed, "--out", "f"]);
    two_at_once("two-files", &[], &left, &right);
    two_at_once(
        "two-svgs",
        &[],
        &["show", "spam", "--svg", "f"],
        &["show", "flow-error", "--svg", "f"],
    );
}

#[test]
fn two_at_once_into_a_folder() {
    let [left, right] =
        ["1", "2"].map(|seed| ["generate", "--count", "60", "--seed", seed, "--out", "out/"]);
    two_at_once("two-folders", &[], &left, &right);
}

#[test]
fn two_corpora_at_once() {
    let command = ["fixtures", "--folder", "corpus"];
    two_at_once("two-corpora", &[], &command, &command);
}

#[test]
fn two_exports_at_once() {
    let [left, right] =
        ["states", "statuses"].map(|what| ["export", "--covering", what, "--to", "part"]);
    two_at_once("two-exports", &[], &left, &right);
    two_at_once("two-old-exports", EXPORT, &left, &right);
}

/// Runs two commands at once, each time after a first one.
fn two_at_once(name: &str, first: &[&str], left: &[&str], right: &[&str]) {
    let folder = Folder::new(name);
    if !first.is_empty() {
        assert_success(&end(start(&folder, first)));
    }
    let before = everything(folder.root());
    let alone = [left, right].map(|command| {
        restore(folder.root(), &before);
        assert_success(&end(start(&folder, command)));
        everything(folder.root())
    });
    for round in 0..times("PAIRS", 1) {
        restore(folder.root(), &before);
        let outputs = [left, right]
            .map(|command| start(&folder, command))
            .map(end);
        let found = everything(folder.root());
        let won = |output: &Output| output.status.code() == Some(0);
        for output in outputs.iter().filter(|output| !won(output)) {
            let told = String::from_utf8_lossy(&output.stderr);
            assert_eq!(
                output.status.code(),
                Some(2),
                "{left:?}, round {round}: {told}"
            );
            let reasons = [
                "is writing it, expected that nobody does",
                "no longer empty",
                "is not empty",
            ];
            assert!(
                reasons.iter().any(|reason| told.contains(reason)),
                "{left:?}, round {round}: {told}"
            );
        }
        let is_of_a_winner = (0..2).any(|place| won(&outputs[place]) && alone[place] == found);
        assert!(
            is_of_a_winner,
            "{left:?}, round {round}: {:?}",
            difference(&found, &alone[0])
        );
    }
}

/// How often something is tried.
fn times(name: &str, default: u32) -> u32 {
    env::var(name).map_or(default, |times| times.parse().expect("a number of times"))
}

/// A simple generator of numbers from 0 to 1.
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        f64::from(u32::try_from(self.0 >> 32).unwrap()) / f64::from(u32::MAX)
    }
}

fn start(folder: &Folder, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .args(arguments)
        .current_dir(folder.root())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn end(child: Child) -> Output {
    child.wait_with_output().unwrap()
}

#[track_caller]
fn assert_success(output: &Output) {
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Makes a folder contain just this, touching only what differs.
fn restore(folder: &Path, tree: &Tree) {
    let found = everything(folder);
    // Files before the folders that contain them.
    for path in found
        .keys()
        .rev()
        .filter(|path| found.get(*path) != tree.get(*path))
    {
        let whole = folder.join(path);
        match found[path] {
            There::Folder => fs::remove_dir(whole).unwrap(),
            There::File(_) | There::Link(_) => fs::remove_file(whole).unwrap(),
        }
    }
    for (path, there) in tree
        .iter()
        .filter(|(path, there)| found.get(*path) != Some(there))
    {
        let whole = folder.join(path);
        match there {
            There::Folder => fs::create_dir_all(whole).unwrap(),
            There::File(bytes) => fs::write(whole, bytes).unwrap(),
            There::Link(to) => std::os::unix::fs::symlink(to, whole).unwrap(),
        }
    }
}

/// Gives every file below a folder another content, as an older version would have written it.
fn age(folder: &Path) {
    for (path, there) in everything(folder) {
        if matches!(there, There::File(_)) {
            fs::write(folder.join(path), "{}\n").unwrap();
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    restore(to, &everything(from));
}

/// The first paths at which two folders differ.
fn difference(left: &Tree, right: &Tree) -> Vec<String> {
    let paths = left
        .keys()
        .chain(right.keys().filter(|path| !left.contains_key(*path)));
    paths
        .filter(|path| left.get(*path) != right.get(*path))
        .take(5)
        .cloned()
        .collect()
}
