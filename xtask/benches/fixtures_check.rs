//! What the proof of the corpus costs: `cargo xtask fixtures --check`, against reading every file of the folder and hashing
//! it, one after the other, as `sha256sum` does. Both are whole processes, the second is this program once more, in turns.
//!
//! Held to: at most 3 times. Run with `cargo bench -p xtask`, which measures the build that `cargo xtask` makes.

#[path = "../../crates/message-model/benches/codec/paired.rs"]
mod paired;

use std::env::{args, current_exe};
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};

use sha2::{Digest, Sha256};

/// The argument by which this program is the other side.
const HASH: &str = "--hash";

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
    if args().any(|argument| argument == HASH) {
        return hash(&folder);
    }
    // `cargo bench` says so; anything else, such as `cargo test`, only wants to see it run.
    let pairs = if args().any(|argument| argument == "--bench") { 30 } else { 1 };
    let own = current_exe().expect("a program that runs has a path");
    let check = || run(Command::new(env!("CARGO_BIN_EXE_xtask")).args(["fixtures", "--check"]));
    let comparison = paired::compare(pairs, check, || run(Command::new(&own).arg(HASH)));
    println!("fixtures --check, against hashing: {comparison}");
}

fn run(command: &mut Command) {
    let status = command.stdout(Stdio::null()).status().expect("the program was built");
    assert!(status.success(), "{command:?}: {status}");
}

fn hash(folder: &Path) {
    for entry in fs::read_dir(folder).expect("the corpus is there") {
        let path = entry.expect("its folders can be listed").path();
        match path.is_dir() {
            true => hash(&path),
            false => drop(black_box(Sha256::digest(fs::read(&path).expect("its files can be read")))),
        }
    }
}
